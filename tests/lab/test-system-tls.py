#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Authorities of a computer: every account's worker can read them, or they are refused when they are set (AUTH-14)."""

import os
import unittest

from haulier_lab import Authority, Nginx, SystemLab, bind, content, digest_of, file_digest, main, rows, wait_until

DATA = content(100_000)
# A file of every system that nobody reads here: another one stands in its place.
PLACE = '/etc/issue.net'


@unittest.skipUnless(os.path.isfile(PLACE), f'no {PLACE} here')
class Authorities(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab()
        cls.addClassCleanup(cls.lab.close)
        cls.authority = Authority(os.path.join(cls.lab.folder, 'authority'))
        cls.nginx = Nginx(cls.lab.processes, cls.lab.folder, certificate=cls.authority.issue('localhost'))
        bind(cls.authority.certificate, PLACE)

    def diagnose(self):
        return self.lab.daemon_output()

    @rows([('LocalService', 'haulier-local'), ('NetworkService', 'haulier-network'), ('LocalSystem', 'root'),
           ('uid:65001', 'anna')])
    def check_every_account_uses_them(self, row):
        account, owner = row
        self.lab.ctl('settings', f'certificate-authorities={PLACE}', check=0)
        self.nginx.put(owner, DATA)
        folder = self.lab.folder_of(owner, owner)
        address = self.nginx.url(owner, tls=True, host='localhost')
        job = self.lab.ctl('add', f'--account={account}', '--to', folder, address, check=0).output.strip()
        shown = {}
        wait_until('it ends', lambda: shown.update(self.lab.ctl('show', '--json', job, check=0).json) or
                   shown['state'] in ('acknowledged', 'error'), 60)
        self.assertEqual(shown['state'], 'acknowledged', shown)
        self.assertEqual(file_digest(folder + owner), digest_of(DATA))

    def test_what_not_everybody_can_read_is_refused(self):
        self.lab.ctl('settings', f'certificate-authorities={PLACE}', check=0)
        done = self.lab.ctl('settings', f'certificate-authorities={self.authority.certificate}')
        self.assertEqual((done.status, done.symbol()), (1, 'E_INVALIDARG'), done)
        self.assertIn('below /etc or /usr', done.errors)
        self.assertIn(PLACE, self.lab.ctl('settings', check=0).output)


if __name__ == '__main__':
    main()
