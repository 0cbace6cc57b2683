# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the real programs against real and hostile servers: the fixture and its parts."""

from .authority import Authority
from .case import LabCase
from .content import content, digest_of, file_digest
from .hostile import HostileServer, Reply, Request, Resource
from .kerberos import Realm
from .keyring import Keyring
from .lab import Lab, Result, leftovers
from .processes import Processes, free_port, wait_until
from .proxies import Squid
from .servers import Apache, LoginServer, Nginx
from .tap import main, rows

__all__ = ['Apache', 'Authority', 'HostileServer', 'Keyring', 'Lab', 'LabCase', 'LoginServer', 'Nginx', 'Processes',
           'Realm', 'Reply', 'Request', 'Resource', 'Result', 'Squid', 'content', 'digest_of',
           'file_digest', 'free_port', 'leftovers', 'main', 'rows', 'wait_until']
