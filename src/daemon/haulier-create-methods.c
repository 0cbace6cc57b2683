/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* CreateJob and AddFiles: everything is read and checked, passwords too, before anything is done.
 */
#include "config.h"

#include "haulier-create-methods.h"

#include "haulier-engine-access.h"
#include "haulier-engine-secrets.h"
#include "haulier-error.h"
#include "haulier-gate.h"
#include "haulier-job-row.h"
#include "haulier-job-spec.h"
#include "haulier-owner-rules.h"

/* So many files are read at once: then others get their turn. */
#define SLICE_FILES 4096

/* One such call. */
typedef struct
{
  HaulierCall *call;
  GVariant *rows;  /* (nullable): the files, until all are read */
  HaulierJob *job; /* the new one, or a copy of that which gets files */
  GPtrArray *files;
  gboolean start;
  HaulierSecretIntake *intake;
} Creation;

static void
creation_free (Creation *creation)
{
  haulier_job_free (creation->job);
  g_clear_pointer (&creation->rows, g_variant_unref);
  g_clear_pointer (&creation->files, g_ptr_array_unref);
  haulier_secret_intake_free (creation->intake);
  g_free (creation);
}

/* Nothing came of it: its passwords belong to nobody. */
static void
fail (Creation *creation, GError *error)
{
  haulier_engine_drop_secrets (creation->call->engine,
                               haulier_secret_intake_get_all (creation->intake));
  haulier_call_fail (creation->call, error);
  creation_free (creation);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Creation *creation = user_data;
  GError *error = NULL;
  const HaulierJob *job
      = haulier_engine_create_job_finish (HAULIER_ENGINE (source), result, &error);

  if (job == NULL)
    {
      fail (creation, error);
      return;
    }
  haulier_call_return (
      creation->call,
      g_variant_new ("(@" HAULIER_JOB_ROW_SIGNATURE ")", haulier_job_row_new (job)));
  creation_free (creation);
}

static void
files_added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Creation *creation = user_data;
  GError *error = NULL;

  if (!haulier_engine_add_files_finish (HAULIER_ENGINE (source), result, &error))
    {
      fail (creation, error);
      return;
    }
  haulier_call_return (creation->call, NULL);
  creation_free (creation);
}

static void
perform (Creation *creation)
{
  HaulierCall *call = creation->call;

  if (call->job_id == NULL)
    haulier_engine_create_job_async (call->engine,
                                     g_steal_pointer (&creation->job),
                                     creation->files,
                                     creation->start,
                                     created_cb,
                                     creation);
  else
    haulier_engine_add_files_async (call->engine,
                                    call->job_id,
                                    creation->files,
                                    creation->job->access.credentials,
                                    files_added_cb,
                                    creation);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  haulier_engine_keep_secrets_finish (HAULIER_ENGINE (source), result);
  perform (user_data);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Creation *creation = user_data;
  GHashTable *secrets = haulier_secret_intake_get_all (creation->intake);
  GError *error = NULL;

  if (!haulier_secret_intake_read_finish (result, &error))
    {
      haulier_call_fail (creation->call, error);
      creation_free (creation);
      return;
    }
  haulier_engine_keep_secrets_async (
      creation->call->engine, creation->job, secrets, kept_cb, creation);
}

/* Takes @creation. */
static void
go_on (Creation *creation, GError *error)
{
  HaulierCall *call = creation->call;
  GDBusMessage *message = g_dbus_method_invocation_get_message (call->invocation);

  if (error != NULL)
    {
      haulier_call_fail (call, error);
      creation_free (creation);
    }
  else if (haulier_secret_intake_is_empty (creation->intake))
    perform (creation);
  else
    haulier_secret_intake_read_async (
        creation->intake, g_dbus_message_get_unix_fd_list (message), read_cb, creation);
}

static void
check_job (const Creation *creation, GError **error)
{
  HaulierCall *call = creation->call;

  if (call->job_id == NULL && haulier_engine_check_access (call->engine, creation->job, error)
      && creation->files->len == 0)
    haulier_job_name_check (creation->job->name, error);
}

static gboolean
read_slice (gpointer user_data)
{
  Creation *creation = user_data;
  GError *error = NULL;

  if (haulier_job_spec_read_files (creation->rows,
                                   SLICE_FILES,
                                   &creation->job->access,
                                   creation->intake,
                                   creation->files,
                                   &error)
      && creation->files->len < g_variant_n_children (creation->rows))
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&creation->rows, g_variant_unref);
  if (error == NULL)
    check_job (creation, &error);
  go_on (creation, error);
  return G_SOURCE_REMOVE;
}

/* Takes @creation. */
static void
read_files (Creation *creation)
{
  g_autoptr (GSource) source = NULL;

  creation->files = g_ptr_array_new_full (g_variant_n_children (creation->rows),
                                          (GDestroyNotify) haulier_file_free);
  if (read_slice (creation) == G_SOURCE_REMOVE)
    return;
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "[haulier] read files");
  g_source_set_callback (source, read_slice, creation, NULL);
  g_source_attach (source, NULL);
}

static void
create_job (HaulierCall *call)
{
  Creation *creation = g_new0 (Creation, 1);
  HaulierAccount owner = haulier_owners_get_account (call->owners, call->caller);
  g_autoptr (GVariant) spec = NULL;
  GError *error = NULL;

  creation->call = call;
  creation->intake = haulier_secret_intake_new ();
  g_variant_get (call->parameters, "(@a{sv}@a(saya{sv})a{sv})", &spec, &creation->rows, NULL);
  if (haulier_job_spec_read_owner (spec, &owner, &error))
    creation->job = haulier_job_spec_read (spec, owner, creation->intake, &creation->start, &error);
  if (creation->job != NULL)
    read_files (creation);
  else
    go_on (creation, error);
}

/* An engine of one user cannot be another account. */
static gboolean
serves (const HaulierCall *call, HaulierAccount account, HaulierAccount own, GError **error)
{
  g_autofree char *key = haulier_account_to_key (account);

  if (haulier_owners_get_scope (call->owners) == HAULIER_ENGINE_SCOPE_SYSTEM
      || haulier_account_equal (account, own))
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_ACCESS_DENIED,
               "create a job for %s: this engine serves its own user only",
               key);
  return FALSE;
}

/**
 * haulier_handle_create_job:
 * @call: (transfer full): a call of CreateJob
 */
void
haulier_handle_create_job (HaulierCall *call)
{
  g_autoptr (GVariant) spec = g_variant_get_child_value (call->parameters, 0);
  HaulierAccount own = haulier_owners_get_account (call->owners, call->caller);
  HaulierAccount account = own;
  GError *error = NULL;

  if (!haulier_job_spec_read_owner (spec, &account, &error) || !serves (call, account, own, &error)
      || !haulier_owner_rules_check (haulier_owners_get_scope (call->owners), account, &error))
    haulier_call_fail (call, error);
  else if (haulier_account_equal (account, own))
    create_job (call);
  else
    haulier_gate_pass_for_account (call, account, "CreateJob(account)", create_job);
}

/**
 * haulier_handle_add_files:
 * @call: (transfer full): a call of AddFiles
 */
void
haulier_handle_add_files (HaulierCall *call)
{
  const HaulierJob *job
      = call->job_id != NULL ? haulier_engine_lookup_job (call->engine, call->job_id) : NULL;
  Creation *creation = NULL;

  if (job == NULL)
    {
      haulier_call_fail (call,
                         g_error_new_literal (HAULIER_ERROR,
                                              HAULIER_ERROR_NOT_FOUND,
                                              "find the job: there is none"));
      return;
    }
  creation = g_new0 (Creation, 1);
  creation->call = call;
  creation->intake = haulier_secret_intake_new ();
  creation->job = haulier_job_copy (job);
  g_variant_get (call->parameters, "(@a(saya{sv})a{sv})", &creation->rows, NULL);
  read_files (creation);
}
