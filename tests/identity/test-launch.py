#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What haulier-launch gives up, and that it cannot be taken back."""
import os
import re
import signal
import subprocess
import unittest

from haulier_lab import main, rows, wait_until

LAUNCH = os.path.join(os.environ['HAULIER_BUILD_DIR'], 'src', 'worker', 'haulier-launch')
STATUS = 'import os, sys; sys.stdout.write(open("/proc/self/status").read())'
# CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER
FILE_CAPABILITIES = 0b1110


def launch(*words, **options):
    """Runs haulier-launch to its end."""
    return subprocess.run([LAUNCH, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False,
                          timeout=20, **options)


def python(code):
    """The command line of a program that runs code."""
    return ['/usr/bin/python3', '-I', '-c', code]


def status_of(identity):
    """/proc/self/status of a program under an identity, by name."""
    done = launch('--as', identity, *python(STATUS))
    assert done.returncode == 0, done.stderr
    return dict(re.findall(r'^(\w+):\s*(.*)$', done.stdout, re.MULTILINE))


class Identities(unittest.TestCase):
    """As whom a program runs; only root can become somebody else."""

    def test_user_and_groups(self):
        status = status_of('65001:65001,65007,65008')
        self.assertEqual(status['Uid'].split(), ['65001'] * 4)
        self.assertEqual(status['Gid'].split(), ['65001'] * 4)
        self.assertEqual(sorted(status['Groups'].split()), ['65001', '65007', '65008'])
        self.assertEqual(status['NoNewPrivs'], '1')

    def test_no_capability_is_left(self):
        status = status_of('65001:65001')
        for kind in ('CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb'):
            self.assertEqual(int(status[kind], 16), 0, kind)

    def test_root_keeps_its_rights_over_files_only(self):
        status = status_of('0:0')
        for kind in ('CapPrm', 'CapEff', 'CapBnd'):
            self.assertEqual(int(status[kind], 16), FILE_CAPABILITIES, kind)
        done = launch('--as', '0:0', *python('import os; os.setuid(65001)'))
        self.assertIn('PermissionError', done.stderr)

    def test_nobody_comes_back(self):
        for code in ('os.setuid(0)', 'os.setresuid(0, 0, 0)', 'os.setgroups([0])', 'os.setgid(0)',
                     'os.kill(1, 0)'):
            done = launch('--as', '65001:65001', *python(f'import os; {code}'))
            self.assertIn('PermissionError', done.stderr, code)

    def test_files_are_made_as_people_have_it(self):
        done = launch('--as', '65001:65001', *python('import os; print(oct(os.umask(0)))'), umask=0o077)
        self.assertEqual(done.stdout.strip(), '0o22')


class Everybody(unittest.TestCase):
    """What holds for every program that is started."""

    def test_descriptors_are_not_inherited(self):
        source, sink = os.pipe()
        os.set_inheritable(sink, True)
        moved = os.dup2(sink, 77)
        done = launch(*python('import os; print(sorted(os.listdir("/proc/self/fd")))'), pass_fds=[moved])
        for descriptor in (source, sink, moved):
            os.close(descriptor)
        self.assertNotIn("'77'", done.stdout)

    def test_no_core_files(self):
        done = launch(*python('import resource; print(resource.getrlimit(resource.RLIMIT_CORE))'))
        self.assertEqual(done.stdout.strip(), '(0, 0)')

    def test_it_ends_with_its_parent(self):
        code = f'''
import os, subprocess, sys
child = subprocess.Popen([{LAUNCH!r}, '/usr/bin/sleep', '60'])
print(child.pid, flush=True)
sys.stdin.read()
'''
        with subprocess.Popen(python(code), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
            child = int(parent.stdout.readline())
            wait_until('the program runs', lambda: os.readlink(f'/proc/{child}/exe').endswith('sleep'))
            parent.send_signal(signal.SIGKILL)
            parent.wait()

            def is_gone():
                try:
                    with open(f'/proc/{child}/stat', encoding='ascii') as stat:
                        return stat.read().rpartition(')')[2].split()[0] == 'Z'
                except FileNotFoundError:
                    return True
            wait_until('the program ends', is_gone)

    @rows([('nothing', ''), ('a name', 'x'), ('no group', '1'), ('an empty group', '1:'), ('a named group', '1:x'),
           ('a comma at the end', '1:2,'), ('no user', ':1'), ('below zero', '-1:1'), ('a blank first', ' 1:1'),
           ('two colons', '1:1:1'), ('no user at all', '4294967295:1'), ('no group at all', '1:4294967295'),
           ('too large', '99999999999999999999:1'), ('hexadecimal', '0x1:1'), ('a blank last', '1:1 ')])
    def check_garbage_is_refused(self, row):
        done = launch('--as', row[1], '/bin/true')
        self.assertNotEqual(done.returncode, 0)
        self.assertIn('usage:', done.stderr)

    def test_one_identity_only(self):
        self.assertIn('usage:', launch('--as', '1:1', '--as', '0:0', '/bin/true').stderr)

    def test_a_program_is_needed(self):
        self.assertIn('usage:', launch('--as', '1:1').stderr)
        self.assertIn('No such file', launch('/no/such/program').stderr)


if __name__ == '__main__':
    main()
