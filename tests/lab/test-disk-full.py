#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A full disk: the job waits and says so, and goes on by itself when there is room."""

import contextlib
import os
import subprocess
import sys

from haulier_lab import LabCase, content, main, wait_until

ROOM = 5 << 20


class DiskFull(LabCase):
    def setUp(self):
        super().setUp()
        self.disk = self.folder.rstrip('/') + '-disk/'
        os.mkdir(self.disk)
        subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={ROOM}', 'tmpfs', self.disk], check=True)
        self.addCleanup(subprocess.run, ['umount', '-l', self.disk], check=True)
        self.folder = self.disk

    def fill(self, size):
        # As much as there is room for: a download takes some at the same time.
        with open(self.disk + 'filler', 'wb', buffering=0) as stream, contextlib.suppress(OSError):
            for _ in range(size >> 16):
                stream.write(bytes(1 << 16))

    def waits(self, job):
        found = self.lab.show(job)
        return found if found['waiting_reason'] == 'disk-full' else None

    def check(self, size, **more):
        data = content(size)
        self.server.serve('/file', data, **more)
        self.fill(3 << 20)
        job = self.lab.add(self.server.url('/file'), to=self.disk)
        found = wait_until('disk full', lambda: self.waits(job), 30)
        self.assertEqual(found['state'], 'transient-error')
        self.assert_error(found['error'], 'ERROR_DISK_FULL', 'full|space|room')
        self.assertEqual(found['error']['hresult'], '0x80070070')
        self.assertEqual(found['error']['context'], 'local-file')
        self.assertFalse(os.path.exists(self.disk + 'file'))
        os.unlink(self.disk + 'filler')
        self.lab.ctl('wait', job['id'], check=0, seconds=60)
        self.assert_only('file', data)

    def test_known_at_the_start(self):
        self.check(4 << 20)

    def test_found_while_running(self):
        self.check(4 << 20, rate=8 << 20, twist=lambda request, reply: self.unsized(reply))

    @staticmethod
    def unsized(reply):
        reply.chunk = 50000
        return reply

    def test_filled_by_others_meanwhile(self):
        data = content(4 << 20)
        self.server.serve('/grow', data, rate=2 << 20,
                          twist=lambda request, reply: self.unsized(reply))
        job = self.lab.add(self.server.url('/grow'), to=self.disk)
        wait_until('bytes', lambda: self.lab.show(job)['bytes_transferred'] > 1 << 20)
        self.fill(ROOM)
        wait_until('disk full', lambda: self.waits(job), 30)
        os.unlink(self.disk + 'filler')
        self.lab.ctl('wait', job['id'], check=0, seconds=60)
        self.assert_only('grow', data)

    def test_cancelled_while_it_waits(self):
        self.server.serve('/file', content(4 << 20))
        self.fill(3 << 20)
        job = self.lab.add(self.server.url('/file'), to=self.disk)
        wait_until('disk full', lambda: self.waits(job), 30)
        self.lab.ctl('cancel', job['id'], check=0)
        wait_until('nothing is left', lambda: self.files() == ['filler'])

    def test_read_only(self):
        subprocess.run(['mount', '-o', 'remount,ro', self.disk], check=True)
        self.server.serve('/file', content(1000))
        self.assert_call_refused('ERROR_WRITE_PROTECT', 'read-only|write',
                                 'add', self.server.url('/file'), '--to', self.disk)

    def test_many_small_files(self):
        self.server.serve('/small', content(100000))
        self.fill(3 << 20)
        addresses = [self.server.url(f'/small?{number}') for number in range(30)]
        job = self.lab.add(*addresses, to=self.disk)
        wait_until('disk full', lambda: self.waits(job), 30)
        os.unlink(self.disk + 'filler')
        self.lab.ctl('wait', job['id'], check=0, seconds=60)
        self.assertEqual(len(self.files()), 30)


if __name__ == '__main__':
    if os.environ.get('HAULIER_LAB_NAMESPACE') != 'own':
        # Mounts of a test are nobody else's: it runs in a mount namespace of its own.
        os.environ['HAULIER_LAB_NAMESPACE'] = 'own'
        user = [] if os.getuid() == 0 else ['--user', '--map-root-user']
        os.execvp('unshare', ['unshare', *user, '--mount', sys.executable, *sys.argv])
    main()
