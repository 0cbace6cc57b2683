#!/usr/bin/python3
# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that servers propose: the proper ones are used, the hostile ones are made harmless."""

import os

from haulier_lab import LabCase, Reply, content, main, rows

DATA = content(3000)
LONG = 'n' * 296 + '.txt'

# Content-Disposition, and the name that the file gets.
PROPOSED = [
    ('plain', 'attachment; filename=report.pdf', 'report.pdf'),
    ('quoted', 'attachment; filename="my report.pdf"', 'my report.pdf'),
    ('escaped quote', r'attachment; filename="a \"b\".txt"', 'a _b_.txt'),
    ('inline', 'inline; filename="i.txt"', 'i.txt'),
    ('upper case', 'ATTACHMENT; FILENAME="u.txt"', 'u.txt'),
    ('trailing semicolon', 'attachment; filename="t.txt";', 't.txt'),
    ('extended', "attachment; filename*=UTF-8''%e2%82%ac%20rates.txt", '€ rates.txt'),
    ('extended wins', "attachment; filename=\"x.txt\"; filename*=UTF-8''%C3%A9.txt", 'é.txt'),
    ('extended latin', "attachment; filename*=ISO-8859-1'en'%A3.txt", '£.txt'),
    ('raw UTF-8', 'attachment; filename="naïve.txt"', 'naïve.txt'),
    ('spaces around', 'attachment ; filename = "s.txt"', 's.txt'),
    ('semicolon inside', 'attachment; filename="a;b.txt"', 'a;b.txt'),
]

# Content-Disposition, and what the name may not contain; the file lies in the folder, whatever its name.
HOSTILE = [
    ('upwards', 'attachment; filename="../../etc/passwd"'),
    ('upwards extended', "attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd"),
    ('absolute', 'attachment; filename="/etc/passwd"'),
    ('backslashes', r'attachment; filename="..\..\windows\system32\evil.exe"'),
    ('dot dot', 'attachment; filename=".."'),
    ('dot', 'attachment; filename="."'),
    ('empty', 'attachment; filename=""'),
    ('hidden', 'attachment; filename=".bashrc"'),
    ('own temporary name', 'attachment; filename=".haulier-x.part"'),
    ('control characters', "attachment; filename*=UTF-8''a%0Ab%1B%5B31m.txt"),
    ('zero byte', "attachment; filename*=UTF-8''a%00b.txt"),
    ('right-to-left trick', "attachment; filename*=UTF-8''x%E2%80%AEtxt.exe"),
    ('300 bytes', f'attachment; filename="{LONG}"'),
    ('not UTF-8', "attachment; filename*=UTF-8''%ff%fe.txt"),
    ('only spaces', 'attachment; filename="   "'),
    ('unfinished quote', 'attachment; filename="x'),
    ('unfinished escape', "attachment; filename*=UTF-8''%e"),
]


class Names(LabCase):
    def serve(self, disposition):
        return self.server.script('/from-url', Reply(headers=[('Content-Disposition', disposition)],
                                                     body=DATA))

    @rows(PROPOSED)
    def check_proposed(self, row):
        _, disposition, name = row
        self.assert_right(self.serve(disposition), DATA, name=name)

    @rows(HOSTILE)
    def check_hostile(self, row):
        self.fetch(self.serve(row[1]))
        names = self.files()
        self.assertEqual(len(names), 1, names)
        self.assert_only(names[0], DATA)
        self.assertLessEqual(len(names[0].encode()), 255)
        self.assertFalse(names[0].startswith('.'), names)
        for character in names[0]:
            self.assertTrue(character.isprintable(), ascii(names))

    def test_name_that_is_no_text(self):
        name = os.fsdecode(b'caf\xe9')
        job = self.lab.add(self.serve('inline'), '--wait', to=self.folder + name)
        file = self.lab.show(job)['files'][0]
        self.assertEqual(file['local'], self.folder + 'caf\ufffd')
        self.assertEqual(file['local_uri'], f'file://{self.folder}caf%E9')
        self.assert_only(name, DATA)

    def test_name_that_is_text_has_no_second_form(self):
        job = self.lab.add(self.serve('inline'), '--wait', to=self.folder + 'café')
        self.assertNotIn('local_uri', self.lab.show(job)['files'][0])

    def test_long_name_keeps_its_ending(self):
        self.fetch(self.serve(f'attachment; filename="{LONG}"'))
        self.assertTrue(self.files()[0].endswith('.txt'), self.files())

    def test_explicit_name_wins(self):
        address = self.serve('attachment; filename="theirs.txt"')
        self.lab.ctl('add', address, '--to', self.folder + 'mine', '--wait', check=0)
        self.assert_only('mine', DATA)

    def test_address_without_a_name(self):
        self.server.script('/', Reply(body=DATA))
        self.fetch(self.server.url('/'))
        self.assertEqual(len(self.files()), 1)
        self.assert_only(self.files()[0], DATA)

    def test_name_without_query(self):
        self.server.script('/file.bin', Reply(body=DATA))
        self.fetch(self.server.url('/file.bin?token=1&x=2#part'))
        self.assert_only('file.bin', DATA)

    def test_existing_file_gets_company(self):
        with open(self.folder + 'f.tar.gz', 'w', encoding='ascii') as stream:
            stream.write('mine')
        self.server.script('/f.tar.gz', Reply(body=DATA))
        self.fetch(self.server.url('/f.tar.gz'))
        self.assertEqual(len(self.files()), 2)
        with open(self.folder + 'f.tar.gz', encoding='ascii') as stream:
            self.assertEqual(stream.read(), 'mine')

    def test_file_that_appears_meanwhile(self):
        resource = self.server.serve('/late', content(4 << 20))
        resource.hold_after = 1 << 20
        job = self.lab.add(self.server.url('/late'), to=self.folder)
        with open(self.folder + 'late', 'w', encoding='ascii') as stream:
            stream.write('mine')
        resource.hold_after = None
        self.lab.ctl('wait', job['id'], check=0)
        with open(self.folder + 'late', encoding='ascii') as stream:
            self.assertEqual(stream.read(), 'mine')
        self.settle()
        self.assertEqual(self.files(), ['late', 'late (1)'])

    def test_symbolic_link_is_not_followed(self):
        outside = os.path.join(self.lab.folder, 'outside-' + os.path.basename(self.folder[:-1]))
        os.symlink(outside, self.folder + 'link')
        self.server.script('/link', Reply(body=DATA))
        self.fetch(self.server.url('/link'))
        self.assertFalse(os.path.exists(outside))

    def test_same_target_twice(self):
        self.server.serve('/same', content(4 << 20), rate=2 << 20)
        first = self.lab.add(self.server.url('/same'), to=self.folder + 'out')
        result = self.lab.ctl('add', self.server.url('/same'), '--to', self.folder + 'out')
        self.assertEqual(result.status, 1, result)
        self.assertTrue(result.symbol())
        self.lab.ctl('wait', first['id'], check=0)
        self.assert_only('out', content(4 << 20))

    def test_same_name_twice_in_a_folder(self):
        self.server.serve('/twin.txt', DATA)
        first = self.lab.add(self.server.url('/twin.txt'), '--paused', to=self.folder)
        second = self.lab.add(self.server.url('/twin.txt'), '--paused', to=self.folder)
        names = {self.lab.show(job)['files'][0]['local'] for job in (first, second)}
        self.assertEqual(names, {self.folder + 'twin.txt', self.folder + 'twin (1).txt'})
        self.lab.ctl('resume', first['id'], second['id'], check=0)
        self.lab.ctl('wait', first['id'], second['id'], check=0)
        self.assertEqual(self.files(), ['twin (1).txt', 'twin.txt'])


if __name__ == '__main__':
    main()
