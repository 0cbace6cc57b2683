-- SPDX-FileCopyrightText: The Haulier authors
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A queue as version 3 of the format has it; it stays as it is.
PRAGMA user_version = 3;
CREATE TABLE jobs (
  sequence INTEGER PRIMARY KEY AUTOINCREMENT, -- order of creation, never used twice
  id TEXT NOT NULL UNIQUE,
  owner TEXT, type INTEGER, origin INTEGER, state INTEGER,
  name TEXT, description TEXT,
  settings BLOB, -- a{sv}, little endian: what differs from the defaults of the origin
  created INTEGER, modified INTEGER, completed INTEGER, -- microseconds since 1970
  error_count INTEGER, files_total INTEGER, files_transferred INTEGER,
  bytes_total INTEGER, bytes_transferred INTEGER, -- -1: unknown
  files_unsized INTEGER, bytes_known INTEGER, -- what the files add up to so far
  remote TEXT, local TEXT, -- of the first file
  stalled_time INTEGER, moving_time INTEGER, -- microseconds
  proxy_variables TEXT, -- a line each
  failure_code INTEGER, failure_context INTEGER, failure_file INTEGER,
  failure_message TEXT, failure_evidence BLOB -- a(sis)
);
CREATE TABLE files (
  key INTEGER PRIMARY KEY, -- sequence of the job << 24 | index of the file
  target INTEGER, -- hash of the local path while the file is not finished
  state INTEGER, flags INTEGER,
  remote TEXT, local TEXT,
  total INTEGER, transferred INTEGER, -- bytes; -1: unknown
  modified INTEGER, -- seconds since 1970
  ranges TEXT, checksum TEXT, validator TEXT,
  failure_code INTEGER, failure_context INTEGER, failure_file INTEGER,
  failure_message TEXT, failure_evidence BLOB
);
CREATE INDEX live_targets ON files (target) WHERE target IS NOT NULL;
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE trace (
  job INTEGER, -- its sequence
  number INTEGER, -- from 1 in each job
  time INTEGER, -- microseconds since 1970
  file INTEGER, -- index, or -1: the whole job
  kind TEXT, text TEXT,
  details BLOB, -- a{sv}, little endian
  PRIMARY KEY (job, number)
) WITHOUT ROWID;
INSERT INTO jobs VALUES (7, '00000000-0000-4000-8000-000000000007', 'uid:1000', 0, 0, 5, 'seven', NULL,
  NULL, 1000000, 2000000, 0, 3, 2, 1, -1, 4096, 1, 4096, 'http://example.org/a', '/target/a', 5, 6, NULL,
  -2145386476, 5, 1, 'fetch: there is no such file', NULL);
INSERT INTO files VALUES ((7 << 24) | 0, NULL, 3, 4, 'http://example.org/a', '/target/a', 4096, 4096, 0,
  NULL, NULL, '"etag"', 0, 0, 0, NULL, NULL);
INSERT INTO files VALUES ((7 << 24) | 1, -3211965697034592890, 0, 0, 'http://example.org/b', '/target/b', -1, 0, 0,
  NULL, NULL, NULL, -2145386476, 5, 1, 'fetch: there is no such file', NULL);
INSERT INTO settings VALUES ('time-slice', '77');
CREATE TABLE logins (
  owner TEXT NOT NULL, -- account of the job
  target INTEGER NOT NULL, origin TEXT NOT NULL, realm TEXT NOT NULL,
  kind INTEGER NOT NULL, scheme INTEGER NOT NULL, user TEXT NOT NULL,
  stamp INTEGER NOT NULL, -- of the credential
  outcome INTEGER, time INTEGER, -- microseconds since 1970
  PRIMARY KEY (origin, target, realm, owner, kind, scheme, user, stamp)
) WITHOUT ROWID;
CREATE INDEX logins_by_time ON logins (time);
