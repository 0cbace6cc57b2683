#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which proxy the jobs of each account go through: the account's own, unless the job says otherwise (PRX-2 to 5)."""

import unittest

from haulier_lab import HostileServer, Squid, SystemLab, content, main, rows, wait_until

DATA = content(100_000)
OWNERS = {'NetworkService': 'haulier-network', 'LocalService': 'haulier-local', 'LocalSystem': 'root'}


class Proxies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab(start=False)
        cls.addClassCleanup(cls.lab.close)
        cls.squids = {name: Squid(cls.lab.processes, cls.lab.folder)
                      for name in ('NetworkService', 'LocalService', 'job', 'environment')}
        cls.server = HostileServer()
        cls.addClassCleanup(cls.server.close)
        cls.lab.start_daemon(environment={'http_proxy': f'http://{cls.squids["environment"].name}'})
        for account in ('NetworkService', 'LocalService'):
            cls.lab.ctl('util', 'set-proxy', account, 'override', '--list', cls.squids[account].name, check=0)

    def setUp(self):
        self.name = self.id().rsplit('.', 1)[-1]
        self.server.serve(self.name, DATA)

    def diagnose(self):
        return self.lab.daemon_output()

    def add(self, account, *options):
        """Adds a job of an account, suspended; returns its id."""
        folder = self.lab.folder_of(OWNERS[account], self.name)
        return self.lab.ctl('add', '--paused', f'--account={account}', *options, '--to', folder,
                            self.server.url(self.name, host='localhost'), check=0).output.strip()

    def assert_through(self, job, *expected):
        """Lets a job run, and asserts which proxies were asked, and that the file was asked for once."""
        shown = {}
        self.lab.ctl('resume', job, check=0)
        wait_until('it ends', lambda: shown.update(self.lab.ctl('show', '--json', job, check=0).json) or
                   shown['state'] in ('acknowledged', 'error', 'transient-error'), 60)
        self.assertEqual(shown['state'], 'acknowledged', shown)
        self.assertEqual(len(self.server.exchanges(self.name)), 1)
        if expected:
            wait_until('it is written down', lambda: self.asked(expected[0]))
        self.assertEqual([name for name in self.squids if self.asked(name)], list(expected))

    def asked(self, name):
        return any(self.name in row[3] for row in self.squids[name].requests())

    @rows([('NetworkService', ['NetworkService']), ('LocalService', ['LocalService']), ('LocalSystem', [])])
    def check_of_the_account(self, row):
        account, expected = row
        self.assert_through(self.add(account), *expected)

    def test_of_the_job(self):
        self.assert_through(self.add('NetworkService', '--proxy', self.squids['job'].name), 'job')

    def test_none_for_the_job(self):
        self.assert_through(self.add('NetworkService', '--proxy', 'none'))

    def test_of_the_helper(self):
        # ben speaks to the network, and his desktop has no proxy: the service's is not his.
        job = self.add('NetworkService')
        self.lab.ctl('token', 'flags', job, 'network', check=0)
        code = self.lab.ctl('token', 'offer', job, check=0).output.strip()
        digest = self.lab.ctl('token', 'describe', '--json', code, user='ben', check=0).json['digest']
        self.lab.ctl('token', 'lend', code, '--yes', f'--digest={digest}', user='ben', check=0)
        self.assert_through(job)

    def test_it_is_kept_and_can_be_taken_away(self):
        self.lab.stop_daemon()
        self.lab.start_daemon()
        kept = self.lab.ctl('util', 'get-proxy', 'LocalService', check=0).output
        self.assertIn(self.squids['LocalService'].name, kept)
        self.lab.ctl('util', 'set-proxy', 'LocalService', 'none', check=0)
        self.addCleanup(self.lab.ctl, 'util', 'set-proxy', 'LocalService', 'override', '--list',
                        self.squids['LocalService'].name, check=0)
        self.assert_through(self.add('LocalService'))

    def test_only_an_administrator_sets_it(self):
        done = self.lab.ctl('util', 'set-proxy', 'NetworkService', 'none', user='haulier-network')
        self.assertEqual(done.status, 6, done)


if __name__ == '__main__':
    main()
