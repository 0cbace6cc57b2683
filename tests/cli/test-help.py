#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What haulierctl says without an engine: its help, as in help.txt, and command lines that are wrong.

test-help.py --regenerate writes help.txt anew."""

import os
import re
import subprocess
import sys
import tempfile
import unittest

from haulier_lab import main, rows

PROGRAM = os.path.join(os.environ['HAULIER_BUILD_DIR'], 'src', 'cli', 'haulierctl')
GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'help.txt')
HEAD = '# SPDX-FileCopyrightText: The Haulier authors\n# SPDX-License-Identifier: GPL-3.0-or-later\n'
# What no engine is needed for must not start one, nor find one that somebody else started.
RUNTIME = tempfile.TemporaryDirectory()
ENVIRONMENT = {'PATH': '/nonexistent', 'LANG': 'C.UTF-8', 'HOME': tempfile.gettempdir(),
               'XDG_RUNTIME_DIR': RUNTIME.name, 'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nonexistent',
               **{name: value for name, value in os.environ.items() if name.endswith('SAN_OPTIONS')}}


def run(*arguments):
    """Runs haulierctl."""
    return subprocess.run([PROGRAM, *arguments], env=ENVIRONMENT, capture_output=True, text=True,
                          check=False, stdin=subprocess.DEVNULL)


def all_help():
    """The help of the program, then that of each command in the order of the list."""
    overview = run('--help').stdout
    commands = re.findall(r'^  (\S+(?: \S+)?)  ', overview.split('Commands:')[1].split('\n\n')[0], re.M)
    parts = [overview]
    for command in commands:
        done = run(*command.split(), '--help')
        assert done.returncode == 0 and not done.stderr, (command, done)
        parts.append(done.stdout)
    return HEAD + ''.join(f'\n{"-" * 80}\n{part}' for part in parts)


WRONG = [
    # command line, and a part of what is said
    ([], 'there is no command'),
    (['nonsense'], 'understand “nonsense”: there is no such command'),
    (['--nonsense'], 'Unknown option --nonsense'),
    (['-H', 'host', 'jobs'], 'Unknown option -H'),
    (['add'], 'there is no address'),
    (['add', '--wait'], 'there is no address'),
    (['add', 'http://a/b', '--upload', 'x'], 'Unknown option --upload'),
    (['add', 'http://a/b', '--account', 'x'], 'there is none of that name'),
    (['add', 'http://a/b', '--limit', 'much'], 'use the rate “much”'),
    (['add', 'http://a/b', '--connections', '17'], 'it is 1 to 16'),
    (['add', 'http://a/b', '--connections', 'x'], 'is not a number'),
    (['add', 'http://a/b', '--priority', 'x'], 'is not one of: foreground, high, normal, low'),
    (['add', 'http://a/b', '--header', 'x'], 'it is “Name: value”'),
    (['add', 'http://a/b', '--header', 'Host: x'], 'Haulier sets it itself'),
    (['add', 'http://a/b', '--checksum', 'crc:12'], 'the algorithm is not'),
    (['add', 'http://a/b', 'http://a/c', '--checksum', 'md5:' + '0' * 32], 'are for one address'),
    (['add', 'http://a/b', '--ranges', 'x'], ''),
    (['create'], 'it takes NAME'),
    (['create', 'job', '--type', 'x'], 'set type: “x” is not one of: download, upload, upload-reply'),
    (['add-file', 'job', 'http://a/b'], 'it takes JOB ADDRESS PATH'),
    (['add-files', 'job'], '--from is missing'),
    (['jobs', 'x'], 'it takes no arguments'),
    (['jobs', '--state', 'x'], 'is not one of: queued'),
    (['suspend'], 'it takes JOB…, or --all'),
    (['suspend', '--all', 'x'], 'it takes JOB…, or --all'),
    (['wait'], 'it takes JOB…'),
    (['wait', 'x', '--timeout', 'y'], ''),
    (['wait', 'x', '--timeout', '-1'], 'it is a number of seconds'),
    (['set', 'job'], 'it takes JOB KEY=VALUE…'),
    (['set', 'job', 'x'], 'it is not KEY=VALUE'),
    (['set', 'job', 'nonsense=x'], 'there is no such setting'),
    (['settings', 'nonsense=1'], 'there is no such setting'),
    (['settings', 'time-slice=0'], 'it is a number from 1'),
    (['explain'], 'it takes CODE'),
    (['add', 'http://a/b', '--user', 'x'], 'ask for the password: there is no terminal'),
    (['add', 'http://a/b', '--user', ''], 'BG_E_INVALID_CREDENTIALS'),
    (['add', 'http://a/b', '--user', 'x' * 301], 'BG_E_USERNAME_TOO_LARGE'),
    (['add', 'http://a/b', '--user', 'x', '--password-stdin', '--scheme', 'x'], 'is not one of: basic'),
    (['add', 'http://a/b', '--user', 'x', '--logon-credentials'], 'either a user or the logon credentials'),
    (['add', 'http://a/b', '--scheme', 'basic'], 'a scheme needs a user'),
    (['add', 'http://a/b', '--logon-credentials', '--scheme', 'basic'], 'E_INVALIDARG'),
    (['add', 'http://a/b', '--proxy-user', 'x', '--proxy-scheme', 'passport'], 'INVALID'),
    (['add', 'http://a/b', '--proxy', 'p:99999'], 'BG_E_INVALID_PROXY_INFO'),
    (['add', 'http://a/b', '--proxy', 'none', '--bypass', 'x'], 'E_INVALIDARG'),
    (['add', 'http://a/b', '--profile', 'x'], 'set profile: “x” is not one of: native'),
    (['access'], 'it takes JOB [FILE] | ADDRESS'),
    (['access', 'http://a/b', '0'], 'it takes JOB [FILE] | ADDRESS'),
    (['access', 'http://a/b', '--token-flags', 'x'], 'E_INVALIDARG'),
    (['credentials'], 'it takes JOB'),
    (['credentials', 'set', 'job'], '--target and --scheme are needed'),
    (['credentials', 'set', 'job', '--target', 'x', '--scheme', 'basic', '--implicit'], 'BG_E_INVALID_AUTH_TARGET'),
    (['credentials', 'set', 'job', '--target', 'proxy', '--scheme', 'x', '--implicit'], 'BG_E_INVALID_AUTH_SCHEME'),
    (['credentials', 'set', 'job', '--target', 'server', '--scheme', 'passport', '--implicit'], 'E_INVALIDARG'),
    (['credentials', 'set', 'job', '--target', 'server', '--scheme', 'basic'], 'either --user or --implicit'),
    (['credentials', 'remove', 'job'], '--target and --scheme are needed'),
    (['proxy', 'set', 'job', 'x'], 'is not one of: preconfig'),
    (['proxy', 'set', 'job', 'override'], 'E_INVALIDARG'),
    (['proxy', 'set', 'job', 'override', '--list', 'p', '--bypass', 'a*b'], 'BG_E_INVALID_PROXY_INFO'),
    (['token', 'flags', 'job', 'x'], 'E_INVALIDARG'),
    (['certificate', 'set', 'job'], 'either --id or --subject'),
    (['certificate', 'set', 'job', '--id', 'ab'], 'RPC_X_BAD_STUB_DATA'),
    (['certificate', 'set', 'job', '--location', 'x', '--id', 'ab'], 'is not one of: current-user'),
    (['profiles', 'x'], 'it takes no arguments'),
]


class Help(unittest.TestCase):
    def test_golden(self):
        with open(GOLDEN, encoding='utf-8') as stream:
            self.assertEqual(stream.read(), all_help())

    def test_version(self):
        self.assertRegex(run('--version').stdout, r'^haulierctl \d+\.\d+\.\d+\n$')
        self.assertEqual(run('add', '--version').stdout, run('--version').stdout)

    @rows([(' '.join(arguments) or 'nothing', arguments, said) for arguments, said in WRONG])
    def check_wrong(self, row):
        _, arguments, said = row
        done = run(*arguments)
        self.assertEqual((done.returncode, done.stdout), (2, ''), done)
        self.assertRegex(done.stderr, r'^haulierctl: .*: .* \(0x[0-9A-F]{8} [A-Z_]+\)\n$')
        self.assertIn(said, done.stderr)

    def test_system_engine(self):
        done = run('--system', 'jobs')
        self.assertEqual(done.returncode, 7)
        self.assertRegex(done.stderr, r'^haulierctl: reach the system engine: .*\(0x800706BA .*\)\n$')
        self.assertEqual(run('jobs', '--system').returncode, 7)

    def test_unreachable(self):
        done = run('jobs')
        self.assertEqual(done.returncode, 7)
        self.assertRegex(done.stderr, r'^haulierctl: reach the engine: .*\(0x800706BA RPC_S_SERVER_UNAVAILABLE\)\n$')

    @rows([('hresult', '0x80200001'), ('symbol', 'bg_e_not_found'), ('plain', '80200001')])
    def check_explain(self, row):
        done = run('explain', row[1])
        self.assertEqual(done.returncode, 0)
        self.assertTrue(done.stdout.startswith('0x80200001  BG_E_NOT_FOUND\n'), done)

    def test_explain_status(self):
        self.assertIn('HTTP status 404', run('explain', '404').stdout)
        self.assertEqual(run('explain', 'nonsense').returncode, 1)


if __name__ == '__main__':
    if sys.argv[1:] == ['--regenerate']:
        with open(GOLDEN, 'w', encoding='utf-8') as output:
            output.write(all_help())
    else:
        main()
