/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who owns a local path: two live files never have the same target. */
#include "config.h"

#include "haulier-store-target-private.h"

#include <string.h>

#include "haulier-error.h"
#include "haulier-file-name.h"
#include "haulier-job-transition.h"
#include "haulier-job.h"

/* FNV-1a, 64 bits. It is in the database: it stays as it is. */
#define HASH_START G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define HASH_PRIME G_GUINT64_CONSTANT (0x100000001b3)
/* Numbers that are tried one after the other before the search takes longer steps. */
#define NEAR_NUMBERS 16u

/* The live file that has a path. */
typedef struct
{
  char job_id[HAULIER_JOB_ID_LENGTH + 1];
  char *job_name;
} TargetOwner;

static void
target_owner_clear (TargetOwner *owner)
{
  g_clear_pointer (&owner->job_name, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TargetOwner, target_owner_clear)

static gboolean
is_canonical (const char *path)
{
  return strstr (path, "//") == NULL && strstr (path, "/./") == NULL
         && strstr (path, "/../") == NULL;
}

/* The same for every way to write one path. */
gint64
haulier_store_target_hash (const char *path)
{
  g_autofree char *canonical = is_canonical (path) ? NULL : g_canonicalize_filename (path, "/");
  guint64 hash = HASH_START;

  for (const char *p = canonical != NULL ? canonical : path; *p != '\0'; p++)
    hash = (hash ^ (guchar) *p) * HASH_PRIME;
  return (gint64) hash;
}

static gboolean
is_same_path (const char *left, const char *right)
{
  g_autofree char *left_canonical = NULL;
  g_autofree char *right_canonical = NULL;

  if (g_str_equal (left, right))
    return TRUE;
  if (is_canonical (left) && is_canonical (right))
    return FALSE;
  left_canonical = g_canonicalize_filename (left, "/");
  right_canonical = g_canonicalize_filename (right, "/");
  return g_str_equal (left_canonical, right_canonical);
}

void
haulier_store_targets_init (HaulierStoreTargets *self, HaulierStoreConnection *connection)
{
  self->connection = connection;
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
haulier_store_targets_clear (HaulierStoreTargets *self)
{
  g_clear_pointer (&self->numbers, g_hash_table_unref);
}

/* A job that ended owns nothing any more; its files leave the index when somebody meets them. */
static gboolean
drop_target (HaulierStoreConnection *connection, gint64 key, GError **error)
{
  sqlite3_stmt *drop
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_TARGET_DROP, error);

  if (drop == NULL)
    return FALSE;
  sqlite3_bind_int64 (drop, 1, key);
  return haulier_store_connection_run (connection, drop, "release the target", error);
}

/* Reads the rows with the hash of @path; those of jobs that ended are noted in @out_ended, which
 * stays %NULL for most paths. */
static gboolean
read_owner (HaulierStoreConnection *connection,
            sqlite3_stmt *statement,
            const char *path,
            GArray **out_ended,
            gboolean *out_found,
            TargetOwner *out_owner,
            GError **error)
{
  gboolean more = TRUE;

  *out_found = FALSE;
  while (more && !*out_found)
    {
      gint64 key = 0;

      if (!haulier_store_connection_next (
              connection, statement, "look for the target", &more, error))
        return FALSE;
      if (!more)
        break;
      key = sqlite3_column_int64 (statement, 0);
      if (sqlite3_column_type (statement, 4) == SQLITE_NULL
          || haulier_job_state_is_final ((HaulierJobState) sqlite3_column_int (statement, 4)))
        {
          if (*out_ended == NULL)
            *out_ended = g_array_new (FALSE, FALSE, sizeof (gint64));
          g_array_append_val (*out_ended, key);
        }
      else if (is_same_path (path, (const char *) sqlite3_column_text (statement, 1)))
        {
          *out_found = TRUE;
          g_strlcpy (out_owner->job_id,
                     (const char *) sqlite3_column_text (statement, 2),
                     sizeof out_owner->job_id);
          out_owner->job_name = g_strdup ((const char *) sqlite3_column_text (statement, 3));
        }
    }
  sqlite3_reset (statement);
  return TRUE;
}

static gboolean
find_owner (HaulierStoreConnection *connection,
            const char *path,
            gboolean *out_found,
            TargetOwner *out_owner,
            GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_TARGET_LOOKUP, error);
  g_autoptr (GArray) ended = NULL;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, haulier_store_target_hash (path));
  if (!read_owner (connection, statement, path, &ended, out_found, out_owner, error))
    return FALSE;
  for (guint i = 0; ended != NULL && i < ended->len; i++)
    {
      if (!drop_target (connection, g_array_index (ended, gint64, i), error))
        return FALSE;
    }
  return TRUE;
}

/* Sets @out_free when no live file has the path. */
gboolean
haulier_store_target_is_free (HaulierStoreConnection *connection,
                              const char *path,
                              gboolean *out_free,
                              GError **error)
{
  g_auto (TargetOwner) owner = { 0 };
  gboolean found = FALSE;

  if (!find_owner (connection, path, &found, &owner, error))
    return FALSE;
  *out_free = !found;
  return TRUE;
}

static char *
number_path (const char *path, guint number)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *numbered = haulier_file_name_number (name, number);

  return g_build_filename (folder, numbered, NULL);
}

/* Sets @out_local when the number is free. */
static gboolean
try_number (HaulierStoreTargets *self,
            const char *path,
            guint number,
            char **out_local,
            GError **error)
{
  g_autofree char *candidate = number_path (path, number);
  g_auto (TargetOwner) owner = { 0 };
  gboolean found = FALSE;

  g_clear_pointer (out_local, g_free);
  if (!find_owner (self->connection, candidate, &found, &owner, error))
    return FALSE;
  if (!found)
    *out_local = g_steal_pointer (&candidate);
  return TRUE;
}

/* Takes the next number, one after the other at first, in growing steps later: a hundred thousand
 * files of one name must not try each other's numbers. */
static gboolean
find_number (HaulierStoreTargets *self, const char *path, char **out_local, GError **error)
{
  guint last = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, path));
  guint taken = last;
  guint step = 1;
  guint number = last;
  g_autofree char *local = NULL;

  while (local == NULL)
    {
      taken = number;
      step = number - last < NEAR_NUMBERS ? 1 : step * 2;
      number += step;
      if (!try_number (self, path, number, &local, error))
        return FALSE;
    }
  /* @taken is taken and @number is free: the border between them. */
  while (number - taken > 1)
    {
      guint middle = taken + (number - taken) / 2;
      g_autofree char *nearer = NULL;

      if (!try_number (self, path, middle, &nearer, error))
        return FALSE;
      if (nearer == NULL)
        {
          taken = middle;
          continue;
        }
      number = middle;
      g_free (local);
      local = g_steal_pointer (&nearer);
    }
  g_hash_table_insert (self->numbers, g_strdup (path), GUINT_TO_POINTER (number));
  *out_local = g_steal_pointer (&local);
  return TRUE;
}

/* Checks the target of a file that is about to be added. An explicit one must be free; the name of
 * another one gets a number if it has to, and @out_local is set to the new path. */
gboolean
haulier_store_targets_claim (HaulierStoreTargets *self,
                             const HaulierFile *file,
                             char **out_local,
                             GError **error)
{
  g_auto (TargetOwner) owner = { 0 };
  gboolean found = FALSE;

  if (!find_owner (self->connection, file->local, &found, &owner, error))
    return FALSE;
  if (!found)
    return TRUE;
  if ((file->flags & HAULIER_FILE_EXPLICIT) == 0)
    return find_number (self, file->local, out_local, error);
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_FILE_EXISTS,
               "add %s: the job “%s” (%s) already fetches a file to this path",
               file->local,
               owner.job_name,
               owner.job_id);
  return FALSE;
}
