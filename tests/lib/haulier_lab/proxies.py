# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Squid on a free port of the loopback interface, which asks who uses it."""

import os
import subprocess

from .processes import free_port, wait_until
from .servers import answers

_HELPERS = '/usr/lib/squid'


class Squid:
    """A proxy; `users` makes it ask for Basic, `keytab` (with `realm`) for Negotiate."""

    def __init__(self, processes, folder, users=None, keytab=None, realm=None,
                 service='HTTP/localhost'):
        self.port = free_port()
        self.folder = os.path.join(folder, f'squid-{self.port}')
        os.makedirs(self.folder, mode=0o755)
        self._processes = processes
        self._environment = {'PATH': os.environ['PATH'] + ':/usr/sbin:/sbin'}
        if realm:
            self._environment.update(realm.service_environment)
        text = self._common()
        if users:
            text += self._basic(users)
        if keytab:
            text += (f'auth_param negotiate program {_HELPERS}/negotiate_kerberos_auth -k {keytab}'
                     f' -s {service}@HAULIER.TEST\nauth_param negotiate children 2\n'
                     'auth_param negotiate keep_alive on\n')
        if users or keytab:
            text += 'acl known proxy_auth REQUIRED\nhttp_access allow known\nhttp_access deny all\n'
        else:
            text += 'http_access allow all\n'
        self._configuration = os.path.join(self.folder, 'squid.conf')
        with open(self._configuration, 'w', encoding='utf-8') as stream:
            stream.write(text)
        if os.getuid() == 0:
            subprocess.run(['chown', '-R', 'proxy:proxy', self.folder], check=True)
        self._process = None
        self.start()

    def _common(self):
        user = 'cache_effective_user proxy\ncache_effective_group proxy\n' if os.getuid() == 0 else ''
        return f'''http_port 127.0.0.1:{self.port}
visible_hostname localhost
pid_filename {self.folder}/pid
{user}logformat fields %>Hs|%un|%rm|%ru
access_log stdio:{self.folder}/access fields
cache_log {self.folder}/log
cache_store_log none
coredump_dir {self.folder}
cache deny all
pinger_enable off
shutdown_lifetime 1 seconds
max_filedescriptors 1024
memory_pools off
cache_mem 8 MB
'''

    def _basic(self, users):
        path = os.path.join(self.folder, 'users')
        for user, password in users.items():
            subprocess.run(['htpasswd', '-bc' if not os.path.exists(path) else '-b', path, user,
                            password], check=True, capture_output=True)
        return (f'auth_param basic program {_HELPERS}/basic_ncsa_auth {path}\n'
                'auth_param basic realm Lab proxy\nauth_param basic children 2\n')

    @property
    def name(self):
        """The entry for a proxy list."""
        return f'localhost:{self.port}'

    def start(self):
        """Starts the proxy, again on the same port."""
        with open(os.path.join(self.folder, 'output'), 'wb') as output:
            self._process = self._processes.start(
                ['squid', '-n', f'lab{self.port}', '-N', '-f', self._configuration],
                self._environment, output)
        wait_until('the proxy answers', lambda: self._alive() and answers(self.port), 30)

    def _alive(self):
        if self._process.poll() is not None:
            with open(os.path.join(self.folder, 'output'), encoding='utf-8') as stream:
                raise AssertionError(f'the proxy ended: {stream.read()}')
        return True

    def stop(self):
        """Ends the proxy at once; its port refuses connections from then on."""
        self._processes.kill(self._process.pid)

    def requests(self):
        """Returns what was asked: status, user, method, address."""
        try:
            with open(os.path.join(self.folder, 'access'), encoding='utf-8') as stream:
                return [line.rstrip('\n').split('|') for line in stream]
        except FileNotFoundError:
            return []
