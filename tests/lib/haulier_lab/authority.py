# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A private certificate authority and the certificates that a test needs."""

import os
import subprocess


def _openssl(*arguments):
    subprocess.run(['openssl', *arguments], check=True, capture_output=True, stdin=subprocess.DEVNULL)


# `openssl ca`, since it takes any dates: `x509 -days` stopped to take negative numbers.
_CONFIGURATION = """[ca]
default_ca = here
[here]
database = {folder}/index
new_certs_dir = {folder}
certificate = {folder}/ca.pem
private_key = {folder}/ca.key
serial = {folder}/serial
default_md = sha256
unique_subject = no
policy = any
[any]
commonName = supplied
"""


class Authority:
    """Issues certificates for servers of a test. Everything lies in one folder."""

    def __init__(self, folder, name='Haulier test authority'):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        self.certificate = os.path.join(folder, 'ca.pem')
        _openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
                 '-days', '3650', '-subj', f'/CN={name}', '-addext', 'keyUsage=critical,keyCertSign,cRLSign',
                 '-keyout', os.path.join(folder, 'ca.key'), '-out', self.certificate)
        self._configuration = os.path.join(folder, 'ca.conf')
        with open(self._configuration, 'w', encoding='ascii') as stream:
            stream.write(_CONFIGURATION.format(folder=folder))
        with open(os.path.join(folder, 'index'), 'w', encoding='ascii'):
            pass

    def issue(self, name, subjects='DNS:localhost,IP:127.0.0.1', expired=False):
        """Returns the paths of certificate and key of a server."""
        path = os.path.join(self.folder, name)
        with open(path + '.ext', 'w', encoding='ascii') as stream:
            stream.write(f'subjectAltName={subjects}\nbasicConstraints=CA:FALSE\n'
                         'authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n')
        _openssl('req', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes',
                 '-subj', f'/CN={name}', '-keyout', path + '.key', '-out', path + '.csr')
        _openssl('ca', '-batch', '-config', self._configuration, '-rand_serial', '-notext', '-in', path + '.csr',
                 '-extfile', path + '.ext', '-out', path + '.pem', '-startdate', '20200101000000Z',
                 '-enddate', '20200201000000Z' if expired else '20490101000000Z')
        return path + '.pem', path + '.key'
