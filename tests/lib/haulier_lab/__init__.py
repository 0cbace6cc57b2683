# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of the real programs against real and hostile servers: the fixture and its parts."""

from .agent import Agent
from .authority import Authority
from .caller import Caller, Refused, job_path
from .case import LabCase
from .content import content, digest_of, file_digest
from .eavesdropper import Eavesdropper
from .hostile import HostileServer, Reply, Request, Resource
from .kerberos import Realm
from .keyring import Keyring
from .lab import Lab, Result, leftovers
from .machine import USERS, SystemLab, bind
from .opens import Opens
from .processes import Processes, free_port, wait_until
from .proxies import Squid
from .secrecy import Secrecy
from .servers import Apache, LoginServer, Nginx
from .tap import main, rows

__all__ = ['Agent', 'Apache', 'Authority', 'Caller', 'Eavesdropper', 'HostileServer', 'Keyring', 'Lab', 'LabCase',
           'LoginServer', 'Nginx', 'Processes', 'Realm', 'Refused', 'Reply', 'Request', 'Resource', 'Result', 'Secrecy',
           'Squid', 'SystemLab', 'USERS', 'bind', 'content', 'digest_of', 'file_digest', 'free_port', 'job_path',
           'leftovers', 'main', 'rows', 'wait_until']
