# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs unittest cases and reports them in the Test Anything Protocol, one line a test."""

import sys
import traceback
import unittest


def rows(table, name=lambda row: row[0]):
    """Makes one test method for each row of a table from the decorated method (self, row)."""

    def decorate(method):
        method.table = [(name(row), row) for row in table]
        return method

    return decorate


def _expand(case):
    for attribute, method in list(vars(case).items()):
        for title, row in getattr(method, 'table', ()):
            slug = ''.join(c if c.isalnum() else '_' for c in title.lower())

            def test(self, method=method, row=row):
                method(self, row)

            test.__doc__ = title
            setattr(case, f'test_{attribute.removeprefix("check_")}_{slug}', test)


def _diagnose(test):
    """What a test says of its failure; one whose set-up failed may have nothing to ask yet."""
    case = getattr(test, 'test_case', test)
    if not hasattr(case, 'diagnose'):
        return ''
    try:
        return f'what the engine said:\n{case.diagnose()}'
    except AttributeError as error:
        return f'nothing is known of the engine: {error}\n'


class _Result(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.number = 0

    def _say(self, test, ok, error=None):
        self.number += 1
        name = test.id().split('.', 1)[-1] if hasattr(test, 'id') else str(test)
        print(f'{"ok" if ok else "not ok"} {self.number} - {name}', flush=True)
        if error:
            text = ''.join(traceback.format_exception(*error)) + _diagnose(test)
            print(''.join(f'# {line}\n' for line in text.splitlines()), end='', flush=True)

    def addSuccess(self, test):
        self._say(test, True)

    def addError(self, test, err):
        super().addError(test, err)
        self._say(test, False, err)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._say(test, False, err)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err:
            self._say(subtest, False, err)


def main():
    """Runs every case of the calling program; arguments pick tests by a part of their name."""
    module = sys.modules['__main__']
    for value in list(vars(module).values()):
        if isinstance(value, type) and issubclass(value, unittest.TestCase):
            _expand(value)
    tests = unittest.TestSuite()
    for group in unittest.defaultTestLoader.loadTestsFromModule(module):
        for test in group:
            if len(sys.argv) < 2 or any(part in test.id() for part in sys.argv[1:]):
                tests.addTest(test)
    wanted = tests.countTestCases()
    result = _Result()
    tests.run(result)
    # A set-up of a whole class that failed is one line for all its tests.
    print(f'1..{result.number}')
    sys.exit(0 if result.wasSuccessful() and result.number == wanted else 1)
