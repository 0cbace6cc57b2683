/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The calls of the engine that only look at files: done by the I/O thread. */
#include "config.h"

#include "haulier-worker-files.h"

#include "haulier-worker-rows.h"

#include "haulier-held-files.h"
#include "haulier-late-sync.h"
#include "haulier-target-check.h"

typedef struct
{
  HaulierIoTask task;
  GVariant *arguments;
  GDBusMethodInvocation *invocation;
  mode_t mode; /* of complete files */
  GVariant *answer;
} CallTask;

static void
finish_call (HaulierIoTask *task)
{
  CallTask *call = (CallTask *) task;

  g_dbus_method_invocation_return_value (call->invocation, call->answer);
  g_variant_unref (call->answer);
  g_variant_unref (call->arguments);
  g_free (call);
}

static void
push (HaulierIoThread *io,
      HaulierIoFunc run,
      mode_t mode,
      GVariant *arguments,
      GDBusMethodInvocation *invocation)
{
  CallTask *call = g_new0 (CallTask, 1);

  call->task.run = run;
  call->task.done = finish_call;
  call->arguments = g_variant_ref (arguments);
  call->invocation = invocation;
  call->mode = mode;
  haulier_io_thread_push (io, &call->task);
}

static void
add_result (GVariantBuilder *results,
            const char *path,
            const char *fallback,
            HaulierFailure *failure)
{
  g_variant_builder_add (results,
                         "(@ayus)",
                         g_variant_new_bytestring (path != NULL ? path : fallback),
                         failure != NULL ? (guint32) failure->code : 0,
                         failure != NULL ? failure->message : "");
  haulier_failure_free (failure);
}

static void
run_check (HaulierIoTask *task)
{
  CallTask *call = (CallTask *) task;
  g_autoptr (HaulierTargetCheck) check = haulier_target_check_new ();
  g_autoptr (GVariant) targets = g_variant_get_child_value (call->arguments, 0);
  HaulierColumns *results = haulier_columns_new (HAULIER_WORKER_CHECK_COLUMNS);
  g_auto (HaulierColumnsReader) reader;
  const char *folder = NULL;
  const char *name = NULL;
  guint32 flags = 0;

  haulier_columns_reader_init (&reader, targets, HAULIER_WORKER_TARGET_COLUMNS);
  while (haulier_columns_reader_next (&reader, &folder, &name, &flags))
    {
      HaulierFailure *failure = NULL;
      g_autofree char *path
          = haulier_target_check_name (check,
                                       folder,
                                       name,
                                       (flags & HAULIER_WORKER_TARGET_EXPLICIT) != 0,
                                       (flags & HAULIER_WORKER_TARGET_OVERWRITE) != 0,
                                       &failure);

      haulier_columns_add (results,
                           path,
                           failure != NULL ? (guint32) failure->code : 0,
                           failure != NULL ? failure->message : NULL);
      haulier_failure_free (failure);
    }
  call->answer = g_variant_ref_sink (g_variant_new ("(@aay)", haulier_columns_end (results)));
}

static void
run_discard (HaulierIoTask *task)
{
  CallTask *call = (CallTask *) task;
  g_autoptr (GVariantIter) iter = NULL;
  const char *id = NULL;
  const char *path = NULL;
  guint index = 0;
  guint left = 0;

  g_variant_get (call->arguments, "(&sa(uay))", &id, &iter);
  while (g_variant_iter_next (iter, "(u^&ay)", &index, &path))
    left += haulier_held_files_discard (id, index, path);
  call->answer = g_variant_ref_sink (g_variant_new ("(u)", left));
}

static void
run_complete (HaulierIoTask *task)
{
  CallTask *call = (CallTask *) task;
  g_autoptr (GVariantIter) iter = NULL;
  GVariantBuilder results;
  const char *id = NULL;
  const char *path = NULL;
  guint index = 0;
  gboolean overwrite = FALSE;
  gboolean number = FALSE;
  gint64 modified = 0;

  g_variant_builder_init (&results, G_VARIANT_TYPE ("a(ayus)"));
  g_variant_get (call->arguments, "(&sa(uaybbx))", &id, &iter);
  while (g_variant_iter_next (iter, "(u^&aybbx)", &index, &path, &overwrite, &number, &modified))
    {
      HaulierFailure *failure = NULL;
      g_autofree char *final_path = haulier_held_files_complete (
          id, index, path, overwrite, number, call->mode, modified, &failure);

      add_result (&results, final_path, path, failure);
    }
  call->answer
      = g_variant_ref_sink (g_variant_new ("(@a(ayus))", g_variant_builder_end (&results)));
}

static void
run_sync (HaulierIoTask *task)
{
  CallTask *call = (CallTask *) task;
  g_autoptr (HaulierLateSync) sync = haulier_late_sync_new ();
  g_autoptr (GVariantIter) iter = NULL;
  GVariantBuilder indexes;
  const char *id = NULL;
  const char *path = NULL;
  guint index = 0;
  gboolean held = FALSE;

  g_variant_builder_init (&indexes, G_VARIANT_TYPE ("au"));
  g_variant_get (call->arguments, "(&sa(uayb))", &id, &iter);
  while (g_variant_iter_next (iter, "(u^&ayb)", &index, &path, &held))
    {
      if (haulier_late_sync_file (sync, id, index, path, held))
        g_variant_builder_add (&indexes, "u", index);
    }
  call->answer = g_variant_ref_sink (g_variant_new ("(au)", &indexes));
}

/**
 * haulier_worker_files_check:
 * @io: the I/O thread
 * @arguments: of CheckTargets
 * @invocation: (transfer full): answered when it is done
 */
void
haulier_worker_files_check (HaulierIoThread *io,
                            GVariant *arguments,
                            GDBusMethodInvocation *invocation)
{
  push (io, run_check, 0, arguments, invocation);
}

/**
 * haulier_worker_files_discard:
 * @io: the I/O thread
 * @arguments: of DiscardFiles
 * @invocation: (transfer full): answered when it is done
 */
void
haulier_worker_files_discard (HaulierIoThread *io,
                              GVariant *arguments,
                              GDBusMethodInvocation *invocation)
{
  push (io, run_discard, 0, arguments, invocation);
}

/**
 * haulier_worker_files_complete:
 * @io: the I/O thread
 * @mode: permissions of complete files
 * @arguments: of CompleteFiles
 * @invocation: (transfer full): answered when it is done
 */
void
haulier_worker_files_complete (HaulierIoThread *io,
                               mode_t mode,
                               GVariant *arguments,
                               GDBusMethodInvocation *invocation)
{
  push (io, run_complete, mode, arguments, invocation);
}

/**
 * haulier_worker_files_sync:
 * @io: the thread that waits for the disk
 * @arguments: of SyncFiles
 * @invocation: (transfer full): answered when it is done
 */
void
haulier_worker_files_sync (HaulierIoThread *io,
                           GVariant *arguments,
                           GDBusMethodInvocation *invocation)
{
  push (io, run_sync, 0, arguments, invocation);
}
