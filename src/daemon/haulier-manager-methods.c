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
#include "haulier-loan-methods.h"
#include "haulier-token-methods.h"

/* Of @call. */
static gboolean
is_own (const HaulierJob *job, gpointer user_data)
{
  const HaulierCall *call = user_data;

  return haulier_owners_relate (call->owners, call->caller, job->owner) == HAULIER_CALLER_OWNER;
}

static gboolean
is_seen (const HaulierJob *job, gpointer user_data)
{
  const HaulierCall *call = user_data;

  return haulier_owners_may_see (call->owners, call->caller, job->owner);
}

/* The options are the last argument of each method that has the key. */
static gboolean
means_all_owners (const HaulierCall *call)
{
  g_autoptr (GVariant) options
      = g_variant_get_child_value (call->parameters, g_variant_n_children (call->parameters) - 1);
  gboolean all_owners = FALSE;

  g_variant_lookup (options, "all-owners", "b", &all_owners);
  return all_owners;
}

static HaulierJobFilter
get_filter (const HaulierCall *call)
{
  return means_all_owners (call) ? is_seen : is_own;
}

/* Hands the call on; with the option it has to be authorised first. */
static void
pass_owners (HaulierCall *call, const char *member, HaulierHandler then)
{
  if (means_all_owners (call))
    haulier_gate_pass_part (call, member, then);
  else
    then (call);
}

static GPtrArray *
list_page (HaulierCall *call)
{
  guint64 after = 0;
  guint32 count = 0;

  g_variant_get (call->parameters, "(tua{sv})", &after, &count, NULL);
  return haulier_engine_list_jobs (
      call->engine, after, CLAMP (count, 1, HAULIER_BUS_PAGE_MAX_ROWS), get_filter (call), call);
}

static void
list_jobs (HaulierCall *call)
{
  g_autoptr (GPtrArray) jobs = list_page (call);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, HAULIER_JOB_ROWS_TYPE);
  for (guint i = 0; i < jobs->len; i++)
    g_variant_builder_add_value (&builder, haulier_job_row_new (jobs->pdata[i]));
  haulier_call_return (call, g_variant_new ("(a" HAULIER_JOB_ROW_SIGNATURE ")", &builder));
}

static void
handle_list_jobs (HaulierCall *call)
{
  pass_owners (call, "ListJobs(all-owners)", list_jobs);
}

static void
handle_list_accounts (HaulierCall *call)
{
  pass_owners (call, "ListAccounts(all-owners)", haulier_account_methods_list);
}

static void
list_job_table (HaulierCall *call)
{
  g_autoptr (GPtrArray) jobs = list_page (call);

  haulier_call_return (call, g_variant_new ("(@ay)", haulier_job_table_new (jobs)));
}

static void
handle_list_job_table (HaulierCall *call)
{
  pass_owners (call, "ListJobTable(all-owners)", list_job_table);
}

static void
find_jobs (HaulierCall *call)
{
  g_autofree const char **texts = NULL;
  GVariantBuilder builder;

  g_variant_get (call->parameters, "(^a&sa{sv})", &texts, NULL);
  g_variant_builder_init (&builder, HAULIER_JOB_ROWS_TYPE);
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      GError *error = NULL;
      const HaulierJob *job
          = haulier_engine_find_job (call->engine, texts[i], is_seen, call, &error);

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

static void
handle_find_jobs (HaulierCall *call)
{
  pass_owners (call, "FindJobs(all-owners)", find_jobs);
}

/* One Act call over many jobs, one after another. */
typedef struct
{
  HaulierCall *call;
  gsize row; /* of action_rows */
  GPtrArray *ids;
  guint next;
  GVariantBuilder results;
} Acts;

static void act_on_next (Acts *acts);

static const struct
{
  const char *word;
  const char *member; /* of the job: the same for one of them */
  HaulierAction action;
  HaulierJobEvent event; /* tells for which jobs "all" makes sense */
} action_rows[] = {
  { "suspend", "Suspend", HAULIER_ACTION_SUSPEND, HAULIER_JOB_EVENT_SUSPEND },
  { "resume", "Resume", HAULIER_ACTION_RESUME, HAULIER_JOB_EVENT_RESUME },
  { "cancel", "Cancel", HAULIER_ACTION_CANCEL, HAULIER_JOB_EVENT_CANCEL },
  { "complete", "Complete", HAULIER_ACTION_COMPLETE, HAULIER_JOB_EVENT_COMPLETE },
  { "retry", "Retry", HAULIER_ACTION_RETRY, HAULIER_JOB_EVENT_RESUME },
  { "remove", "Remove", HAULIER_ACTION_REMOVE, HAULIER_JOB_EVENT_CANCEL },
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
  jobs = haulier_engine_list_jobs (call->engine, 0, 0, get_filter (call), call);
  for (guint i = 0; i < jobs->len; i++)
    {
      const HaulierJob *job = jobs->pdata[i];

      if (makes_sense (action_rows[row].action, action_rows[row].event, job))
        g_ptr_array_add (list, g_strdup (job->id));
    }
  return list;
}

static void
add_result (Acts *acts, const char *id, gint code, const GError *error)
{
  gint shown = error == NULL                    ? code
               : error->domain == HAULIER_ERROR ? error->code
                                                : HAULIER_ERROR_FAILED;

  g_variant_builder_add (
      &acts->results, "(sus)", id, (guint32) shown, error != NULL ? error->message : "");
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Acts *acts = user_data;
  g_autoptr (GError) error = NULL;
  gint code = haulier_engine_act_finish (HAULIER_ENGINE (source), result, &error);

  add_result (acts, acts->ids->pdata[acts->next - 1], code, error);
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

static HaulierAuthorisationVerdict
judge (const HaulierCall *call, gsize row, const char *id)
{
  return haulier_gate_judge (call,
                             haulier_engine_lookup_job (call->engine, id),
                             HAULIER_BUS_JOB_INTERFACE,
                             action_rows[row].member);
}

static void
act_on_next (Acts *acts)
{
  HaulierCall *call = acts->call;

  while (acts->next < acts->ids->len)
    {
      const char *id = acts->ids->pdata[acts->next++];
      g_autoptr (GError) error = NULL;

      if (judge (call, acts->row, id) == HAULIER_AUTHORISATION_ALLOWED)
        {
          haulier_engine_act_async (
              call->engine, id, action_rows[acts->row].action, acted_cb, acts);
          return;
        }
      error = g_error_new (
          HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND, "find the job “%s”: there is none", id);
      add_result (acts, id, 0, error);
    }
  haulier_engine_flush_async (call->engine, flushed_cb, acts);
}

static gboolean
find_action (const HaulierCall *call, gsize *out_row)
{
  const char *word = NULL;

  g_variant_get_child (call->parameters, 0, "&s", &word);
  for (gsize i = 0; i < G_N_ELEMENTS (action_rows); i++)
    {
      if (!g_str_equal (action_rows[i].word, word))
        continue;
      *out_row = i;
      return TRUE;
    }
  return FALSE;
}

static void
act (HaulierCall *call)
{
  g_autofree const char **ids = NULL;
  Acts *acts = g_new0 (Acts, 1);

  g_variant_get_child (call->parameters, 1, "^a&s", &ids);
  acts->call = call;
  find_action (call, &acts->row);
  acts->ids = collect_ids (call, acts->row, ids);
  g_variant_builder_init (&acts->results, G_VARIANT_TYPE ("a(sus)"));
  act_on_next (acts);
}

/* Jobs of others, which the caller sees, are asked for once, not one by one. */
static gboolean
needs_authority (const HaulierCall *call, gsize row)
{
  g_autofree const char **ids = NULL;

  g_variant_get_child (call->parameters, 1, "^a&s", &ids);
  for (gsize i = 0; ids[i] != NULL; i++)
    {
      if (judge (call, row, ids[i]) == HAULIER_AUTHORISATION_ASK)
        return TRUE;
    }
  return ids[0] == NULL && means_all_owners (call);
}

static void
handle_act (HaulierCall *call)
{
  gsize row = 0;
  const char *word = NULL;

  g_variant_get_child (call->parameters, 0, "&s", &word);
  if (!find_action (call, &row))
    haulier_call_fail (call,
                       g_error_new (HAULIER_ERROR,
                                    HAULIER_ERROR_INVALID_ARGUMENT,
                                    "do “%s”: there is no such action",
                                    word));
  else if (needs_authority (call, row))
    haulier_gate_pass_part (call, "Act(all-owners)", act);
  else
    act (call);
}

static void
subscribe (HaulierCall *call)
{
  g_autofree const char **ids = NULL;
  g_autoptr (GVariant) options = NULL;
  g_autofree const char **file_ids = NULL;

  g_variant_get (call->parameters, "(^a&s@a{sv})", &ids, &options);
  g_variant_lookup (options, "files", "^a&s", &file_ids);
  haulier_subscriptions_set (
      call->subscriptions, call->caller, means_all_owners (call), ids, file_ids);
  haulier_call_return (call, NULL);
}

static void
handle_subscribe (HaulierCall *call)
{
  pass_owners (call, "Subscribe(all-owners)", subscribe);
}

static void
handle_unsubscribe (HaulierCall *call)
{
  haulier_subscriptions_drop (call->subscriptions, call->caller->name);
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
  { "DescribeOffer", haulier_handle_describe_offer },
  { "Lend", haulier_handle_lend },
  { "ListLoans", haulier_handle_list_loans },
  { "Withdraw", haulier_handle_withdraw },
  { "ListAccounts", handle_list_accounts },
  { "ListHostCredentials", haulier_host_methods_list },
  { "SetHostCredential", haulier_host_methods_set },
  { "RemoveHostCredential", haulier_host_methods_remove },
  { "Notices", handle_notices },
  { "Version", handle_version },
  { "Properties", handle_properties },
  { NULL, NULL },
};
