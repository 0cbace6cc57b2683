# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private desktop: display, window manager, accessibility, and the window driven as a person drives it."""

import configparser
import dataclasses
import json
import os
import re
import subprocess
import tempfile
import unittest

from haulier_lab import HostileServer, Lab, content, digest_of, file_digest, wait_until

WINDOW_TITLE = '^Haulier$'
# GTK 4.8 tells screen readers of things that are not drawn yet; this desktop shows no notifications.
HARMLESS = 'g_variant_(is|new)_object_path: assertion|unable to send notifications'
# A slow machine may take its time: what is waited for is there at once on a fast one.
PATIENCE_SEC = 90
# Windows have a bar of about this height, which does not scroll.
HEADER_PX = 60
# Short names for what a screen reader calls things.
ROLES = {'button': 'push button', 'toggle': 'toggle button', 'row': 'table row', 'item': 'list item'}


def plain(name):
    """Returns the name of a button; the toolkit tells its text twice, once with the mark of the mnemonic."""
    text = name.replace('_', '')
    half = len(text) // 2
    return text[:half] if '_' in name and text[:half] == text[half + 1:] else text


@dataclasses.dataclass
class Thing:
    """A thing in the window as a screen reader sees it."""

    path: list
    role: str
    name: str
    text: str
    box: list
    focused: bool
    sensitive: bool

    @property
    def shown(self):
        """Whether it has a size on the screen; hidden things have none."""
        return self.box[2] > 0 and self.box[3] > 0

    @property
    def texts(self):
        """What can be read or heard of it."""
        return [plain(self.name), self.text]


class Desktop(Lab):
    """A lab with a display. One a program: the accessibility library has one connection."""

    def __init__(self, start=True, size='1400x900'):
        super().__init__(start=False)
        self.environment.pop('NO_AT_BRIDGE', None)
        self.environment.update(GSK_RENDERER='cairo', GDK_BACKEND='x11', G_DEBUG='gc-friendly',
                                XDG_CURRENT_DESKTOP='GNOME', XCURSOR_THEME='Adwaita')
        self._start_display(size)
        self._start_helpers()
        self.window_log = os.path.join(self.folder, 'window.log')
        self._window = None
        self._eyes = None
        self.within = None  # the title of the only window that is looked at
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

            self.environment['DISPLAY'] = ':' + wait_until('the display', number, PATIENCE_SEC)

    def _start_helpers(self):
        with self._log('helpers.log') as output:
            self.processes.start(['openbox'], self.environment, output)
            self.processes.start(['/usr/libexec/at-spi-bus-launcher', '--launch-immediately'], self.environment,
                                 output)
        wait_until('accessibility', lambda: self.bus_owner('org.a11y.Bus'), PATIENCE_SEC)
        wait_until('the window manager',
                   lambda: '#' in self.run('xprop', '-root', '_NET_SUPPORTING_WM_CHECK'), PATIENCE_SEC)

    def run(self, *command):
        """Runs a program on the display; returns what it says."""
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False,
                              timeout=60).stdout

    def ensure_daemon(self):
        """Starts the engine if none runs."""
        if not self.daemon_pid():
            self.start_daemon()

    def start_window(self, *arguments, environment=None, program=None, wait=True):
        """Starts the window and waits until it can be seen."""
        with open(self.window_log, 'ab') as output:
            self._window = self.processes.start([program or self.program('haulier'), *arguments],
                                                {**self.environment, **(environment or {})}, output)
        if not wait:
            return self._window
        wait_until('the window', self.window_id, PATIENCE_SEC)
        wait_until('the window for the blind', self.all_things, PATIENCE_SEC)
        self.wait_focus('.')  # a dialog may be open at once
        return self._window

    def wait_focus(self, title=WINDOW_TITLE):
        """Waits until a window gets what is typed."""
        wait_until(f'the focus on {title}',
                   lambda: re.search(title, self.run('xdotool', 'getactivewindow', 'getwindowname').strip()),
                   PATIENCE_SEC)

    def window_id(self, title=WINDOW_TITLE):
        """Returns the display's number of a visible window, or None."""
        if self._window and self._window.poll() is not None and title == WINDOW_TITLE:
            raise AssertionError(f'the window ended with {self._window.returncode}:\n{self.window_output()}')
        return (self.run('xdotool', 'search', '--onlyvisible', '--name', title).split() or [None])[-1]

    def window_output(self):
        """Returns what the window wrote to its standard error."""
        with open(self.window_log, encoding='utf-8', errors='replace') as stream:
            return stream.read()[-6000:]

    def window_state(self):
        """Returns whether the window's program runs, in words."""
        if self._window is None:
            return 'no window'
        return 'the window runs' if self._window.poll() is None else f'the window ended with {self._window.poll()}'

    def complaints(self):
        """Returns warnings of libraries about the window's program, but those that it cannot help."""
        return [line for line in self.window_output().splitlines()
                if re.search('-(WARNING|CRITICAL)', line) and not re.search(HARMLESS, line)]

    def forget_output(self):
        """Empties what windows wrote to their standard error."""
        with open(self.window_log, 'wb'):
            pass

    def window_ended(self):
        """Returns whether the window's program has ended, with what status."""
        return self._window.poll() is not None

    def end_window(self):
        """Closes the window as a person does, and waits until its program has ended."""
        self.keys('ctrl+q')
        wait_until('the end of the window', self.window_ended, PATIENCE_SEC)
        status, self._window = self._window.returncode, None
        assert status == 0, f'the window ended with {status}:\n{self.window_output()}'

    def kill_window(self):
        """Ends the window's program at once."""
        if self._window and self._window.poll() is None:
            self.processes.kill(self._window.pid)
        self._window = None
        self.within = None
        self.close_eyes()

    def resize(self, width, height):
        """Gives the window another size."""
        window = self.window_id()
        self.run('xdotool', 'windowsize', '--sync', window, str(width), str(height))

        def done():
            geometry = self.run('xdotool', 'getwindowgeometry', '--shell', window)
            return f'WIDTH={width}\n' in geometry and f'HEIGHT={height}\n' in geometry

        wait_until('the size', done, PATIENCE_SEC)

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

    def start_helper(self, name, *arguments):
        """Starts a program beside this one on the display."""
        helper = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
        with self._log('helpers.log') as output:
            return self.processes.start(['/usr/bin/python3', '-B', helper, *arguments], self.environment, output,
                                        close_fds=True)

    def drag(self, source, start, target, end):
        """Drags from a place in one window to a place in another."""
        def move(window, place):
            self.run('xdotool', 'mousemove', '--sync', '--window', window, *map(str, place))

        move(source, start)
        self.run('xdotool', 'mousedown', '1')
        for step in range(1, 6):
            move(source, (start[0] + 8 * step, start[1]))
        for step in range(-5, 1):
            move(target, (end[0] + 4 * step, end[1]))
        self.run('xdotool', 'mouseup', '1')

    def copy(self, text):
        """Puts a text on the clipboard."""
        path = os.path.join(self.folder, 'clipboard')
        with open(path, 'w', encoding='utf-8') as stream:
            stream.write(text)
        process = self.start_helper('clipboard.py', path)
        wait_until('the clipboard', lambda: os.path.exists(path + '.owned') or process.poll() is not None,
                   PATIENCE_SEC)
        os.unlink(path + '.owned')

    # What a screen reader sees.

    def _look(self, order):
        """Gives an order to the process that looks; another one looks when it has died."""
        for _ in range(3):
            if self._eyes is None or self._eyes.poll() is not None:
                helper = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'eyes.py')
                with self._log('helpers.log') as output:
                    self._eyes = subprocess.Popen(  # pylint: disable=consider-using-with
                        ['/usr/bin/python3', '-B', helper], env=self.environment, text=True,
                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=output)
            try:
                self._eyes.stdin.write(json.dumps(order) + '\n')
                self._eyes.stdin.flush()
                answer = self._eyes.stdout.readline()
                if answer:
                    return json.loads(answer)
            except BrokenPipeError:
                pass
            self.close_eyes()
        return None

    def close_eyes(self):
        """Ends the process that looks."""
        if self._eyes:
            self._eyes.kill()
            self._eyes.wait()
            self._eyes.stdin.close()
            self._eyes.stdout.close()
        self._eyes = None

    def all_things(self):
        """Returns everything in the window's program, or in that of its windows that is looked at, seen or not."""
        order = {'pid': self._window.pid, 'within': self.within} if self._window else None
        found = self._look(order) if order else []
        return [Thing(**thing) for thing in found] if isinstance(found, list) else []

    def things(self, role=None, name=None):
        """Returns things that can be seen, by role and by a pattern for name or text."""
        role = ROLES.get(role, role)
        return [thing for thing in self.all_things()
                if thing.shown and (role is None or thing.role == role)
                and (name is None or any(re.search(name, text) for text in thing.texts))]

    def describe(self, thing):
        """Returns what is said of a thing besides its name."""
        return self._look({'described': thing.path})

    def find(self, role=None, name=None, seconds=PATIENCE_SEC):
        """Waits for a thing that can be seen; returns it."""
        return wait_until(f'{role or "a thing"} named {name!r}',
                          lambda: next(iter(self.things(role, name)), None), seconds)

    def sees(self, text):
        """Returns whether a text can be read in the window."""
        return bool(self.things(None, text))

    def wait_text(self, text, seconds=PATIENCE_SEC):
        """Waits until a text can be read."""
        wait_until(f'the text {text!r}', lambda: self.sees(text), seconds)

    def wait_no_text(self, text, seconds=PATIENCE_SEC):
        """Waits until a text can no longer be read."""
        wait_until(f'no text {text!r}', lambda: not self.sees(text), seconds)

    def wait_refused(self, words, button):
        """Waits until it is told, with its code, why what is entered cannot be set, and nothing can be done with it."""
        self.wait_text(words)
        wait_until('the refusal', lambda: not self.find('button', button).sensitive, PATIENCE_SEC)

    def wait_accepted(self, button):
        """Waits until nothing is told of what could not be set, and something can be done with what is entered."""
        self.wait_no_text('0x80')
        wait_until('no refusal', lambda: self.find('button', button).sensitive, PATIENCE_SEC)

    def press(self, name, role='button', seconds=PATIENCE_SEC):
        """Presses a button by its name."""
        def pressed():
            thing = next(iter(self.things(role, name)), None)
            return thing is not None and self._look({'press': thing.path}) is True

        wait_until(f'{role} {name!r} pressed', pressed, seconds)

    def focused(self):
        """Returns what has the keyboard, or None: libadwaita 1.2 does not tell it of rows with an entry."""
        return next((thing for thing in self.all_things() if thing.focused), None)

    def fill(self, name, text):
        """Enters a text instead of the one that is there."""
        self.click(self.reveal('text', name))
        self.keys('ctrl+a', 'Delete')
        self.type(text)

    def choose(self, name, position):
        """Chooses one of the words of a row."""
        self.click(self.reveal('combo box', name))
        self.keys('Home', *['Down'] * position, 'Return')

    def rows(self):
        """Returns what is said of the rows of lists."""
        return [thing.name for thing in self.all_things()
                if thing.role in ('table row', 'list item') and thing.shown and thing.name]

    def wait_row(self, pattern, seconds=PATIENCE_SEC):
        """Waits for a row that a pattern fits; returns what is said of it."""
        return wait_until(f'a row {pattern!r}',
                          lambda: next((row for row in self.rows() if re.search(pattern, row)), None), seconds)

    def outline(self):
        """Returns everything that can be seen, for the one who reads a failure."""
        return '\n'.join(f'{"  " * len(thing.path)}{thing.role} {thing.name!r} {thing.text!r}'
                         for thing in self.all_things() if thing.shown)

    def choose_queue(self, name):
        """Chooses a part of the queue in the sidebar with the pointer."""
        self.click(self.find('item', f'^{name}: '))

    def switch(self, name):
        """Turns a switch on or off."""
        self.click(self.reveal('check box', name))

    def reveal(self, role, name):
        """Turns the wheel until a thing in the window that is looked at is in sight; returns it."""
        window = self.window_id(f'^{re.escape(self.within)}$')
        size = dict(re.findall(r'(\w+)=(\d+)', self.run('xdotool', 'getwindowgeometry', '--shell', window)))
        width, height = int(size['WIDTH']), int(size['HEIGHT'])

        def in_sight():
            thing = self.find(role, name)
            middle = thing.box[1] + thing.box[3] // 2
            if HEADER_PX < middle < height - thing.box[3] // 2:
                return thing
            self.run('xdotool', 'mousemove', '--window', window, str(width // 2), str(height // 2),
                     'click', '5' if middle > HEADER_PX else '4')
            return None

        return wait_until(f'{role} {name!r} in sight', in_sight, PATIENCE_SEC)

    def click(self, thing):
        """Clicks on a thing in the window that is looked at, else in the main window."""
        left, top, width, height = thing.box
        title = f'^{re.escape(self.within)}$' if self.within else WINDOW_TITLE
        self.run('xdotool', 'mousemove', '--window', self.window_id(title), str(left + width // 2),
                 str(top + height // 2), 'click', '1')

    def close(self):
        """Ends everything."""
        self.close_eyes()
        super().close()


class DesktopCase(unittest.TestCase):
    """Tests of the window: one desktop and one server for a program, an empty queue and a window for each test."""

    window_size = (1180, 680)

    @classmethod
    def setUpClass(cls):
        cls.lab = Desktop()
        cls.addClassCleanup(cls.lab.close)
        cls.server = HostileServer()
        cls.addClassCleanup(cls.server.close)

    def setUp(self):
        self.folder = self.lab.folder_for(self.id().rsplit('.', 1)[-1])
        self.resources = {}
        self.lab.forget_output()
        self.lab.ctl('cancel', '--all')
        self.lab.ctl('remove', '--all', check=0)
        self.write_memory(folder=self.folder.rstrip('/'))
        self.addCleanup(self.close_window)

    def close_window(self):
        """Ends the window whatever state it is in. It must not have complained."""
        self.lab.kill_window()
        complaints = self.lab.complaints()
        self.assertEqual(complaints, [])

    def diagnose(self):
        """Returns what helps to understand a failure."""
        jobs = self.lab.ctl('jobs', '--json')
        traces = [self.lab.ctl('trace', job['id']).output for job in (jobs.json if jobs.status == 0 else [])[:5]]
        served = [f'{entry.request.method} {entry.request.path} {entry.status} {entry.sent}'
                  for entry in self.server.log[-20:]]
        # Who listens there: once, somebody else answered.
        port = self.lab.run('ss', '-ltnpH', f'sport = :{self.server.port}')
        return '\n'.join([port, self.lab.window_state(), self.lab.outline(), self.lab.window_output(),
                          self.lab.daemon_output(), jobs.output, jobs.errors, *traces, *served])

    def write_memory(self, **values):
        """Writes what the window remembers."""
        os.makedirs(os.path.join(self.lab.state, 'haulier'), exist_ok=True)
        with open(os.path.join(self.lab.state, 'haulier', 'window.ini'), 'w', encoding='utf-8') as stream:
            stream.write('[window]\n' + ''.join(f'{key}={value}\n' for key, value in values.items()))

    def read_memory(self):
        """Returns what the window remembers."""
        memory = configparser.ConfigParser(interpolation=None)
        memory.read(os.path.join(self.lab.state, 'haulier', 'window.ini'))
        return dict(memory['window'])

    def open(self, *arguments, **more):
        """Opens the window in its usual size."""
        self.lab.start_window(*arguments, **more)
        self.lab.resize(*self.window_size)

    def show_page(self, name, page):
        """Selects a job with the pointer, and shows one of the pages beside the list."""
        self.lab.wait_row(f'^{name}, ')
        self.lab.click(next(thing for thing in self.lab.things() if thing.name.startswith(f'{name}, ')))
        self.lab.press(f'^{page}$', 'page tab')

    def serve(self, name, size=200000, **more):
        """Serves a file; returns its address and its bytes."""
        data = content(size)
        self.resources[name] = self.server.serve('/' + name, data, **more)
        return self.server.url('/' + name), data

    def hurry(self, name):
        """Sends the rest of a file as fast as it goes, whatever rate it was served at."""
        self.resources[name].hurry = True

    def add(self, address, *options):
        """Adds a job through haulierctl; returns its JSON."""
        return self.lab.add(address, *options, to=self.folder)

    def assert_file(self, name, data):
        """Asserts that a file is there with these bytes."""
        self.assertEqual(file_digest(self.folder + name), digest_of(data))
