/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Handlers of org.haulier.Transfer1.Job: unpack, call the engine, reply. */
#include "config.h"

#include "haulier-gate.h"

#include "haulier-bus-names.h"
#include "haulier-create-methods.h"
#include "haulier-engine-owner.h"
#include "haulier-error.h"
#include "haulier-file-row.h"
#include "haulier-job-row.h"
#include "haulier-owner-rules.h"
#include "haulier-trace-row.h"

static const HaulierJob *
get_job (HaulierCall *call)
{
  const HaulierJob *job
      = call->job_id != NULL ? haulier_engine_lookup_job (call->engine, call->job_id) : NULL;

  if (job == NULL)
    haulier_call_fail (call,
                       g_error_new_literal (
                           HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND, "find the job: there is none"));
  return job;
}

/* Custom headers may carry a login: only the owner sees them. */
static GVariant *
new_settings (const HaulierCall *call, const HaulierJob *job)
{
  g_autoptr (GVariant) all = g_variant_ref_sink (haulier_job_settings_to_variant (&job->settings));
  g_auto (GVariantDict) settings = G_VARIANT_DICT_INIT (all);

  if (!haulier_gate_allows (call, "GetDetails(headers)"))
    g_variant_dict_remove (&settings, "headers");
  return g_variant_dict_end (&settings);
}

static void
handle_get_details (HaulierCall *call)
{
  const char *const none[] = { NULL };
  const HaulierJob *job = get_job (call);
  GVariantBuilder builder;

  if (job == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder,
                         "{sv}",
                         "description",
                         g_variant_new_string (job->description != NULL ? job->description : ""));
  g_variant_builder_add (&builder, "{sv}", "settings", new_settings (call, job));
  g_variant_builder_add (&builder, "{sv}", "error-count", g_variant_new_uint32 (job->error_count));
  g_variant_builder_add (
      &builder,
      "{sv}",
      "proxy-variables",
      g_variant_new_strv (
          job->proxy_variables != NULL ? (const char *const *) job->proxy_variables : none, -1));
  if (job->failure != NULL && job->failure->evidence != NULL)
    g_variant_builder_add (&builder, "{sv}", "evidence", job->failure->evidence);
  haulier_call_return (
      call,
      g_variant_new ("(@" HAULIER_JOB_ROW_SIGNATURE "a{sv})", haulier_job_row_new (job), &builder));
}

static void
files_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) files
      = haulier_engine_load_files_finish (HAULIER_ENGINE (source), result, &error);
  GVariantBuilder builder;

  if (files == NULL)
    {
      haulier_call_fail (call, error);
      return;
    }
  g_variant_builder_init (&builder, HAULIER_FILE_ROWS_TYPE);
  for (guint i = 0; i < files->len; i++)
    g_variant_builder_add_value (&builder, haulier_file_row_new (files->pdata[i]));
  haulier_call_return (call, g_variant_new ("(a" HAULIER_FILE_ROW_SIGNATURE ")", &builder));
}

static void
handle_get_files (HaulierCall *call)
{
  guint32 first = 0;
  guint32 count = 0;

  if (get_job (call) == NULL)
    return;
  g_variant_get (call->parameters, "(uu)", &first, &count);
  haulier_engine_load_files_async (call->engine,
                                   call->job_id,
                                   first,
                                   CLAMP (count, 1, HAULIER_BUS_PAGE_MAX_ROWS),
                                   files_loaded_cb,
                                   call);
}

static void
trace_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) records
      = haulier_engine_load_trace_finish (HAULIER_ENGINE (source), result, &error);
  GVariantBuilder builder;

  if (records == NULL)
    {
      haulier_call_fail (call, error);
      return;
    }
  g_variant_builder_init (&builder, HAULIER_TRACE_ROWS_TYPE);
  for (guint i = 0; i < records->len; i++)
    g_variant_builder_add_value (&builder, haulier_trace_row_new (records->pdata[i]));
  haulier_call_return (call, g_variant_new ("(a" HAULIER_TRACE_ROW_SIGNATURE ")", &builder));
}

static void
handle_get_trace (HaulierCall *call)
{
  guint64 after = 0;
  guint32 count = 0;

  if (get_job (call) == NULL)
    return;
  g_variant_get (call->parameters, "(tu)", &after, &count);
  haulier_engine_load_trace_async (call->engine,
                                   call->job_id,
                                   after,
                                   CLAMP (count, 1, HAULIER_BUS_PAGE_MAX_ROWS),
                                   trace_loaded_cb,
                                   call);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;

  if (!haulier_engine_flush_finish (HAULIER_ENGINE (source), result, &error))
    haulier_call_fail (call, error);
  else
    haulier_call_return (call, NULL);
}

/* Keys that have a row of their own in the table. */
static const struct
{
  const char *key;
  const char *member;
} own_keys[] = {
  { "headers", "Set(headers)" },
  { "notify-command", "Set(notify-command)" },
};

static const char *
find_forbidden_key (const HaulierCall *call, GVariant *changes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (own_keys); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (changes, own_keys[i].key, NULL);

      if (value != NULL && !haulier_gate_allows (call, own_keys[i].member))
        return own_keys[i].key;
    }
  return NULL;
}

static void
handle_set (HaulierCall *call)
{
  g_autoptr (GVariant) changes = g_variant_get_child_value (call->parameters, 0);
  const char *key = NULL;
  GError *error = NULL;

  if (get_job (call) == NULL)
    return;
  key = find_forbidden_key (call, changes);
  if (key != NULL)
    {
      haulier_call_fail (call,
                         g_error_new (HAULIER_ERROR,
                                      HAULIER_ERROR_ACCESS_DENIED,
                                      "set %s: only the owner of the job may",
                                      key));
      return;
    }
  if (!haulier_engine_set_job (call->engine, call->job_id, changes, &error))
    haulier_call_fail (call, error);
  else
    haulier_engine_flush_async (call->engine, flushed_cb, call);
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;

  haulier_engine_act_finish (HAULIER_ENGINE (source), result, &error);
  if (error != NULL)
    haulier_call_fail (call, error);
  else
    haulier_engine_flush_async (call->engine, flushed_cb, call);
}

static void
act (HaulierCall *call, HaulierAction action)
{
  if (get_job (call) != NULL)
    haulier_engine_act_async (call->engine, call->job_id, action, acted_cb, call);
}

static void
handle_suspend (HaulierCall *call)
{
  act (call, HAULIER_ACTION_SUSPEND);
}

static void
handle_resume (HaulierCall *call)
{
  act (call, HAULIER_ACTION_RESUME);
}

static void
handle_cancel (HaulierCall *call)
{
  act (call, HAULIER_ACTION_CANCEL);
}

static void
handle_complete (HaulierCall *call)
{
  act (call, HAULIER_ACTION_COMPLETE);
}

static void
handle_retry (HaulierCall *call)
{
  act (call, HAULIER_ACTION_RETRY);
}

static void
handle_remove (HaulierCall *call)
{
  act (call, HAULIER_ACTION_REMOVE);
}

static void
ownership_taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;

  if (!haulier_engine_take_ownership_finish (HAULIER_ENGINE (source), result, &error))
    haulier_call_fail (call, error);
  else
    haulier_engine_flush_async (call->engine, flushed_cb, call);
}

static void
handle_take_ownership (HaulierCall *call)
{
  const HaulierJob *job = get_job (call);
  HaulierAccount owner = haulier_owners_get_account (call->owners, call->caller);
  GError *error = NULL;

  if (job == NULL)
    return;
  if (haulier_owner_rules_take (owner, job->owner, NULL) == HAULIER_TAKING_NOTHING)
    haulier_call_return (call, NULL);
  else if (!haulier_owner_rules_check (haulier_owners_get_scope (call->owners), owner, &error))
    haulier_call_fail (call, error);
  else
    haulier_engine_take_ownership_async (
        call->engine, call->job_id, owner, ownership_taken_cb, call);
}

const HaulierHandlerRow haulier_job_methods[] = {
  { "GetDetails", handle_get_details },
  { "GetFiles", handle_get_files },
  { "GetTrace", handle_get_trace },
  { "AddFiles", haulier_handle_add_files },
  { "Set", handle_set },
  { "Suspend", handle_suspend },
  { "Resume", handle_resume },
  { "Cancel", handle_cancel },
  { "Complete", handle_complete },
  { "Retry", handle_retry },
  { "Remove", handle_remove },
  { "TakeOwnership", handle_take_ownership },
  { NULL, NULL },
};
