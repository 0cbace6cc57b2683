#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The file changes on the server in the middle: what comes out is one version, whole."""

from haulier_lab import LabCase, content, main, rows, wait_until

SIZE = 12 << 20
OLD = content(SIZE, 1)
NEW = content(SIZE, 2)
LONGER = content(SIZE + 4321, 3)
SHORTER = content(SIZE - 4321, 4)
TINY = content(3000, 5)
LATER = 1650000000

# How the file is described at first, and what changes.
CHANGES = [
    ('ETag only', {}, {'data': NEW, 'etag': '"v2"'}),
    ('ETag and time', {}, {'data': NEW, 'etag': '"v2"', 'modified': LATER}),
    ('weak ETag', {'etag': 'W/"v1"'}, {'data': NEW, 'etag': 'W/"v2"'}),
    ('Last-Modified only', {'etag': ''}, {'data': NEW, 'modified': LATER}),
    ('Last-Modified backwards', {'etag': ''}, {'data': NEW, 'modified': 1500000000}),
    ('longer, same time', {'etag': ''}, {'data': LONGER}),
    ('shorter, same time', {'etag': ''}, {'data': SHORTER}),
    ('longer, no validator', {'etag': '', 'modified': 0}, {'data': LONGER}),
    ('far shorter', {}, {'data': TINY, 'etag': '"v2"'}),
    ('within one second', {'etag': '', 'modified': 'now'}, {'data': NEW}),
    ('within one second, same ETag', {'modified': 'now'}, {'data': NEW}),
    ('no validator at all', {'etag': '', 'modified': 0}, {'data': NEW}),
]


class Changes(LabCase):
    def run_change(self, row, in_flight, rate):
        _, first, following = row
        self.server.serve('/file', OLD, following=following, switch_after=5 << 20, rate=rate,
                          in_flight=in_flight, **first)
        self.fetch(self.server.url('/file'))
        self.assert_only('file', following['data'] if in_flight == 'reset' else self.either(following))

    def either(self, following):
        with open(self.folder + 'file', 'rb') as stream:
            data = stream.read()
        return OLD if data == OLD else following['data']

    @rows(CHANGES)
    def check_connection_lost(self, row):
        self.run_change(row, 'reset', 24 << 20)

    @rows(CHANGES)
    def check_connections_go_on(self, row):
        # Slow connections make several of them worth while; those on their way send the old bytes.
        self.run_change(row, 'finish', 4 << 20)

    @rows(CHANGES)
    def check_while_suspended(self, row):
        _, first, following = row
        resource = self.server.serve('/file', OLD, **first)
        resource.hold_after = SIZE // 2
        job = self.lab.add(self.server.url('/file'), to=self.folder)
        wait_until('a third', lambda: self.lab.show(job)['bytes_transferred'] > SIZE // 3)
        self.lab.ctl('suspend', job['id'], check=0)
        resource.change(**following)
        resource.hold_after = None
        self.lab.ctl('resume', job['id'], check=0)
        self.lab.ctl('wait', job['id'], check=0)
        self.assert_only('file', following['data'])

    @rows(CHANGES)
    def check_while_the_engine_was_killed(self, row):
        _, first, following = row
        resource = self.server.serve('/file', OLD, **first)
        resource.hold_after = SIZE // 2
        job = self.lab.add(self.server.url('/file'), to=self.folder)
        wait_until('a third', lambda: self.lab.show(job)['bytes_transferred'] > SIZE // 3)
        self.lab.stop_daemon(number=9)
        resource.change(**following)
        resource.hold_after = None
        self.lab.start_daemon()
        self.lab.ctl('wait', job['id'], check=0)
        self.assert_only('file', following['data'])

    def test_changes_again_and_again(self):
        # Each version lives for less than a download: the last one stays.
        versions = [content(SIZE, 10 + number) for number in range(4)]
        resource = self.server.serve('/file', versions[0], etag='"0"', rate=24 << 20)
        job = self.lab.add(self.server.url('/file'), to=self.folder)
        for number, data in enumerate(versions[1:], 1):
            mark = resource.sent
            wait_until('bytes', lambda mark=mark: resource.sent > mark + (3 << 20))
            resource.change(data, etag=f'"{number}"')
        self.lab.ctl('wait', job['id'], check=0)
        self.assert_only('file', versions[-1])


if __name__ == '__main__':
    main()
