#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keyboard and screen reader reach everything: each control has a name, and the Tab key gets to it."""

import re

from desktop import PATIENCE_SEC, DesktopCase, plain
from haulier_lab import main, wait_until

CONTROLS = ('push button', 'toggle button', 'check box', 'combo box', 'text', 'entry', 'password text',
            'spin button', 'list item', 'table row', 'link', 'menu item')
# What is there only for the pointer has the name of its type; so has a control that was given none.
NAMELESS = re.compile(r'^$|^(Gtk|Adw|Haulier)[A-Z]')
# libadwaita 1.2 does not tell when an entry in a row has the keyboard, and a window's own buttons are not reached.
SILENT = ('text', 'list item')
WINDOW_BUTTONS = ('Minimize', 'Maximize', 'Close')
# The Tab key comes round at least twice.
TABS_MAX = 120
EDITORS = ('Server login', 'Proxy settings', 'Proxy login', 'Client certificate', 'Helper token')
PAGES = ('Overview', 'Files', 'Access', 'Trace')


class Reach(DesktopCase):
    def controls(self):
        return [thing for thing in self.lab.things() if thing.role in CONTROLS]

    def assert_named(self):
        """Every control has a name; items of lists have a label instead."""
        nameless = [thing for thing in self.controls() if NAMELESS.match(thing.name) and not self.labels_in(thing)]
        self.assertEqual(nameless, [])

    def labels_in(self, thing):
        """Returns what can be read in a thing that is named by that."""
        if thing.role not in ('list item', 'table row'):
            return []
        depth = len(thing.path)
        return [label.name for label in self.lab.things('label') if label.path[:depth] == thing.path]

    def assert_reached(self):
        """The Tab key gets to everything that can be used; it may go round more than once."""
        missing = {plain(thing.name) for thing in self.controls()
                   if thing.role not in SILENT and plain(thing.name) not in WINDOW_BUTTONS and thing.sensitive}
        self.assertGreater(len(missing), 2)
        for _ in range(TABS_MAX):
            thing = self.lab.focused()
            missing -= {plain(thing.name)} if thing else set()
            if not missing:
                return
            self.lab.keys('Tab')
        self.fail(f'the Tab key does not reach {missing}')

    def look_at(self, title):
        self.lab.wait_focus(f'^{title}$')
        self.lab.within = title

    def look_away(self):
        self.lab.keys('Escape')
        self.lab.within = None
        self.lab.wait_focus()

    def open_with_job(self, **more):
        job = self.add(self.serve('reached.bin')[0].replace('http://', 'http://ann:word@'), '--paused',
                       '--proxy=proxy.example.org:3128')
        self.lab.ctl('token', 'flags', job['id'], 'network', check=0)
        self.open(**more)
        self.show_page('reached.bin', 'Access')
        self.lab.find('button', '^Edit Helper token')

    def test_pages(self):
        self.open_with_job()
        for page in PAGES:
            with self.subTest(page):
                self.lab.press(f'^{page}$', 'page tab')
                wait_until(page, lambda: self.lab.things('push button'), PATIENCE_SEC)
                self.assert_named()

    def test_editors(self):
        self.open_with_job()
        for editor in EDITORS:
            with self.subTest(editor):
                self.lab.press(f'^Edit {editor}')
                self.look_at(editor)
                self.assert_named()
                self.assert_reached()
                self.look_away()

    def test_new_download(self):
        self.open()
        self.lab.keys('ctrl+n')
        self.look_at('New Download')
        self.lab.type('http://ann:word@127.0.0.1/file')
        self.lab.find('button', '^Move into Credentials$')
        self.lab.keys('alt+l', 'alt+v')
        self.lab.find('text', '^User$')
        self.lab.find('combo box', '^Priority$')
        self.assert_named()
        self.assert_reached()

    def test_preferences(self):
        self.open()
        self.lab.keys('ctrl+comma')
        self.look_at('Preferences')
        self.lab.find('combo box', '^Profile$')
        self.assert_named()


if __name__ == '__main__':
    main()
