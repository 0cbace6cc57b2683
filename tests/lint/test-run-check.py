#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests run-check.py: results are added up right, and nothing is left running."""
import ctypes
import importlib.util
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

spec = importlib.util.spec_from_file_location(
    'run_check', pathlib.Path(__file__).parents[1] / 'lib' / 'run-check.py')
run_check = importlib.util.module_from_spec(spec)
spec.loader.exec_module(run_check)

# What a program printed and what meson made of it; what that counts.
PROGRAMS = {
    'plain, passed': ('', 'OK', '1 passed, 0 failed, 0 skipped'),
    'plain, failed': ('', 'FAIL', '0 passed, 1 failed, 0 skipped'),
    'plain, skipped': ('', 'SKIP', '0 passed, 0 failed, 1 skipped'),
    'plain, too long': ('', 'TIMEOUT', '0 passed, 1 failed, 0 skipped'),
    'TAP': ('1..3\nok 1 /a\nok 2 /b # SKIP no\nnot ok 3 /c\n', 'FAIL', '1 passed, 1 failed, 1 skipped'),
    'TAP, all skipped': ('1..1\nok 1 /a # skip no\n', 'SKIP', '0 passed, 0 failed, 1 skipped'),
    'TAP, crashed after success': ('ok 1 /a\n', 'ERROR', '1 passed, 1 failed, 0 skipped'),
    'TAP, words that look like it': ('# ok\nokay\nok 1 /a\n', 'OK', '1 passed, 0 failed, 0 skipped'),
}


class RunCheck(unittest.TestCase):
    """What the rest of the tests relies on."""

    def test_counts(self):
        for name, (output, result, expected) in PROGRAMS.items():
            with self.subTest(name):
                self.assertEqual(str(run_check.count_program({'stdout': output, 'result': result})), expected)

    def test_environment_is_private(self):
        os.environ.update(http_proxy='x', CURL_CA_BUNDLE='x', DISPLAY=':1', DBUS_SESSION_BUS_ADDRESS='x')
        with tempfile.TemporaryDirectory() as folder:
            env = run_check.environment(pathlib.Path(folder))
            self.assertEqual([name for name in ('http_proxy', 'CURL_CA_BUNDLE', 'DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')
                              if name in env], [])
            self.assertEqual(env['HOME'], folder)
            self.assertEqual(os.stat(env['XDG_RUNTIME_DIR']).st_mode & 0o777, 0o700)

    def test_leftovers_are_ended_and_named(self):
        ctypes.CDLL(None).prctl(run_check.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        run_check.SETTLE_TIMEOUT_SEC = 0.2
        # An orphan in a session of its own, as a daemon is.
        subprocess.run([sys.executable, '-c', 'import subprocess, sys; subprocess.Popen(["sleep", "1000"], '
                        'start_new_session=True, stdout=subprocess.DEVNULL)'], check=True)
        self.assertEqual(run_check.end_leftovers(), ['sleep 1000'])
        self.assertEqual(run_check.descendants(), {})


if __name__ == '__main__':
    unittest.main()
