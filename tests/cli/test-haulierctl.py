#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""haulierctl as a person and a script use it, with the real engine and a scripted server."""

import json
import os
import pty
import re
import signal
import subprocess
import time
import unittest

from haulier_lab import HostileServer, Lab, Reply, content, main, rows, wait_until

ERROR = r'^haulierctl: .*: .*\(0x[0-9A-F]{8} [A-Z0-9_]+\)$'


class Haulierctl(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.lab = Lab(start=False)
        cls.addClassCleanup(cls.lab.close)
        cls.server = HostileServer()
        cls.addClassCleanup(cls.server.close)
        cls.body = content(300000, 1)
        cls.url = cls.server.script('/file.bin', Reply(body=cls.body))
        cls.slow = cls.server.script('/slow.bin', Reply(body=content(4000000, 2), rate=1000000))
        cls.lab.ctl('jobs', check=0)

    @classmethod
    def diagnose(cls):
        return cls.lab.daemon_output()

    def refused(self, status, *arguments, said='', **more):
        """Runs what has to fail; returns the line that says why."""
        done = self.lab.ctl(*arguments, **more)
        self.assertEqual((done.status, done.output), (status, ''), done)
        for line in done.errors.splitlines():
            self.assertRegex(line, ERROR)
        self.assertIn(said, done.errors)
        return done.errors

    def add(self, *arguments, **more):
        """Adds a job; returns its id."""
        done = self.lab.ctl('add', *arguments, check=0, **more)
        self.assertRegex(done.output, r'^[0-9a-f-]{36}\n$')
        return done.output.strip()

    def popen(self, *arguments, **more):
        process = subprocess.Popen([self.lab.program('haulierctl'), *arguments], text=True,
                                   env=self.lab.environment, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, **more)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stderr.close)
        return process

    def test_add_wait(self):
        folder = self.lab.folder_for('wait')
        done = self.lab.ctl('add', self.url, '--to', folder, '--wait')
        self.assertEqual((done.status, done.errors), (0, ''), done)
        with open(folder + 'file.bin', 'rb') as stream:
            self.assertEqual(stream.read(), self.body)

    def test_add_relative(self):
        folder = self.lab.folder_for('relative')
        os.mkdir(folder + 'sub')
        for target in ('name.bin', 'sub', 'sub/', './sub/other.bin'):
            done = subprocess.run([self.lab.program('haulierctl'), 'add', self.url, '--to', target,
                                   '--wait'], cwd=folder, env=self.lab.environment, check=False,
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done)
        self.assertEqual(sorted(os.listdir(folder)), ['name.bin', 'sub'])
        self.assertEqual(sorted(os.listdir(folder + 'sub')), ['file (1).bin', 'file.bin', 'other.bin'])

    def test_add_default_folder(self):
        self.lab.ctl('add', self.url, '--wait', check=0)
        self.assertEqual(os.listdir(self.lab.home + '/Downloads'), ['file.bin'])

    def test_add_overwrite(self):
        folder = self.lab.folder_for('overwrite')
        with open(folder + 'old', 'wb') as stream:
            stream.write(b'old')
        self.refused(1, 'add', self.url, '--to', folder + 'old', said='0x80070050 ERROR_FILE_EXISTS')
        self.lab.ctl('add', self.url, '--to', folder + 'old', '--overwrite', '--wait', check=0)
        self.assertEqual(os.path.getsize(folder + 'old'), len(self.body))

    def test_add_list(self):
        folder = self.lab.folder_for('list')
        text = f'# files\n{self.url}\n\n{self.url}\t{folder}own\n'
        self.lab.ctl('add', '--from', '-', '--to', folder, '--wait', text=text, check=0)
        self.assertEqual(sorted(os.listdir(folder)), ['file.bin', 'own'])

    def test_add_several_into_file(self):
        self.refused(1, 'add', self.url, self.url, '--to', self.lab.folder + '/nothing',
                     said='there is no such folder')

    def test_add_many(self):
        folder = self.lab.folder_for('many')
        text = ''.join(f'http://127.0.0.1:1/{number}\n' for number in range(10000))
        job = self.add('--from', '-', '--to', folder, '--paused', text=text)
        self.assertEqual(self.lab.show(job)['files_total'], 10000)
        lines = self.lab.ctl('--no-legend', 'files', job, check=0).output.splitlines()
        self.assertEqual(len(lines), 10000)
        self.assertEqual(lines[9999].split('\t')[4], folder + '9999')
        self.lab.ctl('remove', job, check=0)

    def test_keep_temporary(self):
        folder = self.lab.folder_for('keep')
        job = self.add(self.url, '--to', folder, '--keep-temporary')
        self.lab.ctl('wait', job, check=0)
        self.assertFalse(os.path.exists(folder + 'file.bin'))
        self.lab.ctl('complete', job, check=0)
        self.assertTrue(os.path.exists(folder + 'file.bin'))

    def test_step_by_step(self):
        folder = self.lab.folder_for('steps')
        job = self.lab.ctl('create', 'steps', '--description', 'a text', check=0).output.strip()
        self.refused(1, 'resume', 'steps', said='0x80200003 BG_E_EMPTY')
        self.lab.ctl('add-file', job[:8], self.url, folder + 'one', check=0)
        self.lab.ctl('add-files', 'steps', '--from', '-', '--to', folder, text=self.url, check=0)
        self.lab.ctl('set', 'steps', 'priority=high', 'limit=5M', check=0)
        shown = self.lab.show(job)
        self.assertEqual((shown['state'], shown['origin'], shown['priority'], shown['files_total'],
                          shown['description'], shown['settings']['limit']),
                         ('suspended', 'bits', 'high', 2, 'a text', 5000000))
        self.lab.ctl('resume', 'steps', check=0)
        self.lab.ctl('wait', 'steps', check=0)
        self.lab.ctl('complete', 'steps', check=0)
        self.assertEqual(sorted(os.listdir(folder)), ['file.bin', 'one'])
        self.assertIn('Finished', self.lab.ctl('show', job, check=0).output)
        self.lab.ctl('remove', job, check=0)
        self.refused(5, 'show', job, said='0x80200001 BG_E_NOT_FOUND')

    @rows([('404', 3, 'BG_E_HTTP_ERROR_404'), ('401', 4, 'BG_E_HTTP_ERROR_401'),
           ('403', 4, 'BG_E_HTTP_ERROR_403'), ('407', 4, 'BG_E_HTTP_ERROR_407')])
    def check_status(self, row):
        url = self.server.script('/' + row[0], Reply(status=row[0] + ' No'))
        done = self.lab.ctl('add', url, '--to', self.lab.folder_for(row[0]), '--wait')
        self.assertEqual(done.status, row[1], done)
        self.assertRegex(done.errors.splitlines()[0], ERROR)
        self.assertIn(row[2], done.errors)

    def test_failed_files_are_named(self):
        first = self.server.script('/missing', Reply(status='404 No'))
        second = self.server.script('/gone', Reply(status='410 No'))
        folder = self.lab.folder_for('named')
        done = self.lab.ctl('add', self.url, first, '--to', folder, '--wait')
        self.assertEqual((done.status, len(done.errors.splitlines())), (3, 1), done)
        self.assertIn(first, done.errors)
        done = self.lab.ctl('add', self.url, first, second, '--to', folder, '--wait')
        lines = done.errors.splitlines()
        self.assertEqual((done.status, len(lines)), (3, 3), done)
        self.assertIn(first, lines[1])
        self.assertIn(second, lines[2])

    @rows([('no scheme', 'x', '0x80072EE5'), ('ftp', 'ftp://a/b', '0x80072EE6'),
           ('no host', 'http:///b', '0x80072EE5'), ('password', 'http://me:secret@/', '0x80072EE5')])
    def check_address(self, row):
        said = self.refused(1, 'add', row[1], '--to', self.lab.target, said=row[2])
        self.assertNotIn('secret', said)

    def test_missing_folder(self):
        self.refused(1, 'add', self.url, '--to', self.lab.folder + '/no/', said='0x80070002')

    def test_unknown_job(self):
        for command in ('show', 'files', 'trace', 'suspend', 'resume', 'cancel', 'complete', 'retry',
                        'remove', 'wait', 'monitor'):
            self.refused(5, command, 'no such job', said='0x80200001 BG_E_NOT_FOUND')

    def test_wrong_state(self):
        job = self.add(self.url, '--to', self.lab.folder_for('state'), '--name', 'state')
        self.lab.ctl('wait', job, check=0)
        self.refused(1, 'suspend', job, said='“state”')

    def test_wait_time_out(self):
        job = self.add(self.url, '--to', self.lab.folder_for('time'), '--paused')
        self.refused(8, 'wait', job, '--timeout', '1')
        self.lab.ctl('cancel', job, check=0)
        self.refused(1, 'wait', job, said='0x800704C7 ERROR_CANCELLED')

    def test_wait_removed(self):
        job = self.add(self.url, '--to', self.lab.folder_for('removed'), '--paused')
        waiting = self.popen('wait', job)
        self.lab.ctl('remove', job, check=0)
        self.assertIn(waiting.wait(timeout=20), (1, 5))

    def test_wait_interrupted(self):
        folder = self.lab.folder_for('interrupted')
        waiting = self.popen('add', self.slow, '--to', folder, '--wait')
        job = waiting.stdout.readline().strip()
        self.lab.wait_state(job, 'transferring')
        waiting.send_signal(signal.SIGINT)
        self.assertEqual(waiting.wait(timeout=20), 130)
        self.assertIn(f'haulierctl wait {job}', waiting.stderr.read())
        self.lab.ctl('wait', job, check=0)
        self.assertEqual(os.path.getsize(folder + 'slow.bin'), 4000000)

    def test_wait_outlives_engine(self):
        folder = self.lab.folder_for('outlives')
        waiting = self.popen('add', self.slow, '--to', folder, '--wait')
        self.lab.wait_state(waiting.stdout.readline().strip(), 'transferring')
        self.lab.stop_daemon(signal.SIGKILL)
        self.assertEqual(waiting.wait(timeout=60), 0, waiting.stderr.read())
        self.assertEqual(os.path.getsize(folder + 'slow.bin'), 4000000)

    def test_suspend_all_leaves_failed_jobs(self):
        folder = self.lab.folder_for('all')
        missing = self.server.script('/all-missing', Reply(status='404 No'))
        failed = self.add(missing, '--to', folder)
        self.lab.ctl('wait', failed, check=3)
        moving = self.add(self.slow, '--to', folder)
        self.lab.ctl('suspend', '--all', check=0)
        self.assertEqual([self.lab.show(job)['state'] for job in (failed, moving)],
                         ['error', 'suspended'])
        self.lab.ctl('cancel', failed, moving, check=0)

    def test_json_kinds(self):
        folder = self.lab.folder_for('json')
        jobs = [self.add(self.url, '--to', folder, '--paused') for _ in range(2)]
        self.assertIsInstance(self.lab.ctl('--json', 'show', jobs[0], check=0).json, dict)
        self.assertIsInstance(self.lab.ctl('--json', 'show', *jobs, check=0).json, list)
        self.assertIsInstance(self.lab.ctl('--json', 'jobs', check=0).json, list)
        self.assertIsInstance(self.lab.ctl('--json', 'files', jobs[0], check=0).json, list)
        self.assertIsInstance(self.lab.ctl('--json', 'settings', check=0).json, dict)
        self.assertEqual(self.lab.ctl('--json', 'cancel', jobs[0], check=0).json,
                         {'id': jobs[0], 'error': None})
        done = self.lab.ctl('--json', 'suspend', *jobs)
        self.assertEqual(done.status, 1)
        answers = json.loads(done.output)
        self.assertEqual([answer['error'] and answer['error']['symbol'] for answer in answers],
                         ['BG_E_INVALID_STATE', None])

    def test_json_job(self):
        shown = self.lab.ctl('add', '--json', self.url, '--to', self.lab.folder_for('keys'), '--wait',
                             check=0).json
        self.assertEqual(shown['state'], 'acknowledged')
        self.assertRegex(shown['completed'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$')
        self.assertEqual((shown['bytes_total'], shown['error'], shown['waiting_reason']),
                         (len(self.body), None, None))
        file = self.lab.show(shown)['files'][0]
        self.assertTrue(file['completed'])
        trace = self.lab.ctl('--json', 'trace', shown['id'], check=0).json
        self.assertEqual([record['sequence'] for record in trace],
                         sorted(record['sequence'] for record in trace))

    def test_states(self):
        job = self.add(self.url, '--to', self.lab.folder_for('states'), '--paused')
        listed = [row['id'] for row in self.lab.ctl('--json', 'jobs', '--state', 'suspended',
                                                    check=0).json]
        self.assertIn(job, listed)
        listed = [row['id'] for row in self.lab.ctl('--json', 'jobs', '--state', 'error',
                                                    '--state', 'acknowledged', check=0).json]
        self.assertNotIn(job, listed)

    def test_settings(self):
        self.lab.ctl('settings', 'background-jobs=5', 'time-slice=60', check=0)
        self.assertEqual(self.lab.ctl('--no-legend', 'settings', 'background-jobs', check=0).output,
                         'background-jobs\t5\n')
        self.refused(2, 'settings', 'background-jobs=4', 'time-slice=x')
        self.assertEqual(self.lab.ctl('--json', 'settings', check=0).json['background-jobs'], 5)
        self.refused(1, 'settings', 'nonsense', said='BG_E_UNKNOWN_PROPERTY_ID')

    def test_proxy_of_an_account(self):
        self.assertEqual(self.lab.ctl('--session', 'util', 'get-proxy', 'LocalSystem', '--json', check=0).json,
                         {'usage': 'none', 'list': '', 'bypass': ''})
        self.lab.ctl('--session', 'util', 'set-proxy', 'LOCALSYSTEM', 'override', '--list', 'proxy:3128,other:80',
                     '--bypass', '*.corp <local>', check=0)
        self.assertEqual(self.lab.ctl('--session', 'util', 'get-proxy', 'localsystem', '--json', check=0).json,
                         {'usage': 'override', 'list': 'proxy:3128 other:80', 'bypass': '*.corp <local>'})
        shown = self.lab.ctl('--session', 'util', 'get-proxy', 'LocalSystem', check=0).output
        self.assertIn('proxy:3128 other:80', shown)
        plan = self.lab.ctl('access', '--account', 'LocalSystem', 'http://a.example.org/x', '--json', check=0).json
        proxy = next(row for row in plan if row['resource'] == 'proxy-settings')
        self.assertEqual((proxy['subject'], proxy['rule']), ('http://proxy:3128', 'proxy-of-service'))
        for words, said in ((('LocalSystem', 'none', '--bypass', 'a'), 'E_INVALIDARG'),
                            (('LocalSystem', 'preconfig'), 'E_INVALIDARG'),
                            (('LocalSystem', 'override'), 'E_INVALIDARG'),
                            (('LocalSystem', 'sometimes'), 'E_INVALIDARG'),
                            (('LocalSystem', 'override', '--list', 'ftp://proxy'), 'BG_E_INVALID_PROXY_INFO'),
                            (('LocalSystem', 'override', '--list', 'a:1;b:2'), 'BG_E_INVALID_PROXY_INFO'),
                            (('LocalSystem', 'override', '--list', 'a:1', '--bypass', 'a*b'),
                             'BG_E_INVALID_PROXY_INFO'),
                            (('ann', 'none'), 'E_INVALIDARG')):
            self.refused(2, '--session', 'util', 'set-proxy', *words, said=said)
        self.refused(2, '--session', 'util', 'get-proxy', 'ann', said='desktop')
        self.assertEqual(self.lab.ctl('--session', 'util', 'get-proxy', 'LocalSystem', '--json', check=0).json['usage'],
                         'override')
        self.lab.ctl('--session', 'util', 'set-proxy', 'LocalSystem', 'none', check=0)
        self.assertEqual(self.lab.ctl('settings', 'local-system-proxy', check=0).output.split()[-1], 'none')

    def test_bad_access_settings(self):
        """Each is refused when it is set, with its code, and what was set stays."""
        job = self.add(self.url, '--to', self.lab.folder_for('bad'), '--paused', '--proxy', 'p1:3128',
                       '--bypass', '*.example')
        set_login = ('credentials', 'set', job, '--target', 'server', '--scheme')
        self.lab.ctl(*set_login, 'basic', '--user', 'ann', '--password-stdin', text='word', check=0)
        self.lab.ctl('token', 'flags', job, 'network', check=0)
        self.lab.ctl('certificate', 'set', job, '--store', 'MY', '--subject', 'ann', check=0)

        def settings():
            return [self.lab.ctl(part, job, '--json', check=0).output
                    for part in ('credentials', 'proxy', 'token', 'certificate')]
        before = settings()
        user = ('--user', 'ann', '--password-stdin')
        other = ('credentials', 'set', job, '--target')
        override = ('proxy', 'set', job, 'override', '--list')
        certificate = ('certificate', 'set', job, '--store', 'MY', '--id')
        rows_of_input = [
            ((*set_login, 'basic', '--user', 'x' * 301, '--password-stdin'), 'a', '0x80200025 BG_E_USERNAME_TOO_LARGE'),
            ((*set_login, 'basic', *user), 'x' * 65536, '0x80200026 BG_E_PASSWORD_TOO_LARGE'),
            ((*set_login, 'basic', '--user', 'an\tn', '--password-stdin'), 'a', 'BG_E_INVALID_CREDENTIALS'),
            ((*set_login, 'basic', '--user', '', '--password-stdin'), 'a', 'BG_E_INVALID_CREDENTIALS'),
            ((*set_login, 'basic', *user), 'a\tb', 'BG_E_INVALID_CREDENTIALS'),
            ((*set_login, 'sso', *user), 'a', 'BG_E_INVALID_AUTH_SCHEME'),
            ((*other, 'cache', '--scheme', 'basic', *user), 'a', 'BG_E_INVALID_AUTH_TARGET'),
            ((*set_login, 'basic', '--implicit'), None, '0x80070057 E_INVALIDARG'),
            ((*set_login, 'passport', '--implicit'), None, '0x80070057 E_INVALIDARG'),
            ((*other, 'proxy', '--scheme', 'passport', *user), 'a', '0x80070057 E_INVALIDARG'),
            ((*override, 'p1:x'), None, 'BG_E_INVALID_PROXY_INFO'),
            ((*override, 'ftp=p1'), None, 'BG_E_INVALID_PROXY_INFO'),
            ((*override, 'p1,' * 1400), None, 'BG_E_PROXY_LIST_TOO_LARGE'),
            ((*override, 'p1', '--bypass', 'a*'), None, 'BG_E_INVALID_PROXY_INFO'),
            ((*override, 'p1', '--bypass', '10.0.0.0/8'), None, 'BG_E_INVALID_PROXY_INFO'),
            ((*override, 'p1', '--bypass', 'a ' * 2001), None, 'BG_E_PROXY_BYPASS_LIST_TOO_LARGE'),
            (('proxy', 'set', job, 'sometimes'), None, 'E_INVALIDARG'),
            (('token', 'flags', job, 'everything'), None, '0x80070057 E_INVALIDARG'),
            ((*certificate, 'ab'), None, '0x800706F7 RPC_X_BAD_STUB_DATA'),
            ((*certificate, '0' * 42), None, '0x800706F7 RPC_X_BAD_STUB_DATA'),
        ]
        for arguments, text, said in rows_of_input:
            with self.subTest(arguments=[word[:20] for word in arguments[3:]]):
                done = self.lab.ctl(*arguments, text=text)
                self.assertIn(done.status, (1, 2), done)
                self.assertEqual(done.output, '')
                self.assertRegex(done.errors.strip(), ERROR)
                self.assertIn(said, done.errors)
        self.assertEqual(settings(), before)

    def test_monitor(self):
        following = self.popen('--json', 'monitor')
        os.set_blocking(following.stdout.fileno(), False)
        output = b''

        def arrived(condition):
            nonlocal output
            try:
                output += os.read(following.stdout.fileno(), 1 << 20)
            except BlockingIOError:
                pass
            return any(condition(json.loads(line)) for line in output.split(b'\n')[:-1])

        def poke():
            self.lab.ctl('remove', self.add(self.url, '--to', self.lab.folder_for('poke'), '--paused'))
            return arrived(lambda row: True)

        wait_until('the monitor follows', poke)
        job = self.add(self.url, '--to', self.lab.folder_for('monitor'))
        wait_until('the end', lambda: arrived(
            lambda row: row['id'] == job and row.get('state') == 'acknowledged'))
        self.lab.ctl('remove', job, check=0)
        wait_until('the removal', lambda: arrived(lambda row: row == {'id': job, 'removed': True}))
        following.send_signal(signal.SIGINT)
        self.assertEqual(following.wait(timeout=20), 0)

    def test_engine_that_does_not_start(self):
        lab = Lab(start=False)
        self.addCleanup(lab.close)
        with open(lab.folder + '/file', 'wb'):
            pass
        done = lab.ctl('jobs', environment={'XDG_STATE_HOME': lab.folder + '/file'})
        self.assertEqual((done.status, done.output), (7, ''))
        self.assertRegex(done.errors, ERROR)
        self.assertIn('start the engine: haulierd: ', done.errors)  # its own words

    def on_terminal(self, *arguments):
        """Runs haulierctl on a terminal of 80 columns; returns its status and what was shown."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.execve(self.lab.program('haulierctl'), ['haulierctl', *arguments],
                      {**self.lab.environment, 'TERM': 'xterm'})
        shown = b''
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                shown += os.read(terminal, 65536)
            except OSError:  # the other side ended
                break
        _, status = os.waitpid(pid, 0)
        os.close(terminal)
        return os.waitstatus_to_exitcode(status), shown.decode()

    def print_to(self, output):
        """Lists the jobs into a file; returns exit status and what is said about it."""
        done = subprocess.run([self.lab.program('haulierctl'), 'jobs'], stdout=output, stderr=subprocess.PIPE,
                              env=self.lab.environment, check=False, text=True)
        return done.returncode, done.stderr

    def test_output_that_is_not_written(self):
        with open('/dev/full', 'wb') as full:
            status, said = self.print_to(full)
        self.assertEqual(status, 1)
        self.assertRegex(said, ERROR[:-1] + r'\n$')
        self.assertIn('No space left on device', said)
        reading, writing = os.pipe()
        os.close(reading)
        self.assertEqual(self.print_to(writing), (1, ''))  # as in haulierctl jobs | head -1
        os.close(writing)

    def test_without_a_locale(self):
        folder = self.lab.folder_for('locale')
        plain = {'LC_ALL': 'C'}
        job = self.add(self.url, '--name', 'rätt', '--to', folder + 'ö', '--wait', environment=plain)
        self.assertEqual(self.lab.show(job)['name'], 'rätt')
        self.assertEqual(os.listdir(folder), ['ö'])
        self.refused(5, 'show', 'nö', environment=plain, said='“nö”')

    def test_terminal(self):
        folder = self.lab.folder_for('terminal')
        status, shown = self.on_terminal('add', self.slow, '--to', folder, '--name', 'a \033[2J name',
                                         '--wait')
        self.assertNotEqual(status, 0)  # control characters have no place in a name
        self.assertNotIn('\033[2J', shown)
        status, shown = self.on_terminal('add', self.slow, '--to', folder, '--wait')
        self.assertEqual(status, 0, shown)
        self.assertRegex(shown, r'slow\.bin .* \d+ %')
        self.assertIn('left', shown)
        self.assertRegex(shown, r'100 %  Finished')
        plain = re.sub(r'\033\[[0-9;]*[A-Za-z]', '', shown)
        self.assertLess(max(len(line) for line in plain.splitlines()), 80)
        status, shown = self.on_terminal('jobs')
        self.assertRegex(shown, r'\r\n[0-9a-f]{8}  ')


if __name__ == '__main__':
    main()
