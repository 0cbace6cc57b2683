#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Identities that are lent to jobs of the computer's engine: who may, for what, until when (TOK-7, TOK-8, TOK-10)."""

import time
import unittest

from haulier_lab import Caller, Refused, SystemLab, main, rows, wait_until

NAME = 'org.haulier.Transfer1'
TOKEN = f'{NAME}.HelperToken'
ERRORS = 'org.haulier.Error.'
NO = '@a{sv} {}'
PEOPLE = ('anna', 'ben', 'carla')


class Tokens(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab(logged_on=())
        cls.addClassCleanup(cls.lab.close)

    def setUp(self):
        for user in PEOPLE:
            self.lab.log_on(user)
            self.addCleanup(self.lab.log_off, user)
        self.callers = {}

    def diagnose(self):
        return self.lab.daemon_output()

    def caller(self, user):
        if user not in self.callers:
            self.callers[user] = Caller(self.lab, user)
            self.addCleanup(self.callers[user].close)
        return self.callers[user]

    def create(self, user='haulier-local', flags=2, **spec):
        """Creates an empty job of a user; returns its id."""
        words = ''.join(f", '{key.replace('_', '-')}': <'{value}'>" for key, value in spec.items())
        row = self.caller(user).call(
            'CreateJob', f"({{'name': <'job'>, 'token-flags': <uint32 {flags}>{words}}}, @a(saya{{sv}}) [], {NO})")
        return row[0][1]

    def token(self, job, user='root'):
        return self.caller(user).call_job(job, 'Get', interface=TOKEN)[0]

    def state(self, job):
        return self.token(job)['state']

    def offer(self, job, owner='haulier-local'):
        return self.caller(owner).call_job(job, 'Offer', interface=TOKEN)[0]

    def describe(self, code, user='ben'):
        return self.caller(user).call('DescribeOffer', f"('{code}',)")[0]

    def lend(self, job, owner='haulier-local', lender='ben', options=NO):
        code = self.offer(job, owner)
        self.caller(lender).call('Lend', f"('{code}', '{self.describe(code, lender)['digest']}', {options})")
        return code

    def lend_when_logged_on(self, job):
        def lend():
            try:
                return self.lend(job)
            except Refused as error:
                self.assertEqual(error.name, ERRORS + 'NotLoggedOn')
                return False
        wait_until('ben can lend', lend)

    def set_job(self, job, interface, method, arguments, user='haulier-local'):
        self.caller(user).call_job(job, method, arguments, interface=f'{NAME}.{interface}')

    def refusal(self, user, method, arguments):
        return self.caller(user).refusal(method, arguments)[0].removeprefix(ERRORS)

    def test_offer_says_what_is_asked_and_is_good_once(self):
        job = self.create(proxy_usage='override', proxy_list='proxy.test:3128')
        code = self.offer(job)
        offer = self.describe(code)
        self.assertEqual((offer['name'], offer['owner'], offer['flags'], offer['origins'], offer['folders']),
                         ('job', 'LocalService', 2, ['http://proxy.test:3128'], []))
        self.caller('ben').call('Lend', f"('{code}', '{offer['digest']}', {NO})")
        token = self.token(job)
        self.assertEqual((token['state'], token['principal'], token['user'], token['session']),
                         ('set', 'ben', 'ben', 'of_ben'))
        for user in ('ben', 'carla', 'root'):
            used = self.caller(user).refusal('DescribeOffer', f"('{code}',)")
            self.assertEqual(used, self.caller(user).refusal('DescribeOffer', "('wrong',)"))
            self.assertEqual(self.refusal(user, 'Lend', f"('{code}', '{offer['digest']}', {NO})"), 'NotFound')

    def test_tells_how_long_the_code_is_good(self):
        job = self.create()
        self.assertNotIn('offer-expires', self.token(job))
        before = time.time()
        self.offer(job)
        # The engine counts without a break, and the clock of the day may be set by somebody.
        self.assertAlmostEqual(self.token(job)['offer-expires'] / 1e6, before + 300, delta=120)
        self.lend(job)
        self.assertNotIn('offer-expires', self.token(job))

    def test_code_shows_nothing_else_of_the_job(self):
        job = self.create()
        self.describe(self.offer(job))
        self.assertEqual(self.caller('ben').refusal('FindJobs', f"(['{job}'], {NO})")[0], ERRORS + 'NotFound')

    def test_what_was_not_seen_is_not_lent(self):
        job = self.create()
        code = self.offer(job)
        digest = self.describe(code)['digest']
        self.set_job(job, 'Proxy', 'Set', "('override', 'other.test:3128', '')")
        self.assertEqual(self.refusal('ben', 'Lend', f"('{code}', '{digest}', {NO})"), 'InvalidState')
        self.assertEqual(self.state(job), 'none')

    def test_guessing_ends_every_code(self):
        job = self.create()
        code = self.offer(job)
        for _ in range(10):
            self.assertEqual(self.refusal('anna', 'DescribeOffer', "('wrong',)"), 'NotFound')
        self.assertEqual(self.refusal('anna', 'DescribeOffer', f"('{code}',)"), 'NotFound')
        self.assertEqual(self.describe(code)['name'], 'job')

    @rows([('more flags', 'HelperToken', 'SetFlags', '(uint32 3,)', 'widened'),
           ('other flags', 'HelperToken', 'SetFlags', '(uint32 1,)', 'widened'),
           ('another proxy', 'Proxy', 'Set', "('override', 'other.test:3128', '')", 'widened'),
           ('no flags', 'HelperToken', 'SetFlags', '(uint32 0,)', 'set'),
           ('no proxy', 'Proxy', 'Set', "('none', '', '')", 'set'),
           ('taken back', 'HelperToken', 'Clear', '()', 'none')])
    def check_afterwards(self, row):
        _, interface, method, arguments, state = row
        job = self.create()
        self.lend(job)
        self.set_job(job, interface, method, arguments)
        self.assertEqual(self.state(job), state)

    def test_goes_with_the_log_off_of_the_lender_alone(self):
        job = self.create()
        self.lend(job)
        self.lab.log_off('anna')
        self.lab.log_off('carla')
        self.assertEqual(self.state(job), 'set')
        self.lab.log_off('ben')
        wait_until('the token is lost', lambda: self.state(job) == 'lost')
        self.lab.log_on('ben')
        self.lend_when_logged_on(job)
        self.assertEqual(self.state(job), 'set')

    def loans(self, user):
        return {row['id']: row for row in self.caller(user).call('ListLoans', f'({NO},)')[0]}

    def withdraw(self, job, user):
        return self.caller(user).refusal('Withdraw', f"('{job}',)")

    def test_who_lends_is_told_what_and_nobody_else(self):
        job = self.create(proxy_usage='override', proxy_list='proxy.test:3128')
        self.create()
        self.lend(job)
        own = self.create('anna')
        self.set_job(own, 'HelperToken', 'Set', f'({NO},)', user='anna')
        self.assertEqual(list(self.loans('ben')), [job])
        row = self.loans('ben')[job]
        self.assertEqual((row['name'], row['owner'], row['flags'], row['session'], row['origins'], row['folders']),
                         ('job', 'LocalService', 2, 'of_ben', ['http://proxy.test:3128'], []))
        self.assertEqual(row['since'], self.token(job)['since'])
        self.assertEqual(list(self.loans('anna')), [own])
        self.assertNotIn('origins', self.loans('anna')[own])
        for user in ('carla', 'root', 'haulier-local'):
            self.assertEqual(self.loans(user), {}, user)

    def test_who_lends_can_take_it_back_and_nobody_else(self):
        job, other = self.create(), self.create()
        self.lend(job)
        self.lend(other)
        unknown = self.withdraw('01234567-89ab-4cde-8f01-23456789abcd', 'anna')
        self.assertEqual(unknown[0], ERRORS + 'NotFound')
        for user in ('anna', 'haulier-local', 'root'):
            self.assertEqual(self.withdraw(job, user), unknown, user)
        self.assertEqual(self.state(job), 'set')
        self.caller('ben').call('Withdraw', f"('{job}',)")
        self.assertEqual((self.state(job), self.state(other)), ('withdrawn', 'set'))
        self.assertEqual(list(self.loans('ben')), [other])
        self.assertEqual(self.withdraw(job, 'ben'), unknown)
        # who took it back may change his mind
        self.lend(job)
        self.assertEqual(self.state(job), 'set')

    def test_what_an_administrator_lent_can_be_taken_back(self):
        job = self.create()
        self.set_job(job, 'HelperToken', 'Set', "({'as': <'ben'>},)", user='root')
        self.assertEqual(self.withdraw(job, 'root')[0], ERRORS + 'NotFound')
        self.caller('ben').call('Withdraw', f"('{job}',)")
        self.assertEqual(self.state(job), 'withdrawn')

    def test_taking_back_on_the_command_line(self):
        jobs = [self.create() for _ in range(2)]
        for job in jobs:
            self.lend(job)
        listed = self.lab.ctl('token', 'lent', '--json', user='ben', check=0).json
        self.assertEqual([(row['id'], row['owner'], row['flags']) for row in listed],
                         [(job, 'LocalService', 2) for job in sorted(jobs)])
        shown = [line.split('\t') for line in self.lab.ctl('token', 'lent', user='ben', check=0).output.splitlines()]
        self.assertEqual([line[:4] for line in shown[1:]],
                         [[job, 'job', 'LocalService', 'for the network'] for job in sorted(jobs)])
        self.assertIn('E_INVALIDARG', self.lab.ctl('token', 'withdraw', 'job', user='ben', check=1).errors)
        self.lab.ctl('token', 'withdraw', jobs[0], user='ben', check=0)
        self.lab.ctl('token', 'withdraw', 'job', user='ben', check=0)
        self.assertEqual([self.state(job) for job in jobs], ['withdrawn'] * 2)
        self.assertIn('BG_E_NOT_FOUND', self.lab.ctl('token', 'withdraw', 'job', user='ben', check=5).errors)
        self.assertEqual(self.lab.ctl('token', 'lent', '--json', user='ben', check=0).json, [])

    def test_goes_with_a_restart(self):
        job, never = self.create(), self.create()
        self.lend(job)
        self.lab.stop_daemon()
        self.lab.start_daemon()
        self.assertEqual((self.state(job), self.state(never)), ('lost', 'none'))
        self.assertEqual(self.token(job)['principal'], '')

    def test_somebody_who_is_not_logged_on_cannot_lend(self):
        job = self.create()
        code = self.offer(job)
        digest = self.describe(code)['digest']
        self.lab.log_off('ben')
        wait_until('ben is logged off', lambda: self.refusal(
            'root', 'Lend', f"('{code}', '{digest}', {{'as': <'ben'>}})") == 'NotLoggedOn')
        self.assertEqual(self.refusal('ben', 'Lend', f"('{code}', '{digest}', {NO})"), 'NotLoggedOn')

    def test_an_administrator_may_lend_somebody(self):
        job = self.create()
        self.set_job(job, 'HelperToken', 'Set', "({'as': <'ben'>},)", user='root')
        self.assertEqual(self.token(job)['user'], 'ben')
        self.lend(job, lender='root', options="{'as': <'carla'>}")
        self.assertEqual(self.token(job)['user'], 'carla')

    def test_nobody_else_may_lend_somebody(self):
        job = self.create('anna')
        for user in ('ben', 'no-such-user'):
            with self.assertRaises(Refused) as caught:
                self.set_job(job, 'HelperToken', 'Set', f"({{'as': <'{user}'>}},)", user='anna')
            self.assertEqual(caught.exception.name, ERRORS + 'AccessDenied')

    def test_root_is_lent_to_root_alone(self):
        own, other = self.create('root'), self.create('anna')
        self.lab.log_on('root')
        self.addCleanup(self.lab.log_off, 'root')
        wait_until('root is logged on', lambda: self.sets(own, 'root'))
        self.assertFalse(self.sets(other, 'root', 'AccessDenied'))

    def sets(self, job, user, expected='NotLoggedOn'):
        try:
            self.set_job(job, 'HelperToken', 'Set', f'({NO},)', user=user)
        except Refused as error:
            self.assertEqual(error.name, ERRORS + expected)
            return False
        return True

    def test_owner_may_set_the_own_token(self):
        job = self.create('anna')
        self.set_job(job, 'HelperToken', 'Set', f'({NO},)', user='anna')
        self.assertEqual(self.token(job)['user'], 'anna')
        self.set_job(job, 'HelperToken', 'SetFlags', '(uint32 3,)', user='anna')
        self.assertEqual(self.state(job), 'set')
        self.caller('root').call_job(job, 'TakeOwnership')
        self.assertEqual(self.state(job), 'widened')

    def test_on_the_command_line(self):
        job = self.create('anna')
        code = self.lab.ctl('token', 'offer', job, user='anna', check=0).output.strip()
        offer = self.lab.ctl('token', 'describe', code, '--json', user='ben', check=0).json
        self.assertEqual((offer['name'], offer['owner'], offer['folders']), ('job', 'uid:65001', []))
        self.assertIn('--digest', self.lab.ctl('token', 'lend', code, user='ben', check=2).errors)
        agree = ('--yes', '--digest', offer['digest'])
        self.assertIn('BG_E_NOT_FOUND', self.lab.ctl('token', 'lend', 'no-code', *agree, user='ben', check=5).errors)
        self.lab.ctl('token', 'lend', code, *agree, user='ben', check=0)
        self.assertEqual(self.lab.ctl('token', job, '--json', user='anna', check=0).json['user'], 'ben')
        self.lab.ctl('token', 'clear', job, user='anna', check=0)
        self.assertEqual(self.state(job), 'none')
        self.lab.ctl('token', 'set', job, '--as', 'carla', check=0)
        self.assertEqual(self.token(job)['user'], 'carla')

    def test_without_login_manager_who_is_connected_is_logged_on(self):
        self.lab.stop_login_manager()
        self.addCleanup(self.lab.start_login_manager)
        job = self.create()
        wait_until('it is noticed', lambda: 'systemd-logind' in str(self.caller('root').call(
            'Get', f"('{NAME}', 'Notices')", interface='org.freedesktop.DBus.Properties')))
        self.lend(job)
        self.assertEqual(self.state(job), 'set')
        self.callers.pop('ben').close()
        wait_until('the token is lost', lambda: self.state(job) == 'lost')


if __name__ == '__main__':
    main()
