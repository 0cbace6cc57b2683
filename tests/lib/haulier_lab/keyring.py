# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An unlocked keyring on the private bus of a lab."""

import os
import subprocess
import tempfile

from .processes import wait_until


class Keyring:
    """gnome-keyring; what an engine keeps in it outlives the engine."""

    def __init__(self, lab):
        self._lab = lab
        with tempfile.TemporaryFile() as password, \
                open(os.path.join(lab.folder, 'keyring.log'), 'wb') as log:
            password.write(b'opensesame')
            password.seek(0)
            self._process = subprocess.Popen(  # pylint: disable=consider-using-with
                ['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'],
                stdin=password, stdout=log, stderr=log,
                env={**lab.environment, 'GNOME_KEYRING_CONTROL': lab.runtime})
        wait_until('the keyring', lambda: lab.bus_owner('org.freedesktop.secrets'))
        wait_until('its collection', self._has_collection)

    def _has_collection(self):
        done = subprocess.run(
            ['dbus-send', f'--bus=unix:path={self._lab.folder}/bus', '--print-reply=literal',
             '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets',
             'org.freedesktop.Secret.Service.ReadAlias', 'string:default'],
            capture_output=True, text=True, check=False, env=self._lab.environment)
        return done.returncode == 0 and done.stdout.strip() not in ('', '/')

    def close(self):
        """Ends it."""
        self._process.kill()
        self._process.wait()
