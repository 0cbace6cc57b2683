#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The editors of what decides about a job's access: what they warn of, what they set, what is refused."""

import os
import pathlib
import shutil

from desktop import PATIENCE_SEC, DesktopCase
from haulier_lab import Authority, Keyring, main, wait_until

PASSWORD = 'pl4nted-s3cret'
DIGITS = '0123456789abcdef0123456789abcdef01234567'
INTERFACES = ('Job', 'Credentials', 'Proxy', 'HelperToken', 'Certificate')
# Positions in their lists.
SCHEMES = ('negotiate', 'ntlm', 'digest', 'basic', 'passport')
TARGETS = ('server', 'proxy')
USAGES = ('preconfig', 'none', 'override', 'autodetect')
READABLE = '^Whoever listens on the way can read the password'


class Editors(DesktopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(Keyring(cls.lab).close)

    def add_paused(self, name, *options, **more):
        """Adds a job that waits; opens the window with its access plan."""
        self.job = self.add(self.serve(name)[0], '--paused', *options, **more)['id']
        self.open()
        self.show_page(name, 'Access')

    def add(self, address, *options, **more):
        return self.lab.add(address, *options, to=self.folder, **more)

    def edit(self, what):
        """Opens an editor."""
        self.lab.press(f'^Edit {what}')
        self.lab.wait_focus(f'^{what}$')
        self.lab.within = what

    def listen(self):
        """Starts to note what a screen reader is told of texts; returns the file in which that stands."""
        path = pathlib.Path(self.lab.folder, 'heard')
        process = self.lab.start_helper('ears.py', str(path))
        self.addCleanup(lambda: self.lab.processes.kill(process.pid))
        wait_until('a listener', lambda: path.exists() and path.read_text(encoding='utf-8'), PATIENCE_SEC)
        return path

    def wait_refused(self, words):
        self.lab.wait_refused(words, '^Save$')

    def wait_accepted(self):
        self.lab.wait_accepted('^Save$')

    def wait_closed(self):
        self.lab.within = None
        self.lab.wait_focus()

    def ask(self, *words):
        """Returns what the engine has, as JSON."""
        return self.lab.ctl(*words, self.job, '--json', check=0).json

    def assert_password_nowhere(self):
        """It can't be read in the window, in logs, in files, on the bus."""
        self.assertEqual([thing for thing in self.lab.all_things() if PASSWORD in thing.name + thing.text], [])
        self.assertNotIn(PASSWORD, self.lab.window_output() + self.lab.daemon_output())
        for path in pathlib.Path(self.lab.state).rglob('*'):
            if path.is_file():
                self.assertNotIn(PASSWORD.encode(), path.read_bytes(), str(path))
        place = f'/org/haulier/Transfer1/jobs/{self.job.replace("-", "_")}'
        for interface in INTERFACES:
            said = self.lab.run('gdbus', 'call', '--session', '--dest', 'org.haulier.Transfer1', '--object-path',
                                place, '--method', 'org.freedesktop.DBus.Properties.GetAll',
                                f'org.haulier.Transfer1.{interface}')
            self.assertNotIn(PASSWORD, said)
        for words in (('show',), ('credentials',), ('access',), ('trace',)):
            self.assertNotIn(PASSWORD, self.lab.ctl(*words, self.job, '--json', check=0).output)

    def test_password_goes_into_the_keyring(self):
        self.add_paused('explicit.bin')
        self.edit('Server login')
        self.assertFalse(self.lab.sees(READABLE))
        self.lab.choose('^Scheme$', SCHEMES.index('basic'))
        self.lab.fill('^User$', 'ann')
        self.lab.wait_text(READABLE)
        self.lab.choose('^Scheme$', SCHEMES.index('digest'))
        self.lab.wait_no_text(READABLE)
        self.lab.choose('^Scheme$', SCHEMES.index('basic'))
        heard = self.listen()
        self.lab.fill('^User$', 'anna')
        self.lab.fill('^Password$', PASSWORD)
        self.lab.fill('^User$', 'ann')
        wait_until('what is typed is told', lambda: 'a\nn\nn\na\n' in heard.read_text(encoding='utf-8'), PATIENCE_SEC)
        wait_until('what is typed', lambda: self.lab.find('text', '^User$').text == 'ann', PATIENCE_SEC)
        self.assertNotIn('4', heard.read_text(encoding='utf-8'), 'the password is told letter by letter')
        self.assert_password_nowhere()
        self.assertEqual(self.ask('credentials'), [])
        self.lab.keys('Return')
        self.wait_closed()
        self.lab.wait_row('^Server login .*ann, set for this job')
        [login] = self.ask('credentials')
        self.assertEqual((login['target'], login['scheme'], login['user'], login['kept']),
                         ('server', 'basic', 'ann', 'keyring'))
        self.edit('Server login')
        self.lab.wait_text('^in the keyring; not tried yet$')
        self.assert_password_nowhere()

    def test_logon_credentials(self):
        self.add_paused('implicit.bin')
        self.edit('Server login')
        self.lab.fill('^User$', 'ann')
        self.lab.switch('^Use Logon Credentials$')
        self.lab.wait_text('^A server outside may learn who you are')
        self.lab.press('^Save$')
        self.wait_closed()
        self.lab.wait_row('^Server login .*logon credentials, will be used')
        [login] = self.ask('credentials')
        self.assertEqual((login['scheme'], login['implicit'], login.get('user')), ('negotiate', True, None))

    def test_credentials_are_removed(self):
        self.add_paused('removed.bin', '--user=ann', '--password-stdin', text=PASSWORD)
        self.lab.wait_row('^Server login .*ann, set for this job')
        self.edit('Server login')
        self.lab.press('^Remove$')
        self.wait_closed()
        wait_until('no login', lambda: self.ask('credentials') == [], PATIENCE_SEC)
        self.lab.wait_row('^Server login .*(logon credentials|no credentials)')

    def test_refused_login_keeps_the_former(self):
        self.add_paused('refused-login.bin', '--user=ann', '--password-stdin', text=PASSWORD)
        before = self.ask('credentials')
        self.edit('Server login')
        self.lab.wait_text('^in the keyring; not tried yet$')
        self.lab.switch('^Use Logon Credentials$')
        self.wait_refused('^Basic needs a user name and a password.*0x80070057 E_INVALIDARG')
        self.lab.keys('Escape')
        self.wait_closed()
        self.assertEqual(self.ask('credentials'), before)
        self.lab.wait_row('^Server login .*ann, set for this job')

    def test_login_is_checked_while_it_is_typed(self):
        self.add_paused('checked.bin')
        self.edit('Server login')
        self.lab.switch('^Use Logon Credentials$')
        self.wait_accepted()
        for scheme in ('digest', 'basic', 'passport'):
            self.lab.choose('^Scheme$', SCHEMES.index(scheme))
            self.wait_refused(f'^{scheme.capitalize()} needs a user name and a password.*0x80070057 E_INVALIDARG')
        self.lab.choose('^Scheme$', SCHEMES.index('ntlm'))
        self.wait_accepted()
        self.lab.switch('^Use Logon Credentials$')
        self.lab.choose('^Scheme$', SCHEMES.index('basic'))
        self.lab.fill('^User$', 'ann:ben')
        self.wait_refused('^This user name cannot be used.*0x80200040 BG_E_INVALID_CREDENTIALS: .*with a colon')
        self.lab.fill('^User$', 'a' * 301)
        self.wait_refused('longer than 300 characters.*0x80200025 BG_E_USERNAME_TOO_LARGE')
        self.lab.fill('^User$', 'ann')
        self.wait_accepted()
        self.lab.choose('^For$', TARGETS.index('proxy'))
        self.lab.choose('^Scheme$', SCHEMES.index('passport'))
        self.lab.fill('^User$', 'ann')
        self.wait_refused('^Passport cannot be used for a proxy.*0x80070057')
        self.assertEqual(self.ask('credentials'), [])

    def test_password_is_checked_while_it_is_typed(self):
        self.add_paused('pasted.bin')
        self.edit('Server login')
        self.lab.choose('^Scheme$', SCHEMES.index('basic'))
        self.lab.fill('^User$', 'ann')
        self.lab.copy(PASSWORD + '\t')
        self.lab.fill('^Password$', 'x')
        self.lab.keys('ctrl+a', 'ctrl+v')
        self.wait_refused('the password has control characters .0x80200040')
        self.lab.fill('^User$', 'anna')
        self.lab.wait_text(READABLE)
        self.wait_refused('the password has control characters .0x80200040')
        self.lab.fill('^Password$', PASSWORD)
        self.wait_accepted()
        self.assertEqual(self.ask('credentials'), [])

    def test_profile_decides_what_can_be_set(self):
        self.add_paused('old.bin', '--profile=xp')
        self.edit('Server login')
        self.lab.fill('^User$', 'ann')
        self.wait_refused('^Credentials cannot be set in this profile.*0x80004001 E_NOTIMPL')
        self.lab.keys('Escape')
        self.wait_closed()
        self.edit('Helper token')
        self.lab.switch('^For the Network$')
        self.wait_refused('^Helper tokens do not exist in this profile.*0x80004001 E_NOTIMPL')
        self.lab.switch('^For the Network$')
        self.wait_accepted()
        self.lab.keys('Escape')
        self.wait_closed()
        self.edit('Client certificate')
        self.lab.fill('^Thumbprint or subject$', DIGITS)
        self.wait_refused('^A client certificate cannot be set in this profile.*0x80004001 E_NOTIMPL')
        self.lab.keys('Escape')
        self.wait_closed()
        self.edit('Proxy settings')
        self.lab.choose('^Proxy$', USAGES.index('autodetect'))
        self.wait_refused('^The proxy cannot be detected automatically in this profile.*0x80004001 E_NOTIMPL')

    def test_escape_changes_nothing(self):
        self.add_paused('escaped.bin')
        self.edit('Proxy settings')
        self.lab.choose('^Proxy$', USAGES.index('none'))

        def left():
            # The first one may still be for the list of words.
            self.lab.keys('Escape')
            return 'Haulier' == self.lab.run('xdotool', 'getactivewindow', 'getwindowname').strip()

        wait_until('the editor is left', left)
        self.wait_closed()
        self.assertEqual(self.ask('proxy')['usage'], 'preconfig')

    def test_proxy_and_hosts_without_it(self):
        self.add_paused('proxied.bin')
        self.edit('Proxy settings')
        self.lab.choose('^Proxy$', USAGES.index('override'))
        self.lab.fill('^Proxies, such as', 'proxy.example.org:3128')
        self.lab.fill('^Without it, such as', '*.intranet.example.org')
        self.lab.keys('Return')
        self.wait_closed()
        self.lab.wait_row('^Proxy settings http://proxy.example.org:3128')
        proxy = self.ask('proxy')
        self.assertEqual((proxy['usage'], proxy['list'], proxy['bypass']),
                         ('override', 'proxy.example.org:3128', '*.intranet.example.org'))

    def test_refused_proxy_keeps_the_former(self):
        self.add_paused('refused-proxy.bin', '--proxy=proxy.example.org:3128')
        before = self.ask('proxy')
        self.edit('Proxy settings')
        self.lab.wait_text('^proxy.example.org:3128$')
        self.lab.fill('^Proxies, such as', 'proxy.example.org:99999')
        self.wait_refused('0x8020003F BG_E_INVALID_PROXY_INFO: .*proxy.example.org:99999')
        self.lab.keys('Return')
        self.assertTrue(self.lab.sees('0x8020003F'))
        self.assertEqual(self.ask('proxy'), before)
        self.lab.fill('^Proxies, such as', 'proxy.example.org:3128')
        self.wait_accepted()
        self.lab.fill('^Without it, such as', '10.0.0.0/8')
        self.wait_refused('0x8020003F BG_E_INVALID_PROXY_INFO: .*10.0.0.0/8. never matches')
        self.lab.fill('^Without it, such as', '*.example.org')
        self.lab.fill('^Proxies, such as', 'proxy.example.org:999')
        self.lab.wait_no_text('0x8')
        self.lab.keys('Return')
        self.wait_closed()
        self.assertEqual(self.ask('proxy')['list'], 'proxy.example.org:999')

    def test_helper_token(self):
        self.add_paused('helped.bin')
        self.edit('Helper token')
        self.lab.switch('^For the Network$')
        self.lab.wait_text('^The job stops with 0x80200056 .BG_E_TOKEN_REQUIRED.')
        self.lab.switch('^For the Network$')
        self.lab.wait_no_text('0x80200056')
        self.lab.switch('^For the Network$')
        self.lab.wait_text('0x80200056')
        self.lab.press('^Save$')
        self.wait_closed()
        self.lab.wait_row('^Helper token.*refused')
        self.assertEqual(self.ask('token')['flags'], 2)

    def test_fix_is_entered_in_the_editor(self):
        self.add_paused('fixed.bin')
        self.lab.ctl('certificate', 'set', self.job, '--store=MY', f'--id={DIGITS}', check=0)
        self.lab.ctl('token', 'flags', self.job, 'local-file,network', check=0)
        self.edit('Helper token')
        key = '^The job fails with 0x80072F9A'
        self.lab.wait_text(key)
        self.lab.press('^Change Helper Token$')
        self.lab.wait_no_text(key)
        self.assertEqual(self.ask('token')['flags'], 3)
        self.lab.press('^Save$')
        self.wait_closed()
        self.assertEqual(self.ask('token')['flags'], 1)

    def test_fix_is_applied_on_the_page(self):
        self.add_paused('applied.bin')
        self.lab.ctl('certificate', 'set', self.job, '--store=MY', f'--id={DIGITS}', check=0)
        self.lab.wait_text('^The certificate is shown to nobody')
        self.lab.press('^Remove Certificate$')
        self.lab.wait_no_text('^The certificate is shown to nobody')
        self.assertEqual(self.ask('certificate'), {})

    def test_certificate(self):
        self.add_paused('certified.bin')
        self.edit('Client certificate')
        self.lab.fill('^Thumbprint or subject$', DIGITS[:-2])
        self.wait_refused('^This is no thumbprint.*0x800706F7 RPC_X_BAD_STUB_DATA: .*40 hexadecimal digits')
        self.assertEqual(self.ask('certificate'), {})
        self.lab.fill('^Store, such as', 's' * 256)
        self.wait_refused('longer than 255 characters.*0x80200021')
        self.lab.fill('^Store, such as', 'MY')
        self.lab.fill('^Thumbprint or subject$', DIGITS)
        self.wait_accepted()
        self.lab.wait_text('^The certificate is shown to nobody')
        self.lab.keys('Return')
        self.wait_closed()
        self.lab.wait_row(f'^Client certificate {DIGITS}')
        self.assertEqual(self.ask('certificate')['id'], DIGITS)
        self.edit('Client certificate')
        self.lab.press('^Remove$')
        self.wait_closed()
        wait_until('no certificate', lambda: self.ask('certificate') == {}, PATIENCE_SEC)

    def test_certificate_of_those_there_are(self):
        """Choosing one fills in the rest, typing another one is still possible."""
        folder = os.path.join(self.lab.environment['XDG_CONFIG_HOME'], 'haulier', 'certificates')
        os.makedirs(folder)
        self.addCleanup(shutil.rmtree, folder)
        certificate, _ = Authority(self.lab.folder_for('authority')).issue('anna')
        shutil.copy(certificate, folder)
        [listed] = self.lab.ctl('certificates', '--json', check=0).json
        self.add_paused('chosen.bin')
        self.edit('Client certificate')
        self.lab.choose('^Certificate$', 1)
        self.wait_accepted()
        self.lab.wait_text('anna .until 2049')
        self.lab.press('^Save$')
        self.wait_closed()
        kept = self.ask('certificate')
        self.assertEqual((kept['location'], kept['store'], kept['id']), ('current-user', 'MY', listed['thumbprint']))
        self.edit('Client certificate')
        self.lab.wait_text('anna .until 2049')
        self.lab.fill('^Thumbprint or subject$', DIGITS)
        self.lab.wait_text('^As Entered Below$')
        self.lab.press('^Save$')
        self.wait_closed()
        wait_until('the other one', lambda: self.ask('certificate')['id'] == DIGITS, PATIENCE_SEC)

    def test_keyboard_alone(self):
        self.add_paused('typed.bin')
        self.edit('Server login')
        wait_until('the first row', lambda: getattr(self.lab.focused(), 'name', None) == 'For', PATIENCE_SEC)
        self.lab.keys('Tab', 'Tab', 'Tab', 'Tab')
        self.lab.type('ann')
        self.lab.keys('Tab')
        self.lab.type(PASSWORD)
        self.lab.keys('Return')
        self.wait_closed()
        wait_until('the login', lambda: [login['user'] for login in self.ask('credentials')] == ['ann'],
                   PATIENCE_SEC)
        self.assert_password_nowhere()


if __name__ == '__main__':
    main()
