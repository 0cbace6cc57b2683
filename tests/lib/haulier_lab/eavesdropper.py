# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hears what the engine says on the bus: replies, errors, signals, and what it asks others."""

import os
import subprocess

from .processes import wait_until


class Eavesdropper:
    """dbus-monitor; the messages as they are on the wire."""

    def __init__(self, lab, bus='SESSION', rules=("sender='org.haulier.Transfer1'",)):
        """Hears on the session or the SYSTEM bus what the match rules say; without any, everything."""
        self._path = os.path.join(lab.folder, 'heard')
        with open(self._path, 'wb') as output:
            self._process = subprocess.Popen(  # pylint: disable=consider-using-with
                ['dbus-monitor', '--address', lab.environment[f'DBUS_{bus}_BUS_ADDRESS'], '--binary',
                 *rules],
                stdout=output, stderr=subprocess.DEVNULL, env=lab.environment)

        def hears():
            lab.ctl('jobs', check=0)
            return self.heard()
        wait_until('somebody listens', hears)

    def heard(self):
        """Returns the bytes of every message so far."""
        with open(self._path, 'rb') as stream:
            return stream.read()

    def close(self):
        """Ends it; what was heard is gone."""
        self._process.terminate()
        self._process.wait()
        os.unlink(self._path)
