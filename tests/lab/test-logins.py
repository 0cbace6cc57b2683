#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What arrives at a server that asks for a password, and how often a wrong one does."""

import os
import signal
import threading

from haulier_lab import Eavesdropper, Keyring, LabCase, LoginServer, Reply, Secrecy, content, main, wait_until

SMALL = content(5000)
LARGE = content(40 << 20)
SECRET = 'Planted-Secret-5c1f'
WHO = [('WWW-Authenticate', 'Basic realm="Lab"')]


class Logins(LabCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        os.chmod(cls.lab.folder, 0o755)
        # Passwords outlive the engine: else nothing could be sent a second time.
        cls.addClassCleanup(Keyring(cls.lab).close)
        cls.apache = LoginServer(cls.lab.processes, cls.lab.folder,
                                 {'ben': SECRET, 'carol': 'carolpw'})
        cls.apache.put('basic/large', LARGE)

    def setUp(self):
        super().setUp()
        self.place = f'basic/{self.id().rsplit(".", 1)[-1]}'
        self.apache.put(f'{self.place}/file', SMALL)

    def url(self, name='file', userinfo=''):
        return f'http://{userinfo}localhost:{self.apache.port}/{self.place}/{name}'

    def arrived(self, name='file'):
        return self.apache.arrived(f'/{self.place}/{name}')

    def logins(self):
        return [row for row in self.lab.ctl('trace', self.job['id'], '--json', check=0).json
                if row['kind'] == 'login']

    def start(self, *arguments, password=None, state='acknowledged', **more):
        options = ['--password-stdin'] if password is not None else []
        self.job = self.lab.add(*arguments, *options, to=self.folder, text=password, **more)
        self.job = self.lab.wait_state(self.job, state, 'error', seconds=40)
        self.assertEqual(self.job['state'], state, self.job)
        return self.job

    def test_job_credential(self):
        self.start(self.url(), '--user=ben', password=SECRET)
        self.assert_only('file', SMALL)
        self.assertEqual(self.arrived(), [('401', '-', '-'), ('200', 'ben', 'Basic')])
        login = self.logins()[0]['details']
        self.assertEqual((login['kind'], login['scheme'], login['user'], login['realm'],
                          login['target'], login['offered']),
                         ('job', 'basic', 'ben', 'Lab', 'server', ['basic']))
        self.assertEqual(len([row for row in login['candidates'] if row['used']]), 1)

    def test_url_wins(self):
        # The user name of an address is tried before that of the job.
        self.start(self.url(userinfo=f'ben:{SECRET}@'), '--user=carol', password='carolpw')
        self.assertEqual(self.arrived(), [('401', '-', '-'), ('200', 'ben', 'Basic')])
        kinds = {row['kind'] for row in self.logins()[0]['details']['candidates']}
        self.assertLessEqual({'url', 'job'}, kinds)

    def test_shown_while_passwords_go(self):
        # Who looks at a job asks the keyring for what the engine deletes from it in that moment.
        job = self.lab.add(self.url(userinfo=f'ben:{SECRET}@'), '--user=carol', '--password-stdin', '--paused',
                           to=self.folder, text='carolpw')
        lookers = [threading.Thread(target=self.look_at, args=(job,)) for _ in range(3)]
        for looker in lookers:
            looker.start()
        self.lab.ctl('resume', job['id'], check=0)
        for looker in lookers:
            looker.join()
        self.assertEqual(self.lab.show(job)['state'], 'acknowledged')
        self.assertEqual(self.lab.daemon_output(), '')

    def look_at(self, job):
        for _ in range(40):
            if self.lab.ctl('show', '--json', job['id']).status:
                return

    def test_url_rejected_then_job(self):
        self.start(self.url(userinfo='ben:wrong@'), '--user=carol', password='carolpw')
        self.assertEqual(self.arrived(), [('401', '-', '-'), ('401', 'ben', 'Basic'),
                                          ('200', 'carol', 'Basic')])

    def test_no_credential(self):
        job = self.start(self.url(), state='error')
        self.assert_error(job['error'], 'BG_E_HTTP_ERROR_401', 'log in')
        self.assertEqual(self.arrived(), [('401', '-', '-')])

    def test_many_files_one_question(self):
        names = [f'file-{number}' for number in range(40)]
        for name in names:
            self.apache.put(f'{self.place}/{name}', SMALL)
        self.start(*[self.url(name) for name in names], '--user=ben', password=SECRET)
        wait_until('the records go', lambda: self.files() == sorted(names))
        rows = [row for name in names for row in self.arrived(name)]
        self.assertEqual(len([row for row in rows if row == ('200', 'ben', 'Basic')]), 40)
        self.assertLessEqual(len(rows), 40 + 8)
        self.assertEqual(len([row for row in self.logins() if 'candidates' in row['details']]), 1)

    def test_segments(self):
        self.start(f'http://localhost:{self.apache.port}/basic/large', '--user=ben',
                   '--connections=8', password=SECRET)
        self.assert_only('large', LARGE)
        rows = self.apache.arrived('/basic/large')
        self.assertEqual([row for row in rows if row[2] == '-'], [('401', '-', '-')])
        self.assertEqual({row for row in rows if row[2] != '-'} - {('200', 'ben', 'Basic')},
                         {('206', 'ben', 'Basic')} if len(rows) > 2 else set())

    def wrong(self, number=20):
        """A job with a wrong password for so many files; returns what arrived of it."""
        names = [f'file-{item}' for item in range(number)]
        for name in names:
            self.apache.put(f'{self.place}/{name}', SMALL)
        self.start(*[self.url(name) for name in names], '--user=ben', '--connections=8',
                   password='wrong', state='error')
        return self.tried()

    def tried(self):
        return [row for row in self.apache.requests() if f'/{self.place}/' in row[2] and row[3] != '-']

    def test_wrong_password_once(self):
        self.assertEqual(len(self.wrong()), 1)
        self.assert_error(self.job['error'], 'BG_E_HTTP_ERROR_401', 'log in')

    def test_plan_knows_what_was_rejected(self):
        self.wrong(1)
        plan = self.lab.ctl('access', self.job['id'], '--json', check=0).json
        server = next(row for row in plan if row['resource'] == 'server-login')
        self.assertEqual((server['state'], server['rule']), ('withheld', 'login-rejected'))
        listed = self.lab.ctl('credentials', self.job['id'], '--json', check=0).json
        self.assertEqual([row['state'] for row in listed], ['frozen'])

    def test_wrong_password_not_after_resume(self):
        self.wrong(2)
        self.lab.ctl('resume', self.job['id'], check=0)
        self.lab.wait_state(self.job, 'error')
        wait_until('it was asked again', lambda: len(self.logins()) >= 3)
        self.assertEqual(len(self.tried()), 1)

    def test_wrong_password_not_after_restart(self):
        self.wrong(2)
        for number in (signal.SIGTERM, signal.SIGKILL):
            self.lab.stop_daemon(number)
            self.lab.start_daemon()
            self.lab.ctl('resume', self.job['id'], check=0)
            job = self.lab.wait_state(self.job, 'error')
            self.assertEqual(len(self.tried()), 1)
        self.assert_error(job['error'], 'BG_E_HTTP_ERROR_401', 'log in')

    def test_right_password_after_restart(self):
        self.start(self.url(), '--user=ben', '--paused', password=SECRET, state='suspended')
        self.lab.stop_daemon()
        self.lab.start_daemon()
        self.lab.ctl('resume', self.job['id'], check=0)
        self.lab.wait_state(self.job, 'acknowledged')
        self.assertEqual(self.arrived(), [('401', '-', '-'), ('200', 'ben', 'Basic')])

    def test_wrong_then_right(self):
        self.wrong(5)
        self.lab.ctl('credentials', 'set', self.job['id'], '--target=server', '--scheme=basic',
                     '--user=ben', '--password-stdin', text=SECRET, check=0)
        self.lab.ctl('resume', self.job['id'], check=0)
        self.lab.wait_state(self.job, 'acknowledged')
        self.assertEqual({row[0] for row in self.tried()[1:]}, {'200'})

    def test_other_realm(self):
        # What one realm accepts is tried in another one of the same server, once.
        self.apache.put(f'other/{self.place}', SMALL)
        self.start(self.url(), f'http://localhost:{self.apache.port}/other/{self.place}',
                   '--user=ben', '--connections=1', password=SECRET, state='error')
        rows = self.apache.arrived(f'/other/{self.place}')
        self.assertEqual(rows, [('401', '-', '-'), ('401', 'ben', 'Basic')])

    def state(self):
        return [row['state'] for row in
                self.lab.ctl('credentials', self.job['id'], '--json', check=0).json]

    def mixed(self, *names):
        """A job for these files, one after the other."""
        for name in names:
            self.apache.put(f'{self.place}/{name}', SMALL)
        return self.start(*[self.url(name) for name in names], '--user=ben', '--connections=1',
                          password=SECRET, state='error')

    def test_file_not_permitted(self):
        # A file that is not for ben says nothing about his password: the others are fetched.
        job = self.mixed('a', 'only-carol', 'b', 'c')
        self.assert_error(job['error'], 'BG_E_HTTP_ERROR_401', 'accepted elsewhere in this realm')
        self.assertEqual(self.files(), ['a', 'b', 'c'])
        self.assertEqual(self.arrived('only-carol'), [('401', 'ben', 'Basic')])
        # Which file was the last one depends on who waited for whom.
        self.assertIn(self.state()[0], ('accepted', 'refused'))
        ends = [row['details'].get('outcome') for row in self.logins()]
        self.assertIn('refused', ends)
        self.assertNotIn('rejected', ends)

    def test_file_not_permitted_tells(self):
        self.mixed('a', 'only-carol')
        self.assertEqual(self.state(), ['refused'])
        plan = self.lab.ctl('access', self.job['id'], '--json', check=0).json
        server = next(row for row in plan if row['resource'] == 'server-login')
        self.assertEqual(server['state'], 'will-be-used')

    def test_file_not_permitted_at_most_twice(self):
        # It may be a password that was changed: asked for again, it is sent once more, ever.
        self.mixed('a', 'only-carol')
        for _ in range(3):
            self.lab.stop_daemon()
            self.lab.start_daemon()
            self.lab.ctl('resume', self.job['id'], check=0)
            self.lab.wait_state(self.job, 'error')
        sent = [row for row in self.arrived('only-carol') if row[2] != '-']
        self.assertEqual(len(sent), 2)
        self.assertEqual(self.state(), ['frozen'])

    def test_changed_password_at_most_twice(self):
        def answer(request):
            if request.header('Authorization') is None or request.number > 3:
                return Reply('401 Who', list(WHO), b'who?')
            return Reply(body=SMALL)
        address = self.server.script('/changed', answer)
        self.start(*[f'{address}?{number}' for number in range(12)], '--user=ben',
                   '--connections=1', password=SECRET, state='error')
        sent = [entry.request for entry in self.server.log
                if entry.request.path.startswith('/changed') and entry.request.header('Authorization')]
        self.assertEqual(len([request for request in sent if request.number > 3]), 2)

    def test_custom_header_stays(self):
        other = self.server.script('/there', Reply(body=SMALL))
        start = self.server.script('/go', Reply('302 Found', [('Location', other.replace(
            '127.0.0.1', 'localhost'))]))
        self.start(start, '--header=Cookie: of=one-server', '--header=X-Shown: yes')
        first = self.server.exchanges('/go')[-1].request
        second = self.server.exchanges('/there')[-1].request
        self.assertEqual(first.header('Cookie'), 'of=one-server')
        self.assertIsNone(second.header('Cookie'))
        self.assertEqual(second.header('X-Shown'), 'yes')

    def test_redirect_elsewhere(self):
        there = self.server.script('/secret', Reply('401 Who', list(WHO), b'who?'))
        go = self.server.script('/away', Reply('302 Found', [('Location', there.replace(
            '127.0.0.1', 'localhost'))]))
        job = self.start(go, '--user=ben', password=SECRET, state='error')
        self.assert_error(job['error'], 'BG_E_HTTP_ERROR_401', 'log in')
        self.assertEqual([entry.request.header('Authorization')
                          for entry in self.server.exchanges('/secret')], [None])

    def test_realm_that_changes(self):
        # A server that names its realm anew each time gets a wrong password once.
        self.server.script('/changing', lambda request: Reply(
            '401 Who', [('WWW-Authenticate', f'Basic realm="{request.number}"')], b'who?'))
        addresses = [self.server.url(f'/changing?{number}') for number in range(6)]
        self.start(*addresses, '--user=ben', '--connections=2', password=SECRET, state='error')
        sent = [entry for entry in self.server.log
                if entry.request.path.startswith('/changing') and entry.request.header('Authorization')]
        self.assertEqual(len(sent), 1)

    def set_host(self, user='ben', password=SECRET, origin=None, check=0):
        """Sets a rule for the server, until the end of the test."""
        origin = origin or f'http://localhost:{self.apache.port}'
        self.addCleanup(self.lab.ctl, 'host-credentials', 'remove', origin, '--target=server', '--scheme=basic')
        return self.lab.ctl('host-credentials', 'set', f'{origin}/whatever', '--target=server', '--scheme=basic',
                            f'--user={user}', '--password-stdin', text=password, check=check)

    def hosts(self):
        return self.lab.ctl('host-credentials', '--json', check=0).json

    def test_host_rule(self):
        self.set_host()
        origin = f'http://localhost:{self.apache.port}'
        self.assertEqual([(row['origin'], row['user'], row['from'], row['state']) for row in self.hosts()],
                         [(origin, 'ben', 'host', 'unused')])
        plan = self.lab.ctl('access', self.url(), '--json', check=0).json
        server = next(row for row in plan if row['resource'] == 'server-login')
        self.assertEqual((server['credential'], server['user'], server['state']), ('host', 'ben', 'will-be-used'))
        self.start(self.url())
        self.assertEqual(self.arrived(), [('401', '-', '-'), ('200', 'ben', 'Basic')])
        self.assertEqual(self.logins()[0]['details']['rule'], 'login-basic-readable')
        self.assertEqual(self.logins()[0]['details']['kind'], 'host')
        self.assertEqual([row['state'] for row in self.hosts()], ['accepted'])
        self.assertNotIn(SECRET, self.lab.ctl('host-credentials', check=0).output)

    def test_host_rule_after_a_restart(self):
        self.set_host()
        for number in (signal.SIGTERM, signal.SIGKILL):
            self.lab.stop_daemon(number)
            self.lab.start_daemon()
            self.start(self.url())
        self.assertEqual(self.arrived(), [('401', '-', '-'), ('200', 'ben', 'Basic')] * 2)

    def test_host_rule_comes_after_the_job(self):
        self.set_host()
        self.start(self.url(), '--user=carol', password='carolpw')
        self.assertEqual(self.arrived(), [('401', '-', '-'), ('200', 'carol', 'Basic')])
        kinds = [row['rule'] for row in self.logins()[0]['details']['candidates'] if row['kind'] == 'host']
        self.assertEqual(kinds, ['login-job-wins'])

    def test_host_rule_of_another_origin(self):
        self.set_host(origin=f'http://127.0.0.1:{self.apache.port}')
        job = self.start(self.url(), state='error')
        self.assert_error(job['error'], 'BG_E_HTTP_ERROR_401', 'log in')
        self.assertEqual(self.arrived(), [('401', '-', '-')])

    def test_host_rule_that_is_wrong_once(self):
        # One attempt for all jobs, not one for each; and again when it is set anew.
        self.set_host(password='wrong')
        for _ in range(3):
            self.start(self.url(), state='error')
        self.assertEqual(self.tried(), [row for row in self.tried() if row[0] == '401'])
        self.assertEqual(len(self.tried()), 1)
        self.assertEqual([row['state'] for row in self.hosts()], ['frozen'])
        self.set_host()
        self.start(self.url())
        self.assertEqual([row[0] for row in self.tried()], ['401', '200'])

    def test_host_rule_removed(self):
        self.set_host()
        origin = f'http://localhost:{self.apache.port}'
        remove = ('host-credentials', 'remove', origin, '--target=server', '--scheme=basic')
        self.assertEqual(self.lab.ctl(*remove, check=0).errors, '')
        self.assertIn('no such login', self.lab.ctl(*remove, check=0).errors)
        self.assertEqual(self.hosts(), [])
        self.start(self.url(), state='error')
        self.assertEqual(self.tried(), [])

    def test_bad_host_rule(self):
        self.set_host()
        before = self.hosts()
        more = ('--target=server', '--scheme=basic', '--user=ben', '--password-stdin')
        for address, options, symbol in (
                ('ftp://localhost', more, 'ERROR_WINHTTP_UNRECOGNIZED_SCHEME'),
                ('localhost', more, 'ERROR_WINHTTP_'),
                (f'http://ben:{SECRET}@localhost', more, 'E_INVALIDARG'),
                ('http://localhost', (*more[:2], f'--user={"x" * 301}', more[3]), 'BG_E_USERNAME_TOO_LARGE'),
                ('http://localhost', (*more[:1], '--scheme=sso', *more[2:]), 'BG_E_INVALID_AUTH_SCHEME'),
                ('http://localhost', (*more[:2], '--implicit'), 'E_INVALIDARG')):
            done = self.lab.ctl('host-credentials', 'set', address, *options, text='word')
            self.assertIn(done.status, (1, 2), done)
            self.assertIn(symbol, done.errors)
            self.assertNotIn(SECRET, done.errors)
        self.assertEqual(self.hosts(), before)

    def slow_login(self):
        """A server that does not answer a login until it is told to; returns what to set."""
        gate = {'open': False}

        def answer(request):
            if request.header('Authorization') is None:
                return Reply('401 Who', list(WHO), b'who?')
            wait_until('the gate opens', lambda: gate['open'], 60)
            return Reply('401 Who', list(WHO), b'who?')
        self.address = self.server.script('/slow', answer)
        return gate

    def sent_slowly(self):
        return len([entry for entry in self.server.exchanges('/slow')
                    if entry.request.header('Authorization')])

    def assert_killed_once(self, kill):
        gate = self.slow_login()
        before = self.sent_slowly()
        self.job = self.lab.add(self.address, '--user=ben', '--password-stdin', to=self.folder,
                                text=SECRET)
        wait_until('it was sent', lambda: self.sent_slowly() == before + 1)
        kill()
        job = self.lab.wait_state(self.job, 'error', seconds=60)
        gate['open'] = True
        self.assertEqual(self.sent_slowly(), before + 1)
        self.assert_error(job['error'], 'BG_E_HTTP_ERROR_401', 'log in')

    def test_daemon_killed_while_it_tries(self):
        def kill():
            self.lab.stop_daemon(signal.SIGKILL)
            self.lab.start_daemon()
        self.assert_killed_once(kill)

    def test_worker_killed_while_it_tries(self):
        self.assert_killed_once(lambda: self.lab.processes.kill(self.lab.worker_pids()[0]))

    def test_no_secret_anywhere(self):
        # Database, its log, its copy, the journal, messages, logs, command lines, environments. The keyring keeps
        # passwords, that is what it is for, and encrypts them; the server has hashes.
        secrecy = Secrecy(self.lab, 'ben', SECRET)
        listener = Eavesdropper(self.lab)
        self.addCleanup(listener.close)
        gate = self.slow_login()
        self.job = self.lab.add(self.address, self.url(userinfo=f'ben:{SECRET}@'), '--user=ben',
                                '--password-stdin', to=self.folder, text=SECRET)
        wait_until('it was sent', self.sent_slowly)
        self.assertLessEqual({'haulierd', 'haulier-worker'}, secrecy.check_processes())
        self.assertLessEqual({'queue.db', 'queue.db-wal', 'queue.journal', 'haulierd.log'},
                             secrecy.check_files(self.apache.folder))
        gate['open'] = True
        self.lab.wait_state(self.job, 'error', 'acknowledged', seconds=60)
        secrecy.check_commands(self.job['id'], 'trace', 'show', 'files', 'credentials', 'access')
        self.lab.ctl('jobs', '--json', check=0)
        self.assertIn(b'localhost', listener.heard())
        secrecy.check(listener.heard(), 'what the bus carries')
        secrecy.check_processes()
        self.lab.stop_daemon()
        self.assertLessEqual({'queue.db', 'queue.db.copy', 'queue.journal'}, secrecy.check_files(self.apache.folder))
        self.lab.start_daemon()


if __name__ == '__main__':
    main()
