# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real web servers with private configurations on free ports of the loopback interface."""

import glob
import hashlib
import os
import signal
import socket
import subprocess

from .processes import free_port, wait_until


def answers(port):
    """Returns whether somebody listens on a port of the loopback interface."""
    try:
        socket.create_connection(('127.0.0.1', port), 1).close()
        return True
    except OSError:
        return False


class _Server:
    def __init__(self, processes, folder, kind):
        self.folder = os.path.join(folder, f'{kind}-{free_port()}')
        self.root = os.path.join(self.folder, 'www')
        os.makedirs(self.root)
        self.port = free_port()
        self.tls_port = free_port()
        self.log = os.path.join(self.folder, 'access')
        self._processes = processes
        self._process = None

    def put(self, name, data, modified=1600000000):
        """Writes a file that is served, of a given age, atomically."""
        path = os.path.join(self.root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + '.new', 'wb') as stream:
            stream.write(data)
        os.utime(path + '.new', (modified, modified))
        os.rename(path + '.new', path)
        return path

    def url(self, name, tls=False, host='127.0.0.1'):
        """Returns the address of a file."""
        if tls:
            return f'https://{host}:{self.tls_port}/{name}'
        return f'http://{host}:{self.port}/{name}'

    def requests(self):
        """Returns what was asked: one list of the fields of the access log a request."""
        try:
            with open(self.log, encoding='utf-8', errors='replace') as stream:
                return [line.rstrip('\n').split('|') for line in stream]
        except FileNotFoundError:
            return []

    def _launch(self, command):
        with open(os.path.join(self.folder, 'output'), 'wb') as output:
            self._process = self._processes.start(command, self._environment(), output,
                                                  cwd=self.folder)
        wait_until(f'{command[0]} answers', lambda: self._check_alive() and answers(self.port))

    def _environment(self):
        """Returns the environment of the server, None for that of the test."""
        return None

    def _check_alive(self):
        if self._process.poll() is not None:
            with open(os.path.join(self.folder, 'output'), encoding='utf-8') as stream:
                raise AssertionError(f'the server ended: {stream.read()}')
        return True

    def stop(self):
        """Ends the server; its port refuses connections from then on."""
        self._processes.kill(self._process.pid, signal.SIGTERM)


class Nginx(_Server):
    """nginx; `server` is more text of the server block, `certificate` a (certificate, key)."""

    def __init__(self, processes, folder, server='', certificate=None, listen=''):
        super().__init__(processes, folder, 'nginx')
        self._server_text = server
        self._certificate = certificate
        self._listen = listen
        self.start()

    def start(self):
        """Starts the server, again on the same ports."""
        tls = ''
        if self._certificate:
            tls = (f'listen 127.0.0.1:{self.tls_port} ssl http2;'
                   f' ssl_certificate {self._certificate[0]};'
                   f' ssl_certificate_key {self._certificate[1]};')
        user = 'user root;' if os.getuid() == 0 else ''
        temporary = ''.join(f'{kind}_temp_path {self.folder}/temp;' for kind in
                            ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
        text = f'''daemon off; worker_processes 1; pid {self.folder}/pid; {user}
error_log {self.folder}/error warn;
events {{ worker_connections 1024; }}
http {{
  default_type application/octet-stream; sendfile on; tcp_nodelay on; {temporary}
  log_format fields '$status|$body_bytes_sent|$http_range|$http_if_range|$request|$http_user_agent';
  access_log {self.log} fields;
  keepalive_requests 100000;
  server {{
    listen 127.0.0.1:{self.port} backlog=1024 {self._listen}; {tls}
    root {self.root};
    {self._server_text}
  }}
}}
'''
        configuration = os.path.join(self.folder, 'nginx.conf')
        with open(configuration, 'w', encoding='utf-8') as stream:
            stream.write(text)
        self._launch(['nginx', '-c', configuration, '-p', self.folder,
                      '-e', os.path.join(self.folder, 'error')])


class Apache(_Server):
    """Apache httpd; `text` is more of the configuration, or a function that gives it."""

    def __init__(self, processes, folder, text='', certificate=None):
        super().__init__(processes, folder, 'apache')
        os.chmod(self.folder, 0o755)
        modules = self._modules()
        wanted = ['mpm_event', 'authz_core', 'unixd', 'log_config', 'headers', 'alias', 'dir',
                  'filter', 'deflate', 'ssl', 'socache_shmcb', 'reqtimeout']
        load = ''.join(f'LoadModule {name}_module {modules}/mod_{name}.so\n' for name in wanted
                       if os.path.exists(f'{modules}/mod_{name}.so'))
        tls = ''
        if certificate:
            tls = (f'Listen 127.0.0.1:{self.tls_port}\n<VirtualHost *:{self.tls_port}>\nSSLEngine on\n'
                   f'SSLCertificateFile {certificate[0]}\nSSLCertificateKeyFile {certificate[1]}\n'
                   '</VirtualHost>\n')
        user = 'User www-data\nGroup www-data\n' if os.getuid() == 0 else ''
        configuration = os.path.join(self.folder, 'httpd.conf')
        with open(configuration, 'w', encoding='utf-8') as stream:
            stream.write(f'''ServerRoot {self.folder}
ServerName localhost
Listen 127.0.0.1:{self.port}
PidFile {self.folder}/pid
DefaultRuntimeDir {self.folder}
{load}{user}Mutex pthread
ErrorLog {self.folder}/error
LogFormat "%>s|%B|%{{Range}}i|%{{If-Range}}i|%r|%{{User-Agent}}i" fields
CustomLog {self.log} fields
DocumentRoot {self.root}
<Directory {self.root}>
Require all granted
</Directory>
{text() if callable(text) else text}
{tls}''')
        self._command = ['apache2', '-DFOREGROUND', '-f', configuration]
        self.start()

    @staticmethod
    def _modules():
        for folder in ('/usr/lib/apache2/modules', *glob.glob('/usr/lib*/httpd/modules')):
            if os.path.isdir(folder):
                return folder
        raise AssertionError('Apache has no modules here')

    def start(self):
        """Starts the server, again on the same ports."""
        self._launch(self._command)


class LoginServer(Apache):
    """Apache that asks who is there. `users` has names and passwords for /basic and /digest;
    `keytab` serves /negotiate, and /both offers Negotiate and Basic. What is called only-carol is
    for carol, and only-alice for alice@HAULIER.TEST: 401 to anybody else, in the same realm.

    requests() gives what arrived: status, user, method and path, the scheme of what was sent
    (never more of it), and where from."""

    MODULES = ('authn_core', 'authn_file', 'authz_user', 'auth_basic', 'auth_digest', 'setenvif')

    def __init__(self, processes, folder, users, keytab=None, realm=None, certificate=None):
        self._users = users
        self._keytab = keytab
        self._realm = realm
        super().__init__(processes, folder, text=self._text, certificate=certificate)

    def _text(self):
        """Returns the configuration; the folder is known by then."""
        basic = os.path.join(self.folder, 'users')
        digest = os.path.join(self.folder, 'digests')
        for user, password in self._users.items():
            self.set_password(user, password)
        with open(digest, 'w', encoding='utf-8') as stream:
            for user, password in self._users.items():
                summed = hashlib.md5(f'{user}:Digests:{password}'.encode()).hexdigest()
                stream.write(f'{user}:Digests:{summed}\n')
        load = ''.join(f'LoadModule {name}_module {self._modules()}/mod_{name}.so\n'
                       for name in self.MODULES)
        text = f'''{load}SetEnvIf Authorization "^([A-Za-z0-9]+)" SENT=$1
LogFormat "%>s|%u|%m %U|%{{SENT}}e|%{{remote}}p" sent
CustomLog {self.log}-sent sent
<LocationMatch "^/(basic|second)/">
AuthType Basic
AuthName Lab
AuthUserFile {basic}
Require valid-user
</LocationMatch>
<Location /other/>
AuthType Basic
AuthName Other
AuthUserFile {basic}
Require user carol
</Location>
<Location /digest/>
AuthType Digest
AuthName Digests
AuthUserFile {digest}
Require valid-user
</Location>
'''
        if self._keytab:
            text += self._negotiate(basic)
        return text + '''<LocationMatch "/only-carol$">
Require user carol
</LocationMatch>
<LocationMatch "/only-alice$">
Require user alice@HAULIER.TEST
</LocationMatch>
'''

    def _negotiate(self, basic):
        module = f'{self._modules()}/mod_auth_gssapi.so'
        return f'''LoadModule auth_gssapi_module {module}
<Location /negotiate/>
AuthType GSSAPI
AuthName Tickets
GssapiCredStore keytab:{self._keytab}
GssapiAllowedMech krb5
Require valid-user
</Location>
<Location /only-ben/>
AuthType GSSAPI
AuthName Tickets
GssapiCredStore keytab:{self._keytab}
GssapiAllowedMech krb5
AuthzSendForbiddenOnFailure On
Require user ben@HAULIER.TEST
</Location>
<Location /both/>
AuthType GSSAPI
AuthName Lab
GssapiCredStore keytab:{self._keytab}
GssapiAllowedMech krb5
GssapiBasicAuth Off
AuthUserFile {basic}
AuthBasicProvider file
Header always add WWW-Authenticate "Basic realm=Lab" "expr=%{{REQUEST_STATUS}} == 401"
Require valid-user
</Location>
'''

    def _environment(self):
        return {**os.environ, **self._realm.service_environment} if self._realm else None

    def set_password(self, user, password):
        """Gives a user another password for Basic."""
        path = os.path.join(self.folder, 'users')
        subprocess.run(['htpasswd', '-bc' if not os.path.exists(path) else '-b', path, user,
                        password], check=True, capture_output=True)
        os.chmod(path, 0o644)

    def requests(self):
        """Returns what arrived, one list of fields a request."""
        try:
            with open(self.log + '-sent', encoding='utf-8', errors='replace') as stream:
                return [line.rstrip('\n').split('|') for line in stream]
        except FileNotFoundError:
            return []

    def arrived(self, path, scheme=None):
        """Returns (status, user, scheme) of the requests for a path, those with a scheme only."""
        return [(fields[0], fields[1], fields[3]) for fields in self.requests()
                if fields[2].endswith(path) and scheme in (None, fields[3])]
