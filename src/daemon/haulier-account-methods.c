/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The handler of ListAccounts: for each account who it is here and on the network, and what to
 * mind. */
#include "config.h"

#include "haulier-gate.h"

#include "haulier-access-gather.h"
#include "haulier-account-outlook.h"
#include "haulier-account-users.h"
#include "haulier-engine-account.h"
#include "haulier-job-transition.h"
#include "haulier-machine-finder.h"
#include "haulier-model-types.h"
#include "haulier-plan-row.h"
#include "haulier-policy-types.h"
#include "haulier-proxy-finder.h"
#include "haulier-settings.h"
#include "haulier-words.h"

/* The words of #HaulierMachineCredentialState on the bus. */
static const char *const ticket_words[] = {
  [HAULIER_MACHINE_CREDENTIAL_UNKNOWN] = "unknown",
  [HAULIER_MACHINE_CREDENTIAL_NONE] = "none",
  [HAULIER_MACHINE_CREDENTIAL_READY] = "ready",
  [HAULIER_MACHINE_CREDENTIAL_FAILED] = "failed",
};

typedef struct
{
  HaulierAccount account;
  gboolean is_seen; /* whether the caller may see its jobs */
  guint n_jobs;     /* that are not finished */
} Entry;

/* A call, and the account that it is at. */
typedef struct
{
  HaulierCall *call;
  gboolean refresh; /* whether tickets are asked for */
  GArray *entries;  /* of Entry */
  guint next;
  HaulierJob *any_job; /* as it would be of that account */
  HaulierMachineFacts *machine;
  HaulierProxySettings *proxy;
  GVariantBuilder rows;
} Survey;

static void look_at_next (Survey *survey);

static Entry *
find_entry (GArray *entries, HaulierAccount account)
{
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *entry = &g_array_index (entries, Entry, i);

      if (haulier_account_equal (entry->account, account))
        return entry;
    }
  return NULL;
}

static void
add_entry (GArray *entries, const HaulierCall *call, HaulierAccount account)
{
  Entry entry = { .account = account };

  if (find_entry (entries, account) != NULL)
    return;
  entry.is_seen = haulier_owners_may_see (call->owners, call->caller, account);
  g_array_append_val (entries, entry);
}

static gboolean
is_seen_and_open (const HaulierJob *job, gpointer user_data)
{
  const HaulierCall *call = user_data;

  return !haulier_job_state_is_final (job->state)
         && haulier_owners_may_see (call->owners, call->caller, job->owner);
}

static void
count_jobs (GArray *entries, HaulierCall *call, gboolean all_owners)
{
  g_autoptr (GPtrArray) jobs
      = haulier_engine_list_jobs (call->engine, 0, 0, is_seen_and_open, call);

  for (guint i = 0; i < jobs->len; i++)
    {
      HaulierAccount owner = ((const HaulierJob *) jobs->pdata[i])->owner;
      Entry *entry = NULL;

      if (all_owners)
        add_entry (entries, call, owner);
      entry = find_entry (entries, owner);
      if (entry != NULL)
        entry->n_jobs++;
    }
}

/* One's own, those that everybody can choose, and who else has jobs. */
static GArray *
list_entries (HaulierCall *call, gboolean all_owners)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  add_entry (entries, call, haulier_owners_get_account (call->owners, call->caller));
  for (gint kind = HAULIER_ACCOUNT_LOCAL_SYSTEM; kind <= HAULIER_ACCOUNT_NETWORK_SERVICE; kind++)
    add_entry (entries, call, (HaulierAccount){ .kind = (HaulierAccountKind) kind });
  count_jobs (entries, call, all_owners);
  return entries;
}

static void
add_text (GVariantBuilder *row, const char *key, const char *text)
{
  if (text != NULL && text[0] != '\0')
    g_variant_builder_add (row, "{sv}", key, g_variant_new_string (text));
}

static void
add_users (const Survey *survey, const Entry *entry, GVariantBuilder *row)
{
  const HaulierAccountUsers *users = haulier_account_users_find_in (
      haulier_owners_get_scope (survey->call->owners), entry->account);
  const char *name = survey->machine->owner_name;

  add_text (row, "files-user", users->files_user != NULL ? users->files_user : name);
  add_text (row, "network-user", users->network_user != NULL ? users->network_user : name);
}

static void
add_who (const Survey *survey, const Entry *entry, GVariantBuilder *row)
{
  g_autofree char *key = haulier_account_to_key (entry->account);
  HaulierFact logged_on = haulier_engine_tell_logged_on (survey->call->engine, entry->account);

  add_text (row, "account", key);
  add_text (row, "name", survey->machine->owner_name);
  add_users (survey, entry, row);
  if (logged_on != HAULIER_FACT_UNKNOWN)
    g_variant_builder_add (
        row, "{sv}", "logged-on", g_variant_new_boolean (logged_on == HAULIER_FACT_YES));
  if (entry->is_seen)
    g_variant_builder_add (row, "{sv}", "jobs", g_variant_new_uint32 (entry->n_jobs));
}

static void
add_ticket (GVariantBuilder *row, const HaulierMachineCredential *credential)
{
  add_text (row, "ticket", ticket_words[credential->state]);
  if (credential->expires > 0)
    g_variant_builder_add (row, "{sv}", "expires", g_variant_new_int64 (credential->expires));
  add_text (row, "reason", credential->reason);
  if (credential->evidence != NULL)
    g_variant_builder_add (row, "{sv}", "evidence", credential->evidence);
}

static void
add_network (const Survey *survey,
             const Entry *entry,
             const HaulierMachineCredential *credential,
             GVariantBuilder *row)
{
  HaulierIdentity identity = haulier_account_outlook_get_network (entry->account.kind);

  add_text (
      row, "network-identity", haulier_word_from_value (HAULIER_TYPE_IDENTITY, (gint) identity));
  if (identity == HAULIER_IDENTITY_COMPUTER)
    add_text (row, "network-name", survey->machine->computer_name);
  else if (identity == HAULIER_IDENTITY_OWNER)
    add_text (row, "network-name", survey->machine->owner_name);
  if (credential != NULL)
    add_ticket (row, credential);
  else if (identity == HAULIER_IDENTITY_COMPUTER)
    add_text (row,
              "ticket",
              survey->machine->computer_credentials == HAULIER_FACT_NO ? "none" : "unknown");
}

static void
add_proxy (const HaulierProxySettings *proxy, GVariantBuilder *row)
{
  if (proxy == NULL)
    return;
  add_text (
      row, "proxy-usage", haulier_word_from_value (HAULIER_TYPE_PROXY_USAGE, (gint) proxy->usage));
  add_text (row, "proxy-list", proxy->list);
  add_text (row, "proxy-bypass", proxy->bypass);
}

static void
add_warnings (const Survey *survey, const Entry *entry, GVariantBuilder *row)
{
  g_autoptr (GVariant) settings
      = g_variant_ref_sink (haulier_engine_get_settings (survey->call->engine));
  g_autoptr (GPtrArray) warnings = NULL;
  HaulierAccessFacts facts = { 0 };

  haulier_access_gather (survey->any_job, settings, &facts);
  facts.owner_logged_on = haulier_engine_tell_logged_on (survey->call->engine, entry->account);
  facts.owner_is_system_user = survey->machine->owner_is_system_user;
  facts.computer_credentials = survey->machine->computer_credentials;
  warnings = haulier_account_outlook_warn (&facts);
  g_variant_builder_add (row, "{sv}", "warnings", haulier_warnings_to_variant (warnings));
}

static void
add_account (Survey *survey)
{
  HaulierEngine *engine = survey->call->engine;
  const Entry *entry = &g_array_index (survey->entries, Entry, survey->next);
  GVariantBuilder row;

  haulier_engine_tell_computer (engine, entry->account, survey->machine);
  g_variant_builder_init (&row, G_VARIANT_TYPE_VARDICT);
  add_who (survey, entry, &row);
  add_network (survey, entry, haulier_engine_peek_computer (engine, entry->account), &row);
  add_proxy (survey->proxy, &row);
  add_warnings (survey, entry, &row);
  g_variant_builder_add_value (&survey->rows, g_variant_builder_end (&row));
  g_clear_pointer (&survey->machine, haulier_machine_facts_free);
  g_clear_pointer (&survey->proxy, haulier_proxy_settings_free);
  g_clear_pointer (&survey->any_job, haulier_job_free);
  survey->next++;
  look_at_next (survey);
}

static void
ticket_ensured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  haulier_engine_ensure_computer_finish (HAULIER_ENGINE (source), result);
  add_account (user_data);
}

static void
proxy_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Survey *survey = user_data;
  const Entry *entry = &g_array_index (survey->entries, Entry, survey->next);

  survey->proxy = haulier_engine_find_proxy_finish (HAULIER_ENGINE (source), result);
  if (survey->refresh)
    haulier_engine_ensure_computer_async (
        HAULIER_ENGINE (source), entry->account, ticket_ensured_cb, survey);
  else
    add_account (survey);
}

/* A desktop's proxy settings are read for an address, and by its owner: here they are not asked
 * for. */
static void
machine_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Survey *survey = user_data;

  survey->machine = haulier_machine_finder_find_finish (result);
  haulier_engine_find_proxy_async (
      survey->call->engine, survey->any_job, FALSE, proxy_found_cb, survey);
}

static void
look_at_next (Survey *survey)
{
  g_autoptr (GVariant) settings
      = g_variant_ref_sink (haulier_engine_get_settings (survey->call->engine));
  HaulierAccount account = { 0 };

  if (survey->next == survey->entries->len)
    {
      haulier_call_return (survey->call,
                           g_variant_new ("(" HAULIER_PLAN_SIGNATURE ")", &survey->rows));
      g_array_unref (survey->entries);
      g_free (survey);
      return;
    }
  account = g_array_index (survey->entries, Entry, survey->next).account;
  survey->any_job = haulier_job_new ("", "", HAULIER_JOB_ORIGIN_DESKTOP);
  survey->any_job->owner = account;
  haulier_machine_finder_find_async (survey->call->machine,
                                     account,
                                     NULL,
                                     NULL,
                                     haulier_settings_get_text (settings, "keytab"),
                                     machine_found_cb,
                                     survey);
}

void
haulier_account_methods_list (HaulierCall *call)
{
  Survey *survey = g_new0 (Survey, 1);
  g_autoptr (GVariant) options = g_variant_get_child_value (call->parameters, 0);
  gboolean all_owners = FALSE;

  g_variant_lookup (options, "all-owners", "b", &all_owners);
  g_variant_lookup (options, "refresh", "b", &survey->refresh);
  survey->call = call;
  survey->entries = list_entries (call, all_owners);
  g_variant_builder_init (&survey->rows, HAULIER_PLAN_TYPE);
  look_at_next (survey);
}
