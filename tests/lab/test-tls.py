#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates and redirects: what is refused and why, and an authority of one's own (AUTH-14)."""

import os

from haulier_lab import (Authority, LabCase, Nginx, Reply, content, digest_of, file_digest,
                         main)

DATA = content(100000)


class Tls(LabCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        os.chmod(cls.lab.folder, 0o755)
        cls.authority = Authority(os.path.join(cls.lab.folder, 'ca'))
        cls.servers = {}
        for name, more in (('good', {}), ('expired', {'expired': True}),
                           ('wrong-name', {'subjects': 'DNS:elsewhere.test'})):
            server = Nginx(cls.lab.processes, cls.lab.folder,
                           certificate=cls.authority.issue(name, **more))
            server.put('file', DATA)
            cls.servers[name] = server

    def trust(self, path):
        self.lab.ctl('settings', f'certificate-authorities={path}', check=0)

    def url(self, name):
        return self.servers[name].url('file', tls=True)

    def test_unknown_authority(self):
        self.trust('')
        job = self.assert_refused(self.url('good'), 'ERROR_WINHTTP_SECURE_INVALID_CA',
                                  'authority|issuer|certificate')
        self.assertEqual(job['state'], 'error')

    def test_own_authority(self):
        self.trust(self.authority.certificate)
        self.assert_right(self.url('good'), DATA)

    def test_expired(self):
        self.trust(self.authority.certificate)
        self.assert_refused(self.url('expired'), 'ERROR_WINHTTP_SECURE_CERT_DATE_INVALID',
                            'expired')

    def test_wrong_name(self):
        self.trust(self.authority.certificate)
        self.assert_refused(self.url('wrong-name'), 'ERROR_WINHTTP_SECURE_CERT_CN_INVALID', 'name')

    def fetch_waiving(self, name, flags):
        """Fetches with security flags; returns the job when it ended."""
        job = self.lab.add(self.url(name), '--paused', to=self.lab.folder_for('waiver'))
        self.lab.ctl('set', job['id'], f'security-flags={flags}', check=0)
        self.lab.ctl('resume', job['id'], check=0)
        return self.lab.wait_state(job, 'error', 'transient-error', 'acknowledged')

    def check_waiver(self, flags, allowed):
        """What is wrong with a certificate passes when its flag is set, and nothing else does."""
        symbols = {'unknown': 'ERROR_WINHTTP_SECURE_INVALID_CA',
                   'expired': 'ERROR_WINHTTP_SECURE_CERT_DATE_INVALID',
                   'wrong-name': 'ERROR_WINHTTP_SECURE_CERT_CN_INVALID'}
        for name, symbol in symbols.items():
            with self.subTest(flags=flags, certificate=name):
                self.trust('' if name == 'unknown' else self.authority.certificate)
                job = self.fetch_waiving('good' if name == 'unknown' else name, flags)
                if name in allowed:
                    self.assertEqual(job['state'], 'acknowledged', job)
                    self.assertEqual(file_digest(job['files'][0]['local']), digest_of(DATA))
                else:
                    self.assertEqual(job['state'], 'error', job)
                    self.assert_error(job['error'], symbol, '')

    def test_no_waiver(self):
        self.check_waiver('0', ())

    def test_waived_name(self):
        # SECURITY_FLAG_IGNORE_CERT_CN_INVALID of IBackgroundCopyJobHttpOptions.
        self.check_waiver('0x2', ('wrong-name',))

    def test_waived_date(self):
        self.check_waiver('0x4', ('expired',))

    def test_waived_authority(self):
        self.check_waiver('0x8', ('unknown',))

    def test_waived_all(self):
        self.check_waiver('0xe', ('unknown', 'expired', 'wrong-name'))

    def test_waiver_is_of_its_job_only(self):
        self.trust(self.authority.certificate)
        self.assertEqual(self.fetch_waiving('expired', '0x4')['state'], 'acknowledged')
        self.assert_refused(self.url('expired'), 'ERROR_WINHTTP_SECURE_CERT_DATE_INVALID', 'expired')

    def test_not_tls_at_all(self):
        server = self.servers['good']
        self.assert_refused(f'https://127.0.0.1:{server.port}/file',
                            'ERROR_WINHTTP_SECURE_CHANNEL_ERROR|ERROR_WINHTTP_SECURE_FAILURE', '')

    def test_authorities_that_do_not_exist(self):
        self.trust('')
        self.assert_call_refused('E_INVALIDARG|ERROR_FILE_NOT_FOUND', 'certificate-authorities|such',
                                 'settings', 'certificate-authorities=relative.pem')

    def test_denied_exit_status(self):
        self.trust('')
        result = self.lab.ctl('add', self.url('good'), '--to', self.folder, '--wait')
        self.assertEqual(result.status, 3, result)
        self.assertEqual(result.symbol(), 'ERROR_WINHTTP_SECURE_INVALID_CA')


class Redirects(LabCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        os.chmod(cls.lab.folder, 0o755)
        cls.authority = Authority(os.path.join(cls.lab.folder, 'ca'))
        plain = cls.server.script('/plain', None)
        cls.nginx = Nginx(cls.lab.processes, cls.lab.folder,
                          certificate=cls.authority.issue('good'),
                          server=f'location /down {{ return 302 {plain}; }}')
        cls.nginx.put('secure', DATA)
        cls.lab.ctl('settings', f'certificate-authorities={cls.authority.certificate}', check=0)

    def setUp(self):
        super().setUp()
        self.server.script('/plain', Reply(body=DATA))

    def to(self, place, status='302 Found'):
        return self.server.script('/go', Reply(status, [('Location', place)], b'over there'))

    def test_followed(self):
        for status in ('301 Moved', '302 Found', '303 See Other', '307 Temporary', '308 Permanent'):
            with self.subTest(status=status):
                self.fetch(self.to(self.server.url('/plain'), status))
        self.assertEqual(len(self.files()), 5)

    def test_relative(self):
        self.fetch(self.to('plain'))
        self.assertEqual(len(self.files()), 1)
        self.assert_only(self.files()[0], DATA)

    def test_upwards_to_tls(self):
        self.fetch(self.to(self.nginx.url('secure', tls=True)))
        self.assert_only(self.files()[0], DATA)

    def test_chain(self):
        for number in range(5):
            self.server.script(f'/hop{number}', Reply('302 Found', [('Location', f'/hop{number + 1}')]))
        self.server.script('/hop5', Reply(body=DATA))
        self.fetch(self.server.url('/hop0'))
        self.assert_only(self.files()[0], DATA)

    def test_loop(self):
        self.assert_refused(self.to('/go'), 'ERROR_WINHTTP_REDIRECT_FAILED', 'redirect')
        self.assertLess(len(self.server.exchanges('/go')), 100)

    def test_endless_chain(self):
        self.server.script('/on', lambda request: Reply(
            '302 Found', [('Location', f'/on?{request.number}')]))
        self.assert_refused(self.server.url('/on'), 'ERROR_WINHTTP_REDIRECT_FAILED', 'redirect')

    def test_to_a_local_file(self):
        self.assert_refused(self.to('file:///etc/passwd'), 'ERROR_WINHTTP_REDIRECT_FAILED|'
                            'ERROR_WINHTTP_UNRECOGNIZED_SCHEME', 'redirect|file')

    def test_to_ftp(self):
        self.assert_refused(self.to('ftp://127.0.0.1/x'), 'ERROR_WINHTTP_REDIRECT_FAILED|'
                            'ERROR_WINHTTP_UNRECOGNIZED_SCHEME', 'redirect|ftp')

    def test_from_tls_to_plain(self):
        self.assert_refused(self.nginx.url('down', tls=True), 'ERROR_WINHTTP_REDIRECT_FAILED',
                            'redirect|plain|https')

    def test_from_tls_to_plain_allowed(self):
        # BG_HTTP_REDIRECT_POLICY_ALLOW_HTTPS_TO_HTTP.
        job = self.lab.add(self.nginx.url('down', tls=True), '--paused', to=self.folder)
        self.lab.ctl('set', job['id'], f'security-flags={0x800}', check=0)
        self.lab.ctl('resume', job['id'], check=0)
        self.lab.ctl('wait', job['id'], check=0)
        self.assert_only(self.files()[0], DATA)

    def test_disallowed(self):
        # BG_HTTP_REDIRECT_POLICY_DISALLOW.
        job = self.lab.add(self.to(self.server.url('/plain')), '--paused', to=self.folder)
        self.lab.ctl('set', job['id'], f'security-flags={0x200}', check=0)
        self.lab.ctl('resume', job['id'], check=0)
        job = self.lab.wait_state(job, 'error', 'acknowledged')
        self.assert_error(job['error'], 'ERROR_WINHTTP_REDIRECT_FAILED|BG_E_HTTP_ERROR_302', '')
        self.assertEqual(self.files(), [])

    def test_reported(self):
        # BG_HTTP_REDIRECT_POLICY_ALLOW_REPORT: the file's address becomes the one it ended at.
        job = self.lab.add(self.to(self.server.url('/plain')), '--paused', to=self.folder)
        self.lab.ctl('set', job['id'], f'security-flags={0x100}', check=0)
        self.lab.ctl('resume', job['id'], check=0)
        self.lab.ctl('wait', job['id'], check=0)
        self.assertEqual(self.lab.show(job)['files'][0]['remote'], self.server.url('/plain'))


if __name__ == '__main__':
    main()
