#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the engine or the worker at random moments of a download, or cuts the power, again and again.

'kill' and 'cut' are that; 'late' kills both when a file is finished and the disk has not synced it
yet, starts the engine again within the same boot, and cuts the power a moment later.

Each time the final file must be right, and what was fetched twice must be little. A server sends at
most RATE a connection through small buffers, so that its log tells what the worker read.

Prints TAP lines, one a file, and at the end a table for people."""

import argparse
import ctypes
import os
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import time

from haulier_lab import Lab, Nginx, content, file_digest, leftovers, wait_until
from power_cut import Disk

MIB = 1 << 20
CLONE_NEWNET = 0x40000000
# Least, usual and most bytes that the kernel keeps of a connection for a worker that is late.
RECEIVE_BUFFER = '4096 65536 65536'
# Fetched twice for each connection that was open: after a kill, and after a power cut.
KILL_LIMIT_BYTES = 1 * MIB
CUT_LIMIT_BYTES = 8 * MIB
UNDISTURBED = 3
# After the next start: before, while and after the file is synced late.
LATE_SECONDS = 1.0
CONNECTIONS = 8
FINISHED = 3  # HAULIER_FILE_STATE_FINISHED


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('mode', choices=('kill', 'cut', 'late'))
    parser.add_argument('--rounds', type=int, default=12, help='files downloaded')
    parser.add_argument('--kills', type=int, default=1, help='kills a file')
    parser.add_argument('--size', type=int, default=64, help='MiB')
    parser.add_argument('--rate', type=int, default=25, help='MB a second and connection')
    parser.add_argument('--seed', type=int, default=int(time.time()))
    parser.add_argument('--shim', help='path of the power-cut module')
    return parser.parse_args()


def use_small_buffers():
    """Moves into a network of its own whose kernel buffers are small.

    The kernel would take up to 6 MiB a connection from a server while a worker gets no processor:
    that is nobody's loss, and would be counted. Without the right to do so it stays as it is."""
    if ctypes.CDLL(None).unshare(CLONE_NEWNET) != 0:
        print('# not root: what waits in the kernel is counted too', flush=True)
        return
    subprocess.run(['ip', 'link', 'set', 'lo', 'up'], check=True)
    with open('/proc/sys/net/ipv4/tcp_rmem', 'w', encoding='ascii') as stream:
        stream.write(RECEIVE_BUFFER)


class Chaos:
    """One engine and one server, and round after round."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.chance = random.Random(arguments.seed)
        self.lab = Lab(start=False)
        os.chmod(self.lab.folder, 0o755)
        self.nginx = Nginx(self.lab.processes, self.lab.folder, listen='sndbuf=64k',
                           server=f'limit_rate {arguments.rate * 1000000}; output_buffers 1 32k;')
        self.size = arguments.size * MIB
        self._write_file()
        self.boot_id = os.path.join(self.lab.folder, 'boot-id')
        self.log = os.path.join(self.lab.folder, 'cut.log')
        self.slow = os.path.join(self.lab.folder, 'slow-disk')
        self.environment = {}
        self.duration = 0.0
        self.usual = 0
        self.asked = 0
        self.results = []

    def _write_file(self):
        path = os.path.join(self.nginx.root, 'file')
        with open(path, 'wb') as stream:
            for number in range(self.arguments.size):
                stream.write(content(MIB, number + 1))
        os.utime(path, (1600000000, 1600000000))
        self.digest = file_digest(path)

    def start_daemon(self):
        self.lab.start_daemon(environment=self.environment)

    def connections(self):
        """Returns how many connections to the server are established."""
        with open('/proc/net/tcp', encoding='ascii') as stream:
            rows = [line.split() for line in stream]
        port = f':{self.nginx.port:04X}'
        return sum(row[2].endswith(port) and row[3] == '01' for row in rows)

    def sent(self):
        """Returns the bytes sent since the last call; waits until the server wrote all of them down."""
        wait_until('an idle server', lambda: not self.busy())
        entries = self.nginx.requests()
        total = sum(int(entry[1]) for entry in entries[self.asked:])
        self.asked = len(entries)
        return total

    def busy(self):
        """Returns whether the server still holds the file open for somebody."""
        for pid in self.lab.processes.descendants():
            try:
                for name in os.listdir(f'/proc/{pid}/fd'):
                    if os.readlink(f'/proc/{pid}/fd/{name}') == os.path.join(self.nginx.root, 'file'):
                        return True
            except OSError:
                continue
        return False

    def add(self):
        return self.lab.ctl('add', self.nginx.url('file'), '--to', self.lab.target + '/', '--json',
                            check=0).json['id']

    def finish(self, job):
        """Waits for the job; returns what is wrong with its file, '' when nothing is."""
        result = self.lab.ctl('wait', job, seconds=300)
        path = os.path.join(self.lab.target, 'file')
        if result.status != 0:
            return f'exit {result.status}: {result.errors.strip()}'
        if file_digest(path) != self.digest:
            return 'the file is wrong'
        # The record goes when the file is synced, which follows.
        try:
            wait_until('no leftovers', lambda: not leftovers(self.lab.target), 10)
        except AssertionError:
            return ' '.join(leftovers(self.lab.target))
        return ''

    def clean(self, job, status=0):
        self.lab.ctl('remove', job, check=status)
        for name in os.listdir(self.lab.target):
            os.unlink(os.path.join(self.lab.target, name))

    def measure(self):
        """Downloads without harm: how long it takes, and what is fetched twice anyway.

        That is where one connection takes over from another, and nobody's fault but the plan's."""
        for _ in range(UNDISTURBED):
            started = time.monotonic()
            job = self.add()
            wrong = self.finish(job)
            self.duration = time.monotonic() - started
            if wrong:
                raise AssertionError(f'without any kill: {wrong}')
            self.usual = max(self.usual, self.sent() - self.size)
            self.clean(job)
        print(f'# seed {self.arguments.seed}; undisturbed: {self.duration:.2f} s, '
              f'at most {self.usual / MIB:.2f} MiB fetched twice', flush=True)

    def moment(self):
        """Returns a random moment in seconds; beginnings and ends more often than by chance."""
        place = self.chance.random()
        if self.chance.random() < 0.15:
            place = self.chance.choice((place * 0.05, 1 - place * 0.05))
        return place * self.duration

    def wait_for_moment(self, seconds, started):
        """Waits until a moment of the transfer; returns whether that still runs."""
        while time.monotonic() < started + seconds:
            time.sleep(0.002)
        return not os.path.exists(os.path.join(self.lab.target, 'file'))

    def kill(self):
        """Kills one of the two; returns its name and how many connections were open."""
        daemon = self.lab.daemon_pid()
        worker = self.lab.worker_of(daemon) or next(iter(self.lab.worker_pids()), None)
        victim = self.chance.choice(('daemon', 'worker')) if worker else 'daemon'
        open_now = self.connections()
        self.lab.processes.kill(daemon if victim == 'daemon' else worker)
        if victim == 'daemon':
            wait_until('the workers end', lambda: not self.lab.worker_pids(), 10)
            self.start_daemon()
        return victim, open_now

    def kill_round(self):
        """One file with its kills; returns victims, connections, and what is wrong."""
        job = self.add()
        victims = []
        for _ in range(self.arguments.kills):
            if not self.wait_for_moment(self.moment() / self.arguments.kills, time.monotonic()):
                break
            victims.append(self.kill())
        wrong = self.finish(job)
        return job, victims, wrong

    def cut_round(self):
        """One file with a power cut; returns connections, and what is wrong."""
        if os.path.exists(self.log):
            os.unlink(self.log)
        job = self.add()
        if not self.wait_for_moment(self.moment(), time.monotonic()):
            return job, [], self.finish(job)
        open_now = self.connections()
        says = self.cut_power()
        return job, [(says, open_now)], self.finish(job)

    def late_round(self):
        """One file that is finished and not synced when all ends, and a power cut after the next start."""
        if os.path.exists(self.log):
            os.unlink(self.log)
        with open(self.slow, 'wb'):
            job = self.add()
        wait_until('the file is finished for the store', self.is_stored_as_finished, 60)
        self.end_at_once()
        late = self.chance.random() < 0.3  # too late: the disk is still busy at the cut
        if not late:
            os.unlink(self.slow)
        self.start_daemon()
        self.lab.ctl('jobs', check=0)
        time.sleep(self.chance.random() * LATE_SECONDS)
        says = self.cut_power()
        return job, [(f'{"busy disk, " if late else ""}{says}', 0)], self.finish(job)

    def is_stored_as_finished(self):
        """Returns whether the queue on disk says that the newest file is finished."""
        path = os.path.join(self.lab.state, 'haulier', 'queue.db')
        store = sqlite3.connect(f'file:{path}?mode=ro', uri=True)
        try:
            state = store.execute('SELECT state FROM files ORDER BY key DESC LIMIT 1').fetchone()
            return state == (FINISHED,)
        finally:
            store.close()

    def end_at_once(self):
        """Ends the engine and its workers; none of them can do anything about it."""
        daemon, workers = self.lab.daemon_pid(), self.lab.worker_pids()
        # Stopped first: a worker must not tidy up when its engine goes.
        for pid in (*workers, daemon):
            os.kill(pid, signal.SIGSTOP)
        for pid in (daemon, *workers):
            self.lab.processes.kill(pid)

    def cut_power(self):
        """Cuts the power and starts the engine in another boot; returns what is left, in words."""
        self.end_at_once()
        if os.path.exists(self.slow):
            os.unlink(self.slow)
        disk = Disk(self.log) if os.path.exists(self.log) else None
        names = disk.write(self.lab.target, self.chance) if disk else []
        self.new_boot()
        self.start_daemon()
        return f'power, {disk.synced if disk else 0} syncs, left {len(names)}'

    def new_boot(self):
        with open(self.boot_id, 'w', encoding='ascii') as stream:
            number = f'{self.chance.getrandbits(128):032x}'
            stream.write('-'.join((number[:8], number[8:12], number[12:16], number[16:20],
                                   number[20:])) + '\n')

    def run(self):
        """Runs all rounds; returns whether each went well."""
        if self.arguments.mode != 'kill':
            self.new_boot()
            self.environment = {
                'LD_PRELOAD': os.path.abspath(self.arguments.shim),
                'HAULIER_CUT_FOLDER': self.lab.target, 'HAULIER_CUT_LOG': self.log,
                'HAULIER_CUT_BOOT_ID': self.boot_id, 'HAULIER_CUT_SLOW': self.slow}
        self.start_daemon()
        self.measure()
        limit = {'kill': KILL_LIMIT_BYTES, 'cut': CUT_LIMIT_BYTES,
                 'late': self.size + KILL_LIMIT_BYTES * CONNECTIONS}[self.arguments.mode]
        play = {'kill': self.kill_round, 'cut': self.cut_round,
                'late': self.late_round}[self.arguments.mode]
        good = True
        for number in range(1, self.arguments.rounds + 1):
            victims = []
            while not victims:  # a kill that came too late does not count
                job, victims, wrong = play()
                again = self.sent() - self.size
                if wrong and not victims:
                    break
                if not wrong and not victims:
                    self.clean(job)
            allowed = self.usual + limit * max(1, sum(count for _, count in victims))
            if not wrong and again > allowed:
                wrong = f'{again / MIB:.2f} MiB fetched twice'
            self.results.append((victims, again, wrong))
            good = good and not wrong
            says = ', '.join(f'{who} at {count} connections' for who, count in victims)
            print(f'{"not ok" if wrong else "ok"} {number} - {says}: {again / MIB:.2f} MiB again'
                  f'{": " + wrong if wrong else ""}', flush=True)
            if wrong:
                print('# ' + self.lab.daemon_output().replace('\n', '\n# '))
                self.lab.ctl('cancel', job)
            self.clean(job, status=None)
        print(f'1..{self.arguments.rounds}')
        self.tell()
        return good

    def tell(self):
        """Prints the table."""
        per_kill = [again / len(victims) / MIB for victims, again, _ in self.results if victims]
        per_connection = [again / max(1, sum(count for _, count in victims)) / MIB
                          for victims, again, _ in self.results if victims]
        names = [who.split(',')[0] for victims, _, _ in self.results for who, _ in victims]
        kinds = ', '.join(f'{names.count(name)} {name}' for name in sorted(set(names)))
        right = sum(not wrong for _, _, wrong in self.results)
        print(f'# | files of {self.arguments.size} MiB | right | ended | fetched twice a kill, median '
              '(most), MiB | a kill and connection, median (most), MiB |')
        print('# |---|---|---|---|---|')
        print(f'# | {len(self.results)} | {right} | {kinds} | {statistics.median(per_kill):.2f} '
              f'({max(per_kill):.2f}) | {statistics.median(per_connection):.3f} '
              f'({max(per_connection):.3f}) |', flush=True)


def main():
    arguments = read_arguments()
    use_small_buffers()
    chaos = Chaos(arguments)
    try:
        good = chaos.run()
    finally:
        chaos.lab.close()
    sys.exit(0 if good else 1)


if __name__ == '__main__':
    main()
