#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the engine of the computer tells of accounts: to whom, and what it logs in with (ACC-1, ACC-2, ACC-6)."""

import os
import time
import unittest

from haulier_lab import USERS, Caller, Realm, SystemLab, main

RULES = '''polkit.addRule(function(action, subject) {
    if (subject.user == "carla")
        return polkit.Result.YES;
});'''
HOST = 'host/pc.haulier.test'
PRINCIPAL = f'{HOST}@HAULIER.TEST'
REFRESH = "{'refresh': <true>}"
SERVICES = ['LocalSystem', 'LocalService', 'NetworkService']


class Accounts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab(start=False, rules=RULES, logged_on=('anna',))
        cls.addClassCleanup(cls.lab.close)
        cls.realm = Realm(cls.lab.processes, cls.lab.folder)
        cls.keytab = os.path.join(cls.lab.folder, 'computer.keytab')
        cls.realm.add_key(HOST, cls.keytab)
        os.chmod(cls.keytab, 0o600)
        cls.lab.start_daemon(environment={'KRB5_CONFIG': cls.realm.configuration})
        cls.callers = {}
        for user in ('root', 'anna', 'ben', 'carla', 'haulier-network'):
            cls.callers[user] = Caller(cls.lab, user)
            cls.addClassCleanup(cls.callers[user].close)

    def diagnose(self):
        return self.lab.daemon_output()

    def use_keytab(self, path):
        self.lab.ctl('settings', f'keytab={path}', check=0)

    def accounts(self, user, options='@a{sv} {}'):
        """Name of an account to its row, in order."""
        return {row['account']: row for row in self.callers[user].call('ListAccounts', f'({options},)')[0]}

    def create(self, user, account=None):
        """Creates an empty job that a test ends with."""
        words = f", 'account': <'{account}'>" if account else ''
        row = self.callers[user].call('CreateJob', f"({{'name': <'x'>{words}}}, @a(saya{{sv}}) [], @a{{sv}} {{}})")
        job = row[0][1]
        self.addCleanup(self.callers['root'].call_job, job, 'Cancel')
        return job

    def warnings(self, row):
        return [warning['rule'] for warning in row['warnings']]

    def test_whose(self):
        own = f'uid:{USERS["anna"]}'
        rows = self.accounts('anna')
        self.assertEqual(list(rows), [own, *SERVICES])
        self.assertEqual([rows[own][key] for key in ('name', 'files-user', 'network-user', 'network-identity')],
                         ['anna', 'anna', 'anna', 'owner'])
        self.assertEqual([rows['LocalSystem'][key] for key in ('files-user', 'network-user')],
                         ['root', 'haulier-system'])
        self.assertEqual(list(self.accounts('haulier-network')), ['NetworkService', *SERVICES[:2]])
        self.assertEqual(list(self.accounts('root')), ['uid:0', *SERVICES])

    def test_logged_on(self):
        for user, is_on in (('anna', True), ('ben', False)):
            row = self.accounts(user)[f'uid:{USERS[user]}']
            self.assertEqual(row['logged-on'], is_on)
            self.assertEqual('warn-owner-logged-off' in self.warnings(row), not is_on)
        self.assertTrue(all(self.accounts('ben')[name]['logged-on'] for name in SERVICES))

    def test_jobs_are_told_to_who_may_see_them(self):
        self.create('anna')
        self.create('root', 'LocalService')
        rows = self.accounts('anna')
        self.assertEqual(rows[f'uid:{USERS["anna"]}']['jobs'], 1)
        self.assertFalse(any('jobs' in rows[name] for name in SERVICES))
        self.assertEqual(self.accounts('root')['LocalService']['jobs'], 1)
        self.assertNotIn(f'uid:{USERS["anna"]}', self.accounts('root'))
        with Caller(self.lab, 'carla') as carla:
            rows = {row['account']: row for row in carla.call('ListAccounts', "({'all-owners': <true>},)")[0]}
        self.assertEqual((rows[f'uid:{USERS["anna"]}']['jobs'], rows['LocalService']['jobs']), (1, 1))
        error, _ = self.callers['ben'].refusal('ListAccounts', "({'all-owners': <true>},)")
        self.assertEqual(error, 'org.haulier.Error.ElevationRequired')

    def test_no_domain(self):
        self.use_keytab(f'{self.lab.folder}/no.keytab')
        rows = self.accounts('anna', REFRESH)
        for name in ('LocalSystem', 'NetworkService'):
            self.assertEqual((rows[name]['network-identity'], rows[name]['ticket']), ('computer', 'none'))
            self.assertIn('it is in no domain', rows[name]['reason'])
            self.assertIn('warn-computer-has-no-login', self.warnings(rows[name]))
            self.assertNotIn('expires', rows[name])
        self.assertEqual(rows['LocalService']['network-identity'], 'anonymous')
        self.assertNotIn('ticket', rows['LocalService'])

    def test_nobody_is_asked_unless_told_to(self):
        self.use_keytab(f'{self.lab.folder}/no.keytab')
        self.use_keytab(self.keytab)
        asked = len(self.realm.requests('AS_REQ'))
        rows = self.accounts('anna')
        for name in ('LocalSystem', 'NetworkService'):
            self.assertEqual(rows[name]['ticket'], 'unknown')
            self.assertFalse({'expires', 'reason'} & set(rows[name]), rows[name])
        self.assertEqual(len(self.realm.requests('AS_REQ')), asked)
        self.assertEqual(self.accounts('anna', REFRESH)['NetworkService']['ticket'], 'ready')
        asked = len(self.realm.requests('AS_REQ'))
        self.assertEqual(self.accounts('ben')['NetworkService']['ticket'], 'ready')
        self.assertEqual(len(self.realm.requests('AS_REQ')), asked)

    def test_what_is_known_of_another_keytab_is_not_told(self):
        self.use_keytab(self.keytab)
        self.assertEqual(self.accounts('anna', REFRESH)['NetworkService']['ticket'], 'ready')
        self.use_keytab(f'{self.lab.folder}/no.keytab')
        self.assertEqual(self.accounts('anna')['NetworkService']['ticket'], 'unknown')

    def test_domain(self):
        self.use_keytab(self.keytab)
        rows = self.accounts('anna', REFRESH)
        for name in ('LocalSystem', 'NetworkService'):
            self.assertEqual((rows[name]['ticket'], rows[name]['network-name']), ('ready', PRINCIPAL), rows[name])
            self.assertLess(abs(rows[name]['expires'] - time.time() - 3600), 120)
            self.assertIn('warn-computer-logs-in', self.warnings(rows[name]))
        # whoever plans for the account is told the same
        plan = self.callers['anna'].call(
            'PlanAccess', "({'account': <'NetworkService'>, 'remote': <'http://localhost/'>},)")[0]
        self.assertEqual([row['name'] for row in plan if row['resource'] == 'server-login'], [PRINCIPAL])
        shown = [line.split('\t') for line in self.lab.ctl('accounts', user='ben', check=0).output.splitlines()]
        words = next(line for line in shown if line[0] == 'NetworkService')
        self.assertEqual(words[1:4], ['haulier-network', 'yes', f'the computer {PRINCIPAL}'])
        self.assertRegex(words[4], '^until 20')

    def test_refused(self):
        path = os.path.join(self.lab.folder, 'refused.keytab')
        self.realm.add_key('host/refused.haulier.test', path)
        self.realm.remove('host/refused.haulier.test')
        self.use_keytab(path)
        row = self.accounts('anna', REFRESH)['NetworkService']
        self.assertEqual(row['ticket'], 'failed')
        self.assertIn('get a Kerberos ticket for “host/refused.haulier.test@HAULIER.TEST”: ', row['reason'])
        self.assertEqual([(kind, number != 0) for kind, number, _ in row['evidence']], [('krb5', True)])


class NeverATicket(unittest.TestCase):
    """A computer in a domain that does not take its key: nothing is good until it ends."""

    def setUp(self):
        self.lab = SystemLab(start=False, polkit=False, logged_on=None)
        self.addCleanup(self.lab.close)
        self.realm = Realm(self.lab.processes, self.lab.folder)
        self.lab.start_daemon(environment={'KRB5_CONFIG': self.realm.configuration})
        self.keytab = os.path.join(self.lab.folder, 'wrong.keytab')
        self.realm.add_key(HOST, self.keytab)
        self.realm.change(HOST, 'another')
        self.lab.ctl('settings', f'keytab={self.keytab}', check=0)

    def diagnose(self):
        return self.lab.daemon_output()

    def network_service(self):
        listed = self.lab.ctl('accounts', '--refresh', '--json', check=0).json
        return next(row for row in listed if row['account'] == 'NetworkService')

    def test_the_reason_is_told(self):
        row = self.network_service()
        self.assertEqual((row['ticket'], row['network_name']), ('failed', PRINCIPAL))
        self.assertNotIn('expires', row)
        self.assertIn(f'get a Kerberos ticket for “{PRINCIPAL}”: ', row['reason'])
        shown = [line.split('\t') for line in self.lab.ctl('accounts', check=0).output.splitlines()]
        self.assertEqual(next(line for line in shown if line[0] == 'NetworkService')[4], f'failed: {row["reason"]}')

    def test_a_plan_knows_it(self):
        def login():
            plan = self.lab.ctl('access', '--json', '--account=NetworkService', '--logon-credentials',
                                'http://localhost/', check=0).json
            return next((row['state'], row['rule']) for row in plan if row['resource'] == 'server-login')
        self.assertEqual(login(), ('will-be-used', 'implicit-set'))
        self.network_service()
        self.assertEqual(login(), ('withheld', 'login-no-ticket'))

    def test_who_looks_often_asks_once(self):
        # Whoever may look could lock the computer's account otherwise.
        first = self.network_service()
        refused = len(self.realm.requests('PREAUTH_FAILED'))
        self.assertGreater(refused, 0)
        self.assertEqual(self.network_service(), first)
        self.assertEqual(len(self.realm.requests('PREAUTH_FAILED')), refused)

    def test_another_keytab_mends_it(self):
        self.assertEqual(self.network_service()['ticket'], 'failed')
        os.unlink(self.keytab)
        self.realm.export(HOST, self.keytab)
        row = self.network_service()
        self.assertEqual((row['ticket'], row['network_name']), ('ready', PRINCIPAL))
        self.assertNotIn('reason', row)


if __name__ == '__main__':
    main()
