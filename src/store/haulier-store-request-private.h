/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One thing that the store's thread is asked to do. */
#pragma once

#include <gio/gio.h>

#include "haulier-job.h"
#include "haulier-login-record.h"

G_BEGIN_DECLS

typedef enum
{
  HAULIER_STORE_REQUEST_SAVE, /* nobody waits; kept and tried again until it is stored */
  HAULIER_STORE_REQUEST_CREATE,
  HAULIER_STORE_REQUEST_ADD_FILES,
  HAULIER_STORE_REQUEST_REMOVE,
  HAULIER_STORE_REQUEST_SET_SETTINGS,
  HAULIER_STORE_REQUEST_SET_JOB,
  HAULIER_STORE_REQUEST_WRITE_LOGIN,
  HAULIER_STORE_REQUEST_SET_HOSTS,
  HAULIER_STORE_REQUEST_FLUSH,
  HAULIER_STORE_REQUEST_LOAD_JOBS,
  HAULIER_STORE_REQUEST_LOAD_FILES,
  HAULIER_STORE_REQUEST_LOAD_TRACE,
  HAULIER_STORE_REQUEST_LOAD_LOGINS,
  HAULIER_STORE_REQUEST_LOAD_HOSTS,
  HAULIER_STORE_REQUEST_LIST_UNSYNCED,
} HaulierStoreRequestKind;

/* Belongs to one thread at a time. */
typedef struct
{
  HaulierStoreRequestKind kind;
  GTask *task; /* (nullable) who waits */

  HaulierJob *job;           /* CREATE, ADD_FILES, SET_JOB: a copy */
  GPtrArray *files;          /* CREATE, ADD_FILES: HaulierFile of the caller */
  char **ids;                /* REMOVE */
  char *id;                  /* LOAD_FILES, LOAD_TRACE */
  guint64 after;             /* LOAD_FILES: first index; LOAD_TRACE: number before the first */
  guint count;               /* LOAD_…; 0: all */
  GVariant *settings;        /* SET_SETTINGS, SET_HOSTS */
  HaulierLoginRecord *login; /* WRITE_LOGIN: it; LOAD_LOGINS: where */

  GHashTable *jobs;        /* SAVE: char * id → HaulierJob, the newest */
  GHashTable *saved_files; /* SAVE: char * id → GPtrArray of HaulierFile, in order */
  GHashTable *trace;       /* SAVE: char * id → GPtrArray of HaulierTraceRecord, in order */
  GHashTable *synced;      /* SAVE: char * id → GArray of guint, indexes of files */

  GArray *renamed; /* files that got a number */
  guint64 sequence;
  GPtrArray *rows;
  GError *error;
} HaulierStoreRequest;

HaulierStoreRequest *haulier_store_request_new (HaulierStoreRequestKind kind, GTask *task);
void haulier_store_request_free (HaulierStoreRequest *self);
gboolean haulier_store_request_is_write (const HaulierStoreRequest *self);
void haulier_store_request_reset (HaulierStoreRequest *self);
void haulier_store_request_fail (HaulierStoreRequest *self, const GError *error);

void haulier_store_request_save_job (HaulierStoreRequest *self, const HaulierJob *job);
void haulier_store_request_save_files (HaulierStoreRequest *self, const char *id, GPtrArray *files);
void
haulier_store_request_add_trace (HaulierStoreRequest *self, const char *id, GPtrArray *records);
void haulier_store_request_note_synced (HaulierStoreRequest *self, const char *id, GArray *indexes);
void haulier_store_request_absorb (HaulierStoreRequest *self, HaulierStoreRequest *newer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierStoreRequest, haulier_store_request_free)

G_END_DECLS
