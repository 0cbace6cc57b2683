#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten thousand addresses at once are one job; and they arrive."""

import collections
import os
import threading
import time

from haulier_lab import HostileServer, LabCase, Nginx, Reply, content, digest_of, file_digest, main

COUNT = 10000


class Many(LabCase):
    def setUp(self):
        super().setUp()
        os.chmod(self.lab.folder, 0o755)
        self.nginx = Nginx(self.lab.processes, self.lab.folder)

    def test_ten_thousand_addresses(self):
        data = content(4096)
        self.nginx.put('small', data)
        addresses = ''.join(f'{self.nginx.url("small")}?{number}\n' for number in range(COUNT))
        path = self.lab.folder + '/list'
        with open(path, 'w', encoding='ascii') as stream:
            stream.write(addresses)
        started = time.monotonic()
        job = self.lab.ctl('add', '--from', path, '--to', self.folder, '--paused', '--json',
                           check=0).json
        print(f'# accepted after {time.monotonic() - started:.2f} s')
        self.assertEqual(job['files_total'], COUNT)
        found = self.lab.ctl('jobs', '--json', '--state', 'suspended', check=0).json
        self.assertEqual([entry['id'] for entry in found], [job['id']])
        self.lab.ctl('resume', job['id'], check=0)
        self.lab.ctl('wait', job['id'], check=0, seconds=300)
        print(f'# done after {time.monotonic() - started:.2f} s')
        names = self.files()
        self.assertEqual(len(names), COUNT)
        self.assertEqual({file_digest(self.folder + name) for name in names}, {digest_of(data)})
        job = self.lab.show(job)
        self.assertEqual((job['files_transferred'], job['bytes_transferred']), (COUNT, COUNT * 4096))

    def test_some_of_many_fail(self):
        self.nginx.put('good', b'good')
        addresses = [self.nginx.url('good' if number % 10 else f'bad{number}') for number in range(200)]
        result = self.lab.ctl('add', *addresses, '--to', self.folder, '--wait')
        self.assertEqual(result.status, 3, result)
        self.assertEqual(result.symbol(), 'BG_E_HTTP_ERROR_404')
        self.assertEqual(len(self.files()), 180)
        job = self.lab.ctl('jobs', '--json', '--state', 'error', check=0).json[0]
        self.assertEqual((job['state'], job['files_transferred']), ('error', 180))
        # What failed is tried again, and only that.
        for number in range(0, 200, 10):
            self.nginx.put(f'bad{number}', b'late')
        asked = len(self.nginx.requests())
        self.lab.ctl('retry', job['id'], check=0)
        self.lab.ctl('wait', job['id'], check=0)
        self.assertEqual(len(self.files()), 200)
        self.assertEqual(len(self.nginx.requests()) - asked, 20)


class Crowd(LabCase):
    """How many small files are asked for at once."""

    COUNT = 500
    ANSWER = 0.03  # seconds that a file takes

    def setUp(self):
        super().setUp()
        self.server = HostileServer()
        self.addCleanup(self.server.close)
        self.most = 0
        self.limit = None

    def answer(self, _):
        """Takes its time, however many are asked for; sends away who has more connections than may be."""
        asked = self.server.connections()
        self.most = max(self.most, asked)
        if self.limit is not None and asked > self.limit:
            return Reply('503 Service Unavailable', end='close')
        threading.Event().wait(self.ANSWER)
        return Reply(body=b'small')

    def fetch_many(self, *options):
        for number in range(self.COUNT):
            self.server.script(f'small/{number}', self.answer)
        addresses = [self.server.url(f'small/{number}') for number in range(self.COUNT)]
        job = self.lab.add(*addresses, *options, to=self.folder)
        self.lab.ctl('wait', job['id'], check=0)
        self.assertEqual(len(self.files()), self.COUNT)

    def test_more_at_once_when_that_helps(self):
        self.fetch_many()
        self.assertEqual(self.most, 16)

    def test_never_more_than_was_chosen(self):
        self.fetch_many('--connections', '4')
        self.assertEqual(self.most, 4)

    def test_fewer_when_the_server_sends_away(self):
        self.limit = 3
        self.fetch_many()
        refused = [entry.request.path for entry in self.server.log if entry.status.startswith('503')]
        self.assertGreater(len(refused), 0)
        # It has learnt: nobody is sent away again and again, and most files never are.
        self.assertLess(len(refused), 60)
        self.assertLessEqual(max(collections.Counter(refused).values()), 4)


if __name__ == '__main__':
    main()
