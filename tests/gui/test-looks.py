#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the window looks like, wide and narrow, light and dark, and what a screen reader says of it."""

import os
import re

from desktop import PATIENCE_SEC, DesktopCase
from haulier_lab import main, rows, wait_until

# Name, size, colours; how bright the middle of the list has to be.
LOOKS = [
    ('wide light', (1240, 700), 'default', (200, 255)),
    ('wide dark', (1240, 700), 'prefer-dark', (0, 90)),
    ('middle light', (800, 640), 'default', (200, 255)),
    ('narrow light', (380, 640), 'default', (200, 255)),
    ('narrow dark', (380, 640), 'prefer-dark', (0, 90)),
]
WORDS = re.compile(r'[A-Za-z]{2,}')


class Looks(DesktopCase):
    def fill(self):
        """Makes a queue in which there is one of everything."""
        self.add(self.serve('done.pdf', 300_000)[0])
        self.add(self.server.url('/missing.zip'))
        self.add(self.serve('paused.tar.xz', 900_000)[0], '--paused')
        self.add(self.serve('moving.iso', 40_000_000, rate=200_000, ranges=False)[0])
        self.lab.wait_state('done.pdf', 'acknowledged')
        self.lab.wait_state('missing.zip', 'error')
        self.lab.wait_state('moving.iso', 'transferring')

    def measure(self, path):
        """Returns what is in a picture of the window: number of colours, and the brightness in its middle."""
        window = self.lab.window_id()
        self.lab.run('import', '-window', window, path)
        colours = int(self.lab.run('identify', '-format', '%k', path))
        middle = self.lab.run('convert', path, '-gravity', 'center', '-crop', '30x30+0+80', '+repage',
                              '-colorspace', 'gray', '-format', '%[fx:int(255*mean)]', 'info:')
        return colours, int(middle)

    @rows(LOOKS)
    def check_look(self, row):
        name, size, scheme, (darkest, brightest) = row
        self.fill()
        self.window_size = size
        self.open(environment={'ADW_DEBUG_COLOR_SCHEME': scheme})
        for text in ('^done.pdf, Finished, 100 %$', '^missing.zip, Failed: ', '^paused.tar.xz, Suspended, 0 %$',
                     '^moving.iso, Downloading, [0-9]+ %$'):
            self.lab.wait_row(text)
        path = os.path.join(os.environ.get('HAULIER_PICTURES', self.lab.folder), name.replace(' ', '-') + '.png')
        seen = []

        def looks_right():
            # What a screen reader is told of may not be drawn yet.
            seen[:] = self.measure(path)
            return seen[0] > 100 and darkest <= seen[1] <= brightest

        try:
            wait_until('a picture with colours', looks_right, PATIENCE_SEC)
        except AssertionError as error:
            raise AssertionError(f'{error}: {seen[0]} colours, brightness {seen[1]}') from None

    def test_narrow_has_pages(self):
        self.fill()
        self.window_size = (380, 640)
        self.open()
        self.lab.wait_row('^moving.iso, Downloading')
        self.assertFalse(self.lab.sees('^Priority$'))
        self.lab.click(next(thing for thing in self.lab.things() if thing.name.startswith('moving.iso, ')))
        self.lab.wait_text('^Speed, last 2 minutes$')
        self.lab.press('^Back to the List$')
        self.lab.wait_text('^1 selected$')
        self.lab.press('^Queue$')
        self.lab.wait_row('^Needs Attention: 1$')

    def test_every_button_has_a_name(self):
        self.fill()
        self.open()
        self.lab.wait_row('^missing.zip, Failed')
        self.lab.click(next(thing for thing in self.lab.things() if thing.name.startswith('missing.zip, ')))
        self.lab.wait_text('^0x80190194 BG_E_HTTP_ERROR_404$')
        buttons = [thing for thing in self.lab.things() if thing.role in ('push button', 'toggle button')]
        self.assertGreater(len(buttons), 8)
        self.assertEqual([thing for thing in buttons if not WORDS.search(thing.name)], [])

    def test_bars_tell_their_value(self):
        self.fill()
        self.open()
        self.lab.wait_row('^done.pdf, Finished, 100 %$')
        bars = [thing for thing in self.lab.things('progress bar')]
        self.assertGreater(len(bars), 3)

    def test_details(self):
        address, _ = self.serve('several.bin', 30_000_000, rate=150_000, ranges=False)
        self.open(address)
        self.lab.wait_row('^several.bin, Downloading')
        self.lab.wait_text('^[0-9.]+.MB of 30.0.MB$')
        self.lab.wait_text('/s · .* left$')
        self.lab.wait_text('^Speed, last 2 minutes$')
        self.assertTrue(self.lab.sees(f'^{re.escape(address)}$'))
        self.lab.press('^Trace$', 'page tab')
        self.lab.wait_text('^Copy All$')
        self.lab.press('^Files$', 'page tab')
        wait_until('the file', lambda: any(re.search('^several.bin, Downloading', row) for row in self.lab.rows()),
                   PATIENCE_SEC)


if __name__ == '__main__':
    main()
