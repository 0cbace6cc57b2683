/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Runs haulier-kinit once: a keytab goes in, a ticket of the computer comes out. */
#include "config.h"

#include "haulier-ticket-fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-error.h"
#include "haulier-launch-command.h"
#include "haulier-program.h"

/* The descriptor that haulier-kinit finds the keytab at. */
#define KEYTAB_FD 3
/* Kerberos asks each server for a few seconds, and a realm has several. */
#define TIMEOUT_SEC 60

typedef struct
{
  GSubprocess *process;
  int report_fd;
  guint timeout_id;
  gboolean late;
} Fetch;

static void
fetch_free (Fetch *fetch)
{
  g_clear_handle_id (&fetch->timeout_id, g_source_remove);
  g_clear_object (&fetch->process);
  if (fetch->report_fd >= 0)
    g_close (fetch->report_fd, NULL);
  g_free (fetch);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Fetch *fetch = user_data;

  fetch->timeout_id = 0;
  fetch->late = TRUE;
  g_subprocess_force_exit (fetch->process);
  return G_SOURCE_REMOVE;
}

static HaulierTicketReport *
read_report (int fd, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (HaulierTicketReport) report = NULL;
  guint8 *buffer = NULL;
  struct stat status;
  gssize length = 0;

  if (fstat (fd, &status) != 0 || status.st_size > HAULIER_TICKET_REPORT_MAX_BYTES)
    status.st_size = 0;
  buffer = g_malloc0 ((gsize) status.st_size + 1);
  length = pread (fd, buffer, (gsize) status.st_size, 0);
  bytes = g_bytes_new_static (buffer, (gsize) MAX (length, 0));
  report = haulier_ticket_report_parse (bytes, error);
  g_clear_pointer (&bytes, g_bytes_unref);
  /* it has the ticket in it */
  explicit_bzero (buffer, (gsize) status.st_size);
  g_free (buffer);
  return g_steal_pointer (&report);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  HaulierTicketReport *report = NULL;
  GError *error = NULL;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error))
    g_task_return_error (task, error);
  else if (fetch->late)
    g_task_return_new_error (
        task,
        HAULIER_ERROR,
        HAULIER_ERROR_TIMEOUT,
        "get a Kerberos ticket of the computer: there was no answer within %d seconds",
        TIMEOUT_SEC);
  else if ((report = read_report (fetch->report_fd, &error)) == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, report, (GDestroyNotify) haulier_ticket_report_free);
}

static GPtrArray *
make_words (const HaulierSecurityContext *context, const char *host)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  haulier_launch_add_words (context, words);
  g_ptr_array_add (words, haulier_program_find ("haulier-kinit"));
  g_ptr_array_add (words, g_strdup (host));
  g_ptr_array_add (words, NULL);
  return words;
}

/* The report goes into memory of a file without a name, which is looked at when nobody writes to it
 * any more. */
static gboolean
spawn (Fetch *fetch,
       const HaulierSecurityContext *context,
       int keytab_fd,
       const char *host,
       GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GPtrArray) words = make_words (context, host);
  int keytab = fcntl (keytab_fd, F_DUPFD_CLOEXEC, 0);
  int report = -1;

  fetch->report_fd = memfd_create ("report", MFD_CLOEXEC);
  report = fetch->report_fd >= 0 ? fcntl (fetch->report_fd, F_DUPFD_CLOEXEC, 0) : -1;
  if (keytab >= 0)
    g_subprocess_launcher_take_fd (launcher, keytab, KEYTAB_FD);
  if (report >= 0)
    g_subprocess_launcher_take_stdout_fd (launcher, report);
  if (keytab < 0 || report < 0)
    {
      g_set_error (
          error, HAULIER_ERROR, HAULIER_ERROR_FAILED, "open a descriptor: %s", g_strerror (errno));
      return FALSE;
    }
  haulier_launch_prepare (context, launcher);
  fetch->process
      = g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, error);
  return fetch->process != NULL;
}

/**
 * haulier_ticket_fetch_async:
 * @context: who runs it, and will have the ticket; not root
 * @keytab_fd: the keytab, open for reading
 * @host: name of this computer
 * @callback: called with the report
 * @user_data: for @callback
 *
 * No library of Kerberos is in this process: what talks to the network has the rights of @context,
 * and the keytab for as long as it takes.
 */
void
haulier_ticket_fetch_async (const HaulierSecurityContext *context,
                            int keytab_fd,
                            const char *host,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);
  GError *error = NULL;

  fetch->report_fd = -1;
  g_task_set_source_tag (task, haulier_ticket_fetch_async);
  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  if (!spawn (fetch, context, keytab_fd, host, &error))
    {
      g_prefix_error (&error, "get a Kerberos ticket of the computer: ");
      g_task_return_error (task, error);
      return;
    }
  fetch->timeout_id = g_timeout_add_seconds (TIMEOUT_SEC, timeout_cb, fetch);
  g_subprocess_wait_async (fetch->process, NULL, ended_cb, g_steal_pointer (&task));
}

/**
 * haulier_ticket_fetch_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_TIMEOUT, %HAULIER_ERROR_FAILED; those of spawning. That Kerberos refused a
 *   ticket is no error but a report that says so.
 *
 * Returns: (transfer full) (nullable): the report
 */
HaulierTicketReport *
haulier_ticket_fetch_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
