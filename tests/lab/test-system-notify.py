#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notify commands of the engine of the computer: as the owner, with nothing of the engine's, never for services."""

import os
import pwd
import unittest

from haulier_lab import HostileServer, SystemLab, content, main, rows, wait_until

DATA = content(1000)
# What the program is, where it is, what it was told, and which descriptors it has.
PROGRAM = '''#!/bin/sh
{{ id -u; id -g; id -G; pwd; umask; grep -E 'NoNewPrivs|CapEff' /proc/self/status; echo; env -0 | tr '\\0' '\\n'; echo
  for fd in /proc/$$/fd/*; do readlink "$fd"; done; }} > {folder}note.new 2>&1
mv {folder}note.new {folder}note
'''
WANTED = {'PATH', 'HOME', 'USER', 'LOGNAME', 'PWD', 'LANG', 'TZ', 'HAULIER_JOB_ID', 'HAULIER_JOB_STATE'}
CHECKERS = {'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'LSAN_OPTIONS', 'G_DEBUG'}


class Notify(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab(start=False)
        cls.addClassCleanup(cls.lab.close)
        cls.lab.start_daemon(environment={'PLANTED': 'of-the-engine', 'LD_BIND_NOW': '1'})
        cls.server = HostileServer()
        cls.addClassCleanup(cls.server.close)
        cls.server.serve('/file', DATA)

    def diagnose(self):
        return self.lab.daemon_output()

    def prepare(self, user):
        """Makes a folder of a user with the program in it."""
        self.folder = self.lab.folder_of(user, 'notes')
        self.program = self.folder + 'program'
        with open(self.program, 'w', encoding='utf-8') as stream:
            stream.write(PROGRAM.format(folder=self.folder))
        os.chmod(self.program, 0o755)

    def add(self, *options, user='root'):
        job = self.lab.ctl('add', '--json', '--paused', *options, '--to', self.folder, self.server.url('/file'),
                           user=user, check=0).json['id']
        self.lab.ctl('set', job, f'notify-command={self.program}', user=user, check=0)
        self.lab.ctl('resume', job, user=user, check=0)
        return job

    def trace(self, job):
        return [row['text'] for row in self.lab.ctl('trace', job, '--json', check=0).json if row['kind'] == 'notify']

    def wait_for(self, job, state):
        wait_until(state, lambda: self.lab.ctl('show', '--json', job, check=0).json['state'] == state, 30)

    def test_runs_as_its_owner(self):
        self.prepare('ben')
        job = self.add(user='ben')
        wait_until('it runs', lambda: os.path.exists(self.folder + 'note'))
        with open(self.folder + 'note', encoding='utf-8') as stream:
            who, environment, descriptors = stream.read().split('\n\n')
        uid = str(pwd.getpwnam('ben').pw_uid)
        self.assertEqual(who.splitlines()[:4], [uid, uid, uid, self.lab.home_of('ben')])
        self.assertRegex(who, r'CapEff:\s+0+\n')
        self.assertRegex(who, r'NoNewPrivs:\s+1')
        variables = dict(line.split('=', 1) for line in environment.splitlines())
        self.assertLessEqual(set(variables) - {'OLDPWD', 'SHLVL', '_'}, WANTED | CHECKERS)
        self.assertEqual((variables['HOME'], variables['USER'], variables['HAULIER_JOB_ID']),
                         (self.lab.home_of('ben'), 'ben', job))
        # its own script, silence, and the note: nothing of the engine
        for target in descriptors.splitlines():
            self.assertIn(target, ('/dev/null', self.program, self.folder + 'note.new'), descriptors)
        self.assertEqual(os.stat(self.folder + 'note').st_uid, int(uid))

    @rows([('LocalService', 'haulier-local'), ('NetworkService', 'haulier-network'), ('LocalSystem', 'root')])
    def check_never_for(self, row):
        account, owner = row
        self.prepare(owner)
        job = self.add(f'--account={account}')
        self.wait_for(job, 'acknowledged')
        self.assertEqual(self.trace(job), [])
        self.assertFalse(os.path.exists(self.folder + 'note'))


if __name__ == '__main__':
    main()
