#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing that was accepted is lost: kills, restarts, damaged databases."""

import glob
import os
import random
import signal

from haulier_lab import LabCase, Reply, content, main, rows, wait_until

LARGE = content(16 << 20)

DAMAGES = [
    ('garbage', lambda data: random.Random(5).randbytes(len(data))),
    ('garbage in the middle', lambda data: data[:100] + random.Random(6).randbytes(len(data) - 100)),
    ('truncated', lambda data: data[:len(data) // 2]),
    ('one page', lambda data: data[:4096]),
    ('zero bytes long', lambda data: b''),
    ('all zero', lambda data: bytes(len(data))),
    ('a text', lambda data: b'this is not a database\n'),
]


class Recovery(LabCase):
    def setUp(self):
        super().setUp()
        if not self.lab.daemon_pid():
            self.lab.start_daemon()
        self.url = self.server.script('/ok', Reply(body=b'ok'))

    def ids(self):
        return {job['id'] for job in self.lab.ctl('jobs', '--json', check=0).json}

    def test_killed_after_each_add(self):
        added = set()
        for number in range(12):
            added.add(self.lab.add(self.url, '--paused', '--name', f'kill {number}',
                                   to=self.folder)['id'])
            self.lab.stop_daemon(signal.SIGKILL)
            self.lab.start_daemon()
            self.assertLessEqual(added, self.ids())
        for job in added:
            self.assertEqual(self.lab.show(job)['state'], 'suspended')

    def test_polite_end_and_start(self):
        job = self.lab.add(self.url, '--paused', to=self.folder)
        self.lab.stop_daemon()
        self.lab.start_daemon()
        self.assertEqual(self.lab.show(job)['state'], 'suspended')
        self.lab.ctl('resume', job['id'], check=0)
        self.lab.ctl('wait', job['id'], check=0)

    def started(self, name):
        self.resource = self.server.serve(name, LARGE)
        self.resource.hold_after = len(LARGE) // 2
        job = self.lab.add(self.server.url(name), to=self.folder)
        wait_until('a third', lambda: self.lab.show(job)['bytes_transferred'] > len(LARGE) // 3)
        return job

    def test_resumes_after_the_daemon_was_killed(self):
        job = self.started('/daemon')
        self.lab.stop_daemon(signal.SIGKILL)
        self.resource.hold_after = None
        sent = self.server.bytes_sent('/daemon')
        self.assertGreater(sent, len(LARGE) // 3)
        self.lab.start_daemon()
        self.lab.ctl('wait', job['id'], check=0)
        self.assert_only('daemon', LARGE)
        ranges = [e for e in self.server.exchanges('/daemon') if e.request.first_byte()]
        self.assertTrue(ranges, 'it started from the beginning')

    def test_resumes_after_the_worker_was_killed(self):
        job = self.started('/worker')
        for pid in self.lab.worker_pids():
            self.lab.processes.kill(pid)
        self.resource.hold_after = None
        self.lab.ctl('wait', job['id'], check=0)
        self.assert_only('worker', LARGE)

    def test_worker_ends_with_the_daemon(self):
        self.started('/orphan')
        workers = self.lab.worker_pids()
        self.assertTrue(workers)
        self.lab.processes.kill(self.lab.daemon_pid())
        wait_until('the workers end', lambda: not self.lab.worker_pids(), 5)

    def test_finished_stays_finished(self):
        job = self.lab.add(self.url, '--wait', to=self.folder)
        # Changes are stored in order: what comes before an accepted job is stored when that is.
        self.lab.add(self.url, '--paused', '--name', 'after', to=self.lab.target + '/')
        self.lab.stop_daemon(signal.SIGKILL)
        asked = len(self.server.exchanges('/ok'))
        self.lab.start_daemon()
        self.assertEqual(self.lab.show(job)['state'], 'acknowledged')
        self.assertEqual(len(self.server.exchanges('/ok')), asked)
        self.assert_only('ok', b'ok')

    def test_temporary_file_gone(self):
        job = self.started('/gone')
        self.lab.stop_daemon(signal.SIGKILL)
        self.resource.hold_after = None
        for name in self.files():
            os.unlink(self.folder + name)
        self.lab.start_daemon()
        self.lab.ctl('wait', job['id'], check=0)
        self.assert_only('gone', LARGE)

    def test_progress_record_spoilt(self):
        job = self.started('/record')
        self.lab.stop_daemon(signal.SIGKILL)
        self.resource.hold_after = None
        records = [name for name in self.files() if name.endswith('.progress')]
        self.assertTrue(records, self.files())
        for name in records:
            with open(self.folder + name, 'r+b') as stream:
                data = bytearray(stream.read())
                data[len(data) // 2] ^= 0xff
                stream.seek(0)
                stream.write(data)
        self.lab.start_daemon()
        self.lab.ctl('wait', job['id'], check=0)
        self.assert_only('record', LARGE)

    def test_temporary_file_spoilt_in_length(self):
        job = self.started('/short')
        self.lab.stop_daemon(signal.SIGKILL)
        self.resource.hold_after = None
        for name in self.files():
            if name.endswith('.part'):
                os.truncate(self.folder + name, 1 << 20)
        self.lab.start_daemon()
        self.lab.ctl('wait', job['id'], check=0)
        self.assert_only('short', LARGE)

    @rows(DAMAGES)
    def check_damaged_database(self, row):
        _, damage = row
        jobs = [self.lab.add(self.url, '--paused', '--name', f'kept {number}', to=self.folder)
                for number in range(3)]
        gone = self.lab.add(self.url, '--paused', '--name', 'removed', to=self.folder)
        self.lab.ctl('cancel', gone['id'], check=0)
        self.lab.ctl('remove', gone['id'], check=0)
        self.lab.stop_daemon(signal.SIGKILL)
        database = os.path.join(self.lab.state, 'haulier', 'queue.db')
        with open(database, 'rb') as stream:
            data = stream.read()
        with open(database, 'wb') as stream:
            stream.write(damage(data))
        for extra in ('-wal', '-shm'):
            if os.path.exists(database + extra):
                os.unlink(database + extra)
        before = set(glob.glob(os.path.dirname(database) + '/*'))
        self.lab.start_daemon()
        listed = self.lab.ctl('jobs', '--json', check=0)
        found = {job['id']: job for job in listed.json}
        self.assertRegex(listed.errors, '(?i)damaged|corrupt')
        for job in jobs:
            self.assertIn(job['id'], found)
        self.assertNotIn(gone['id'], found)
        if damage(data):
            self.assertTrue(set(glob.glob(os.path.dirname(database) + '/*')) - before,
                            'the damaged database was not set aside')
        self.assertRegex(self.lab.daemon_output(), '(?i)damaged|corrupt')
        self.lab.ctl('resume', jobs[0]['id'], check=0)
        self.lab.ctl('wait', jobs[0]['id'], check=0)
        self.assertIn('ok', self.files())


if __name__ == '__main__':
    main()
