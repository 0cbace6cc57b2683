#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The notify command of a job: when it runs, as what, and that it runs again until it goes well."""

import os

from haulier_lab import LabCase, content, main, wait_until

DATA = content(1000)
# Writes what it was given, and ends as often with 3 as there are files that say so.
PROGRAM = """#!/bin/sh
printf '%s|' "$HAULIER_JOB_ID" "$HAULIER_JOB_STATE" "$(id -u)" "$PWD" "$@" >> {folder}notes
echo >> {folder}notes
for fail in {folder}fail-*; do
  [ -e "$fail" ] && rm "$fail" && exit 3
done
exit 0
"""


class Notify(LabCase):
    def setUp(self):
        super().setUp()
        self.program = self.folder + 'a program.sh'
        with open(self.program, 'w', encoding='utf-8') as stream:
            stream.write(PROGRAM.format(folder=self.folder))
        os.chmod(self.program, 0o755)
        self.server.serve('/file', DATA)

    def notes(self):
        """Returns the fields of each run."""
        try:
            with open(self.folder + 'notes', encoding='utf-8') as stream:
                return [line.rstrip('\n').split('|')[:-1] for line in stream if line.endswith('|\n')]
        except FileNotFoundError:
            return []

    def add(self, address, *settings):
        """Starts a job whose command is the program."""
        job = self.lab.add(address, '--paused', to=self.lab.folder_for('target'))
        return self.start(job, *settings)

    def start(self, job, *settings):
        self.lab.ctl('set', job['id'], f"notify-command='{self.program}' 'two words' $HOME;ls",
                     *settings, check=0)
        self.lab.ctl('resume', job['id'], check=0)
        return job

    def wait_for_runs(self, number, seconds=20):
        return wait_until('the runs', lambda: len(self.notes()) >= number and self.notes(), seconds)

    def trace(self, job):
        return [row['text'] for row in self.lab.ctl('trace', job['id'], '--json', check=0).json
                if row['kind'] == 'notify']

    def wait_for_trace(self, job, words):
        wait_until(words, lambda: any(words in text for text in self.trace(job)))

    def test_runs_when_done(self):
        job = self.add(self.server.url('/file'))
        notes = self.wait_for_runs(1)
        # No shell: nothing is expanded, and nothing else is run.
        self.assertEqual(notes, [[job['id'], 'acknowledged', str(os.getuid()), self.lab.home,
                                  'two words', '$HOME;ls']])
        self.wait_for_trace(job, 'ended well')

    def test_runs_for_an_error(self):
        job = self.add(self.server.url('/none'))
        self.assertEqual(self.wait_for_runs(1)[0][:2], [job['id'], 'error'])

    def test_runs_before_complete(self):
        job = self.lab.ctl('create', 'old style', '--json', check=0).json
        self.lab.ctl('add-file', job['id'], self.server.url('/file'),
                     self.lab.folder_for('old') + 'file', check=0)
        self.start(job)
        self.assertEqual(self.wait_for_runs(1)[0][:2], [job['id'], 'transferred'])
        self.wait_for_trace(job, 'ended well')
        self.lab.ctl('complete', job['id'], check=0)
        self.lab.wait_state(job, 'acknowledged')
        self.assertEqual(len(self.notes()), 1)

    def test_flags(self):
        for flags, address, runs in (('0x1', '/file', 1), ('0x2', '/file', 0), ('0x2', '/none', 1),
                                     ('0x1', '/none', 0), ('0x7', '/file', 0), ('0', '/none', 0)):
            with self.subTest(flags=flags, address=address):
                before = len(self.notes())
                job = self.add(self.server.url(address), f'notify-flags={flags}')
                self.lab.wait_state(job, 'acknowledged', 'error')
                if runs:
                    self.wait_for_trace(job, 'ended well')
                self.assertEqual(len(self.notes()) - before, runs)
                self.assertEqual(bool(self.trace(job)), bool(runs))

    def test_again_after_the_delay(self):
        for number in range(2):
            with open(f'{self.folder}fail-{number}', 'wb'):
                pass
        job = self.add(self.server.url('/file'), 'minimum-retry-delay=5')
        self.wait_for_runs(3, 30)
        self.wait_for_trace(job, 'ended well')
        self.assertEqual(sum('ended with 3; again in 5 s' in text for text in self.trace(job)), 2)

    def test_again_after_the_engine_was_killed(self):
        with open(self.folder + 'fail-1', 'wb'):
            pass
        job = self.add(self.server.url('/file'), 'minimum-retry-delay=600')
        self.wait_for_trace(job, 'again in 600 s')
        self.lab.ctl('jobs', check=0)
        self.lab.stop_daemon(number=9)
        self.lab.start_daemon()
        self.wait_for_runs(2)
        self.wait_for_trace(job, 'ended well')
        self.lab.stop_daemon()
        self.lab.start_daemon()
        self.lab.ctl('jobs', check=0)
        self.assertEqual(len(self.notes()), 2)

    def test_stopped_by_disable(self):
        with open(self.folder + 'fail-1', 'wb'):
            pass
        job = self.add(self.server.url('/none'), 'minimum-retry-delay=5')
        self.wait_for_trace(job, 'again in 5 s')
        self.lab.ctl('set', job['id'], 'notify-flags=4', check=0)
        self.lab.ctl('retry', job['id'], check=0)
        self.lab.wait_state(job, 'error')
        self.assertEqual(len(self.notes()), 1)

    def test_program_that_is_not_there(self):
        job = self.lab.add(self.server.url('/file'), '--paused', to=self.lab.folder_for('target'))
        self.lab.ctl('set', job['id'], 'notify-command=/no/such/program', check=0)
        self.lab.ctl('resume', job['id'], check=0)
        self.wait_for_trace(job, 'again in 600 s')
        self.lab.ctl('remove', job['id'], check=0)

    def test_refused(self):
        os.unlink(self.program)
        job = self.lab.add(self.server.url('/file'), '--paused', to=self.folder)
        for value, symbol, words in (('true', 'E_INVALIDARG', 'full path'),
                                     ('/bin/true "', 'E_INVALIDARG', 'quot'),
                                     ('/bin/true\x01', 'E_INVALIDARG', 'control'),
                                     ('/' + 'p' * 259, 'BG_E_STRING_TOO_LONG', '259'),
                                     ('/bin/true ' + 'x' * 3991, 'BG_E_STRING_TOO_LONG', '4000')):
            with self.subTest(value=value[:20]):
                self.assert_call_refused(symbol, words, 'set', job['id'], f'notify-command={value}')
        self.assert_call_refused('E_INVALIDARG', '0x40', 'set', job['id'], 'notify-flags=0x40')
        self.lab.ctl('set', job['id'], 'notify-command=/bin/true ' + 'x' * 3990, check=0)
        self.lab.ctl('set', job['id'], 'notify-command=', check=0)


if __name__ == '__main__':
    main()
