/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The journal beside the database: what was created, removed, finished and tried since the rolling
 * copy. */
#pragma once

#include "haulier-file.h"
#include "haulier-job.h"
#include "haulier-login-record.h"

G_BEGIN_DECLS

/* Stored: append, never renumber. */
typedef enum
{
  HAULIER_STORE_EVENT_CREATED = 1,  /* the job's row, number of files, their rows */
  HAULIER_STORE_EVENT_ADDED = 2,    /* the same, for a job that was there */
  HAULIER_STORE_EVENT_REMOVED = 3,  /* id */
  HAULIER_STORE_EVENT_ENDED = 4,    /* the job's row in its final state */
  HAULIER_STORE_EVENT_FINISHED = 5, /* id, number of files, index, size and flags of each */
  HAULIER_STORE_EVENT_SETTINGS = 6, /* a{sv} of what was set */
  HAULIER_STORE_EVENT_SET = 7,      /* id, settings of the job */
  HAULIER_STORE_EVENT_LOGIN = 8,    /* a login that was tried */
  HAULIER_STORE_EVENT_HOSTS = 9,    /* owner, and the rules that it has now */
} HaulierStoreEvent;

/* Used on the store's thread only. */
typedef struct
{
  char *path;
  int fd;
  guint64 size;        /* bytes, of the valid part */
  GByteArray *pending; /* records that are written with the next commit */
  gboolean urgent;     /* one of them has to be on stable storage before somebody is told */
  gboolean behind;     /* something is missing in it: only a new copy helps */
} HaulierStoreJournal;

HaulierStoreJournal *haulier_store_journal_open (const char *path, guint64 size, GError **error);
void haulier_store_journal_free (HaulierStoreJournal *self);
void haulier_store_journal_note_files (HaulierStoreJournal *self,
                                       HaulierStoreEvent event,
                                       const HaulierJob *job,
                                       GPtrArray *files);
void haulier_store_journal_note_removal (HaulierStoreJournal *self, const char *id);
void haulier_store_journal_note_end (HaulierStoreJournal *self, const HaulierJob *job);
void
haulier_store_journal_note_finished (HaulierStoreJournal *self, const char *id, GPtrArray *files);
void haulier_store_journal_note_settings (HaulierStoreJournal *self, GVariant *settings);
void haulier_store_journal_note_set (HaulierStoreJournal *self, const HaulierJob *job);
void haulier_store_journal_note_login (HaulierStoreJournal *self, const HaulierLoginRecord *record);
void haulier_store_journal_note_hosts (HaulierStoreJournal *self, GVariant *rules);
gboolean haulier_store_journal_is_empty (const HaulierStoreJournal *self);
gsize haulier_store_journal_mark (HaulierStoreJournal *self);
void haulier_store_journal_undo (HaulierStoreJournal *self, gsize mark);
void haulier_store_journal_write (HaulierStoreJournal *self);
gboolean haulier_store_journal_reset (HaulierStoreJournal *self, GError **error);

/**
 * HaulierStoreJournalFunc:
 *
 * Called for each record; a record of another kind than it knows is passed over.
 */
typedef gboolean (*HaulierStoreJournalFunc) (HaulierStoreEvent event,
                                             const guint8 *data,
                                             gsize size,
                                             gpointer user_data,
                                             GError **error);
gboolean haulier_store_journal_read (const char *path,
                                     HaulierStoreJournalFunc function,
                                     gpointer user_data,
                                     guint64 *out_size,
                                     gboolean *out_damaged,
                                     GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierStoreJournal, haulier_store_journal_free)

G_END_DECLS
