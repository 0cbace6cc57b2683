#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A job that another account takes: what it may write, and what the former owner leaves behind."""

import os
import pwd
import unittest

from haulier_lab import USERS, HostileServer, SystemLab, content, digest_of, file_digest, main, rows, wait_until

DATA = content(1 << 20)
CERTIFICATE = 'ab' * 20
SECRET = 'Planted-Secret-9d07'
# Everybody may do everything: what is asked here is who can write.
RULES = 'polkit.addRule(function(action, subject) { return polkit.Result.YES; });'


class Ownership(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab(rules=RULES)
        cls.addClassCleanup(cls.lab.close)
        cls.server = HostileServer()
        cls.addClassCleanup(cls.server.close)

    def setUp(self):
        self.name = self.id().rsplit('.', 1)[-1]
        self.resource = self.server.serve(f'/{self.name}', DATA)
        self.folder = self.lab.folder_of('anna', self.name)

    def diagnose(self):
        return self.lab.daemon_output()

    def add(self, *options, user='anna'):
        """Adds a paused job with everything that is its owner's alone; returns its id."""
        job = self.lab.ctl('add', '--json', '--paused', '--user=anna', '--password-stdin', '--header=X-Key: of-anna',
                           *options, '--to', self.folder, self.server.url(f'/{self.name}'),
                           user=user, text=SECRET, check=0).json['id']
        self.lab.ctl('certificate', 'set', job, '--store=MY', f'--id={CERTIFICATE}', user=user, check=0)
        self.lab.ctl('set', job, f'notify-command=/usr/bin/touch {self.folder}notified', user=user, check=0)
        return job

    def show(self, job):
        return self.lab.ctl('show', '--json', '--all-owners', job, check=0).json

    def wait_for(self, job, state):
        wait_until(state, lambda: self.show(job)['state'] == state, 30)

    def take(self, job, user, check=None):
        return self.lab.ctl('set', '--all-owners', job, 'owner=me', user=user, check=check)

    def hers(self, job, user):
        """What anna set, as the owner of now sees it: number of credentials, the certificate, the command."""
        return (len(self.lab.ctl('credentials', job, '--json', user=user, check=0).json),
                self.lab.ctl('certificate', job, '--json', user=user, check=0).json.get('id'),
                self.show(job)['settings']['notify-command'] != '')

    def owners(self, job):
        """Who took the job from whom, by which rule, as the trace has it."""
        rows_of_trace = self.lab.ctl('trace', job, '--json', '--all-owners', check=0).json
        return [tuple(row['details'][key] for key in ('rule', 'former-owner', 'owner'))
                for row in rows_of_trace if row['kind'] == 'owner']

    def assert_file(self, owner):
        path = self.folder + self.name
        self.assertEqual(file_digest(path), digest_of(DATA))
        self.assertEqual(os.stat(path).st_uid, pwd.getpwnam(owner).pw_uid)
        wait_until('nothing else is left', lambda: os.listdir(self.folder) == [self.name], 20)

    def test_who_cannot_write_there_does_not_get_it(self):
        job = self.add()
        before = (1, CERTIFICATE, True)
        self.assertEqual(self.hers(job, 'anna'), before)
        done = self.take(job, 'ben')
        self.assertEqual(done.status, 1, done)
        self.assertIn('0x80200016 BG_E_NEW_OWNER_NO_FILE_ACCESS', done.errors)
        self.assertEqual((self.show(job)['owner'], self.hers(job, 'anna')), ('anna', before))
        self.assertEqual(os.listdir(self.folder), [])
        self.lab.ctl('cancel', job, user='anna', check=0)

    def test_what_was_hers_is_gone(self):
        job = self.add()
        os.chmod(self.folder, 0o777)
        self.take(job, 'ben', check=0)
        self.assertEqual((self.show(job)['owner'], self.hers(job, 'ben')), ('ben', (0, None, False)))
        self.lab.ctl('resume', job, user='ben', check=0)
        self.wait_for(job, 'acknowledged')
        self.assert_file('ben')
        asked = [entry.request for entry in self.server.exchanges(f'/{self.name}')]
        self.assertTrue(asked)
        self.assertEqual({(request.header('X-Key'), request.header('Authorization')) for request in asked},
                         {(None, None)})

    def test_in_the_middle_of_the_file(self):
        job = self.add()
        os.chmod(self.folder, 0o777)
        self.lab.ctl('certificate', 'clear', job, user='anna', check=0)
        self.resource.hold_after = 1 << 18
        self.lab.ctl('resume', job, user='anna', check=0)
        wait_until('some of it arrives', lambda: self.resource.sent >= 1 << 18)
        self.take(job, 'ben', check=0)
        self.resource.hold_after = None
        self.wait_for(job, 'acknowledged')
        self.assert_file('ben')

    @rows([('anna', f'uid:{USERS["anna"]}'), ('LocalSystem', 'LocalSystem'), ('LocalService', 'LocalService'),
           ('NetworkService', 'NetworkService')])
    def check_root_takes_it(self, row):
        owner, key = row
        os.chmod(self.folder, 0o777)
        job = self.add() if owner == 'anna' else self.add(f'--account={owner}', user='root')
        self.take(job, 'root', check=0)
        self.assertEqual((self.show(job)['owner'], self.hers(job, 'root')), ('root', (0, None, False)))
        # root is a person too: the job waits for the log-on, and LocalSystem is somebody else.
        self.lab.ctl('resume', job, check=0)
        self.wait_for(job, 'queued')
        self.assertEqual(self.show(job)['waiting_reason'], 'owner-not-logged-on')
        self.addCleanup(self.lab.log_off, 'root')
        self.lab.log_on('root')
        self.wait_for(job, 'acknowledged')
        self.assert_file('root')
        self.take(job, 'root', check=0)
        self.assertEqual(self.owners(job), [('owner-takes', key, 'uid:0')])

    def test_a_waiting_job_goes_on(self):
        job = self.add()
        os.chmod(self.folder, 0o777)
        self.lab.ctl('certificate', 'clear', job, user='anna', check=0)
        self.lab.log_off('anna')
        self.addCleanup(self.lab.log_on, 'anna')
        self.lab.ctl('resume', job, check=0)
        wait_until('it waits', lambda: self.show(job)['waiting_reason'] == 'owner-not-logged-on')
        self.take(job, 'ben', check=0)
        self.wait_for(job, 'acknowledged')
        self.assert_file('ben')


if __name__ == '__main__':
    main()
