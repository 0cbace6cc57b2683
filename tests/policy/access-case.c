/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Facts about access from one line of words, so that a case of a test is one line. */
#include "config.h"

#include "access-case.h"

#include "haulier-model-types.h"
#include "haulier-profiles.h"
#include "haulier-uri.h"

static gint
read_word (GType type, const char *word)
{
  gint value = 0;
  g_autoptr (GError) error = NULL;

  haulier_word_to_value (type, word, &value, &error);
  g_assert_no_error (error);
  return value;
}

static guint
read_schemes (const char *list)
{
  g_auto (GStrv) words = g_strsplit (list, ",", -1);
  guint schemes = 0;

  for (gsize i = 0; words[i] != NULL; i++)
    schemes |= HAULIER_AUTH_SCHEME_BIT (read_word (HAULIER_TYPE_AUTH_SCHEME, words[i]));
  return schemes;
}

static HaulierFact
read_fact (const char *word)
{
  return g_str_equal (word, "yes") ? HAULIER_FACT_YES : HAULIER_FACT_NO;
}

static const char *
keep (HaulierAccessCase *self, const char *text)
{
  char *kept = g_strdup (text);

  g_ptr_array_add (self->texts, kept);
  return kept;
}

static void
add_credential (HaulierAccessCase *self,
                HaulierAuthTarget target,
                HaulierCredentialSource source,
                const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", 2);
  HaulierAuthScheme scheme
      = source == HAULIER_CREDENTIAL_SOURCE_URL
            ? HAULIER_AUTH_SCHEME_BASIC
            : (HaulierAuthScheme) read_word (HAULIER_TYPE_AUTH_SCHEME, parts[0]);
  const char *user = source == HAULIER_CREDENTIAL_SOURCE_URL ? text : parts[1];
  HaulierCredential *credential = haulier_credential_new (target, scheme);

  credential->source = source;
  credential->implicit = g_str_equal (user, "implicit");
  if (!credential->implicit)
    {
      credential->user = g_strdup (user);
      credential->secret = g_strdup ("reference");
    }
  if (source != HAULIER_CREDENTIAL_SOURCE_JOB)
    credential->origin = haulier_uri_dup_origin (self->facts.remote);
  credential->stamp = self->access.credentials->len + 1;
  haulier_credentials_take (self->access.credentials, credential);
}

static gboolean
read_login (HaulierAccessCase *self, const char *key, const char *value)
{
  if (g_str_equal (key, "server"))
    add_credential (self, HAULIER_AUTH_TARGET_SERVER, HAULIER_CREDENTIAL_SOURCE_JOB, value);
  else if (g_str_equal (key, "proxy"))
    add_credential (self, HAULIER_AUTH_TARGET_PROXY, HAULIER_CREDENTIAL_SOURCE_JOB, value);
  else if (g_str_equal (key, "host"))
    add_credential (self, HAULIER_AUTH_TARGET_SERVER, HAULIER_CREDENTIAL_SOURCE_HOST, value);
  else if (g_str_equal (key, "url"))
    add_credential (self, HAULIER_AUTH_TARGET_SERVER, HAULIER_CREDENTIAL_SOURCE_URL, value);
  else
    return FALSE;
  return TRUE;
}

static void
replace (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static gboolean
read_setting (HaulierAccessCase *self, const char *key, const char *value)
{
  HaulierJobAccess *access = &self->access;

  if (g_str_equal (key, "usage"))
    access->proxy.usage = (HaulierProxyUsage) read_word (HAULIER_TYPE_PROXY_USAGE, value);
  else if (g_str_equal (key, "list"))
    replace (&access->proxy.list, value);
  else if (g_str_equal (key, "bypass"))
    replace (&access->proxy.bypass, value);
  else if (g_str_equal (key, "flags"))
    access->token.flags = (guint) g_ascii_strtoull (value, NULL, 10);
  else if (g_str_equal (key, "token"))
    access->token.state = (HaulierTokenState) read_word (HAULIER_TYPE_TOKEN_STATE, value);
  else if (g_str_equal (key, "helper"))
    replace (&access->token.principal, value);
  else if (g_str_equal (key, "administrator"))
    access->token.administrator = TRUE;
  else if (g_str_equal (key, "certificate"))
    {
      g_clear_pointer (&access->certificate, haulier_certificate_reference_free);
      access->certificate = haulier_certificate_reference_new (
          HAULIER_CERTIFICATE_LOCATION_CURRENT_USER, "MY", NULL, value, NULL);
      g_assert_nonnull (access->certificate);
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_engine (HaulierAccessCase *self, const char *key, const char *value)
{
  HaulierAccessFacts *facts = &self->facts;

  if (g_str_equal (key, "owner"))
    facts->owner = (HaulierAccountKind) read_word (HAULIER_TYPE_ACCOUNT_KIND, value);
  else if (g_str_equal (key, "type"))
    facts->type = (HaulierJobType) read_word (HAULIER_TYPE_JOB_TYPE, value);
  else if (g_str_equal (key, "profile"))
    facts->profile = (HaulierProfile) read_word (HAULIER_TYPE_PROFILE, value);
  else if (g_str_equal (key, "compat"))
    facts->use_lm_compat = (gint) g_ascii_strtoll (value, NULL, 10);
  else if (g_str_equal (key, "level"))
    facts->lm_compatibility_level = (gint) g_ascii_strtoll (value, NULL, 10);
  else if (g_str_equal (key, "remote"))
    facts->remote = keep (self, value);
  else if (g_str_equal (key, "local"))
    facts->local = keep (self, value);
  else if (g_str_equal (key, "wire"))
    facts->wire_schemes = read_schemes (value);
  else if (g_str_equal (key, "server-asks"))
    facts->server_offered = read_schemes (value);
  else if (g_str_equal (key, "proxy-asks"))
    facts->proxy_offered = read_schemes (value);
  else if (g_str_equal (key, "account-proxy"))
    {
      self->account_proxy.usage = HAULIER_PROXY_USAGE_OVERRIDE;
      self->account_proxy.list = (char *) keep (self, value);
    }
  else if (g_str_equal (key, "account-bypass"))
    self->account_proxy.bypass = (char *) keep (self, value);
  else if (g_str_equal (key, "account-usage"))
    self->account_proxy.usage = (HaulierProxyUsage) read_word (HAULIER_TYPE_PROXY_USAGE, value);
  else if (g_str_equal (key, "variable"))
    g_ptr_array_insert (self->variables, 0, (gpointer) keep (self, value));
  else
    return FALSE;
  return TRUE;
}

static gboolean
read_found_out (HaulierAccessCase *self, const char *key, const char *value)
{
  HaulierAccessFacts *facts = &self->facts;

  if (g_str_equal (key, "computer"))
    facts->computer_credentials = read_fact (value);
  else if (g_str_equal (key, "ticket"))
    facts->computer_ticket = read_fact (value);
  else if (g_str_equal (key, "logon"))
    facts->logon_credentials = read_fact (value);
  else if (g_str_equal (key, "logged-on"))
    facts->owner_logged_on = read_fact (value);
  else if (g_str_equal (key, "session"))
    facts->session_bound = read_fact (value);
  else if (g_str_equal (key, "system-user"))
    facts->owner_is_system_user = read_fact (value);
  else if (g_str_equal (key, "helper-administrator"))
    facts->helper_in_administrators = read_fact (value);
  else
    return FALSE;
  return TRUE;
}

/**
 * haulier_access_case_new:
 * @words: the case; what it does not say is: a login user in the native profile downloads
 * http://intranet/report, nothing is set, everything can be spoken, and the desktop has no proxy
 *
 * Returns: (transfer full): the facts
 */
HaulierAccessCase *
haulier_access_case_new (const char *words)
{
  HaulierAccessCase *self = g_new0 (HaulierAccessCase, 1);
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->variables = g_ptr_array_new ();
  g_ptr_array_add (self->variables, NULL);
  haulier_job_access_init (&self->access);
  self->facts = (HaulierAccessFacts){
    .use_lm_compat = HAULIER_NOT_SET,
    .lm_compatibility_level = HAULIER_NOT_SET,
    .access = &self->access,
    .remote = "http://intranet/report",
    .local = "/srv/report",
    .wire_schemes = HAULIER_AUTH_SCHEMES_ALL,
    .account_proxy = &self->account_proxy,
  };
  self->account_proxy.usage = HAULIER_PROXY_USAGE_NO_PROXY;
  for (gsize i = 0; list[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (list[i], "=", 2);
      const char *value = pair[0] != NULL && pair[1] != NULL ? pair[1] : "";

      if (pair[0] == NULL || pair[0][0] == '\0')
        continue;
      if (g_str_equal (pair[0], "no-account-proxy"))
        self->facts.account_proxy = NULL;
      else
        g_assert_true (read_login (self, pair[0], value) || read_setting (self, pair[0], value)
                       || read_engine (self, pair[0], value)
                       || read_found_out (self, pair[0], value));
    }
  self->facts.proxy_variables = (const char *const *) self->variables->pdata;
  return self;
}

/**
 * haulier_access_case_find_row:
 * @plan: a plan
 * @resource: of which row
 *
 * Returns: (nullable): the row
 */
const HaulierPlanRow *
haulier_access_case_find_row (GPtrArray *plan, HaulierResource resource)
{
  for (guint i = 0; i < plan->len; i++)
    {
      const HaulierPlanRow *row = plan->pdata[i];

      if (row->resource == resource)
        return row;
    }
  return NULL;
}

void
haulier_access_case_free (HaulierAccessCase *self)
{
  haulier_job_access_clear (&self->access);
  g_ptr_array_unref (self->variables);
  g_ptr_array_unref (self->texts);
  g_free (self);
}
