# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files were opened, by whatever name and by whom: inotify follows the file and not its path."""

import ctypes
import os
import struct

_IN_OPEN, _IN_DONT_FOLLOW = 0x20, 0x02000000
_EVENT = struct.Struct('iIII')
_libc = ctypes.CDLL(None, use_errno=True)


class Opens:
    """Watches files, folders, pipes and devices. What only looks at a name, as O_PATH does, does not count."""

    def __init__(self):
        self._fd = _libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        self._paths = {}

    def close(self):
        os.close(self._fd)

    def watch(self, path):
        """Watches what has this path now; a link itself, and not what it points to."""
        number = _libc.inotify_add_watch(self._fd, os.fsencode(path), _IN_OPEN | _IN_DONT_FOLLOW)
        if number < 0:
            raise OSError(ctypes.get_errno(), 'inotify_add_watch', path)
        self._paths.setdefault(number, path)

    def take(self):
        """Returns what was opened since the last call: the path it was watched by, for each time."""
        opened = []
        while True:
            try:
                data = os.read(self._fd, 1 << 16)
            except BlockingIOError:
                return opened
            while data:
                number, mask, _, length = _EVENT.unpack_from(data)
                if mask & _IN_OPEN:
                    opened.append(self._paths[number])
                data = data[_EVENT.size + length:]
