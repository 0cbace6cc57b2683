#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person does in the window with what is in it, and what stays when it is closed."""

import os
import shutil

from desktop import PATIENCE_SEC, DesktopCase
from haulier_lab import Reply, Resource, content, main, rows, wait_until

# Key, where it is pressed from, and what can be read afterwards.
KEYS = [
    ('new', 'ctrl+n', '^New Download$'),
    ('preferences', 'ctrl+comma', '^Background Downloads$'),
    ('shortcuts', 'ctrl+question', '^Paste addresses$'),
    ('shortcuts by F1', 'F1', '^Paste addresses$'),
    ('menu', 'F10', '^Keyboard Shortcuts$'),
    ('search', 'ctrl+f', '^Search$'),
]


class Acting(DesktopCase):
    def select_first(self):
        """Selects the first row with the keyboard."""
        wait_until('a selected row', self.selected_or_pressed, PATIENCE_SEC)

    def selected_or_pressed(self):
        if self.lab.sees('^Nothing Selected$'):
            self.lab.keys('Tab')
            self.lab.keys('Down')
            return False
        return not self.lab.sees('^Nothing Selected$')

    def test_suspend_and_resume(self):
        address, data = self.serve('moving.bin', 4_000_000, rate=40_000, ranges=False)
        self.open(address)
        self.lab.wait_row('^moving.bin, Downloading')
        self.lab.press('^Suspend$')
        self.lab.wait_row('^moving.bin, Suspended')
        self.assertEqual(self.lab.show('moving.bin')['state'], 'suspended')
        self.lab.wait_row('^Waiting: 1$')
        self.server.serve('/moving.bin', data)
        self.lab.press('^Resume$')
        self.lab.wait_row('^moving.bin, Finished, 100 %$')
        self.assert_file('moving.bin', data)

    def test_cancel_asks(self):
        address, _ = self.serve('unwanted.bin', 40_000_000, rate=100_000, ranges=False)
        self.open(address)
        self.lab.wait_row('^unwanted.bin, Downloading, [1-9]')
        self.lab.press('^Cancel$')
        self.lab.wait_text('^Cancel the Download\\?$')
        self.lab.keys('Escape')
        self.lab.wait_no_text('^Cancel the Download\\?$')
        self.assertEqual(self.lab.show('unwanted.bin')['state'], 'transferring')
        self.lab.press('^Cancel$')
        self.lab.press('Cancel Download')
        self.lab.wait_row('^unwanted.bin, Cancelled')
        wait_until('nothing is left', lambda: os.listdir(self.folder) == [], PATIENCE_SEC)

    def test_retry(self):
        data = content(100000)
        self.server.script('/later.bin', [Reply('404 Not Found')])
        self.open(self.server.url('/later.bin'))
        self.lab.wait_row('^later.bin, Failed: the server has no such file')
        self.lab.wait_text('^0x80190194 BG_E_HTTP_ERROR_404$')
        self.lab.wait_row('^Needs Attention: 1$')
        self.server.serve('/later.bin', data)
        self.lab.press('^Retry$')
        self.lab.wait_row('^later.bin, Finished, 100 %$')
        self.assert_file('later.bin', data)

    def test_remove_can_be_undone(self):
        address, _ = self.serve('kept.bin')
        self.open(address)
        self.lab.wait_row('^kept.bin, Finished')
        self.lab.press('^Remove$')
        self.lab.press('^Undo$')  # at once: it is offered for ten seconds only
        self.lab.wait_row('^kept.bin, Finished')
        self.lab.wait_row('^Finished: 1$')
        self.lab.wait_no_text('^“kept.bin” removed$')
        self.assertEqual(self.lab.show('kept.bin')['state'], 'acknowledged')

    def test_remove_is_sent_when_the_window_closes(self):
        address, data = self.serve('gone.bin')
        self.open(address)
        self.lab.wait_row('^gone.bin, Finished')
        self.lab.press('^Remove$')
        self.lab.wait_text('^Nothing Here Yet$')
        self.lab.end_window()
        wait_until('the job is gone', lambda: self.lab.ctl('jobs', '--json').json == [], PATIENCE_SEC)
        self.assert_file('gone.bin', data)

    def test_remove_is_sent_when_the_toast_is_over(self):
        address, _ = self.serve('over.bin')
        self.open(address)
        self.lab.wait_row('^over.bin, Finished')
        self.lab.keys('Delete')
        self.lab.wait_text('^“over.bin” removed$')
        wait_until('the job is gone', lambda: self.lab.ctl('jobs', '--json').json == [], PATIENCE_SEC)
        self.lab.wait_text('^Nothing Here Yet$')

    def test_many_at_once(self):
        for number in range(5):
            address, _ = self.serve(f'many-{number}.bin')
            self.add(address, '--paused')
        self.open()
        self.lab.wait_row('^many-4.bin, Suspended')
        self.select_first()
        self.lab.keys('ctrl+a')
        self.lab.wait_text('^5 Selected$')
        self.lab.press('^Resume$')
        self.lab.wait_row('^Finished: 5$')
        self.lab.press('^Remove$')
        self.lab.wait_text('^5 downloads removed$')

    def test_search(self):
        for name in ('red.iso', 'green.iso', 'blue.zip'):
            self.add(self.serve(name)[0], '--paused')
        self.open()
        self.lab.wait_row('^red.iso')
        self.lab.keys('ctrl+f')
        self.lab.find('entry', '^Search$')
        self.lab.type('ISO')
        wait_until('two rows', lambda: len([row for row in self.lab.rows() if ', Suspended' in row]) == 2)
        self.lab.type(' none')
        self.lab.wait_text('^No Match$')
        self.lab.keys('Escape')
        wait_until('three rows', lambda: len([row for row in self.lab.rows() if ', Suspended' in row]) == 3)

    def test_queue(self):
        self.add(self.serve('done.bin')[0])
        self.add(self.serve('later.bin')[0], '--paused')
        self.open()
        self.lab.wait_row('^done.bin, Finished')
        self.lab.wait_row('^later.bin, Suspended')
        self.lab.choose_queue('Waiting')
        wait_until('one row', lambda: [row[:9] for row in self.lab.rows() if '.bin' in row] == ['later.bin'])
        self.lab.choose_queue('Needs Attention')
        self.lab.wait_text('^Nothing Here$')
        self.lab.choose_queue('Finished')
        wait_until('one row', lambda: [row[:8] for row in self.lab.rows() if '.bin' in row] == ['done.bin'])

    def test_preferences(self):
        self.open()
        self.lab.keys('ctrl+comma')
        self.lab.wait_text('^Background Downloads$')
        self.lab.wait_focus('^Preferences$')
        self.addCleanup(self.lab.ctl, 'settings', 'download-limit=none')
        self.lab.type('3M')
        self.lab.keys('Return')
        wait_until('the limit', lambda: self.setting('download-limit') == 3000000, PATIENCE_SEC)
        self.lab.keys('Escape')
        self.lab.wait_no_text('^Background Downloads$')

    def setting(self, key):
        """Returns a setting of the engine."""
        return self.lab.ctl('settings', '--json', check=0).json[key]

    @rows(KEYS)
    def check_key(self, row):
        _, key, text = row
        self.open()
        self.lab.wait_text('^Nothing Here Yet$')
        self.lab.keys(key)
        self.lab.wait_text(text)


class Staying(DesktopCase):
    def test_engine_goes_on_without_the_window(self):
        address, data = self.serve('goes-on.bin', 5_000_000, rate=50_000, ranges=False)
        self.open(address)
        self.lab.wait_row('^goes-on.bin, Downloading')
        self.lab.end_window()
        self.assertIn(self.lab.show('goes-on.bin')['state'], ('transferring', 'connecting'))
        self.assertEqual(self.read_memory()['told-background'], 'true')
        self.open()
        self.lab.wait_row('^goes-on.bin, Downloading')
        self.hurry('goes-on.bin')
        self.lab.wait_row('^goes-on.bin, Finished, 100 %$')
        self.assert_file('goes-on.bin', data)

    def test_what_it_looked_like_is_remembered(self):
        self.add(self.serve('a.bin')[0])
        self.open()
        self.lab.wait_row('^a.bin, Finished')
        self.lab.resize(1010, 610)
        self.lab.choose_queue('Finished')
        self.lab.keys('F9')
        self.lab.keys('shift+F9')
        self.lab.end_window()
        memory = self.read_memory()
        self.assertEqual((memory['width'], memory['height']), ('1010', '610'))
        self.assertEqual((memory['queue'], memory['sidebar'], memory['details']), ('4', 'false', 'false'))
        self.assertEqual((memory['order'], memory['descending']), ('added', 'true'))
        self.lab.start_window()
        self.lab.wait_row('^a.bin, Finished')
        geometry = self.lab.run('xdotool', 'getwindowgeometry', '--shell', self.lab.window_id())
        self.assertIn('WIDTH=1010\nHEIGHT=610\n', geometry)
        self.assertFalse(self.lab.sees('^Needs Attention$'))
        self.assertFalse(self.lab.sees('^Nothing Selected$'))

    def test_damaged_memory_is_no_obstacle(self):
        with open(os.path.join(self.lab.state, 'haulier', 'window.ini'), 'wb') as stream:
            stream.write(b'\xff\x00[window\nwidth=x\nqueue=99\n')
        self.open()
        self.lab.wait_text('^Nothing Here Yet$')

    def test_engine_that_dies_comes_back(self):
        self.add(self.serve('stays.bin')[0])
        self.open()
        self.lab.wait_row('^stays.bin, Finished')
        self.lab.processes.kill(self.lab.daemon_pid())
        wait_until('another engine', lambda: self.lab.ctl('jobs').status == 0, PATIENCE_SEC)
        self.add(self.serve('after.bin')[0])
        self.lab.wait_row('^after.bin, Finished')
        self.lab.wait_row('^stays.bin, Finished')

    def test_engine_that_is_not_there(self):
        alone = os.path.join(self.lab.folder, 'alone')
        os.makedirs(alone, exist_ok=True)
        shutil.copy(self.lab.program('haulier'), alone)
        self.lab.processes.kill(self.lab.daemon_pid())
        self.addCleanup(self.lab.ensure_daemon)
        self.lab.start_window(program=os.path.join(alone, 'haulier'))
        self.lab.wait_text('^The Engine Cannot Be Reached$')
        self.lab.start_daemon()
        self.lab.press('^Retry$')
        self.lab.wait_text('^Nothing Here Yet$')


if __name__ == '__main__':
    main()
