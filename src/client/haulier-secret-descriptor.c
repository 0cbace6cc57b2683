/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A password on its way to the engine: in memory that can be read once it is whole, and no more be
 * changed. */
#include "config.h"

#include "haulier-secret-descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL)

static gboolean
write_all (int fd, const char *bytes, gsize length)
{
  while (length > 0)
    {
      gssize written = write (fd, bytes, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      bytes += written;
      length -= (gsize) written;
    }
  return lseek (fd, 0, SEEK_SET) == 0 && fcntl (fd, F_ADD_SEALS, SEALS) == 0;
}

/**
 * haulier_secret_descriptor_new:
 * @secret: a password
 * @length: its bytes, or -1 when it ends with a zero
 * @error: return location
 *
 * Puts a password where the engine can read it: never on a disk, and not in a message.
 *
 * Returns: a sealed descriptor that the caller closes; -1 on failure
 */
int
haulier_secret_descriptor_new (const char *secret, gssize length, GError **error)
{
  int fd = memfd_create ("haulier", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  int saved_errno = 0;

  if (fd >= 0 && write_all (fd, secret, length < 0 ? strlen (secret) : (gsize) length))
    return fd;
  saved_errno = errno;
  if (fd >= 0)
    g_close (fd, NULL);
  g_set_error (error,
               G_IO_ERROR,
               g_io_error_from_errno (saved_errno),
               "pass a password on: %s",
               g_strerror (saved_errno));
  return -1;
}
