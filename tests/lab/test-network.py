#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network goes and comes back, and begins to cost: jobs wait with that reason, and go on by themselves."""

import os
import subprocess
import sys
import unittest

from haulier_lab import Caller, HostileServer, Lab, content, digest_of, file_digest, main, wait_until

HERE, GATEWAY = '10.77.0.1', '10.77.0.254'
DATA = content(8 << 20)
MANAGER = 'org.freedesktop.NetworkManager'
MOCK = 'org.freedesktop.DBus.Mock'
COSTS, COSTS_NOTHING = 1, 2  # NM_METERED_YES, NM_METERED_NO


def ip(*words):
    subprocess.run(['ip', *words], check=True)


def connect():
    """Brings the only network of this namespace up."""
    ip('address', 'add', f'{HERE}/24', 'dev', 'here')
    ip('route', 'add', 'default', 'via', GATEWAY)


def disconnect():
    ip('address', 'flush', 'dev', 'here')


class NetworkCase(unittest.TestCase):
    def setUp(self):
        self.lab = Lab(start=False)
        self.addCleanup(self.lab.close)
        connect()
        self.addCleanup(disconnect)
        self.server = HostileServer(host=HERE)
        self.addCleanup(self.server.close)
        self.resource = self.server.serve('/file', DATA)
        self.folder = self.lab.folder_for(self.id().rsplit('.', 1)[-1])

    def diagnose(self):
        return self.lab.daemon_output()

    def begin(self):
        """Adds a job and waits until half of its file is there; the server holds the rest."""
        self.resource.hold_after = len(DATA) // 2
        job = self.lab.add(self.server.url('/file'), to=self.folder)
        wait_until('a third', lambda: self.lab.show(job)['bytes_transferred'] > len(DATA) // 3)
        return job

    def waits(self, job, reason):
        found = wait_until(f'waiting for {reason}', lambda: self.reason(job, reason))
        self.assertEqual(found['state'], 'transient-error')
        return found

    def reason(self, job, reason):
        found = self.lab.show(job)
        return found if found['waiting_reason'] == reason else None

    def ends_well(self, job):
        self.resource.hold_after = None
        self.lab.ctl('wait', job['id'], check=0)
        self.assertEqual(file_digest(self.folder + 'file'), digest_of(DATA))


class Lost(NetworkCase):
    def test_while_it_moves(self):
        self.lab.start_daemon()
        job = self.begin()
        disconnect()
        found = self.waits(job, 'network')
        self.assertEqual(found['error']['symbol'], 'BG_E_NETWORK_DISCONNECTED')
        self.assertIn('there is no network', self.lab.ctl('jobs', check=0).output)
        connect()
        self.ends_well(job)
        self.assertLess(self.server.bytes_sent('/file'), 2 * len(DATA))

    def test_before_it_starts(self):
        disconnect()
        self.lab.start_daemon()
        job = self.lab.add('http://server.example/file', to=self.folder)
        self.waits(job, 'network')
        asked = self.lab.ctl('trace', '--json', job['id'], check=0).json
        self.assertEqual([record for record in asked if record['kind'] == 'request'], [])

    def test_this_machine_needs_none(self):
        disconnect()
        self.lab.start_daemon()
        with_loopback = HostileServer()
        self.addCleanup(with_loopback.close)
        with_loopback.serve('/file', DATA)
        job = self.lab.add(with_loopback.url('/file'), to=self.folder)
        self.ends_well(job)


class Metered(NetworkCase):
    def setUp(self):
        super().setUp()
        self.bus = self.lab.environment['DBUS_SESSION_BUS_ADDRESS']
        with open(os.path.join(self.lab.folder, 'network.log'), 'wb') as output:
            self.lab.processes.start(
                ['/usr/bin/python3', '-m', 'dbusmock', '--system', '--template', 'networkmanager'],
                {**self.lab.environment, 'DBUS_SYSTEM_BUS_ADDRESS': self.bus}, output)
        wait_until('the network manager', lambda: self.lab.bus_owner(MANAGER))
        self.caller = Caller(self.lab, address=self.bus)
        self.addCleanup(self.caller.close)
        self.tell('AddProperty', f"('{MANAGER}', 'Metered', <uint32 {COSTS_NOTHING}>)")

    def start(self):
        self.lab.start_daemon(environment={'DBUS_SYSTEM_BUS_ADDRESS': self.bus})

    def tell(self, method, arguments):
        self.caller.call(method, arguments, path='/org/freedesktop/NetworkManager', interface=MOCK,
                         destination=MANAGER)

    def meter(self, value):
        self.tell('UpdateProperties', f"('{MANAGER}', {{'Metered': <uint32 {value}>}})")

    def test_while_it_moves(self):
        self.start()
        job = self.begin()
        self.meter(COSTS)
        self.waits(job, 'metered')
        self.meter(COSTS_NOTHING)
        self.ends_well(job)

    def test_not_worth_it_any_more(self):
        self.start()
        job = self.begin()
        self.lab.ctl('set', job['id'], 'transfer-policy=always', check=0)
        self.meter(COSTS)
        self.lab.ctl('set', job['id'], 'transfer-policy=unmetered', check=0)
        self.waits(job, 'metered')
        self.lab.ctl('set', job['id'], 'transfer-policy=always', check=0)
        self.ends_well(job)

    def test_before_it_starts(self):
        self.meter(COSTS)
        self.start()
        job = self.lab.add(self.server.url('/file'), to=self.folder)
        self.waits(job, 'metered')
        self.assertEqual(self.server.exchanges('/file'), [])
        self.lab.ctl('set', job['id'], 'transfer-policy=always', check=0)
        self.ends_well(job)

    def test_jobs_that_may_go_on(self):
        self.start()
        job = self.begin()
        self.lab.ctl('set', job['id'], 'transfer-policy=always', check=0)
        self.meter(COSTS)
        self.ends_well(job)


if __name__ == '__main__':
    if os.environ.get('HAULIER_LAB_NAMESPACE') != 'own':
        # A network that can be taken away is nobody else's: the test runs in a network namespace of its own.
        os.environ['HAULIER_LAB_NAMESPACE'] = 'own'
        user = [] if os.getuid() == 0 else ['--user', '--map-root-user']
        os.execvp('unshare', ['unshare', *user, '--net', sys.executable, *sys.argv])
    ip('link', 'set', 'lo', 'up')
    ip('link', 'add', 'here', 'type', 'veth', 'peer', 'name', 'there')
    ip('link', 'set', 'here', 'up')
    ip('link', 'set', 'there', 'up')
    main()
