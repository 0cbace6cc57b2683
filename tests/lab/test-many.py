#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten thousand addresses at once are one job; and they arrive."""

import os
import time

from haulier_lab import LabCase, Nginx, content, digest_of, file_digest, main

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


if __name__ == '__main__':
    main()
