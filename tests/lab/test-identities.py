#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""As whom the jobs of each account open files and speak to servers, with and without a helper token."""

import os
import pwd
import signal
import stat
import unittest

from haulier_lab import LoginServer, Realm, SystemLab, content, digest_of, file_digest, main, rows, wait_until

DATA = content(3 << 20)
BEN = 'ben@HAULIER.TEST'
COMPUTER = 'host/computer.haulier.test@HAULIER.TEST'
ANONYMOUS = ('401', '-', '-')


class IdentityCase(unittest.TestCase):
    """A file that a server shows to ben only, and folders of each account."""

    @classmethod
    def setUpClass(cls):
        cls.lab = SystemLab(start=False)
        cls.addClassCleanup(cls.lab.close)
        cls.realm = Realm(cls.lab.processes, cls.lab.folder)
        cls.realm.add('ben', 'benpw')
        cls.realm.add('carla', 'carlapw')
        cls.realm.log_on_user('ben', 'benpw', pwd.getpwnam('ben').pw_uid)
        cls.machine = cls.realm.keytab('host/computer.haulier.test')
        os.chmod(cls.machine, 0o600)
        cls.apache = LoginServer(cls.lab.processes, cls.lab.folder, {'ben': 'benpw'},
                                 keytab=cls.realm.keytab('HTTP/localhost'), realm=cls.realm)
        cls.lab.start_daemon(environment={'KRB5_CONFIG': cls.realm.configuration})
        cls.lab.ctl('settings', f'keytab={cls.machine}', check=0)

    def setUp(self):
        self.name = self.id().rsplit('.', 1)[-1]
        self.place = f'only-ben/{self.name}'
        self.apache.put(self.place, DATA)

    def diagnose(self):
        return self.lab.daemon_output()

    def url(self):
        return f'http://localhost:{self.apache.port}/{self.place}'

    def arrived(self):
        """What the server saw: status, user, scheme."""
        return self.apache.arrived('/' + self.place)

    def add(self, folder, *options, user='root'):
        """Adds a job with the file, suspended; returns its id."""
        return self.lab.ctl('add', '--json', '--paused', *options, '--to', folder, self.url(), user=user,
                            check=0).json['id']

    def finish(self, job, state, user='root'):
        """Lets a job run to its end; returns it as it is then."""
        self.lab.ctl('resume', job, user=user, check=0)
        return self.wait(job, state, user)

    def wait(self, job, state, user='root'):
        shown = {}

        def ended():
            shown.update(self.lab.ctl('show', '--json', job, user=user, check=0).json)
            return shown['state'] in ('error', 'acknowledged', state)
        wait_until(f'the job {state}', ended, 60)
        self.assertEqual(shown['state'], state, shown)
        return shown

    def lend(self, job, flags, user='root'):
        """Lets ben lend his identity to a job."""
        self.lab.ctl('token', 'flags', job, flags, user=user, check=0)
        code = self.lab.ctl('token', 'offer', job, user=user, check=0).output.strip()
        digest = self.lab.ctl('token', 'describe', '--json', code, user='ben', check=0).json['digest']
        self.lab.ctl('token', 'lend', code, '--yes', f'--digest={digest}', user='ben', check=0)

    def assert_file(self, folder, owner):
        """Asserts that the file is there, right, and somebody's."""
        path = os.path.join(folder, self.name)
        self.assertEqual(file_digest(path), digest_of(DATA))
        self.assertEqual(os.stat(path).st_uid, pwd.getpwnam(owner).pw_uid)
        wait_until('nothing else is left', lambda: os.listdir(folder) == [self.name], 20)

    def trace(self, job, user='root'):
        """The text of a job's trace."""
        return self.lab.ctl('trace', job, user=user, check=0).output


class Network(IdentityCase):
    """Who the server sees: requirements ACC-6, TOK-3, TOK-4."""

    def test_local_service_is_anonymous(self):
        folder = self.lab.folder_of('haulier-local', self.name)
        job = self.add(folder, '--account=LocalService', '--logon-credentials')
        error = self.finish(job, 'error')['error']
        self.assertEqual(error['symbol'], 'BG_E_HTTP_ERROR_401')
        self.assertEqual(self.arrived(), [ANONYMOUS])
        self.assertIn('anonymous', self.trace(job))

    @rows([('NetworkService', 'haulier-network'), ('LocalSystem', 'root')])
    def check_the_computer(self, row):
        account, owner = row
        folder = self.lab.folder_of(owner, self.name)
        job = self.add(folder, f'--account={account}', '--logon-credentials')
        error = self.finish(job, 'error')['error']
        self.assertEqual(error['symbol'], 'BG_E_HTTP_ERROR_403', error)
        self.assertEqual(self.arrived(), [ANONYMOUS, ('403', COMPUTER, 'Negotiate')])
        self.assertIn('computer', self.trace(job))

    def test_ben_himself(self):
        folder = self.lab.folder_of('ben', self.name)
        job = self.add(folder, '--logon-credentials', user='ben')
        self.finish(job, 'acknowledged', user='ben')
        self.assertEqual(self.arrived(), [ANONYMOUS, ('200', BEN, 'Negotiate')])
        self.assert_file(folder, 'ben')

    @rows([('NetworkService', 'haulier-network'), ('LocalService', 'haulier-local'), ('LocalSystem', 'root')])
    def check_with_the_identity_of_ben(self, row):
        account, owner = row
        folder = self.lab.folder_of(owner, self.name)
        job = self.add(folder, f'--account={account}', '--logon-credentials')
        self.lend(job, 'network')
        self.finish(job, 'acknowledged')
        self.assertEqual(self.arrived(), [ANONYMOUS, ('200', BEN, 'Negotiate')])
        self.assert_file(folder, owner)
        self.assertIn('ben', self.trace(job))

    def test_without_being_told_to_log_in(self):
        # NETWORK alone sends nothing over HTTP: SetCredentials (NULL, NULL) has to be called.
        folder = self.lab.folder_of('haulier-network', self.name)
        job = self.add(folder, '--account=NetworkService')
        self.lend(job, 'network')
        error = self.finish(job, 'error')['error']
        self.assertEqual(error['symbol'], 'BG_E_HTTP_ERROR_401')
        self.assertEqual(self.arrived(), [ANONYMOUS])

    def test_certificate_is_out_of_reach(self):
        folder = self.lab.folder_of('haulier-network', self.name)
        job = self.add(folder, '--account=NetworkService')
        self.lab.ctl('certificate', 'set', job, '--store=MY', f'--id={"ab" * 20}', user='haulier-network', check=0)
        self.lend(job, 'network')
        error = self.finish(job, 'error')['error']
        self.assertEqual(error['hresult'].lower(), '0x80072f9a', error)
        self.assertEqual(self.arrived(), [])


class Caches(IdentityCase):
    """Tickets that cannot be used, where ben's are looked for: the job says why, and nothing happens to the worker."""

    def setUp(self):
        super().setUp()
        self.uid = pwd.getpwnam('ben').pw_uid
        self.cache = os.path.join(self.realm.tickets, str(self.uid))
        self.addCleanup(self.restore)

    def restore(self):
        if os.path.isdir(self.cache):
            os.rmdir(self.cache)
        elif os.path.lexists(self.cache):
            os.unlink(self.cache)
        self.realm.log_on_user('ben', 'benpw', self.uid)

    def log_on_carla(self):
        """Tickets that are good, and anybody can read; they are not ben's."""
        self.realm.log_on('carla', 'carlapw', self.cache)
        os.chmod(self.cache, 0o644)

    def unreadable(self):
        os.chmod(self.cache, 0)

    def somebody_elses(self):
        self.log_on_carla()
        os.chown(self.cache, pwd.getpwnam('carla').pw_uid, -1)

    def a_link_to_somebody_elses(self):
        self.somebody_elses()
        os.rename(self.cache, self.cache + '-of-carla')
        os.symlink(self.cache + '-of-carla', self.cache)

    def replace(self, make):
        os.unlink(self.cache)
        make(self.cache)
        os.chown(self.cache, self.uid, self.uid, follow_symlinks=False)

    def write(self, data):
        with open(self.cache, 'wb') as stream:
            stream.write(data)

    def cut(self):
        with open(self.cache, 'rb+') as stream:
            stream.truncate(os.path.getsize(self.cache) // 2)

    @rows([('unreadable', unreadable, 'Permission denied'),
           ('of somebody else', somebody_elses, 'it belongs to somebody else'),
           ('a link to one', a_link_to_somebody_elses, 'it belongs to somebody else'),
           ('empty', lambda self: self.write(b''), 'Kerberos'),
           ('text', lambda self: self.write(b'these are no tickets\n' * 100), 'Kerberos'),
           ('noise', lambda self: self.write(b'\x05\x04' + b'\xff' * 100000), 'Kerberos'),
           ('cut off', cut, 'Kerberos'),
           ('gone', lambda self: os.unlink(self.cache), 'there are none'),
           ('a folder', lambda self: self.replace(os.mkdir), 'it is no file'),
           ('a pipe', lambda self: self.replace(os.mkfifo), 'it is no file'),
           ('a loop', lambda self: self.replace(lambda path: os.symlink(path, path)), 'symbolic links')])
    def check_unusable(self, row):
        _, spoil, words = row
        spoil(self)
        folder = self.lab.folder_of('ben', self.name)
        job = self.add(folder, '--logon-credentials', user='ben')
        error = self.finish(job, 'error', user='ben')['error']
        self.assertEqual(error['symbol'], 'BG_E_HTTP_ERROR_401', error)
        self.assertIn(words, error['message'])
        self.assertIn(words, self.trace(job, user='ben'))
        # It was asked once, and answered: no worker ended over it.
        self.assertEqual(self.arrived(), [ANONYMOUS])
        self.restore()
        self.finish(job, 'acknowledged', user='ben')
        self.assertEqual(self.arrived()[1:], [ANONYMOUS, ('200', BEN, 'Negotiate')])
        self.assert_file(folder, 'ben')


class TakenOver(IdentityCase):
    """What a worker could get at that does what somebody else wants: nothing of the engine, nor of other workers.

    It has the rights of its user, and less: worker-confinement has what it gave up. Here everything is tried with all
    that its user has."""

    TRY = '''
import os, sys
for path in sys.argv[1:]:
    try:
        os.close(os.open(path, os.O_RDONLY | os.O_NONBLOCK))
        print(path)
    except OSError:
        pass
'''

    def opened(self, user, paths):
        """Which of some files a program of a user can open."""
        return set(self.lab.run_as(user, ['/usr/bin/python3', '-I', '-c', self.TRY, *paths], capture_output=True,
                                   text=True).stdout.splitlines())

    def test_nothing_of_others_is_in_reach(self):
        self.place = f'open/{self.name}'
        self.apache.put(self.place, DATA)
        slow = ('--limit=20k', '--priority=foreground')
        jobs = [self.add(self.lab.folder_of(owner, self.name), *slow, *options, user=user)
                for owner, user, options in (('haulier-local', 'root', ['--account=LocalService']),
                                             ('haulier-network', 'root', ['--account=NetworkService']),
                                             ('root', 'root', ['--account=LocalSystem']), ('ben', 'ben', []))]
        for job in jobs:
            self.lab.ctl('resume', job, check=0)
        users = {'haulier-local', 'haulier-network', 'haulier-system', 'ben'}
        wait_until('all of them work', lambda: self.carriers() >= users, 30)
        processes = [f'/proc/{pid}/{name}' for pid in [self.lab.daemon_pid(), *self.lab.worker_pids()]
                     for name in ('mem', 'environ', 'maps', 'fd')]
        kept = [os.path.join(folder, name) for folder, _, names in os.walk(self.lab.system_state) for name in names]
        caches = {'ben': os.path.join(self.realm.tickets, str(pwd.getpwnam('ben').pw_uid))}
        for user in ('haulier-network', 'haulier-system'):
            uid = pwd.getpwnam(user).pw_uid
            caches[user] = os.path.join(self.lab.environment['RUNTIME_DIRECTORY'], 'krb5', str(uid), 'computer')
        secret = [self.machine, *processes, *kept]
        # They are all there: who may open everything can.
        self.assertEqual(self.opened('root', [*secret, *caches.values()]), {*secret, *caches.values()})
        for user in users | {'anna'}:
            others = [path for owner, path in caches.items() if owner != user]
            self.assertEqual(self.opened(user, [*secret, *others]), set(), user)
        for user, path in caches.items():
            self.assertEqual(self.opened(user, [path]), {path})
        for job in jobs:
            self.lab.ctl('cancel', job, check=0)

    def carriers(self):
        """Who the workers run as that have given up what they need not; nobody while one has not yet."""
        found = set()
        for pid in self.lab.worker_pids():
            with open(f'/proc/{pid}/status', encoding='ascii') as stream:
                status = dict(line.split(':', 1) for line in stream)
            if int(status['Seccomp']) == 0:
                return set()
            found.add(pwd.getpwuid(int(status['Uid'].split()[0])).pw_name)
        return found


class LocalFiles(IdentityCase):
    """Who opens the file: requirements ACC-7, TOK-2."""

    def setUp(self):
        super().setUp()
        self.place = f'open/{self.name}'
        self.apache.put(self.place, DATA)
        self.folder = self.lab.folder_of('ben', self.name)

    def test_local_service_may_not(self):
        done = self.lab.ctl('add', '--account=LocalService', '--to', self.folder, self.url())
        self.assertEqual((done.status, done.symbol()), (1, 'E_ACCESSDENIED'), done)
        self.assertEqual(os.listdir(self.folder), [])

    @rows([('LocalService',), ('NetworkService',), ('LocalSystem',)])
    def check_as_ben(self, row):
        job = self.lab.ctl('create', '--json', f'--account={row[0]}', self.name, check=0).json['id']
        self.lend(job, 'local-file')
        self.lab.ctl('add-file', job, self.url(), self.folder, check=0)
        # The lender said yes to a job without files: this one is news.
        self.lend(job, 'local-file')
        self.finish(job, 'transferred')
        self.assertEqual([name for name in os.listdir(self.folder) if not name.startswith('.')], [])
        self.lab.ctl('complete', job, check=0)
        self.assert_file(self.folder, 'ben')

    def test_file_is_closed_to_others_until_it_is_complete(self):
        job = self.lab.ctl('create', '--json', '--account=LocalService', self.name, check=0).json['id']
        self.lend(job, 'local-file')
        self.lab.ctl('add-file', job, self.url(), self.folder, check=0)
        self.lend(job, 'local-file')
        self.finish(job, 'transferred')
        for name in os.listdir(self.folder):
            status = os.stat(self.folder + name)
            self.assertEqual(stat.S_IMODE(status.st_mode), 0o600, name)
            self.assertEqual(status.st_uid, pwd.getpwnam('ben').pw_uid, name)


class LoggedOn(IdentityCase):
    """Jobs wait for their owners, and what is lent ends with the log-off: requirements ACC-1, ACC-2, ACC-4, TOK-10."""

    def setUp(self):
        super().setUp()
        self.place = f'open/{self.name}'
        self.apache.put(self.place, DATA)
        self.addCleanup(self.lab.log_on, 'ben')

    def start(self, folder, *options, user='root'):
        """Adds a job that will take its time; returns its id."""
        return self.add(folder, '--limit=200k', *options, user=user)

    def move(self, job, user='root'):
        self.lab.ctl('resume', job, user=user, check=0)
        wait_until('it moves', lambda: self.shown(job)['bytes_transferred'] > 0, 30)

    def hurry(self, job):
        self.lab.ctl('set', job, 'limit=none', check=0)

    def shown(self, job):
        return self.lab.ctl('show', '--json', job, check=0).json

    def test_owner_logs_off_and_on(self):
        folder = self.lab.folder_of('ben', self.name)
        job = self.start(folder, user='ben')
        self.move(job, user='ben')
        self.lab.log_off('ben')
        wait_until('it waits for ben', lambda: self.shown(job)['waiting_reason'] == 'owner-not-logged-on')
        self.assertEqual(self.shown(job)['state'], 'queued')
        self.hurry(job)
        self.lab.log_on('ben')
        self.wait(job, 'acknowledged')
        self.assert_file(folder, 'ben')

    def test_service_does_not_mind(self):
        folder = self.lab.folder_of('haulier-local', self.name)
        job = self.start(folder, '--account=LocalService')
        self.move(job)
        self.lab.log_off('ben')
        self.lab.stop_daemon(signal.SIGKILL)
        self.lab.start_daemon(environment={'KRB5_CONFIG': self.realm.configuration})
        self.hurry(job)
        self.wait(job, 'acknowledged')
        self.assert_file(folder, 'haulier-local')

    def lose(self, flags, folder):
        """A job of LocalService whose helper logs off while it moves."""
        job = self.start(folder, '--account=LocalService')
        self.lend(job, flags)
        self.move(job)
        self.lab.log_off('ben')
        error = self.wait(job, 'error')['error']
        self.assertEqual((error['hresult'], error['symbol']), ('0x80200056', 'BG_E_TOKEN_REQUIRED'), error)
        self.hurry(job)
        return job

    def test_lent_again(self):
        folder = self.lab.folder_of('haulier-local', self.name)
        job = self.lose('network', folder)
        self.lab.log_on('ben')
        self.lend(job, 'network')
        self.finish(job, 'acknowledged')
        self.assert_file(folder, 'haulier-local')

    def test_flags_cleared(self):
        folder = self.lab.folder_of('haulier-local', self.name)
        job = self.lose('network', folder)
        self.lab.ctl('token', 'flags', job, 'none', check=0)
        self.finish(job, 'acknowledged')
        self.assert_file(folder, 'haulier-local')

    def test_restart_takes_it_too(self):
        folder = self.lab.folder_of('haulier-local', self.name)
        job = self.start(folder, '--account=LocalService')
        self.lend(job, 'network')
        self.move(job)
        self.lab.stop_daemon()
        self.lab.start_daemon(environment={'KRB5_CONFIG': self.realm.configuration})
        error = self.wait(job, 'error')['error']
        self.assertEqual(error['symbol'], 'BG_E_TOKEN_REQUIRED', error)


if __name__ == '__main__':
    main()
