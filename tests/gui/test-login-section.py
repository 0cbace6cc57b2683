#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a new download logs in and which proxy it uses: what is warned of while it is entered, and what arrives."""

import base64

from desktop import PATIENCE_SEC, DesktopCase
from haulier_lab import Keyring, Reply, content, main, wait_until

PASSWORD = 'pl4nted-s3cret'
# Positions in their lists.
SCHEMES = ('negotiate', 'ntlm', 'digest', 'basic', 'passport')
TARGETS = ('server', 'proxy')
USAGES = ('preconfig', 'none', 'override', 'autodetect')
READABLE = '^Whoever listens on the way can read the password'


class LoginSection(DesktopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(Keyring(cls.lab).close)

    def enter(self, address):
        """Opens the dialog and enters an address."""
        self.open()
        self.lab.keys('ctrl+n')
        self.lab.wait_focus('^New Download$')
        self.lab.within = 'New Download'
        self.lab.find('text', '^Addresses$')
        self.lab.type(address)
        self.lab.wait_text('^1 file$')

    def unfold(self):
        """Unfolds the section with its own key."""
        self.lab.keys('alt+l')
        self.lab.find('text', '^User$')

    def pause(self):
        """The job is to wait, so that it can be looked at."""
        self.lab.switch('^Add Paused$')

    def start(self):
        """Starts what is entered; returns the job."""
        self.lab.press('^Start$')
        self.lab.within = None
        self.lab.wait_focus()
        [job] = wait_until('the job', lambda: self.lab.ctl('jobs', '--json', check=0).json, PATIENCE_SEC)
        return job

    def ask(self, job, *words):
        """Returns what the engine has of a job, as JSON."""
        return self.lab.ctl(*words, job['id'], '--json', check=0).json

    def assert_password_nowhere(self):
        self.assertEqual([thing for thing in self.lab.all_things() if PASSWORD in thing.name + thing.text], [])
        self.assertNotIn(PASSWORD, self.lab.window_output() + self.lab.daemon_output())

    def test_password_logs_in(self):
        data = content(5000)
        self.server.script('/private.bin', [
            Reply('401 Unauthorized', [('WWW-Authenticate', 'Basic realm="Lab"')]), Reply('200 OK', [], data)])
        self.enter(self.server.url('/private.bin'))
        self.unfold()
        self.lab.fill('^User$', 'ann')
        self.lab.wait_text(READABLE)
        self.lab.choose('^Scheme$', SCHEMES.index('digest'))
        self.lab.wait_no_text(READABLE)
        self.lab.choose('^Scheme$', SCHEMES.index('basic'))
        self.lab.fill('^Password$', PASSWORD)
        self.assert_password_nowhere()
        job = self.start()
        self.lab.wait_row('^private.bin, Finished, 100 %$')
        self.assert_file('private.bin', data)
        sent = [entry.request.header('Authorization') for entry in self.server.exchanges('/private.bin')]
        self.assertEqual(sent[-1], 'Basic ' + base64.b64encode(f'ann:{PASSWORD}'.encode()).decode())
        self.assert_password_nowhere()
        self.assertEqual([login['user'] for login in self.ask(job, 'credentials')], ['ann'])

    def test_login_moves_out_of_the_address(self):
        address = self.serve('moved.bin')[0]
        self.enter(address.replace('http://', f'http://ann:{PASSWORD}@'))
        self.lab.wait_text('^Whoever sees the address has the password')
        self.lab.press('^Move into Credentials$')
        self.lab.wait_no_text('^Whoever sees the address has the password')
        self.assertEqual(self.lab.find('text', '^Addresses$').text, address)
        self.assert_password_nowhere()
        self.pause()
        [login] = self.ask(self.start(), 'credentials')
        self.assertEqual((login['user'], login['scheme'], login['from'], login['kept']),
                         ('ann', 'basic', 'job', 'keyring'))

    def test_logon_credentials(self):
        self.enter(self.serve('logon.bin')[0])
        self.unfold()
        self.lab.choose('^Scheme$', SCHEMES.index('negotiate'))
        self.lab.switch('^Use Logon Credentials$')
        self.lab.wait_text('^A server outside may learn who you are')
        self.pause()
        [login] = self.ask(self.start(), 'credentials')
        self.assertEqual((login['target'], login['scheme'], login['implicit']), ('server', 'negotiate', True))

    def test_proxy_with_login(self):
        self.enter(self.serve('proxied.bin')[0])
        self.unfold()
        self.lab.choose('^Proxy$', USAGES.index('override'))
        self.lab.fill('^Proxies, such as', 'proxy.example.org:99999')
        self.lab.wait_text('0x8020003F.*99999')
        self.lab.fill('^Proxies, such as', 'proxy.example.org:3128')
        self.lab.wait_no_text('0x8')
        self.lab.fill('^Without it, such as', '*.intranet.example.org')
        self.lab.fill('^User$', 'ann')
        self.lab.choose('^Login For$', TARGETS.index('proxy'))
        self.lab.wait_text(READABLE)
        self.pause()
        job = self.start()
        proxy = self.ask(job, 'proxy')
        self.assertEqual((proxy['usage'], proxy['list'], proxy['bypass']),
                         ('override', 'proxy.example.org:3128', '*.intranet.example.org'))
        [login] = self.ask(job, 'credentials')
        self.assertEqual((login['target'], login['user']), ('proxy', 'ann'))

    def test_refused_proxy_is_told_in_place(self):
        self.enter(self.serve('refused.bin')[0])
        self.unfold()
        self.lab.choose('^Proxy$', USAGES.index('override'))
        self.lab.fill('^Proxies, such as', 'proxy.example.org:99999')
        self.lab.wait_refused('0x8020003F.*99999', '^Start$')
        self.lab.fill('^Proxies, such as', 'proxy.example.org:3128')
        self.lab.wait_accepted('^Start$')
        self.lab.switch('^Use Logon Credentials$')
        self.lab.wait_refused('^Basic needs a user name and a password.*0x80070057 E_INVALIDARG', '^Start$')
        self.lab.choose('^Scheme$', SCHEMES.index('negotiate'))
        self.lab.wait_accepted('^Start$')
        self.assertEqual(self.lab.ctl('jobs', '--json', check=0).json, [])


if __name__ == '__main__':
    main()
