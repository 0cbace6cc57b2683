# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The server of the comparison, and the emulated long thin link."""

import os
import subprocess
import pathlib

from haulier_lab import free_port, wait_until

DELAY_MS, FLOW_KBIT, LINK_KBIT, QUEUE_MS = 50, 20000, 1000000, 200


class Server:
    """nginx as a fast server: two processes, no log."""

    def __init__(self, processes, folder, root, certificate, prefix=(), host='127.0.0.1'):
        self._processes, self.host = processes, host
        self.port, self.tls_port = free_port(), free_port()
        path = os.path.join(folder, f'nginx-{self.port}')
        os.makedirs(path)
        temporary = ''.join(f'{kind}_temp_path {path};' for kind in
                            ('client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'))
        user = 'user root;' if os.getuid() == 0 else ''
        configuration = os.path.join(path, 'nginx.conf')
        with open(configuration, 'w', encoding='utf-8') as stream:
            stream.write(f'''daemon off; worker_processes 2; pid {path}/pid; error_log {path}/error; {user}
events {{ worker_connections 4096; multi_accept on; }}
http {{
  default_type application/octet-stream; access_log off; {temporary}
  sendfile on; sendfile_max_chunk 2m; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000;
  server {{
    listen {host}:{self.port} backlog=4096; listen {host}:{self.tls_port} ssl backlog=4096;
    ssl_certificate {certificate[0]}; ssl_certificate_key {certificate[1]};
    ssl_session_cache shared:sessions:4m; root {root};
  }}
}}
''')
        self._process = processes.start([*prefix, 'nginx', '-c', configuration, '-p', path,
                                         '-e', f'{path}/error'])
        probe = [*prefix, 'curl', '-sfk', '-o', '/dev/null', '-r', '0-0', self.url('small/0000')]
        wait_until('the server', lambda: subprocess.run(probe, check=False).returncode == 0)

    def url(self, name, tls=False):
        """Returns the address of a file."""
        if tls:
            return f'https://{self.host}:{self.tls_port}/{name}'
        return f'http://{self.host}:{self.port}/{name}'

    def stop(self):
        """Ends the server."""
        self._processes.kill(self._process.pid, 15)


class ThinLink:
    """Two network namespaces with 100 ms between them; `near` and `far` are prefixes of commands."""

    def __init__(self, processes, folder):
        self._processes = processes
        self._names = [f'haulier-{side}-{os.getpid()}' for side in ('near', 'far')]
        self.near, self.far = (('ip', 'netns', 'exec', name) for name in self._names)
        self._program = os.path.join(folder, 'tunlink')
        source = pathlib.Path(__file__).resolve().parent / 'tunlink.c'
        subprocess.run(['cc', '-O2', '-D_GNU_SOURCE', '-o', self._program, source], check=True)

    @staticmethod
    def _ip(*arguments):
        subprocess.run(['ip', *arguments], check=True)

    def __enter__(self):
        for name in self._names:
            self._ip('netns', 'add', name)
            self._ip('-n', name, 'link', 'set', 'lo', 'up')
        self._link = self._processes.start(
            [self._program, *self._names, str(DELAY_MS), str(FLOW_KBIT), str(LINK_KBIT), str(QUEUE_MS)])
        for number, name in enumerate(self._names, 1):
            wait_until('the link', lambda name=name: subprocess.run(
                ['ip', '-n', name, 'link', 'show', 'tun0'], capture_output=True, check=False
            ).returncode == 0)
            self._ip('-n', name, 'addr', 'add', f'10.77.0.{number}/24', 'dev', 'tun0')
            self._ip('-n', name, 'link', 'set', 'tun0', 'up', 'txqueuelen', '10000')
        # Without a default route the machine counts as one without a network.
        self._ip('-n', self._names[0], 'route', 'add', 'default', 'via', '10.77.0.2')
        return self

    def __exit__(self, *_):
        self._processes.kill(self._link.pid)
        for name in self._names:
            self._ip('netns', 'del', name)
