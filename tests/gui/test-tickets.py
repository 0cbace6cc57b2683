#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Another Kerberos cache as the helper of a job in one's own engine, chosen in the window."""

import os

from desktop import PATIENCE_SEC, DesktopCase
from haulier_lab import Realm, main, wait_until

ALICE = 'alice@HAULIER.TEST'
USE = 'Use Another Kerberos Cache'
CACHE = '^Kerberos cache, such as'


class Tickets(DesktopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.realm = Realm(cls.lab.processes, cls.lab.folder)
        cls.realm.add('alice', 'alicepw')
        cls.alice = cls.realm.log_on('alice', 'alicepw', os.path.join(cls.lab.folder, 'alices'))
        cls.lab.stop_daemon()
        cls.lab.start_daemon(environment={'KRB5_CONFIG': cls.realm.configuration})

    def use_cache(self, name, cache):
        """Shows a job, and chooses a cache for it with the keyboard; returns the job's id."""
        job = self.add(self.serve(name)[0], '--paused')['id']
        self.open()
        self.show_page(name, 'Access')
        self.lab.press(f'^{USE}…$')
        self.lab.wait_focus(f'^{USE}$')
        self.lab.within = USE
        self.lab.fill(CACHE, cache)
        self.lab.keys('Return')
        return job

    def token(self, job):
        return self.lab.ctl('token', job, '--json', check=0).json

    def test_cache_of_somebody_else(self):
        job = self.use_cache('alices.csv', self.alice)
        self.lab.within = None
        self.lab.wait_focus()
        self.lab.wait_row(f'^Helper token .*{ALICE}, lent')
        self.assertEqual([self.token(job)[key] for key in ('state', 'principal', 'flags')], ['set', ALICE, 2])
        self.assertFalse(self.lab.things('button', '^Ask for a Helper'), 'nobody else can come here')

    def test_cache_without_tickets_is_refused(self):
        job = self.use_cache('nobodys.csv', 'FILE:/nonexistent')
        self.lab.wait_text('/nonexistent.*0x80070057 E_?INVALIDARG')
        self.assertEqual(self.token(job)['state'], 'none')
        self.lab.fill(CACHE, self.alice)
        self.lab.keys('Return')
        wait_until('it is taken', lambda: self.token(job)['state'] == 'set', PATIENCE_SEC)

    def test_nobody_to_lend_to(self):
        self.open()
        self.lab.keys('F10')
        self.lab.find('menu item', '^Preferences$')
        self.assertFalse(self.lab.things('menu item', '^Lend My Identity'))


if __name__ == '__main__':
    main()
