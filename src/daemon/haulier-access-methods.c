/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Handlers of org.haulier.Transfer1.Access and PlanAccess: gather what is known, and plan. */
#include "config.h"

#include "haulier-gate.h"

#include "haulier-access-gather.h"
#include "haulier-access-plan.h"
#include "haulier-access-spec.h"
#include "haulier-account-proxy.h"
#include "haulier-asked-before.h"
#include "haulier-bus-names.h"
#include "haulier-engine-account.h"
#include "haulier-engine-hosts.h"
#include "haulier-engine-secrets.h"
#include "haulier-engine-token.h"
#include "haulier-error.h"
#include "haulier-machine-finder.h"
#include "haulier-model-types.h"
#include "haulier-plan-row.h"
#include "haulier-proxy-finder.h"
#include "haulier-setting-refusals.h"
#include "haulier-settings.h"
#include "haulier-uri.h"

/* A call that is planned for, and the job, or what would be one. */
typedef struct
{
  HaulierCall *call;
  HaulierJob *job;
  GPtrArray *steps;            /* (nullable) trace of a job that there is */
  GPtrArray *reports;          /* (nullable) what became of its credentials */
  HaulierProxySettings *proxy; /* (nullable) that the job's account has, where it is known */
  HaulierSetting settings;     /* those that somebody is about to set, of a good form */
  GPtrArray *refused;          /* of HaulierRefusedSetting: those that no job can have */
} Planning;

static void
planning_free (Planning *planning)
{
  haulier_job_free (planning->job);
  g_clear_pointer (&planning->steps, g_ptr_array_unref);
  g_clear_pointer (&planning->reports, g_ptr_array_unref);
  g_clear_pointer (&planning->refused, g_ptr_array_unref);
  haulier_proxy_settings_free (planning->proxy);
  g_free (planning);
}

static const char *
get_name (HaulierIdentity identity,
          const HaulierMachineFacts *machine,
          const HaulierHelperToken *token)
{
  switch (identity)
    {
    case HAULIER_IDENTITY_OWNER:
      return machine->owner_name;
    case HAULIER_IDENTITY_HELPER:
      return token->principal;
    case HAULIER_IDENTITY_COMPUTER:
      return machine->computer_name;
    case HAULIER_IDENTITY_ANONYMOUS:
    case HAULIER_IDENTITY_NOBODY:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

/* What was rejected is not sent again: the plan has to know. */
static GArray *
list_frozen (GPtrArray *reports, HaulierAuthTarget target)
{
  GArray *frozen = g_array_new (FALSE, FALSE, sizeof (HaulierFrozenLogin));

  for (guint i = 0; reports != NULL && i < reports->len; i++)
    {
      const HaulierCredentialReport *report = g_ptr_array_index (reports, i);
      const HaulierCredential *credential = report->credential;
      HaulierFrozenLogin row = { haulier_login_get_kind (credential),
                                 credential->scheme,
                                 credential->stamp,
                                 HAULIER_TRIED_REJECTED };

      if (report->state == HAULIER_CREDENTIAL_STATE_FROZEN && credential->target == target)
        g_array_append_val (frozen, row);
    }
  return frozen;
}

/* Nobody is told the settings of somebody else, unless they are for a job that one sees. */
static gboolean
knows_owner (const Planning *planning)
{
  const HaulierCall *call = planning->call;
  const HaulierJob *job = planning->job;
  const HaulierJob *seen
      = job->id[0] != '\0' ? haulier_engine_lookup_job (call->engine, job->id) : NULL;

  return haulier_account_equal (job->owner, haulier_owners_get_account (call->owners, call->caller))
         || (seen != NULL && haulier_account_equal (job->owner, seen->owner));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Planning *planning = user_data;
  g_autoptr (HaulierMachineFacts) machine = haulier_machine_finder_find_finish (result);
  g_autoptr (GVariant) settings
      = g_variant_ref_sink (haulier_engine_get_settings (planning->call->engine));
  g_autoptr (GArray) server_frozen = list_frozen (planning->reports, HAULIER_AUTH_TARGET_SERVER);
  g_autoptr (GArray) proxy_frozen = list_frozen (planning->reports, HAULIER_AUTH_TARGET_PROXY);
  g_autoptr (GPtrArray) plan = NULL;
  g_autoptr (GPtrArray) credentials = NULL;
  HaulierAccessFacts facts = { 0 };
  HaulierJobAccess access = { 0 };

  haulier_access_gather (planning->job, settings, &facts);
  if (knows_owner (planning))
    haulier_engine_add_host_rules (planning->call->engine, planning->job->owner, &facts, &access);
  credentials = access.credentials;
  facts.owner_logged_on
      = haulier_engine_tell_logged_on (planning->call->engine, planning->job->owner);
  facts.owner_is_system_user = machine->owner_is_system_user;
  facts.helper_in_administrators = machine->helper_in_administrators;
  haulier_engine_tell_computer (planning->call->engine, planning->job->owner, machine);
  facts.computer_credentials = machine->computer_credentials;
  facts.computer_ticket = machine->computer_ticket;
  facts.session_bound = machine->session_bound;
  facts.account_proxy = planning->proxy;
  facts.server_frozen = server_frozen;
  facts.proxy_frozen = proxy_frozen;
  if (planning->steps != NULL)
    haulier_asked_before_read (planning->steps, &facts);
  plan = haulier_access_plan_new (&facts);
  for (guint i = 0; i < plan->len; i++)
    {
      HaulierPlanRow *row = plan->pdata[i];

      row->name = g_strdup (get_name (row->identity, machine, &planning->job->access.token));
    }
  haulier_refused_settings_add_rules (planning->refused,
                                      planning->settings,
                                      &planning->job->access,
                                      planning->job->owner,
                                      facts.profile);
  haulier_access_plan_take_refused (plan, g_steal_pointer (&planning->refused));
  haulier_call_return (
      planning->call,
      g_variant_new ("(@" HAULIER_PLAN_SIGNATURE ")", haulier_plan_to_variant (plan)));
  planning_free (planning);
}

static void
look_around (Planning *planning)
{
  const HaulierJob *job = planning->job;
  g_autoptr (GVariant) settings
      = g_variant_ref_sink (haulier_engine_get_settings (planning->call->engine));

  haulier_machine_finder_find_async (planning->call->machine,
                                     job->owner,
                                     job->access.token.principal,
                                     job->local,
                                     haulier_settings_get_text (settings, "keytab"),
                                     found_cb,
                                     planning);
}

static void
proxy_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Planning *planning = user_data;

  planning->proxy = haulier_engine_find_proxy_finish (HAULIER_ENGINE (source), result);
  look_around (planning);
}

static void
find_proxy (Planning *planning)
{
  if (planning->proxy != NULL)
    {
      look_around (planning);
      return;
    }
  haulier_engine_find_proxy_async (
      planning->call->engine, planning->job, knows_owner (planning), proxy_found_cb, planning);
}

static void
reported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Planning *planning = user_data;

  planning->reports
      = haulier_engine_list_credentials_finish (HAULIER_ENGINE (source), result, NULL);
  find_proxy (planning);
}

/* Without its trace, a job is planned for as one that never ran. */
static void
trace_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Planning *planning = user_data;

  planning->steps = haulier_engine_load_trace_finish (HAULIER_ENGINE (source), result, NULL);
  haulier_engine_list_credentials_async (
      HAULIER_ENGINE (source), planning->job->id, reported_cb, planning);
}

static Planning *
planning_new (HaulierCall *call, HaulierJob *job)
{
  Planning *planning = g_new0 (Planning, 1);

  planning->call = call;
  planning->job = job;
  planning->refused = haulier_refused_settings_new ();
  return planning;
}

static void
plan (Planning *planning)
{
  HaulierCall *call = planning->call;
  HaulierJob *job = planning->job;

  if (job->id[0] == '\0')
    find_proxy (planning);
  else
    haulier_engine_load_trace_async (
        call->engine, job->id, 0, HAULIER_BUS_PAGE_MAX_ROWS, trace_loaded_cb, planning);
}

static void
set_file (HaulierJob *job, const char *remote, const char *local)
{
  g_free (job->remote);
  g_free (job->local);
  job->remote = g_strdup (remote);
  job->local = g_strdup (local);
}

static void
file_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) files
      = haulier_engine_load_files_finish (HAULIER_ENGINE (source), result, &error);
  const HaulierJob *job = NULL;
  const HaulierFile *file = NULL;
  HaulierJob *copy = NULL;

  if (files != NULL && files->len == 0)
    error = g_error_new_literal (
        HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT, "plan for the file: there is none");
  job = haulier_engine_lookup_job (call->engine, call->job_id);
  if (error == NULL && job == NULL)
    error = g_error_new_literal (
        HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND, "find the job: there is none");
  if (error != NULL)
    {
      haulier_call_fail (call, error);
      return;
    }
  file = files->pdata[0];
  copy = haulier_job_copy (job);
  set_file (copy, file->remote, file->local);
  plan (planning_new (call, copy));
}

static void
handle_get_plan (HaulierCall *call)
{
  guint32 index = 0;

  if (haulier_engine_lookup_job (call->engine, call->job_id) == NULL)
    {
      haulier_call_fail (call,
                         g_error_new_literal (HAULIER_ERROR,
                                              HAULIER_ERROR_NOT_FOUND,
                                              "find the job: there is none"));
      return;
    }
  g_variant_get (call->parameters, "(u)", &index);
  haulier_engine_load_files_async (call->engine, call->job_id, index, 1, file_loaded_cb, call);
}

static gboolean
set_word (const char *word, GType type, gint *out_value, GError **error)
{
  return haulier_word_to_value (type, word, out_value, error);
}

static gboolean
set_remote (HaulierJob *job, const char *text, GError **error)
{
  g_autofree char *remote = NULL;
  g_autofree char *userinfo = NULL;
  g_autoptr (HaulierSecretIntake) forgotten = haulier_secret_intake_new ();

  if (!haulier_uri_split (text, &remote, &userinfo, error))
    return FALSE;
  if (userinfo != NULL
      && !haulier_access_spec_add_userinfo (&job->access, remote, userinfo, forgotten, error))
    return FALSE;
  g_free (job->remote);
  job->remote = g_steal_pointer (&remote);
  return TRUE;
}

static gboolean
set_text_key (HaulierJob *job, const char *key, const char *text, GError **error)
{
  gint value = 0;

  if (g_str_equal (key, "account"))
    return haulier_account_from_key (text, &job->owner, error);
  if (g_str_equal (key, "remote"))
    return set_remote (job, text, error);
  if (g_str_equal (key, "helper"))
    {
      g_free (job->access.token.principal);
      job->access.token.principal = g_strdup (text);
      job->access.token.state = HAULIER_TOKEN_STATE_SET;
      return TRUE;
    }
  if (g_str_equal (key, "type"))
    {
      if (!set_word (text, HAULIER_TYPE_JOB_TYPE, &value, error))
        return FALSE;
      job->type = (HaulierJobType) value;
      return TRUE;
    }
  if (!set_word (text, HAULIER_TYPE_PROFILE, &value, error))
    return FALSE;
  job->settings.profile = value;
  return TRUE;
}

static gboolean
set_key (HaulierJob *job, const char *key, GVariant *value, GError **error)
{
  static const char *const text_keys[] = { "account", "remote", "type", "profile", "helper", NULL };

  if (haulier_access_spec_is_key (key))
    return TRUE;
  if (g_strv_contains (text_keys, key) && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return set_text_key (job, key, g_variant_get_string (value, NULL), error);
  if (g_str_equal (key, "local") && g_variant_is_of_type (value, G_VARIANT_TYPE_BYTESTRING))
    {
      gsize length = 0;
      const char *bytes = g_variant_get_fixed_array (value, &length, 1);

      g_free (job->local);
      job->local = g_strndup (bytes != NULL ? bytes : "", length);
      return TRUE;
    }
  if (g_str_equal (key, "proxy-variables")
      && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    {
      g_strfreev (job->proxy_variables);
      job->proxy_variables = g_variant_dup_strv (value, NULL);
      return TRUE;
    }
  if (g_str_equal (key, "job")
      || (g_str_equal (key, "account-proxy")
          && g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT)))
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               "plan with “%s”: there is no key of that name and type",
               key);
  return FALSE;
}

/* What is about to be set, as far as it has a good form. */
static HaulierSetting
list_settings (GVariant *spec, GPtrArray *refused)
{
  static const struct
  {
    const char *key;
    HaulierSetting setting;
    guint resources; /* whose rows of a plan tell that it is refused */
  } rows[] = {
    { "credentials",
      HAULIER_SETTING_CREDENTIALS,
      1u << HAULIER_RESOURCE_SERVER_LOGIN | 1u << HAULIER_RESOURCE_PROXY_LOGIN },
    { "proxy-usage", HAULIER_SETTING_PROXY, 1u << HAULIER_RESOURCE_PROXY_SETTINGS },
    { "proxy-list", HAULIER_SETTING_PROXY, 1u << HAULIER_RESOURCE_PROXY_SETTINGS },
    { "token-flags", HAULIER_SETTING_TOKEN, 1u << HAULIER_RESOURCE_HELPER_TOKEN },
    { "helper", HAULIER_SETTING_TOKEN, 1u << HAULIER_RESOURCE_HELPER_TOKEN },
    { "certificate", HAULIER_SETTING_CERTIFICATE, 1u << HAULIER_RESOURCE_CLIENT_CERTIFICATE },
  };
  HaulierSetting settings = 0;
  guint bad = 0;

  for (guint i = 0; i < refused->len; i++)
    bad |= 1u << ((const HaulierRefusedSetting *) refused->pdata[i])->resource;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (spec, rows[i].key, NULL);

      if (value != NULL && (bad & rows[i].resources) == 0)
        settings |= rows[i].setting;
    }
  return settings;
}

static void
replace_credentials (HaulierJobAccess *access, GPtrArray *given)
{
  for (guint i = access->credentials->len; i > 0; i--)
    {
      const HaulierCredential *credential = access->credentials->pdata[i - 1];

      if (credential->source == HAULIER_CREDENTIAL_SOURCE_JOB)
        g_ptr_array_remove_index (access->credentials, i - 1);
    }
  for (guint i = 0; i < given->len; i++)
    haulier_credentials_take (access->credentials, haulier_credential_copy (given->pdata[i]));
}

/* What is given takes the place of what the job has; the settings of a proxy go together. What has
 * no good form takes the place of nothing. */
static gboolean
set_access (Planning *planning, GVariant *spec, GError **error)
{
  HaulierJobAccess *access = &planning->job->access;
  HaulierJobAccess given;
  gboolean is_good;

  haulier_job_access_init (&given);
  is_good = haulier_access_spec_read (spec, &given, NULL, planning->refused, error);
  if (is_good)
    planning->settings = list_settings (spec, planning->refused);
  if ((planning->settings & HAULIER_SETTING_CREDENTIALS) != 0)
    replace_credentials (access, given.credentials);
  if ((planning->settings & HAULIER_SETTING_PROXY) != 0)
    {
      haulier_proxy_settings_clear (&access->proxy);
      haulier_proxy_settings_copy (&access->proxy, &given.proxy);
    }
  if ((planning->settings & HAULIER_SETTING_TOKEN) != 0)
    g_variant_lookup (spec, "token-flags", "u", &access->token.flags);
  if ((planning->settings & HAULIER_SETTING_CERTIFICATE) != 0)
    {
      g_clear_pointer (&access->certificate, haulier_certificate_reference_free);
      access->certificate = g_steal_pointer (&given.certificate);
    }
  haulier_job_access_clear (&given);
  return is_good;
}

/* What would be the job: one that there is, or a new one of the caller. */
static HaulierJob *
start_from (HaulierCall *call, GVariant *spec, GError **error)
{
  const char *id = NULL;
  const HaulierJob *job = NULL;
  HaulierJob *planned = NULL;

  if (!g_variant_lookup (spec, "job", "&s", &id))
    {
      planned = haulier_job_new ("", "", HAULIER_JOB_ORIGIN_DESKTOP);
      planned->owner = haulier_owners_get_account (call->owners, call->caller);
      return planned;
    }
  job = haulier_engine_lookup_job (call->engine, id);
  if (haulier_gate_judge (call, job, HAULIER_BUS_ACCESS_INTERFACE, "GetPlan")
      == HAULIER_AUTHORISATION_ALLOWED)
    return haulier_job_copy (job);
  g_set_error_literal (
      error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND, "find the job: there is none");
  return NULL;
}

static gboolean
read_spec (Planning *planning, GVariant *spec, GError **error)
{
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, spec);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned = value;

      if (!set_key (planning->job, key, value, error))
        return FALSE;
    }
  return set_access (planning, spec, error);
}

/* What would be kept for the account of the job; none where nothing is said of it. */
static gboolean
read_account_proxy (const HaulierJob *job,
                    GVariant *spec,
                    HaulierProxySettings **out_proxy,
                    GError **error)
{
  g_autoptr (HaulierProxySettings) proxy = g_new0 (HaulierProxySettings, 1);
  g_autoptr (GVariant) given
      = g_variant_lookup_value (spec, "account-proxy", G_VARIANT_TYPE_VARDICT);
  const char *usage = "none";
  const char *list = "";
  const char *bypass = "";

  if (given == NULL)
    return TRUE;
  if (haulier_account_proxy_get_key (job->owner.kind) == NULL)
    {
      g_set_error_literal (error,
                           HAULIER_ERROR,
                           HAULIER_ERROR_INVALID_ARGUMENT,
                           "plan with “account-proxy”: a person’s is set in the desktop");
      return FALSE;
    }
  g_variant_lookup (given, "usage", "&s", &usage);
  g_variant_lookup (given, "list", "&s", &list);
  g_variant_lookup (given, "bypass", "&s", &bypass);
  if (!haulier_access_spec_read_proxy (usage, list, bypass, proxy, error)
      || !haulier_account_proxy_check (proxy, error))
    return FALSE;
  *out_proxy = g_steal_pointer (&proxy);
  return TRUE;
}

void
haulier_access_methods_plan (HaulierCall *call)
{
  g_autoptr (GVariant) spec = g_variant_get_child_value (call->parameters, 0);
  GError *error = NULL;
  HaulierJob *job = start_from (call, spec, &error);
  Planning *planning = job != NULL ? planning_new (call, job) : NULL;

  if (planning != NULL && read_spec (planning, spec, &error)
      && read_account_proxy (job, spec, &planning->proxy, &error))
    {
      plan (planning);
      return;
    }
  if (planning != NULL)
    planning_free (planning);
  haulier_call_fail (call, error);
}

const HaulierHandlerRow haulier_access_methods[] = {
  { "GetPlan", handle_get_plan },
  { NULL, NULL },
};
