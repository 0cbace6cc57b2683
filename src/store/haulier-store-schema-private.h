/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The tables of the database, step by step, and the statements that are used on them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A file's row is found by one number: its job's sequence, and in the low bits its index. */
#define HAULIER_STORE_INDEX_BITS 24
#define HAULIER_STORE_INDEX_MAX ((1 << HAULIER_STORE_INDEX_BITS) - 1)

typedef enum
{
  HAULIER_STATEMENT_JOB_INSERT,
  HAULIER_STATEMENT_JOB_UPDATE,
  HAULIER_STATEMENT_JOB_LIST,
  HAULIER_STATEMENT_JOB_SEQUENCE,
  HAULIER_STATEMENT_JOB_DELETE,
  HAULIER_STATEMENT_FILE_INSERT,
  HAULIER_STATEMENT_FILE_UPDATE,
  HAULIER_STATEMENT_FILE_FINISH,
  HAULIER_STATEMENT_FILE_LIST,
  HAULIER_STATEMENT_FILE_DELETE,
  HAULIER_STATEMENT_TARGET_LOOKUP,
  HAULIER_STATEMENT_TARGET_DROP,
  HAULIER_STATEMENT_TRACE_LAST,
  HAULIER_STATEMENT_TRACE_INSERT,
  HAULIER_STATEMENT_TRACE_TRIM,
  HAULIER_STATEMENT_TRACE_LIST,
  HAULIER_STATEMENT_TRACE_DELETE,
  HAULIER_STATEMENT_SETTING_INSERT,
  HAULIER_STATEMENT_SETTING_LIST,
  HAULIER_STATEMENT_SAVEPOINT,
  HAULIER_STATEMENT_SAVEPOINT_KEEP,
  HAULIER_STATEMENT_SAVEPOINT_UNDO,
  HAULIER_STATEMENT_N,
} HaulierStatement;

const char *haulier_store_schema_get_statement (HaulierStatement statement);
guint haulier_store_schema_get_version (void);
const char *haulier_store_schema_get_step (guint version);

G_END_DECLS
