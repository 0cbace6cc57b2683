#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access plans of a real engine: of what is asked for and of its jobs, and what is refused."""

import os
import pwd
import unittest

from gi.repository import Gio, GLib
from haulier_lab import HostileServer, Lab, Reply, main, wait_until

NAME, PATH = 'org.haulier.Transfer1', '/org/haulier/Transfer1'
ACCESS, JOB = NAME + '.Access', NAME + '.Job'
ID, STATE, CODE = 1, 4, 20
FAILED, ACKNOWLEDGED = 4, 7
SIGNATURES = {'local': 'ay', 'proxy_variables': 'as', 'credentials': 'aa{sv}', 'token_flags': 'u',
              'certificate': 'a{sv}', 'account_proxy': 'a{sv}'}
IMPLICIT = {'target': GLib.Variant('s', 'server'), 'scheme': GLib.Variant('s', 'negotiate'),
            'implicit': GLib.Variant('b', True)}
SECRET = 'planted-secret-4711'


def basic(target='server', **more):
    return {'target': GLib.Variant('s', target), 'scheme': GLib.Variant('s', 'basic'),
            'user': GLib.Variant('s', 'ben'), **{key: GLib.Variant('s', value) for key, value in more.items()}}


def implicit(target='server', scheme='negotiate'):
    return {**IMPLICIT, 'target': GLib.Variant('s', target), 'scheme': GLib.Variant('s', scheme)}


def certificate(**words):
    words = {'location': 'current-user', 'store': 'MY', **words}
    return {key: GLib.Variant('s', value) for key, value in words.items()}


INVALIDARG, NOTIMPL, DENIED = 0x80070057, 0x80004001, 0x80070005
NAME_SIZE, CREDENTIALS = 0x80200025, 0x80200040
PROXY_INFO, LIST_SIZE, BYPASS_SIZE = 0x8020003F, 0x80200018, 0x80200019
STUB_DATA, TEXT_SIZE = 0x800706F7, 0x80200021
ERRORS = {INVALIDARG: 'InvalidArgument', NOTIMPL: 'NotImplemented', DENIED: 'AccessDenied',
          NAME_SIZE: 'UsernameTooLarge', CREDENTIALS: 'InvalidCredentials', PROXY_INFO: 'InvalidProxyInfo',
          LIST_SIZE: 'ProxyListTooLarge', BYPASS_SIZE: 'ProxyBypassListTooLarge', STUB_DATA: 'BadStubData',
          TEXT_SIZE: 'StringTooLong'}
DIGITS = '0123456789abcdef' * 2 + '01234567'
# Settings, the row that tells of them, the rule, the HRESULT, and what exactly is wrong with their form.
REFUSALS = [
    ({'credentials': [basic(user='')]}, 'server-login', 'setting-user-name', CREDENTIALS, 'the user name is empty'),
    ({'credentials': [basic('proxy', user='a\nb')]}, 'proxy-login', 'setting-user-name', CREDENTIALS,
     'has control characters'),
    ({'credentials': [basic(user='a:b')]}, 'server-login', 'setting-user-name', CREDENTIALS, 'with a colon'),
    ({'credentials': [basic(user='x' * 301)]}, 'server-login', 'setting-user-name-length', NAME_SIZE, '300'),
    ({'credentials': [implicit(scheme='basic')]}, 'server-login', 'setting-basic-implicit', INVALIDARG, ''),
    ({'credentials': [implicit(scheme='digest')]}, 'server-login', 'setting-digest-implicit', INVALIDARG, ''),
    ({'credentials': [implicit(scheme='passport')]}, 'server-login', 'setting-passport-implicit', INVALIDARG, ''),
    ({'credentials': [basic('proxy', scheme='passport')]}, 'proxy-login', 'setting-passport-proxy', INVALIDARG, ''),
    ({'credentials': [basic()], 'profile': 'xp'}, 'server-login', 'setting-credential-none', NOTIMPL, ''),
    ({'credentials': [implicit('proxy')], 'profile': 'xp-sp1'}, 'proxy-login', 'setting-proxy-credential-none',
     NOTIMPL, ''),
    ({'proxy_usage': 'override'}, 'proxy-settings', 'setting-proxy-list-missing', INVALIDARG, 'needs a proxy list'),
    ({'proxy_usage': 'none', 'proxy_list': 'proxy'}, 'proxy-settings', 'setting-proxy-list-missing', INVALIDARG,
     'has lists'),
    ({'proxy_usage': 'override', 'proxy_list': 'proxy:99999'}, 'proxy-settings', 'setting-proxy-list', PROXY_INFO,
     'proxy:99999'),
    ({'proxy_usage': 'override', 'proxy_list': 'proxy', 'proxy_bypass': '10.0.0.0/8'}, 'proxy-settings',
     'setting-proxy-list', PROXY_INFO, '10.0.0.0/8'),
    ({'proxy_usage': 'override', 'proxy_list': 'p' * 4001}, 'proxy-settings', 'setting-proxy-list-length', LIST_SIZE,
     '4000'),
    ({'proxy_usage': 'override', 'proxy_list': 'p', 'proxy_bypass': 'b' * 4001}, 'proxy-settings',
     'setting-proxy-bypass-length', BYPASS_SIZE, '4000'),
    ({'proxy_usage': 'autodetect', 'profile': 'server-2003'}, 'proxy-settings', 'setting-autodetect-none', NOTIMPL,
     ''),
    ({'certificate': certificate(id=DIGITS[:-2])}, 'client-certificate', 'setting-certificate-thumbprint', STUB_DATA,
     '40 hexadecimal digits'),
    ({'certificate': certificate(id=DIGITS, store='')}, 'client-certificate', 'setting-certificate-name', INVALIDARG,
     'no store'),
    ({'certificate': certificate(id=DIGITS, subject='ann')}, 'client-certificate', 'setting-certificate-name',
     INVALIDARG, 'either'),
    ({'certificate': certificate(subject='s' * 256)}, 'client-certificate', 'setting-certificate-length', TEXT_SIZE,
     'too long'),
    ({'certificate': certificate(id=DIGITS), 'profile': 'xp-sp3'}, 'client-certificate', 'setting-certificate-none',
     NOTIMPL, ''),
    ({'certificate': certificate(id=DIGITS, location='users')}, 'client-certificate', 'setting-certificate-store',
     NOTIMPL, ''),
    ({'token_flags': 4}, 'helper-token', 'setting-token-flags', INVALIDARG, '0x4'),
    ({'token_flags': 1, 'profile': 'vista'}, 'helper-token', 'setting-token-update', NOTIMPL, ''),
    ({'token_flags': 1, 'profile': 'server-2003'}, 'helper-token', 'setting-token-none', NOTIMPL, ''),
]
ACCEPTED = [
    {'credentials': [basic()]}, {'credentials': [implicit()]}, {'credentials': [implicit('proxy', 'ntlm')]},
    {'credentials': []}, {'proxy_usage': 'autodetect'}, {'proxy_usage': 'override', 'proxy_list': 'proxy:3128'},
    {'certificate': certificate(id=DIGITS)}, {'certificate': {}}, {'token_flags': 3},
    {'token_flags': 0, 'profile': 'xp'},
]


class Access(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab()
        cls.addClassCleanup(cls.lab.close)
        cls.bus = Gio.DBusConnection.new_for_address_sync(
            cls.lab.environment['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        cls.addClassCleanup(cls.bus.close_sync, None)

    def diagnose(self):
        return self.lab.daemon_output()

    def call(self, method, signature, *arguments, path=PATH, interface=NAME):
        reply = self.bus.call_sync(NAME, path, interface, method, GLib.Variant(signature, arguments),
                                   None, Gio.DBusCallFlags.NO_AUTO_START, 20000, None)
        return reply.unpack()

    def plan(self, **words):
        """The rows of a plan by resource; a word is a key of PlanAccess."""
        spec = {key.replace('_', '-'): GLib.Variant(SIGNATURES.get(key, 's'), value) for key, value in words.items()}
        rows = self.call('PlanAccess', '(a{sv})', spec)[0]
        self.assertNotIn(SECRET, repr(rows))
        return {row['resource']: row for row in rows}

    def assert_refused(self, error, **words):
        with self.assertRaises(GLib.Error) as caught:
            self.plan(**words)
        self.assertEqual(Gio.dbus_error_get_remote_error(caught.exception), f'org.haulier.Error.{error}')
        self.assertNotIn(SECRET, caught.exception.message)

    @staticmethod
    def warnings(row):
        return {warning['rule']: warning for warning in row['warnings']}

    def test_person(self):
        rows = self.plan(remote='http://intranet/report', local=b'/srv/report')
        self.assertEqual(rows['download-file']['subject'], '/srv/report')
        self.assertEqual(rows['download-file']['name'], pwd.getpwuid(os.getuid()).pw_name)
        self.assertEqual(rows['server-login']['subject'], 'http://intranet:80')
        self.assertEqual((rows['server-login']['state'], rows['server-login']['rule']),
                         ('withheld', 'implicit-compat-2'))
        for key in ('text', 'source', 'requirements'):
            self.assertNotEqual(rows['server-login'][key], '')
        self.assertNotIn('code', rows['server-login'])

    def test_local_service_with_logon_credentials(self):
        rows = self.plan(account='LocalService', remote='http://intranet/report', credentials=[IMPLICIT])
        self.assertEqual((rows['server-login']['identity'], rows['server-login']['state']), ('anonymous', 'withheld'))
        warning = self.warnings(rows['server-login'])['warn-local-service-is-nobody']
        self.assertEqual((warning['severity'], warning['fix'], warning['fix-arguments']),
                         ('warning', 'lend-token', {'flags': 2}))

    def test_network_service_through_a_proxy(self):
        rows = self.plan(account='NetworkService', remote='http://intranet/report', proxy_usage='override',
                         proxy_list='proxy:3128')
        self.assertEqual(rows['proxy-settings']['subject'], 'http://proxy:3128')
        self.assertEqual(rows['proxy-login']['identity'], 'computer')
        self.assertTrue(rows['proxy-login']['name'].endswith('$'))
        warning = self.warnings(rows['proxy-login'])['warn-service-proxy-login-missing']
        self.assertEqual((warning['fix'], warning['fix-arguments']['target']), ('set-credential', 'proxy'))

    def test_proxy_that_is_kept_for_an_account(self):
        kept = {'network-service-proxy': GLib.Variant('s', 'override proxy:3128; intranet')}
        self.call('SetSettings', '(a{sv})', kept)
        self.addCleanup(self.call, 'SetSettings', '(a{sv})',
                        {'network-service-proxy': GLib.Variant('s', 'none')})
        rows = self.plan(account='NetworkService', remote='http://elsewhere/report')
        self.assertEqual((rows['proxy-settings']['subject'], rows['proxy-settings']['rule']),
                         ('http://proxy:3128', 'proxy-of-service'))
        self.assertIn('warn-service-proxy-login-missing', self.warnings(rows['proxy-login']))
        rows = self.plan(account='NetworkService', remote='http://intranet/report')
        self.assertEqual(rows['proxy-settings']['rule'], 'proxy-bypassed')
        self.assertEqual(rows['proxy-settings']['warnings'], [])
        rows = self.plan(account='LocalService', remote='http://elsewhere/report')
        self.assertEqual(rows['proxy-settings']['rule'], 'proxy-not-found')
        rows = self.plan(account='NetworkService', remote='http://elsewhere/report', proxy_usage='none')
        self.assertEqual(rows['proxy-settings']['rule'], 'proxy-not-wanted')

    def test_proxy_of_an_account_is_checked(self):
        for text, error in (('preconfig', 'InvalidArgument'), ('override', 'InvalidArgument'),
                            ('override ann:word@proxy', 'InvalidProxyInfo'),
                            ('override ' + 'p' * 4001, 'ProxyListTooLarge'),
                            ('override p; ' + 'b' * 4001, 'ProxyBypassListTooLarge')):
            with self.subTest(text[:30]), self.assertRaises(GLib.Error) as caught:
                self.call('SetSettings', '(a{sv})', {'local-system-proxy': GLib.Variant('s', text)})
            self.assertEqual(Gio.dbus_error_get_remote_error(caught.exception), f'org.haulier.Error.{error}')
        self.assertEqual(self.call('GetSettings', '()')[0]['local-system-proxy'], 'none')

    def test_proxy_that_would_be_kept_for_an_account(self):
        def settings(usage, **more):
            return {key: GLib.Variant('s', value) for key, value in {'usage': usage, **more}.items()}

        def plan(account, *usage, **more):
            return self.plan(account=account, remote='http://elsewhere/report', account_proxy=settings(*usage, **more))

        rows = plan('LocalService', 'override', list='proxy:3128', bypass='intranet')
        self.assertEqual((rows['proxy-settings']['subject'], rows['proxy-settings']['rule']),
                         ('http://proxy:3128', 'proxy-of-service'))
        self.assertIn('warn-proxy-detected', self.warnings(plan('LocalService', 'autodetect')['proxy-settings']))
        self.assertIn('warn-service-has-no-proxy', self.warnings(plan('LocalService', 'none')['proxy-settings']))
        self.assertEqual(self.call('GetSettings', '()')[0]['local-service-proxy'], 'none')
        for account, words, error in (('LocalService', {'usage': 'preconfig'}, 'InvalidArgument'),
                                      ('LocalService', {'usage': 'override'}, 'InvalidArgument'),
                                      ('LocalService', {'usage': 'sometimes'}, 'NotImplemented'),
                                      ('LocalService', {'usage': 'override', 'list': 'a:1;b:2'}, 'InvalidProxyInfo'),
                                      (f'uid:{os.getuid()}', {'usage': 'none'}, 'InvalidArgument')):
            with self.subTest(words):
                self.assert_refused(error, account=account, account_proxy=settings(**words))

    def test_nothing_is_offered_before_it_is_asked(self):
        # A login is not spoken, or will be used; that it is not offered nobody can know.
        for scheme in ('digest', 'ntlm', 'passport'):
            login = {**basic(), 'scheme': GLib.Variant('s', scheme)}
            row = self.plan(remote='https://intranet/report', credentials=[login])['server-login']
            self.assertIn((row['state'], row['rule']),
                          (('withheld', 'login-not-spoken'), ('will-be-used', 'login-job-used')))

    def test_fix_helps(self):
        words = {'account': 'NetworkService', 'remote': 'http://intranet/report', 'proxy_usage': 'override',
                 'proxy_list': 'proxy:3128'}
        fix = self.warnings(self.plan(**words)['proxy-login'])['warn-service-proxy-login-missing']['fix-arguments']
        credential = {key: GLib.Variant('b' if isinstance(value, bool) else 's', value) for key, value in fix.items()}
        rows = self.plan(credentials=[credential], **words)
        self.assertEqual(rows['proxy-login']['credential'], 'implicit')

    def test_certificate_with_network_token(self):
        certificate = {'location': GLib.Variant('s', 'current-user'), 'store': GLib.Variant('s', 'MY'),
                       'subject': GLib.Variant('s', 'ann')}
        rows = self.plan(remote='https://intranet/report', token_flags=2, certificate=certificate)
        self.assertEqual((rows['client-certificate']['state'], rows['client-certificate']['code']),
                         ('refused', 0x80072F9A))
        self.assertEqual(rows['helper-token']['code'], 0x80200056)
        self.assertIn('warn-certificate-with-network', self.warnings(rows['client-certificate']))

    def test_login_in_the_address(self):
        rows = self.plan(remote=f'http://ann:{SECRET}@intranet/report', credentials=[basic()])
        self.assertEqual((rows['server-login']['credential'], rows['server-login']['user']), ('url', 'ann'))
        self.assertLessEqual({'warn-login-in-address', 'warn-logins-disagree'},
                             set(self.warnings(rows['server-login'])))

    def test_environment_proxy(self):
        rows = self.plan(remote='http://intranet/report', proxy_variables=['http_proxy'])
        self.assertIn('warn-proxy-variables-ignored', self.warnings(rows['proxy-settings']))
        rows = self.plan(remote='http://intranet/report', proxy_variables=['http_proxy'], proxy_usage='none')
        self.assertEqual(self.warnings(rows['proxy-settings']), {})

    def test_profile(self):
        rows = self.plan(remote='https://intranet/report', profile='xp')
        self.assertEqual(rows['server-login']['state'], 'will-be-used')
        self.assertIn('warn-profile-sends-unset', self.warnings(rows['server-login']))

    def test_engine_settings_count(self):
        self.call('SetSettings', '(a{sv})', {'use-lm-compat': GLib.Variant('i', 0)})
        try:
            rows = self.plan(remote='http://intranet/report')
            self.assertEqual(rows['server-login']['state'], 'will-be-used')
            fix = self.warnings(rows['server-login'])['warn-sent-without-being-set']
            self.call('SetSettings', '(a{sv})', {key: GLib.Variant('i', value)
                                                 for key, value in fix['fix-arguments'].items()})
            self.assertEqual(self.plan(remote='http://intranet/report')['server-login']['state'], 'withheld')
        finally:
            self.call('SetSettings', '(a{sv})', {'use-lm-compat': GLib.Variant('i', -1)})

    def test_refused(self):
        self.assert_refused('InvalidArgument', account='Nobody')
        self.assert_refused('InvalidArgument', profile='xp-sp9')
        self.assert_refused('InvalidArgument', no_such_key='x')
        self.assert_refused('NotImplemented', proxy_usage='guess')
        self.assert_refused('NotImplemented', certificate=certificate(location='moon'))
        self.assert_refused('InvalidAuthTarget', credentials=[basic('gateway')])
        self.assert_refused('InvalidAuthScheme', credentials=[basic(scheme='sesame')])
        self.assert_refused('InvalidUrl', remote=f'http://ann:{SECRET}@')
        self.assert_refused('NotFound', job='00000000-0000-4000-8000-000000000000')

    def refusals(self, **words):
        """What of these settings cannot be set: row and rule to HRESULT and what exactly is wrong."""
        told = {}
        for resource, row in self.plan(remote='http://intranet/report', **words).items():
            for rule, warning in self.warnings(row).items():
                self.assertEqual('code' in warning, warning['severity'] == 'refused', rule)
                if 'code' in warning:
                    self.assertNotEqual('', warning['text'])
                    told[resource, rule] = (warning['code'], warning.get('detail', ''))
        return told

    def test_what_cannot_be_set_is_told(self):
        for words, row, rule, code, detail in REFUSALS:
            with self.subTest(rule, **{key: str(value)[:60] for key, value in words.items()}):
                [((told_row, told_rule), (told_code, told_detail))] = self.refusals(**words).items()
                self.assertEqual((told_row, told_rule, told_code), (row, rule, code))
                self.assertEqual(detail == '', told_detail == '')
                self.assertIn(detail, told_detail)
        for words in ACCEPTED:
            with self.subTest(**words):
                self.assertEqual(self.refusals(**words), {})

    def test_setters_refuse_what_the_plan_tells(self):
        """With the same HRESULT, and the sentence or what exactly is wrong."""
        for words, row, rule, code, detail in REFUSALS:
            with self.subTest(rule, **{key: str(value)[:60] for key, value in words.items()}):
                warning = self.warnings(self.plan(remote='http://intranet/report', **words)[row])[rule]
                logins = [{**login, 'secret': GLib.Variant('h', 0)} if 'user' in login else login
                          for login in words.get('credentials', [])]
                words = {**words, 'credentials': logins}
                with self.assertRaises(GLib.Error) as caught:
                    self.create('http://intranet/report', **words)
                error = Gio.dbus_error_get_remote_error(caught.exception)
                self.assertEqual(error, f'org.haulier.Error.{ERRORS[code]}')
                self.assertIn(warning.get('detail', warning['text']), caught.exception.message)

    def test_several_refusals_at_once(self):
        told = self.refusals(credentials=[basic(user=''), {**IMPLICIT, 'scheme': GLib.Variant('s', 'basic')}],
                             proxy_usage='override', proxy_list='a:b:c', token_flags=8,
                             certificate=certificate(id='12'))
        self.assertEqual(set(told), {
            ('server-login', 'setting-user-name'), ('proxy-settings', 'setting-proxy-list'),
            ('helper-token', 'setting-token-flags'), ('client-certificate', 'setting-certificate-thumbprint')})

    def test_refused_settings_leave_the_plan_of_the_job(self):
        job = self.create('http://one.example/a', proxy_usage='override', proxy_list='proxy:3128')
        rows = self.plan(job=job, proxy_usage='override', proxy_list='proxy:99999', credentials=[basic(user='a\tb')])
        self.assertEqual(rows['proxy-settings']['subject'], 'http://proxy:3128')
        self.assertEqual(rows['server-login']['credential'], self.plan(job=job)['server-login']['credential'])
        self.assertIn('setting-proxy-list', self.warnings(rows['proxy-settings']))
        self.assertEqual({rule for row in self.plan(job=job).values() for rule in self.warnings(row)}, set())

    def test_settings_of_the_job_are_not_refused_again(self):
        """Of a job that got another profile later it is told what becomes of them."""
        job = self.create('http://one.example/a', credentials=[IMPLICIT])
        self.assertEqual([warning for row in self.plan(job=job, profile='xp').values() for warning in row['warnings']
                          if warning['severity'] == 'refused'], [])

    def create(self, *addresses, start=False, **words):
        folder = self.lab.folder_for(self.id().rsplit('.', 1)[-1])
        files = [(address, os.fsencode(folder), {}) for address in addresses]
        spec = {key.replace('_', '-'): GLib.Variant(SIGNATURES.get(key, 's'), value) for key, value in words.items()}
        spec['start'] = GLib.Variant('b', start)
        return self.call('CreateJob', '(a{sv}a(saya{sv})a{sv})', spec, files, {})[0][ID]

    def row(self, job):
        return self.call('FindJobs', '(asa{sv})', [job], {})[0][0]

    def test_what_the_plan_refuses_does_not_run(self):
        server = HostileServer()
        self.addCleanup(server.close)
        job = self.create(server.script('/ok', Reply(body=b'ok')), start=True, token_flags=1)
        path = f'{PATH}/jobs/{job.replace("-", "_")}'
        wait_until('the refusal', lambda: self.row(job)[STATE] == FAILED)
        self.assertEqual(self.row(job)[CODE], 0x80200056)
        self.assertEqual(server.log, [])
        steps = self.call('GetTrace', '(tu)', 0, 100, path=path, interface=JOB)[0]
        self.assertEqual([step[5]['rule'] for step in steps if step[3] == 'access'], ['identity-token-not-set'])
        rows = self.call('GetPlan', '(u)', 0, path=path, interface=ACCESS)[0]
        self.assertEqual(rows[0]['code'], 0x80200056)
        self.call('SetFlags', '(u)', 0, path=path, interface=NAME + '.HelperToken')
        self.call('Retry', '()', path=path, interface=JOB)
        wait_until('the end', lambda: self.row(job)[STATE] == ACKNOWLEDGED)

    def test_plan_of_a_job(self):
        job = self.create('http://one.example/a', 'https://two.example/b')
        path = f'{PATH}/jobs/{job.replace("-", "_")}'
        for index, origin in enumerate(('http://one.example:80', 'https://two.example:443')):
            rows = {row['resource']: row
                    for row in self.call('GetPlan', '(u)', index, path=path, interface=ACCESS)[0]}
            self.assertEqual(rows['server-login']['subject'], origin)
        with self.assertRaises(GLib.Error) as caught:
            self.call('GetPlan', '(u)', 2, path=path, interface=ACCESS)
        self.assertEqual(Gio.dbus_error_get_remote_error(caught.exception), 'org.haulier.Error.InvalidArgument')
        with self.assertRaises(GLib.Error) as caught:
            self.call('GetPlan', '(u)', 0, path=f'{PATH}/jobs/00000000_0000_4000_8000_000000000000', interface=ACCESS)
        self.assertEqual(Gio.dbus_error_get_remote_error(caught.exception), 'org.haulier.Error.NotFound')

    def test_plan_knows_what_was_asked_for(self):
        server = HostileServer()
        self.addCleanup(server.close)
        url = server.script('/asks', Reply('401 Unauthorized', [('WWW-Authenticate', 'Basic realm="x"')], b'no'))
        job = self.create(url, start=True)
        path = f'{PATH}/jobs/{job.replace("-", "_")}'
        wait_until('the failure', lambda: self.row(job)[STATE] == FAILED)
        self.assertEqual(self.row(job)[CODE], 0x80190191)
        for words in ({}, {'remote': 'http://elsewhere/'}):
            rows = self.plan(job=job, credentials=[basic()], **words)
            self.assertEqual('warn-may-never-be-asked' in self.warnings(rows['server-login']), bool(words))
        rows = self.call('GetPlan', '(u)', 0, path=path, interface=ACCESS)[0]
        self.assertEqual([row['state'] for row in rows if row['resource'] == 'server-login'], ['withheld'])
        self.assertIn('warn-server-login-missing', [warning['rule'] for row in rows for warning in row['warnings']])

    def test_plan_follows_what_is_set(self):
        job = self.create('http://one.example/a')
        path = f'{PATH}/jobs/{job.replace("-", "_")}'
        for signature, arguments, state in (
                ('(ssa{sv})', ('server', 'negotiate', {'implicit': GLib.Variant('b', True)}), 'will-be-used'),
                ('(ss)', ('server', 'negotiate'), 'withheld')):
            self.call('Set' if len(arguments) == 3 else 'Remove', signature, *arguments, path=path,
                      interface=NAME + '.Credentials')
            rows = self.call('GetPlan', '(u)', 0, path=path, interface=ACCESS)[0]
            self.assertEqual([row['state'] for row in rows if row['resource'] == 'server-login'], [state])

    def test_plan_from_a_job(self):
        job = self.create('http://one.example/a')
        rows = self.plan(job=job, account='LocalService')
        self.assertEqual(rows['server-login']['subject'], 'http://one.example:80')
        self.assertEqual(rows['other']['name'], 'LocalService')


if __name__ == '__main__':
    main()
