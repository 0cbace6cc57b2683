#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the manual page and the completion of haulierctl against what haulierctl says of itself."""
import os
import pathlib
import re
import subprocess
import unittest

BUILD = pathlib.Path(os.environ['HAULIER_BUILD_DIR'])
DATA = pathlib.Path(__file__).parents[2] / 'data'


def haulierctl(*arguments, language='C.UTF-8'):
    """What it prints; no engine is needed for what is asked here."""
    return subprocess.run([BUILD / 'src/cli/haulierctl', *arguments], env={'LC_ALL': language, 'LANGUAGE': ''},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True).stdout


def commands():
    """Its commands, of one word or two, as its help lists them."""
    listed = re.search(r'^Commands:\n(.*?)\n\n', haulierctl('--help'), re.M | re.S)[1]
    return re.findall(r'^  ([a-z-]+(?: [a-z-]+)?)  ', listed, re.M)


class Manual(unittest.TestCase):
    """Nothing is left out."""

    def setUp(self):
        self.page = (DATA / 'man/haulierctl.1').read_text(encoding='utf-8').replace('\\-', '-')
        self.completion = (DATA / 'completions/haulierctl').read_text(encoding='utf-8')

    def test_commands(self):
        listed = re.search(r"commands='([^']*)'", self.completion)[1].split()
        self.assertGreater(len(commands()), 10)
        self.assertEqual(sorted({name.split()[0] for name in commands()}), sorted(listed))
        self.assertEqual([name for name in commands() if f'\\fB{name}\\fR' not in self.page], [])

    def test_options(self):
        for command in commands():
            options = set(re.findall(r'^ +(?:-\w, )?(--[a-z-]+)', haulierctl(*command.split(), '--help'), re.M))
            self.assertGreater(len(options), 5)
            self.assertEqual([name for name in options if name not in self.page], [], command)

    def test_exit_statuses(self):
        statuses = re.findall(r'^ +(\d+)  (.*)$', haulierctl('--help'), re.M)
        self.assertEqual([row for row in statuses if f'\n{row[0]}|' not in self.page], [])

    def test_completion_offers_options(self):
        script = ('. "$1"; COMP_WORDS=(haulierctl add --key); COMP_CWORD=2; _haulierctl; echo "${COMPREPLY[*]}";'
                  'COMP_WORDS=(haulierctl add --keep); _haulierctl; echo "${COMPREPLY[*]}"')
        offered = subprocess.check_output(['bash', '-c', script, 'bash', DATA / 'completions/haulierctl'],
                                          env={'PATH': f'{BUILD}/src/cli:/usr/bin:/bin'}, text=True)
        self.assertEqual(offered, '\n--keep-temporary\n')


if __name__ == '__main__':
    unittest.main()
