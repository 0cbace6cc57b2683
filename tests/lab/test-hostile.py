#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that lie, one lie a test: the right file, or an error that names the lie; nothing else."""

import base64
import gzip
import hashlib
import threading
import time

from haulier_lab import LabCase, Reply, content, main, rows, wait_until
from haulier_lab.hostile import http_date

SMALL = content(20000)
LARGE = content(8 << 20)
HUGE = content(16 << 20)
BROKEN = 'ERROR_WINHTTP_CONNECTION_ERROR|BG_E_CONNECTION_CLOSED|BG_E_RECEIVE_FAILURE'
NONSENSE = ('ERROR_WINHTTP_INVALID_SERVER_RESPONSE|BG_E_INVALID_SERVER_RESPONSE|BG_E_PROTOCOL_ERROR|'
            'BG_E_SERVER_PROTOCOL_VIOLATION|BG_E_MESSAGE_LENGTH_LIMIT_EXCEEDED')
CHANGED = 'BG_E_REMOTE_FILE_CHANGED'


def cut_first(size, twist=None):
    """A twist: the first reply breaks off after so many bytes, later ones are spoilt by twist."""
    seen = []

    def spoil(request, reply):
        seen.append(request)
        if len(seen) == 1:
            reply.cut, reply.end = size, 'reset'
        elif twist:
            return twist(request, reply)
        return reply

    return spoil


def on_range(change):
    """A twist that spoils replies to requests with a range only."""
    def spoil(request, reply):
        return (change(request, reply) or reply) if request.first_byte() is not None else reply

    return spoil


def shifted(request, reply):
    """Answers 206 for a place 1000 bytes before the one that was asked for, and says so."""
    start = max(0, request.first_byte() - 1000)
    end = len(LARGE) - 1000
    return Reply('206 Partial Content', [('ETag', '"v1"'),
                 ('Content-Range', f'bytes {start}-{end - 1}/{len(LARGE)}')], LARGE[start:end])


# One reply to every request, or a list of them; the file that has to come out.
RIGHT = [
    ('no length until the end', Reply(body=SMALL, length=None, end='close'), SMALL),
    ('HTTP/1.0', Reply(body=SMALL, version='HTTP/1.0', end='close'), SMALL),
    ('HTTP/1.0 without length', Reply(body=SMALL, version='HTTP/1.0', length=None, end='close'),
     SMALL),
    ('chunked', Reply(body=SMALL, chunk=777), SMALL),
    ('chunked one byte each', Reply(body=SMALL[:500], chunk=1), SMALL[:500]),
    ('chunked large', Reply(body=LARGE, chunk=65536), LARGE),
    ('empty chunked', Reply(body=b'', chunk=10), b''),
    ('slow drip', Reply(body=SMALL, rate=20000), SMALL),
    ('503 with seconds', [Reply('503 Busy', [('Retry-After', '1')]), Reply(body=SMALL)], SMALL),
    ('429 with a date', [Reply('429 Slow Down', [('Retry-After', http_date(time.time() + 2))]),
                         Reply(body=SMALL)], SMALL),
    ('reset before anything', [Reply(raw=b'', end='reset'), Reply(body=SMALL)], SMALL),
    ('closed before anything', [Reply(raw=b'', end='close'), Reply(body=SMALL)], SMALL),
    ('reset in the head', [Reply(raw=b'HTTP/1.1 200 OK\r\nCont', end='reset'), Reply(body=SMALL)],
     SMALL),
    ('reset in the body', [Reply(body=SMALL, cut=9000, end='reset'), Reply(body=SMALL)], SMALL),
    ('closed in the body', [Reply(body=SMALL, cut=9000, end='close'), Reply(body=SMALL)], SMALL),
    ('chunks cut off', [Reply(body=SMALL, chunk=1000, cut=5000, end='close'), Reply(body=SMALL)],
     SMALL),
    ('an informational reply first',
     Reply(raw=b'HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\n'
           b'Content-Length: 2\r\n\r\nok'), b'ok'),
    ('folded and odd headers', Reply(body=SMALL, headers=[('X-Empty', ''), ('X-Latin', 'caf\xe9'),
                                                          ('Content-Range', 'bytes 0-5/6')]), SMALL),
]

# The reply, the symbols that are allowed, and words that the message must have.
REFUSED = [
    ('length too long', Reply(body=SMALL, length='40000', end='close'), BROKEN, ''),
    ('length too long, no coding', Reply(body=SMALL, headers=[('Transfer-Encoding', 'identity')],
                                         length='40000', end='close'), BROKEN, ''),
    ('length negative', Reply(body=SMALL, length='-5', end='close'), NONSENSE, 'not valid'),
    ('length not a number', Reply(body=SMALL, length='many', end='close'), NONSENSE,
     'not valid'),
    ('lengths that differ', Reply(body=SMALL, length=['20000', '15000'], end='close'), NONSENSE,
     'content-length'),
    ('206 without a request for a part',
     Reply('206 Partial Content', [('Content-Range', 'bytes 5-20004/30000')], SMALL), NONSENSE,
     'part'),
    ('chunks cut off always', Reply(body=SMALL, chunk=1000, cut=5000, end='close'), BROKEN, ''),
    ('chunk of a wrong size', Reply(raw=b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
                                        b'zz\r\nhello\r\n0\r\n\r\n', end='close'),
     NONSENSE + '|' + BROKEN, ''),
    ('garbage', Reply(raw=b'\x00\xffno server at all\r\n\r\n' + SMALL, end='close'), NONSENSE, ''),
    ('status line without a status', Reply(raw=b'HTTP/1.1 \r\n\r\n', end='close'),
     NONSENSE + '|' + BROKEN, ''),
    ('endless headers', Reply(endless=b'X-More: ' + b'y' * 1000 + b'\r\n'), NONSENSE, 'not valid'),
    ('one endless header', Reply(endless=b'y' * 8192), NONSENSE, 'not valid'),
    ('endless informational replies', Reply('103 Early Hints', endless=b'\r\nHTTP/1.1 103 Early Hints\r\n' * 50),
     NONSENSE, 'not valid'),
    ('endless trailers', Reply('200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0',
                        endless=b'X-More: y\r\n' * 100), NONSENSE, 'not valid'),
    ('204', Reply('204 No Content'), NONSENSE + '|BG_E_HTTP_ERROR', '204'),
    ('401', Reply('401 Unauthorized', [('WWW-Authenticate', 'Basic realm="x"')], b'who?'),
     'BG_E_HTTP_ERROR_401', ''),
    ('403', Reply('403 Forbidden', body=b'no'), 'BG_E_HTTP_ERROR_403', ''),
    ('404', Reply('404 Not Found', body=b'no'), 'BG_E_HTTP_ERROR_404', ''),
    ('404 with a long story', Reply('404 ' + 'x' * 10000, body=b'no'), 'BG_E_HTTP_ERROR_404', ''),
    ('410', Reply('410 Gone', body=b'no'), 'BG_E_HTTP_ERROR_410', ''),
    ('416 to everything', Reply('416 Range Not Satisfiable', [('Content-Range', 'bytes */5')]),
     'BG_E_HTTP_ERROR_416|' + NONSENSE, ''),
    ('500', Reply('500 Oops', body=b'no'), 'BG_E_HTTP_ERROR_500', ''),
    ('503 for long', Reply('503 Busy', [('Retry-After', '3600')]), 'BG_E_HTTP_ERROR_503', ''),
    ('an unknown status', Reply('799 What', body=SMALL), '.*', '799'),
    ('304 without a question', Reply('304 Not Modified'), 'BG_E_HTTP_ERROR_304|' + NONSENSE, ''),
    ('redirect without a place', Reply('302 Found', body=b'x'),
     'ERROR_WINHTTP_REDIRECT_FAILED|BG_E_HTTP_ERROR_302', ''),
]

# The first reply breaks off at half; how the requests that go on are answered; None: the result is
# right nevertheless; else the words of the error that names the lie.
RESUMED = [
    ('honestly', None, None),
    ('range ignored', None, on_range(lambda q, r: Reply(headers=[('ETag', '"v1"')], body=LARGE))),
    ('200 to If-Range', None, on_range(lambda q, r: Reply(headers=[('ETag', '"v1"')], body=LARGE))),
    ('another place', 'where .* were asked for', on_range(shifted)),
    ('another total', None, on_range(lambda q, r: r.set(
        'Content-Range', f'bytes {q.first_byte()}-{len(LARGE) - 1}/{len(LARGE) + 7}'))),
    ('unknown total', None, on_range(lambda q, r: r.set(
        'Content-Range', f'bytes {q.first_byte()}-{len(LARGE) - 1}/*'))),
    ('no Content-Range', 'without saying which', on_range(lambda q, r: r.set('Content-Range', None))),
    ('Content-Range nonsense', 'invalid Content-Range', on_range(lambda q, r: r.set(
        'Content-Range', 'bytes all of it'))),
    ('Content-Range overflow', 'invalid Content-Range', on_range(lambda q, r: r.set(
        'Content-Range', f'bytes {2 ** 64 + q.first_byte()}-{2 ** 64 + len(LARGE) - 1}/{2 ** 64}'))),
    ('416', None, on_range(lambda q, r: Reply('416 Range Not Satisfiable',
                                        [('Content-Range', f'bytes */{len(LARGE)}')]))),
    ('multipart', 'several parts', on_range(lambda q, r: Reply(
        '206 Partial Content', [('ETag', '"v1"'),
                                ('Content-Type', 'multipart/byteranges; boundary=b')],
        f'--b\r\nContent-Range: bytes 0-9/{len(LARGE)}\r\n\r\n0123456789\r\n--b--\r\n'.encode()))),
    ('chunked 206', None, on_range(lambda q, r: setattr(r, 'chunk', 5000))),
    ('packed 206', 'compressed', on_range(lambda q, r: Reply(
        '206 Partial Content', [*r.headers, ('Content-Encoding', 'gzip')], gzip.compress(r.body)))),
]


def limited(twist, times):
    """A twist that tells the truth after so many lies, as a server behind a balancer does."""
    seen = []

    def spoil(request, reply):
        if request.first_byte() is not None:
            seen.append(request)
        return twist(request, reply) if len(seen) <= times else reply

    return spoil


class Hostile(LabCase):
    @rows(RIGHT)
    def check_right(self, row):
        _, replies, data = row
        self.assert_right(self.server.script('/file', replies), data)

    @rows(REFUSED)
    def check_refused(self, row):
        _, reply, symbols, words = row
        self.assert_refused(self.server.script('/file', reply), symbols, words)

    @rows(RESUMED)
    def check_resumed(self, row):
        _, words, twist = row
        twist = limited(twist, 2) if twist else None
        self.server.serve('/big', LARGE, twist=cut_first(5 << 20, twist), rate=16 << 20)
        if words:
            self.assert_refused(self.server.url('/big'), NONSENSE, words)
        else:
            self.assert_right(self.server.url('/big'), LARGE)

    def test_length_too_short(self):
        reply = Reply(body=SMALL, length='15000', end='close')
        self.assert_refused(self.server.script('/file', reply), NONSENSE, 'more bytes than')

    def test_gzip_although_not_asked(self):
        packed = gzip.compress(SMALL)
        reply = Reply(headers=[('Content-Encoding', 'gzip')], body=packed)
        self.assert_refused(self.server.script('/file', reply), NONSENSE, 'compressed')
        self.assertEqual(self.server.exchanges('/file')[-1].request.header('Accept-Encoding'),
                         'identity')

    def test_resume_asks_conditionally(self):
        resource = self.server.serve('/conditional', LARGE, twist=cut_first(5 << 20), rate=16 << 20)
        self.assert_right(self.server.url('/conditional'), LARGE)
        for entry in self.server.exchanges('/conditional')[1:]:
            if entry.request.first_byte() is not None:
                self.assertIn(resource.etag, (entry.request.header('If-Range'),
                                              entry.request.header('If-Match')))
        self.assertLess(self.server.bytes_sent('/conditional'), len(LARGE) + (4 << 20))

    def test_no_ranges_starts_again(self):
        resource = self.server.serve('/norange', LARGE, ranges=False, twist=cut_first(5 << 20))
        self.assert_right(self.server.url('/norange'), LARGE)
        self.assertEqual(resource.changes, 0)

    def drop_ranges(self, in_flight):
        """Ends the server's support of ranges while several connections are at work."""
        path = f'/dropped-{in_flight}'
        resource = self.server.serve(path, HUGE, rate=1 << 20, in_flight=in_flight)
        job = self.lab.add(self.server.url(path), '--connections', '8', to=self.folder)
        wait_until('several connections',
                   lambda: sum(not entry.done and entry.sent > 0
                               for entry in self.server.exchanges(path)) >= 3)
        before = len(self.server.exchanges(path))
        resource.ranges = False
        if in_flight == 'reset':
            resource.change(HUGE)
        resource.rate = 24 << 20
        self.lab.ctl('wait', job['id'], check=0)
        self.assert_only(path[1:], HUGE)
        return self.server.exchanges(path)[before:]

    def test_ranges_dropped_and_all_reset(self):
        later = self.drop_ranges('reset')
        self.assertTrue(any(entry.status.startswith('200') for entry in later), later)
        # One connection is enough where each gets the whole file.
        self.assertLess(sum(entry.sent for entry in later), 3 * len(HUGE))

    def test_ranges_dropped_for_new_requests(self):
        self.drop_ranges('finish')

    def test_repr_digest_that_fits(self):
        value = base64.b64encode(hashlib.sha256(SMALL).digest()).decode()
        self.server.script('/file', Reply(headers=[('Repr-Digest', f'sha-256=:{value}:')], body=SMALL))
        self.assert_right(self.server.url('/file'), SMALL)

    def test_repr_digest_that_lies(self):
        value = base64.b64encode(bytes(32)).decode()
        reply = Reply(headers=[('Repr-Digest', f'sha-256=:{value}:')], body=SMALL)
        self.assert_refused(self.server.script('/file', reply), 'BG_E_VALIDATION_FAILED',
                            'checksum|digest')

    def test_content_md5_that_lies(self):
        value = base64.b64encode(bytes(16)).decode()
        self.assert_refused(
            self.server.script('/file', Reply(headers=[('Content-MD5', value)], body=SMALL)),
            'BG_E_VALIDATION_FAILED', 'checksum|digest|md5')

    def test_retry_after_is_kept(self):
        self.server.script('/file', [Reply('503 Busy', [('Retry-After', '3')]), Reply(body=SMALL)])
        started = time.monotonic()
        self.assert_right(self.server.url('/file'), SMALL)
        self.assertGreaterEqual(time.monotonic() - started, 2.5)
        self.assertEqual(len(self.server.exchanges('/file')[-2:]), 2)

    def test_wait_tells_denied_from_failed(self):
        denied = self.server.script('/denied', Reply('403 Forbidden'))
        self.assertEqual(self.fetch(denied, status=4).symbol(), 'BG_E_HTTP_ERROR_403')
        failed = self.server.script('/failed', Reply('404 Not Found'))
        self.assertEqual(self.fetch(failed, status=3).symbol(), 'BG_E_HTTP_ERROR_404')

    def test_a_slow_answer_keeps_no_other_waiting(self):
        others = threading.Event()
        asked = []

        def answer(request):
            # Whichever comes first is answered last.
            asked.append(request.path)
            if len(asked) == 1:
                others.wait(10)
            elif len(asked) >= 4:
                others.set()
            return Reply(body=SMALL)

        names = ['first', 'second', 'third', 'fourth']
        addresses = [self.server.script(name, answer) for name in names]
        job = self.lab.add(*addresses, to=self.folder)
        self.assertTrue(others.wait(5), asked)
        self.lab.ctl('wait', job['id'], check=0)
        self.settle()
        self.assertEqual(self.files(), sorted(names))

    def test_stalled_server_is_left(self):
        self.server.script('/file', Reply(body=SMALL, stall_after=5000))
        job = self.lab.add(self.server.url('/file'), to=self.folder)
        wait_until('a few bytes', lambda: self.server.bytes_sent('/file') >= 5000)
        self.lab.ctl('cancel', job['id'], check=0)
        wait_until('the connection is closed', lambda: self.server.connections() == 0)
        self.assertEqual(self.files(), [])


if __name__ == '__main__':
    main()
