# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private machine for Haulier: home, bus, engine, and the command that talks to it."""

import dataclasses
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile

from .processes import Processes, accepts, children_of, name_of, wait_until

ENGINE_NAME = 'org.haulier.Transfer1'
ENDED = ('transferred', 'acknowledged', 'cancelled', 'error')
ERROR_LINE = re.compile(r'^haulierctl: .+: .+ \((0x[0-9A-F]{8}) ([A-Z][A-Za-z0-9_]+)\)$')
_BUS = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={folder}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
'''
_PASSED_ON = ('ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS', 'G_MESSAGES_DEBUG', 'G_DEBUG')


@dataclasses.dataclass
class Result:
    """What a command gave: exit status, standard output and error, and the output as JSON."""

    status: int
    output: str
    errors: str

    @property
    def json(self):
        """The output read as one JSON document."""
        return json.loads(self.output)

    def symbol(self):
        """The symbol of the first error line; all of them have to have their form."""
        matches = [ERROR_LINE.match(line) for line in self.errors.splitlines()]
        assert matches and all(matches), f'not error lines: {self.errors!r}'
        return matches[0].group(2)


class Lab:
    """One engine with everything private. Use as a context, or call close()."""

    def __init__(self, start=True, bus=True, prefix=()):
        self._prefix = prefix  # words before the engine's command, as `ip netns exec NAME`
        self.build = os.path.abspath(os.environ['HAULIER_BUILD_DIR'])
        self.processes = Processes()
        self.folder = tempfile.mkdtemp(prefix='haulier-lab-')
        self.home = self._make('home')
        self.runtime = self._make('run')
        self.state = self._make('state')
        self.target = self._make('target')
        self.environment = {
            'PATH': os.environ['PATH'], 'LANG': 'C.UTF-8', 'HOME': self.home, 'TZ': 'UTC',
            'XDG_RUNTIME_DIR': self.runtime, 'XDG_STATE_HOME': self.state,
            'XDG_CONFIG_HOME': self._make('config'), 'XDG_DATA_HOME': self._make('data'),
            'XDG_CACHE_HOME': self._make('cache'), 'TMPDIR': self._make('tmp'),
            'DBUS_SESSION_BUS_ADDRESS': f'unix:path={self.folder}/bus',
            'DBUS_SYSTEM_BUS_ADDRESS': f'unix:path={self.folder}/no-system-bus',
            'GSETTINGS_BACKEND': 'memory', 'GIO_USE_VFS': 'local',
            'GIO_USE_PROXY_RESOLVER': 'dummy', 'NO_AT_BRIDGE': '1',
        }
        for name in _PASSED_ON:
            if name in os.environ:
                self.environment[name] = os.environ[name]
        self.daemon_log = os.path.join(self.folder, 'haulierd.log')
        self._daemon = None
        if bus:
            self._start_bus()
        else:
            del self.environment['DBUS_SESSION_BUS_ADDRESS']
        if bus and start:
            self.start_daemon()

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind:
            print('# haulierd said:\n' + self.daemon_output())
        self.close()

    def _make(self, name):
        path = os.path.join(self.folder, name)
        os.makedirs(path, mode=0o700)
        return path

    def _start_bus(self):
        configuration = os.path.join(self.folder, 'bus.conf')
        with open(configuration, 'w', encoding='utf-8') as stream:
            stream.write(_BUS.format(folder=self.folder))
        with open(os.path.join(self.folder, 'bus.log'), 'wb') as output:
            self.processes.start(['dbus-daemon', '--nofork', '--nopidfile', '--nosyslog',
                                  f'--config-file={configuration}'], self.environment, output)
        wait_until('the bus', lambda: accepts(f'{self.folder}/bus'))

    def program(self, name):
        """Returns the path of a program of the build tree."""
        folder = {'haulierd': 'daemon', 'haulierctl': 'cli', 'haulier': 'gui'}.get(name, 'worker')
        return os.path.join(self.build, 'src', folder, name)

    def start_daemon(self, wait=True, environment=None, arguments=()):
        """Starts the engine and waits until it answers."""
        with open(self.daemon_log, 'ab') as output:
            self._daemon = self.processes.start(
                [*self._prefix, self.program('haulierd'), *arguments],
                {**self.environment, **(environment or {})}, output)
        if wait:
            wait_until('an answer of haulierd', self._daemon_answers)
        return self._daemon.pid

    def _daemon_answers(self):
        assert self._daemon.poll() is None, f'haulierd ended:\n{self.daemon_output()}'
        return self.bus_owner() == self._daemon.pid

    def bus_owner(self, name=ENGINE_NAME):
        """Returns the pid that owns a name of the private bus, or None."""
        return self.owner_on(f'{self.folder}/bus', name)

    def owner_on(self, socket, name):
        """Returns the pid that owns a name of the bus at a socket, or None."""
        done = subprocess.run(
            ['dbus-send', f'--bus=unix:path={socket}', '--print-reply=literal',
             '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.GetConnectionUnixProcessID',
             f'string:{name}'], capture_output=True, text=True, check=False, env=self.environment)
        return int(done.stdout.split()[1]) if done.returncode == 0 else None

    def daemon_pid(self):
        """Returns the pid of the engine, whoever started it, or None."""
        pids = [pid for pid in self.processes.descendants() if name_of(pid) == 'haulierd']
        return pids[0] if pids else None

    @staticmethod
    def is_daemon(pid):
        """Returns whether a process is an engine that runs."""
        return name_of(pid) == 'haulierd'

    def worker_pids(self):
        """Returns the pids of the workers that run."""
        return [pid for pid in self.processes.descendants() if name_of(pid) == 'haulier-worker']

    def stop_daemon(self, number=signal.SIGTERM):
        """Ends the engine and waits until it and its workers are gone."""
        daemon = self.daemon_pid()
        workers = self.worker_pids()
        if daemon:
            self.processes.kill(daemon, number)
        for pid in workers:
            wait_until('the worker ends with its parent', lambda pid=pid: name_of(pid) == '', 10)

    def daemon_output(self):
        """Returns what the engine wrote to its standard error."""
        try:
            with open(self.daemon_log, encoding='utf-8', errors='replace') as stream:
                return stream.read()[-6000:]
        except FileNotFoundError:
            return ''

    def ctl(self, *arguments, seconds=60, text=None, environment=None, check=None, who=None):
        """Runs haulierctl; check is the exit status that it has to have, who goes to subprocess."""
        command = [self.program('haulierctl'), *[str(word) for word in arguments]]
        try:
            done = subprocess.run(command, input=text, capture_output=True, timeout=seconds,
                                  check=False, text=True, errors='surrogateescape',
                                  stdin=None if text is not None else subprocess.DEVNULL,
                                  env={**self.environment, **(environment or {})}, **(who or {}))
        except subprocess.TimeoutExpired as error:
            raise AssertionError(f'{command} takes more than {seconds} s; {error.stderr}; '
                                 f'haulierd: {self.daemon_output()}') from None
        result = Result(done.returncode, done.stdout, done.stderr)
        if check is not None and done.returncode != check:
            raise AssertionError(f'{command}: exit {done.returncode}, not {check}: {done.stdout}'
                                 f'{done.stderr}')
        return result

    def add(self, *arguments, to=None, **more):
        """Adds a job; returns its JSON."""
        return self.ctl('add', '--json', *arguments, '--to', to or self.target + '/', check=0,
                        **more).json

    def show(self, job):
        """Returns the JSON of a job given by id, name or its JSON."""
        return self.ctl('show', '--json', _id_of(job), check=0).json

    def wait_state(self, job, *states, seconds=30.0):
        """Waits until a job has one of the states; returns its JSON."""
        last = {}

        def reached():
            last.update(self.show(job))
            return last['state'] in states

        try:
            wait_until(f'state {"/".join(states)}', reached, seconds)
        except AssertionError as error:
            raise AssertionError(f'{error}; the job: {json.dumps(last)}') from None
        return last

    def folder_for(self, name):
        """Makes a new folder to download to and returns its path with a slash."""
        path = tempfile.mkdtemp(prefix=re.sub(r'\W', '-', name)[:40] + '-', dir=self.folder)
        return path + '/'

    def close(self):
        """Ends every process and removes the folder."""
        self.processes.end()
        if not os.environ.get('HAULIER_LAB_KEEP'):
            shutil.rmtree(self.folder, ignore_errors=True)

    def worker_of(self, daemon):
        """Returns the pid of a worker of the engine, None when there is none."""
        found = [pid for pid in children_of(daemon) if name_of(pid) == 'haulier-worker']
        return found[0] if found else None


def _id_of(job):
    return job['id'] if isinstance(job, dict) else job


def leftovers(folder):
    """Returns the names of temporary files and progress records in a folder."""
    return sorted(name for name in os.listdir(folder) if name.startswith('.haulier-'))
