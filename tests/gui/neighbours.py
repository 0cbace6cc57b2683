# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays the desktop around the window: notifications, session, file manager. Writes each call to a file.

Argument: the file; one JSON line a call, [method, arguments].
"""
import json
import sys

from gi.repository import Gio, GLib

SERVICES = {
    'org.freedesktop.Notifications': ('/org/freedesktop/Notifications', '''
        <method name="GetCapabilities"><arg type="as" direction="out"/></method>
        <method name="Notify"><arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
          <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
          <arg type="a{sv}" direction="in"/><arg type="i" direction="in"/><arg type="u" direction="out"/></method>
        <method name="CloseNotification"><arg type="u" direction="in"/></method>
        <signal name="ActionInvoked"><arg type="u"/><arg type="s"/></signal>'''),
    'org.gnome.SessionManager': ('/org/gnome/SessionManager', '''
        <method name="RegisterClient"><arg type="s" direction="in"/><arg type="s" direction="in"/>
          <arg type="o" direction="out"/></method>
        <method name="UnregisterClient"><arg type="o" direction="in"/></method>
        <method name="Inhibit"><arg type="s" direction="in"/><arg type="u" direction="in"/>
          <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="u" direction="out"/></method>
        <method name="Uninhibit"><arg type="u" direction="in"/></method>'''),
    'org.freedesktop.FileManager1': ('/org/freedesktop/FileManager1', '''
        <method name="ShowItems"><arg type="as" direction="in"/><arg type="s" direction="in"/></method>'''),
}
ANSWERS = {
    'GetCapabilities': GLib.Variant('(as)', (['actions', 'body'],)),
    'RegisterClient': GLib.Variant('(o)', ('/org/gnome/SessionManager/Client1',)),
    'Inhibit': GLib.Variant('(u)', (7,)),
}


def write(row):
    """Writes one call."""
    with open(sys.argv[1], 'a', encoding='utf-8') as stream:
        stream.write(json.dumps(row) + '\n')


def called(_bus, _sender, _path, _interface, method, arguments, invocation):
    """Answers a call."""
    values = arguments.unpack()
    write([method, [value for value in values if not isinstance(value, dict)]])
    if method == 'Notify':
        invocation.return_value(GLib.Variant('(u)', (values[1] or sum(values[3].encode()),)))
    else:
        invocation.return_value(ANSWERS.get(method))


def main():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    for name, (path, members) in SERVICES.items():
        node = Gio.DBusNodeInfo.new_for_xml(f'<node><interface name="{name}">{members}</interface></node>')
        bus.register_object(path, node.interfaces[0], called, None, None)
        Gio.bus_own_name_on_connection(bus, name, Gio.BusNameOwnerFlags.NONE, None, None)
    GLib.MainLoop().run()


main()
