# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private Kerberos realm: its server, principals, keytabs and tickets."""

import os
import subprocess

from .processes import free_port, wait_until
from .servers import answers

REALM = 'HAULIER.TEST'


class Realm:
    """MIT Kerberos with everything in one folder. The names of hosts are localhost and
    *.haulier.test, which are not looked up anywhere."""

    def __init__(self, processes, folder):
        self.folder = os.path.join(folder, 'kerberos')
        os.makedirs(self.folder, mode=0o755)
        # Where people have their tickets, each one's for that person only.
        self.tickets = os.path.join(self.folder, 'tickets')
        os.mkdir(self.tickets)
        os.chmod(self.tickets, 0o1777)
        self.port = free_port()
        self.configuration = os.path.join(self.folder, 'krb5.conf')
        self._write('krb5.conf', f'''[libdefaults]
  default_realm = {REALM}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  rdns = false
  dns_canonicalize_hostname = false
  ticket_lifetime = 1h
  default_ccache_name = FILE:{self.tickets}/%{{uid}}
  udp_preference_limit = 1
[realms]
  {REALM} = {{
    kdc = 127.0.0.1:{self.port}
  }}
[domain_realm]
  localhost = {REALM}
  .haulier.test = {REALM}
''')
        self._write('kdc.conf', f'''[kdcdefaults]
  kdc_listen = 127.0.0.1:{self.port}
  kdc_tcp_listen = 127.0.0.1:{self.port}
[realms]
  {REALM} = {{
    database_name = {self.folder}/principal
    key_stash_file = {self.folder}/stash
    acl_file = {self.folder}/acl
    max_life = 10h
    default_principal_flags = +preauth
  }}
[logging]
  kdc = FILE:{self.folder}/kdc.log
''')
        self.environment = {'PATH': os.environ['PATH'] + ':/usr/sbin:/sbin',
                            'KRB5_CONFIG': self.configuration,
                            'KRB5_KDC_PROFILE': os.path.join(self.folder, 'kdc.conf')}
        replays = os.path.join(self.folder, 'replays')
        os.mkdir(replays)
        os.chmod(replays, 0o1777)
        # For servers, which run as somebody who may not write to the folder of the tests.
        self.service_environment = {'KRB5_CONFIG': self.configuration, 'KRB5RCACHEDIR': replays}
        self._processes = processes
        self._run('kdb5_util', 'create', '-s', '-r', REALM, '-P', 'master')
        self._process = None
        self.start()

    def _write(self, name, text):
        with open(os.path.join(self.folder, name), 'w', encoding='ascii') as stream:
            stream.write(text)

    def _run(self, *command, text=None):
        done = subprocess.run(command, env=self.environment, input=text, capture_output=True,
                              text=True, check=False)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        return done.stdout

    def start(self):
        """Starts the server, again on the same port."""
        self._process = self._processes.start(
            ['krb5kdc', '-n', '-P', os.path.join(self.folder, 'pid')], self.environment)
        wait_until('the Kerberos server answers', lambda: answers(self.port))

    def stop(self):
        """Ends the server; its port refuses connections from then on."""
        self._processes.kill(self._process.pid)

    def add(self, name, password=None):
        """Adds a principal with a password, or with a random key."""
        secret = ['-randkey'] if password is None else ['-pw', password]
        self._run('kadmin.local', '-r', REALM, 'addprinc', *secret, name)

    def change(self, name, password):
        """Changes the password of a principal."""
        self._run('kadmin.local', '-r', REALM, 'cpw', '-pw', password, name)

    def keytab(self, name):
        """Adds a service with a random key; returns the path of a keytab that anybody can read."""
        path = os.path.join(self.folder, name.replace('/', '-') + '.keytab')
        self.add(name)
        self._run('kadmin.local', '-r', REALM, 'ktadd', '-k', path, name)
        os.chmod(path, 0o644)
        return path

    def add_key(self, name, path):
        """Adds a principal with a random key, which a keytab gets."""
        self.add(name)
        self._run('kadmin.local', '-r', REALM, 'ktadd', '-k', path, name)

    def export(self, name, path):
        """Puts the keys that a principal has into a keytab."""
        self._run('kadmin.local', '-r', REALM, 'ktadd', '-norandkey', '-k', path, name)

    def limit(self, name, life):
        """Limits the life of a principal's tickets, for instance to "10 seconds"."""
        self._run('kadmin.local', '-r', REALM, 'modprinc', '-maxlife', life, name)

    def remove(self, name):
        """Removes a principal."""
        self._run('kadmin.local', '-r', REALM, 'delprinc', '-force', name)

    def log_on(self, name, password, path, lifetime='1h'):
        """Gets a ticket into a file; returns the name of the cache."""
        cache = f'FILE:{path}'
        self._run('kinit', '-l', lifetime, '-c', cache, name, text=password + '\n')
        return cache

    def log_on_user(self, name, password, uid):
        """Gets a ticket for a user of the computer, where that user's programs look for it."""
        path = os.path.join(self.tickets, str(uid))
        self.log_on(name, password, path)
        os.chown(path, uid, uid)
        return path

    def requests(self, word):
        """Returns the lines of the server's log that have a word, for instance AS_REQ."""
        with open(os.path.join(self.folder, 'kdc.log'), encoding='utf-8') as stream:
            return [line for line in stream if word in line]
