#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Folders of somebody who plants links, pipes and devices: nothing elsewhere is touched, or opened."""

import contextlib
import ctypes
import os
import pwd
import stat
import threading
import unittest

from haulier_lab import (Caller, HostileServer, Opens, Refused, SystemLab, content, digest_of, file_digest, main, rows,
                         wait_until)

DATA = content(1 << 20)
# How often something changes places with a link, at most; and how many files are fetched meanwhile.
SWAPS, RACES = 20000, 8
# As the interface counts them.
STATES = ('queued', 'connecting', 'transferring', 'suspended', 'error', 'transient-error', 'transferred',
          'acknowledged', 'cancelled')
_RENAME_EXCHANGE, _AT_FDCWD = 2, -100
_libc = ctypes.CDLL(None, use_errno=True)
# Jobs of root for services, its own, and a user's.
PEOPLE = ('root', 'ben')
WHO = [('LocalSystem',), ('LocalService',), ('NetworkService',), ('root',), ('ben',)]
KINDS = ('symbolic', 'dangling', 'hard', 'hard-of-root', 'pipe', 'device', 'folder')


def swap(first, second):
    """Lets two names change places at once."""
    if _libc.renameat2(_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), first)


class Planted(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab()
        cls.addClassCleanup(cls.lab.close)
        cls.server = HostileServer()
        cls.addClassCleanup(cls.server.close)
        cls.lab.log_on('root')
        # Programs would take most of the time.
        cls.callers = {user: Caller(cls.lab, user) for user in PEOPLE}
        for caller in cls.callers.values():
            cls.addClassCleanup(caller.close)
        cls.eve = pwd.getpwnam('anna').pw_uid

    def setUp(self):
        self.resource = self.server.serve('/file', DATA)
        self.folder = self.lab.folder_of('anna', 'eve')
        os.chmod(self.folder, 0o777)
        self.outside = self.lab.folder_for('outside')
        os.chmod(self.outside, 0o777)
        self.precious, self.of_root = self.outside + 'precious', self.outside + 'of-root'
        for path, mode in ((self.precious, 0o666), (self.of_root, 0o600)):
            with open(path, 'w', encoding='utf-8') as stream:
                stream.write('root:x:0:0\n')
            os.chmod(path, mode)
        self.opens = Opens()
        self.addCleanup(self.opens.close)
        for path in (self.outside, self.precious, self.of_root):
            self.opens.watch(path)

    def diagnose(self):
        return self.lab.daemon_output()

    def look(self):
        """Asserts that nothing was opened; returns what is outside, with everything about it but its links."""
        self.assertEqual(self.opens.take(), [])
        seen = [sorted(os.listdir(self.outside))]
        for path in (self.precious, self.of_root):
            status = os.stat(path)
            with open(path, encoding='utf-8') as stream:
                seen.append((stream.read(), status.st_mode, status.st_uid, status.st_gid, status.st_mtime_ns,
                             status.st_size))
        self.opens.take()
        return seen

    def plant(self, kind, path):
        """Puts something of eve's in the place of a name, and watches it."""
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        if kind == 'symbolic':
            os.symlink(self.precious, path)
        elif kind == 'dangling':
            os.symlink(self.outside + 'new', path)
        elif kind.startswith('hard'):
            os.link(self.of_root if kind == 'hard-of-root' else self.precious, path)
            return
        elif kind == 'pipe':
            os.mkfifo(path)
        elif kind == 'device':
            os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
        else:
            os.mkdir(path)
        os.lchown(path, self.eve, self.eve)
        self.opens.watch(path)

    def caller(self, who):
        """Who asks for the jobs of an account."""
        return self.callers[who if who in PEOPLE else 'root']

    def add(self, who, *, overwrite=False, start=True, folder=None, name='file'):
        """Adds a job of an account; returns its id."""
        account = '' if who in PEOPLE else f", 'account': <'{who}'>"
        path = ', '.join(f'0x{byte:02x}' for byte in os.fsencode((folder or self.folder) + name))
        row, = self.caller(who).call(
            'CreateJob', f"(@a{{sv}} {{'start': <{str(start).lower()}>{account}}}, [('{self.server.url('/file')}', "
                         f"[byte {path}], @a{{sv}} {{'overwrite': <{str(overwrite).lower()}>}})], @a{{sv}} {{}})")
        return row[1]

    def refusal(self, who, **more):
        """Tries to add a job; returns the D-Bus name of the error and its text, or None and the id."""
        try:
            return None, self.add(who, **more)
        except Refused as error:
            return error.name, error.text

    def end(self, job):
        """Waits until a job has ended somehow, asserts that an error is one that says something; returns both."""
        last = []

        def ended():
            last[:] = self.callers['root'].call_job(job, 'GetDetails')[0]
            return STATES[last[4]] in ('acknowledged', 'error', 'transient-error')
        wait_until('an end of the job', ended, 30)
        state, code, message = STATES[last[4]], last[20], last[22]
        if state != 'acknowledged':
            self.assertNotEqual(code, 0)
            self.assertIn(self.folder.rstrip('/'), message)
            self.callers['root'].call_job(job, 'Cancel')
        return state, code

    def assert_own_file(self, path):
        """Asserts that a file that was saved is one of its own."""
        status = os.lstat(path)
        self.assertTrue(stat.S_ISREG(status.st_mode))
        self.assertEqual((status.st_nlink, file_digest(path)), (1, digest_of(DATA)))

    def clear(self):
        for name in os.listdir(self.folder):
            path = self.folder + name
            if os.path.isdir(path) and not os.path.islink(path):
                os.rmdir(path)
            else:
                os.unlink(path)

    def for_each(self, attempt, kinds=KINDS):
        """Calls attempt(kind, overwrite) for everything that can be planted, without and with leave to overwrite."""
        for kind in kinds:
            for overwrite in (False, True):
                with self.subTest(kind=kind, overwrite=overwrite):
                    self.clear()
                    attempt(kind, overwrite)

    def conclude(self, before, job):
        """Asserts how it went, whatever was planted; returns the state."""
        state, _ = self.end(job)
        if state == 'acknowledged':
            self.assert_own_file(self.folder + 'file')
        self.assertEqual(self.look(), before)
        return state

    def begin(self, who, overwrite):
        """Adds a job, and waits until its temporary file is there and bytes arrive, which stop; returns its id."""
        self.resource.sent, self.resource.hold_after = 0, 1 << 18
        job = self.add(who, overwrite=overwrite)
        wait_until('some of it arrives', lambda: self.resource.sent >= 1 << 18
                   and any(name.startswith('.haulier-') for name in os.listdir(self.folder)))
        return job

    @rows(WHO)
    def check_name_that_is_there_before(self, row):
        def attempt(kind, overwrite):
            self.plant(kind, self.folder + 'file')
            before = self.look()
            error, job = self.refusal(row[0], overwrite=overwrite)
            if error is None:
                self.conclude(before, job)
            else:
                self.assertEqual(error, 'org.haulier.Error.FileExists')
                self.assertEqual(self.look(), before)
        # What is a folder before is where the file goes.
        self.for_each(attempt, [kind for kind in KINDS if kind != 'folder'])

    @rows(WHO)
    def check_name_that_comes_later(self, row):
        def attempt(kind, overwrite):
            job = self.add(row[0], overwrite=overwrite, start=False)
            self.plant(kind, self.folder + 'file')
            before = self.look()
            self.caller(row[0]).call_job(job, 'Resume')
            self.conclude(before, job)
        self.for_each(attempt)

    @rows(WHO)
    def check_every_name_in_the_middle(self, row):
        # The temporary file, its record and the target are all replaced while bytes arrive.
        def attempt(kind, overwrite):
            job = self.begin(row[0], overwrite)
            for name in [*os.listdir(self.folder), 'file']:
                self.plant(kind, self.folder + name)
            before = self.look()
            self.resource.hold_after = None
            self.assertEqual(self.conclude(before, job), 'error')
        self.for_each(attempt)

    @rows(WHO)
    def check_every_name_while_it_rests(self, row):
        # What goes on looks for what was there; none of it is continued.
        def attempt(kind, overwrite):
            job = self.begin(row[0], overwrite)
            self.caller(row[0]).call_job(job, 'Suspend')
            for name in os.listdir(self.folder):
                self.plant(kind, self.folder + name)
            before = self.look()
            self.resource.hold_after = None
            self.caller(row[0]).call_job(job, 'Resume')
            # a folder cannot be replaced by a file; everything else is
            self.assertEqual(self.conclude(before, job), 'error' if kind == 'folder' else 'acknowledged')
        self.for_each(attempt)

    @rows(WHO)
    def check_link_instead_of_the_folder(self, row):
        way = self.folder + 'way'
        os.symlink(self.outside, way)
        os.lchown(way, self.eve, self.eve)
        before = self.look()
        for overwrite in (False, True):
            for name in ('/file', '/precious'):
                error, text = self.refusal(row[0], overwrite=overwrite, folder=way, name=name)
                self.assertEqual(error, 'org.haulier.Error.AccessDenied', text)
                self.assertIn('symbolic link', text)
        self.assertEqual(self.look(), before)

    @rows(WHO)
    def check_folder_that_becomes_a_link(self, row):
        way = self.folder + 'way'
        os.mkdir(way)
        os.chmod(way, 0o777)
        os.lchown(way, self.eve, self.eve)
        job = self.add(row[0], start=False, folder=way, name='/file')
        os.rename(way, way + '-away')
        os.symlink(self.outside, way)
        os.lchown(way, self.eve, self.eve)
        before = self.look()
        self.caller(row[0]).call_job(job, 'Resume')
        self.assertEqual(self.end(job), ('error', 0x80070005))
        self.assertEqual(self.look(), before)

    @rows([('haulier-system',), ('haulier-local',), ('haulier-network',), ('root',), ('ben',)])
    def check_way_up(self, row):
        # haulierctl takes such a path apart itself: what arrives at the engine is tried here.
        before = self.look()
        with Caller(self.lab, row[0]) as caller:
            for name in ('../up', 'way/../../up', '..'):
                path = ', '.join(f'0x{byte:02x}' for byte in os.fsencode(self.outside + name))
                error = caller.refusal('CreateJob', f"(@a{{sv}} {{}}, [('{self.server.url('/file')}', [byte {path}], "
                                                    "@a{sv} {})], @a{sv} {})")
                self.assertEqual(error[0], 'org.haulier.Error.InvalidName', error)
        self.assertFalse(os.path.lexists(os.path.join(self.lab.folder, 'up')))
        self.assertEqual(self.look(), before)

    @contextlib.contextmanager
    def racing(self, step):
        """Takes a step of eve's again and again meanwhile; yields a list that grows with each."""
        over = threading.Event()
        steps = []

        def race():
            while not over.is_set() and len(steps) < SWAPS:
                step()
                steps.append(1)
                over.wait(0.0003)
        racer = threading.Thread(target=race)
        racer.start()
        try:
            yield steps
        finally:
            over.set()
            racer.join()

    @rows(WHO)
    def check_race_of_the_folder(self, row):
        way, link = self.folder + 'way', self.folder + 'link'
        os.mkdir(way)
        os.chmod(way, 0o777)
        os.symlink(self.outside, link)
        for path in (way, link):
            os.lchown(path, self.eve, self.eve)
        before = self.look()
        ends = []
        with self.racing(lambda: swap(way, link)) as steps:
            for number in range(RACES):
                name = '/precious' if number % 2 else f'/{number}'
                error, job = self.refusal(row[0], overwrite=True, folder=way, name=name)
                ends.append(error or self.end(job)[0])
        self.assertGreater(len(steps), 100)
        self.assertEqual(self.look(), before, ends)

    @rows(WHO)
    def check_race_of_the_file(self, row):
        link = self.folder + 'link'

        def step():
            for name in os.listdir(self.folder):
                if name.startswith('.haulier-'):
                    with contextlib.suppress(FileNotFoundError):
                        os.unlink(link)
                    os.symlink(self.precious, link)
                    # it may have its name by now
                    with contextlib.suppress(FileNotFoundError):
                        swap(link, self.folder + name)
        before = self.look()
        ends = []
        with self.racing(step) as steps:
            for _ in range(RACES):
                ends.append(self.end(self.add(row[0], overwrite=True))[0])
                if ends[-1] == 'acknowledged':
                    self.assert_own_file(self.folder + 'file')
        self.assertGreater(len(steps), 100)
        self.assertEqual(self.look(), before, ends)


if __name__ == '__main__':
    main()
