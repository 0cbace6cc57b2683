#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input: each time one clear line with HRESULT and symbol, and nothing half-done."""

import os

from haulier_lab import LabCase, Reply, content, main, rows, wait_until

DATA = content(1000)
URL_ERRORS = 'ERROR_WINHTTP_INVALID_URL|E_INVALIDARG'
SCHEME_ERRORS = 'ERROR_WINHTTP_UNRECOGNIZED_SCHEME|BG_E_PROTOCOL_NOT_AVAILABLE|E_INVALIDARG'

ADDRESSES = [
    ('no scheme', 'example', SCHEME_ERRORS + '|' + URL_ERRORS),
    ('only a scheme', 'http://', URL_ERRORS),
    ('empty', '', URL_ERRORS),
    ('no host', 'http:///x', URL_ERRORS),
    ('port too large', 'http://127.0.0.1:99999/x', URL_ERRORS),
    ('port not a number', 'http://127.0.0.1:port/x', URL_ERRORS),
    ('space in host', 'http://exa mple/x', URL_ERRORS),
    ('broken IPv6', 'http://[::1/x', URL_ERRORS),
    ('control character', 'http://127.0.0.1/a\nb', URL_ERRORS),
    ('gopher', 'gopher://127.0.0.1/x', SCHEME_ERRORS),
    ('file', 'file:///etc/passwd', SCHEME_ERRORS + '|BG_E_REMOTE_NOT_SUPPORTED'),
    ('javascript', 'javascript:alert(1)', SCHEME_ERRORS),
    ('too long', 'http://127.0.0.1/' + 'x' * 20000, URL_ERRORS + '|BG_E_STRING_TOO_LONG'),
]

SETTINGS = [
    ('unknown key', 'no-such-key=1', 'BG_E_UNKNOWN_PROPERTY_ID|E_INVALIDARG', 'no-such-key'),
    ('no value', 'priority', '.*', ''),
    ('unknown word', 'priority=urgent', 'E_INVALIDARG', 'urgent'),
    ('not a number', 'connections=many', 'E_INVALIDARG', 'many'),
    ('number too large', 'connections=17', 'E_INVALIDARG', '17|16'),
    ('number zero', 'connections=0', 'E_INVALIDARG', '0|1'),
    ('name too long', 'name=' + 'n' * 257, 'E_INVALIDARG', 'name'),
    ('description too long', 'description=' + 'd' * 1025, 'BG_E_STRING_TOO_LONG', 'description'),
]

USAGE = [
    ('no command', ()),
    ('unknown command', ('frobnicate',)),
    ('unknown option', ('jobs', '--frobnicate')),
    ('add without address', ('add',)),
    ('add-file without path', ('add-file', 'x')),
    ('show without job', ('show',)),
]


class BadInput(LabCase):
    def setUp(self):
        super().setUp()
        self.url = self.server.script('/ok', Reply(body=DATA))
        self.before = self.count()

    def tearDown(self):
        self.assertEqual(self.count(), self.before, 'a refused command left a job')

    def count(self):
        return len(self.lab.ctl('jobs', '--json', check=0).json)

    @rows(ADDRESSES)
    def check_address(self, row):
        _, address, symbols = row
        self.assert_call_refused(symbols, '', 'add', '--to', self.folder, '--', address)

    def test_one_bad_address_of_many(self):
        self.assert_call_refused(SCHEME_ERRORS, 'gopher', 'add', self.url, 'gopher://x/y', self.url,
                                 '--to', self.folder)

    def test_one_bad_address_behind_many(self):
        path = self.lab.folder + '/list'
        with open(path, 'w', encoding='ascii') as stream:
            stream.writelines([self.url + '\n'] * 10000 + ['gopher://x/y\n'])
        self.assert_call_refused(SCHEME_ERRORS, 'gopher', 'add', '--from', path, '--to', self.folder)

    def test_missing_folder(self):
        self.assert_call_refused('ERROR_FILE_NOT_FOUND|ERROR_PATH_NOT_FOUND', 'missing',
                                 'add', self.url, '--to', self.folder + 'missing/')

    def test_missing_folder_of_a_file(self):
        self.assert_call_refused('ERROR_FILE_NOT_FOUND|ERROR_PATH_NOT_FOUND', 'missing',
                                 'add', self.url, '--to', self.folder + 'missing/file')

    def test_target_exists(self):
        path = os.path.join(self.lab.folder, 'exists')
        with open(path, 'w', encoding='ascii') as stream:
            stream.write('mine')
        self.assert_call_refused('ERROR_FILE_EXISTS', 'exists', 'add', self.url, '--to', path)

    def test_target_is_a_folder_without_slash(self):
        # A folder is a folder, also when its slash was forgotten.
        job = self.lab.add(self.url, '--wait', to=self.folder.rstrip('/'))
        self.assert_only('ok', DATA)
        self.lab.ctl('remove', job['id'], check=0)

    def test_name_too_long(self):
        for name in ('n' * 256, 'é' * 128):
            self.assert_call_refused('ERROR_INVALID_NAME', '255 bytes', 'add', self.url, '--to',
                                     self.folder + name)

    def test_no_target(self):
        self.assert_call_refused('ERROR_INVALID_NAME|E_INVALIDARG', '“”', 'add', self.url, '--to', '')

    def test_folder_of_the_kernel(self):
        # Root may write there, and yet no file can be made.
        self.assert_call_refused('E_ACCESSDENIED', '/proc', 'add', self.url, '--to', '/proc/x')

    def test_longest_name_works(self):
        job = self.lab.add(self.url, '--wait', to=self.folder + 'n' * 255)
        self.assert_only('n' * 255, DATA)
        self.lab.ctl('remove', job['id'], check=0)

    def test_folder_is_a_file(self):
        path = os.path.join(self.lab.folder, 'file')
        with open(path, 'w', encoding='ascii') as stream:
            stream.write('mine')
        self.assert_call_refused('.*', '', 'add', self.url, '--to', path + '/x')

    def test_empty_job_resumed(self):
        job = self.lab.ctl('create', 'empty', '--json', check=0).json
        self.assert_call_refused('BG_E_EMPTY', '', 'resume', job['id'])
        self.assertEqual(self.lab.show(job)['state'], 'suspended')
        self.lab.ctl('cancel', job['id'], check=0)
        self.lab.ctl('remove', job['id'], check=0)

    def test_unknown_job(self):
        for command in ('show', 'files', 'trace', 'suspend', 'resume', 'cancel', 'complete', 'retry',
                        'remove', 'wait'):
            self.assert_call_refused('BG_E_NOT_FOUND', 'nosuchjob', command, 'nosuchjob', status=(5,))

    def test_wrong_state(self):
        job = self.lab.add(self.url, '--wait', to=self.folder)
        os.unlink(self.folder + 'ok')
        for command in ('suspend', 'resume', 'cancel', 'complete'):
            self.assert_call_refused('BG_E_INVALID_STATE', '', command, job['id'])
        self.lab.ctl('remove', job['id'], check=0)

    @rows(SETTINGS)
    def check_setting(self, row):
        _, text, symbols, words = row
        job = self.lab.ctl('create', 'settings', '--json', check=0).json
        result = self.lab.ctl('set', job['id'], text)
        self.assertIn(result.status, (1, 2), result)
        if result.status == 1:
            self.assertRegex(result.symbol(), f'^(?:{symbols})$')
        self.assertRegex(result.errors, words or '.')
        self.assertEqual(self.lab.show(job)['priority'], 'normal')
        self.lab.ctl('cancel', job['id'], check=0)
        self.lab.ctl('remove', job['id'], check=0)

    def test_settings_are_all_or_nothing(self):
        job = self.lab.ctl('create', 'settings', '--json', check=0).json
        self.lab.ctl('set', job['id'], 'priority=high', 'no-such-key=1')
        self.assertEqual(self.lab.show(job)['priority'], 'normal')
        self.lab.ctl('cancel', job['id'], check=0)
        self.lab.ctl('remove', job['id'], check=0)

    def test_unknown_engine_setting(self):
        self.assert_call_refused('BG_E_UNKNOWN_PROPERTY_ID|E_INVALIDARG', 'no-such-key',
                                 'settings', 'no-such-key=1')

    @rows(USAGE)
    def check_usage(self, row):
        result = self.lab.ctl(*row[1])
        self.assertEqual(result.status, 2, result)
        self.assertTrue(result.errors.startswith('haulierctl: '), result.errors)

    def test_bad_checksum_text(self):
        self.assert_call_refused('E_INVALIDARG|BG_E_INVALID_HASH_ALGORITHM', 'sha999',
                                 'add', self.url, '--to', self.folder, '--checksum', 'sha999:00')
        self.assert_call_refused('E_INVALIDARG|BG_E_INVALID_HASH_ALGORITHM', 'checksum|sha256|digits',
                                 'add', self.url, '--to', self.folder, '--checksum', 'sha256:00')

    def test_bad_ranges(self):
        for text, symbols in (('x', 'E_INVALIDARG|BG_E_INVALID_RANGE'),
                              ('0:10,5:10', 'BG_E_OVERLAPPING_RANGES|E_INVALIDARG'),
                              ('0:0', 'BG_E_INVALID_RANGE|E_INVALIDARG')):
            self.assert_call_refused(symbols, '', 'add', self.url, '--to', self.folder,
                                     '--ranges', text)

    def test_bad_header(self):
        for text in ('no colon', 'Host: other', 'X: a\r\nY: b', 'Range: bytes=0-1'):
            self.assert_call_refused('E_INVALIDARG', 'header', 'add', self.url, '--to', self.folder,
                                     '--header', text)

    def test_password_in_an_address_is_never_shown(self):
        address = self.url.replace('http://', 'http://ben:geheim@')
        job = self.lab.add(address, to=self.folder)
        self.lab.wait_state(job, 'acknowledged', 'error', 'transient-error')
        for command in (('show', job['id']), ('show', '--json', job['id']), ('jobs',),
                        ('files', job['id']), ('trace', job['id']), ('trace', '--json', job['id'])):
            result = self.lab.ctl(*command)
            self.assertNotIn('geheim', result.output + result.errors)
        self.assertNotIn('geheim', self.lab.daemon_output())
        for folder, _, names in os.walk(self.lab.state):
            for name in names:
                with open(os.path.join(folder, name), 'rb') as stream:
                    self.assertNotIn(b'geheim', stream.read(), name)
        self.lab.ctl('cancel', job['id'])
        self.lab.ctl('remove', job['id'], check=0)

    def test_no_such_server(self):
        job = self.assert_refused('http://127.0.0.1:1/x', 'ERROR_WINHTTP_CANNOT_CONNECT|'
                                  'BG_E_CONNECT_FAILURE', 'connect|reach')
        self.assertEqual(job['state'], 'transient-error')
        self.lab.ctl('remove', job['id'], check=0)

    def test_no_such_name(self):
        job = self.assert_refused('http://no-such-host.invalid/x', 'ERROR_WINHTTP_NAME_NOT_RESOLVED|'
                                  'BG_E_NAME_RESOLUTION_FAILURE', 'name|resolve')
        self.lab.ctl('remove', job['id'], check=0)

    def test_wait_times_out(self):
        self.server.serve('/slow', content(1 << 20), rate=50000)
        job = self.lab.add(self.server.url('/slow'), to=self.folder)
        self.assertEqual(self.lab.ctl('wait', job['id'], '--timeout', '1').status, 8)
        self.lab.ctl('cancel', job['id'], check=0)
        wait_until('nothing is left', lambda: self.files() == [])
        self.lab.ctl('remove', job['id'], check=0)


if __name__ == '__main__':
    main()
