# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A web server that follows a script: every reply is data, and most of them are lies."""

import dataclasses
import email.utils
import re
import socket
import struct
import threading
import time

from .content import content

_LONG_AGO = 1600000000


def http_date(seconds):
    """Returns a time as HTTP writes it."""
    return email.utils.formatdate(seconds, usegmt=True)


@dataclasses.dataclass
class Request:
    """A request as it came."""

    method: str
    path: str
    version: str
    headers: list
    number: int
    connection: int = 0  # which one it came on, in the order in which they came
    port: int = 0        # of the client

    def header(self, name, default=None):
        """Returns the value of a header."""
        for key, value in self.headers:
            if key.lower() == name.lower():
                return value
        return default

    def first_byte(self):
        """Returns where its range starts, None without one."""
        match = re.match(r'bytes=(\d+)-', self.header('Range', ''))
        return int(match.group(1)) if match else None


@dataclasses.dataclass
class Reply:
    """What is sent: a head, a body, and what happens to the connection afterwards."""

    status: str = '200 OK'
    headers: list = dataclasses.field(default_factory=list)
    body: bytes = b''
    version: str = 'HTTP/1.1'
    raw: bytes = None        # sent instead of everything else
    chunk: int = 0           # size of chunks; 0 sends the body as it is
    length: object = True    # True: the right Content-Length; None: none; text: as written
    cut: int = None          # send no more than so many bytes of the body
    end: str = 'keep'        # then: keep, close, reset, stall
    rate: int = 0            # bytes a second, 0: as fast as it goes
    stall_after: int = None  # bytes of the body after which it only waits
    endless: bytes = None    # after the status line: repeated until the other side goes away

    def set(self, name, value):
        """Sets a header, None removes it; returns the reply."""
        self.headers = [pair for pair in self.headers if pair[0].lower() != name.lower()]
        if value is not None:
            self.headers.append((name, value))
        return self

    def get(self, name):
        """Returns the value of a header, or None."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def head(self):
        """Returns the bytes before the body."""
        lines = [f'{self.version} {self.status}']
        lines += [f'{name}: {value}' for name, value in self.headers]
        if self.chunk:
            lines.append('Transfer-Encoding: chunked')
        elif self.length is True:
            lines.append(f'Content-Length: {len(self.body)}')
        elif self.length is not None:
            lines += [f'Content-Length: {value}' for value in
                      ([self.length] if isinstance(self.length, str) else self.length)]
        return ('\r\n'.join(lines) + '\r\n\r\n').encode('utf-8', 'surrogateescape')


class Resource:
    """A file that is served by the rules; twist(request, reply) may then spoil what is said.

    change() replaces the content; with switch_after the content is replaced by itself once so many
    bytes went out. in_flight says what happens to replies that are on their way then: finish or
    reset. With hold_after all replies pause once so many bytes went out, until it is None again.
    With hurry the rest of what is on its way goes out at once, whatever the rate."""

    def __init__(self, data, etag='"v1"', modified=_LONG_AGO, ranges=True, twist=None, rate=0,
                 following=None, switch_after=None, in_flight='reset'):
        self.data, self.etag, self.modified = data, etag, modified
        self.ranges, self.twist, self.rate = ranges, twist, rate
        self.following, self.switch_after, self.in_flight = following, switch_after, in_flight
        self.hold_after = None
        self.hurry = False
        self.sent = 0
        self.changes = 0
        self._lock = threading.Lock()

    def change(self, data, etag=None, modified=None):
        """Replaces the content and, where given, what describes it."""
        with self._lock:
            self.data = data
            self.etag = self.etag if etag is None else etag
            self.modified = self.modified if modified is None else modified
            self.changes += 1

    def count(self, number):
        """Counts bytes that went out; returns whether the reply has to be reset now."""
        with self._lock:
            self.sent += number
            due = self.switch_after is not None and self.sent >= self.switch_after
            if due:
                self.switch_after = None
        if due:
            self.change(**self.following)
        return due

    def __call__(self, request):
        with self._lock:
            reply = self._answer(request)
        reply.rate = reply.rate or self.rate
        return (self.twist(request, reply) or reply) if self.twist else reply

    def _validators(self):
        modified = time.time() if self.modified == 'now' else self.modified
        pairs = [('Date', http_date(time.time()))]
        if self.etag:
            pairs.append(('ETag', self.etag))
        if modified:
            pairs.append(('Last-Modified', http_date(modified)))
        if self.ranges:
            pairs.append(('Accept-Ranges', 'bytes'))
        return pairs

    def _matches(self, value):
        if value.startswith('"') or value.startswith('W/'):
            return value == self.etag and not value.startswith('W/')
        return value == http_date(self.modified) if isinstance(self.modified, (int, float)) else False

    def _answer(self, request):
        headers = self._validators()
        wanted = request.header('Range')
        if request.header('If-Match') not in (None, '*', self.etag):
            return Reply('412 Precondition Failed', headers)
        unmodified = request.header('If-Unmodified-Since')
        if unmodified and not self._matches(unmodified):
            return Reply('412 Precondition Failed', headers)
        condition = request.header('If-Range')
        if not wanted or not self.ranges or (condition and not self._matches(condition)):
            return Reply('200 OK', headers, self.data)
        total = len(self.data)
        parts = []
        for first, last in re.findall(r'(\d*)-(\d*)', wanted):
            start = int(first) if first else max(0, total - int(last))
            end = min(int(last), total - 1) if first and last else total - 1
            if start <= end and start < total:
                parts.append((start, end))
        if not parts:
            return Reply('416 Range Not Satisfiable', headers + [('Content-Range', f'bytes */{total}')])
        if len(parts) == 1:
            start, end = parts[0]
            headers.append(('Content-Range', f'bytes {start}-{end}/{total}'))
            return Reply('206 Partial Content', headers, self.data[start:end + 1])
        return self._multipart(headers, parts, total)

    def _multipart(self, headers, parts, total):
        body = b''
        for start, end in parts:
            body += (f'\r\n--limit\r\nContent-Range: bytes {start}-{end}/{total}\r\n\r\n').encode()
            body += self.data[start:end + 1]
        return Reply('206 Partial Content',
                     headers + [('Content-Type', 'multipart/byteranges; boundary=limit')],
                     body + b'\r\n--limit--\r\n')


@dataclasses.dataclass
class Exchange:
    """A request that came, what was answered, and how many bytes of the body went out."""

    request: Request
    status: str = ''
    sent: int = 0
    done: bool = False


class HostileServer:
    """Serves a script for each path: a Reply, a list of them (the last one repeats), or a function."""

    def __init__(self, send_buffer=0, host='127.0.0.1'):
        self.host = host
        self.log = []
        self._scripts = {}
        self._lock = threading.Lock()
        self._open = set()
        self._accepted = 0
        self._closing = False
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if send_buffer:
            # Kernel buffers hide what a client read: keep them small where that is counted.
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer)
        self._listener.bind((host, 0))
        self._listener.listen(512)
        self.port = self._listener.getsockname()[1]
        self._acceptor = threading.Thread(target=self._accept, daemon=True)
        self._acceptor.start()

    def url(self, path, host=None):
        """Returns the address of a path."""
        return f'http://{host or self.host}:{self.port}/{path.lstrip("/")}'

    def script(self, path, replies):
        """Sets what a path answers; returns its address."""
        self._scripts['/' + path.lstrip('/')] = replies
        return self.url(path)

    def serve(self, path, data=None, **more):
        """Serves a Resource; returns it."""
        resource = Resource(content(1 << 20) if data is None else data, **more)
        self.script(path, resource)
        return resource

    def exchanges(self, path):
        """Returns the requests for a path in their order."""
        return [entry for entry in list(self.log) if entry.request.path == '/' + path.lstrip('/')]

    def bytes_sent(self, path):
        """Returns how many bytes of bodies went out for a path."""
        return sum(entry.sent for entry in self.exchanges(path))

    def connections(self):
        """Returns how many connections are open."""
        return len(self._open)

    def close(self):
        """Ends all connections and the port."""
        self._closing = True
        # A thread that is left in accept() would take the connections of whoever gets the number of the descriptor.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._acceptor.join()
        self._listener.close()
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def _accept(self):
        while not self._closing:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(connection)
                self._accepted += 1
                number = self._accepted
            threading.Thread(target=self._converse, args=(connection, number), daemon=True).start()

    def _converse(self, connection, number):
        stream = connection.makefile('rb')
        try:
            port = connection.getpeername()[1]
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while self._one(connection, stream, number, port):
                pass
        except OSError:
            pass
        finally:
            stream.close()
            with self._lock:
                self._open.discard(connection)
            connection.close()

    def _read(self, stream, number, port):
        line = stream.readline(65536).decode('latin-1').rstrip('\r\n')
        if not line:
            return None
        method, path, version = (line.split(' ', 2) + ['', ''])[:3]
        if path.startswith('http://'):
            # Who asks takes this for a proxy; it has what every server has.
            path = '/' + path.split('/', 3)[3]
        headers = []
        while True:
            text = stream.readline(65536).decode('latin-1').rstrip('\r\n')
            if not text:
                break
            name, _, value = text.partition(':')
            headers.append((name, value.strip()))
        length = int(dict((k.lower(), v) for k, v in headers).get('content-length', 0))
        if length:
            stream.read(length)
        with self._lock:
            request = Request(method, path, version, headers, len(self.log), number, port)
            self.log.append(Exchange(request))
            return self.log[-1]

    def _choose(self, request):
        script = self._scripts.get(request.path.split('?', 1)[0])
        if script is None:
            return Reply('404 Not Found', body=b'no such path'), None
        if isinstance(script, list):
            with self._lock:
                reply = script.pop(0) if len(script) > 1 else script[0]
            reply = dataclasses.replace(reply, headers=list(reply.headers))
        elif isinstance(script, Reply):
            reply = dataclasses.replace(script, headers=list(script.headers))
        else:
            reply = script
        if callable(reply):
            resource = reply if isinstance(reply, Resource) else None
            return reply(request), resource
        return reply, None

    def _one(self, connection, stream, number, port):
        exchange = self._read(stream, number, port)
        if exchange is None:
            return False
        reply, resource = self._choose(exchange.request)
        exchange.status = reply.status
        if reply.raw is not None:
            connection.sendall(reply.raw)
            exchange.done = True
            return self._finish(connection, reply)
        if reply.endless is not None:
            connection.sendall(f'{reply.version} {reply.status}\r\n'.encode())
            while not self._closing:
                connection.sendall(reply.endless)
                exchange.sent += len(reply.endless)
            return False
        connection.sendall(reply.head())
        if exchange.request.method == 'HEAD' or reply.status[:3] in ('204', '304'):
            exchange.done = True
            return self._finish(connection, reply)
        if not self._send_body(connection, reply, exchange, resource):
            return False
        exchange.done = True
        return self._finish(connection, reply)

    def _send_body(self, connection, reply, exchange, resource):
        body = memoryview(reply.body if reply.cut is None else reply.body[:reply.cut])
        version = resource.changes if resource else 0
        # At a given speed each piece is a hundredth of a second's worth.
        size = max(1, min(65536, reply.rate // 100)) if reply.rate else 65536
        if reply.chunk:
            size = reply.chunk
        if reply.stall_after is not None:
            size = min(size, max(1, reply.stall_after))
        started = time.monotonic()
        for start in range(0, len(body), size):
            piece = body[start:start + size]
            while resource and None is not resource.hold_after <= resource.sent and not self._closing:
                time.sleep(0.005)
            if reply.stall_after is not None and exchange.sent >= reply.stall_after:
                self._wait_for_end(connection)
                return False
            if reply.chunk:
                connection.sendall(b'%x\r\n%b\r\n' % (len(piece), bytes(piece)))
            else:
                connection.sendall(piece)
            exchange.sent += len(piece)
            if resource:
                resource.count(len(piece))
                if resource.changes != version and resource.in_flight == 'reset':
                    self._reset(connection)
                    return False
            if reply.rate and not (resource and resource.hurry):
                time.sleep(max(0.0, started + exchange.sent / reply.rate - time.monotonic()))
        if reply.chunk and reply.cut is None:
            connection.sendall(b'0\r\n\r\n')
        return True

    def _wait_for_end(self, connection):
        connection.settimeout(None)
        try:
            while connection.recv(4096):
                pass
        except OSError:
            pass

    @staticmethod
    def _reset(connection):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))

    def _finish(self, connection, reply):
        if reply.end == 'stall':
            self._wait_for_end(connection)
        if reply.end == 'reset':
            self._reset(connection)
        return reply.end == 'keep' and reply.version != 'HTTP/1.0'
