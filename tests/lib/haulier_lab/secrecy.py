# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks for a password in every place that it must not get to."""

import base64
import os


class Secrecy:
    """A password of a user, searched in what the programs of a lab show and leave behind."""

    def __init__(self, lab, user, secret):
        self._lab = lab
        # Nobody reads the second one by chance, but anybody who wants to: it is what Basic sends.
        self._forms = (secret.encode(), base64.b64encode(f'{user}:{secret}'.encode()))

    def check(self, data, where):
        """Fails when the password is in these bytes."""
        for form in self._forms:
            assert form not in data, f'the password is in {where}'

    def check_processes(self):
        """Looks at command lines and environments of all that the test started; returns the names of programs."""
        seen = set()
        for pid in self._lab.processes.descendants():
            for name in ('comm', 'cmdline', 'environ'):
                try:
                    with open(f'/proc/{pid}/{name}', 'rb') as stream:
                        data = stream.read()
                except OSError:
                    continue  # it has ended
                if name == 'comm':
                    seen.add(data.decode().strip())
                self.check(data, f'{name} of {pid}')
        return seen

    def check_files(self, apart_from):
        """Looks at every file of the lab that is not in the given folder; returns the names of files."""
        seen = set()
        for folder, _, names in os.walk(self._lab.folder):
            if folder.startswith(apart_from):
                continue
            for name in names:
                path = os.path.join(folder, name)
                if not os.path.isfile(path):
                    continue
                with open(path, 'rb') as stream:
                    self.check(stream.read(), path)
                seen.add(name)
        return seen

    def check_commands(self, job, *kinds):
        """Looks at what haulierctl tells of a job."""
        for kind in kinds:
            for options in ((), ('--json',)):
                done = self._lab.ctl(kind, job, *options, check=0)
                self.check((done.output + done.errors).encode(), f'haulierctl {kind}')
