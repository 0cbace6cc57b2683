#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose turn it is, how fast, and what happens when a server goes away: as a person sees it."""

import os
import time

from haulier_lab import LabCase, Nginx, content, digest_of, file_digest, main, wait_until

SIZE = 6 << 20
DATA = content(SIZE)


class Scheduling(LabCase):
    def setUp(self):
        super().setUp()
        self.lab.ctl('settings', 'background-jobs=1', 'time-slice=300', 'download-limit=0', check=0)

    def tearDown(self):
        for job in self.lab.ctl('jobs', '--json', check=0).json:
            self.lab.ctl('cancel', job['id'])

    def slow(self, name, *options, rate=1 << 20):
        """Adds a job that takes some seconds."""
        self.server.serve(name, DATA, rate=rate)
        return self.lab.add(self.server.url(name), '--connections', '1', *options, to=self.folder)

    def moves(self, job):
        return self.lab.show(job)['state'] == 'transferring'

    def test_second_background_job_waits_for_its_turn(self):
        first, second = self.slow('/a'), self.slow('/b')
        wait_until('the first moves', lambda: self.moves(first))
        found = self.lab.show(second)
        self.assertEqual((found['state'], found['waiting_reason']), ('queued', 'slot'))
        self.lab.ctl('cancel', first['id'], check=0)
        wait_until('the second moves', lambda: self.moves(second))

    def test_foreground_does_not_wait(self):
        first, second = self.slow('/a'), self.slow('/b', '--priority', 'foreground')
        wait_until('both move', lambda: self.moves(first) and self.moves(second))

    def test_high_priority_goes_first(self):
        first = self.slow('/a')
        wait_until('the first moves', lambda: self.moves(first))
        second = self.slow('/b', '--priority', 'high')
        wait_until('the second moves', lambda: self.moves(second))
        self.assertEqual(self.lab.show(first)['state'], 'queued')
        self.lab.ctl('set', first['id'], 'priority=foreground', check=0)
        wait_until('both move', lambda: self.moves(first) and self.moves(second))

    def test_jobs_of_one_priority_take_turns(self):
        self.lab.ctl('settings', 'time-slice=1', check=0)
        jobs = [self.slow(name, rate=512 << 10) for name in ('/a', '/b')]
        wait_until('both have something', lambda: all(
            self.lab.show(job)['bytes_transferred'] > 0 for job in jobs))
        self.assertEqual(self.files(), [n for n in self.files() if n.startswith('.haulier-')])

    def test_resume_skips_the_delay(self):
        job = self.lab.add('http://127.0.0.1:1/x', to=self.folder)
        self.lab.wait_state(job, 'transient-error')
        self.lab.ctl('set', job['id'], 'minimum-retry-delay=600', check=0)
        self.lab.ctl('resume', job['id'], check=0)
        wait_until('another error', lambda: self.lab.show(job)['state'] == 'transient-error')

    def test_error_is_fatal_without_patience(self):
        job = self.lab.add('http://127.0.0.1:1/x', '--paused', to=self.folder)
        self.lab.ctl('set', job['id'], 'no-progress-timeout=0', check=0)
        self.lab.ctl('resume', job['id'], check=0)
        self.lab.wait_state(job, 'error')
        self.assertEqual(self.lab.ctl('wait', job['id']).status, 3)

    def test_maximum_download_time(self):
        job = self.slow('/a', '--paused', rate=256 << 10)
        self.lab.ctl('set', job['id'], 'maximum-download-time=2', check=0)
        self.lab.ctl('resume', job['id'], check=0)
        found = self.lab.wait_state(job, 'error')
        self.assert_error(found['error'], 'BG_E_MAXDOWNLOAD_TIMEOUT', 'time')

    def test_limit_of_the_engine(self):
        self.lab.ctl('settings', 'download-limit=1M', check=0)
        started = time.monotonic()
        self.server.serve('/limited', content(3 << 20))
        self.fetch(self.server.url('/limited'))
        self.assertGreater(time.monotonic() - started, 2.0)
        self.assert_only('limited', content(3 << 20))

    def test_limit_changed_while_running(self):
        job = self.slow('/a', '--limit', '100K', rate=0)
        wait_until('it moves', lambda: self.lab.show(job)['bytes_transferred'] > 0)
        self.lab.ctl('set', job['id'], 'limit=0', check=0)
        self.lab.ctl('wait', job['id'], check=0, seconds=10)
        self.assert_only('a', DATA)

    def test_speed_is_shown(self):
        job = self.slow('/a', rate=1 << 20)
        speed = wait_until('a speed', lambda: self.lab.show(job)['speed'])
        self.assertLess(speed, 8 << 20)

    def test_server_goes_and_comes_back(self):
        os.chmod(self.lab.folder, 0o755)
        nginx = Nginx(self.lab.processes, self.lab.folder, server='limit_rate 1m;')
        nginx.put('gone', DATA)
        job = self.lab.add(nginx.url('gone'), '--connections', '2', to=self.folder)
        wait_until('bytes', lambda: self.lab.show(job)['bytes_transferred'] > 1 << 20)
        nginx.stop()
        found = self.lab.wait_state(job, 'transient-error')
        self.assertEqual(found['waiting_reason'], 'retry')
        self.assertGreater(found['bytes_transferred'], 1 << 20)
        nginx.start()
        self.lab.ctl('wait', job['id'], check=0)
        self.assertEqual(file_digest(self.folder + 'gone'), digest_of(DATA))
        self.assertTrue([entry for entry in nginx.requests() if entry[2] not in ('-', 'bytes=0-')])


if __name__ == '__main__':
    main()
