#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose connections they are: each identity has its own to a server that keeps them open, and no job uses another's."""

import pwd
import unittest

from haulier_lab import HostileServer, SystemLab, content, main, wait_until

DATA = content(300_000)
AS_BEN = 'NetworkService-as-ben'
# Who owns the folder, the options, and the user that a server is spoken to as.
JOBS = {
    'LocalService': ('haulier-local', ('--account=LocalService',), 'haulier-local'),
    'NetworkService': ('haulier-network', ('--account=NetworkService',), 'haulier-network'),
    'LocalSystem': ('root', ('--account=LocalSystem',), 'haulier-system'),
    'anna': ('anna', (), 'anna'),
    'ben': ('ben', (), 'ben'),
    AS_BEN: ('haulier-network', ('--account=NetworkService',), 'ben'),
}


def user_of(port):
    """Returns the uid of who has a TCP port of the loopback interface, as the kernel says."""
    with open('/proc/net/tcp', encoding='ascii') as stream:
        for line in stream:
            fields = line.split()
            if fields[1] == f'0100007F:{port:04X}':
                return int(fields[7])
    return None


class Connections(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab()
        cls.addClassCleanup(cls.lab.close)

    def setUp(self):
        self.server = HostileServer()
        self.addCleanup(self.server.close)
        self.seen = []

    def diagnose(self):
        return self.lab.daemon_output()

    def note(self, request, reply):
        """Notes whose job asked, on which connection, and whose the connection is."""
        label = request.path.strip('/').split('.')[0]
        self.seen.append((label, request.connection, user_of(request.port)))
        return reply

    def add(self, label, number):
        """Adds a job of three files, suspended; returns its id."""
        owner, options, _ = JOBS[label]
        names = [f'{label}.{number}.{part}' for part in range(3)]
        for name in names:
            self.server.serve(name, DATA, twist=self.note)
        job = self.lab.ctl('add', '--json', '--paused', *options, '--to', self.lab.folder_of(owner, label),
                           *[self.server.url(name) for name in names], user='root' if options else owner,
                           check=0).json['id']
        if label == AS_BEN:
            self.lend(job)
        return job

    def lend(self, job):
        self.lab.ctl('token', 'flags', job, 'network', check=0)
        code = self.lab.ctl('token', 'offer', job, check=0).output.strip()
        digest = self.lab.ctl('token', 'describe', '--json', code, user='ben', check=0).json['digest']
        self.lab.ctl('token', 'lend', code, '--yes', f'--digest={digest}', user='ben', check=0)

    def finish(self, *jobs):
        for job in jobs:
            self.lab.ctl('resume', job, check=0)
        for job in jobs:
            shown = {}
            wait_until('it is done', lambda job=job, shown=shown: shown.update(
                self.lab.ctl('show', '--json', job, check=0).json) or shown['state'] in ('acknowledged', 'error'), 60)
            self.assertEqual(shown['state'], 'acknowledged', shown)

    def assert_not_shared(self):
        """Asserts that each connection belongs to the user whom the rules say, and serves one identity's jobs."""
        for label, _, uid in self.seen:
            self.assertEqual(uid, pwd.getpwnam(JOBS[label][2]).pw_uid, label)
        labels = {}
        for label, connection, _ in self.seen:
            labels.setdefault(connection, set()).add(label)
        self.assertEqual([found for found in labels.values() if len(found) > 1], [])
        self.assertEqual({label for label, _, _ in self.seen}, set(JOBS))

    def connections(self, label):
        return {connection for name, connection, _ in self.seen if name == label}

    def test_one_after_the_other(self):
        for label in JOBS:
            self.finish(self.add(label, 0))
            before = self.connections(label)
            self.finish(self.add(label, 1))
            # They are kept open: who comes next could have used them.
            self.assertEqual(self.connections(label), before, label)
        self.assert_not_shared()

    def test_at_once(self):
        for number in range(2):
            self.finish(*[self.add(label, number) for label in JOBS])
        self.assert_not_shared()


if __name__ == '__main__':
    main()
