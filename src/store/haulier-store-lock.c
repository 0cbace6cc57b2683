/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The folder of the store, and that one process has it. */
#include "config.h"

#include "haulier-store-lock-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-error.h"

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
make_folder (const char *folder, GError **error)
{
  struct stat status;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail ("create the folder", folder, error);
  if (g_stat (folder, &status) != 0 || ((status.st_mode & 077) != 0 && g_chmod (folder, 0700) != 0))
    return fail ("make the folder private:", folder, error);
  return TRUE;
}

static void
refuse (const char *folder, int fd, GError **error)
{
  char holder[16] = { 0 };
  gssize size = pread (fd, holder, sizeof holder - 1, 0);

  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_FAILED,
               "open the queue in %s: another Haulier engine has it (process %s)",
               folder,
               size > 0 ? g_strchomp (holder) : "unknown");
}

/* Returns: a descriptor that holds the lock while it is open, or -1 */
int
haulier_store_lock_folder (const char *folder, const char *lock, GError **error)
{
  g_autofree char *holder = g_strdup_printf ("%d\n", (int) getpid ());
  int fd = -1;

  if (!make_folder (folder, error))
    return -1;
  fd = open (lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0)
    {
      fail ("open", lock, error);
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      if (errno == EWOULDBLOCK)
        refuse (folder, fd, error);
      else
        fail ("lock", lock, error);
      g_close (fd, NULL);
      return -1;
    }
  /* Only for the message of the next one: on a full disk the lock works all the same. */
  if (ftruncate (fd, 0) != 0 || pwrite (fd, holder, strlen (holder), 0) < 0)
    g_debug ("write %s: %s, ignoring", lock, g_strerror (errno));
  return fd;
}
