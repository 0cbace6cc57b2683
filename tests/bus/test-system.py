#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine of the computer: who can start it, where it keeps its queue, when it stays."""

import os
import stat
import subprocess
import unittest

from haulier_lab import Caller, Lab, SystemLab, main, wait_until


class SystemEngine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab()
        cls.addClassCleanup(cls.lab.close)
        cls.own = Lab()
        cls.addClassCleanup(cls.own.close)

    def diagnose(self):
        return self.lab.daemon_output()

    def start(self, user, *arguments):
        """Starts one more engine; returns its exit status and what it said."""
        done = self.lab.run_as(user, [self.lab.program('haulierd'), *arguments], capture_output=True, text=True,
                               timeout=30)
        return done.returncode, done.stderr

    def jobs(self, *options):
        return self.lab.ctl('jobs', '--json', *options, check=0).json

    def test_serves_on_the_system_bus(self):
        with Caller(self.lab) as root:
            self.assertIsInstance(root.call('ListJobs', '(uint64 0, uint32 10, @a{sv} {})')[0], list)

    def test_only_root_can_start_it(self):
        status, said = self.start('anna', '--system', f'--state={self.lab.home_of("anna")}/state')
        self.assertEqual((status, said), (1, 'haulierd: serve every account of the computer: only root can\n'))
        self.assertEqual(os.listdir(self.lab.home_of('anna')), [])

    def test_only_root_can_have_its_name(self):
        with Caller(self.lab, 'anna') as anna:
            name, _ = anna.refusal('RequestName', "('org.haulier.Transfer1', uint32 0)", path='/',
                                   interface='org.freedesktop.DBus', destination='org.freedesktop.DBus')
        self.assertEqual(name, 'org.freedesktop.DBus.Error.AccessDenied')

    def test_only_root_looks_into_its_folder(self):
        status = os.stat(self.lab.system_state)
        self.assertEqual((status.st_uid, stat.S_IMODE(status.st_mode)), (0, 0o700))
        self.assertIn('queue.db', os.listdir(self.lab.system_state))

    def test_folder_of_somebody_else_is_refused(self):
        folder = self.lab.folder_of('anna', 'state')
        status, said = self.start('root', '--system', f'--state={folder}')
        self.assertEqual(status, 1)
        self.assertRegex(said, 'keep the queue in “.*”: it does not belong to root')

    def test_folder_behind_a_link_is_refused(self):
        link = os.path.join(self.lab.folder, 'link')
        os.symlink(self.lab.folder_of('root', 'elsewhere'), link)
        status, said = self.start('root', '--system', f'--state={link}')
        self.assertEqual(status, 1)
        self.assertRegex(said, 'it is not a folder')

    def test_folder_is_the_one_of_systemd(self):
        folder = os.path.join(self.lab.folder, 'given')
        subprocess.run([self.lab.program('haulierd'), '--system'], check=False, timeout=30, capture_output=True,
                       env={**self.lab.environment, 'STATE_DIRECTORY': f'{folder}:/elsewhere',
                            'DBUS_SYSTEM_BUS_ADDRESS': 'unix:path=/nonexistent'})
        self.assertEqual(stat.S_IMODE(os.stat(folder).st_mode), 0o700)

    def test_second_one_leaves(self):
        first = self.lab.bus_owner()
        status, _ = self.start('root', '--system', f'--state={self.lab.system_state}')
        self.assertEqual((status, self.lab.bus_owner()), (0, first))

    def test_comes_back_after_its_end(self):
        self.lab.stop_daemon()
        wait_until('its name is free', lambda: self.lab.bus_owner() is None)
        self.lab.start_daemon()
        with Caller(self.lab) as root:
            self.assertIsInstance(root.call('ListJobs', '(uint64 0, uint32 10, @a{sv} {})')[0], list)

    def test_front_end_says_why_there_is_none(self):
        self.lab.stop_daemon()
        self.addCleanup(self.lab.start_daemon)
        result = self.lab.ctl('jobs', check=7)
        self.assertRegex(result.errors, '^haulierctl: reach the system engine: .* does not run on this computer ')

    def test_jobs_of_other_accounts_are_made_there(self):
        for account in ('LocalService', 'ben'):
            made = self.lab.own_ctl('create', 'made', '--account', account, '--json', check=0).json
            self.assertEqual(made['owner'], account)
            self.assertIn(made['id'], [job['id'] for job in self.jobs('--all-owners')])
        self.assertEqual(self.lab.own_ctl('create', 'made', '--account', 'nobody-of-that-name').status, 2)

    def test_a_job_is_looked_for_in_both_engines(self):
        environment = {'DBUS_SYSTEM_BUS_ADDRESS': self.lab.environment['DBUS_SYSTEM_BUS_ADDRESS']}
        there = self.lab.ctl('create', 'there', '--json', check=0).json
        here = self.own.ctl('create', 'here', '--json', check=0).json
        for job in (there, here):
            shown = self.own.ctl('show', job['id'], '--json', environment=environment, check=0).json
            self.assertEqual(shown['name'], job['name'])
        self.own.ctl('cancel', 'there', environment=environment, check=0)
        self.own.ctl('show', there['id'], '--session', environment=environment, check=5)
        self.own.ctl('show', here['id'], '--system', environment=environment, check=5)
        self.own.ctl('show', 'nowhere', environment=environment, check=5)


if __name__ == '__main__':
    main()
