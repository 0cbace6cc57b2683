#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What haulierctl accounts says, in three languages, with the real engine of a user: accounts/session.LANGUAGE.txt.

test-accounts.py --regenerate writes them anew. What the engine of the computer says is in bus/test-accounts.py."""

import getpass
import os
import re
import shutil
import socket
import sys
import unittest

from haulier_lab import Authority, Lab, main, rows

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'accounts')
HEAD = '# SPDX-FileCopyrightText: The Haulier authors\n# SPDX-License-Identifier: GPL-3.0-or-later\n\n'
LANGUAGES = ('en', 'fr', 'sv')


def ask(lab, language):
    """The answer, without who runs the test."""
    done = lab.ctl('accounts', environment={'LANGUAGE': language, 'LC_ALL': 'C.UTF-8'}, check=0)
    host = socket.gethostname().partition('.')[0].upper()
    return HEAD + re.sub(rf'\b{re.escape(getpass.getuser())}\t', 'OWNER\t', done.output.replace(f'{host}$', 'HOST$'))


def path_of(language):
    return os.path.join(FOLDER, f'session.{language}.txt')


class Accounts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab()
        cls.addClassCleanup(cls.lab.close)

    @rows([(language,) for language in LANGUAGES])
    def check_text(self, row):
        with open(path_of(row[0]), encoding='utf-8') as stream:
            self.assertEqual(ask(self.lab, row[0]), stream.read())

    def test_json(self):
        accounts = self.lab.ctl('accounts', '--json', check=0).json
        self.assertEqual([account['account'] for account in accounts],
                         [f'uid:{os.getuid()}', 'LocalSystem', 'LocalService', 'NetworkService'])
        own, _, service, network = accounts
        self.assertEqual((own['name'], own['logged_on'], own['jobs'], own['network_identity']),
                         (getpass.getuser(), True, 0, 'owner'))
        self.assertEqual((service['network_identity'], service['files_user']), ('anonymous', 'haulier-local'))
        self.assertEqual((network['network_identity'], network['network_user']), ('computer', 'haulier-network'))
        self.assertIn('ACC-6', ' '.join(warning['requirements'] for warning in service['warnings']))

    def test_proxy_and_jobs(self):
        self.lab.ctl('--session', 'util', 'set-proxy', 'LocalService', 'override', '--list', 'proxy.example.org:3128',
                     check=0)
        self.addCleanup(self.lab.ctl, '--session', 'util', 'set-proxy', 'LocalService', 'none')
        job = self.lab.ctl('add', '--paused', '--to', self.lab.folder_for('one'), 'http://localhost/file',
                           check=0).output.strip()
        self.addCleanup(self.lab.ctl, 'cancel', job)
        own, _, service, _ = self.lab.ctl('accounts', '--json', check=0).json
        self.assertEqual(own['jobs'], 1)
        self.assertEqual((service['proxy_usage'], service['proxy_list']), ('override', 'proxy.example.org:3128'))
        self.assertIn('proxy.example.org:3128', self.lab.ctl('accounts', check=0).output)

    def test_certificates(self):
        """One's own are one's own; the computer's are everybody's."""
        certificate, _ = Authority(self.lab.folder_for('authority')).issue('anna', expired=True)
        computers = os.path.join(self.lab.folder_for('computers'), 'certificates')
        os.makedirs(computers)
        own = os.path.join(self.lab.environment['XDG_CONFIG_HOME'], 'haulier', 'certificates')
        os.makedirs(own)
        self.addCleanup(shutil.rmtree, own)
        shutil.copy(certificate, own)
        shutil.copy(certificate, os.path.join(computers, 'host.crt'))
        environment = {'CONFIGURATION_DIRECTORY': os.path.dirname(computers)}
        accounts = self.lab.ctl('accounts', '--json', environment=environment, check=0).json
        self.assertEqual([[listed['location'] for listed in account['certificates']] for account in accounts],
                         [['current-user', 'local-machine'], *[['local-machine']] * 3])
        printed = self.lab.ctl('accounts', environment=environment, check=0).output
        shown = [line.split('\t') for line in printed.splitlines()]
        column = shown[0].index('CERTIFICATES')
        self.assertEqual([row[column] for row in shown[1:3]],
                         ['anna (expired 2020-02-01); anna (expired 2020-02-01)', 'anna (expired 2020-02-01)'])


def regenerate():
    os.makedirs(FOLDER, exist_ok=True)
    with Lab() as lab:
        for language in LANGUAGES:
            with open(path_of(language), 'w', encoding='utf-8') as stream:
                stream.write(ask(lab, language))


if __name__ == '__main__':
    if '--regenerate' in sys.argv:
        regenerate()
    else:
        main()
