#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An address goes in, a right file comes out: real servers, the command and its JSON."""

import json
import os
import stat
import subprocess
import time

from haulier_lab import (Apache, Authority, LabCase, Nginx, content, digest_of,
                         file_digest, main, wait_until)

JOB_KEYS = {'id', 'name', 'description', 'type', 'owner', 'state', 'priority', 'profile', 'created',
            'modified', 'completed', 'bytes_transferred', 'bytes_total', 'files_transferred',
            'files_total', 'speed', 'waiting_reason', 'error', 'warnings', 'files'}
FILE_KEYS = {'remote', 'local', 'transferred', 'total', 'completed', 'validator', 'checksum'}
TIME = r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$'


class Downloads(LabCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        os.chmod(cls.lab.folder, 0o755)
        cls.authority = Authority(os.path.join(cls.lab.folder, 'ca'))
        certificate = cls.authority.issue('localhost')
        cls.nginx = Nginx(cls.lab.processes, cls.lab.folder, certificate=certificate)
        cls.apache = Apache(cls.lab.processes, cls.lab.folder, certificate=certificate)
        cls.small, cls.large = content(4096), content(24 << 20)
        for server in (cls.nginx, cls.apache):
            server.put('small', cls.small)
            server.put('large.iso', cls.large)
            server.put('empty', b'')
            server.put('a b%c.txt', b'odd name')

    def test_nginx_small(self):
        self.assert_right(self.nginx.url('small'), self.small)

    def test_nginx_large(self):
        self.assert_right(self.nginx.url('large.iso'), self.large)

    def test_apache_small(self):
        self.assert_right(self.apache.url('small'), self.small)

    def test_apache_large(self):
        self.assert_right(self.apache.url('large.iso'), self.large)

    def test_over_tls(self):
        self.lab.ctl('settings', f'certificate-authorities={self.authority.certificate}', check=0)
        # nginx speaks HTTP/2 there, Apache HTTP/1.1.
        self.assert_right(self.nginx.url('large.iso', tls=True), self.large)
        os.unlink(self.folder + 'large.iso')
        self.assert_right(self.apache.url('large.iso', tls=True), self.large)

    def test_many_over_http2(self):
        self.lab.ctl('settings', f'certificate-authorities={self.authority.certificate}', check=0)
        self.lab.ctl('add', *[self.nginx.url(f'small?{number}', tls=True) for number in range(50)],
                     '--to', self.folder, '--wait', check=0)
        self.assertEqual({file_digest(self.folder + name) for name in self.files()},
                         {digest_of(self.small)})
        self.assertEqual(len(self.files()), 50)

    def test_empty(self):
        self.assert_right(self.nginx.url('empty'), b'')

    def test_escaped_name(self):
        self.assert_right(self.nginx.url('a%20b%25c.txt'), b'odd name', name='a b%c.txt')

    def test_first_request_is_the_download(self):
        name = 'counted-once'
        self.nginx.put(name, self.small)
        self.assert_right(self.nginx.url(name), self.small)
        wait_until('the access log', lambda: self.asked(name))
        self.assertEqual([entry[0] for entry in self.asked(name)], ['200'])
        self.assertTrue(self.asked(name)[0][4].startswith('GET '))

    def asked(self, name):
        return [entry for entry in self.nginx.requests() if f'/{name} ' in entry[4]]

    def test_modification_time(self):
        self.assert_right(self.nginx.url('small'), self.small)
        self.assertEqual(int(os.stat(self.folder + 'small').st_mtime), 1600000000)

    def test_permissions(self):
        self.assert_right(self.nginx.url('small'), self.small)
        mask = os.umask(0)
        os.umask(mask)
        self.assertEqual(stat.S_IMODE(os.stat(self.folder + 'small').st_mode), 0o666 & ~mask)

    def test_private_until_complete(self):
        self.server.serve('/private', self.large, rate=4 << 20)
        job = self.lab.add(self.server.url('/private'), to=self.folder)
        wait_until('a temporary file', lambda: any(n.endswith('.part') for n in self.files()))
        for name in self.files():
            self.assertTrue(name.startswith('.haulier-'), name)
            self.assertEqual(stat.S_IMODE(os.stat(self.folder + name).st_mode), 0o600)
        self.lab.ctl('cancel', job['id'], check=0)
        wait_until('nothing is left', lambda: self.files() == [])

    def test_explicit_name(self):
        self.lab.ctl('add', self.nginx.url('small'), '--to', self.folder + 'other', '--wait', check=0)
        self.assert_only('other', self.small)

    def test_json_of_a_job(self):
        job = self.lab.add(self.nginx.url('small'), '--name', 'my job', '--description', 'why',
                           '--priority', 'high', to=self.folder)
        job = self.lab.wait_state(job, 'acknowledged')
        self.assertLessEqual(JOB_KEYS, set(job))
        self.assertRegex(job['id'], r'^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$')
        self.assertEqual((job['name'], job['description'], job['type'], job['priority']),
                         ('my job', 'why', 'download', 'high'))
        self.assertEqual((job['bytes_total'], job['bytes_transferred']), (4096, 4096))
        self.assertEqual((job['files_total'], job['files_transferred']), (1, 1))
        self.assertIsNone(job['error'])
        for key in ('created', 'modified', 'completed'):
            self.assertRegex(job[key], TIME)
        file = job['files'][0]
        self.assertLessEqual(FILE_KEYS, set(file))
        self.assertEqual((file['remote'], file['local'], file['completed'], file['total']),
                         (self.nginx.url('small'), self.folder + 'small', True, 4096))

    def test_jobs_lists_and_filters(self):
        job = self.lab.add(self.nginx.url('small'), '--paused', '--name', 'listed', to=self.folder)
        found = self.lab.ctl('jobs', '--json', check=0).json
        self.assertIn(job['id'], [entry['id'] for entry in found])
        suspended = self.lab.ctl('jobs', '--json', '--state', 'suspended', check=0).json
        self.assertEqual([entry['id'] for entry in suspended], [job['id']])
        table = self.lab.ctl('jobs', check=0).output
        self.assertIn('listed', table)
        self.assertNotIn('\x1b', table)
        self.lab.ctl('cancel', job['id'], check=0)

    def test_steps_like_bits(self):
        job = self.lab.ctl('create', 'stepwise', '--json', check=0).json
        self.assertEqual(job['state'], 'suspended')
        self.lab.ctl('add-file', job['id'], self.nginx.url('small'), self.folder + 'one', check=0)
        self.lab.ctl('add-file', job['id'], self.nginx.url('empty'), self.folder + 'two', check=0)
        self.lab.ctl('resume', job['id'], check=0)
        self.lab.wait_state(job, 'transferred')
        self.assertEqual([n for n in self.files() if not n.startswith('.')], [])
        self.lab.ctl('complete', job['id'], check=0)
        self.assertEqual(self.files(), ['one', 'two'])
        self.assertEqual(self.lab.show(job)['state'], 'acknowledged')

    def test_complete_before_the_end(self):
        # What is there is kept, the rest is not, and that is said.
        self.server.serve('/slow', self.large, rate=100000)
        job = self.lab.ctl('create', 'partly', '--json', check=0).json
        for name, address in (('one', self.nginx.url('small')), ('two', self.server.url('/slow'))):
            self.lab.ctl('add-file', job['id'], address, self.folder + name, check=0)
        self.lab.ctl('resume', job['id'], check=0)
        wait_until('one is there', lambda: self.lab.show(job)['files_transferred'] == 1)
        result = self.lab.ctl('complete', job['id'], check=0)
        self.assertEqual(result.symbol(), 'BG_S_PARTIAL_COMPLETE')
        self.assertIn('only some of the files', result.errors)
        self.assert_only('one', self.small)

    def test_keep_temporary_waits_for_complete(self):
        job = self.lab.ctl('add', self.nginx.url('small'), '--to', self.folder, '--wait',
                           '--keep-temporary', '--json', check=0)
        self.assertEqual([n for n in self.files() if not n.startswith('.')], [])
        job = [entry for entry in self.lab.ctl('jobs', '--json', check=0).json
               if entry['state'] == 'transferred'][0]
        self.lab.ctl('complete', job['id'], check=0)
        self.assert_only('small', self.small)

    def test_suspend_and_resume(self):
        self.server.serve('/paused', self.large, rate=6 << 20)
        job = self.lab.add(self.server.url('/paused'), to=self.folder)
        wait_until('bytes', lambda: self.lab.show(job)['bytes_transferred'] > 2 << 20)
        self.lab.ctl('suspend', job['id'], check=0)
        self.assertEqual(self.lab.show(job)['state'], 'suspended')
        wait_until('all connections closed', lambda: self.server.connections() == 0)
        self.lab.ctl('resume', job['id'], check=0)
        self.lab.ctl('wait', job['id'], check=0)
        self.assert_only('paused', self.large)
        self.assertLess(self.server.bytes_sent('/paused'), len(self.large) + (12 << 20))

    def test_cancel_while_running(self):
        self.server.serve('/cancelled', self.large, rate=4 << 20)
        job = self.lab.add(self.server.url('/cancelled'), to=self.folder)
        wait_until('bytes', lambda: self.lab.show(job)['bytes_transferred'] > 1 << 20)
        self.lab.ctl('cancel', job['id'], check=0)
        wait_until('nothing is left', lambda: self.files() == [])
        self.assertEqual(self.lab.ctl('wait', job['id']).status, 1)

    def test_checksum_given(self):
        digest = digest_of(self.large)
        self.assert_right(self.nginx.url('large.iso'), self.large, '--checksum', f'sha256:{digest}')

    def test_checksum_wrong(self):
        self.assert_refused(self.nginx.url('large.iso'), 'BG_E_VALIDATION_FAILED', 'checksum|digest',
                            '--checksum', 'sha256:' + '0' * 64)

    def test_ranges(self):
        self.assert_right(self.nginx.url('large.iso'), self.large[100:110] + self.large[5000:6000],
                          '--ranges', '100:10,5000:1000')

    def test_limit(self):
        started = time.monotonic()
        self.nginx.put('limited', content(1 << 20))
        self.assert_right(self.nginx.url('limited'), content(1 << 20), '--limit', '512K')
        self.assertGreater(time.monotonic() - started, 1.0)

    def test_several_addresses_are_one_job(self):
        addresses = [self.nginx.url('small'), self.nginx.url('large.iso'), self.apache.url('empty')]
        job = self.lab.add(*addresses, to=self.folder)
        self.assertEqual(job['files_total'], 3)
        self.lab.ctl('wait', job['id'], check=0)
        self.settle()
        self.assertEqual(self.files(), ['empty', 'large.iso', 'small'])

    def test_remove_forgets_history(self):
        job = self.lab.add(self.nginx.url('small'), to=self.folder)
        self.lab.ctl('wait', job['id'], check=0)
        self.lab.ctl('remove', job['id'], check=0)
        self.assertEqual(self.lab.ctl('show', job['id']).status, 5)
        self.assert_only('small', self.small)

    def test_trace_tells_the_story(self):
        job = self.lab.add(self.nginx.url('nowhere'), to=self.folder)
        self.lab.ctl('wait', job['id'])
        trace = self.lab.ctl('trace', job['id'], '--json', check=0).output
        for word in ('connecting', 'request', '404', 'error'):
            self.assertIn(word, trace)

    def test_monitor_prints_lines(self):
        process = subprocess.Popen([self.lab.program('haulierctl'), 'monitor', '--json'],
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                   env=self.lab.environment)
        try:
            job = self.lab.add(self.nginx.url('small'), to=self.folder)
            for line in process.stdout:
                if job['id'] in line:
                    self.assertIsInstance(json.loads(line), dict)
                    break
            else:
                self.fail('monitor ended without a line')
        finally:
            process.kill()
            process.communicate()


if __name__ == '__main__':
    main()
