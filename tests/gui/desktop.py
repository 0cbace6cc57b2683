# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private desktop: display, window manager, accessibility, and the window driven as a person drives it."""

import os
import re
import subprocess
import tempfile
import unittest

from haulier_lab import HostileServer, Lab, wait_until

WINDOW_TITLE = '^Haulier$'
# States of the accessibility interface that say whether a person can see and use a thing.
ROLES = {'button': 'push button', 'toggle': 'toggle button', 'row': 'table row', 'item': 'list item'}


class Desktop(Lab):
    """A lab with a display. One a program: the accessibility library has one connection."""

    def __init__(self, start=True, size='1400x900'):
        super().__init__(start=False)
        self.environment.pop('NO_AT_BRIDGE', None)
        self.environment.update(GSK_RENDERER='cairo', GDK_BACKEND='x11', G_DEBUG='gc-friendly,fatal-criticals',
                                XDG_CURRENT_DESKTOP='GNOME', XCURSOR_THEME='Adwaita')
        self._start_display(size)
        self._start_helpers()
        os.environ.update({name: self.environment[name] for name in
                           ('DBUS_SESSION_BUS_ADDRESS', 'DISPLAY', 'XDG_RUNTIME_DIR', 'HOME')})
        os.environ.pop('AT_SPI_BUS_ADDRESS', None)
        import gi  # pylint: disable=import-outside-toplevel
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi  # pylint: disable=import-outside-toplevel
        self.atspi = Atspi
        self.window_log = os.path.join(self.folder, 'window.log')
        self._window = None
        if start:
            self.start_daemon()

    def _log(self, name):
        return open(os.path.join(self.folder, name), 'ab')  # pylint: disable=consider-using-with

    def _start_display(self, size):
        with tempfile.TemporaryFile() as answer, self._log('display.log') as output:
            self.processes.start(['Xvfb', '-displayfd', str(answer.fileno()), '-screen', '0', size + 'x24',
                                  '-nolisten', 'tcp', '-noreset'], self.environment, output, pass_fds=[answer.fileno()])

            def number():
                answer.seek(0)
                text = answer.read().decode()
                return text.strip() if text.endswith('\n') else None

            self.environment['DISPLAY'] = ':' + wait_until('the display', number)

    def _start_helpers(self):
        with self._log('helpers.log') as output:
            self.processes.start(['openbox'], self.environment, output)
            self.processes.start(['/usr/libexec/at-spi-bus-launcher', '--launch-immediately'], self.environment,
                                 output)
        wait_until('accessibility', lambda: self.bus_owner('org.a11y.Bus'))
        wait_until('the window manager', lambda: '#' in self.run('xprop', '-root', '_NET_SUPPORTING_WM_CHECK'))

    def run(self, *command):
        """Runs a program on the display; returns what it says."""
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False,
                              timeout=60).stdout

    def start_window(self, *arguments, environment=None, seconds=20):
        """Starts the window and waits until it can be seen."""
        with open(self.window_log, 'ab') as output:
            self._window = self.processes.start([self.program('haulier'), *arguments],
                                                {**self.environment, **(environment or {})}, output)
        wait_until('the window', self.window_id, seconds)
        wait_until('the window for the blind', self.application, seconds)
        return self._window

    def window_id(self, title=WINDOW_TITLE):
        """Returns the display's number of a visible window, or None."""
        if self._window and self._window.poll() is not None and title == WINDOW_TITLE:
            raise AssertionError(f'the window ended with {self._window.returncode}:\n{self.window_output()}')
        return (self.run('xdotool', 'search', '--onlyvisible', '--name', title).split() or [None])[-1]

    def window_output(self):
        """Returns what the window wrote to its standard error."""
        with open(self.window_log, encoding='utf-8', errors='replace') as stream:
            return stream.read()[-6000:]

    def window_ended(self):
        """Returns whether the window's program has ended, with what status."""
        return self._window.poll() is not None

    def end_window(self):
        """Closes the window as a person does, and waits until its program has ended."""
        if self._window and self._window.poll() is None:
            self.keys('ctrl+q')
            wait_until('the end of the window', self.window_ended, 15)
        self._window = None

    def resize(self, width, height):
        """Gives the window another size."""
        window = self.window_id()
        self.run('xdotool', 'windowsize', '--sync', window, str(width), str(height))

        def done():
            geometry = self.run('xdotool', 'getwindowgeometry', '--shell', window)
            return f'WIDTH={width}\n' in geometry and f'HEIGHT={height}\n' in geometry

        wait_until('the size', done, 5)

    def keys(self, *keys):
        """Presses keys, one after another."""
        for key in keys:
            self.run('xdotool', 'key', '--clearmodifiers', key)

    def type(self, text):
        """Types a text."""
        self.run('xdotool', 'type', '--delay', '4', text)

    def screenshot(self, path):
        """Saves what the display shows."""
        self.run('import', '-window', 'root', path)
        return path

    def copy(self, text):
        """Puts a text on the clipboard."""
        path = os.path.join(self.folder, 'clipboard')
        with open(path, 'w', encoding='utf-8') as stream:
            stream.write(text)
        helper = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'clipboard.py')
        with self._log('helpers.log') as output:
            process = self.processes.start(['/usr/bin/python3', '-B', helper, path], self.environment, output,
                                           close_fds=True)
        wait_until('the clipboard', lambda: os.path.exists(path + '.owned') or process.poll() is not None)
        os.unlink(path + '.owned')

    # What a screen reader sees.

    def application(self):
        """Returns the window's program as the accessibility interface sees it, or None."""
        desktop = self.atspi.get_desktop(0)
        desktop.clear_cache()
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child and 'haulier' in (child.get_name() or ''):
                return child
        return None

    def walk(self, top=None, depth=0):
        """Yields (depth, thing) for everything below a thing."""
        top = top or self.application()
        if top is None:
            return
        yield depth, top
        try:
            count = top.get_child_count()
        except Exception:  # pylint: disable=broad-except
            return
        for index in range(count):
            try:
                child = top.get_child_at_index(index)
            except Exception:  # pylint: disable=broad-except
                continue
            if child:
                yield from self.walk(child, depth + 1)

    def text_of(self, thing):
        """Returns the text of a label or an entry, else the name of a thing."""
        try:
            if thing.get_role_name() in ('text', 'entry', 'label') and 'Text' in thing.get_interfaces():
                count = self.atspi.Text.get_character_count(thing)
                return self.atspi.Text.get_text(thing, 0, count)
            return thing.get_name() or ''
        except Exception:  # pylint: disable=broad-except
            return ''

    def shown(self, thing):
        """Returns whether a thing has a size on the screen; hidden things have none."""
        try:
            box = thing.get_extents(self.atspi.CoordType.WINDOW)
            return box.width > 0 and box.height > 0
        except Exception:  # pylint: disable=broad-except
            return False

    def things(self, role=None, name=None):
        """Returns things that are there by role and by a pattern for name or text."""
        role = ROLES.get(role, role)
        found = []
        for _, thing in self.walk():
            try:
                if role and thing.get_role_name() != role:
                    continue
                names = (thing.get_name() or '', self.text_of(thing))
            except Exception:  # pylint: disable=broad-except
                continue
            if name is None or any(re.search(name, text) for text in names):
                found.append(thing)
        return found

    def find(self, role=None, name=None, seconds=10):
        """Waits for a thing that can be seen; returns it."""
        return wait_until(f'{role or "a thing"} named {name!r}',
                          lambda: next((thing for thing in self.things(role, name) if self.shown(thing)), None),
                          seconds)

    def sees(self, text):
        """Returns whether a text can be read in the window."""
        return any(self.shown(thing) for thing in self.things(None, text))

    def wait_text(self, text, seconds=15):
        """Waits until a text can be read."""
        wait_until(f'the text {text!r}', lambda: self.sees(text), seconds)

    def wait_no_text(self, text, seconds=15):
        """Waits until a text can no longer be read."""
        wait_until(f'no text {text!r}', lambda: not self.sees(text), seconds)

    def press(self, name, role='button', seconds=10):
        """Presses a button by its name."""
        thing = self.find(role, name, seconds)
        assert self.atspi.Action.do_action(thing, 0), f'{name} cannot be pressed'

    def rows(self, pattern=''):
        """Returns what is said of the rows of the list."""
        return [thing.get_name() for thing in self.things(None, pattern)
                if thing.get_role_name() in ('table row', 'list item') and self.shown(thing) and thing.get_name()]

    def wait_row(self, pattern, seconds=20):
        """Waits for a row that a pattern fits; returns what is said of it."""
        return wait_until(f'a row {pattern!r}',
                          lambda: next((row for row in self.rows() if re.search(pattern, row)), None), seconds)

    def outline(self):
        """Returns everything that can be seen, for the one who reads a failure."""
        lines = []
        for depth, thing in self.walk():
            try:
                if self.shown(thing):
                    lines.append(f'{"  " * depth}{thing.get_role_name()} {self.text_of(thing)!r}')
            except Exception:  # pylint: disable=broad-except
                pass
        return '\n'.join(lines)


class DesktopCase(unittest.TestCase):
    """Tests of the window: one desktop and one server for a program, a folder for each test."""

    arguments = ()

    @classmethod
    def setUpClass(cls):
        cls.lab = Desktop()
        cls.addClassCleanup(cls.lab.close)
        cls.server = HostileServer()
        cls.addClassCleanup(cls.server.close)

    def setUp(self):
        self.folder = self.lab.folder_for(self.id().rsplit('.', 1)[-1])
        downloads = os.path.join(self.lab.home, 'Downloads')
        if os.path.islink(downloads):
            os.unlink(downloads)

    def diagnose(self):
        """Returns what helps to understand a failure."""
        return self.failure
