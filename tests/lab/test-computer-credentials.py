#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The computer's own Kerberos ticket: made with its keytab, for one user alone, renewed in time (ACC-6)."""

import collections
import os
import shutil
import stat
import subprocess
import tempfile
import time
import unittest

from haulier_lab import Processes, Realm, main, rows, wait_until

HOST = 'pc7.haulier.test'
REALM = 'HAULIER.TEST'
SYSTEM, NETWORK, OTHER = 65101, 65103, 65001
LIFE_SEC = 10
Answer = collections.namedtuple('Answer', 'state principal expires number reason cache symbol error')


class Driver:
    """Computer credentials as the engine has them, told what to do."""

    def __init__(self, program, realm, keytab, folder, host=HOST):
        passed = {name: os.environ[name] for name in ('ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS')
                  if name in os.environ}
        self._process = subprocess.Popen([program, folder, host, keytab], stdin=subprocess.PIPE, text=True,
                                         stdout=subprocess.PIPE, env={'KRB5_CONFIG': realm.configuration, **passed})

    def tell(self, *words):
        """Sends a command that is not answered."""
        self._process.stdin.write(' '.join(str(word) for word in words) + '\n')
        self._process.stdin.flush()

    def ask(self, *words):
        """Sends a command; returns its answer."""
        self.tell(*words)
        answer = Answer(*self._process.stdout.readline().rstrip('\n').split('\t'))
        return answer._replace(expires=int(answer.expires), number=int(answer.number))

    def ensure(self, account='NetworkService', uid=NETWORK):
        """Makes sure that a user has a ticket of the computer."""
        return self.ask('ensure', account, uid)

    def close(self):
        """Ends it, and asserts that it ended well."""
        self._process.stdin.close()
        self._process.stdout.read()  # what is still answered has to find somebody
        self._process.stdout.close()
        assert self._process.wait(20) == 0


@unittest.skipUnless(os.geteuid() == 0, 'only root can start programs of other users')
class ComputerCredentials(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.processes = Processes()
        cls.addClassCleanup(cls.processes.end)
        cls.base = tempfile.mkdtemp(prefix='haulier-lab-')
        cls.addClassCleanup(lambda: shutil.rmtree(cls.base))
        os.chmod(cls.base, 0o755)
        cls.realm = Realm(cls.processes, cls.base)
        # Beside the programs that it starts, as an engine is.
        build = os.environ['HAULIER_BUILD_DIR']
        os.mkdir(f'{cls.base}/driver')
        cls.program = shutil.copy(f'{build}/tests/identity/ticket-driver', f'{cls.base}/driver')
        os.symlink(f'{build}/src/worker', f'{cls.base}/worker')

    def setUp(self):
        self.folder = tempfile.mkdtemp(dir=self.base)
        os.chmod(self.folder, 0o711)
        self.keytab = os.path.join(self.folder, 'keytab')

    def fill(self, *names, path=None):
        """Puts keys of principals into a keytab that root alone can read."""
        path = path or self.keytab
        for name in names:
            self.realm.add_key(name, path)
        os.chmod(path, 0o600)
        return path

    def driver(self, **more):
        driver = Driver(self.program, self.realm, self.keytab, self.folder, **more)
        self.addCleanup(driver.close)
        return driver

    def asked(self, principal):
        """How many tickets a principal got of the server."""
        return len([line for line in self.realm.requests('ISSUE') if f'{principal}@{REALM} for krbtgt' in line])

    def read_as(self, uid, path):
        """What another user sees of a file: exit status of cat."""
        return subprocess.run(['cat', path], user=uid, group=uid, extra_groups=[], check=False,
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode

    def list_tickets(self, uid, cache):
        done = subprocess.run(['klist', '-c', cache], user=uid, group=uid, extra_groups=[], check=True, text=True,
                              stdout=subprocess.PIPE, env=self.realm.environment)
        return done.stdout

    @rows([('of a host', 'pc1', ('HTTP/pc1.haulier.test', 'host/pc1.haulier.test'), 'host/pc1.haulier.test'),
           ('of an account', 'pc2.haulier.test', ('PC2$',), 'PC2$'),
           ('account before host', 'pc3.haulier.test', ('host/pc3.haulier.test', 'PC3$'), 'PC3$'),
           ('another name', 'pc4.haulier.test', ('HTTP/pc4.haulier.test', 'host/other.haulier.test'),
            'host/other.haulier.test')])
    def check_principal(self, row):
        _, host, names, expected = row
        self.fill(*names)
        answer = self.driver(host=host).ensure()
        self.assertEqual((answer.state, answer.principal, answer.error), ('ready', f'{expected}@{REALM}', ''))
        listed = self.list_tickets(NETWORK, answer.cache)
        self.assertIn(f'Default principal: {expected}@{REALM}', listed)
        self.assertIn(f'krbtgt/{REALM}@{REALM}', listed)
        self.assertLess(abs(answer.expires - time.time() - 3600), 120)

    def test_nobody_else_can_read_it(self):
        self.fill('host/private.haulier.test')
        driver = self.driver(host='private')
        answers = {SYSTEM: driver.ensure('LocalSystem', SYSTEM), NETWORK: driver.ensure('NetworkService', NETWORK)}
        for uid, answer in answers.items():
            path = answer.cache.removeprefix('FILE:')
            self.assertEqual(path, f'{self.folder}/krb5/{uid}/computer')
            for place, mode in ((path, 0o600), (os.path.dirname(path), 0o700)):
                status = os.stat(place)
                self.assertEqual((status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)), (uid, uid, mode))
            self.assertEqual(self.read_as(uid, path), 0)
            for other in {SYSTEM, NETWORK, OTHER} - {uid}:
                self.assertNotEqual(self.read_as(other, path), 0, (uid, other))
        self.assertEqual(stat.S_IMODE(os.stat(f'{self.folder}/krb5').st_mode), 0o711)

    def test_local_service_has_none(self):
        self.fill('host/nobody.haulier.test')
        driver = self.driver(host='nobody')
        answer = driver.ensure('LocalService', 65102)
        self.assertEqual((answer.state, answer.cache, answer.symbol), ('unknown', '', 'BG_E_NOT_FOUND'))
        self.assertIn('LocalService has none', answer.error)
        self.assertEqual(driver.ensure('NetworkService', 0).cache, '')
        self.assertEqual(driver.ensure(f'uid:{OTHER}', OTHER).cache, '')
        self.assertEqual(self.asked('host/nobody.haulier.test'), 0)

    def test_one_ticket_is_enough(self):
        self.fill('host/calm.haulier.test')
        driver = self.driver(host='calm')
        first = driver.ensure()
        self.assertEqual([driver.ensure() for _ in range(3)], [first] * 3)
        self.assertEqual(self.asked('host/calm.haulier.test'), 1)

    def test_asked_at_once(self):
        self.fill('host/busy.haulier.test')
        driver = self.driver(host='busy')
        driver.tell('ensure NetworkService 65103\nensure NetworkService 65103')
        answers = [driver.ensure() for _ in range(3)]
        self.assertEqual({answer.state for answer in answers}, {'ready'})
        self.assertEqual(self.asked('host/busy.haulier.test'), 1)

    def test_no_keytab(self):
        driver = self.driver()
        answer = driver.ensure()
        self.assertEqual((answer.state, answer.symbol), ('none', 'BG_E_NOT_FOUND'))
        self.assertIn('it is in no domain, there is no keytab', answer.error)
        # a computer that joins one need not start anew
        self.fill('host/late.haulier.test')
        self.assertEqual(driver.ensure().state, 'ready')

    def test_keytab_gone(self):
        self.fill('host/gone.haulier.test')
        driver = self.driver(host='gone')
        path = driver.ensure().cache.removeprefix('FILE:')
        os.unlink(self.keytab)
        self.assertEqual(driver.ensure().state, 'none')
        self.assertFalse(os.path.exists(path))

    def test_no_key_of_the_computer(self):
        self.fill('HTTP/only.haulier.test')
        answer = self.driver().ensure()
        self.assertEqual((answer.state, answer.symbol), ('none', 'BG_E_NOT_FOUND'))
        self.assertIn('find a key of this computer in the keytab', answer.error)

    def test_keytab_replaced(self):
        self.fill('host/before.haulier.test')
        driver = self.driver()
        self.assertEqual(driver.ensure().principal, f'host/before.haulier.test@{REALM}')
        self.fill('host/after.haulier.test', path=self.keytab + '.new')
        os.rename(self.keytab + '.new', self.keytab)
        answer = driver.ensure()
        self.assertEqual(answer.principal, f'host/after.haulier.test@{REALM}')
        self.assertIn('host/after', self.list_tickets(NETWORK, answer.cache))

    def test_wrong_key(self):
        self.fill('host/wrong.haulier.test')
        self.realm.change('host/wrong.haulier.test', 'somethingelse')
        driver = self.driver(host='wrong')
        answer = driver.ensure()
        self.assertEqual((answer.state, answer.symbol, answer.cache), ('failed', 'ERROR_WINHTTP_LOGIN_FAILURE', ''))
        self.assertEqual(answer.principal, f'host/wrong.haulier.test@{REALM}')
        self.assertIn('get a Kerberos ticket for “host/wrong.haulier.test@HAULIER.TEST”: ', answer.reason)
        self.assertNotEqual(answer.number, 0)
        # not asked again at once: the account would be locked
        failures = len(self.realm.requests('PREAUTH_FAILED'))
        self.assertEqual(driver.ensure(), answer)
        self.assertEqual(len(self.realm.requests('PREAUTH_FAILED')), failures)
        # but with another keytab it is
        os.unlink(self.keytab)
        self.realm.export('host/wrong.haulier.test', self.keytab)
        self.assertEqual(driver.ensure().state, 'ready')

    def test_second_key_when_the_first_is_refused(self):
        self.fill('PCX$', 'host/pcx.haulier.test')
        self.realm.remove('PCX$')
        self.assertEqual(self.driver(host='pcx').ensure().principal, f'host/pcx.haulier.test@{REALM}')

    def test_server_away(self):
        self.fill('host/away.haulier.test')
        self.realm.stop()
        try:
            answer = self.driver(host='away').ensure()
        finally:
            self.realm.start()
        self.assertEqual(answer.state, 'failed')
        self.assertIn('Cannot contact any KDC', answer.reason)

    def test_renewed_while_needed(self):
        self.fill('host/short.haulier.test')
        self.realm.limit('host/short.haulier.test', f'{LIFE_SEC} seconds')
        driver = self.driver(host='short')
        first = driver.ensure()
        self.assertLessEqual(first.expires, time.time() + LIFE_SEC + 1)
        path = first.cache.removeprefix('FILE:')
        inode = os.stat(path).st_ino
        driver.tell('need', NETWORK, 'yes')
        wait_until('another ticket', lambda: driver.ask('peek', 'NetworkService').expires > first.expires, 3 * LIFE_SEC)
        # before the first one ended, in the same place
        later = driver.ask('peek', 'NetworkService')
        self.assertEqual(later.state, 'ready')
        self.assertLess(later.expires - first.expires, LIFE_SEC + 1)
        self.assertNotEqual(os.stat(path).st_ino, inode)
        self.assertIn('host/short', self.list_tickets(NETWORK, first.cache))

    def test_not_renewed_when_nobody_needs_it(self):
        self.fill('host/idle.haulier.test')
        self.realm.limit('host/idle.haulier.test', '2 seconds')
        driver = self.driver(host='idle')
        driver.ensure()
        driver.tell('need', NETWORK, 'yes')
        driver.tell('need', NETWORK, 'no')
        wait_until('its end', lambda: driver.ask('peek', 'NetworkService').expires < time.time() - 1)
        self.assertEqual(self.asked('host/idle.haulier.test'), 1)
        # who needs it gets another one
        self.assertGreater(driver.ensure().expires, time.time() - 1)
        self.assertEqual(self.asked('host/idle.haulier.test'), 2)

    @rows([('empty', b''), ('text', b'not a keytab\n'), ('version only', b'\x05\x02'),
           ('cut entry', b'\x05\x02\x00\x00\x00\x40\x00\x01'),
           ('huge entry', b'\x05\x02\x7f\xff\xff\xff\x00\x02\x00\xff'),
           ('negative entry', b'\x05\x02\x80\x00\x00\x00'),
           ('many components', b'\x05\x02\x00\x00\x00\x08\xff\xff\x00\x00\x00\x00\x00\x00'),
           ('zeros', b'\x05\x02' + bytes(4096)), ('large', b'\x05\x02' + b'\xff' * (2 << 20))])
    def check_garbage(self, row):
        _, data = row
        with open(self.keytab, 'wb') as stream:
            stream.write(data)
        answer = self.driver().ensure()
        self.assertEqual((answer.state, answer.cache), ('none', ''))
        self.assertIn('find a key of this computer in the keytab: ', answer.error)

    @rows([('folder', os.mkdir), ('fifo', os.mkfifo), ('loop', lambda path: os.symlink(path, path))])
    def check_no_file(self, row):
        _, make = row
        make(self.keytab)
        self.assertEqual(self.driver().ensure().state, 'failed')

    def test_what_lies_in_the_way(self):
        # The folder is the user's: what it holds is replaced, not followed.
        self.fill('host/trap.haulier.test')
        own = f'{self.folder}/krb5/{NETWORK}'
        os.makedirs(own)
        victim = os.path.join(self.folder, 'victim')
        with open(victim, 'w', encoding='ascii') as stream:
            stream.write('precious')
        os.symlink(victim, f'{own}/computer')
        answer = self.driver(host='trap').ensure()
        self.assertEqual(answer.state, 'ready')
        self.assertFalse(os.path.islink(f'{own}/computer'))
        with open(victim, encoding='ascii') as stream:
            self.assertEqual(stream.read(), 'precious')
        self.assertEqual(os.stat(victim).st_uid, 0)

    def test_a_folder_in_the_way(self):
        self.fill('host/dir.haulier.test')
        os.makedirs(f'{self.folder}/krb5/{NETWORK}/computer')
        answer = self.driver(host='dir').ensure()
        self.assertEqual((answer.state, answer.cache), ('failed', ''))
        self.assertEqual(os.listdir(f'{self.folder}/krb5'), [str(NETWORK)])

    def test_engine_has_no_kerberos(self):
        engine = os.path.join(os.environ['HAULIER_BUILD_DIR'], 'src', 'daemon', 'haulierd')
        linked = subprocess.run(['ldd', engine], check=True, capture_output=True, text=True).stdout
        self.assertNotRegex(linked, 'krb5|gssapi|libcurl|libssl')


if __name__ == '__main__':
    main()
