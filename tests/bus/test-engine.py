#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine on a private bus, spoken to as the interface descriptions say."""

import os
import time
import unittest

from gi.repository import Gio, GLib
from haulier_lab import HostileServer, Lab, Reply, content, main, rows, wait_until

NAME, PATH = 'org.haulier.Transfer1', '/org/haulier/Transfer1'
JOB = NAME + '.Job'
ID, STATE, REMOTE = 1, 4, 9
SUSPENDED, ACKNOWLEDGED = 3, 7
PROPERTIES = 'org.freedesktop.DBus.Properties'


class Caller:
    """One connection to the bus; keeps the signals that reach it."""

    def __init__(self, lab):
        self.bus = Gio.DBusConnection.new_for_address_sync(
            lab.environment['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.signals = []
        self.bus.signal_subscribe(None, None, None, None, None, Gio.DBusSignalFlags.NO_MATCH_RULE,
                                  self._arrived)

    def _arrived(self, bus, sender, path, interface, name, arguments):
        if interface.startswith('org.haulier.'):
            self.signals.append((time.monotonic(), name, arguments.unpack()))

    def call(self, method, signature='()', *arguments, path=PATH, interface=NAME):
        """Calls a method and returns its reply, unpacked."""
        reply = self.bus.call_sync(NAME, path, interface, method, GLib.Variant(signature, arguments),
                                   None, Gio.DBusCallFlags.NO_AUTO_START, 20000, None)
        return reply.unpack()

    def error(self, method, signature='()', *arguments, **more):
        """Calls a method that has to fail; returns the D-Bus name of its error and its text."""
        try:
            reply = self.call(method, signature, *arguments, **more)
        except GLib.Error as error:
            return Gio.dbus_error_get_remote_error(error), error.message
        raise AssertionError(f'{method} gave {reply}')

    def create(self, folder, *addresses, start=False, **spec):
        """Creates a job; returns its row."""
        files = [(address, os.fsencode(folder), {}) for address in addresses]
        return self.call('CreateJob', '(a{sv}a(saya{sv})a{sv})', self.spec(start, spec), files, {})[0]

    @staticmethod
    def spec(start, words):
        return {'start': GLib.Variant('b', start),
                **{key.replace('_', '-'): GLib.Variant('s', value) for key, value in words.items()}}

    def close(self):
        """Leaves the bus."""
        self.bus.close_sync(None)


def pump():
    """Lets signals arrive."""
    while GLib.MainContext.default().iteration(False):
        pass


def job_path(job):
    return f'{PATH}/jobs/{job[ID].replace("-", "_")}'


class Engine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab()
        cls.addClassCleanup(cls.lab.close)
        cls.server = HostileServer()
        cls.addClassCleanup(cls.server.close)
        cls.url = cls.server.script('/ok', Reply(body=b'ok'))

    def setUp(self):
        self.caller = Caller(self.lab)
        self.addCleanup(self.caller.close)
        self.folder = self.lab.folder_for(self.id().rsplit('.', 1)[-1])

    def diagnose(self):
        return self.lab.daemon_output()

    def state(self, job):
        return self.caller.call('FindJobs', '(asa{sv})', [job[ID]], {})[0][0][STATE]

    def changes(self, caller, name='JobsChanged'):
        pump()
        return [entry for entry in caller.signals if entry[1] == name]

    def test_create_and_find(self):
        job = self.caller.create(self.folder, self.url, name='found')
        self.assertEqual((job[2], job[STATE], job[REMOTE]), ('found', SUSPENDED, self.url))
        for text in (job[ID], job[ID][:13], 'found'):
            self.assertEqual(self.caller.call('FindJobs', '(asa{sv})', [text], {})[0][0][ID], job[ID])

    def test_runs_to_its_end(self):
        job = self.caller.create(self.folder, self.url, start=True)
        wait_until('the end', lambda: self.state(job) == ACKNOWLEDGED)
        self.assertEqual(os.listdir(self.folder), ['ok'])

    def test_list_in_pages(self):
        made = [self.caller.create(self.folder, self.url)[ID] for _ in range(7)]
        seen, after = [], 0
        while True:
            page = self.caller.call('ListJobs', '(tua{sv})', after, 3, {})[0]
            seen += [row[ID] for row in page]
            if len(page) < 3:
                break
            after = page[-1][0]
        self.assertEqual([one for one in seen if one in made], made)
        self.assertEqual(len(seen), len(set(seen)))

    def test_details_files_trace(self):
        job = self.caller.create(self.folder, self.url, self.url + '?2', description='why')
        row, details = self.caller.call('GetDetails', path=job_path(job), interface=JOB)
        self.assertEqual((row[ID], details['description']), (job[ID], 'why'))
        self.assertEqual(details['settings']['priority'], 'normal')
        files = self.caller.call('GetFiles', '(uu)', 0, 10, path=job_path(job), interface=JOB)[0]
        self.assertEqual([file[1] for file in files], [self.url, self.url + '?2'])
        self.assertEqual(len({bytes(file[2]) for file in files}), 2)
        files = self.caller.call('GetFiles', '(uu)', 1, 10, path=job_path(job), interface=JOB)[0]
        self.assertEqual([file[0] for file in files], [1])
        self.caller.call('GetTrace', '(tu)', 0, 100, path=job_path(job), interface=JOB)

    def test_all_or_nothing(self):
        before = len(self.caller.call('ListJobs', '(tua{sv})', 0, 10000, {})[0])
        name, text = self.caller.error(
            'CreateJob', '(a{sv}a(saya{sv})a{sv})', {},
            [(self.url, os.fsencode(self.folder), {}), ('gopher://x/', os.fsencode(self.folder), {})], {})
        self.assertTrue(name.startswith('org.haulier.Error.'), name)
        self.assertIn('gopher', text)
        self.assertEqual(len(self.caller.call('ListJobs', '(tua{sv})', 0, 10000, {})[0]), before)

    def test_act_tells_for_each(self):
        job = self.caller.create(self.folder, self.url)
        results = self.caller.call('Act', '(sasa{sv})', 'cancel', [job[ID], 'nobody'], {})[0]
        self.assertEqual([(one[0], one[1] == 0) for one in results],
                         [(job[ID], True), ('nobody', False)])
        self.assertEqual(results[1][1], 0x80200001)

    def test_no_broadcasts(self):
        other = Caller(self.lab)
        self.addCleanup(other.close)
        self.caller.call('Subscribe', '(asa{sv})', [], {})
        job = self.caller.create(self.folder, self.url)
        wait_until('a change', lambda: any(job[ID] in str(entry) for entry in self.changes(self.caller)))
        pump()
        self.assertEqual(other.signals, [])

    def test_subscription_ends(self):
        self.caller.call('Subscribe', '(asa{sv})', [], {})
        self.caller.create(self.folder, self.url)
        wait_until('a change', lambda: self.changes(self.caller))
        self.caller.call('Unsubscribe')
        pump()
        self.caller.signals.clear()
        job = self.caller.create(self.folder, self.url, start=True)
        wait_until('the end', lambda: self.state(job) == ACKNOWLEDGED)
        self.assertEqual(self.changes(self.caller), [])

    def test_subscription_to_one_job(self):
        job = self.caller.create(self.folder, self.url)
        self.caller.call('Subscribe', '(asa{sv})', [job[ID]], {'files': GLib.Variant('as', [job[ID]])})
        other = self.caller.create(self.folder, self.url + '?other', start=True)
        wait_until('the end', lambda: self.state(other) == ACKNOWLEDGED)
        self.caller.call('Resume', path=job_path(job), interface=JOB)
        wait_until('the last change', lambda: any(
            row[ID] == job[ID] and row[STATE] == ACKNOWLEDGED
            for _, _, (changed, _) in self.changes(self.caller) for row in changed))
        self.assertNotIn(other[ID], str(self.changes(self.caller)))
        wait_until('a change of its file', lambda: self.changes(self.caller, 'FilesChanged'))

    def test_subscription_to_every_job_and_the_files_of_one(self):
        job = self.caller.create(self.folder, self.url)
        self.caller.call('Subscribe', '(asa{sv})', [], {'files': GLib.Variant('as', [job[ID]])})
        other = self.caller.create(self.folder, self.url + '?other', start=True)
        wait_until('the end', lambda: self.state(other) == ACKNOWLEDGED)
        self.caller.call('Resume', path=job_path(job), interface=JOB)
        wait_until('a change of its file', lambda: pump() or self.changes(self.caller, 'FilesChanged'))
        self.assertNotIn(other[ID], str(self.changes(self.caller, 'FilesChanged')))
        self.assertIn(other[ID], str(self.changes(self.caller)))

    def test_changes_come_at_most_ten_times_a_second(self):
        self.server.serve('/slow', content(2 << 20), rate=1 << 20)
        self.caller.call('Subscribe', '(asa{sv})', [], {})
        job = self.caller.create(self.folder, self.server.url('/slow'), start=True)
        wait_until('the end', lambda: pump() or self.state(job) == ACKNOWLEDGED)
        times = [entry[0] for entry in self.changes(self.caller)]
        self.assertGreater(len(times), 3)
        # A turn of this loop may hold one signal up, so it is the average that counts.
        self.assertLessEqual(len(times) / max(0.5, times[-1] - times[0]), 11)

    def test_removed_jobs_are_told(self):
        job = self.caller.create(self.folder, self.url)
        self.caller.call('Subscribe', '(asa{sv})', [], {})
        self.caller.call('Act', '(sasa{sv})', 'remove', [job[ID]], {})
        self.caller.call('Act', '(sasa{sv})', 'remove', [job[ID]], {})
        wait_until('its end', lambda: any(job[ID] in removed for _, _, (_, removed)
                                          in self.changes(self.caller)))

    def test_unknown_job_object(self):
        name, _ = self.caller.error('GetDetails', interface=JOB,
                                    path=f'{PATH}/jobs/00000000_0000_4000_8000_000000000000')
        self.assertEqual(name, 'org.haulier.Error.NotFound')

    def test_odd_objects_do_not_harm(self):
        for path in (f'{PATH}/jobs', f'{PATH}/jobs/x', f'{PATH}/jobs/x/y', f'{PATH}/other', '/'):
            name, _ = self.caller.error('GetDetails', path=path, interface=JOB)
            self.assertRegex(name, r'NotFound|UnknownObject|UnknownMethod|UnknownInterface')
        self.caller.call('GetSettings')

    def test_properties(self):
        self.assertEqual(self.caller.call('Get', '(ss)', NAME, 'Notices', interface=PROPERTIES), ([],))
        self.assertRegex(self.caller.call('Get', '(ss)', NAME, 'Version', interface=PROPERTIES)[0],
                         r'^\d+\.\d+')
        self.assertEqual(set(self.caller.call('GetAll', '(s)', NAME, interface=PROPERTIES)[0]),
                         {'Notices', 'Version'})

    def test_properties_are_read_only(self):
        name, _ = self.caller.error('Set', '(ssv)', NAME, 'Version', GLib.Variant('s', '9'),
                                    interface=PROPERTIES)
        self.assertRegex(name, 'PropertyReadOnly|AccessDenied|ReadOnlyProperty|InvalidArgs')

    @rows([
        ('unknown key', {'no-such-key': GLib.Variant('s', '')}, 'UnknownPropertyId'),
        ('wrong type', {'name': GLib.Variant('u', 5)}, 'InvalidArgument'),
        ('name too long', {'name': GLib.Variant('s', 'n' * 257)}, 'InvalidArgument'),
        ('unknown origin', {'origin': GLib.Variant('s', 'moon')}, 'InvalidArgument'),
        ('unknown priority', {'priority': GLib.Variant('s', 'urgent')}, 'InvalidArgument'),
    ])
    def check_bad_spec(self, row):
        _, spec, error = row
        files = [(self.url, os.fsencode(self.folder), {})]
        name, _ = self.caller.error('CreateJob', '(a{sv}a(saya{sv})a{sv})', spec, files, {})
        self.assertEqual(name, f'org.haulier.Error.{error}')

    @rows([
        ('relative', b'relative/', 'InvalidArgument|InvalidName|PathNotFound'),
        ('empty', b'', 'InvalidArgument|InvalidName'),
        ('zero inside', b'/no/such/a\0b', 'InvalidArgument|InvalidName'),
        ('missing folder', b'/no/such/folder/', 'PathNotFound'),
    ])
    def check_bad_target(self, row):
        _, target, error = row
        name, _ = self.caller.error('CreateJob', '(a{sv}a(saya{sv})a{sv})', {},
                                    [(self.url, target, {})], {})
        self.assertRegex(name, f'^org.haulier.Error.({error})$')

    def test_settings(self):
        settings = self.caller.call('GetSettings')[0]
        self.assertIn('background-jobs', settings)
        name, _ = self.caller.error('SetSettings', '(a{sv})', {'no-such-key': GLib.Variant('t', 1)})
        self.assertEqual(name, 'org.haulier.Error.UnknownPropertyId')
        self.caller.call('SetSettings', '(a{sv})', {'history-days': GLib.Variant('t', 7)})
        self.assertEqual(self.caller.call('GetSettings')[0]['history-days'], 7)

    def test_settings_of_two_at_once(self):
        before = self.caller.call('GetSettings')[0]
        answers = []

        def change(key, value):
            changes = GLib.Variant('(a{sv})', ({key: GLib.Variant('t', value)},))
            self.caller.bus.call(NAME, PATH, NAME, 'SetSettings', changes, None, Gio.DBusCallFlags.NO_AUTO_START, 20000,
                                 None, lambda bus, result: answers.append(bus.call_finish(result)))

        change('background-jobs', 7)
        change('time-slice', 77)
        wait_until('both answers', lambda: pump() or len(answers) == 2)
        after = self.caller.call('GetSettings')[0]
        self.assertEqual((after['background-jobs'], after['time-slice']), (7, 77))
        change('background-jobs', before['background-jobs'])
        change('time-slice', before['time-slice'])
        wait_until('everything as before', lambda: pump() or self.caller.call('GetSettings')[0] == before)

    def test_introspection_names_the_interface(self):
        text = self.caller.call('Introspect', interface='org.freedesktop.DBus.Introspectable')[0]
        for word in ('CreateJob', 'ListJobs', 'Subscribe'):
            self.assertIn(word, text)

    def test_wrong_arguments(self):
        name, _ = self.caller.error('CreateJob', '(s)', 'x')
        self.assertRegex(name, 'InvalidArgs|InvalidArgument')

    def test_second_engine_goes_away(self):
        process = self.lab.processes.start([self.lab.program('haulierd')], self.lab.environment)
        wait_until('the second one ends', lambda: process.poll() is not None)
        self.assertEqual(self.lab.bus_owner(), self.lab.daemon_pid())


if __name__ == '__main__':
    main()
