#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The access plan in the window: what it says, and what can be done about its warnings."""

from desktop import DesktopCase
from haulier_lab import main, wait_until

PASSWORD = 'pl4nted-s3cret'


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


if __name__ == '__main__':
    main()
