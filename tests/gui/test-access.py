#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The access plan in the window: what it says, and what can be done about its warnings."""

from desktop import PATIENCE_SEC, DesktopCase
from haulier_lab import main, wait_until

PASSWORD = 'pl4nted-s3cret'
# Positions in their lists.
ACCOUNTS = ('', 'LocalSystem', 'LocalService', 'NetworkService')
XP = 12


class Access(DesktopCase):
    def assert_no_password(self):
        self.assertEqual([thing for thing in self.lab.all_things() if PASSWORD in thing.name + thing.text], [])

    def test_plan_of_a_plain_job(self):
        self.add(self.serve('plain.bin')[0], '--paused')
        self.open()
        self.show_page('plain.bin', 'Access')
        self.lab.wait_row('^Local file .*file permissions, will be used')
        self.lab.wait_row('^Server login http://127.0.0.1:')
        self.assertEqual(len([row for row in self.lab.rows() if row.startswith('Helper token')]), 1)

    def test_columns_where_there_is_room(self):
        def in_line():
            tops = [next((thing.box[1] for thing in self.lab.things('label', f'^{name}$')), name)
                    for name in ('Used as', 'With', 'State')]
            return len(set(tops)) == 1

        self.add(self.serve('columns.bin')[0], '--paused')
        self.window_size = (620, 700)
        self.open()
        self.show_page('columns.bin', 'Access')
        wait_until('columns', in_line, PATIENCE_SEC)
        self.lab.resize(400, 700)
        wait_until('lines', lambda: self.lab.sees('^Used as$') and not in_line(), PATIENCE_SEC)

    def test_login_moves_out_of_the_address(self):
        address = self.serve('login.bin')[0].replace('http://', f'http://ann:{PASSWORD}@')
        self.add(address, '--paused')
        self.open()
        self.show_page('login.bin', 'Access')
        self.lab.wait_row('^Server login .*ann, from the address')
        self.assert_no_password()
        self.lab.press('^Move into Credentials$')
        self.lab.wait_row('^Server login .*ann, set for this job')
        wait_until('no such fix', lambda: not self.lab.things('button', '^Move into Credentials$'))
        self.assert_no_password()

    def choose(self, what, position):
        """Chooses in one of the two rows above the plan."""
        self.lab.within = 'Haulier'
        self.lab.choose(f'^{what}$', position)
        self.lab.within = None

    def profile(self, job):
        return self.lab.show(job)['profile']

    def test_warnings_of_an_account_at_once(self):
        self.add(self.serve('asked.bin')[0], '--paused', '--logon-credentials')
        self.open()
        self.show_page('asked.bin', 'Access')
        nobody = '^Nothing is sent: LocalService is nobody on the network'
        self.lab.find('button', '^Edit Server login')
        self.assertFalse(self.lab.sees(nobody))
        self.choose('Show the Plan For', ACCOUNTS.index('LocalService'))
        self.lab.wait_text(nobody)
        self.assertEqual(self.lab.things('button', '^Edit '), [], 'what is not the plan of the job is edited')
        self.choose('Show the Plan For', ACCOUNTS.index(''))
        self.lab.find('button', '^Edit Server login')
        self.assertFalse(self.lab.sees(nobody))
        self.assertEqual(self.lab.show('asked.bin')['owner'], self.lab.ctl('jobs', '--json').json[0]['owner'])

    def test_profile(self):
        self.add(self.serve('old.bin')[0], '--paused', '--logon-credentials')
        self.open()
        self.show_page('old.bin', 'Access')
        self.lab.find('button', '^Edit Server login')
        self.choose('Profile', XP)
        unknown = '^The login that is set is not used: the Windows of this profile knows none'
        self.lab.wait_text(unknown)
        self.assertEqual(self.profile('old.bin'), 'xp')
        self.lab.press('^Change Profile$')
        self.lab.wait_no_text(unknown)
        self.assertEqual(self.profile('old.bin'), 'native')
        self.lab.wait_no_text('^Windows XP')

    def test_refused_profile_keeps_the_former(self):
        self.add(self.serve('done.bin')[0])
        self.lab.wait_state('done.bin', 'acknowledged')
        self.open()
        self.show_page('done.bin', 'Access')
        self.lab.wait_text('^Not set$')
        self.choose('Profile', XP)
        self.lab.wait_text('0x80[0-9A-F]{6} BG_E_INVALID_STATE')
        self.lab.wait_text('^Not set$')
        self.assertIsNone(self.profile('done.bin'))


if __name__ == '__main__':
    main()
