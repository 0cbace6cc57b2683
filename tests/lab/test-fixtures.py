#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fixtures themselves: the scripted server keeps the rules, the real servers answer."""

import http.client
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import unittest

from haulier_lab import (Apache, Authority, HostileServer, Nginx, Processes, Reply, content, main,
                         wait_until)


def get(port, path, headers=None, method='GET', context=None):
    """Returns status, headers and body of one exchange."""
    if context:
        connection = http.client.HTTPSConnection('127.0.0.1', port, timeout=10, context=context)
    else:
        connection = http.client.HTTPConnection('127.0.0.1', port, timeout=10)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


# Fails before there is an engine to ask; and in a part of a test.
FAILING = '''
import unittest
from haulier_lab import main

class Early(unittest.TestCase):
    def setUp(self):
        raise OSError('no engine today')

    def diagnose(self):
        return self.lab.daemon_output()

    def test_it(self):
        pass

class Part(unittest.TestCase):
    def diagnose(self):
        return 'the engine is tired'

    def test_it(self):
        with self.subTest(part='first'):
            self.fail('the first part')

main()
'''


class Reports(unittest.TestCase):
    def test_failures(self):
        done = subprocess.run([sys.executable, '-c', FAILING], capture_output=True, text=True, check=False)
        self.assertEqual((done.returncode, done.stderr), (1, ''))
        lines = done.stdout.splitlines()
        self.assertEqual([line for line in lines if not line.startswith('#')],
                         ['not ok 1 - Early.test_it', "not ok 2 - Part.test_it (part='first')", '1..2'])
        for word in ('no engine today', "no attribute 'lab'", 'the first part', 'the engine is tired'):
            self.assertTrue([line for line in lines if word in line], word)


class Scripted(unittest.TestCase):
    def setUp(self):
        self.server = HostileServer()
        self.data = content(300000)
        self.resource = self.server.serve('/f', self.data)

    def tearDown(self):
        self.server.close()

    def ask(self, **headers):
        return get(self.server.port, '/f', {k.replace('_', '-'): v for k, v in headers.items()})

    def test_whole(self):
        status, headers, body = self.ask()
        self.assertEqual((status, headers['ETag'], body), (200, '"v1"', self.data))

    def test_range(self):
        status, headers, body = self.ask(Range='bytes=1000-1999')
        self.assertEqual((status, headers['Content-Range']), (206, 'bytes 1000-1999/300000'))
        self.assertEqual(body, self.data[1000:2000])

    def test_range_suffix(self):
        self.assertEqual(self.ask(Range='bytes=-5')[2], self.data[-5:])

    def test_range_beyond(self):
        status, headers, _ = self.ask(Range='bytes=300000-')
        self.assertEqual((status, headers['Content-Range']), (416, 'bytes */300000'))

    def test_if_range(self):
        self.assertEqual(self.ask(Range='bytes=1-', If_Range='"v1"')[0], 206)
        self.assertEqual(self.ask(Range='bytes=1-', If_Range='"v2"')[0], 200)

    def test_if_match(self):
        self.assertEqual(self.ask(If_Match='"v2"')[0], 412)

    def test_several_ranges(self):
        status, headers, body = self.ask(Range='bytes=0-1,5-9')
        self.assertEqual(status, 206)
        self.assertIn('multipart/byteranges', headers['Content-Type'])
        self.assertIn(self.data[5:10], body)

    def test_change_resets(self):
        self.resource.following = {'data': content(300000, 2), 'etag': '"v2"'}
        self.resource.switch_after = 100000
        with self.assertRaises((ConnectionResetError, http.client.IncompleteRead)):
            self.ask()
        self.assertEqual(self.ask()[2], content(300000, 2))

    def test_cut_chunks(self):
        self.server.script('/f', Reply(body=self.data, chunk=1000, cut=5000, end='close'))
        with self.assertRaises(http.client.IncompleteRead):
            self.ask()

    def test_list_repeats_last(self):
        self.server.script('/f', [Reply('503 Busy'), Reply(body=b'x')])
        self.assertEqual([self.ask()[0] for _ in range(3)], [503, 200, 200])
        wait_until('both bodies are counted', lambda: self.server.bytes_sent('/f') == 2)


class Real(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.mkdtemp(prefix='haulier-lab-')
        os.chmod(cls.folder, 0o755)
        cls.processes = Processes()
        cls.authority = Authority(os.path.join(cls.folder, 'ca'))

    @classmethod
    def tearDownClass(cls):
        cls.processes.end()
        shutil.rmtree(cls.folder)

    def check(self, kind):
        server = kind(self.processes, self.folder, certificate=self.authority.issue('localhost'))
        server.put('f', b'hello')
        self.assertEqual(get(server.port, '/f')[2], b'hello')
        trusting = ssl.create_default_context(cafile=self.authority.certificate)
        self.assertEqual(get(server.tls_port, '/f', context=trusting)[2], b'hello')
        wait_until('the access log', lambda: [entry[1] for entry in server.requests()] == ['5', '5'])
        server.stop()
        with self.assertRaises(OSError):
            get(server.port, '/f')

    def test_nginx(self):
        self.check(Nginx)

    def test_apache(self):
        self.check(Apache)

    def test_expired_certificate(self):
        server = Nginx(self.processes, self.folder,
                       certificate=self.authority.issue('old', expired=True))
        trusting = ssl.create_default_context(cafile=self.authority.certificate)
        with self.assertRaisesRegex(ssl.SSLError, 'expired'):
            get(server.tls_port, '/', context=trusting)
        server.stop()


if __name__ == '__main__':
    main()
