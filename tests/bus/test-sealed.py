#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Passwords of the engine of the computer: sealed, there after a restart, gone with what they were for (AUTH-2)."""

import os
import signal
import tempfile
import threading
import unittest

from haulier_lab import Caller, SystemLab, main, wait_until

SECRET = 'sesame-under-the-mat'
ADDRESS = 'http://localhost:1/file'


class Sealed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab(start=False)
        cls.addClassCleanup(cls.lab.close)
        # the key of a computer that this test has to itself
        cls.lab.environment['SYSTEMD_CREDENTIAL_SECRET'] = os.path.join(cls.lab.folder, 'computer.key')
        cls.lab.start_daemon()

    def diagnose(self):
        return self.lab.daemon_output()

    def restart(self, **environment):
        self.lab.stop_daemon()
        self.lab.start_daemon(environment=environment)

    def add(self, user='root', carrier='haulier-local', account=('--account', 'LocalService')):
        """Adds a job that has a password; returns its id."""
        folder = self.lab.folder_of(carrier, self.id().rsplit('.', 1)[-1])
        return self.lab.ctl('add', '--paused', *account, '--user', 'anna', '--password-stdin', '--to', folder, ADDRESS,
                            user=user, text=SECRET + '\n', check=0).output.strip()

    def kept(self, job):
        return [row['kept'] for row in self.lab.ctl('credentials', job, '--json', check=0).json]

    def files(self):
        folder = os.path.join(self.lab.system_state, 'secrets')
        return os.listdir(folder) if os.path.isdir(folder) else []

    def assert_gone(self):
        wait_until('its file goes', lambda: self.files() == [])

    def test_survives_a_restart(self):
        job = self.add()
        self.assertEqual(self.kept(job), ['machine'])
        self.restart()
        self.assertEqual(self.kept(job), ['machine'])
        self.assertEqual(len(self.files()), 1)
        for folder, _, names in os.walk(self.lab.system_state):
            for name in names:
                with open(os.path.join(folder, name), 'rb') as stream:
                    self.assertNotIn(SECRET.encode(), stream.read(), name)
        self.assertNotIn(SECRET, self.lab.daemon_output())
        self.lab.ctl('cancel', job, check=0)
        self.assert_gone()

    def test_goes_with_the_credential(self):
        job = self.add()
        self.lab.ctl('credentials', 'remove', job, '--target', 'server', '--scheme', 'basic', check=0)
        self.assert_gone()
        self.lab.ctl('cancel', job, check=0)

    def test_goes_with_the_owner(self):
        job = self.add('anna', 'anna', ())
        self.assertEqual(len(self.files()), 1)
        with Caller(self.lab) as root:
            root.call_job(job, 'TakeOwnership')
        self.assert_gone()
        self.lab.ctl('cancel', job, check=0)

    def gate(self):
        """Makes a systemd-creds that seals once and then waits for ever; returns the PATH that has it."""
        folder = tempfile.mkdtemp(dir=self.lab.folder)
        path = os.path.join(folder, 'systemd-creds')
        with open(path, 'w', encoding='ascii') as stream:
            stream.write(f'#!/bin/sh\nmkdir {folder}/first 2>/dev/null || exec sleep 1000\n'
                         'exec /usr/bin/systemd-creds "$@"\n')
        os.chmod(path, 0o755)
        return f'{folder}:{os.environ["PATH"]}'

    def test_crash_before_the_job_is_stored(self):
        # Of two passwords of a job one is written when the engine dies: nothing will ever refer to it.
        used = self.add()
        kept = set(self.files())
        self.restart(PATH=self.gate())
        arguments = ('add', '--paused', '--account', 'LocalService', '--user', 'anna', '--proxy', 'proxy.test:3128',
                     '--proxy-user', 'anna', '--password-stdin', '--to', self.lab.folder_of('haulier-local', 'crash'),
                     ADDRESS)
        adding = threading.Thread(target=lambda: self.lab.ctl(*arguments, text=f'{SECRET}\n' * 2))
        adding.start()
        self.addCleanup(adding.join)
        wait_until('one is written', lambda: len(set(self.files()) - kept) == 1)
        with open(os.path.join(self.lab.system_state, 'secrets', 'half-written.XYZ'), 'wb'):
            pass
        self.lab.stop_daemon(signal.SIGKILL)
        self.assertEqual(len(self.files()), 3)
        self.lab.start_daemon()
        self.assertEqual(set(self.files()), kept)
        self.assertEqual(self.kept(used), ['machine'])
        self.assertEqual(len(self.lab.ctl('jobs', '--all-owners', '--json', check=0).json), 1)
        self.lab.ctl('cancel', used, check=0)
        self.assert_gone()

    def test_rules_for_hosts_keep_theirs(self):
        rule = ('http://localhost:1', '--target=server', '--scheme=basic')
        self.lab.ctl('host-credentials', 'set', *rule, '--user=anna', '--password-stdin', text=SECRET + '\n', check=0)
        self.restart()
        self.assertEqual(len(self.files()), 1)
        self.assertEqual([row['kept'] for row in self.lab.ctl('host-credentials', '--json', check=0).json], ['machine'])
        self.lab.ctl('host-credentials', 'remove', *rule, check=0)
        self.assert_gone()

    def test_nothing_to_seal_with(self):
        self.restart(PATH='/nonexistent')
        self.addCleanup(self.restart)
        job = self.add()
        self.assertEqual(self.kept(job), ['memory'])
        self.assertEqual(self.files(), [])
        self.restart()
        self.assertEqual(self.kept(job), ['missing'])
        self.lab.ctl('cancel', job, check=0)


if __name__ == '__main__':
    main()
