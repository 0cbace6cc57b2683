# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An authentication agent for one caller: the dialog of polkit, without a person before it."""

import os
import pwd
import signal
import subprocess
import sys

_AUTHORITY = ('org.freedesktop.PolicyKit1', '/org/freedesktop/PolicyKit1/Authority',
              'org.freedesktop.PolicyKit1.Authority')
_AGENT = '''<node><interface name="org.freedesktop.PolicyKit1.AuthenticationAgent">
<method name="BeginAuthentication"><arg type="s" direction="in"/><arg type="s" direction="in"/>
<arg type="s" direction="in"/><arg type="a{ss}" direction="in"/><arg type="s" direction="in"/>
<arg type="a(sa{sv})" direction="in"/></method>
<method name="CancelAuthentication"><arg type="s" direction="in"/></method>
</interface></node>'''


class Agent:
    """Asked about whatever a caller wants that needs a password; what it is asked is read line by line."""

    def __init__(self, lab, caller, answer):
        """Answers with 'dismiss', or ('wait') not before finish()."""
        entry = pwd.getpwnam(caller.user)
        with open(__file__, encoding='utf-8') as stream:
            program = stream.read()
        self._process = subprocess.Popen(
            ['/usr/bin/python3', '-B', '-c', program, lab.environment['DBUS_SYSTEM_BUS_ADDRESS'], str(caller.pid),
             answer],
            user=entry.pw_uid, group=entry.pw_gid, extra_groups=[], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            text=True, cwd='/', env={'PATH': os.environ['PATH'], 'LANG': 'C.UTF-8', 'HOME': '/nonexistent'})
        assert self.read() == ['ready']

    def read(self):
        """Returns what happened next: ['asked', ACTION, COOKIE] or ['cancelled', COOKIE]."""
        return self._process.stdout.readline().split()

    def finish(self):
        """Closes the dialog, as after a password; whether that was right, polkit was told by somebody else."""
        self._process.send_signal(signal.SIGUSR1)

    def close(self):
        """Takes the agent away."""
        self._process.terminate()
        self._process.wait(10)
        self._process.stdout.close()


def _start_time(pid):
    with open(f'/proc/{pid}/stat', encoding='utf-8') as stream:
        return int(stream.read().rsplit(')', 1)[1].split()[19])


def _serve(address, pid, answer):
    from gi.repository import Gio, GLib  # pylint: disable=import-outside-toplevel
    bus = Gio.DBusConnection.new_for_address_sync(
        address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
        None, None)
    open_dialogs = []

    def called(bus, sender, path, interface, method, arguments, invocation):
        words = arguments.unpack()
        if method == 'CancelAuthentication':
            print('cancelled', words[0], flush=True)
            invocation.return_value(None)
            return
        print('asked', words[0], words[4], flush=True)
        if answer == 'dismiss':
            invocation.return_dbus_error('org.freedesktop.PolicyKit1.Error.Cancelled', 'dismissed')
        else:
            open_dialogs.append(invocation)

    def finish():
        open_dialogs.pop().return_value(None)
        return True

    GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGUSR1, finish)
    bus.register_object('/agent', Gio.DBusNodeInfo.new_for_xml(_AGENT).interfaces[0], called, None, None)
    subject = ('unix-process', {'pid': GLib.Variant('u', pid), 'start-time': GLib.Variant('t', _start_time(pid))})
    bus.call_sync(*_AUTHORITY, 'RegisterAuthenticationAgent', GLib.Variant('((sa{sv})ss)', (subject, 'C', '/agent')),
                  None, Gio.DBusCallFlags.NONE, -1, None)
    print('ready', flush=True)
    GLib.MainLoop().run()


if __name__ == '__main__':
    _serve(sys.argv[1], int(sys.argv[2]), sys.argv[3])
