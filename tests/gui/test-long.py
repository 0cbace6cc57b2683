#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A long queue and a job of many files: the window opens, and the last row is a key away."""

import os

from desktop import DesktopCase
from gi.repository import Gio, GLib
from haulier_lab import main

NAME, PATH = 'org.haulier.Transfer1', '/org/haulier/Transfer1'
JOBS, FILES = 2500, 10000  # more than the pages that they come in
CALLS_AT_ONCE = 64


class Long(DesktopCase):
    def setUp(self):
        super().setUp()
        self.bus = Gio.DBusConnection.new_for_address_sync(
            self.lab.environment['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION)
        self.addCleanup(self.bus.close_sync)

    def create(self, name, files, done):
        """Asks the engine for a paused job."""
        folder = os.fsencode(self.folder)
        spec = {'name': GLib.Variant('s', name), 'start': GLib.Variant('b', False)}
        rows = [(f'http://127.0.0.1:1/{name}-{number}', folder, {}) for number in range(files)]
        self.bus.call(NAME, PATH, NAME, 'CreateJob', GLib.Variant('(a{sv}a(saya{sv})a{sv})', (spec, rows, {})),
                      None, Gio.DBusCallFlags.NO_AUTO_START, -1, None, done)

    def fill(self, jobs, files):
        """Makes jobs with so many files each, some at a time."""
        loop = GLib.MainLoop()
        state = {'sent': 0, 'done': 0}

        def send():
            state['sent'] += 1
            self.create(f'job{state["sent"]}', files, answered)

        def answered(bus, result):
            bus.call_finish(result)
            state['done'] += 1
            if state['done'] == jobs:
                loop.quit()
            elif state['sent'] < jobs:
                send()

        for _ in range(min(CALLS_AT_ONCE, jobs)):
            send()
        loop.run()

    def click_row(self, name):
        """Clicks on a row of a list."""
        self.lab.wait_row(f'^{name}, ')
        self.lab.click(next(thing for thing in self.lab.things() if thing.name.startswith(name + ', ')))

    def test_queue(self):
        self.fill(JOBS, 1)
        self.open()
        self.lab.wait_row(f'^All: {JOBS}$')
        self.click_row(f'job{JOBS}')
        self.lab.keys('End')
        self.lab.wait_row('^job1, Suspended')
        self.lab.keys('Home')
        self.lab.wait_row(f'^job{JOBS}, Suspended')
        self.lab.choose_queue('Finished')
        self.lab.wait_text('^Nothing Here$')
        self.lab.choose_queue('All')
        self.lab.keys('ctrl+f')
        self.lab.find('entry', '^Search$')
        self.lab.type('job77')
        self.lab.wait_row('^job77, Suspended')

    def test_files(self):
        self.fill(1, FILES)
        self.open()
        self.click_row('job1')
        self.lab.press('^Files$', 'page tab')
        self.click_row('job1-0')
        self.lab.keys('End')
        self.lab.wait_row(f'^job1-{FILES - 1}, ')
        self.lab.keys('Home')
        self.lab.wait_row('^job1-0, ')


if __name__ == '__main__':
    main()
