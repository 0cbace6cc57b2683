/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The way to a folder, one step after the other, so that nobody else's link leads it elsewhere. */
#include "config.h"

#include "haulier-folder-walk.h"

#include "haulier-local-failure.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* More lead in a circle. */
#define MAX_LINKS 20

typedef struct
{
  const char *path; /* as it was ordered */
  int fd;           /* where the way has got to */
  GQueue steps;     /* names that are still to go, owned */
  guint n_links;
  HaulierFailure *failure;
} Walk;

static gboolean
stop_with_errno (Walk *walk, int error_number)
{
  walk->failure
      = haulier_local_failure_from_errno (error_number, "open the folder “%s”", walk->path);
  errno = error_number;
  return FALSE;
}

/* Before the steps that are still to go. */
static void
push_steps (Walk *walk, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);

  for (guint i = g_strv_length (names); i > 0; i--)
    {
      if (*names[i - 1] != '\0' && !g_str_equal (names[i - 1], "."))
        g_queue_push_head (&walk->steps, g_strdup (names[i - 1]));
    }
}

static gboolean
go_to (Walk *walk, int fd)
{
  if (fd < 0)
    return stop_with_errno (walk, errno);
  if (walk->fd >= 0)
    (void) g_close (walk->fd, NULL);
  walk->fd = fd;
  return TRUE;
}

static gboolean
go_to_root (Walk *walk)
{
  return go_to (walk, open ("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
}

/* Who may put a link into a folder may make it lead anywhere: only those are followed whom this
 * process has to trust, root and itself. */
static gboolean
follow (Walk *walk, const char *name, int link_fd, const struct stat *status)
{
  char target[PATH_MAX];
  gssize length = 0;

  if (status->st_uid != 0 && status->st_uid != geteuid ())
    {
      walk->failure = haulier_local_failure_new (
          HAULIER_ERROR_ACCESS_DENIED,
          "open the folder “%s”: “%s” is a symbolic link that the user with the number %u made",
          walk->path,
          name,
          (guint) status->st_uid);
      errno = EACCES;
      return FALSE;
    }
  if (++walk->n_links > MAX_LINKS)
    return stop_with_errno (walk, ELOOP);
  length = readlinkat (link_fd, "", target, sizeof target - 1);
  if (length < 0)
    return stop_with_errno (walk, errno);
  target[length] = '\0';
  push_steps (walk, target);
  return *target != '/' || go_to_root (walk);
}

static gboolean
take_step (Walk *walk, const char *name)
{
  /* To ask for a folder has one mounted that is mounted on demand. */
  int fd = openat (walk->fd, name, O_PATH | O_NOFOLLOW | O_DIRECTORY | O_CLOEXEC);
  struct stat status = { 0 };
  gboolean done = FALSE;

  if (fd >= 0 || errno != ENOTDIR)
    return go_to (walk, fd);
  fd = openat (walk->fd, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  if (fd < 0)
    return stop_with_errno (walk, errno);
  if (fstat (fd, &status) == 0 && S_ISDIR (status.st_mode))
    return go_to (walk, fd);
  if (!S_ISLNK (status.st_mode))
    done = stop_with_errno (walk, ENOTDIR);
  else
    done = follow (walk, name, fd, &status);
  (void) g_close (fd, NULL);
  return done;
}

static gboolean
begin (Walk *walk)
{
  push_steps (walk, walk->path);
  if (g_path_is_absolute (walk->path)
      && g_queue_find_custom (&walk->steps, "..", (GCompareFunc) strcmp) == NULL)
    return go_to_root (walk);
  walk->failure = haulier_local_failure_new (
      HAULIER_ERROR_INVALID_NAME, "open the folder “%s”: the path is not a full one", walk->path);
  errno = EINVAL;
  return FALSE;
}

/**
 * haulier_folder_walk:
 * @path: full path, without “..”
 * @out_failure: (out) (optional): why not
 *
 * Opens a folder. A symbolic link on the way is followed when it belongs to root or to the user of
 * this process. Blocks; from an I/O thread.
 *
 * Errors: %HAULIER_ERROR_ACCESS_DENIED for a link of somebody else, %HAULIER_ERROR_INVALID_NAME.
 *
 * Returns: a descriptor for reading, or -1 with `errno` set
 */
int
haulier_folder_walk (const char *path, HaulierFailure **out_failure)
{
  Walk walk = { .path = path, .fd = -1, .steps = G_QUEUE_INIT };
  gboolean going = begin (&walk);
  int error_number = 0;
  int fd = -1;

  while (going && walk.steps.length > 0)
    {
      g_autofree char *name = g_queue_pop_head (&walk.steps);

      going = take_step (&walk, name);
    }
  if (going)
    fd = openat (walk.fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (going && fd < 0)
    stop_with_errno (&walk, errno);
  error_number = errno;
  if (walk.fd >= 0)
    (void) g_close (walk.fd, NULL);
  g_queue_clear_full (&walk.steps, g_free);
  if (fd < 0 && out_failure != NULL)
    *out_failure = g_steal_pointer (&walk.failure);
  haulier_failure_free (walk.failure);
  errno = error_number;
  return fd;
}
