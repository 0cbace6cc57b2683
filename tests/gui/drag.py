# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small window from which a text can be dragged. Argument: the text."""
import sys

import gi

gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gtk  # noqa: E402 pylint: disable=wrong-import-position


def show(application):
    """Opens the window."""
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.set_content(Gdk.ContentProvider.new_for_value(sys.argv[1]))
    label = Gtk.Label(label='Drag me', hexpand=True, vexpand=True)
    label.add_controller(source)
    Gtk.ApplicationWindow(application=application, title='Source', child=label, default_width=200,
                          default_height=120).present()


program = Gtk.Application()
program.connect('activate', show)
program.run([])
