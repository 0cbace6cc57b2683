/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The rolling copy of the database, made piece by piece while nobody waits. */
#include "config.h"

#include "haulier-store-copy-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "haulier-error.h"
#include "haulier-store-sense-private.h"

struct _HaulierStoreCopy
{
  char *path;
  char *temporary;
  HaulierStoreConnection *target;
  sqlite3_backup *backup;
};

static gboolean
fail (const char *doing, const char *path, GError **error)
{
  int code = errno;

  g_set_error (error,
               HAULIER_ERROR,
               haulier_error_code_from_errno (code),
               "%s %s: %s",
               doing,
               path,
               g_strerror (code));
  return FALSE;
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = open (path, flags | O_CLOEXEC);
  gboolean done = fd >= 0 && fsync (fd) == 0;

  if (!done)
    fail ("write to the disk:", path, error);
  if (fd >= 0)
    g_close (fd, NULL);
  return done;
}

/* Makes the names in the folder of @path durable. */
gboolean
haulier_store_sync_folder (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}

/* Begins a copy of @source that will be @path. Changes that @source makes meanwhile go into the
 * part that was copied already. */
HaulierStoreCopy *
haulier_store_copy_new (HaulierStoreConnection *source, const char *path, GError **error)
{
  g_autoptr (HaulierStoreCopy) self = g_new0 (HaulierStoreCopy, 1);

  self->path = g_strdup (path);
  self->temporary = g_strconcat (path, ".new", NULL);
  g_unlink (self->temporary);
  self->target = haulier_store_connection_open (self->temporary, error);
  /* It is synced once, when it is whole. */
  if (self->target == NULL
      || !haulier_store_connection_execute (self->target,
                                            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;",
                                            "begin the copy",
                                            error))
    return NULL;
  self->backup = sqlite3_backup_init (self->target->db, "main", source->db, "main");
  if (self->backup == NULL)
    {
      haulier_store_connection_fail (self->target, "begin the copy", error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* One that was not installed leaves nothing behind. */
void
haulier_store_copy_free (HaulierStoreCopy *self)
{
  if (self == NULL)
    return;
  if (self->backup != NULL)
    sqlite3_backup_finish (self->backup);
  haulier_store_connection_free (self->target);
  g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

/* Copies some pages, or all when @n_pages is -1. */
gboolean
haulier_store_copy_step (HaulierStoreCopy *self, int n_pages, gboolean *out_done, GError **error)
{
  int result = sqlite3_backup_step (self->backup, n_pages);

  *out_done = result == SQLITE_DONE;
  if (result == SQLITE_OK || result == SQLITE_DONE || result == SQLITE_BUSY
      || result == SQLITE_LOCKED)
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               (result & 0xff) == SQLITE_FULL ? HAULIER_ERROR_DISK_FULL : HAULIER_ERROR_IO_DEVICE,
               "copy the database to %s: %s",
               self->temporary,
               sqlite3_errstr (result));
  return FALSE;
}

/* Puts the whole copy in place of the former one, if it is sound: pages are copied as they are. */
gboolean
haulier_store_copy_install (HaulierStoreCopy *self, GError **error)
{
  int result = sqlite3_backup_finish (g_steal_pointer (&self->backup));

  if (result != SQLITE_OK)
    {
      haulier_store_connection_fail (self->target, "finish the copy", error);
      return FALSE;
    }
  /* A copy is one file: without it the first look would put a log beside it. */
  if (!haulier_store_connection_execute (
          self->target, "PRAGMA journal_mode = DELETE", "finish the copy", error))
    return FALSE;
  if (!haulier_store_connection_check (self->target, error)
      || !haulier_store_sense_check (self->target, error))
    return FALSE;
  haulier_store_connection_settle (self->target);
  g_clear_pointer (&self->target, haulier_store_connection_free);
  if (!sync_path (self->temporary, O_RDWR, error))
    return FALSE;
  if (g_rename (self->temporary, self->path) != 0)
    return fail ("rename the copy to", self->path, error);
  return haulier_store_sync_folder (self->path, error);
}
