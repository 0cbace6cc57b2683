#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Negotiate: whose tickets are sent, when none are, and what is said when there are none."""

import itertools
import os

from haulier_lab import LabCase, LoginServer, Realm, content, main, rows, wait_until

SMALL = content(3000)
LARGE = content(40 << 20)
BEN = 'ben@HAULIER.TEST'
ALICE = 'alice@HAULIER.TEST'


class KerberosCase(LabCase):
    """An engine whose logon ticket is ben's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        os.chmod(cls.lab.folder, 0o755)
        cls.realm = Realm(cls.lab.processes, cls.lab.folder)
        cls.realm.add('ben', 'benpw')
        cls.realm.add('alice', 'alicepw')
        cls.keytab = cls.realm.keytab('HTTP/localhost')
        cls.cache = os.path.join(cls.lab.folder, 'ticket')
        cls.realm.log_on('ben', 'benpw', cls.cache)
        cls.apache = LoginServer(cls.lab.processes, cls.lab.folder, {'ben': 'benpw'},
                                 keytab=cls.keytab, realm=cls.realm)
        cls.apache.put('negotiate/large', LARGE)
        cls.apache.put('open/file', SMALL)
        cls.restart()

    @classmethod
    def restart(cls, **environment):
        """Starts the engine anew, with ben's ticket or with another environment."""
        cls.lab.stop_daemon()
        cls.lab.start_daemon(environment={'KRB5_CONFIG': cls.realm.configuration,
                                          'KRB5CCNAME': 'FILE:' + cls.cache, **environment})

    def setUp(self):
        super().setUp()
        self.place = f'negotiate/{self.id().rsplit(".", 1)[-1]}'
        self.apache.put(self.place, SMALL)
        self.addCleanup(lambda: self.settings('', ''))

    def settings(self, compat, level):
        self.lab.ctl('settings', f'use-lm-compat={compat}', f'lm-compatibility-level={level}',
                     check=0)

    def url(self, place=None):
        return f'http://localhost:{self.apache.port}/{place or self.place}'

    def arrived(self, place=None):
        return self.apache.arrived('/' + (place or self.place))

    def start(self, *arguments, password=None, state='acknowledged'):
        options = ['--password-stdin'] if password is not None else []
        self.job = self.lab.add(*arguments, *options, to=self.folder, text=password)
        self.job = self.lab.wait_state(self.job, state, 'error', seconds=60)
        self.assertEqual(self.job['state'], state, self.job)
        return self.job


    def state(self):
        return [row['state'] for row in
                self.lab.ctl('credentials', self.job['id'], '--json', check=0).json]


class Kerberos(KerberosCase):
    def test_logon_credentials_set(self):
        # SetCredentials (NULL, NULL) outranks UseLMCompat.
        self.settings(2, 5)
        self.start(self.url(), '--logon-credentials')
        self.assert_only(self.place.split('/')[-1], SMALL)
        self.assertEqual(self.arrived(), [('401', '-', '-'), ('200', BEN, 'Negotiate')])
        self.assertEqual(self.state(), ['accepted'])

    def test_file_not_permitted(self):
        # Nor does it stop the others that logon credentials do not open one file, or two.
        names = [f'{self.place}-of/{name}' for name in ('a', '1/only-alice', '2/only-alice', 'b')]
        for name in names:
            self.apache.put(name, SMALL)
        job = self.start(*[self.url(name) for name in names], '--logon-credentials',
                         '--connections=1', state='error')
        self.assert_error(job['error'], 'BG_E_HTTP_ERROR_401', 'accepted elsewhere in this realm')
        self.assertEqual(self.files(), ['a', 'b'])
        # Which file was the last one depends on who waited for whom.
        self.assertIn(self.state()[0], ('accepted', 'refused'))

    def test_logon_credentials_by_a_rule(self):
        rule = (f'http://localhost:{self.apache.port}', '--target=server', '--scheme=negotiate')
        self.lab.ctl('host-credentials', 'set', *rule, '--implicit', check=0)
        self.addCleanup(self.lab.ctl, 'host-credentials', 'remove', *rule)
        self.settings(2, 0)
        self.start(self.url())
        self.assertEqual(self.arrived(), [('401', '-', '-'), ('200', BEN, 'Negotiate')])
        listed = self.lab.ctl('host-credentials', '--json', check=0).json
        self.assertEqual([row['state'] for row in listed], ['accepted'])

    def test_logon_credentials_rejected(self):
        # It is said, and they are sent again the next time: a ticket is no password.
        name = f'{self.place}-of/only-alice'
        self.apache.put(name, SMALL)
        self.start(self.url(name), '--logon-credentials', state='error')
        self.assertEqual(self.state(), ['rejected'])
        self.lab.ctl('resume', self.job['id'], check=0)
        self.lab.wait_state(self.job, 'error')
        wait_until('it is logged', lambda: len([row for row in self.arrived(name) if row[2] != '-']) == 2)

    def test_compatibility(self):
        # UseLMCompat x LMCompatibilityLevel x SetCredentials called or not.
        for compat, level, called in itertools.product((0, 1, 2), (0, 1, 2, 5), (False, True)):
            name = f'{self.place}-{compat}-{level}-{called}'
            sent = called or compat == 0 or (compat == 1 and level >= 2)
            with self.subTest(compat=compat, level=level, called=called):
                self.apache.put(name, SMALL)
                self.settings(compat, level)
                self.start(self.url(name), *(['--logon-credentials'] if called else []),
                           state='acknowledged' if sent else 'error')
                self.assertEqual(self.arrived(name), [('401', '-', '-')] + (
                    [('200', BEN, 'Negotiate')] if sent else []))

    def test_explicit_beside_the_logon(self):
        self.start(self.url(), '--user=alice', '--scheme=negotiate', password='alicepw')
        self.assertEqual(self.arrived(), [('401', '-', '-'), ('200', ALICE, 'Negotiate')])
        name = self.place + '-ben'
        self.apache.put(name, SMALL)
        self.start(self.url(name), '--logon-credentials')
        self.assertEqual(self.arrived(name), [('401', '-', '-'), ('200', BEN, 'Negotiate')])

    def test_windows_form_of_a_name(self):
        self.start(self.url(), '--user=haulier.test\\alice', '--scheme=negotiate', password='alicepw')
        self.assertEqual(self.arrived()[-1], ('200', ALICE, 'Negotiate'))

    def test_wrong_password_once(self):
        self.realm.add('carol', 'carolpw')
        names = [f'{self.place}-{number}' for number in range(20)]
        for name in names:
            self.apache.put(name, SMALL)
        job = self.start(*[self.url(name) for name in names], '--user=carol', '--connections=8',
                         '--scheme=negotiate', password='wrong', state='error')
        self.assert_error(job['error'], 'BG_E_HTTP_ERROR_401', 'carol')
        self.assertEqual([row for name in names for row in self.arrived(name) if row[2] != '-'], [])
        asked = [line for line in self.realm.requests('PREAUTH_FAILED') if 'carol' in line]
        self.assertEqual(len(asked), 1, asked)
        self.lab.ctl('resume', job['id'], check=0)
        self.lab.wait_state(job, 'error')
        asked = [line for line in self.realm.requests('PREAUTH_FAILED') if 'carol' in line]
        self.assertEqual(len(asked), 1, asked)

    def test_segments(self):
        self.start(self.url('negotiate/large'), '--logon-credentials', '--connections=8')
        self.assert_only('large', LARGE)
        seen = self.arrived('negotiate/large')
        self.assertEqual([row for row in seen if row[2] == '-'], [('401', '-', '-')])
        self.assertLessEqual({row[:2] for row in seen[1:]}, {('200', BEN), ('206', BEN)})

    def test_connections_are_not_shared(self):
        # Neither a job without a login nor one of somebody else's follows on a connection.
        self.start(self.url(), '--logon-credentials')
        alice = self.place + '-alice'
        self.apache.put(alice, SMALL)
        self.start(self.url(alice), '--user=alice', '--scheme=negotiate', password='alicepw')
        self.start(self.url('open/file'))
        ports = {}
        for fields in self.apache.requests():
            if fields[2].split(' ')[-1].strip('/') in (self.place, alice, 'open/file'):
                ports.setdefault(fields[4], set()).add(fields[1])
        for users in ports.values():
            self.assertEqual(len(users), 1, ports)

    def test_service_unknown(self):
        address = self.url().replace('localhost', '127.0.0.1')
        job = self.start(address, '--logon-credentials', state='error')
        self.assert_error(job['error'], 'BG_E_HTTP_ERROR_401', 'HTTP@127.0.0.1.*(not found|unknown)')

    def missing(self):
        return os.path.join(self.lab.folder, 'no-ticket')

    def without_server(self):
        path = os.path.join(self.lab.folder, 'lonely-ticket')
        self.realm.log_on('ben', 'benpw', path)
        self.realm.stop()
        self.addCleanup(self.realm.start)
        return path

    @rows([('missing', missing, 'there are none'),
           ('without a server', without_server, 'Cannot contact any KDC')])
    def check_no_ticket(self, row):
        _, make, words = row
        self.restart(KRB5CCNAME='FILE:' + make(self))
        self.addCleanup(self.restart)
        job = self.start(self.url(), '--logon-credentials', state='error')
        self.assert_error(job['error'], 'BG_E_HTTP_ERROR_401', words)
        self.assertEqual([row for row in self.arrived() if row[2] != '-'], [])

    def test_no_password_while_the_server_is_away(self):
        # Nothing was tried: the same password works when the server is back.
        self.realm.stop()
        try:
            job = self.start(self.url(), '--user=alice', '--scheme=negotiate', password='alicepw',
                             state='error')
            self.assert_error(job['error'], 'BG_E_HTTP_ERROR_401', 'Cannot contact any KDC')
            self.assertEqual(self.state(), ['unused'])
        finally:
            self.realm.start()
        self.lab.ctl('resume', job['id'], check=0)
        self.lab.wait_state(job, 'acknowledged')
        self.assertEqual(self.arrived()[-1], ('200', ALICE, 'Negotiate'))


if __name__ == '__main__':
    main()
