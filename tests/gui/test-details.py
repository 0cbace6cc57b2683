#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pane beside the list: what it says, in which language, and what can be changed there."""

import os
import pwd
import re

from desktop import PATIENCE_SEC, DesktopCase
from haulier_lab import Reply, content, main, wait_until

FRENCH = {'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'fr', 'LANG': 'fr_FR.UTF-8'}


class Details(DesktopCase):
    def open_with(self, name, *options, **more):
        """Opens the window with a job; returns its address."""
        address, _ = self.serve(name)
        self.add(address, '--paused', *options)
        self.open(**more)
        self.lab.wait_row(f'^{name}, ')
        return address

    def select(self, name):
        """Selects a row with the pointer."""
        self.lab.click(next(thing for thing in self.lab.things() if thing.name.startswith(name + ', ')))

    def settings(self, job):
        """Returns what the engine keeps of a job's settings."""
        return self.lab.show(job)['settings']

    def test_nothing_selected(self):
        self.open_with('one.bin')
        self.lab.wait_text('^Nothing Selected$')
        self.select('one.bin')
        self.lab.wait_no_text('^Nothing Selected$')
        self.lab.wait_text('^Owner$')
        self.assertTrue(self.lab.sees(f'^{re.escape(pwd.getpwuid(os.getuid()).pw_name)}$'))

    def test_limit(self):
        self.open_with('limited.bin')
        self.select('limited.bin')
        entry = self.lab.find('text', '^Speed limit, such as 2.5M$')
        self.lab.click(entry)
        self.lab.type('nonsense')
        self.lab.keys('Return')
        self.lab.keys('ctrl+a')
        self.lab.type('1.5M')
        self.lab.keys('Return')
        wait_until('the limit', lambda: self.settings('limited.bin')['limit'] == 1500000, PATIENCE_SEC)
        self.lab.keys('ctrl+a', 'Delete', 'Return')
        wait_until('no limit', lambda: self.settings('limited.bin')['limit'] == 0, PATIENCE_SEC)
        self.assertEqual(len(self.lab.ctl('jobs', '--json').json), 1, 'a key removed the job')

    def test_priority(self):
        self.open_with('soon.bin')
        self.select('soon.bin')
        self.lab.click(self.lab.find('label', '^Priority$'))
        self.lab.wait_text('^Foreground$')
        self.lab.keys('Up', 'Return')  # up from none: the first
        wait_until('the priority', lambda: self.settings('soon.bin')['priority'] == 'foreground', PATIENCE_SEC)

    def test_trace(self):
        address, _ = self.serve('traced.bin')
        self.open(address)
        self.lab.wait_row('^traced.bin, Finished')
        self.lab.press('^Trace$', 'page tab')
        self.lab.wait_text('^Request$')
        self.lab.wait_text('^Connecting$')
        self.lab.wait_text('^HTTP 200 with 200000 bytes$')
        self.lab.click(self.lab.find('entry', '^Filter the steps$'))
        self.lab.type('RESPONSE')
        self.lab.wait_no_text('^Request$')
        self.assertTrue(self.lab.sees('^HTTP 200 with 200000 bytes$'))
        self.lab.type(' none')
        self.lab.wait_text('^No Match$')
        self.lab.keys('ctrl+a', 'Delete')
        self.lab.wait_text('^Request$')
        self.lab.press('^Copy All$')
        self.lab.keys('ctrl+f')
        self.lab.find('entry', '^Search$')
        self.lab.keys('ctrl+v')
        self.lab.wait_text(f'request  file 0: asking for {re.escape(address)}')

    def test_trace_of_a_login(self):
        data = content(5000)
        self.server.script('/asked.bin', [
            Reply('401 Unauthorized', [('WWW-Authenticate', 'Basic realm="Lab"')]), Reply('200 OK', [], data)])
        self.lab.add(self.server.url('/asked.bin'), '--user=ann', '--password-stdin', to=self.folder, text='word')
        self.lab.wait_state('asked.bin', 'acknowledged')
        self.open()
        self.show_page('asked.bin', 'Trace')
        self.lab.wait_text('asks for a login: Basic\nThe answer: Basic, ann, set for this job. ')
        self.lab.wait_text('\nThe login was accepted: Basic, ann, set for this job$')
        self.assertFalse(self.lab.sees('^Used: '))
        self.lab.click(self.lab.find('label', '^Decision$'))
        self.lab.wait_text('^Used: Basic, ann, set for this job. .* .login-')
        self.lab.wait_text('^Passed over: from the address. ')
        self.lab.wait_text('^Asked by: Server\nOrigin: http://127.0.0.1:[0-9]+\nRealm: Lab\n')
        self.lab.click(self.lab.find('label', '^Decision$'))
        self.lab.wait_no_text('^Used: ')

    def test_french(self):
        self.server.script('/absent.bin', [Reply('404 Not Found')])
        self.add(self.server.url('/absent.bin'))
        self.open(environment=FRENCH)
        self.lab.wait_row('^absent.bin, Échec.: ')
        self.select('absent.bin')
        self.lab.wait_text('^0x80190194 BG_E_HTTP_ERROR_404$')
        self.lab.press('^Trace$', 'page tab')
        self.lab.wait_text('^Requête$')
        self.lab.press('^Fichiers$', 'page tab')
        self.lab.wait_row('^absent.bin, Le serveur n’a pas ce fichier$')

    def test_folder_is_chosen(self):
        address, data = self.serve('chosen.bin')
        os.makedirs(self.folder + 'other place')
        self.open()
        self.lab.keys('ctrl+n')
        self.lab.wait_focus('^New Download$')
        self.lab.find('text', '^Addresses$')
        self.lab.type(address)
        self.lab.wait_text('^1 file$')
        self.lab.press('^Choose a Folder')
        self.lab.wait_focus('^Choose a Folder$')
        self.lab.type(self.folder + 'other place/')
        self.lab.keys('Return')
        self.lab.wait_focus('^New Download$')
        self.lab.wait_text('/other place$')
        self.lab.press('^Start$')
        self.lab.wait_row('^chosen.bin, Finished')
        self.assert_file('other place/chosen.bin', data)


if __name__ == '__main__':
    main()
