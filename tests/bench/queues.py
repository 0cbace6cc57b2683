# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an engine costs that does nothing, and what a long queue costs."""

import os
import shutil
import subprocess
import time

from gi.repository import Gio, GLib
from haulier_lab import Lab, wait_until

IDLE_SECONDS = 20
SETTLE_SECONDS = 8
NAME, PATH = 'org.haulier.Transfer1', '/org/haulier/Transfer1'
PARALLEL_CALLS = 64


def switches(pid):
    """Returns how often each thread of a process was woken or put aside."""
    found = {}
    for task in os.listdir(f'/proc/{pid}/task'):
        with open(f'/proc/{pid}/task/{task}/status', encoding='ascii') as stream:
            found[task] = sum(int(line.split()[1]) for line in stream if 'ctxt_switches' in line)
    return found


def resident_mib(pid):
    """Returns the resident memory of a process."""
    with open(f'/proc/{pid}/status', encoding='ascii') as stream:
        return next(int(line.split()[1]) for line in stream if line.startswith('VmRSS')) / 1024


def tell(what, value, goal):
    """Prints one row."""
    print(f'| {what} | {value} | {goal} |', flush=True)


def measure_idle():
    """Counts the wake-ups of an engine, and of a window, with one paused job."""
    with Lab() as lab:
        lab.add('http://127.0.0.1:1/x', '--paused')
        pids = {'haulierd': lab.daemon_pid()}
        if shutil.which('Xvfb') and os.path.exists(lab.program('haulier')):
            pids['haulier'] = start_window(lab)
        time.sleep(SETTLE_SECONDS)
        before = {name: switches(pid) for name, pid in pids.items()}
        time.sleep(IDLE_SECONDS)
        for name, pid in pids.items():
            after = switches(pid)
            woken = sum(count - before[name].get(task, 0) for task, count in after.items())
            tell(f'{name}: wake-ups in {IDLE_SECONDS} s', woken, '0')
            tell(f'{name}: resident', f'{resident_mib(pid):.0f} MiB', '')


def start_display(lab):
    """Starts a display; returns the environment of programs that use it."""
    read, write = os.pipe()
    lab.processes.start(['Xvfb', '-displayfd', str(write), '-screen', '0', '1280x800x24'],
                        pass_fds=(write,))
    os.close(write)
    with os.fdopen(read, encoding='ascii') as stream:
        display = stream.readline().strip()
    return {**lab.environment, 'DISPLAY': f':{display}', 'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo',
            'GTK_A11Y': 'none'}


def start_window(lab):
    """Starts the window on a display of its own; returns its pid."""
    window = lab.processes.start([lab.program('haulier')], start_display(lab))
    wait_until('the window is on the bus', lambda: lab.bus_owner('org.haulier.Haulier'))
    return window.pid


def connect(lab):
    """Returns a connection to the private bus."""
    return Gio.DBusConnection.new_for_address_sync(
        lab.environment['DBUS_SESSION_BUS_ADDRESS'],
        Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
        | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)


def call(bus, method, arguments):
    """Calls the engine and returns the first value of the reply, packed."""
    return bus.call_sync(NAME, PATH, NAME, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START,
                         120000, None).get_child_value(0)


def fill(lab, count):
    """Makes so many paused jobs, some calls at a time."""
    bus, loop = connect(lab), GLib.MainLoop()
    state = {'sent': 0, 'done': 0}
    folder = os.fsencode(lab.target + '/')

    def send():
        state['sent'] += 1
        spec = {'name': GLib.Variant('s', f'job {state["sent"]}'), 'start': GLib.Variant('b', False)}
        files = [(f'http://127.0.0.1:1/{state["sent"]}', folder, {})]
        bus.call(NAME, PATH, NAME, 'CreateJob', GLib.Variant('(a{sv}a(saya{sv})a{sv})', (spec, files, {})),
                 None, Gio.DBusCallFlags.NO_AUTO_START, -1, None, answered)

    def answered(source, result):
        source.call_finish(result)
        state['done'] += 1
        if state['sent'] < count:
            send()
        elif state['done'] == count:
            loop.quit()

    for _ in range(min(PARALLEL_CALLS, count)):
        send()
    loop.run()
    bus.close_sync(None)


def measure_queue(count):
    """Starts an engine with a long queue: time to the first answer, the whole list, memory."""
    with Lab() as lab:
        started = time.monotonic()
        fill(lab, count)
        tell(f'{count} jobs: accepted and durable', f'{count / (time.monotonic() - started):.0f} a second',
             '')
        lab.stop_daemon()
        started = time.monotonic()
        pid = lab.start_daemon(wait=False)
        bus = connect(lab)
        page = wait_until('the first answer', lambda: first_page(bus), 60)
        tell(f'{count} jobs: start to first answer', f'{time.monotonic() - started:.2f} s', '≤ 1 s')
        assert page.n_children() == 1
        started, after, seen = time.monotonic(), 0, 0
        while True:
            rows = call(bus, 'ListJobs', GLib.Variant('(tua{sv})', (after, 10000, {})))
            seen += rows.n_children()
            if rows.n_children() < 10000:
                break
            after = rows.get_child_value(rows.n_children() - 1).get_child_value(0).get_uint64()
        assert seen == count, f'{seen} of {count} jobs are there'
        tell(f'{count} jobs: whole list', f'{time.monotonic() - started:.2f} s', '≤ 0.5 s')
        tell(f'{count} jobs: resident', f'{resident_mib(pid):.0f} MiB', '≤ 150 MiB')


def measure_files(count):
    """Shows a paused job of many files in the list of the window, and scrolls it."""
    with Lab() as lab:
        addresses = os.path.join(lab.home, 'addresses')
        with open(addresses, 'w', encoding='ascii') as stream:
            stream.writelines(f'http://127.0.0.1:1/{number:06d}\n' for number in range(count))
        started = time.monotonic()
        lab.ctl('add', '--paused', '--from', addresses, '--to', lab.target + '/', check=0)
        tell(f'{count} files: accepted and durable', f'{time.monotonic() - started:.2f} s', '')
        program = os.path.join(lab.build, 'tests/gui/bench-file-view')
        shown = subprocess.run([program], env=start_display(lab), check=True, text=True,
                               stdout=subprocess.PIPE).stdout
        for line in shown.splitlines()[1:]:
            tell(f'{count} files: {line[:28].strip()}', ' '.join(line[28:].split()), '')


def first_page(bus):
    """Returns one job, or None while there is no engine yet."""
    try:
        return call(bus, 'ListJobs', GLib.Variant('(tua{sv})', (0, 1, {})))
    except GLib.Error as error:
        if error.matches(Gio.dbus_error_quark(), Gio.DBusError.SERVICE_UNKNOWN) \
                or error.matches(Gio.dbus_error_quark(), Gio.DBusError.NAME_HAS_NO_OWNER):
            return None
        raise
