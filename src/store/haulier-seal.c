/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* systemd-creds: what this computer alone can read again, and under the same name only. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-error.h"
#include "haulier-seal-private.h"

/* A security chip takes its time, and one that has not answered by then is as good as none. */
#define TIMEOUT_SEC 20
/* Of a password, in UTF-8. */
#define SECRET_MAX_BYTES (256 * 1024)

/* One run of the program. Its own cancellable ends it, too, when the time is over. */
typedef struct
{
  GSubprocess *process;
  HaulierSecret *secret; /* (nullable): what is sealed */
  int plain_fd;          /* what was unsealed, else -1 */
  GCancellable *cancellable;
  GCancellable *outer; /* (nullable) of the caller */
  gulong outer_id;
  guint timeout_id;
  gboolean late;
} Run;

static void
run_free (Run *run)
{
  g_clear_handle_id (&run->timeout_id, g_source_remove);
  if (run->outer_id != 0)
    g_cancellable_disconnect (run->outer, run->outer_id);
  g_clear_object (&run->outer);
  g_object_unref (run->cancellable);
  g_clear_object (&run->process);
  g_clear_pointer (&run->secret, haulier_secret_unref);
  if (run->plain_fd >= 0)
    g_close (run->plain_fd, NULL);
  g_free (run);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Run *run = user_data;

  run->timeout_id = 0;
  run->late = TRUE;
  g_cancellable_cancel (run->cancellable);
  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static GTask *
new_run (gpointer tag, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Run *run = g_new0 (Run, 1);

  run->plain_fd = -1;
  run->cancellable = g_cancellable_new ();
  run->timeout_id = g_timeout_add_seconds (TIMEOUT_SEC, timeout_cb, run);
  if (cancellable != NULL)
    {
      run->outer = g_object_ref (cancellable);
      run->outer_id = g_cancellable_connect (
          cancellable, G_CALLBACK (outer_cancelled_cb), run->cancellable, NULL);
    }
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  return task;
}

/* What it says itself is the reason; warnings come first. */
static char *
dup_last_line (GBytes *said)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (said, &length);
  g_autofree char *text = g_utf8_make_valid (bytes != NULL ? bytes : "", (gssize) length);
  const char *last = NULL;

  g_strchomp (text);
  last = strrchr (text, '\n');
  return g_strdup (last != NULL ? last + 1 : text);
}

/* Whether the program ran to a good end; else the error is set. */
static gboolean
finish_run (Run *run, GAsyncResult *result, GBytes **out_output, GError **error)
{
  g_autoptr (GBytes) said = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *reason = NULL;

  if (!g_subprocess_communicate_finish (run->process, result, out_output, &said, &local_error))
    {
      g_subprocess_force_exit (run->process);
      g_set_error (error,
                   HAULIER_ERROR,
                   run->late ? HAULIER_ERROR_TIMEOUT
                   : g_cancellable_is_cancelled (run->cancellable)
                       ? HAULIER_ERROR_CANCELLED
                       : HAULIER_ERROR_SERVER_UNAVAILABLE,
                   "run systemd-creds: %s",
                   run->late ? "it does not end" : local_error->message);
      return FALSE;
    }
  if (g_subprocess_get_successful (run->process))
    return TRUE;
  reason = dup_last_line (said);
  g_set_error (error, HAULIER_ERROR, HAULIER_ERROR_SERVER_UNAVAILABLE, "systemd-creds: %s", reason);
  return FALSE;
}

static GSubprocess *
spawn (GSubprocessLauncher *launcher,
       const char *verb,
       const char *name,
       const char *input,
       GError **error)
{
  g_autofree char *option = g_strconcat ("--name=", name, NULL);
  g_autoptr (GError) local_error = NULL;
  GSubprocess *process = g_subprocess_launcher_spawn (
      launcher, &local_error, "systemd-creds", verb, option, input, "-", NULL);

  if (process == NULL)
    g_set_error (error,
                 HAULIER_ERROR,
                 HAULIER_ERROR_SERVER_UNAVAILABLE,
                 "run systemd-creds: %s",
                 local_error->message);
  return process;
}

static void
sealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) sealed = NULL;
  GError *error = NULL;

  if (!finish_run (g_task_get_task_data (task), result, &sealed, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&sealed), (GDestroyNotify) g_bytes_unref);
}

/**
 * haulier_seal_async:
 * @name: what it is bound to
 * @secret: what nobody else shall read
 * @cancellable: (nullable): ends it
 * @callback: called with the sealed bytes
 * @user_data: for @callback
 *
 * Seals with the key of this computer, and its security chip where there is one. The secret goes
 * through standard input: no argument and no file has it.
 */
void
haulier_seal_async (const char *name,
                    HaulierSecret *secret,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = new_run (haulier_seal_async, cancellable, callback, user_data);
  Run *run = g_task_get_task_data (task);
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                   | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GBytes) plain = NULL;
  GError *error = NULL;

  run->secret = haulier_secret_ref (secret);
  run->process = spawn (launcher, "encrypt", name, "-", &error);
  if (run->process == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* not a copy: @run has the secret for as long as this is read */
  plain = g_bytes_new_static (haulier_secret_peek (secret), haulier_secret_get_length (secret));
  g_subprocess_communicate_async (
      run->process, plain, run->cancellable, sealed_cb, g_steal_pointer (&task));
}

/**
 * haulier_seal_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_SERVER_UNAVAILABLE when the program or its key is not there,
 *   %HAULIER_ERROR_TIMEOUT, %HAULIER_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the sealed bytes
 */
GBytes *
haulier_seal_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Read where it lies: a copy on the heap would have to be wiped. */
static HaulierSecret *
read_plain (int fd)
{
  struct stat status;
  HaulierSecret *secret = NULL;
  void *pages = MAP_FAILED;

  if (fstat (fd, &status) != 0 || status.st_size > SECRET_MAX_BYTES)
    return NULL;
  if (status.st_size == 0)
    return haulier_secret_new ("", 0);
  pages = mmap (NULL, (gsize) status.st_size, PROT_READ, MAP_SHARED, fd, 0);
  if (pages == MAP_FAILED)
    return NULL;
  secret = haulier_secret_new (pages, status.st_size);
  munmap (pages, (gsize) status.st_size);
  return secret;
}

static void
unsealed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  HaulierSecret *secret = NULL;
  GError *error = NULL;

  if (!finish_run (run, result, NULL, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  secret = read_plain (run->plain_fd);
  if (secret != NULL)
    g_task_return_pointer (task, secret, (GDestroyNotify) haulier_secret_unref);
  else
    g_task_return_new_error (task,
                             HAULIER_ERROR,
                             HAULIER_ERROR_FAILED,
                             "read what systemd-creds unsealed: it is too long");
}

/**
 * haulier_unseal_async:
 * @name: what it is bound to
 * @path: (type filename): file with the sealed bytes
 * @cancellable: (nullable): ends it
 * @callback: called with the secret
 * @user_data: for @callback
 */
void
haulier_unseal_async (const char *name,
                      const char *path,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = new_run (haulier_unseal_async, cancellable, callback, user_data);
  Run *run = g_task_get_task_data (task);
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_PIPE);
  GError *error = NULL;
  int output = -1;

  run->plain_fd = memfd_create ("secret", MFD_CLOEXEC);
  output = run->plain_fd >= 0 ? fcntl (run->plain_fd, F_DUPFD_CLOEXEC, 0) : -1;
  if (output < 0)
    {
      g_task_return_new_error (
          task, HAULIER_ERROR, HAULIER_ERROR_FAILED, "open a descriptor: %s", g_strerror (errno));
      return;
    }
  g_subprocess_launcher_take_stdout_fd (launcher, output);
  run->process = spawn (launcher, "decrypt", name, path, &error);
  if (run->process == NULL)
    g_task_return_error (task, error);
  else
    g_subprocess_communicate_async (
        run->process, NULL, run->cancellable, unsealed_cb, g_steal_pointer (&task));
}

/**
 * haulier_unseal_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: as haulier_seal_finish(), which is also what another computer, another name and a damaged
 *   file come to; %HAULIER_ERROR_FAILED.
 *
 * Returns: (transfer full) (nullable): the secret
 */
HaulierSecret *
haulier_unseal_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
