# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at one program as a screen reader does: reads orders from standard input, one JSON line each.

A process of its own, because the accessibility library does not survive the end of the program it looks at.
Orders: {"pid": N} gives the things of the program, {"pid": N, "within": NAME} those of one of its windows;
{"press": [PATH]} does the first action of one of them, {"described": [PATH]} gives its description.
"""
import json
import sys

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402 pylint: disable=wrong-import-position

ROWS = ('table row', 'list item')
TEXTS = ('text', 'entry', 'password text', 'label')


def find_program(pid):
    """Returns the program as the library sees it, or None."""
    desktop = Atspi.get_desktop(0)
    desktop.clear_cache()
    for index in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(index)
        try:
            if child and child.get_process_id() == pid:
                return child
        except gi.repository.GLib.GError:
            continue
    return None


def text_of(thing, role):
    """Returns the text of a label or an entry."""
    if role not in TEXTS:
        return ''
    try:
        return Atspi.Text.get_text(thing, 0, Atspi.Text.get_character_count(thing))
    except gi.repository.GLib.GError:
        return ''


def describe(thing, path):
    """Returns one thing as data."""
    role = thing.get_role_name()
    try:
        box = thing.get_extents(Atspi.CoordType.WINDOW)
        box = [box.x, box.y, box.width, box.height]
    except gi.repository.GLib.GError:
        box = [0, 0, 0, 0]
    name = thing.get_name() or ''
    text = name if role == 'label' and name else text_of(thing, role)
    states = thing.get_state_set()
    return {'path': path, 'role': role, 'name': name, 'text': text, 'box': box,
            'focused': states.contains(Atspi.StateType.FOCUSED),
            'sensitive': states.contains(Atspi.StateType.SENSITIVE)}


def walk(thing, path, things, window=None):
    """Adds everything below a thing to the list, except what is in rows that are out of sight."""
    try:
        if window is not None and len(path) == 1 and thing.get_name() != window:
            return
        things.append(describe(thing, path))
        if things[-1]['role'] in ROWS and things[-1]['box'][2] <= 0:
            return
        count = thing.get_child_count()
    except gi.repository.GLib.GError:
        return
    for index in range(count):
        try:
            child = thing.get_child_at_index(index)
        except gi.repository.GLib.GError:
            continue
        if child:
            walk(child, path + [index], things, window)


def obey(order, program):
    """Returns the answer to an order."""
    if 'pid' in order:
        things = []
        program[0] = find_program(order['pid'])
        if program[0]:
            walk(program[0], [], things, order.get('within'))
        return things
    thing = program[0]
    for index in order.get('press', order.get('described')):
        thing = thing.get_child_at_index(index)
    if 'described' in order:
        return thing.get_description()
    return Atspi.Action.do_action(thing, 0)


def main():
    program = [None]
    for line in sys.stdin:
        try:
            answer = obey(json.loads(line), program)
        except (gi.repository.GLib.GError, AttributeError) as error:
            answer = {'error': str(error)}
        print(json.dumps(answer), flush=True)


main()
