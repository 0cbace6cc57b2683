/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Handlers of HelperToken, and of the answers to its offers: unpack, call the engine, reply. */
#include "config.h"

#include "haulier-token-methods.h"

#include <string.h>
#include <unistd.h>

#include "haulier-cache-check.h"
#include "haulier-engine-access.h"
#include "haulier-engine-token.h"
#include "haulier-error.h"
#include "haulier-gate.h"
#include "haulier-helper-finder.h"
#include "haulier-lending-rules.h"
#include "haulier-logon-session.h"
#include "haulier-model-types.h"
#include "haulier-offers.h"
#include "haulier-words.h"

/* More than any name of a cache or a user takes. */
#define OPTION_MAX_BYTES 4096

static void
fail_unknown (HaulierCall *call)
{
  haulier_call_fail (
      call,
      g_error_new_literal (HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND, "find the job: there is none"));
}

static void
add_text (GVariantBuilder *builder, const char *key, const char *text)
{
  if (text != NULL)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_string (text));
}

/* Not the code: only who was given it may have it. */
static void
add_offer (GVariantBuilder *builder, const HaulierCall *call)
{
  gint64 now = g_get_monotonic_time ();
  gint64 end = haulier_offers_get_end (call->offers, call->job_id, now);

  if (end != 0)
    g_variant_builder_add (
        builder, "{sv}", "offer-expires", g_variant_new_int64 (g_get_real_time () + end - now));
}

static void
handle_get (HaulierCall *call)
{
  const HaulierJob *job = haulier_engine_lookup_job (call->engine, call->job_id);
  const HaulierHelperToken *token = &job->access.token;
  const HaulierLoan *loan = haulier_engine_get_loan (call->engine, call->job_id);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "flags", g_variant_new_uint32 (token->flags));
  add_text (&builder, "state", haulier_word_from_value (HAULIER_TYPE_TOKEN_STATE, token->state));
  add_text (&builder, "principal", token->principal != NULL ? token->principal : "");
  if (loan != NULL)
    {
      add_text (&builder, "user", loan->context->user);
      add_text (&builder, "session", loan->session);
      g_variant_builder_add (&builder, "{sv}", "since", g_variant_new_int64 (loan->since));
    }
  add_offer (&builder, call);
  haulier_call_return (call, g_variant_new ("(a{sv})", &builder));
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;

  if (!haulier_engine_set_access_finish (HAULIER_ENGINE (source), result, NULL, &error))
    haulier_call_fail (call, error);
  else
    haulier_call_return (call, NULL);
}

static void
handle_set_flags (HaulierCall *call)
{
  guint32 flags = 0;

  g_variant_get (call->parameters, "(u)", &flags);
  haulier_engine_set_token_flags_async (call->engine, call->job_id, flags, set_cb, call);
}

static void
handle_clear (HaulierCall *call)
{
  haulier_engine_clear_token_async (call->engine, call->job_id, set_cb, call);
}

/* A caller that lends: itself, or for an administrator somebody else. */
typedef struct
{
  HaulierCall *call;
  char *job_id;
  char *digest; /* (nullable) of the consent */
  char *user;   /* (nullable) */
  char *cache;  /* (nullable) */
  HaulierSecurityContext *context;
  char *session;
} Lending;

static void
lending_free (Lending *lending)
{
  g_free (lending->job_id);
  g_free (lending->digest);
  g_free (lending->user);
  g_free (lending->cache);
  g_free (lending->session);
  haulier_security_context_unref (lending->context);
  g_free (lending);
}

static void
fail (Lending *lending, GError *error)
{
  haulier_call_fail (lending->call, error);
  lending_free (lending);
}

static void
lent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lending *lending = user_data;
  HaulierCall *call = lending->call;
  GError *error = NULL;

  if (!haulier_engine_set_access_finish (HAULIER_ENGINE (source), result, NULL, &error))
    {
      fail (lending, error);
      return;
    }
  haulier_offers_withdraw (call->offers, lending->job_id);
  haulier_call_return (call, NULL);
  lending_free (lending);
}

/* Takes @principal. */
static void
lend (Lending *lending, char *principal)
{
  HaulierCall *call = lending->call;
  HaulierLoan *loan = haulier_loan_new (g_steal_pointer (&lending->context), lending->session);

  loan->principal = principal;
  haulier_engine_lend_async (
      call->engine, lending->job_id, loan, lending->digest, lent_cb, lending);
}

static void
cache_described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lending *lending = user_data;
  GError *error = NULL;
  char *principal = haulier_engine_describe_cache_finish (HAULIER_ENGINE (source), result, &error);

  if (principal == NULL)
    fail (lending, error);
  else
    lend (lending, principal);
}

static void
go_on (Lending *lending)
{
  if (lending->cache != NULL)
    haulier_engine_describe_cache_async (
        lending->call->engine, lending->context, cache_described_cb, lending);
  else
    lend (lending, NULL);
}

static void
session_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lending *lending = user_data;

  lending->session = haulier_logon_session_find_finish (HAULIER_LOGON_WATCH (source), result);
  go_on (lending);
}

static void
helper_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Lending *lending = user_data;
  HaulierCall *call = lending->call;
  HaulierLogonWatch *logon = haulier_engine_get_logon_watch (call->engine);
  HaulierLending facts = {
    .caller = call->caller->uid,
    .engine = getuid (),
    .is_engine_of_one = haulier_owners_get_scope (call->owners) == HAULIER_ENGINE_SCOPE_SESSION,
  };
  GError *error = NULL;

  lending->context = haulier_helper_finder_find_finish (result, &error);
  if (lending->context == NULL)
    {
      fail (lending, error);
      return;
    }
  facts.helper = lending->context->uid;
  facts.helper_is_logged_on = haulier_logon_watch_is_logged_on (logon, facts.helper);
  if (!haulier_lending_rules_check (&facts, &error))
    fail (lending, error);
  else if (lending->user == NULL)
    haulier_logon_session_find_async (logon, call->caller->pid, session_found_cb, lending);
  else
    go_on (lending);
}

static gboolean
read_option (GVariant *options, const char *key, char **out_text, GError **error)
{
  const char *text = NULL;

  if (!g_variant_lookup (options, key, "&s", &text))
    return TRUE;
  if (text[0] != '\0' && strlen (text) <= OPTION_MAX_BYTES)
    {
      *out_text = g_strdup (text);
      return TRUE;
    }
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               "lend an identity: the option “%s” is empty or too long",
               key);
  return FALSE;
}

/* Only who may lend somebody else's identity is told whether there is such a user. */
static gboolean
may_name_user (const HaulierCall *call, const Lending *lending, GError **error)
{
  HaulierLending facts = {
    .caller = call->caller->uid,
    .helper = (uid_t) -1,
    .helper_is_logged_on = TRUE,
  };

  return lending->user == NULL || haulier_lending_rules_check (&facts, error);
}

static void
begin (HaulierCall *call, const char *job_id, const char *digest, GVariant *options)
{
  Lending *lending = g_new0 (Lending, 1);
  HaulierHelperQuery query = {
    .scope = haulier_owners_get_scope (call->owners),
    .uid = call->caller->uid,
    .groups = call->caller->groups,
    .n_groups = call->caller->n_groups,
  };
  GError *error = NULL;

  lending->call = call;
  lending->job_id = g_strdup (job_id);
  lending->digest = g_strdup (digest);
  if (!read_option (options, "kerberos-cache", &lending->cache, &error)
      || !read_option (options, "as", &lending->user, &error)
      || !may_name_user (call, lending, &error))
    {
      fail (lending, error);
      return;
    }
  query.user = lending->user;
  query.kerberos_cache = lending->cache;
  haulier_helper_finder_find_async (&query, helper_found_cb, lending);
}

static void
handle_set (HaulierCall *call)
{
  g_autoptr (GVariant) options = g_variant_get_child_value (call->parameters, 0);

  begin (call, call->job_id, NULL, options);
}

static void
offer_asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;
  g_autofree char *code = NULL;
  g_autoptr (HaulierConsent) consent
      = haulier_engine_ask_consent_finish (HAULIER_ENGINE (source), result, &error);

  if (consent != NULL)
    code = haulier_offers_make (call->offers, call->job_id, g_get_monotonic_time (), &error);
  if (code == NULL)
    {
      haulier_call_fail (call, error);
      return;
    }
  /* Who waits for an answer to a former code is to look. */
  haulier_engine_tell_changed (call->engine, call->job_id);
  haulier_call_return (call, g_variant_new ("(s)", code));
}

static void
handle_offer (HaulierCall *call)
{
  haulier_engine_ask_consent_async (call->engine, call->job_id, offer_asked_cb, call);
}

/* Returns: (nullable): the job of a code, which the caller need not be able to see otherwise */
static const HaulierJob *
find_offered (HaulierCall *call, const char *code)
{
  const char *id
      = haulier_offers_find (call->offers, call->caller->uid, code, g_get_monotonic_time ());

  return id != NULL ? haulier_engine_lookup_job (call->engine, id) : NULL;
}

static GVariant *
describe (const HaulierJob *job, const HaulierConsent *consent)
{
  g_autofree char *owner = haulier_account_to_key (consent->owner);
  g_autofree char *digest = haulier_consent_dup_digest (consent);
  g_auto (GStrv) folders = haulier_consent_dup_folders (consent);
  g_auto (GStrv) origins = haulier_consent_dup_origins (consent);
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_text (&builder, "name", job->name);
  add_text (&builder, "owner", owner);
  g_variant_builder_add (&builder, "{sv}", "flags", g_variant_new_uint32 (consent->flags));
  g_variant_builder_add (&builder,
                         "{sv}",
                         "folders",
                         g_variant_new_bytestring_array ((const char *const *) folders, -1));
  g_variant_builder_add (
      &builder, "{sv}", "origins", g_variant_new_strv ((const char *const *) origins, -1));
  add_text (&builder, "digest", digest);
  return g_variant_builder_end (&builder);
}

/* A call about what a job asks for. */
typedef struct
{
  HaulierCall *call;
  char *job_id;
} Description;

static void
described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Description *description = user_data;
  HaulierCall *call = description->call;
  g_autoptr (HaulierConsent) consent
      = haulier_engine_ask_consent_finish (HAULIER_ENGINE (source), result, NULL);
  const HaulierJob *job = haulier_engine_lookup_job (call->engine, description->job_id);

  if (consent == NULL || job == NULL)
    fail_unknown (call);
  else
    haulier_call_return (call, g_variant_new ("(@a{sv})", describe (job, consent)));
  g_free (description->job_id);
  g_free (description);
}

/**
 * haulier_handle_describe_offer:
 * @call: (transfer full): a call of DescribeOffer
 */
void
haulier_handle_describe_offer (HaulierCall *call)
{
  const HaulierJob *job = NULL;
  Description *description = NULL;
  const char *code = NULL;

  g_variant_get (call->parameters, "(&s)", &code);
  job = find_offered (call, code);
  if (job == NULL)
    {
      fail_unknown (call);
      return;
    }
  description = g_new0 (Description, 1);
  description->call = call;
  description->job_id = g_strdup (job->id);
  haulier_engine_ask_consent_async (call->engine, job->id, described_cb, description);
}

/**
 * haulier_handle_lend:
 * @call: (transfer full): a call of Lend
 */
void
haulier_handle_lend (HaulierCall *call)
{
  g_autoptr (GVariant) options = NULL;
  const HaulierJob *job = NULL;
  const char *code = NULL;
  const char *digest = NULL;

  g_variant_get (call->parameters, "(&s&s@a{sv})", &code, &digest, &options);
  job = find_offered (call, code);
  if (job == NULL)
    fail_unknown (call);
  else
    begin (call, job->id, digest, options);
}

const HaulierHandlerRow haulier_helper_token_methods[] = {
  { "Get", handle_get },     { "SetFlags", handle_set_flags }, { "Set", handle_set },
  { "Clear", handle_clear }, { "Offer", handle_offer },        { NULL, NULL },
};
