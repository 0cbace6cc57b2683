#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds Haulier in its two test configurations, runs the suites in each, and adds up the results.

Every suite gets an environment of its own: private HOME and XDG folders, no display, no session bus,
no proxy and no foreign certificate authorities. What a suite leaves running is ended, and is a failure.
"""
import argparse
import ctypes
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
SUITES = ['lint', 'unit', 'bus', 'lab', 'gui']
BUILDS = [
    ('build-check', ['-Dwerror=true'], SUITES),
    ('build-sanitize',
     ['-Dwerror=true', '-Dgui=false', '-Db_sanitize=address,undefined', '-Db_lundef=false',
      '-Doptimization=1', '-Dc_args=-fno-sanitize-recover=undefined -fno-omit-frame-pointer'],
     ['unit', 'bus', 'lab']),
]
DROPPED = re.compile(r'(?i)^(.*_proxy|CURL_CA_BUNDLE|SSL_CERT_(FILE|DIR)|REQUESTS_CA_BUNDLE|LANG(UAGE)?|LC_.*'
                     r'|XDG_.*|DBUS_.*|(WAYLAND_)?DISPLAY|XAUTHORITY|GTK_.*|G[DS]K_.*|MESON_TESTTHREADS|HAULIER_.*)$')
SUITE_TIMEOUT_SEC = 1200
SETTLE_TIMEOUT_SEC = 5
PR_SET_CHILD_SUBREAPER = 36
CLONE_NEWNS = 0x00020000
MS_BIND, MS_REC, MS_PRIVATE, MNT_DETACH = 0x1000, 0x4000, 0x40000, 2


class Tally:
    """How many tests passed, failed and were skipped."""

    def __init__(self, passed=0, failed=0, skipped=0):
        self.passed, self.failed, self.skipped = passed, failed, skipped

    def add(self, other):
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped

    def __str__(self):
        return f'{self.passed} passed, {self.failed} failed, {self.skipped} skipped'


def count_program(result):
    """The tally of one entry of meson's testlog.json: one a TAP line, or one for the whole program."""
    tally = Tally()
    for line in result.get('stdout', '').splitlines():
        match = re.match(r'(not )?ok\b(.*)$', line)
        if not match:
            continue
        if re.search(r'#\s*skip', match[2], re.IGNORECASE):
            tally.skipped += 1
        elif match[1] and not re.search(r'#\s*todo', match[2], re.IGNORECASE):
            tally.failed += 1
        else:
            tally.passed += 1
    outcome = result['result']
    if outcome == 'SKIP' and tally.skipped == 0:
        tally.skipped += 1
    elif outcome not in ('OK', 'EXPECTEDFAIL', 'SKIP') and tally.failed == 0:
        tally.failed += 1
    elif outcome in ('OK', 'EXPECTEDFAIL') and tally.passed + tally.skipped == 0:
        tally.passed += 1
    return tally


def read_log(path):
    """The tally of a whole testlog.json, one JSON document a line."""
    tally = Tally()
    for line in path.read_text(encoding='utf-8').splitlines():
        tally.add(count_program(json.loads(line)))
    return tally


def descendants():
    """Command lines, by process id, of all that descends from this process."""
    parents, names = {}, {}
    for entry in pathlib.Path('/proc').glob('[0-9]*'):
        try:
            fields = (entry / 'stat').read_text().rpartition(')')[2].split()
            names[int(entry.name)] = (entry / 'cmdline').read_bytes().replace(b'\0', b' ').decode(errors='replace')
        except OSError:
            continue
        if fields[0] != 'Z':
            parents[int(entry.name)] = int(fields[1])
    found = {os.getpid()}
    while True:
        more = {pid for pid, parent in parents.items() if parent in found} - found
        if not more:
            break
        found |= more
    return {pid: names[pid].strip() for pid in found - {os.getpid()}}


def reap():
    """Collect what has ended; as subreaper this process inherits all orphans of the tests."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def end_leftovers():
    """End what is still running after a moment's grace, and return its command lines."""
    deadline = time.monotonic() + SETTLE_TIMEOUT_SEC
    while (left := descendants()) and time.monotonic() < deadline:
        reap()
        time.sleep(0.05)
    for pid in left:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    while descendants():
        reap()
        time.sleep(0.02)
    reap()
    return sorted(left.values())


def environment(home):
    """The environment of a suite: as bare as a service's, with everything private below HOME."""
    env = {name: value for name, value in os.environ.items() if not DROPPED.match(name)}
    for name in ['data', 'state', 'cache', 'config', 'runtime', 'tmp']:
        (home / name).mkdir(mode=0o700)
    # Servers that give up root reach the files that their test made for them.
    home.chmod(0o711)
    (home / 'tmp').chmod(0o711)
    env.update(
        HOME=str(home), LC_ALL='C.UTF-8', TMPDIR=str(home / 'tmp'), XDG_RUNTIME_DIR=str(home / 'runtime'),
        XDG_DATA_HOME=str(home / 'data'), XDG_STATE_HOME=str(home / 'state'),
        XDG_CACHE_HOME=str(home / 'cache'), XDG_CONFIG_HOME=str(home / 'config'), PYTHONDONTWRITEBYTECODE='1')
    return env


def build(folder, options, env):
    """Configure and compile; returns whether that went well."""
    path = TOP / folder
    if not (path / 'build.ninja').exists():
        shutil.rmtree(path, ignore_errors=True)
        setup = ['meson', 'setup', *options, str(path), str(TOP)]
    else:
        setup = ['meson', 'configure', str(path), *options]
    for command in (setup, ['ninja', '-C', str(path)]):
        done = subprocess.run(command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors='replace', check=False)
        if done.returncode != 0:
            print(done.stdout)
            return False
    return True


def run_suite(folder, suite):
    """Run one suite of one build with meson; returns its tally."""
    log = TOP / folder / 'meson-logs' / f'{suite}.json'
    log.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix='haulier-check-', ignore_cleanup_errors=True) as home:
        # A new session, so that a test which signals its group hits nobody else.
        process = subprocess.Popen(
            ['meson', 'test', '-C', str(TOP / folder), '--no-rebuild', '--print-errorlogs', '--suite', suite,
             '--logbase', suite, '--num-processes', str(min(os.cpu_count() or 1, 4))],
            env=environment(pathlib.Path(home)), stdin=subprocess.DEVNULL, start_new_session=True)
        try:
            status = process.wait(timeout=SUITE_TIMEOUT_SEC)
        except subprocess.TimeoutExpired:
            print(f'{folder} {suite}: not finished after {SUITE_TIMEOUT_SEC} s')
            status = 1
            process.terminate()
        left = end_leftovers()
    tally = read_log(log) if log.exists() else Tally()
    for name in left:
        print(f'{folder} {suite}: left running: {name}')
    if left or (status != 0 and tally.failed == 0):
        tally.failed += 1
    return tally


def mount(source, target, kind, flags, data=None):
    """mount(2)."""
    libc = ctypes.CDLL(None, use_errno=True)
    words = [os.fsencode(word) if word else None for word in (source, target, kind)]
    if libc.mount(*words, flags, os.fsencode(data) if data else None) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f'mount {target}: {os.strerror(number)}')


def open_the_way():
    """Lets users of the tests reach this tree, where a folder on the way to it is closed to them.

    Only for this process and what it starts: such a folder is another one there, with nothing but the tree in it.
    """
    closed = [folder for folder in reversed(TOP.parents) if not folder.stat().st_mode & 0o001]
    if os.geteuid() != 0 or not closed:
        return
    ctypes.CDLL(None).unshare(CLONE_NEWNS)
    mount(None, '/', None, MS_REC | MS_PRIVATE)
    aside = tempfile.mkdtemp(prefix='haulier-check-')
    mount(TOP, aside, None, MS_BIND)
    mount('tmpfs', closed[0], 'tmpfs', 0, 'mode=0755')
    TOP.mkdir(parents=True)
    mount(aside, TOP, None, MS_BIND)
    ctypes.CDLL(None).umount2(os.fsencode(aside), MNT_DETACH)
    os.rmdir(aside)
    os.chdir(TOP)


def has_suite(folder, suite):
    """Whether the build has any test in a suite."""
    listed = subprocess.run(['meson', 'introspect', '--tests', str(TOP / folder)], stdout=subprocess.PIPE, check=True)
    return any(f'haulier:{suite}' in test['suite'] or suite in test['suite'] for test in json.loads(listed.stdout))


def main():
    parser = argparse.ArgumentParser(prog='check', add_help=False)
    parser.add_argument('--suite', action='append', choices=SUITES)
    parser.add_argument('--fast', action='store_true')
    parser.add_argument('--no-install', action='store_true')
    options = parser.parse_args()

    sys.stdout.reconfigure(line_buffering=True)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    open_the_way()
    total, started, summary = Tally(), time.monotonic(), []

    def note(what, since, tally):
        total.add(tally)
        summary.append(f'{what:28} {time.monotonic() - since:6.0f} s   {tally}')
        print('== ' + summary[-1])

    for folder, configuration, suites in BUILDS[:1] if options.fast else BUILDS:
        wanted = [suite for suite in suites if suite in (options.suite or SUITES)]
        if not wanted:
            continue
        since = time.monotonic()
        with tempfile.TemporaryDirectory(prefix='haulier-check-', ignore_cleanup_errors=True) as home:
            built = build(folder, configuration, environment(pathlib.Path(home)))
        note(f'{folder} compile', since, Tally(passed=1) if built else Tally(failed=1))
        for suite in wanted if built else []:
            if has_suite(folder, suite):
                since = time.monotonic()
                note(f'{folder} {suite}', since, run_suite(folder, suite))

    print('', *summary, f'{"together":28} {time.monotonic() - started:6.0f} s', sep='\n')
    if os.environ.get('CI') == 'true' and total.skipped:
        print(f'{total.skipped} skipped tests count as failed here (CI=true)')
        total = Tally(total.passed, total.failed + total.skipped, 0)
    print(total)
    return 1 if total.failed else 0


if __name__ == '__main__':
    sys.exit(main())
