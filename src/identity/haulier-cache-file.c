/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The file of a Kerberos cache that the engine puts where one user alone can read it. */
#include "config.h"

#include "haulier-cache-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-error.h"

/* FOLDER/krb5/UID/computer: what is above UID belongs to the engine, and nobody else writes there.
 */
#define CACHES "krb5"
#define CACHE "computer"
#define CACHES_MODE 0711
#define OWN_MODE 0700
#define FILE_MODE 0600

static gboolean
fail (const char *attempt, const char *path, GError **error)
{
  int error_number = errno;

  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_FAILED,
               "%s %s: %s",
               attempt,
               path,
               g_strerror (error_number));
  return FALSE;
}

/**
 * haulier_cache_file_path:
 * @folder: the engine's runtime folder
 * @uid: whose cache
 *
 * Returns: (transfer full): where it is
 */
char *
haulier_cache_file_path (const char *folder, uid_t uid)
{
  return g_strdup_printf ("%s/" CACHES "/%u/" CACHE, folder, (guint) uid);
}

/* Makes a folder, or takes the one that is there. Returns its descriptor, -1 with errno. */
static int
ensure_folder (int parent, const char *name, mode_t mode, uid_t uid, gid_t gid)
{
  int fd = -1;

  if (mkdirat (parent, name, mode) != 0 && errno != EEXIST)
    return -1;
  fd = openat (parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return -1;
  if (fchown (fd, uid, gid) == 0 && fchmod (fd, mode) == 0)
    return fd;
  g_close (fd, NULL);
  return -1;
}

static int
open_caches (const char *folder)
{
  int parent = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int fd = parent >= 0 ? ensure_folder (parent, CACHES, CACHES_MODE, geteuid (), getegid ()) : -1;
  int error_number = errno;

  if (parent >= 0)
    g_close (parent, NULL);
  errno = error_number;
  return fd;
}

static gboolean
write_new (int caches,
           const char *name,
           const HaulierSecurityContext *context,
           const guint8 *bytes,
           gsize length)
{
  int fd = -1;
  gboolean is_written = FALSE;
  int error_number = 0;

  unlinkat (caches, name, 0);
  fd = openat (caches, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, FILE_MODE);
  if (fd < 0)
    return FALSE;
  is_written = fchmod (fd, FILE_MODE) == 0 && fchown (fd, context->uid, context->gid) == 0
               && write (fd, bytes, length) == (gssize) length;
  error_number = errno;
  g_close (fd, NULL);
  errno = error_number;
  return is_written;
}

/* The new file is made where nobody else can write, and renamed into the user's folder: what lies
 * there, a link too, is replaced and never opened. */
static gboolean
place (int caches, const HaulierSecurityContext *context, const guint8 *bytes, gsize length)
{
  g_autofree char *own = g_strdup_printf ("%u", (guint) context->uid);
  g_autofree char *name = g_strconcat (own, ".new", NULL);
  int fd = ensure_folder (caches, own, OWN_MODE, context->uid, context->gid);
  gboolean is_placed = FALSE;
  int error_number = 0;

  if (fd < 0)
    return FALSE;
  is_placed
      = write_new (caches, name, context, bytes, length) && renameat (caches, name, fd, CACHE) == 0;
  error_number = errno;
  if (!is_placed)
    unlinkat (caches, name, 0);
  g_close (fd, NULL);
  errno = error_number;
  return is_placed;
}

/**
 * haulier_cache_file_write:
 * @folder: the engine's runtime folder, which others may pass through
 * @context: who alone can read it
 * @bytes: (array length=length): the cache
 * @length: how long it is
 * @error: return location
 *
 * Blocks; from a thread.
 *
 * Errors: %HAULIER_ERROR_FAILED.
 *
 * Returns: whether it is there, as haulier_cache_file_path()
 */
gboolean
haulier_cache_file_write (const char *folder,
                          const HaulierSecurityContext *context,
                          const guint8 *bytes,
                          gsize length,
                          GError **error)
{
  g_autofree char *path = haulier_cache_file_path (folder, context->uid);
  int caches = open_caches (folder);
  gboolean is_placed = FALSE;

  if (caches < 0)
    return fail ("make a folder for Kerberos caches in", folder, error);
  is_placed = place (caches, context, bytes, length) || fail ("write", path, error);
  g_close (caches, NULL);
  return is_placed;
}

/**
 * haulier_cache_file_remove:
 * @folder: the engine's runtime folder
 * @uid: whose cache
 *
 * Blocks; from a thread.
 */
void
haulier_cache_file_remove (const char *folder, uid_t uid)
{
  g_autofree char *path = haulier_cache_file_path (folder, uid);

  unlink (path);
}
