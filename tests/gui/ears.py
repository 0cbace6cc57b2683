# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listens as a screen reader does: writes to a file, line by line, what programs tell of texts that change.

The first line is there as soon as it listens."""
import sys

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402 pylint: disable=wrong-import-position

with open(sys.argv[1], 'w', buffering=1, encoding='utf-8') as heard:
    listener = Atspi.EventListener.new(lambda event: heard.write(f'{event.any_data}\n'))
    listener.register('object:text-changed')
    heard.write('listening\n')
    Atspi.event_main()
