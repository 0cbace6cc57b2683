# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a disk may hold after a power cut: reads the log of power-cut.c and makes one legal state.

Legal is: what was written before a sync that ended is there; of what was written afterwards any
block may be there or not, in any of its versions; names change in the order of the log, and may stop
changing anywhere after the last sync."""

import os
import struct

_ENTRY = struct.Struct('=c7xQQQ')
_BLOCK = 512


class _File:
    """One file: its content that is safe, and the writes that are not."""

    def __init__(self):
        self.safe = bytearray()
        self.loose = []      # (kind, offset, data) in order
        self.syncing = None  # how many of the loose were there when a sync began

    def settle(self, count):
        """Makes the first writes safe."""
        for kind, offset, data in self.loose[:count]:
            self._apply(self.safe, kind, offset, data)
        del self.loose[:count]

    @staticmethod
    def _apply(content, kind, offset, data):
        if kind == 'T':
            if offset < len(content):
                del content[offset:]
            else:
                content.extend(bytes(offset - len(content)))
        elif kind == 'A':
            content.extend(bytes(max(0, offset - len(content))))
        else:
            content.extend(bytes(max(0, offset + len(data) - len(content))))
            content[offset:offset + len(data)] = data

    def after_the_cut(self, chance, block):
        """Returns one content that may be found; each loose block survives with its own luck."""
        content = bytearray(self.safe)
        for kind, offset, data in self.loose:
            if kind != 'W':
                if chance.random() < 0.5:
                    self._apply(content, kind, offset, data)
                continue
            luck = chance.choice((0.0, 0.5, 0.5, 1.0))
            position = 0
            while position < len(data):
                size = block - (offset + position) % block
                if chance.random() < luck:
                    self._apply(content, kind, offset + position, data[position:position + size])
                position += size
        return bytes(content)


class Disk:
    """What the log says about one folder."""

    def __init__(self, log):
        self.files = {}      # inode -> _File
        self.names = []      # (inode or None, name) in order: a name given, or taken away
        self.safe_names = 0
        self._names_syncing = 0
        self.synced = 0
        with open(log, 'rb') as stream:
            data = stream.read()
        position = 0
        while position + _ENTRY.size <= len(data):
            kind, inode, offset, length = _ENTRY.unpack_from(data, position)
            position += _ENTRY.size
            self._read(kind.decode(), inode, offset, data[position:position + length])
            position += length

    def _read(self, kind, inode, offset, data):
        if kind == 'B':
            self._names_syncing = len(self.names)
            for file in self._of(inode):
                file.syncing = len(file.loose)
        elif kind == 'E':
            self.synced += 1
            self.safe_names = max(self.safe_names, self._names_syncing)
            for file in self._of(inode):
                file.settle(file.syncing or 0)
                file.syncing = None
        elif kind == 'R' and inode not in self.files:
            pass  # a file of another folder
        elif kind in 'OR':
            if (inode, data.decode()) not in self.names[-1:]:
                self.names.append((inode, data.decode()))
            self.files.setdefault(inode, _File())
        elif kind == 'U':
            self.names.append((None, data.decode()))
        else:
            self.files.setdefault(inode, _File()).loose.append((kind, offset, data))

    def _of(self, inode):
        if inode == 0:
            return list(self.files.values())
        return [self.files[inode]] if inode in self.files else []

    def write(self, folder, chance):
        """Replaces what is in the folder by one state after a power cut; returns its names."""
        count = chance.randint(self.safe_names, len(self.names))
        found = {}
        for inode, name in self.names[:count]:
            if inode is None:
                found.pop(name, None)
            else:
                found = {key: value for key, value in found.items() if value != inode}
                found[name] = inode
        for name in os.listdir(folder):
            os.unlink(os.path.join(folder, name))
        for name, inode in found.items():
            block = _BLOCK if name.endswith('.progress') else 4096
            path = os.path.join(folder, name)
            with open(path, 'wb') as stream:
                stream.write(self.files[inode].after_the_cut(chance, block))
            os.chmod(path, 0o600)
        return sorted(found)
