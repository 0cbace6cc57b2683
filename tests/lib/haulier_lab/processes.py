# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting programs, waiting for them, and ending every one of them whatever happens."""

import atexit
import ctypes
import os
import signal
import socket
import subprocess
import time

_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None, use_errno=True)


def wait_until(what, condition, seconds=20.0):
    """Returns what condition() gives as soon as that is true; fails after so many seconds."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f'{what}: not within {seconds} s')
        time.sleep(0.02)


def free_port():
    """Returns a TCP port of the loopback interface that was free just now."""
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


def accepts(path):
    """Returns whether somebody listens at a socket of the file system; that it is there is not enough."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(path)
            return True
        except OSError:
            return False


def children_of(pid):
    """Returns the pids of the direct children of a process."""
    found = []
    try:
        for task in os.listdir(f'/proc/{pid}/task'):
            with open(f'/proc/{pid}/task/{task}/children', encoding='ascii') as stream:
                found += [int(word) for word in stream.read().split()]
    except OSError:
        pass
    return found


def name_of(pid):
    """Returns the name of a program that runs, '' when it is gone or a zombie."""
    try:
        # Not its exe link: a worker does not let others look at that.
        with open(f'/proc/{pid}/stat', encoding='utf-8', errors='replace') as stream:
            head, tail = stream.read().rsplit(')', 1)
        return '' if tail.split()[0] in 'ZX' else head.split('(', 1)[1]
    except OSError:
        return ''


class Processes:
    """What one test program started. Orphans come back to it, so that none can be left behind."""

    def __init__(self):
        _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._started = []
        atexit.register(self.end)

    def start(self, arguments, environment=None, output=subprocess.DEVNULL, **more):
        """Starts a program; its output goes to the given file."""
        process = subprocess.Popen(arguments, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=subprocess.STDOUT, **more)
        self._started.append(process)
        return process

    def descendants(self):
        """Returns the pids of everything that this program started, itself not."""
        found, todo = [], [os.getpid()]
        while todo:
            children = children_of(todo.pop())
            found += children
            todo += children
        return found

    def kill(self, pid, number=signal.SIGKILL):
        """Sends a signal to a descendant and waits until it is gone."""
        if pid not in self.descendants():
            return
        os.kill(pid, number)
        wait_until(f'end of {pid}', lambda: self._reap(pid))

    def _reap(self, pid):
        for process in self._started:
            if process.pid == pid:
                return process.poll() is not None
        try:
            return os.waitpid(pid, os.WNOHANG)[0] == pid
        except ChildProcessError:
            return not os.path.exists(f'/proc/{pid}')

    def end(self):
        """Ends every descendant, politely first."""
        for number, patience in ((signal.SIGTERM, 3.0), (signal.SIGKILL, 5.0)):
            pids = self.descendants()
            for pid in pids:
                try:
                    os.kill(pid, number)
                except ProcessLookupError:
                    pass
            deadline = time.monotonic() + patience
            while self.descendants() and time.monotonic() < deadline:
                for pid in children_of(os.getpid()):
                    self._reap(pid)
                time.sleep(0.01)
        self._started.clear()
