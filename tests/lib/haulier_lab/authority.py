# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private certificate authority and the certificates that a test needs."""

import datetime
import os
import subprocess


def _openssl(*arguments):
    subprocess.run(['openssl', *arguments], check=True, capture_output=True, stdin=subprocess.DEVNULL)


class Authority:
    """Issues certificates for servers of a test. Everything lies in one folder."""

    def __init__(self, folder, name='Haulier test authority'):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.certificate = os.path.join(folder, 'ca.pem')
        self._key = os.path.join(folder, 'ca.key')
        _openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
                 '-days', '3650', '-subj', f'/CN={name}', '-keyout', self._key,
                 '-out', self.certificate)

    def issue(self, name, subjects='DNS:localhost,IP:127.0.0.1', expired=False):
        """Returns the paths of certificate and key of a server."""
        path = os.path.join(self.folder, name)
        with open(path + '.ext', 'w', encoding='ascii') as stream:
            stream.write(f'subjectAltName={subjects}\n')
        _openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
                 '-subj', f'/CN={name}', '-keyout', path + '.key', '-out', path + '.csr')
        signing = ['x509', '-req', '-in', path + '.csr', '-CA', self.certificate, '-CAkey', self._key,
                   '-CAcreateserial', '-extfile', path + '.ext', '-out', path + '.pem']
        if expired:
            # `x509 -days` counts from now and takes negative numbers: it ended yesterday.
            signing += ['-days', '-1']
        else:
            signing += ['-days', str((datetime.date(2099, 1, 1) - datetime.date.today()).days)]
        _openssl(*signing)
        return path + '.pem', path + '.key'
