/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the store's thread has in its hands: database, journal, copy, lock. */
#include "config.h"

#include "haulier-store-keeper-private.h"

#include <glib/gstdio.h>

#include "haulier-error.h"
#include "haulier-store-boot-private.h"
#include "haulier-store-lock-private.h"
#include "haulier-store-options-private.h"

/* A log of that many pages is written back at the next quiet moment. */
#define WAL_MAX_PAGES 1000u
/* What is copied before somebody who came meanwhile is served: 2 MiB. */
#define COPY_STEP_PAGES 512
/* A new copy is due when the journal, or the number of changed rows, is above these, and above a
 * part of the database: the cost of copies stays a fraction of what was stored. */
#define COPY_JOURNAL_MIN_BYTES (4 * 1024 * 1024)
#define COPY_JOURNAL_DIVISOR 2
#define COPY_CHANGES_MIN_ROWS 10000
#define COPY_BYTES_PER_ROW 256

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_DATABASE_CORRUPT);
}

static gboolean
reopen (HaulierStoreKeeper *self, GPtrArray *notices, GError **error)
{
  gboolean behind = self->journal != NULL && self->journal->behind;
  guint64 journal_size = 0;

  self->connection = haulier_store_rescue_open (&self->paths, notices, &journal_size, error);
  if (self->connection == NULL)
    return FALSE;
  /* It may have been set aside. */
  g_clear_pointer (&self->journal, haulier_store_journal_free);
  self->journal = haulier_store_journal_open (self->paths.journal, journal_size, error);
  if (self->journal != NULL)
    {
      self->journal->behind = self->journal->behind || behind;
      return TRUE;
    }
  g_clear_pointer (&self->connection, haulier_store_connection_free);
  return FALSE;
}

/* Brings the queue back while it is in use. What was saved since the last copy is known to the
 * caller only, who is told by @rescued.
 *
 * Returns: whether there is a database again */
gboolean
haulier_store_keeper_recover (HaulierStoreKeeper *self, GError **error)
{
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);

  g_clear_pointer (&self->copy, haulier_store_copy_free);
  g_clear_pointer (&self->connection, haulier_store_connection_free);
  if (!reopen (self, notices, error))
    return FALSE;
  if (notices->len > 0)
    {
      g_ptr_array_add (notices, NULL);
      g_strfreev (self->rescued);
      self->rescued = (char **) g_ptr_array_steal (notices, NULL);
    }
  return TRUE;
}

/* Opens the store of @folder, and brings back what was damaged; @notices gets sentences about it.
 */
HaulierStoreKeeper *
haulier_store_keeper_open (const char *folder, GPtrArray *notices, GError **error)
{
  g_autoptr (HaulierStoreKeeper) self = g_new0 (HaulierStoreKeeper, 1);
  g_autofree char *boot_id = haulier_store_boot_read_id ();

  haulier_store_paths_init (&self->paths, folder);
  self->lock_fd = haulier_store_lock_folder (folder, self->paths.lock, error);
  if (self->lock_fd < 0)
    return NULL;
  if (!reopen (self, notices, error)
      || !haulier_store_boot_reconcile (self->connection, boot_id, error))
    return NULL;
  self->settings = haulier_store_options_load (self->connection, error);
  if (self->settings == NULL || !haulier_store_sync_folder (self->paths.database, error))
    return NULL;
  /* What a former process left in the journal wants a copy at the end. */
  self->changes = haulier_store_journal_is_empty (self->journal) ? 0 : 1;
  return g_steal_pointer (&self);
}

static void
abandon_copy (HaulierStoreKeeper *self, const GError *error)
{
  g_debug ("%s, ignoring: the former copy and the journal are there", error->message);
  g_clear_pointer (&self->copy, haulier_store_copy_free);
  /* The next try comes when as much again has changed. */
  self->copy_above = self->journal->size + COPY_JOURNAL_MIN_BYTES;
  self->changes = 0;
}

/* From here on the journal has nothing that the copy has not. */
static gboolean
finish_copy (HaulierStoreKeeper *self, GError **error)
{
  if (!haulier_store_copy_install (self->copy, error))
    return FALSE;
  g_clear_pointer (&self->copy, haulier_store_copy_free);
  self->changes = 0;
  self->copy_above = 0;
  return haulier_store_journal_reset (self->journal, error);
}

static gboolean
step_copy (HaulierStoreKeeper *self, int n_pages, GError **error)
{
  gboolean done = FALSE;

  if (self->copy == NULL)
    self->copy = haulier_store_copy_new (self->connection, self->paths.copy, error);
  return self->copy != NULL && haulier_store_copy_step (self->copy, n_pages, &done, error)
         && (!done || finish_copy (self, error));
}

static gboolean
is_copy_due (HaulierStoreKeeper *self)
{
  gint64 n_pages = 0;
  guint64 size = 0;

  if (self->journal->behind)
    return self->changes > 0;
  if (self->journal->size < MAX (COPY_JOURNAL_MIN_BYTES, self->copy_above)
      && self->changes < COPY_CHANGES_MIN_ROWS)
    return FALSE;
  if (!haulier_store_connection_get_number (self->connection, "PRAGMA page_count", &n_pages, NULL))
    return FALSE;
  size = (guint64) n_pages * 4096;
  return self->journal->size > MAX (size / COPY_JOURNAL_DIVISOR, self->copy_above)
         || self->changes * COPY_BYTES_PER_ROW > size / COPY_JOURNAL_DIVISOR;
}

/* Does a bit of what nobody waits for.
 *
 * Returns: whether there is more */
gboolean
haulier_store_keeper_use_quiet_moment (HaulierStoreKeeper *self)
{
  g_autoptr (GError) error = NULL;

  if (self->connection == NULL)
    return FALSE;
  if (self->copy != NULL || is_copy_due (self))
    {
      if (!step_copy (self, COPY_STEP_PAGES, &error))
        abandon_copy (self, error);
      /* The former copy is the better one: what is copied is damaged. */
      return !is_damage (error) || haulier_store_keeper_recover (self, NULL);
    }
  if (self->connection->wal_pages > WAL_MAX_PAGES
      && !haulier_store_connection_checkpoint (self->connection, &error))
    g_debug ("%s, ignoring: the log has it", error->message);
  return FALSE;
}

/* Brings everything into the database and its copy. */
void
haulier_store_keeper_close (HaulierStoreKeeper *self)
{
  g_autoptr (GError) error = NULL;

  if (self->connection != NULL && self->journal != NULL)
    {
      if ((self->changes > 0 || self->copy != NULL) && !step_copy (self, -1, &error))
        abandon_copy (self, error);
      haulier_store_connection_settle (self->connection);
    }
  g_clear_pointer (&self->copy, haulier_store_copy_free);
  g_clear_pointer (&self->connection, haulier_store_connection_free);
  g_clear_pointer (&self->journal, haulier_store_journal_free);
  g_clear_pointer (&self->settings, g_variant_unref);
  haulier_store_paths_clear (&self->paths);
  g_free (self->trouble);
  g_strfreev (self->rescued);
  if (self->lock_fd >= 0)
    g_close (self->lock_fd, NULL);
  g_free (self);
}
