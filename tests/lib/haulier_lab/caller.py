# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection to a bus of a user of one's own choice: a process of that user, told what to call."""

import ast
import os
import pwd
import subprocess
import sys

NAME, PATH = 'org.haulier.Transfer1', '/org/haulier/Transfer1'
PROPERTIES = 'org.freedesktop.DBus.Properties'


def job_path(job):
    """Returns the object path of a job id."""
    return f'{PATH}/jobs/{job.replace("-", "_")}'


class Refused(Exception):
    """A call that was answered with an error: its D-Bus name and its text."""

    def __init__(self, name, text):
        super().__init__(f'{name}: {text}')
        self.name = name
        self.text = text


class Caller:
    """One connection. Use as a context, or call close()."""

    def __init__(self, lab, user='root', address=None):
        entry = pwd.getpwnam(user)
        self.user, self.uid = user, entry.pw_uid
        address = address or lab.environment['DBUS_SYSTEM_BUS_ADDRESS']
        # Read here: the user may not be able to look into the tree.
        with open(__file__, encoding='utf-8') as stream:
            program = stream.read()
        self._process = subprocess.Popen(
            ['/usr/bin/python3', '-B', '-c', program, address], user=entry.pw_uid, group=entry.pw_gid, extra_groups=[],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd='/',
            env={'PATH': os.environ['PATH'], 'LANG': 'C.UTF-8', 'HOME': '/nonexistent'})
        self.name = self._ask(('name',))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    @property
    def pid(self):
        """The process that is connected."""
        return self._process.pid

    def _ask(self, question):
        self._tell(question)
        return self.answer()

    def _tell(self, question):
        self._process.stdin.write(repr(question) + '\n')
        self._process.stdin.flush()

    def answer(self):
        """Waits for the answer of what was begun, and returns it."""
        line = self._process.stdout.readline()
        if not line:
            raise AssertionError(f'the caller {self.user} ended')
        answer = ast.literal_eval(line)
        if isinstance(answer, dict):
            raise Refused(**answer)
        return answer

    def call(self, method, arguments='()', *, path=PATH, interface=NAME, destination=NAME, interactive=False):
        """Calls a method; arguments is a tuple in GVariant's text format. Returns the reply, unpacked."""
        return self._ask(('call', destination, path, interface, method, arguments, interactive))

    def begin(self, method, arguments='()', *, path=PATH, interface=NAME, destination=NAME, interactive=False):
        """Calls a method and does not wait; see call() and answer()."""
        self._tell(('call', destination, path, interface, method, arguments, interactive))

    def call_job(self, job, method, arguments='()', interface=NAME + '.Job', **more):
        """Calls a method of a job."""
        return self.call(method, arguments, path=job_path(job), interface=interface, **more)

    def refusal(self, method, arguments='()', **more):
        """Calls what has to fail; returns the D-Bus name of its error and its text."""
        try:
            reply = self.call(method, arguments, **more)
        except Refused as error:
            return error.name, error.text
        raise AssertionError(f'{method} gave {reply!r}')

    def signals(self):
        """Returns the signals of the engine since the last call of this: (member, arguments)."""
        return self._ask(('signals',))

    def close(self):
        """Leaves the bus, whatever is under way."""
        self._process.kill()
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(10)


def _serve(address):
    """Reads one question a line, answers with one line."""
    from gi.repository import Gio, GLib  # pylint: disable=import-outside-toplevel
    bus = Gio.DBusConnection.new_for_address_sync(
        address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
        None, None)
    seen = []
    bus.signal_subscribe(None, None, None, None, None, Gio.DBusSignalFlags.NO_MATCH_RULE,
                         lambda bus, sender, path, interface, name, arguments:
                         seen.append((name, arguments.unpack())) if path.startswith(PATH) else None)

    def call(destination, path, interface, method, arguments, interactive):
        flags = Gio.DBusCallFlags.ALLOW_INTERACTIVE_AUTHORIZATION if interactive else Gio.DBusCallFlags.NONE
        arguments = GLib.Variant.parse(None, arguments, None, None)
        return bus.call_sync(destination, path, interface, method, arguments, None, flags, 30000, None).unpack()

    def signals():
        # What was sent before this answer has arrived with it.
        call('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'GetId', '()', False)
        while GLib.MainContext.default().iteration(False):
            pass
        found = list(seen)
        seen.clear()
        return found

    actions = {'name': bus.get_unique_name, 'call': call, 'signals': signals}
    for line in sys.stdin:
        action, *arguments = ast.literal_eval(line)
        try:
            answer = actions[action](*arguments)
        except GLib.Error as error:
            name = Gio.dbus_error_get_remote_error(error) or ''
            answer = {'name': name, 'text': error.message.removeprefix(f'GDBus.Error:{name}: ')}
        print(repr(answer), flush=True)


if __name__ == '__main__':
    _serve(sys.argv[1])
