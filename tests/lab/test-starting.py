#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nobody starts an engine by hand: the first command does, with a bus or without."""

import os
import signal
import unittest

from haulier_lab import HostileServer, Lab, Reply, content, file_digest, digest_of, main, wait_until

DATA = content(3 << 20)


class Starting(unittest.TestCase):
    def setUp(self):
        self.server = HostileServer()
        self.addCleanup(self.server.close)
        self.url = self.server.script('/f', Reply(body=DATA))

    def lab(self, **more):
        lab = Lab(start=False, **more)
        self.addCleanup(lab.close)
        return lab

    def assert_fetched(self, lab, name='f'):
        self.assertEqual(file_digest(os.path.join(lab.target, name)), digest_of(DATA))

    def test_first_command_starts_it(self):
        lab = self.lab()
        lab.ctl('add', self.url, '--to', lab.target + '/', '--wait', check=0)
        self.assert_fetched(lab)
        self.assertTrue(lab.daemon_pid())

    def test_it_goes_on_when_the_command_is_gone(self):
        lab = self.lab()
        self.server.serve('/slow', DATA, rate=2 << 20)
        lab.ctl('add', self.server.url('/slow'), '--to', lab.target + '/', check=0)
        wait_until('the file', lambda: os.path.exists(lab.target + '/slow'))
        self.assert_fetched(lab, 'slow')

    def test_without_a_bus(self):
        lab = self.lab(bus=False)
        lab.ctl('add', self.url, '--to', lab.target + '/', '--wait', check=0)
        self.assert_fetched(lab)
        first = lab.daemon_pid()
        self.assertEqual(len(lab.ctl('jobs', '--json', check=0).json), 1)
        self.assertEqual(lab.daemon_pid(), first)
        self.assertTrue(os.path.exists(lab.runtime + '/haulier/bus'))

    def test_everything_killed(self):
        lab = self.lab(bus=False)
        self.server.serve('/slow', DATA, rate=1 << 20)
        job = lab.add(self.server.url('/slow'))
        wait_until('bytes', lambda: self.server.bytes_sent('/slow') > 1 << 20)
        for pid in lab.processes.descendants():
            lab.processes.kill(pid, signal.SIGKILL)
        lab.ctl('wait', job['id'], check=0)
        self.assert_fetched(lab, 'slow')

    def test_many_first_commands_at_once(self):
        lab = self.lab()
        processes = [lab.processes.start([lab.program('haulierctl'), 'jobs'], lab.environment)
                     for _ in range(6)]
        for process in processes:
            self.assertEqual(process.wait(30), 0)
        owner = lab.bus_owner()
        wait_until('one engine', lambda: [pid for pid in lab.processes.descendants()
                                          if pid != owner and lab.is_daemon(pid)] == [])

    def test_relative_state_folder_is_ignored(self):
        lab = self.lab()
        lab.environment['XDG_STATE_HOME'] = 'state'
        lab.ctl('add', self.url, '--to', lab.target + '/', '--wait', check=0)
        self.assert_fetched(lab)
        self.assertTrue(os.path.exists(lab.home + '/.local/state/haulier/queue.db'))

    def test_engine_that_cannot_start(self):
        lab = self.lab()
        os.chmod(lab.state, 0o700)
        with open(lab.state + '/haulier', 'w', encoding='ascii') as stream:
            stream.write('a file where its folder has to be')
        result = lab.ctl('jobs')
        self.assertEqual(result.status, 7, result)
        self.assertTrue(result.errors.startswith('haulierctl: '), result.errors)


if __name__ == '__main__':
    main()
