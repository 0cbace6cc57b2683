/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Handlers of org.haulier.Transfer1: unpack, call the engine, reply. */
#include "config.h"

#include "haulier-gate.h"

#include "haulier-bus-names.h"
#include "haulier-create-methods.h"
#include "haulier-error.h"
#include "haulier-job-row.h"
#include "haulier-job-table.h"
#include "haulier-job-transition.h"

static GPtrArray *
list_page (HaulierCall *call)
{
  guint64 after = 0;
  guint32 count = 0;

  g_variant_get (call->parameters, "(tua{sv})", &after, &count, NULL);
  return haulier_engine_list_jobs (
      call->engine, after, CLAMP (count, 1, HAULIER_BUS_PAGE_MAX_ROWS));
}

static void
handle_list_jobs (HaulierCall *call)
{
  g_autoptr (GPtrArray) jobs = list_page (call);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, HAULIER_JOB_ROWS_TYPE);
  for (guint i = 0; i < jobs->len; i++)
    g_variant_builder_add_value (&builder, haulier_job_row_new (jobs->pdata[i]));
  haulier_call_return (call, g_variant_new ("(a" HAULIER_JOB_ROW_SIGNATURE ")", &builder));
}

static void
handle_list_job_table (HaulierCall *call)
{
  g_autoptr (GPtrArray) jobs = list_page (call);

  haulier_call_return (call, g_variant_new ("(@ay)", haulier_job_table_new (jobs)));
}

static void
handle_find_jobs (HaulierCall *call)
{
  g_autofree const char **texts = NULL;
  GVariantBuilder builder;

  g_variant_get (call->parameters, "(^a&sa{sv})", &texts, NULL);
  g_variant_builder_init (&builder, HAULIER_JOB_ROWS_TYPE);
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      GError *error = NULL;
      const HaulierJob *job = haulier_engine_find_job (call->engine, texts[i], &error);

      if (job == NULL)
        {
          g_variant_builder_clear (&builder);
          haulier_call_fail (call, error);
          return;
        }
      g_variant_builder_add_value (&builder, haulier_job_row_new (job));
    }
  haulier_call_return (call, g_variant_new ("(a" HAULIER_JOB_ROW_SIGNATURE ")", &builder));
}

/* One Act call over many jobs, one after another. */
typedef struct
{
  HaulierCall *call;
  HaulierAction action;
  GPtrArray *ids;
  guint next;
  GVariantBuilder results;
} Acts;

static void act_on_next (Acts *acts);

static const struct
{
  const char *word;
  HaulierAction action;
  HaulierJobEvent event; /* tells for which jobs "all" makes sense */
} action_rows[] = {
  { "suspend", HAULIER_ACTION_SUSPEND, HAULIER_JOB_EVENT_SUSPEND },
  { "resume", HAULIER_ACTION_RESUME, HAULIER_JOB_EVENT_RESUME },
  { "cancel", HAULIER_ACTION_CANCEL, HAULIER_JOB_EVENT_CANCEL },
  { "complete", HAULIER_ACTION_COMPLETE, HAULIER_JOB_EVENT_COMPLETE },
  { "retry", HAULIER_ACTION_RETRY, HAULIER_JOB_EVENT_RESUME },
  { "remove", HAULIER_ACTION_REMOVE, HAULIER_JOB_EVENT_CANCEL },
};

static gboolean
makes_sense (HaulierAction action, HaulierJobEvent event, const HaulierJob *job)
{
  HaulierJobState state;
  gboolean has_failed
      = job->state == HAULIER_JOB_STATE_ERROR || job->state == HAULIER_JOB_STATE_TRANSIENT_ERROR;

  if (action == HAULIER_ACTION_REMOVE)
    return haulier_job_state_is_final (job->state);
  if (action == HAULIER_ACTION_RETRY)
    return has_failed;
  if (action == HAULIER_ACTION_RESUME && (job->files_total == 0 || has_failed))
    return FALSE;
  /* what stands still already would lose the error that it shows */
  if (action == HAULIER_ACTION_SUSPEND
      && (job->state == HAULIER_JOB_STATE_ERROR || job->state == HAULIER_JOB_STATE_TRANSFERRED))
    return FALSE;
  return haulier_job_transition (job->state, job->type, event, &state, NULL);
}

static GPtrArray *
collect_ids (HaulierCall *call, gsize row, const char *const *ids)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) jobs = NULL;

  for (gsize i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (list, g_strdup (ids[i]));
  if (list->len > 0)
    return list;
  jobs = haulier_engine_list_jobs (call->engine, 0, 0);
  for (guint i = 0; i < jobs->len; i++)
    {
      const HaulierJob *job = jobs->pdata[i];

      if (makes_sense (action_rows[row].action, action_rows[row].event, job))
        g_ptr_array_add (list, g_strdup (job->id));
    }
  return list;
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Acts *acts = user_data;
  g_autoptr (GError) error = NULL;
  gint code = haulier_engine_act_finish (HAULIER_ENGINE (source), result, &error);
  gint shown = error == NULL                    ? code
               : error->domain == HAULIER_ERROR ? error->code
                                                : HAULIER_ERROR_FAILED;

  g_variant_builder_add (&acts->results,
                         "(sus)",
                         acts->ids->pdata[acts->next - 1],
                         (guint32) shown,
                         error != NULL ? error->message : "");
  act_on_next (acts);
}

static void
flushed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Acts *acts = user_data;
  GError *error = NULL;

  if (!haulier_engine_flush_finish (HAULIER_ENGINE (source), result, &error))
    {
      g_variant_builder_clear (&acts->results);
      haulier_call_fail (acts->call, error);
    }
  else
    haulier_call_return (acts->call, g_variant_new ("(a(sus))", &acts->results));
  g_ptr_array_unref (acts->ids);
  g_free (acts);
}

static void
act_on_next (Acts *acts)
{
  if (acts->next < acts->ids->len)
    {
      acts->next++;
      haulier_engine_act_async (
          acts->call->engine, acts->ids->pdata[acts->next - 1], acts->action, acted_cb, acts);
      return;
    }
  haulier_engine_flush_async (acts->call->engine, flushed_cb, acts);
}

static void
handle_act (HaulierCall *call)
{
  g_autofree const char **ids = NULL;
  const char *word = NULL;

  g_variant_get (call->parameters, "(&s^a&sa{sv})", &word, &ids, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (action_rows); i++)
    {
      Acts *acts = NULL;

      if (!g_str_equal (action_rows[i].word, word))
        continue;
      acts = g_new0 (Acts, 1);
      acts->call = call;
      acts->action = action_rows[i].action;
      acts->ids = collect_ids (call, i, ids);
      g_variant_builder_init (&acts->results, G_VARIANT_TYPE ("a(sus)"));
      act_on_next (acts);
      return;
    }
  haulier_call_fail (
      call,
      g_error_new (
          HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT, "do “%s”: there is no such action", word));
}

static void
handle_subscribe (HaulierCall *call)
{
  g_autofree const char **ids = NULL;
  g_autoptr (GVariant) options = NULL;
  g_autofree const char **file_ids = NULL;

  g_variant_get (call->parameters, "(^a&s@a{sv})", &ids, &options);
  g_variant_lookup (options, "files", "^a&s", &file_ids);
  haulier_subscriptions_set (call->subscriptions, call->caller, ids, file_ids);
  haulier_call_return (call, NULL);
}

static void
handle_unsubscribe (HaulierCall *call)
{
  haulier_subscriptions_drop (call->subscriptions, call->caller);
  haulier_call_return (call, NULL);
}

static void
handle_get_settings (HaulierCall *call)
{
  haulier_call_return (call,
                       g_variant_new ("(@a{sv})", haulier_engine_get_settings (call->engine)));
}

static void
settings_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;

  if (!haulier_engine_set_settings_finish (HAULIER_ENGINE (source), result, &error))
    haulier_call_fail (call, error);
  else
    haulier_call_return (call, NULL);
}

static void
handle_set_settings (HaulierCall *call)
{
  g_autoptr (GVariant) changes = g_variant_get_child_value (call->parameters, 0);

  haulier_engine_set_settings_async (call->engine, changes, settings_set_cb, call);
}

static GVariant *
new_notices (HaulierCall *call)
{
  g_auto (GStrv) notices = haulier_engine_dup_notices (call->engine);

  return g_variant_new_strv ((const char *const *) notices, -1);
}

static void
handle_notices (HaulierCall *call)
{
  haulier_call_return (call, g_variant_new ("(v)", new_notices (call)));
}

static void
handle_version (HaulierCall *call)
{
  haulier_call_return (call, g_variant_new ("(v)", g_variant_new_string (HAULIER_VERSION)));
}

static void
handle_properties (HaulierCall *call)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "Notices", new_notices (call));
  g_variant_builder_add (&builder, "{sv}", "Version", g_variant_new_string (HAULIER_VERSION));
  haulier_call_return (call, g_variant_new ("(a{sv})", &builder));
}

const HaulierHandlerRow haulier_manager_methods[] = {
  { "CreateJob", haulier_handle_create_job },
  { "ListJobs", handle_list_jobs },
  { "ListJobTable", handle_list_job_table },
  { "FindJobs", handle_find_jobs },
  { "Act", handle_act },
  { "Subscribe", handle_subscribe },
  { "Unsubscribe", handle_unsubscribe },
  { "GetSettings", handle_get_settings },
  { "SetSettings", handle_set_settings },
  { "PlanAccess", haulier_access_methods_plan },
  { "Notices", handle_notices },
  { "Version", handle_version },
  { "Properties", handle_properties },
  { NULL, NULL },
};
