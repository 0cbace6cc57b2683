#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What haulierctl access says, in three languages, as in access/CASE.LANGUAGE.txt, with the real engine.

test-access.py --regenerate writes them anew."""

import getpass
import os
import socket
import sys
import unittest

from haulier_lab import Lab, main

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'access')
HEAD = '# SPDX-FileCopyrightText: The Haulier authors\n# SPDX-License-Identifier: GPL-3.0-or-later\n\n'
LANGUAGES = ('en', 'fr', 'sv')
ADDRESS = 'http://intranet.example.org/payroll.csv'
THUMBPRINT = '0123456789abcdef0123456789abcdef01234567'
# name: arguments after "access", and variables of the environment
CASES = {
    'local-service-implicit': (['--account', 'LocalService', '--logon-credentials', ADDRESS], {}),
    'network-service-proxy': (['--account', 'NetworkService', '--proxy', 'proxy.example.org:3128', ADDRESS], {}),
    'token-without-implicit': (['--helper', 'ann', '--token-flags', 'network', ADDRESS], {}),
    'certificate-with-token': (['--helper', 'ann', '--token-flags', 'network', '--certificate', THUMBPRINT,
                                ADDRESS.replace('http:', 'https:')], {}),
    'address-and-credential': (['--user', 'ann', 'http://ben:secret@intranet.example.org/payroll.csv'], {}),
    'refused-settings': (['--profile', 'server-2003', '--logon-credentials', '--scheme', 'basic', '--proxy',
                          'proxy.example.org:99999', '--certificate', THUMBPRINT[:-2], ADDRESS], {}),
    'environment-proxy': ([ADDRESS], {'http_proxy': 'http://user:word@proxy.example.org:3128'}),
}
# Settings, the rule that refuses them, its symbol, and words of what is said.
REFUSED = (
    (['--logon-credentials', '--scheme=basic'], 'setting-basic-implicit', 'E_INVALIDARG', 'Basic needs'),
    (['--logon-credentials', '--scheme=digest'], 'setting-digest-implicit', 'E_INVALIDARG', 'Digest needs'),
    (['--logon-credentials', '--scheme=passport'], 'setting-passport-implicit', 'E_INVALIDARG', 'Passport needs'),
    (['--proxy-user=ann', '--proxy-scheme=passport'], 'setting-passport-proxy', 'E_INVALIDARG', 'only servers ask'),
    (['--user='], 'setting-user-name', 'BG_E_INVALID_CREDENTIALS', 'is empty'),
    (['--user=a\tb'], 'setting-user-name', 'BG_E_INVALID_CREDENTIALS', 'control characters'),
    (['--user=' + 'a' * 301], 'setting-user-name-length', 'BG_E_USERNAME_TOO_LARGE', '300 characters'),
    (['--proxy=proxy:99999'], 'setting-proxy-list', 'BG_E_INVALID_PROXY_INFO', 'proxy:99999'),
    (['--proxy=proxy', '--bypass=a*b'], 'setting-proxy-list', 'BG_E_INVALID_PROXY_INFO', 'a.b.* never matches'),
    (['--proxy=' + 'p' * 4001], 'setting-proxy-list-length', 'BG_E_PROXY_LIST_TOO_LARGE', '4000 characters'),
    (['--bypass=*.example.org'], 'setting-proxy-list-missing', 'E_INVALIDARG', 'needs a proxy list'),
    (['--certificate=0123'], 'setting-certificate-thumbprint', 'RPC_X_BAD_STUB_DATA', '40 hexadecimal digits'),
    (['--profile=xp', '--user=ann'], 'setting-credential-none', 'E_NOTIMPL', 'in this profile'),
    (['--profile=xp-sp1', '--proxy=autodetect'], 'setting-autodetect-none', 'E_NOTIMPL', 'in this profile'),
    (['--profile=xp', '--token-flags=network'], 'setting-token-none', 'E_NOTIMPL', 'in this profile'),
)


def ask(lab, name, language):
    """The answer to a case, without who runs the test."""
    arguments, variables = CASES[name]
    done = lab.ctl('access', *arguments, environment={'LANGUAGE': language, 'LC_ALL': 'C.UTF-8', **variables})
    assert (done.status, done.errors == '') == ((1, False) if name.startswith('refused') else (0, True)), done
    host = socket.gethostname().partition('.')[0].upper()
    return HEAD + done.output.replace(f'{host}$', 'HOST$').replace(getpass.getuser(), 'OWNER')


def path_of(name, language):
    return os.path.join(FOLDER, f'{name}.{language}.txt')


class Access(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab()
        cls.addClassCleanup(cls.lab.close)

    def check(self, name):
        for language in LANGUAGES:
            with self.subTest(language):
                with open(path_of(name, language), encoding='utf-8') as stream:
                    self.assertEqual(ask(self.lab, name, language), stream.read())

    def test_a_job_says_the_same(self):
        """With a job of the same settings, and what the plan of its file is."""
        done = self.lab.ctl('add', '--paused', '--to', self.lab.folder_for('same'), '--proxy', 'none',
                            '--logon-credentials', ADDRESS, check=0)
        job = done.output.strip()
        plan = self.lab.ctl('access', job, '--json', check=0).json
        server = next(row for row in plan if row['resource'] == 'server-login')
        self.assertEqual((server['identity'], server['state'], server['credential'], server['subject']),
                         ('owner', 'will-be-used', 'implicit', 'http://intranet.example.org:80'))
        self.assertIn('AUTH-8', server['requirements'])
        self.assertEqual(self.lab.ctl('access', job, '0', '--json', check=0).json, plan)
        self.assertEqual(self.lab.ctl('access', job, '1').symbol(), 'E_INVALIDARG')

    def test_settings_change_the_plan_of_a_job(self):
        """Options beside a job say what would be; the job stays as it is."""
        job = self.lab.ctl('add', '--paused', '--to', self.lab.folder_for('would'), ADDRESS,
                           check=0).output.strip()
        before = self.lab.ctl('access', job, check=0).output
        would = self.lab.ctl('access', job, '--proxy', 'proxy.example.org:3128', check=0).output
        self.assertIn('proxy.example.org:3128', would)
        self.assertNotIn('proxy.example.org:3128', before)
        self.assertEqual(self.lab.ctl('access', job, check=0).output, before)

    def test_job_as_json_has_its_profile_and_warnings(self):
        job = self.lab.add('--paused', '--profile', 'vista', 'http://ben:secret@intranet.example.org/payroll.csv')
        shown = self.lab.show(job)
        self.assertEqual(shown['profile'], 'vista')
        self.assertIn('AUTH-3', ' '.join(warning['requirements'] for warning in shown['warnings']))
        self.assertEqual({tuple(warning) for warning in shown['warnings']},
                         {('rule', 'requirements', 'severity', 'message')})

    def test_job_as_json_without_a_profile(self):
        job = self.lab.add('--paused', ADDRESS)
        [listed] = [row for row in self.lab.ctl('jobs', '--json', check=0).json if row['id'] == job['id']]
        self.assertEqual((self.lab.show(job)['profile'], listed['profile']), (None, None))

    def test_what_cannot_be_set_is_told_with_the_plan(self):
        for options, rule, code, words in REFUSED:
            with self.subTest(rule):
                done = self.lab.ctl('access', *options, ADDRESS)
                self.assertEqual((done.status, done.symbol()), (1, code))
                self.assertRegex(done.output, f'(?m)^refused: .*0x8[0-9A-F]{{7}} {code}')
                self.assertRegex(done.output, f'(?m)^refused: .*{words}')
                self.assertRegex(done.output, '(?m)^Everything else\t')
                told = [warning for row in self.lab.ctl('access', *options, ADDRESS, '--json').json
                        for warning in row['warnings'] if warning['severity'] == 'refused']
                self.assertEqual([warning['rule'] for warning in told], [rule])
                self.assertRegex(f'0x{told[0]["code"]:08X}', done.errors.partition('(')[2][:10])

    def test_what_would_be_refused_for_a_job(self):
        job = self.lab.add('--paused', '--profile=xp', ADDRESS)['id']
        done = self.lab.ctl('access', job, '--user=ann')
        self.assertEqual((done.status, done.symbol()), (1, 'E_NOTIMPL'))
        self.assertIn('refused: Server login: Credentials cannot be set in this profile', done.output)
        self.assertEqual(self.lab.ctl('credentials', job, '--json', check=0).json, [])
        self.lab.ctl('access', job, check=0)

    def test_nothing_is_created(self):
        before = self.lab.ctl('jobs', '--json', check=0).json
        self.lab.ctl('access', '--account', 'LocalSystem', ADDRESS, check=0)
        self.assertEqual(self.lab.ctl('jobs', '--json', check=0).json, before)

    def test_password_of_an_address_is_not_shown(self):
        done = self.lab.ctl('access', *CASES['address-and-credential'][0], '--json')
        self.assertNotIn('secret', done.output)
        self.assertIn('ben', done.output)


for case in CASES:
    setattr(Access, f'test_{case.replace("-", "_")}', lambda self, case=case: self.check(case))


def regenerate():
    os.makedirs(FOLDER, exist_ok=True)
    with Lab() as lab:
        for name in CASES:
            for language in LANGUAGES:
                with open(path_of(name, language), 'w', encoding='utf-8') as stream:
                    stream.write(ask(lab, name, language))


if __name__ == '__main__':
    if '--regenerate' in sys.argv:
        regenerate()
    else:
        main()
