#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Downloads come into the window: by dialog, paste, command line, and from other programs."""

import os

from desktop import PATIENCE_SEC, DesktopCase
from haulier_lab import main, wait_until


class Adding(DesktopCase):
    def open_dialog(self):
        self.lab.keys('ctrl+n')
        self.wait_dialog()

    def wait_dialog(self):
        self.lab.find('text', '^Addresses$')
        self.lab.wait_focus('^New Download$')

    def jobs(self):
        return self.lab.ctl('jobs', '--json', check=0).json

    def test_dialog_by_keyboard(self):
        address, data = self.serve('by-dialog.bin', 3_000_000, rate=30_000, ranges=False)
        self.open()
        self.lab.wait_text('^Nothing Here Yet$')
        self.open_dialog()
        self.lab.type(address)
        self.lab.wait_text('^1 file$')
        self.lab.keys('Return')
        self.lab.wait_row('^by-dialog.bin, Downloading, ')
        self.hurry('by-dialog.bin')
        self.lab.wait_row('^by-dialog.bin, Finished, 100 %$')
        self.lab.wait_row('^Finished: 1$')
        self.assert_file('by-dialog.bin', data)

    def test_dialog_by_pointer(self):
        address, data = self.serve('by-pointer.bin')
        self.open()
        self.lab.press('^New Download…$')
        self.wait_dialog()
        self.lab.type(address)
        self.lab.wait_text('^1 file$')
        self.lab.press('^Start$')
        self.lab.wait_row('^by-pointer.bin, Finished, 100 %$')
        self.assert_file('by-pointer.bin', data)

    def test_dialog_pattern_and_name(self):
        for number in (8, 9, 10):
            self.serve(f'part-{number:02}.bin', 1000 + number)
        self.open()
        self.open_dialog()
        self.lab.type(self.server.url('/part-[08-10].bin'))
        self.lab.wait_text('^3 files$')
        self.lab.keys('Tab', 'Tab', 'Tab')
        self.lab.type('Three parts')
        self.lab.keys('Return')
        self.lab.wait_row('^Three parts, Finished, 100 %$')
        self.assertEqual(sorted(os.listdir(self.folder)), ['part-08.bin', 'part-09.bin', 'part-10.bin'])

    def test_wrong_address_is_told_in_place(self):
        self.open()
        self.open_dialog()
        self.lab.type('ftp://example.org/a')
        self.lab.wait_text('^Line 1: .*ftp://example.org/a')
        self.lab.keys('Return')
        self.lab.keys('BackSpace')
        self.lab.wait_text('^Line 1: .*ftp://example.org/”')
        self.assertEqual(self.jobs(), [])

    def test_refusal_is_told_in_place(self):
        address, data = self.serve('refused.bin')
        self.write_memory(folder=self.folder + 'not-there')
        self.open()
        self.open_dialog()
        self.lab.type(address)
        self.lab.wait_text('^1 file$')
        self.lab.keys('Return')
        self.lab.wait_text('not-there.*0x80070003|0x8007.*not-there|not-there')
        self.lab.wait_text('0x800[0-9A-F]+ [A-Z_]+')
        self.assertTrue(self.lab.sees(address), 'what was entered is gone')
        self.assertEqual(self.jobs(), [])
        os.mkdir(self.folder + 'not-there')
        self.lab.keys('Return')
        self.lab.wait_row('^refused.bin, Finished, 100 %$')
        self.assert_file('not-there/refused.bin', data)

    def test_paste(self):
        first, data = self.serve('pasted-1.bin')
        second, _ = self.serve('pasted-2.bin')
        self.open()
        self.lab.copy(f'Please fetch {first}\nand {second}, thanks')
        self.lab.keys('ctrl+v')
        self.lab.wait_text('^2 files$')
        self.lab.wait_focus('^New Download$')
        self.lab.keys('Return')
        self.lab.wait_row('^pasted-1.bin, .*, 50 %|^pasted-1.bin, ')
        wait_until('the first file', lambda: os.path.exists(self.folder + 'pasted-1.bin'), PATIENCE_SEC)
        self.assert_file('pasted-1.bin', data)

    def test_paste_nothing_useful(self):
        self.open()
        self.lab.copy('no address at all')
        self.lab.keys('ctrl+v')
        self.lab.wait_text('^No addresses there$')

    def test_paste_ten_thousand(self):
        self.open()
        self.lab.copy('\n'.join(f'http://h/{number}' for number in range(10000)))
        self.lab.keys('ctrl+v')
        self.lab.wait_text('^10000 files$')
        self.lab.wait_focus('^New Download$')
        self.lab.keys('Tab', 'Tab', 'Tab', 'Tab', 'space')
        self.lab.press('^Start$')
        job = wait_until('the job', lambda: (self.jobs() or [None])[0], PATIENCE_SEC)
        self.assertEqual((job['files_total'], job['state']), (10000, 'suspended'))
        self.lab.wait_row(', Suspended, 0 %$')
        self.lab.press('^Files$', 'page tab')
        self.lab.wait_text('^0$')
        self.lab.wait_text('^5$')

    def test_command_line(self):
        address, data = self.serve('given.bin')
        self.open(address)
        self.lab.wait_row('^given.bin, Finished, 100 %$')
        self.assert_file('given.bin', data)

    def test_address_stays_as_it_was_written(self):
        address = self.server.url('/a%2Fb//c;d?e=%C3%A9&f=[1]')
        self.open(address)
        self.lab.wait_row(', Failed')
        self.assertEqual(self.server.exchanges('/a%2Fb//c;d?e=%C3%A9&f=[1]') != [], True)

    def test_second_instance_hands_over(self):
        first, _ = self.serve('first.bin')
        second, _ = self.serve('second.bin')
        self.open(first)
        self.lab.wait_row('^first.bin, Finished')
        self.lab.run(self.lab.program('haulier'), second)
        self.lab.wait_row('^second.bin, Finished')
        self.assertEqual(len(self.lab.run('xdotool', 'search', '--onlyvisible', '--name', '^Haulier$').split()), 1)

    def test_file_that_lists_addresses(self):
        first, data = self.serve('listed-1.bin')
        second, _ = self.serve('listed-2.bin')
        path = os.path.join(self.lab.folder, 'list.txt')
        with open(path, 'w', encoding='utf-8') as stream:
            stream.write(f'# what I want\n{first}\n\n{second}\n')
        self.open(path)
        self.lab.wait_row(', Finished, 100 %$')
        self.assert_file('listed-1.bin', data)
        self.assertTrue(os.path.exists(self.folder + 'listed-2.bin'))

    def test_command_line_refused(self):
        self.open('ftp://example.org/a')
        self.lab.wait_text('^Line 1: ')
        self.assertEqual(self.jobs(), [])


if __name__ == '__main__':
    main()
