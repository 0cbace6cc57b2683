#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A helper token in one's own engine: another Kerberos cache, and what its loss does (TOK-3, TOK-4, TOK-10)."""

import os

from haulier_lab import LabCase, LoginServer, Realm, content, main, wait_until

DATA = content(3000)
BEN = 'ben@HAULIER.TEST'
ALICE = 'alice@HAULIER.TEST'
TOKEN_REQUIRED = 'BG_E_TOKEN_REQUIRED'


class Helper(LabCase):
    """An engine of ben's, with a ticket of alice's at hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        os.chmod(cls.lab.folder, 0o755)
        cls.realm = Realm(cls.lab.processes, cls.lab.folder)
        caches = {}
        for name in ('ben', 'alice'):
            cls.realm.add(name, f'{name}pw')
            caches[name] = cls.realm.log_on(name, f'{name}pw', os.path.join(cls.lab.folder, f'{name}s'))
        cls.alice, cls.ben = caches['alice'], caches['ben']
        cls.apache = LoginServer(cls.lab.processes, cls.lab.folder, {'ben': 'benpw'},
                                 keytab=cls.realm.keytab('HTTP/localhost'), realm=cls.realm)
        cls.restart()

    @classmethod
    def restart(cls):
        cls.lab.stop_daemon()
        cls.lab.start_daemon(environment={'KRB5_CONFIG': cls.realm.configuration, 'KRB5CCNAME': cls.ben})

    def add(self, *options, name='file', data=DATA):
        """Adds a job that stands still, for a file of its own."""
        self.place = f'negotiate/{self.id().rsplit(".", 1)[-1]}-{name}'
        self.apache.put(self.place, data)
        job = self.lab.add(f'http://localhost:{self.apache.port}/{self.place}', '--paused', *options, to=self.folder)
        return job['id']

    def token(self, *arguments, check=0):
        return self.lab.ctl('token', *arguments, check=check)

    def lend(self, job, flags='network'):
        self.token('set', job, '--ccache', self.alice)
        self.token('flags', job, flags)

    def resume(self, job, state='acknowledged'):
        self.lab.ctl('resume', job, check=0)
        ended = self.lab.wait_state({'id': job}, state, *({'acknowledged', 'error'} - {state}), seconds=60)
        self.assertEqual(ended['state'], state, ended)
        return ended

    def arrived(self):
        return self.apache.arrived('/' + self.place)

    def test_another_principal(self):
        job = self.add('--logon-credentials')
        self.lend(job)
        token = self.lab.ctl('token', job, '--json', check=0).json
        self.assertEqual((token['state'], token['principal'], token['flags']), ('set', ALICE, 2))
        self.resume(job)
        self.assertEqual(self.arrived(), [('401', '-', '-'), ('200', ALICE, 'Negotiate')])

    def test_without_the_flag_it_is_not_used(self):
        job = self.add('--logon-credentials')
        self.lend(job, 'none')
        self.resume(job)
        self.assertEqual(self.arrived(), [('401', '-', '-'), ('200', BEN, 'Negotiate')])

    def test_withheld_without_set_credentials(self):
        job = self.add()
        self.lend(job)
        self.resume(job, 'error')
        self.assertEqual(self.arrived(), [('401', '-', '-')])

    def test_restart_and_both_repairs(self):
        for name, sent in (('again', ALICE), ('cleared', BEN)):
            with self.subTest(name):
                job = self.add('--logon-credentials', name=name)
                self.lend(job)
                self.restart()
                self.assertEqual(self.token(job, '--json').json['state'], 'lost')
                self.assert_error(self.resume(job, 'error')['error'], TOKEN_REQUIRED, 'went with')
                self.assertEqual(self.arrived(), [])
                if sent == ALICE:
                    self.token('set', job, '--ccache', self.alice)
                else:
                    self.token('flags', job, 'none')
                self.resume(job)
                self.assertEqual(self.arrived(), [('401', '-', '-'), ('200', sent, 'Negotiate')])

    def test_cleared_token_is_required(self):
        job = self.add('--logon-credentials')
        self.lend(job)
        self.token('clear', job)
        self.assert_error(self.resume(job, 'error')['error'], TOKEN_REQUIRED, 'there is none')

    def test_bad_caches(self):
        job = self.add()
        garbage = os.path.join(self.lab.folder, 'garbage')
        with open(garbage, 'wb') as stream:
            stream.write(b'no tickets')
        for cache in ('FILE:/nonexistent', 'FILE:' + garbage, 'NOTHING:x'):
            with self.subTest(cache):
                self.assertEqual(self.token('set', job, '--ccache', cache, check=1).symbol(), 'E_INVALIDARG')
        self.assertEqual(self.token(job, '--json').json['state'], 'none')

    def test_taken_away_while_it_moves(self):
        job = self.add('--logon-credentials', '--limit=20k', data=content(1 << 20))
        self.lend(job)
        self.lab.ctl('resume', job, check=0)
        wait_until('alice is let in',
                   lambda: self.lab.ctl('show', job, '--json', check=0).json['bytes_transferred'] > 0)
        self.token('clear', job)
        ended = self.lab.wait_state({'id': job}, 'error', 'acknowledged', seconds=30)
        self.assert_error(ended['error'], TOKEN_REQUIRED, 'there is none')


if __name__ == '__main__':
    main()
