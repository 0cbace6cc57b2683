/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Opens the database of a folder, whatever state it is in. */
#include "config.h"

#include "haulier-store-rescue-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "haulier-error.h"
#include "haulier-store-aside-private.h"
#include "haulier-store-copy-private.h"
#include "haulier-store-replay-private.h"
#include "haulier-store-sense-private.h"

void
haulier_store_paths_init (HaulierStorePaths *self, const char *folder)
{
  self->folder = g_strdup (folder);
  self->database = g_build_filename (folder, "queue.db", NULL);
  self->copy = g_build_filename (folder, "queue.db.copy", NULL);
  self->journal = g_build_filename (folder, "queue.journal", NULL);
  self->lock = g_build_filename (folder, "queue.lock", NULL);
}

void
haulier_store_paths_clear (HaulierStorePaths *self)
{
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->database, g_free);
  g_clear_pointer (&self->copy, g_free);
  g_clear_pointer (&self->journal, g_free);
  g_clear_pointer (&self->lock, g_free);
}

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_DATABASE_CORRUPT);
}

static gboolean
is_empty_file (const char *path)
{
  struct stat status;

  return g_stat (path, &status) != 0 || status.st_size == 0;
}

/* Opens a database that is sound. */
static HaulierStoreConnection *
open_sound (const char *path, GError **error)
{
  g_autoptr (HaulierStoreConnection) connection = haulier_store_connection_open (path, error);

  if (connection == NULL || !haulier_store_connection_check (connection, error)
      || !haulier_store_sense_check (connection, error)
      || !haulier_store_connection_start (connection, error))
    return NULL;
  return g_steal_pointer (&connection);
}

/* A damaged copy is set aside as well, and an empty database takes its place. */
static HaulierStoreConnection *
open_copy_of_copy (const HaulierStorePaths *paths,
                   const char *path,
                   GPtrArray *notices,
                   GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (HaulierStoreConnection) source = NULL;
  g_autoptr (HaulierStoreCopy) copy = NULL;
  g_autofree char *name = NULL;
  gboolean done = FALSE;

  haulier_store_aside_remove (path);
  if (is_empty_file (paths->copy))
    return open_sound (path, error);
  source = haulier_store_connection_open (paths->copy, &local_error);
  if (source != NULL && haulier_store_connection_check (source, &local_error)
      && haulier_store_sense_check (source, &local_error))
    copy = haulier_store_copy_new (source, path, &local_error);
  if (copy != NULL && haulier_store_copy_step (copy, -1, &done, &local_error) && done
      && haulier_store_copy_install (copy, &local_error))
    return open_sound (path, error);
  g_clear_pointer (&copy, haulier_store_copy_free);
  g_clear_pointer (&source, haulier_store_connection_free);
  if (local_error == NULL || !is_damage (local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (!haulier_store_aside_move (paths->copy, &name, error))
    return NULL;
  g_ptr_array_add (
      notices, g_strdup_printf ("The copy of the queue was damaged too; it was kept as %s.", name));
  return open_sound (path, error);
}

static gboolean
add_rescue_notices (HaulierStoreConnection *connection,
                    const char *reason,
                    const char *name,
                    guint n_from_journal,
                    GPtrArray *notices,
                    GError **error)
{
  g_autofree char *kept = name != NULL ? g_strdup_printf ("it was kept as %s", name)
                                       : g_strdup ("there was nothing to keep");
  gint64 n_jobs = 0;

  if (!haulier_store_connection_get_number (
          connection, "SELECT count(*) FROM jobs", &n_jobs, error))
    return FALSE;
  g_ptr_array_add (
      notices, g_strdup_printf ("The database of the queue was damaged (%s); %s.", reason, kept));
  g_ptr_array_add (
      notices,
      n_jobs == 0 ? g_strdup ("No job was in its copy and its journal.")
                  : g_strdup_printf ("%" G_GINT64_FORMAT " jobs came back, %u of them from the "
                                     "journal. Their progress is that of the last copy.",
                                     n_jobs,
                                     n_from_journal));
  return TRUE;
}

/* Builds the queue anew beside the damaged one, and exchanges the two at the end: whenever this is
 * interrupted, the next start begins it again. */
static gboolean
rescue (const HaulierStorePaths *paths, const char *reason, GPtrArray *notices, GError **error)
{
  g_autofree char *path = g_strconcat (paths->database, ".new", NULL);
  g_autofree char *name = NULL;
  g_autoptr (HaulierStoreConnection) connection = NULL;
  HaulierStoreReplay replay = { 0 };

  connection = open_copy_of_copy (paths, path, notices, error);
  if (connection == NULL
      || !haulier_store_replay (connection, paths->journal, TRUE, &replay, error))
    return FALSE;
  if (g_file_test (paths->database, G_FILE_TEST_EXISTS)
      && !haulier_store_aside_move (paths->database, &name, error))
    return FALSE;
  if (!add_rescue_notices (connection, reason, name, replay.restored, notices, error)
      || !haulier_store_connection_checkpoint (connection, error))
    return FALSE;
  haulier_store_connection_settle (connection);
  g_clear_pointer (&connection, haulier_store_connection_free);
  if (g_rename (path, paths->database) == 0)
    return haulier_store_sync_folder (paths->database, error);
  g_set_error (error,
               HAULIER_ERROR,
               haulier_error_code_from_errno (errno),
               "rename %s to %s: %s",
               path,
               paths->database,
               g_strerror (errno));
  return FALSE;
}

/* A database that is empty or gone while there is something beside it has lost its content. */
static gboolean
has_lost_content (const HaulierStorePaths *paths)
{
  return is_empty_file (paths->database)
         && (!is_empty_file (paths->copy) || haulier_store_replay_has_jobs (paths->journal));
}

/* The jobs of a log that was damaged are in the journal. */
static gboolean
replay_sound (HaulierStoreConnection *connection,
              const HaulierStorePaths *paths,
              GPtrArray *notices,
              guint64 *out_journal_size,
              GError **error)
{
  HaulierStoreReplay replay = { 0 };
  g_autofree char *name = NULL;

  if (!haulier_store_replay (connection, paths->journal, FALSE, &replay, error))
    return FALSE;
  if (replay.restored > 0)
    g_ptr_array_add (
        notices,
        g_strdup_printf ("The database of the queue had lost its newest changes; %u jobs came back "
                         "from its journal.",
                         replay.restored));
  if (replay.damaged)
    {
      if (!haulier_store_aside_move (paths->journal, &name, error))
        return FALSE;
      g_ptr_array_add (
          notices,
          g_strdup_printf ("The journal of the queue was damaged; it was kept as %s.", name));
      replay.size = 0;
    }
  *out_journal_size = replay.size;
  return TRUE;
}

/* Opens the database; a damaged one is set aside, and the queue comes back from the rolling copy
 * and the journal. @notices tells what happened, in sentences. */
HaulierStoreConnection *
haulier_store_rescue_open (const HaulierStorePaths *paths,
                           GPtrArray *notices,
                           guint64 *out_journal_size,
                           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (HaulierStoreConnection) connection = NULL;

  if (has_lost_content (paths))
    g_set_error_literal (
        &local_error, HAULIER_ERROR, HAULIER_ERROR_DATABASE_CORRUPT, "it was empty or gone");
  else
    connection = open_sound (paths->database, &local_error);
  if (connection == NULL && !is_damage (local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (connection == NULL)
    {
      if (!rescue (paths, local_error->message, notices, error))
        return NULL;
      connection = open_sound (paths->database, error);
    }
  if (connection == NULL || !replay_sound (connection, paths, notices, out_journal_size, error))
    return NULL;
  return g_steal_pointer (&connection);
}
