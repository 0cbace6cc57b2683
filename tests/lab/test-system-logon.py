#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Downloads of people who log off and on, and of accounts that do not mind (requirements ACC-2, TOK-7, TOK-10)."""

import os
import pwd
import signal
import unittest

from haulier_lab import HostileServer, SystemLab, content, digest_of, file_digest, main, rows, wait_until

DATA = content(3 << 20)
PEOPLE = ('anna', 'ben', 'carla')
TOKEN_REQUIRED = '0x80200056'


class Logon(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab(logged_on=())
        cls.addClassCleanup(cls.lab.close)

    def setUp(self):
        for user in PEOPLE:
            self.lab.log_on(user)
            self.addCleanup(self.lab.log_off, user)
        self.server = HostileServer()
        self.addCleanup(self.server.close)
        self.resource = self.server.serve('/file', DATA)
        self.hold()

    def diagnose(self):
        return self.lab.daemon_output()

    def hold(self):
        """Lets replies pause in the middle of the file."""
        self.resource.hold_after = 1 << 20

    def let_go(self):
        self.resource.hold_after = None

    def assert_nobody_reads(self):
        """Asserts that what was on its way has nowhere to go."""
        self.let_go()
        wait_until('the connections end', lambda: self.server.connections() == 0)
        self.assertFalse(os.path.exists(self.folder + 'file'))

    def add(self, user, *options, name='in'):
        """Adds a job of a user that starts at once; returns its id."""
        self.folder = self.lab.folder_of(user, name)
        return self.lab.ctl('add', '--json', *options, '--to', self.folder, self.server.url('/file'),
                            user='root' if options else user, check=0).json['id']

    def show(self, job):
        return self.lab.ctl('show', '--json', job, check=0).json

    def wait_for(self, job, state, reason=None):
        last = {}

        def reached():
            last.update(self.show(job))
            return last['state'] == state and reason in (None, last['waiting_reason'])
        try:
            wait_until(f'{job} {state} {reason}', reached, 30)
        except AssertionError as error:
            raise AssertionError(f'{error}: {last}') from None
        return last

    def wait_half(self, job):
        """Waits until the job is in the middle of its file."""
        self.wait_for(job, 'transferring')
        wait_until('half of it arrives', lambda: self.resource.sent >= self.resource.hold_after)

    def assert_file(self, folder, owner):
        path = os.path.join(folder, 'file')
        self.assertEqual(file_digest(path), digest_of(DATA))
        self.assertEqual(os.stat(path).st_uid, pwd.getpwnam(owner).pw_uid)
        wait_until('nothing else is left', lambda: os.listdir(folder) == ['file'], 20)

    def test_job_of_a_user_waits_for_the_log_on(self):
        job = self.add('anna')
        self.wait_half(job)
        self.lab.log_off('anna')
        self.wait_for(job, 'queued', 'owner-not-logged-on')
        self.assertIn('logged on', self.lab.ctl('show', job, check=0).output)
        self.assert_nobody_reads()
        asked = len(self.server.log)
        # another one's log-on is not hers, nor is a restart
        self.lab.log_off('ben')
        self.lab.log_on('ben')
        self.lab.stop_daemon()
        self.lab.start_daemon()
        self.wait_for(job, 'queued', 'owner-not-logged-on')
        self.assertEqual(len(self.server.log), asked)
        self.lab.log_on('anna')
        self.wait_for(job, 'acknowledged')
        self.assert_file(self.folder, 'anna')

    def test_told_at_creation_and_in_the_list(self):
        self.lab.log_off('anna')
        self.let_go()
        folder = self.lab.folder_of('anna', 'told')
        done = self.lab.ctl('add', '--json', '--to', folder, self.server.url('/file'), user='anna', check=0)
        self.assertIn('0x800704DD', done.errors)
        job = done.json['id']
        listed = {row['id']: row for row in self.lab.ctl('jobs', '--json', user='anna', check=0).json}
        self.assertEqual((listed[job]['state'], listed[job]['waiting_reason']), ('queued', 'owner-not-logged-on'))
        self.assertEqual(self.server.log, [])
        self.lab.log_on('anna')
        self.wait_for(job, 'acknowledged')
        self.assert_file(folder, 'anna')

    @rows([('LocalService', 'haulier-local'), ('NetworkService', 'haulier-network'), ('LocalSystem', 'root')])
    def check_service_job_survives(self, row):
        account, owner = row
        job = self.add(owner, f'--account={account}')
        self.wait_half(job)
        for user in PEOPLE:
            self.lab.log_off(user)
        self.assertEqual(self.show(job)['state'], 'transferring')
        for number in (signal.SIGTERM, signal.SIGKILL):
            asked = len(self.server.log)
            self.resource.hold_after += 1 << 19
            self.lab.stop_daemon(number)
            self.lab.start_daemon()
            wait_until('it asks again', lambda asked=asked: len(self.server.log) > asked)
            self.wait_half(job)
        self.let_go()
        self.wait_for(job, 'acknowledged')
        self.assert_file(self.folder, owner)

    def lend(self, job, lender='ben'):
        code = self.lab.ctl('token', 'offer', job, check=0).output.strip()
        digest = self.lab.ctl('token', 'describe', '--json', code, user=lender, check=0).json['digest']
        self.lab.ctl('token', 'lend', code, '--yes', f'--digest={digest}', user=lender, check=0)

    def lent(self, flags):
        """A NetworkService job in the middle of its file, with what ben lent; returns its id."""
        owner = 'ben' if flags == 'local-file' else 'haulier-network'
        self.folder = self.lab.folder_of(owner, 'lent')
        job = self.lab.ctl('create', '--json', '--account=NetworkService', 'lent', check=0).json['id']
        self.lab.ctl('token', 'flags', job, flags, check=0)
        self.lend(job)
        self.lab.ctl('add-file', job, self.server.url('/file'), self.folder, check=0)
        self.lend(job)
        self.lab.ctl('resume', job, check=0)
        self.wait_half(job)
        return job

    def assert_lost(self, job, state='lost'):
        error = self.wait_for(job, 'error')['error']
        self.assertEqual(error['hresult'].lower(), TOKEN_REQUIRED, error)
        self.assertEqual(self.lab.ctl('token', '--json', job, check=0).json['state'], state)
        self.assert_nobody_reads()

    def finish(self, job, owner):
        self.lab.ctl('resume', job, check=0)
        self.wait_for(job, 'transferred')
        self.lab.ctl('complete', job, check=0)
        self.assert_file(self.folder, owner)

    def test_lent_identity_ends_with_the_log_off(self):
        job = self.lent('local-file')
        self.lab.log_off('anna')
        self.assertEqual(self.show(job)['state'], 'transferring')
        self.lab.log_off('ben')
        self.assert_lost(job)
        # it is not found again by itself, nor does resuming help
        self.lab.log_on('ben')
        self.lab.ctl('resume', job)
        self.assert_lost(job)
        self.lend(job)
        self.finish(job, 'ben')

    @rows([('ended', signal.SIGTERM), ('killed', signal.SIGKILL)])
    def check_lent_identity_ends_with_the_engine(self, row):
        job = self.lent('local-file')
        self.lab.stop_daemon(row[1])
        self.lab.start_daemon()
        self.assert_lost(job)
        self.lend(job)
        self.finish(job, 'ben')

    @rows([('files', 'local-file', 'ben'), ('network', 'network', 'haulier-network')])
    def check_taken_back_in_the_middle(self, row):
        _, flags, owner = row
        job = self.lent(flags)
        self.lab.ctl('token', 'withdraw', job, user='ben', check=0)
        self.assert_lost(job, 'withdrawn')
        trace = self.lab.ctl('trace', job, check=0).output
        self.assertIn('helper token: withdrawn: ben', trace)
        self.assertIn('took it back', trace)
        self.lend(job)
        self.finish(job, owner)

    def test_taken_back_and_not_needed(self):
        job = self.lent('network')
        self.lab.ctl('token', 'withdraw', job, user='ben', check=0)
        self.assert_lost(job, 'withdrawn')
        self.lab.ctl('token', 'flags', job, 'none', check=0)
        self.finish(job, 'haulier-network')

    def test_goes_on_without_it(self):
        job = self.lent('network')
        self.lab.log_off('ben')
        self.assert_lost(job)
        self.lab.ctl('token', 'flags', job, 'none', check=0)
        self.finish(job, 'haulier-network')


if __name__ == '__main__':
    main()
