#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proxies: which one is asked, how it is logged in to, and what reaches the server behind it."""

import os

from haulier_lab import (Authority, HostileServer, LabCase, LoginServer, Realm, Reply, Squid, content,
                         free_port, main)

SMALL = content(3000)
LARGE = content(20 << 20)
BEN = 'ben@HAULIER.TEST'
ALICE = 'alice@HAULIER.TEST'


class Proxies(LabCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        lab = cls.lab
        os.chmod(lab.folder, 0o755)
        cls.realm = Realm(lab.processes, lab.folder)
        cls.realm.add('ben', 'benpw')
        cls.realm.add('alice', 'alicepw')
        keytab = cls.realm.keytab('HTTP/localhost')
        cache = os.path.join(lab.folder, 'ticket')
        cls.realm.log_on('ben', 'benpw', cache)
        cls.authority = Authority(os.path.join(lab.folder, 'ca'))
        cls.apache = LoginServer(lab.processes, lab.folder, {'ben': 'benpw'}, keytab=keytab,
                                 realm=cls.realm, certificate=cls.authority.issue('server'))
        cls.open = Squid(lab.processes, lab.folder)
        cls.basic = Squid(lab.processes, lab.folder, users={'polly': 'proxypw'})
        cls.negotiate = Squid(lab.processes, lab.folder, keytab=keytab, realm=cls.realm)
        lab.stop_daemon()
        lab.start_daemon(environment={'KRB5_CONFIG': cls.realm.configuration,
                                      'KRB5CCNAME': 'FILE:' + cache,
                                      'http_proxy': f'http://{cls.open.name}',
                                      'https_proxy': f'http://{cls.open.name}', 'no_proxy': '*'})
        lab.ctl('settings', f'certificate-authorities={cls.authority.certificate}', check=0)

    def setUp(self):
        super().setUp()
        self.name = self.id().rsplit('.', 1)[-1]
        for place in ('open', 'basic', 'negotiate'):
            self.apache.put(f'{place}/{self.name}', SMALL)

    def url(self, place='open', tls=False):
        return self.apache.url(f'{place}/{self.name}', tls=tls, host='localhost')

    def arrived(self, place='open'):
        return self.apache.arrived(f'/{place}/{self.name}')

    def seen(self, squid):
        """What a proxy was asked for in this test: status, user, method."""
        return [tuple(row[:3]) for row in squid.requests() if self.name in row[3]]

    def tunnels(self, squid):
        return [tuple(row[:3]) for row in squid.requests() if row[2] == 'CONNECT']

    def start(self, *arguments, text=None, state='acknowledged'):
        options = ['--password-stdin'] if text is not None else []
        self.job = self.lab.add(*arguments, *options, to=self.folder, text=text)
        self.job = self.lab.wait_state(self.job, state, 'error', 'transient-error', seconds=60)
        self.assertEqual(self.job['state'], state, self.job)
        return self.job

    def test_environment_never_counts(self):
        self.start(self.url())
        self.start(self.url(tls=True))
        self.assertEqual(self.seen(self.open), [])
        self.assertEqual(len(self.arrived()), 2)

    def test_override(self):
        self.start(self.url(), f'--proxy={self.open.name}')
        self.assertEqual(self.seen(self.open), [('200', '-', 'GET')])
        self.assert_only(self.name, SMALL)

    def test_none(self):
        self.start(self.url(), '--proxy=none')
        self.assertEqual(self.seen(self.open), [])

    def test_bypass(self):
        self.start(self.url(), f'--proxy={self.open.name}', '--bypass=other.test *host')
        self.assertEqual(self.seen(self.open), [])
        self.assertEqual(len(self.arrived()), 1)

    def test_by_protocol(self):
        # An entry for one protocol leaves the others without a proxy.
        away = f'--proxy=https=localhost:{free_port()}'
        self.start(self.url(), away)
        job = self.start(self.url(tls=True), away, state='transient-error')
        self.lab.ctl('cancel', job['id'], check=0)
        self.start(self.url(), f'--proxy=http={self.open.name} https=localhost:{free_port()}')
        self.assertEqual(self.seen(self.open), [('200', '-', 'GET')])

    def test_next_when_away(self):
        self.start(self.url(), f'--proxy=localhost:{free_port()} {self.open.name}')
        self.assertEqual(self.seen(self.open), [('200', '-', 'GET')])

    def test_all_away(self):
        job = self.start(self.url(), f'--proxy=localhost:{free_port()} localhost:{free_port()}',
                         state='transient-error')
        self.assert_error(job['error'], 'ERROR_WINHTTP_CANNOT_CONNECT', '')
        self.assertEqual(self.arrived(), [])
        self.lab.ctl('cancel', job['id'], check=0)

    def test_after_a_redirect(self):
        # The proxy is chosen anew for where a redirect leads to.
        other = HostileServer()
        self.addCleanup(other.close)
        there = other.script(f'/{self.name}', Reply(body=SMALL))
        go = self.server.script('/go', Reply('302 Found', [('Location', there.replace(
            '127.0.0.1', 'localhost'))]))
        self.start(go, f'--proxy={self.open.name}', '--bypass=127.0.0.1')
        self.assertEqual(self.seen(self.open), [('200', '-', 'GET')])

    def test_autodetect(self):
        job = self.start(self.url(), '--proxy=autodetect', state='error')
        self.assert_error(job['error'], 'ERROR_WINHTTP_AUTODETECTION_FAILED', 'detect')
        self.assertEqual(self.arrived(), [])

    def test_basic(self):
        self.start(self.url(), f'--proxy={self.basic.name}', '--proxy-user=polly', text='proxypw')
        self.assertEqual(self.seen(self.basic), [('407', '-', 'GET'), ('200', 'polly', 'GET')])
        self.assertEqual(self.arrived(), [('200', '-', '-')])
        # Its password went with the end of the job: nobody has to enter it again.
        listed = self.lab.ctl('credentials', self.job['id'], '--json', check=0).json
        self.assertEqual([(row['kept'], row['state']) for row in listed], [('none', 'accepted')])

    def test_basic_by_a_rule(self):
        # A rule for the proxy serves every job through it.
        rule = (f'http://{self.basic.name}', '--target=proxy', '--scheme=basic')
        self.lab.ctl('host-credentials', 'set', *rule, '--user=polly', '--password-stdin', text='proxypw',
                     check=0)
        self.addCleanup(self.lab.ctl, 'host-credentials', 'remove', *rule)
        self.start(self.url(), f'--proxy={self.basic.name}')
        self.assertEqual(self.seen(self.basic), [('407', '-', 'GET'), ('200', 'polly', 'GET')])

    def test_basic_tunnel(self):
        before = len(self.tunnels(self.basic))
        self.start(self.url(tls=True), f'--proxy={self.basic.name}', '--proxy-user=polly',
                   text='proxypw')
        self.assertEqual(self.tunnels(self.basic)[before:],
                         [('407', '-', 'CONNECT'), ('200', 'polly', 'CONNECT')])
        self.assertEqual(self.arrived(), [('200', '-', '-')])

    def test_basic_both(self):
        for tls in (False, True):
            with self.subTest(tls=tls):
                self.start(self.url('basic', tls), f'--proxy={self.basic.name}', '--user=ben',
                           '--proxy-user=polly', text='benpw\nproxypw\n')
        self.assertEqual(self.arrived('basic'), [('401', '-', '-'), ('200', 'ben', 'Basic')] * 2)

    def test_nothing_answers(self):
        for tls in (False, True):
            with self.subTest(tls=tls):
                job = self.start(self.url(tls=tls), f'--proxy={self.basic.name}', state='error')
                self.assert_error(job['error'], 'BG_E_HTTP_ERROR_407', 'log in')
        self.assertEqual(self.arrived(), [])

    def test_wrong_password_once(self):
        for tls in (False, True):
            with self.subTest(tls=tls):
                before = len(self.tunnels(self.basic))
                job = self.start(*[f'{self.url(tls=tls)}?{number}' for number in range(10)],
                                 f'--proxy={self.basic.name}', '--proxy-user=polly',
                                 '--connections=8', text='wrong', state='error')
                self.assert_error(job['error'], 'BG_E_HTTP_ERROR_407', 'log in')
                rows = self.tunnels(self.basic)[before:] if tls else self.seen(self.basic)
                self.assertEqual(len([row for row in rows if row[1] == 'polly']), 1, rows)
        self.assertEqual(self.arrived(), [])

    def test_tunnels_are_not_shared(self):
        self.start(self.url(tls=True), f'--proxy={self.basic.name}', '--proxy-user=polly',
                   text='proxypw')
        before = len(self.tunnels(self.basic))
        job = self.start(self.url(tls=True), f'--proxy={self.basic.name}', state='error')
        self.assert_error(job['error'], 'BG_E_HTTP_ERROR_407', 'log in')
        self.assertEqual(self.tunnels(self.basic)[before:], [('407', '-', 'CONNECT')])

    def test_negotiate(self):
        for tls in (False, True):
            with self.subTest(tls=tls):
                self.start(self.url(tls=tls), f'--proxy={self.negotiate.name}',
                           '--proxy-logon-credentials')
        self.assertEqual(self.seen(self.negotiate), [('407', '-', 'GET'), ('200', BEN, 'GET')])
        self.assertEqual(self.arrived(), [('200', '-', '-')] * 2)

    def test_two_principals(self):
        # Alice at the proxy, ben at the server, in one request.
        for tls in (False, True):
            with self.subTest(tls=tls):
                self.start(self.url('negotiate', tls), f'--proxy={self.negotiate.name}',
                           '--logon-credentials', '--proxy-user=alice', '--proxy-scheme=negotiate',
                           text='alicepw')
        self.assertEqual(self.arrived('negotiate'), [('401', '-', '-'), ('200', BEN, 'Negotiate')] * 2)
        self.assertEqual({row[1] for row in self.seen(self.negotiate) if row[0] != '407'}, {ALICE})

    def test_two_principals_the_other_way(self):
        self.start(self.url('negotiate'), f'--proxy={self.negotiate.name}', '--user=alice',
                   '--scheme=negotiate', '--proxy-logon-credentials', text='alicepw')
        self.assertEqual(self.arrived('negotiate'), [('401', '-', '-'), ('200', ALICE, 'Negotiate')])
        self.assertEqual({row[1] for row in self.seen(self.negotiate) if row[0] != '407'}, {BEN})

    def test_implicit_for_the_proxy_means_the_server_too(self):
        # BITS: logon credentials set for the proxy answer the server as well.
        self.lab.ctl('settings', 'use-lm-compat=2', check=0)
        self.addCleanup(lambda: self.lab.ctl('settings', 'use-lm-compat=', check=0))
        self.start(self.url('negotiate'), f'--proxy={self.open.name}', '--proxy-logon-credentials')
        self.assertEqual(self.arrived('negotiate'), [('401', '-', '-'), ('200', BEN, 'Negotiate')])

    def test_segments_through_a_tunnel(self):
        self.apache.put(f'negotiate/{self.name}', LARGE)
        self.start(self.url('negotiate', True), f'--proxy={self.basic.name}', '--logon-credentials',
                   '--proxy-user=polly', '--connections=8', text='proxypw')
        self.assert_only(self.name, LARGE)


class Desktop(LabCase):
    """The account's desktop settings: PRECONFIG."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        os.chmod(cls.lab.folder, 0o755)
        cls.squid = Squid(cls.lab.processes, cls.lab.folder)

    def desktop(self, mode, ignored="['::1']"):
        """Starts the engine with these settings of the desktop."""
        self.lab.stop_daemon()
        folder = os.path.join(self.lab.environment['XDG_CONFIG_HOME'], 'glib-2.0', 'settings')
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, 'keyfile'), 'w', encoding='utf-8') as stream:
            stream.write(f"""[system/proxy]
mode='{mode}'
ignore-hosts={ignored}
[system/proxy/http]
host='localhost'
port={self.squid.port}
""")
        self.lab.start_daemon(environment={'GSETTINGS_BACKEND': 'keyfile'})

    def through(self, path):
        return [row for row in self.squid.requests() if path in row[3]]

    def fetch_path(self, path, state='acknowledged'):
        self.server.script(path, Reply(body=SMALL))
        job = self.lab.add(self.server.url(path), to=self.folder)
        job = self.lab.wait_state(job, state, 'error')
        self.assertEqual(job['state'], state, job)
        return job

    def planned(self, path):
        """What the plan says about the proxy: rule and subject."""
        plan = self.lab.ctl('access', self.server.url(path), '--json', check=0).json
        row = next(row for row in plan if row['resource'] == 'proxy-settings')
        return row['rule'], row.get('subject')

    def test_manual(self):
        self.desktop('manual')
        self.assertEqual(self.planned('/manual'), ('proxy-of-desktop', f'http://localhost:{self.squid.port}'))
        job = self.fetch_path('/manual')
        self.assertEqual(len(self.through('/manual')), 1)
        plan = self.lab.ctl('access', job['id'], check=0).output
        self.assertIn('The proxy is the one of the desktop settings', plan)

    def test_none(self):
        self.desktop('none')
        self.assertEqual(self.planned('/none')[0], 'proxy-not-found')
        self.fetch_path('/none')
        self.assertEqual(self.through('/none'), [])

    def test_excepted(self):
        self.desktop('manual', "['127.0.0.0/8']")
        self.assertEqual(self.planned('/excepted')[0], 'proxy-bypassed')
        self.fetch_path('/excepted')
        self.assertEqual(self.through('/excepted'), [])

    def test_automatic(self):
        self.desktop('auto')
        self.assertEqual(self.planned('/automatic')[0], 'proxy-detected')
        job = self.fetch_path('/automatic', 'error')
        self.assert_error(job['error'], 'ERROR_WINHTTP_AUTODETECTION_FAILED', 'script')
        self.assertEqual(self.server.exchanges('/automatic'), [])


if __name__ == '__main__':
    main()
