# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A test case with one engine and one scripted server for all its tests, a folder for each."""

import os
import re
import unittest

from .content import digest_of, file_digest
from .hostile import HostileServer
from .lab import Lab, leftovers
from .processes import wait_until

STOPPED = ('error', 'transient-error')


class LabCase(unittest.TestCase):
    """Tests through haulierctl. A test may not leave anything beside its finished files."""

    @classmethod
    def setUpClass(cls):
        cls.lab = Lab()
        cls.addClassCleanup(cls.lab.close)
        cls.server = HostileServer()
        cls.addClassCleanup(cls.server.close)

    def setUp(self):
        self.folder = self.lab.folder_for(self.id().rsplit('.', 1)[-1])

    def diagnose(self):
        """Returns what helps to understand a failure."""
        return self.lab.daemon_output()

    def files(self):
        """Returns the names in the test's folder."""
        return sorted(os.listdir(self.folder))

    def assert_only(self, name, data):
        """Asserts that the folder holds this file with these bytes, and soon nothing else."""
        self.assertIn(name, self.files())
        self.assertEqual(os.path.getsize(self.folder + name), len(data))
        self.assertEqual(file_digest(self.folder + name), digest_of(data))
        self.settle()
        self.assertEqual(self.files(), [name])

    def settle(self):
        """Waits until finished files are durable: only then their progress records go."""
        wait_until('no records are left', lambda: not leftovers(self.folder), 10)

    def fetch(self, address, *options, seconds=60, status=0):
        """Downloads into the test's folder and waits; returns the result of the command."""
        return self.lab.ctl('add', address, '--to', self.folder, '--wait', *options,
                            seconds=seconds, check=status)

    def assert_right(self, address, data, *options, name=None, seconds=60):
        """Asserts that a download ends well, with the right bytes and nothing beside them."""
        result = self.fetch(address, *options, seconds=seconds)
        self.assert_only(name or address.rsplit('/', 1)[-1], data)
        return result

    def assert_refused(self, address, symbols, words='', *options, seconds=30):
        """Asserts that a download stops with one of the errors, says why, and leaves nothing."""
        job = self.lab.add(address, *options, to=self.folder)
        job = self.lab.wait_state(job, *STOPPED, 'transferred', 'acknowledged', seconds=seconds)
        self.assertIn(job['state'], STOPPED, job)
        self.assert_error(job['error'], symbols, words)
        self.assertEqual(job['files'][0]['error'], job['error'])
        self.assertEqual([name for name in self.files() if not name.startswith('.haulier-')], [])
        self.lab.ctl('cancel', job['id'], check=0)
        wait_until('nothing is left', lambda: self.files() == [], 10)
        return job

    def assert_error(self, error, symbols, words=''):
        """Asserts the form of an error in JSON, its symbol (a pattern) and its message."""
        self.assertLessEqual({'code', 'symbol', 'hresult', 'context', 'message'}, set(error))
        self.assertRegex(error['symbol'], f'^(?:{symbols})$', error)
        self.assertRegex(error['hresult'], '^0x[0-9A-F]{8}$')
        self.assertRegex(error['message'], re.compile(words or '.', re.IGNORECASE), error)

    def assert_call_refused(self, symbols, words, *arguments, status=(1, 2)):
        """Asserts that a command is refused in one line that says what and why."""
        result = self.lab.ctl(*arguments)
        self.assertIn(result.status, status, (arguments, result))
        self.assertEqual(len(result.errors.strip().splitlines()), 1, result.errors)
        self.assertRegex(result.symbol(), f'^(?:{symbols})$', result.errors)
        self.assertRegex(result.errors, re.compile(words or '.', re.IGNORECASE))
        self.assertEqual(self.files(), [])
        return result
