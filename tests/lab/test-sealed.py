#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A service logs in with a password that the computer has sealed, and that is nowhere else (AUTH-2)."""

import os
import pwd
import signal
import unittest

from haulier_lab import (Eavesdropper, LoginServer, Secrecy, SystemLab, content, digest_of, file_digest, main, rows,
                         wait_until)

DATA = content(3 << 20)
SECRET = 'planted-under-the-mat'
# Says how it was called, and is the program then.
CREDS = '''#!/bin/sh
cat /proc/$$/cmdline /proc/$$/environ >> {log}
exec /usr/bin/systemd-creds "$@"
'''


class Sealed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab(start=False)
        cls.addClassCleanup(cls.lab.close)
        cls.apache = LoginServer(cls.lab.processes, cls.lab.folder, {'anna': SECRET})
        cls.seals = os.path.join(cls.lab.folder, 'seals')
        programs = os.path.join(cls.lab.folder, 'programs')
        os.mkdir(programs)
        with open(f'{programs}/systemd-creds', 'w', encoding='ascii') as stream:
            stream.write(CREDS.format(log=cls.seals))
        os.chmod(f'{programs}/systemd-creds', 0o755)
        # The key of a computer that this test has to itself.
        cls.lab.environment['SYSTEMD_CREDENTIAL_SECRET'] = os.path.join(cls.lab.folder, 'computer.key')
        cls.environment = {'PATH': f'{programs}:{os.environ["PATH"]}', 'G_MESSAGES_DEBUG': 'all'}
        cls.lab.start_daemon(environment=cls.environment)

    def diagnose(self):
        return self.lab.daemon_output()

    def shown(self, job):
        return self.lab.ctl('show', '--json', job, check=0).json

    def seal_log(self):
        with open(self.seals, encoding='utf-8') as stream:
            return stream.read()

    @rows([('asked to end', signal.SIGTERM), ('killed', signal.SIGKILL)])
    def check_login_after_a_restart(self, row):
        _, number = row
        place = f'basic/{number.name}'
        self.apache.put(place, DATA)
        folder = self.lab.folder_of('haulier-network', number.name)
        secrecy = Secrecy(self.lab, 'anna', SECRET)
        listener = Eavesdropper(self.lab, 'SYSTEM', rules=())
        self.addCleanup(listener.close)
        job = self.lab.ctl('add', '--paused', '--account=NetworkService', '--limit=200k', '--user=anna',
                           '--password-stdin', '--to', folder, self.apache.url(place), text=SECRET + '\n',
                           check=0).output.strip()
        secrecy.check_processes()
        self.lab.stop_daemon(number)
        # Now it is on the disk, or nowhere.
        secrecy.check_files(self.apache.folder)
        self.lab.start_daemon(environment=self.environment)
        self.lab.ctl('resume', job, check=0)
        wait_until('it moves', lambda: self.shown(job)['bytes_transferred'] > 0, 30)
        self.assertLessEqual({'haulierd', 'haulier-worker'}, secrecy.check_processes())
        self.lab.ctl('set', job, 'limit=none', check=0)
        wait_until('it is done', lambda: self.shown(job)['state'] in ('acknowledged', 'error'), 60)
        self.assertEqual(self.apache.arrived('/' + place), [('401', '-', '-'), ('200', 'anna', 'Basic')])
        path = os.path.join(folder, number.name)
        self.assertEqual(file_digest(path), digest_of(DATA))
        self.assertEqual(os.stat(path).st_uid, pwd.getpwnam('haulier-network').pw_uid)
        secrecy.check_commands(job, 'trace', 'show', 'files', 'credentials', 'access')
        self.assertIn(b'NetworkService', listener.heard())
        secrecy.check(listener.heard(), 'what the bus carries')
        self.assertLessEqual({'queue.db', 'queue.journal', 'haulierd.log', 'seals'},
                             secrecy.check_files(self.apache.folder))
        self.assertIn('decrypt', self.seal_log())


if __name__ == '__main__':
    main()
