#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window and the desktop around it: notifications, sleep, files, activation, drag and drop."""

import json
import os
import re

from desktop import PATIENCE_SEC, DesktopCase
from haulier_lab import main, wait_until

NAMES = ('org.freedesktop.Notifications', 'org.gnome.SessionManager', 'org.freedesktop.FileManager1')
HANDLER = '''[Desktop Entry]
Type=Application
Name=Recorder
Exec={script} %f
MimeType=text/plain;
'''


class Neighbours(DesktopCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = os.path.join(cls.lab.folder, 'calls')
        cls.lab.start_helper('neighbours.py', cls.record)
        for name in NAMES:
            wait_until(name, lambda name=name: cls.lab.bus_owner(name), PATIENCE_SEC)

    def setUp(self):
        super().setUp()
        with open(self.record, 'wb'):
            pass

    def calls(self, method):
        """Returns the arguments of every call of a method."""
        with open(self.record, encoding='utf-8') as stream:
            return [arguments for name, arguments in map(json.loads, stream) if name == method]

    def wait_calls(self, method, count=1):
        """Waits until a method was called so often; returns the arguments."""
        wait_until(f'{count} calls of {method}', lambda: len(self.calls(method)) >= count, PATIENCE_SEC)
        return self.calls(method)

    def diagnose(self):
        with open(self.record, encoding='utf-8') as stream:
            return super().diagnose() + '\n' + stream.read()

    def look_away(self):
        self.lab.run('xdotool', 'windowminimize', self.lab.window_id())
        wait_until('nobody looks', lambda: not self.lab.window_id(), PATIENCE_SEC)

    def test_finished_is_told_once_for_many(self):
        self.open()
        self.look_away()
        for number in range(3):
            self.add(self.serve(f'told-{number}.bin')[0])
            self.wait_calls('Notify', number + 1)
        calls = self.calls('Notify')
        self.assertEqual([call[3] for call in calls],
                         ['Download finished', '2 downloads finished', '3 downloads finished'])
        self.assertEqual([call[4] for call in calls], ['told-0.bin', 'told-1.bin', 'told-2.bin'])
        self.assertEqual(len({call[1] for call in calls[1:]} - {0}), 1, 'each replaces the one before')
        self.lab.run(self.lab.program('haulier'))
        self.wait_calls('CloseNotification')

    def test_failure_is_told(self):
        self.open()
        self.look_away()
        self.add(self.server.url('/missing.bin'))
        call = self.wait_calls('Notify')[0]
        self.assertEqual(call[3:5], ['Download needs attention', 'missing.bin\nFailed: the server has no such file'])

    def test_no_sleep_while_somebody_waits(self):
        self.open()
        self.add(self.serve('usual.bin', 4_000_000, rate=40_000, ranges=False)[0])
        self.lab.wait_row('^usual.bin, Downloading')
        self.assertEqual(self.calls('Inhibit'), [])
        self.add(self.serve('urgent.bin', 4_000_000, rate=40_000, ranges=False)[0], '--priority', 'foreground')
        self.lab.wait_row('^urgent.bin, Downloading')
        inhibition = self.wait_calls('Inhibit')
        self.assertEqual((inhibition[0][0], inhibition[0][3]), ('org.haulier.Haulier', 4))
        self.assertEqual(self.calls('Uninhibit'), [])
        self.hurry('urgent.bin')
        self.lab.wait_row('^urgent.bin, Finished')
        self.assertEqual(self.wait_calls('Uninhibit'), [[7]])
        self.assertEqual(len(self.calls('Inhibit')), 1)

    def test_show_in_folder(self):
        self.open(self.serve('a%20b.bin')[0])
        self.lab.wait_row('^a b.bin, Finished')
        self.lab.press('^Show in Folder$')
        self.assertEqual(self.wait_calls('ShowItems'), [[[f'file://{self.folder}a%20b.bin'], '']])

    def test_open(self):
        script, opened = (os.path.join(self.lab.folder, name) for name in ('recorder', 'opened'))
        with open(script, 'w', encoding='utf-8') as stream:
            stream.write(f'#!/bin/sh\nprintf %s "$1" > {opened}.new && mv {opened}.new {opened}\n')
        os.chmod(script, 0o700)
        applications = os.path.join(self.lab.environment['XDG_DATA_HOME'], 'applications')
        os.makedirs(applications)
        with open(os.path.join(applications, 'recorder.desktop'), 'w', encoding='utf-8') as stream:
            stream.write(HANDLER.format(script=script))
        with open(os.path.join(self.lab.environment['XDG_CONFIG_HOME'], 'mimeapps.list'), 'w',
                  encoding='utf-8') as stream:
            stream.write('[Default Applications]\ntext/plain=recorder.desktop\n')
        self.server.serve('/note.txt', b'some text\n')
        self.open(self.server.url('/note.txt'))
        self.lab.wait_row('^note.txt, Finished')
        self.lab.press('^Open$')
        wait_until('the file is opened', lambda: os.path.exists(opened), PATIENCE_SEC)
        with open(opened, encoding='utf-8') as stream:
            self.assertEqual(stream.read(), self.folder + 'note.txt')
        os.unlink(self.folder + 'note.txt')
        self.lab.press('^Open$')
        self.lab.wait_text('^The file is not there any more$')

    def activate(self, method, *arguments):
        """Calls the window's program as the desktop does."""
        return self.lab.run('gdbus', 'call', '--session', '--dest', 'org.haulier.Haulier', '--object-path',
                            '/org/haulier/Haulier', '--method', 'org.freedesktop.Application.' + method, *arguments)

    def test_activation_by_the_bus(self):
        first, data = self.serve('by-bus.bin')
        self.lab.start_window('--gapplication-service', wait=False)
        wait_until('the service', lambda: self.lab.bus_owner('org.haulier.Haulier'), PATIENCE_SEC)
        self.assertIsNone(self.lab.window_id())
        self.activate('Activate', '{}')
        wait_until('the window', self.lab.window_id, PATIENCE_SEC)
        self.lab.wait_text('^Nothing Here Yet$')
        self.activate('Open', f"['{first}']", '{}')
        self.lab.wait_row('^by-bus.bin, Finished, 100 %$')
        self.assert_file('by-bus.bin', data)
        self.activate('ActivateAction', 'new', '[]', '{}')
        self.lab.wait_focus('^New Download$')

    def place(self, window, left, top):
        """Moves a window to a place on the display."""
        self.lab.run('xdotool', 'windowmove', '--sync', window, str(left), str(top))

    def drop(self, source):
        """Drags once; returns whether it arrived."""
        self.lab.drag(source, (100, 60), self.lab.window_id(), (600, 400))
        try:
            self.lab.wait_text('^1 file$', 10)
        except AssertionError:
            return False
        return True

    def test_drop(self):
        address, _ = self.serve('dropped.bin')
        self.open()
        self.lab.wait_text('^Nothing Here Yet$')
        self.lab.start_helper('drag.py', f'see {address} there')
        source = wait_until('the source', lambda: self.lab.window_id('^Source$'), PATIENCE_SEC)
        self.place(source, 10, 690)
        self.place(self.lab.window_id(), 20, 0)
        # On a busy machine the pointer may be ahead of the windows: a person would drag again.
        wait_until('what was dropped', lambda: self.drop(source), PATIENCE_SEC)
        self.assertTrue(self.lab.sees(f'^{re.escape(address)}$'))


if __name__ == '__main__':
    main()
