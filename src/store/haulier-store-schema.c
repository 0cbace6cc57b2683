/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The tables of the database, step by step, and the statements that are used on them. */
#include "config.h"

#include "haulier-store-schema-private.h"

/* The step at position n makes version n + 1 of version n. A step that was released is never
 * changed: databases that it made are out there. */
static const char *const schema_steps[] = {
  /* 1: jobs, their files, settings of the engine. */
  "CREATE TABLE jobs (\n"
  "  sequence INTEGER PRIMARY KEY AUTOINCREMENT, -- order of creation, never used twice\n"
  "  id TEXT NOT NULL UNIQUE,\n"
  "  owner TEXT, type INTEGER, origin INTEGER, state INTEGER,\n"
  "  name TEXT, description TEXT,\n"
  "  settings BLOB, -- a{sv}, little endian: what differs from the defaults of the origin\n"
  "  created INTEGER, modified INTEGER, completed INTEGER, -- microseconds since 1970\n"
  "  error_count INTEGER, files_total INTEGER, files_transferred INTEGER,\n"
  "  bytes_total INTEGER, bytes_transferred INTEGER, -- -1: unknown\n"
  "  files_unsized INTEGER, bytes_known INTEGER, -- what the files add up to so far\n"
  "  remote TEXT, local TEXT, -- of the first file\n"
  "  stalled_time INTEGER, moving_time INTEGER, -- microseconds\n"
  "  proxy_variables TEXT, -- a line each\n"
  "  failure_code INTEGER, failure_context INTEGER, failure_file INTEGER,\n"
  "  failure_message TEXT, failure_evidence BLOB -- a(sis)\n"
  ");\n"
  "CREATE TABLE files (\n"
  "  key INTEGER PRIMARY KEY, -- sequence of the job << 24 | index of the file\n"
  "  target INTEGER, -- hash of the local path while the file is not finished\n"
  "  state INTEGER, flags INTEGER,\n"
  "  remote TEXT, local TEXT,\n"
  "  total INTEGER, transferred INTEGER, -- bytes; -1: unknown\n"
  "  modified INTEGER, -- seconds since 1970\n"
  "  ranges TEXT, checksum TEXT, validator TEXT,\n"
  "  failure_code INTEGER, failure_context INTEGER, failure_file INTEGER,\n"
  "  failure_message TEXT, failure_evidence BLOB\n"
  ");\n"
  "CREATE INDEX live_targets ON files (target) WHERE target IS NOT NULL;\n"
  "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;\n",
  /* 2: what happened to a job, step by step. */
  "CREATE TABLE trace (\n"
  "  job INTEGER, -- its sequence\n"
  "  number INTEGER, -- from 1 in each job\n"
  "  time INTEGER, -- microseconds since 1970\n"
  "  file INTEGER, -- index, or -1: the whole job\n"
  "  kind TEXT, text TEXT,\n"
  "  details BLOB, -- a{sv}, little endian\n"
  "  PRIMARY KEY (job, number)\n"
  ") WITHOUT ROWID;\n",
  /* 3: logins that were tried. What decides about access is among the settings of a job. */
  "CREATE TABLE logins (\n"
  "  owner TEXT NOT NULL, -- account of the job\n"
  "  target INTEGER NOT NULL, origin TEXT NOT NULL, realm TEXT NOT NULL,\n"
  "  kind INTEGER NOT NULL, scheme INTEGER NOT NULL, user TEXT NOT NULL,\n"
  "  stamp INTEGER NOT NULL, -- of the credential\n"
  "  outcome INTEGER, time INTEGER, -- microseconds since 1970\n"
  "  PRIMARY KEY (origin, target, realm, owner, kind, scheme, user, stamp)\n"
  ") WITHOUT ROWID;\n"
  "CREATE INDEX logins_by_time ON logins (time);\n",
  /* 4: rules of an account for hosts. */
  "CREATE TABLE hosts (\n"
  "  owner TEXT PRIMARY KEY,\n"
  "  access BLOB -- a{sv}, as among the settings of a job\n"
  ") WITHOUT ROWID;\n",
};

/* Parameters and columns stand in the order of haulier_store_job_write() and its like. */
#define JOB_COLUMNS                                                                                \
  "sequence, id, owner, type, origin, state, name, description, settings, created, modified, "     \
  "completed, error_count, files_total, files_transferred, bytes_total, bytes_transferred, "       \
  "files_unsized, bytes_known, remote, local, stalled_time, moving_time, proxy_variables, "        \
  "failure_code, failure_context, failure_file, failure_message, failure_evidence"
#define FILE_COLUMNS                                                                               \
  "key, state, flags, remote, local, total, transferred, modified, ranges, checksum, validator, "  \
  "failure_code, failure_context, failure_file, failure_message, failure_evidence"

static const char *const statements[] = {
  [HAULIER_STATEMENT_JOB_INSERT] = "INSERT INTO jobs (" JOB_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, "
                                   "?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
                                   "?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29)",
  /* ?1 is the sequence, which the caller of a change need not know. */
  [HAULIER_STATEMENT_JOB_UPDATE]
  = "UPDATE jobs SET owner = ?3, type = ?4, origin = ?5, state = ?6, name = ?7, description = ?8, "
    "settings = ?9, created = ?10, modified = ?11, completed = ?12, error_count = ?13, "
    "files_total = ?14, files_transferred = ?15, bytes_total = ?16, bytes_transferred = ?17, "
    "files_unsized = ?18, bytes_known = ?19, remote = ?20, local = ?21, stalled_time = ?22, "
    "moving_time = ?23, proxy_variables = ?24, failure_code = ?25, failure_context = ?26, "
    "failure_file = ?27, failure_message = ?28, failure_evidence = ?29 WHERE id = ?2",
  [HAULIER_STATEMENT_JOB_SETTINGS] = "UPDATE jobs SET settings = ?2 WHERE id = ?1",
  [HAULIER_STATEMENT_JOB_LIST] = "SELECT " JOB_COLUMNS " FROM jobs ORDER BY sequence",
  [HAULIER_STATEMENT_JOB_SEQUENCE] = "SELECT sequence FROM jobs WHERE id = ?1",
  [HAULIER_STATEMENT_JOB_DELETE] = "DELETE FROM jobs WHERE sequence = ?1",
  [HAULIER_STATEMENT_JOB_REQUEUE]
  = "UPDATE jobs SET state = ?2, completed = 0 WHERE sequence = ?1 AND state IN (?3, ?4)",
  [HAULIER_STATEMENT_FILE_INSERT]
  = "INSERT INTO files (" FILE_COLUMNS ", target) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
    "?11, ?12, ?13, ?14, ?15, ?16, ?17)",
  [HAULIER_STATEMENT_FILE_UPDATE]
  = "UPDATE files SET state = ?2, flags = ?3, remote = ?4, local = ?5, total = ?6, "
    "transferred = ?7, modified = ?8, ranges = ?9, checksum = ?10, validator = ?11, "
    "failure_code = ?12, failure_context = ?13, failure_file = ?14, failure_message = ?15, "
    "failure_evidence = ?16, target = ?17 WHERE key = ?1",
  [HAULIER_STATEMENT_FILE_FINISH] = "UPDATE files SET state = ?2, total = ?3, transferred = ?3, "
                                    "flags = ?4, target = NULL WHERE key = ?1",
  [HAULIER_STATEMENT_FILE_LIST]
  = "SELECT " FILE_COLUMNS " FROM files WHERE key BETWEEN ?1 AND ?2 ORDER BY key LIMIT ?3",
  [HAULIER_STATEMENT_FILE_SYNCED]
  = "UPDATE files SET flags = flags | ?3 WHERE key BETWEEN ?1 AND ?2 AND state IN (?4, ?5)",
  [HAULIER_STATEMENT_FILE_DISTRUST] = "UPDATE files SET state = ?2, transferred = 0, "
                                      "flags = flags | ?3, target = ?4 WHERE key = ?1",
  /* The newest first. */
  [HAULIER_STATEMENT_UNSYNCED_FILES]
  = "SELECT key, local, state FROM files WHERE state IN (?1, ?2) AND flags & ?3 = 0 "
    "ORDER BY key DESC",
  [HAULIER_STATEMENT_UNSYNCED_JOBS]
  = "SELECT id FROM jobs WHERE sequence IN "
    "(SELECT key >> 24 FROM files WHERE state IN (?1, ?2) AND flags & ?3 = 0)",
  [HAULIER_STATEMENT_FILE_DELETE] = "DELETE FROM files WHERE key BETWEEN ?1 AND ?2",
  [HAULIER_STATEMENT_TARGET_LOOKUP]
  = "SELECT files.key, files.local, jobs.id, jobs.name, jobs.state FROM files "
    "LEFT JOIN jobs ON jobs.sequence = files.key >> 24 WHERE files.target = ?1",
  [HAULIER_STATEMENT_TARGET_DROP] = "UPDATE files SET target = NULL WHERE key = ?1",
  [HAULIER_STATEMENT_TRACE_LAST] = "SELECT max(number) FROM trace WHERE job = ?1",
  [HAULIER_STATEMENT_TRACE_INSERT] = "INSERT INTO trace (job, number, time, file, kind, text, "
                                     "details) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
  [HAULIER_STATEMENT_TRACE_TRIM] = "DELETE FROM trace WHERE job = ?1 AND number <= ?2",
  [HAULIER_STATEMENT_TRACE_LIST]
  = "SELECT number, time, file, kind, text, details FROM trace WHERE job = ?1 AND number > ?2 "
    "ORDER BY number LIMIT ?3",
  [HAULIER_STATEMENT_TRACE_DELETE] = "DELETE FROM trace WHERE job = ?1",
  [HAULIER_STATEMENT_SETTING_INSERT] = "INSERT OR REPLACE INTO settings (key, value) "
                                       "VALUES (?1, ?2)",
  [HAULIER_STATEMENT_SETTING_LIST] = "SELECT key, value FROM settings",
  [HAULIER_STATEMENT_LOGIN_INSERT]
  = "INSERT OR REPLACE INTO logins (owner, target, origin, realm, kind, scheme, user, stamp, "
    "outcome, time) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
  [HAULIER_STATEMENT_LOGIN_RESTORE]
  = "INSERT INTO logins (owner, target, origin, realm, kind, scheme, user, stamp, outcome, time) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO UPDATE SET outcome = "
    "excluded.outcome, time = excluded.time WHERE excluded.time >= logins.time",
  [HAULIER_STATEMENT_LOGIN_TRIM]
  = "DELETE FROM logins WHERE time < (SELECT time FROM logins ORDER BY time DESC LIMIT 1 OFFSET "
    "?1)",
  [HAULIER_STATEMENT_LOGIN_LIST]
  = "SELECT kind, scheme, user, stamp, outcome, time FROM logins WHERE owner = ?1 AND target = ?2 "
    "AND origin = ?3 AND realm = ?4 ORDER BY time",
  [HAULIER_STATEMENT_LOGIN_LIST_STAMP]
  = "SELECT kind, scheme, user, stamp, outcome, time FROM logins WHERE owner = ?1 AND stamp = ?2 "
    "ORDER BY time",
  [HAULIER_STATEMENT_HOST_INSERT] = "INSERT OR REPLACE INTO hosts (owner, access) VALUES (?1, ?2)",
  [HAULIER_STATEMENT_HOST_LIST] = "SELECT owner, access FROM hosts ORDER BY owner",
  [HAULIER_STATEMENT_SAVEPOINT] = "SAVEPOINT request",
  [HAULIER_STATEMENT_SAVEPOINT_KEEP] = "RELEASE request",
  [HAULIER_STATEMENT_SAVEPOINT_UNDO] = "ROLLBACK TO request",
};

G_STATIC_ASSERT (G_N_ELEMENTS (statements) == HAULIER_STATEMENT_N);

const char *
haulier_store_schema_get_statement (HaulierStatement statement)
{
  return statements[statement];
}

/* The version that this program writes. */
guint
haulier_store_schema_get_version (void)
{
  return G_N_ELEMENTS (schema_steps);
}

/* What makes the version after @version of it. */
const char *
haulier_store_schema_get_step (guint version)
{
  g_assert (version < G_N_ELEMENTS (schema_steps));
  return schema_steps[version];
}
