# SPDX-FileCopyrightText: The Haulier authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reproducible file contents and their digests."""

import functools
import hashlib
import random


@functools.lru_cache(maxsize=16)
def content(size, seed=1):
    """Returns size bytes that no compression shrinks; another seed gives other bytes everywhere."""
    return random.Random(seed * 1000003 + size).randbytes(size)


def digest_of(data):
    """Returns the SHA-256 of bytes in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def file_digest(path):
    """Returns the SHA-256 of a file, or None when there is none."""
    try:
        with open(path, 'rb') as stream:
            return hashlib.file_digest(stream, 'sha256').hexdigest()
    except FileNotFoundError:
        return None
