# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Owns the clipboard with the text of a file until another program takes it: clipboard.py FILE."""
import pathlib
import sys

import gi

gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, GLib, Gtk  # noqa: E402 pylint: disable=wrong-import-position


def main():
    Gtk.init()
    path = pathlib.Path(sys.argv[1])
    loop = GLib.MainLoop()
    clipboard = Gdk.Display.get_default().get_clipboard()
    clipboard.set(path.read_text(encoding='utf-8'))
    clipboard.connect('changed', lambda clipboard: clipboard.is_local() or loop.quit())
    pathlib.Path(str(path) + '.owned').touch()
    loop.run()


main()
