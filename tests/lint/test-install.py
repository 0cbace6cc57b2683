#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Installs the build into a scratch folder, and looks whether all parts are there and find each other."""
import configparser
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

BUILD = os.environ['HAULIER_BUILD_DIR']
EXPECTED = [
    'bin/haulier',
    'bin/haulierctl',
    'libexec/haulier/haulier-launch',
    'libexec/haulier/haulier-worker',
    'libexec/haulier/haulierd',
    'share/applications/org.haulier.Haulier.desktop',
    'share/bash-completion/completions/haulierctl',
    'share/dbus-1/interfaces/org.haulier.Transfer1.xml',
    'share/dbus-1/services/org.haulier.Haulier.service',
    'share/dbus-1/services/org.haulier.Transfer1.service',
    'share/icons/hicolor/scalable/apps/org.haulier.Haulier.svg',
    'share/icons/hicolor/symbolic/apps/org.haulier.Haulier-symbolic.svg',
    'share/man/man1/haulierctl.1',
    'share/man/man8/haulierd.8',
    'share/metainfo/org.haulier.Haulier.metainfo.xml',
    'lib/systemd/user/haulierd.service',
]
# Libraries that a program may not be linked with: a parser has no place where rights or rules are.
FORBIDDEN = {
    'bin/haulier': 'curl sqlite3 smbclient',
    'bin/haulierctl': 'curl sqlite3 smbclient gtk',
    'libexec/haulier/haulierd': 'curl smbclient gtk',
    'libexec/haulier/haulier-launch': 'curl smbclient gtk sqlite3 ssl gssapi gio',
    'libexec/haulier/haulier-worker': 'sqlite3 gtk',
}


class Install(unittest.TestCase):
    """One installation for all the tests."""

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.destination = pathlib.Path(scratch.name)
        subprocess.run(['meson', 'install', '-C', BUILD, '--no-rebuild', '--destdir', scratch.name],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
        (cls.prefix,) = cls.destination.glob('usr/local')

    def installed(self, path):
        """The installed file of an absolute path."""
        return self.destination / path.lstrip('/')

    def test_everything_is_there(self):
        self.assertEqual([name for name in EXPECTED if not (self.prefix / name).is_file()], [])

    def test_programs_are_linked_with_what_they_may_use(self):
        for name, forbidden in FORBIDDEN.items():
            headers = subprocess.check_output(['objdump', '-p', self.prefix / name], text=True)
            needed = re.findall(r'NEEDED +lib([a-z]+[0-9]?)', headers)
            self.assertEqual(sorted(set(needed) & set(forbidden.split())), [], f'{name}: {needed}')

    def test_nothing_names_the_build_folder(self):
        for path in self.prefix.rglob('*'):
            if path.is_file() and path.suffix in {'.service', '.desktop', '.xml'}:
                text = path.read_text(encoding='utf-8')
                self.assertNotIn(BUILD, text, path)
                self.assertFalse(path.suffix == '.service' and '@' in text, path)

    def test_services_name_what_they_are_called(self):
        for path in (self.prefix / 'share/dbus-1/services').iterdir():
            service = configparser.ConfigParser(interpolation=None)
            service.read(path)
            self.assertEqual(service['D-BUS Service']['Name'], path.stem)

    def test_services_start_programs_that_are_there(self):
        for path in [*self.prefix.glob('share/dbus-1/services/*'), *self.prefix.glob('lib/systemd/user/*')]:
            (program,) = re.findall(r'^Exec(?:Start)?=(\S+)', path.read_text(encoding='utf-8'), re.M)
            self.assertTrue(os.access(self.installed(program), os.X_OK), f'{path.name}: {program}')

    def test_desktop_entry_is_valid(self):
        entry = self.prefix / 'share/applications/org.haulier.Haulier.desktop'
        subprocess.run(['desktop-file-validate', entry], check=True)


if __name__ == '__main__':
    unittest.main()
