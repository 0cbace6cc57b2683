#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""haulierctl certificates: what is in the caller's folder and in the computer's, without an engine."""

import json
import os
import shutil
import subprocess
import tempfile
import unittest

from haulier_lab import Authority, main

PROGRAM = os.path.join(os.environ['HAULIER_BUILD_DIR'], 'src', 'cli', 'haulierctl')


class Certificates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.authority = Authority(os.path.join(folder.name, 'authority'), 'Example AG')
        cls.anna, cls.key = cls.authority.issue('anna')
        cls.host, _ = cls.authority.issue('host', expired=True)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.own = os.path.join(folder.name, 'own', 'haulier', 'certificates')
        self.computers = os.path.join(folder.name, 'computers', 'certificates')
        os.makedirs(self.own)
        os.makedirs(self.computers)
        self.environment = {
            'LC_ALL': 'C.UTF-8', 'HOME': folder.name, 'XDG_RUNTIME_DIR': folder.name, 'TZ': 'UTC',
            'XDG_CONFIG_HOME': os.path.join(folder.name, 'own'), 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent',
            'CONFIGURATION_DIRECTORY': os.path.join(folder.name, 'computers'),
            **{name: value for name, value in os.environ.items() if name.endswith('SAN_OPTIONS')}}

    def run_ctl(self, *arguments):
        done = subprocess.run([PROGRAM, 'certificates', *arguments], env=self.environment, capture_output=True,
                              text=True, check=False, stdin=subprocess.DEVNULL, timeout=60)
        self.assertEqual(done.returncode, 0, done)
        return done

    def thumbprint(self, path):
        """As openssl has it."""
        said = subprocess.run(['openssl', 'x509', '-in', path, '-noout', '-fingerprint', '-sha1'], check=True,
                              capture_output=True, text=True).stdout
        return said.partition('=')[2].strip().replace(':', '').lower()

    def test_table(self):
        shutil.copy(self.anna, self.own)
        shutil.copy(self.host, self.computers)
        done = self.run_ctl()
        self.assertEqual(done.stderr, '')
        self.assertEqual([line.split('\t') for line in done.stdout.splitlines()], [
            ['LOCATION', 'SUBJECT', 'VALID', 'FOR CLIENTS', 'THUMBPRINT'],
            ['current-user', 'CN=anna', 'until 2049-01-01', 'yes', self.thumbprint(self.anna)],
            ['local-machine', 'CN=host', 'expired 2020-02-01', 'yes', self.thumbprint(self.host)]])

    def test_json(self):
        shutil.copy(self.authority.certificate, self.own)
        shutil.copy(self.anna, self.own)
        anna, authority = json.loads(self.run_ctl('--json').stdout)
        self.assertEqual(anna, {
            'location': 'current-user', 'file': 'anna.pem', 'subject': 'CN=anna', 'issuer': 'CN=Example AG',
            'thumbprint': self.thumbprint(self.anna), 'valid_from': '2020-01-01T00:00:00.000Z',
            'valid_until': '2049-01-01T00:00:00.000Z', 'client_authentication': True})
        self.assertEqual((authority['file'], authority['client_authentication']), ('ca.pem', False))

    def test_none(self):
        self.assertEqual(self.run_ctl().stdout, f'There are no certificates in {self.own} and {self.computers}.\n')
        self.assertEqual(self.run_ctl('--json').stdout, '[]\n')

    def test_trouble_is_said_and_the_others_are_there(self):
        shutil.copy(self.anna, self.own)
        shutil.copy(self.key, os.path.join(self.own, 'secret.pem'))
        os.mkfifo(os.path.join(self.own, 'waits.pem'))
        done = self.run_ctl()
        self.assertIn('CN=anna', done.stdout)
        self.assertEqual(done.stderr, ''.join(
            f'haulierctl: read the certificates of {self.own}/{name}: {why} (0x80070057 E_INVALIDARG)\n'
            for name, why in
            [('secret.pem', 'there is no certificate in it'), ('waits.pem', 'it is not a regular file')]))


if __name__ == '__main__':
    main()
