#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What decides about a job's access, set on the bus; passwords with a keyring, a locked one, a silent one, and none."""

import base64
import http.server
import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import threading
import time
import unittest

from gi.repository import Gio, GLib
from haulier_lab import Lab, main, wait_until

NAME, PATH = 'org.haulier.Transfer1', '/org/haulier/Transfer1'
JOB, CREDENTIALS, PROXY, TOKEN, CERTIFICATE = (
    f'{NAME}.{part}' for part in ('Job', 'Credentials', 'Proxy', 'HelperToken', 'Certificate'))
ERROR = 'org.haulier.Error.'
ID = 1
SECRET = 'Sésame-Planted-7f3a'
DIGITS = '0123456789abcdef0123456789abcdef01234567'
ADDRESS = 'http://127.0.0.1:9/file'


class Caller:
    """A connection to the private bus; remembers every reply, as text."""

    def __init__(self, lab):
        self.bus = Gio.DBusConnection.new_for_address_sync(
            lab.environment['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT
            | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        self.said = []

    def call(self, interface, method, signature='()', *arguments, path=PATH, secrets=(), name=NAME):
        """Calls a method; handles in the arguments count the secrets from 0."""
        descriptors = Gio.UnixFDList.new()
        for secret in secrets:
            descriptors.append(pipe_with(secret) if isinstance(secret, (str, bytes)) else secret)
        try:
            reply, _ = self.bus.call_with_unix_fd_list_sync(
                name, path, interface, method, GLib.Variant(signature, arguments), None,
                Gio.DBusCallFlags.NO_AUTO_START, 30000, descriptors, None)
        except GLib.Error as error:
            self.said.append(error.message)
            raise
        self.said.append(reply.print_(True))
        values = reply.unpack()
        return values[0] if len(values) == 1 else values

    def error(self, *arguments, **more):
        """A call that has to fail; returns the name of its error, without the common part."""
        try:
            reply = self.call(*arguments, **more)
        except GLib.Error as error:
            name = Gio.dbus_error_get_remote_error(error)
            assert name.startswith(ERROR), error
            return name[len(ERROR):]
        raise AssertionError(f'{arguments} gave {reply}')

    def create(self, folder, address=ADDRESS, secrets=(), start=False, **spec):
        """Creates a job; returns the path of its object."""
        words = {key.replace('_', '-'): value for key, value in spec.items()}
        row = self.call(NAME, 'CreateJob', '(a{sv}a(saya{sv})a{sv})',
                        {'start': GLib.Variant('b', start), **words},
                        [(address, os.fsencode(folder), {})], {}, secrets=secrets)
        return f'{PATH}/jobs/{row[ID].replace("-", "_")}'

    def set(self, job, target='server', scheme='basic', secret=SECRET, **options):
        """Sets a credential; returns where its password is kept."""
        more = {'secret': GLib.Variant('h', 0)} if secret is not None else {}
        return self.call(CREDENTIALS, 'Set', '(ssa{sv})', target, scheme, {**more, **options}, path=job,
                         secrets=[secret] if secret is not None else ())['kept']

    def list(self, job):
        return self.call(CREDENTIALS, 'List', path=job)


class Listener:
    """Takes connections on loopback, notes what comes first on each, answers, and goes quiet."""

    def __init__(self, answer):
        self.heads, self._answer, self._open = [], answer, []
        self._socket = socket.create_server(('127.0.0.1', 0))
        self.port = self._socket.getsockname()[1]
        self._server = threading.Thread(target=self._serve, daemon=True)
        self._server.start()

    def _serve(self):
        while True:
            try:
                connection, _ = self._socket.accept()
                self._open.append(connection)
                self.heads.append(connection.recv(4096))
                connection.sendall(self._answer)
            except OSError:
                return

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)  # ends the wait of the thread
        self._server.join()
        for connection in [self._socket, *self._open]:
            connection.close()


class PasswordServer:
    """Lets one login in with Basic, and notes every one that is tried."""

    def __init__(self, login):
        self.tried = tried = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_GET(self):  # pylint: disable=invalid-name
                word = self.headers.get('Authorization', '').removeprefix('Basic ')
                tried.extend([base64.b64decode(word).decode()] if word else [])
                good = word != '' and tried[-1] == login
                self.send_response(200 if good else 401)
                if not good:
                    self.send_header('WWW-Authenticate', 'Basic realm="files"')
                self.send_header('Content-Length', '4' if good else '0')
                self.end_headers()
                self.wfile.write(b'data' if good else b'')

            def log_message(self, format, *args):  # pylint: disable=redefined-builtin
                pass

        self._server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def pipe_with(text):
    """A file with a password in it that has no name."""
    with tempfile.TemporaryFile() as stream:
        stream.write(text.encode() if isinstance(text, str) else text)
        stream.seek(0)
        return os.dup(stream.fileno())


def text(value):
    return GLib.Variant('s', value)


ANNA = text('anna')


class Keyring:
    """gnome-keyring on the private bus, unlocked."""

    def __init__(self, lab, caller):
        self.caller = caller
        environment = {**lab.environment, 'GNOME_KEYRING_CONTROL': lab.runtime}
        with tempfile.TemporaryFile() as password, open(os.path.join(lab.folder, 'keyring.log'), 'wb') as log:
            password.write(b'opensesame')
            password.seek(0)
            self.process = subprocess.Popen(  # pylint: disable=consider-using-with
                ['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'],
                stdin=password, stdout=log, stderr=log, env=environment)
        wait_until('the keyring', lambda: lab.bus_owner('org.freedesktop.secrets'))
        wait_until('its collection', self._has_collection)

    def _call(self, method, signature, *arguments):
        return self.caller.call('org.freedesktop.Secret.Service', method, signature, *arguments,
                                path='/org/freedesktop/secrets', name='org.freedesktop.secrets')

    def _has_collection(self):
        return self._call('ReadAlias', '(s)', 'default') != '/'

    def lock(self):
        self._call('Lock', '(ao)', [self._call('ReadAlias', '(s)', 'default')])

    def items(self, **attributes):
        """Returns the items with these attributes, unlocked and locked."""
        unlocked, locked = self._call('SearchItems', '(a{ss})',
                                      {'xdg:schema': 'org.haulier.Credential', **attributes})
        return unlocked + locked

    def close(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()


class Base(unittest.TestCase):
    def setUp(self):
        self.lab = Lab()
        self.addCleanup(self.lab.close)
        self.caller = Caller(self.lab)
        self.target = self.lab.target + '/'

    def start_keyring(self):
        keyring = Keyring(self.lab, self.caller)
        self.addCleanup(keyring.close)
        return keyring

    def assert_nowhere(self, secret=SECRET):
        """The secret is in no file, in no reply, in no command line or environment, in no log."""
        plain = secret.encode()
        for root in (self.lab.state, self.lab.runtime, self.lab.home, self.lab.target):
            for path in pathlib.Path(root).rglob('*'):
                if path.is_file() and not path.is_socket():
                    self.assertNotIn(plain, path.read_bytes(), str(path))
        for pid in [self.lab.daemon_pid(), *self.lab.worker_pids()]:
            for name in ('cmdline', 'environ'):
                self.assertNotIn(plain, pathlib.Path(f'/proc/{pid}/{name}').read_bytes())
        for said in self.caller.said:
            self.assertNotIn(secret, said)
        self.assertNotIn(plain, pathlib.Path(self.lab.daemon_log).read_bytes())


class WithKeyring(Base):
    def test_set_list_remove(self):
        keyring = self.start_keyring()
        job = self.caller.create(self.target)
        self.assertEqual(self.caller.list(job), [])
        self.assertEqual(self.caller.set(job, user=ANNA), 'keyring')
        self.assertEqual(self.caller.set(job, 'proxy', 'negotiate', None,
                                         implicit=GLib.Variant('b', True)), 'none')
        self.assertEqual(self.caller.list(job), [
            {'target': 'server', 'scheme': 'basic', 'from': 'job', 'implicit': False, 'user': 'anna',
             'kept': 'keyring', 'state': 'unused'},
            {'target': 'proxy', 'scheme': 'negotiate', 'from': 'job', 'implicit': True, 'kept': 'none',
             'state': 'unused'}])
        self.assertEqual(len(keyring.items()), 1)
        self.assertEqual(self.caller.set(job, user=text('bert'), secret=''), 'keyring')
        wait_until('the former one goes', lambda: len(keyring.items()) == 1)
        self.assertEqual([row.get('user') for row in self.caller.list(job)], ['bert', None])
        self.assertTrue(self.caller.call(CREDENTIALS, 'Remove', '(ss)', 'server', 'basic', path=job))
        self.assertFalse(self.caller.call(CREDENTIALS, 'Remove', '(ss)', 'server', 'basic', path=job))
        wait_until('the keyring is empty', lambda: keyring.items() == [])
        self.assert_nowhere()

    def test_the_secret_goes_with_the_job(self):
        keyring = self.start_keyring()
        for action in ('Cancel', 'Remove'):
            job = self.caller.create(self.target)
            self.caller.set(job, user=ANNA)
            self.assertEqual(len(keyring.items()), 1)
            self.caller.call(JOB, action, path=job)
            wait_until('the keyring is empty', lambda: keyring.items() == [])
        self.assert_nowhere()

    def test_it_survives_a_restart(self):
        self.start_keyring()
        job = self.caller.create(self.target)
        self.caller.set(job, user=ANNA)
        self.lab.stop_daemon(signal.SIGKILL)
        self.lab.start_daemon()
        self.assertEqual([(row['user'], row['kept']) for row in self.caller.list(job)], [('anna', 'keyring')])
        self.assert_nowhere()

    def test_locked(self):
        keyring = self.start_keyring()
        job = self.caller.create(self.target)
        self.caller.set(job, user=ANNA)
        keyring.lock()
        started = time.monotonic()
        self.assertEqual([row['kept'] for row in self.caller.list(job)], ['locked'])
        self.assertEqual(self.caller.set(job, 'proxy', user=ANNA), 'memory')
        self.assertEqual([row['kept'] for row in self.caller.list(job)], ['locked', 'memory'])
        self.assertLess(time.monotonic() - started, 4)
        self.assert_nowhere()

    def test_silent(self):
        keyring = self.start_keyring()
        job = self.caller.create(self.target)
        keyring.process.send_signal(signal.SIGSTOP)
        started = time.monotonic()
        self.assertEqual(self.caller.set(job, user=ANNA), 'memory')
        self.assertLess(time.monotonic() - started, 9)
        # meanwhile nothing else waits
        started = time.monotonic()
        self.caller.call(PROXY, 'Get', path=job)
        self.assertLess(time.monotonic() - started, 1)
        self.assert_nowhere()


class WithoutKeyring(Base):
    def test_memory(self):
        job = self.caller.create(self.target)
        self.assertEqual(self.caller.set(job, user=ANNA), 'memory')
        self.assertEqual([row['kept'] for row in self.caller.list(job)], ['memory'])
        self.assert_nowhere()
        self.lab.stop_daemon()
        self.assert_in_no_file_of_the_queue()
        self.lab.start_daemon()
        self.assertEqual([(row['user'], row['kept']) for row in self.caller.list(job)], [('anna', 'missing')])

    def assert_in_no_file_of_the_queue(self):
        names = set()
        for path in pathlib.Path(self.lab.state).rglob('*'):
            if path.is_file():
                names.add(path.name)
                self.assertNotIn(SECRET.encode(), path.read_bytes(), str(path))
        self.assertLessEqual({'queue.db', 'queue.db.copy', 'queue.journal'}, names)

    def test_login_in_an_address(self):
        job = self.caller.create(self.target, f'http://anna:{SECRET}@127.0.0.1:9/file')
        self.assertEqual([(row['from'], row['origin'], row['user'], row['kept']) for row in self.caller.list(job)],
                         [('url', 'http://127.0.0.1:9', 'anna', 'memory')])
        add = '(a(saya{sv})a{sv})'
        folder = os.fsencode(self.target)
        self.assertEqual(self.caller.error(
            JOB, 'AddFiles', add, [('http://bert:x@127.0.0.1:9/b', folder, {})], {}, path=job), 'InvalidCredentials')
        self.caller.call(JOB, 'AddFiles', add, [('http://b%40x:pw%3a@127.0.0.1:8/b', folder, {})], {}, path=job)
        self.assertEqual([(row['origin'], row['user']) for row in self.caller.list(job)],
                         [('http://127.0.0.1:9', 'anna'), ('http://127.0.0.1:8', 'b@x')])
        self.assert_nowhere()

    def test_two_logins_for_one_server(self):
        for first, second in (('anna:x', 'bert:x'), ('anna:x', 'anna:y')):
            self.assertEqual(self.caller.error(
                NAME, 'CreateJob', '(a{sv}a(saya{sv})a{sv})', {},
                [(f'http://{login}@127.0.0.1:9/{number}', os.fsencode(self.target), {})
                 for number, login in enumerate((first, second))], {}), 'InvalidCredentials')
        self.assertEqual(self.caller.call(NAME, 'ListJobs', '(tua{sv})', 0, 10, {}), [])

    def test_create_with_everything(self):
        job = self.caller.create(
            self.target, secrets=['other', SECRET],
            credentials=GLib.Variant('aa{sv}', [
                {'target': text('server'), 'scheme': text('digest'), 'user': ANNA, 'secret': GLib.Variant('h', 1)},
                {'target': text('proxy'), 'scheme': text('ntlm'), 'implicit': GLib.Variant('b', True)}]),
            proxy_usage=text('override'), proxy_list=text('http=p1:3128 p2'), proxy_bypass=text('<local>'),
            token_flags=GLib.Variant('u', 2), profile=text('windows-10-1809'),
            certificate=GLib.Variant('a{sv}', {'store': text('MY'), 'id': text(DIGITS.upper())}))
        self.assertEqual([(row['target'], row['scheme'], row['kept']) for row in self.caller.list(job)],
                         [('server', 'digest', 'memory'), ('proxy', 'ntlm', 'none')])
        self.lab.stop_daemon(signal.SIGKILL)
        self.lab.start_daemon()
        self.assertEqual(self.caller.call(PROXY, 'Get', path=job),
                         {'usage': 'override', 'list': 'http=p1:3128 p2', 'bypass': '<local>'})
        self.assertEqual(self.caller.call(TOKEN, 'Get', path=job), {'flags': 2, 'state': 'none', 'principal': ''})
        self.assertEqual(self.caller.call(CERTIFICATE, 'Get', path=job),
                         {'location': 'current-user', 'store': 'MY', 'id': DIGITS})
        self.assert_nowhere()

    def test_create_all_or_nothing(self):
        good = {'target': text('server'), 'scheme': text('basic'), 'user': ANNA, 'secret': GLib.Variant('h', 0)}
        rows = [
            ({'token_flags': GLib.Variant('u', 4)}, 'InvalidArgument'),
            ({'proxy_usage': text('override')}, 'InvalidArgument'),
            ({'proxy_list': text('p1')}, 'InvalidArgument'),
            ({'certificate': GLib.Variant('a{sv}', {'store': text('MY'), 'id': text('12')})}, 'BadStubData'),
            ({'credentials': GLib.Variant('aa{sv}', [good, {**good, 'scheme': text('sso')}])}, 'InvalidAuthScheme'),
            ({'credentials': GLib.Variant('aa{sv}', [{**good, 'secret': GLib.Variant('h', 5)}])},
             'InvalidCredentials'),
            ({'credentials': text('anna')}, 'InvalidArgument'),
        ]
        for spec, name in rows:
            with self.subTest(spec=str(spec)):
                with self.assertRaises(GLib.Error) as caught:
                    self.caller.create(self.target, secrets=[SECRET], **spec)
                self.assertEqual(Gio.dbus_error_get_remote_error(caught.exception), ERROR + name)
        self.assertEqual(self.caller.call(NAME, 'ListJobs', '(tua{sv})', 0, 10, {}), [])
        self.assert_nowhere()

    def test_bad_credentials(self):
        job = self.caller.create(self.target)
        self.caller.set(job, user=ANNA)
        before = self.caller.list(job)
        yes = GLib.Variant('b', True)
        handle = {'secret': GLib.Variant('h', 0)}
        user = {'user': ANNA, **handle}
        rows = [
            ('server', 'basic', {'user': text('x' * 301), **handle}, 'a', 'UsernameTooLarge'),
            ('server', 'basic', user, 'x' * 65536, 'PasswordTooLarge'),
            ('server', 'basic', user, b'x' * 300000, 'PasswordTooLarge'),
            ('server', 'basic', {'user': text('an\nna'), **handle}, 'a', 'InvalidCredentials'),
            ('server', 'basic', user, 'a\nb', 'InvalidCredentials'),
            ('server', 'basic', user, b'a\0b', 'InvalidCredentials'),
            ('server', 'basic', user, b'\xe9', 'InvalidCredentials'),
            ('server', 'basic', {'user': text(''), **handle}, 'a', 'InvalidCredentials'),
            ('server', 'basic', handle, 'a', 'InvalidCredentials'),
            ('server', 'basic', {'user': ANNA}, None, 'InvalidCredentials'),
            ('server', 'basic', {}, None, 'InvalidCredentials'),
            ('server', 'sso', user, 'a', 'InvalidAuthScheme'),
            ('cache', 'basic', user, 'a', 'InvalidAuthTarget'),
            ('server', 'basic', {'implicit': yes}, None, 'InvalidArgument'),
            ('server', 'digest', {'implicit': yes}, None, 'InvalidArgument'),
            ('server', 'passport', {'implicit': yes}, None, 'InvalidArgument'),
            ('server', 'ntlm', {'implicit': yes, 'user': ANNA}, None, 'InvalidCredentials'),
            ('server', 'ntlm', {'implicit': yes, **handle}, 'a', 'InvalidCredentials'),
            ('server', 'basic', {**user, 'more': yes}, 'a', 'InvalidArgument'),
            ('server', 'basic', {'user': yes, **handle}, 'a', 'InvalidArgument'),
        ]
        for target, scheme, options, secret, name in rows:
            with self.subTest(scheme=scheme, name=name, options=sorted(options)):
                self.assertEqual(self.caller.error(
                    CREDENTIALS, 'Set', '(ssa{sv})', target, scheme, options, path=job,
                    secrets=[secret] if secret is not None else ()), name)
        self.assertIn(self.caller.error(CREDENTIALS, 'Set', '(ssa{sv})', 'proxy', 'passport', user, path=job,
                                        secrets=['a']), ('InvalidArgument', 'InvalidAuthScheme', 'NotImplemented'))
        self.assertEqual(self.caller.list(job), before)

    def test_password_that_does_not_end(self):
        job = self.caller.create(self.target)
        reading, writing = os.pipe()
        self.addCleanup(os.close, writing)
        os.write(writing, b'half')
        started = time.monotonic()
        self.assertEqual(self.caller.error(CREDENTIALS, 'Set', '(ssa{sv})', 'server', 'basic',
                                           {'user': ANNA, 'secret': GLib.Variant('h', 0)}, path=job,
                                           secrets=[reading]), 'InvalidCredentials')
        self.assertLess(time.monotonic() - started, 20)
        os.close(reading)

    def test_bad_proxy(self):
        job = self.caller.create(self.target)
        self.caller.call(PROXY, 'Set', '(sss)', 'override', 'p1:3128', '*.example', path=job)
        before = self.caller.call(PROXY, 'Get', path=job)
        rows = [
            ('override', '', '', 'InvalidArgument'),
            ('override', '  ', '', 'InvalidArgument'),
            ('override', 'p1 ' * 1400, '', 'ProxyListTooLarge'),
            ('override', 'p1', 'a ' * 2001, 'ProxyBypassListTooLarge'),
            ('override', 'p1:x', '', 'InvalidProxyInfo'),
            ('override', 'ftp=p1', '', 'InvalidProxyInfo'),
            ('override', f'http://anna:{SECRET}@p1', '', 'InvalidProxyInfo'),
            ('override', 'p1', 'a*', 'InvalidProxyInfo'),
            ('override', 'p1', 'http://a', 'InvalidProxyInfo'),
            ('override', 'p1', '10.0.0.0/8', 'InvalidProxyInfo'),
            ('none', 'p1', '', 'InvalidArgument'),
            ('preconfig', '', 'a', 'InvalidArgument'),
            ('sometimes', '', '', 'NotImplemented'),
        ]
        for usage, proxies, bypass, name in rows:
            with self.subTest(usage=usage, proxies=proxies[:20], bypass=bypass[:20]):
                self.assertEqual(self.caller.error(PROXY, 'Set', '(sss)', usage, proxies, bypass, path=job), name)
        self.assertEqual(self.caller.call(PROXY, 'Get', path=job), before)
        self.caller.call(PROXY, 'Set', '(sss)', 'none', '', '', path=job)
        self.assertEqual(self.caller.call(PROXY, 'Get', path=job), {'usage': 'none', 'list': '', 'bypass': ''})
        self.assert_nowhere()

    def test_bad_token_flags_and_certificate(self):
        job = self.caller.create(self.target)
        self.caller.call(TOKEN, 'SetFlags', '(u)', 3, path=job)
        for flags in (4, 7, 0x80000000):
            self.assertEqual(self.caller.error(TOKEN, 'SetFlags', '(u)', flags, path=job), 'InvalidArgument')
        self.assertEqual(self.caller.call(TOKEN, 'Get', path=job)['flags'], 3)
        self.caller.call(CERTIFICATE, 'Set', '(a{sv})', {'store': text('MY'), 'subject': ANNA}, path=job)
        before = self.caller.call(CERTIFICATE, 'Get', path=job)
        rows = [
            ({'store': text('MY'), 'id': text(DIGITS[1:])}, 'BadStubData'),
            ({'store': text('MY'), 'id': text(DIGITS + '00')}, 'BadStubData'),
            ({'store': text('x' * 256), 'id': text(DIGITS)}, 'StringTooLong'),
            ({'store': text('MY'), 'subject': text('x' * 256)}, 'StringTooLong'),
            ({'store': text('MY')}, 'InvalidArgument'),
            ({'id': text(DIGITS)}, 'InvalidArgument'),
            ({'store': text('MY'), 'id': text(DIGITS), 'subject': ANNA}, 'InvalidArgument'),
            ({'store': text('MY'), 'id': text(DIGITS), 'location': text('moon')}, 'NotImplemented'),
            ({'store': text('MY'), 'id': text(DIGITS), 'key': ANNA}, 'InvalidArgument'),
            ({'store': GLib.Variant('u', 1), 'id': text(DIGITS)}, 'InvalidArgument'),
        ]
        for spec, name in rows:
            with self.subTest(spec=str(spec)):
                self.assertEqual(self.caller.error(CERTIFICATE, 'Set', '(a{sv})', spec, path=job), name)
        self.assertEqual(self.caller.call(CERTIFICATE, 'Get', path=job), before)
        self.caller.call(CERTIFICATE, 'Clear', path=job)
        self.assertEqual(self.caller.call(CERTIFICATE, 'Get', path=job), {})

    def test_profile_refuses(self):
        job = self.caller.create(self.target, profile=text('xp'))
        self.assertEqual(self.caller.error(TOKEN, 'SetFlags', '(u)', 1, path=job), 'NotImplemented')
        self.assertEqual(self.caller.error(PROXY, 'Set', '(sss)', 'autodetect', '', '', path=job), 'NotImplemented')
        self.assertEqual(self.caller.call(PROXY, 'Get', path=job)['usage'], 'preconfig')

    def test_finished_job(self):
        job = self.caller.create(self.target)
        self.caller.set(job, user=ANNA)
        self.caller.call(JOB, 'Cancel', path=job)
        for call in ((PROXY, 'Set', '(sss)', 'none', '', ''), (TOKEN, 'SetFlags', '(u)', 0),
                     (CERTIFICATE, 'Clear'), (CREDENTIALS, 'Remove', '(ss)', 'server', 'basic'),
                     (CREDENTIALS, 'Set', '(ssa{sv})', 'server', 'ntlm', {'implicit': GLib.Variant('b', True)})):
            with self.subTest(call=call[:2]):
                self.assertEqual(self.caller.error(*call, path=job), 'InvalidState')
        self.assertNotIn('memory', [row['kept'] for row in self.caller.list(job)])

    def test_change_while_it_runs(self):
        server, proxy = Listener(b'HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nsome'), Listener(b'')
        for listener in (server, proxy):
            self.addCleanup(listener.close)
        job = self.caller.create(self.target, f'http://127.0.0.1:{server.port}/file', start=True)
        wait_until('it runs', lambda: server.heads)
        self.assertEqual(proxy.heads, [])
        self.caller.call(PROXY, 'Set', '(sss)', 'override', f'127.0.0.1:{proxy.port}', '', path=job)
        wait_until('the proxy is asked', lambda: proxy.heads)
        self.assertIn(f'http://127.0.0.1:{server.port}/file'.encode(), proxy.heads[0])

    def test_rejected_and_set_again(self):
        server = PasswordServer(f'anna:{SECRET}')
        self.addCleanup(server.close)
        job = self.caller.create(self.target, f'http://127.0.0.1:{server.port}/file')
        self.caller.set(job, user=ANNA, secret='wrong')
        self.caller.call(JOB, 'Resume', path=job)
        wait_until('it stops', lambda: self.state(job) == 'error')
        self.assertEqual([row['state'] for row in self.caller.list(job)], ['frozen'])
        self.assertEqual(server.tried, ['anna:wrong'])
        self.caller.call(JOB, 'Resume', path=job)
        wait_until('it stops again', lambda: self.state(job) == 'error')
        self.assertEqual(server.tried, ['anna:wrong'], 'no second try')
        self.caller.set(job, user=ANNA)
        self.assertEqual([row['state'] for row in self.caller.list(job)], ['unused'])
        self.caller.call(JOB, 'Resume', path=job)
        wait_until('it arrives', lambda: self.state(job) == 'acknowledged')
        self.assertEqual(set(server.tried[1:]), {f'anna:{SECRET}'})
        self.assertEqual([row['state'] for row in self.caller.list(job)], ['accepted'])
        self.caller.call(JOB, 'GetTrace', '(tu)', 0, 100, path=job)
        self.assertTrue(self.lab.worker_pids())
        self.assert_nowhere()
        self.assert_nowhere(base64.b64encode(f'anna:{SECRET}'.encode()).decode())

    def state(self, job):
        return self.lab.show(job.rsplit('/', 1)[1].replace('_', '-'))['state']

    def test_everything_that_can_be_read(self):
        job = self.caller.create(self.target, f'http://bert:{SECRET}@127.0.0.1:9/file')
        self.caller.set(job, user=ANNA)
        self.caller.call(JOB, 'GetDetails', path=job)
        self.caller.call(JOB, 'GetFiles', '(uu)', 0, 10, path=job)
        self.caller.call(JOB, 'GetTrace', '(tu)', 0, 100, path=job)
        self.caller.call(NAME, 'ListJobs', '(tua{sv})', 0, 10, {})
        self.caller.call(NAME, 'ListJobTable', '(tua{sv})', 0, 10, {})
        self.caller.call(NAME, 'GetSettings')
        self.caller.call('org.freedesktop.DBus.Properties', 'GetAll', '(s)', NAME)
        for path in (PATH, job):
            self.caller.call('org.freedesktop.DBus.Introspectable', 'Introspect', path=path)
        self.assert_nowhere()


if __name__ == '__main__':
    main()
