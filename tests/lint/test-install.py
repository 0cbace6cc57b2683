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
import xml.etree.ElementTree

BUILD = os.environ['HAULIER_BUILD_DIR']
SOURCE = pathlib.Path(os.environ['HAULIER_SOURCE_DIR'])
EXPECTED = [
    'bin/haulier',
    'bin/haulierctl',
    'libexec/haulier/haulier-files',
    'libexec/haulier/haulier-kinit',
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
    'lib/systemd/system/haulierd.service',
    'lib/systemd/user/haulierd.service',
    'lib/sysusers.d/haulier.conf',
    'lib/tmpfiles.d/haulier.conf',
    'share/dbus-1/system-services/org.haulier.Transfer1.service',
    'share/dbus-1/system.d/org.haulier.Transfer1.conf',
    'share/polkit-1/actions/org.haulier.transfer1.policy',
]
# Of systemd-analyze security, in tenths: 0 to 100. Workers inherit the bounds of the service, and it cannot have more.
EXPOSURE_MAX = 40
# Libraries that a program may not be linked with: a parser has no place where rights or rules are.
FORBIDDEN = {
    'bin/haulier': 'curl sqlite3 smbclient',
    'bin/haulierctl': 'curl sqlite3 smbclient gtk',
    'libexec/haulier/haulierd': 'curl smbclient gtk krb5 gssapi',
    'libexec/haulier/haulier-files': 'curl smbclient gtk sqlite3 ssl crypto krb5 gssapi',
    'libexec/haulier/haulier-kinit': 'curl smbclient gtk sqlite3 ssl gssapi gio',
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
                self.assertNotRegex(text, '@[a-z]+@', path)

    def test_services_name_what_they_are_called(self):
        for path in self.prefix.glob('share/dbus-1/*services/*'):
            service = configparser.ConfigParser(interpolation=None)
            service.read(path)
            self.assertEqual(service['D-BUS Service']['Name'], path.stem)

    def test_services_start_programs_that_are_there(self):
        for path in [*self.prefix.glob('share/dbus-1/*services/*'), *self.prefix.glob('lib/systemd/*/*')]:
            (program,) = re.findall(r'^Exec(?:Start)?=(\S+)', path.read_text(encoding='utf-8'), re.M)
            self.assertTrue(os.access(self.installed(program), os.X_OK), f'{path.name}: {program}')

    def test_units_are_what_systemd_understands(self):
        for path in self.prefix.glob('lib/systemd/*/*.service'):
            # It looks for the programs: here they are not where they will be.
            unit = self.destination / path.name
            text = path.read_text(encoding='utf-8').replace('/usr/local/', f'{self.prefix}/')
            unit.write_text(text, encoding='utf-8')
            done = subprocess.run(['systemd-analyze', 'verify', '--man=no', unit], capture_output=True, text=True,
                                  check=False)
            said = [line for line in done.stderr.splitlines() if path.name in line]
            self.assertEqual((done.returncode, said), (0, []), done.stderr)

    def test_system_service_is_bounded(self):
        unit = self.prefix / 'lib/systemd/system/haulierd.service'
        subprocess.run(['systemd-analyze', 'security', '--offline=true', f'--threshold={EXPOSURE_MAX}', unit],
                       check=True, stdout=subprocess.DEVNULL)

    def test_accounts_of_services_are_made(self):
        root = self.destination / 'root'
        (root / 'etc').mkdir(parents=True)
        subprocess.run(['systemd-sysusers', f'--root={root}', self.prefix / 'lib/sysusers.d/haulier.conf'], check=True,
                       capture_output=True)
        users = [line.split(':') for line in (root / 'etc/passwd').read_text(encoding='utf-8').splitlines()]
        self.assertEqual(sorted(user[0] for user in users), ['haulier-local', 'haulier-network', 'haulier-system'])
        self.assertEqual({(user[5], user[6]) for user in users}, {('/', '/usr/sbin/nologin')})

    def test_folders_are_made_for_root(self):
        root = self.destination / 'folders'
        root.mkdir()
        subprocess.run(['systemd-tmpfiles', f'--root={root}', '--create', self.prefix / 'lib/tmpfiles.d/haulier.conf'],
                       check=True, capture_output=True)
        self.assertEqual((root / 'var/lib/haulier').stat().st_mode & 0o777, 0o700)
        self.assertEqual((root / 'run/haulier').stat().st_mode & 0o777, 0o711)

    def test_actions_are_those_of_the_rules(self):
        rules = (SOURCE / 'src/policy/haulier-authorisation.c').read_text(encoding='utf-8')
        policy = self.prefix / 'share/polkit-1/actions/org.haulier.transfer1.policy'
        actions = xml.etree.ElementTree.parse(policy).getroot().findall('action')
        self.assertEqual({action.get('id') for action in actions},
                         {f'org.haulier.transfer1.{name}' for name in re.findall(r'ACTION \("(.*?)"\)', rules)})
        for action in actions:
            for element in [*action.findall('description'), *action.findall('message')]:
                self.assertEqual(element.get('gettext-domain'), 'haulier', action.get('id'))

    def test_desktop_entry_is_valid(self):
        entry = self.prefix / 'share/applications/org.haulier.Haulier.desktop'
        subprocess.run(['desktop-file-validate', entry], check=True)


if __name__ == '__main__':
    unittest.main()
