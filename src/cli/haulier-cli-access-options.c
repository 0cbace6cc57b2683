/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Options about logins and proxies that add and access share, and what they come to. */
#include "config.h"

#include "haulier-cli-access-options.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "haulier-cli-password.h"
#include "haulier-credential.h"
#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-proxy-settings.h"
#include "haulier-setting-rules.h"
#include "haulier-words.h"

/* Names of the variables that a proxy may be set by; their values stay where they are. */
static const char *const proxy_variables[] = {
  "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY",
};

/* One login that was asked for: for the server, or for the proxy. */
typedef struct
{
  HaulierAuthTarget target;
  const char *user;   /* (nullable) */
  const char *scheme; /* (nullable) */
  gboolean implicit;
  const char *prompt;
} Login;

/**
 * haulier_cli_access_options_append:
 * @self: where what is given is kept
 * @entries: (element-type GOptionEntry): the options of a command
 */
void
haulier_cli_access_options_append (HaulierCliAccessOptions *self, GArray *entries)
{
  const GOptionEntry own[] = {
    { "user",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->user,
      N_ ("Log in at the server as this user"),
      N_ ("NAME") },
    { "scheme",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->scheme,
      N_ ("How: basic (the default), digest, ntlm, negotiate or passport"),
      N_ ("SCHEME") },
    { "logon-credentials",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self->logon_credentials,
      N_ ("Log in as who you are logged on as (Negotiate)"),
      NULL },
    { "password-stdin",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self->password_stdin,
      N_ ("Read passwords from standard input, one a line, instead of asking"),
      NULL },
    { "proxy",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->proxy,
      N_ ("preconfig, none, autodetect, or a list such as “proxy:3128”"),
      N_ ("PROXY") },
    { "bypass",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->bypass,
      N_ ("Hosts that are reached without the proxy"),
      N_ ("LIST") },
    { "proxy-user",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->proxy_user,
      N_ ("Log in at the proxy as this user"),
      N_ ("NAME") },
    { "proxy-scheme",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->proxy_scheme,
      N_ ("How; as --scheme"),
      N_ ("SCHEME") },
    { "proxy-logon-credentials",
      0,
      0,
      G_OPTION_ARG_NONE,
      &self->proxy_logon_credentials,
      N_ ("Log in at the proxy as who you are logged on as"),
      NULL },
    { "profile",
      0,
      0,
      G_OPTION_ARG_STRING,
      &self->profile,
      N_ ("Behave like this generation of Windows; “haulierctl profiles” lists them"),
      N_ ("PROFILE") },
  };

  g_array_append_vals (entries, own, G_N_ELEMENTS (own));
}

/**
 * haulier_cli_access_options_clear:
 * @self: what was asked for
 */
void
haulier_cli_access_options_clear (HaulierCliAccessOptions *self)
{
  g_free (self->user);
  g_free (self->scheme);
  g_free (self->proxy);
  g_free (self->bypass);
  g_free (self->proxy_user);
  g_free (self->proxy_scheme);
  g_free (self->profile);
}

static char *
dup_spaced (const char *list)
{
  return list != NULL ? g_strdelimit (g_strdup (list), ",", ' ') : NULL;
}

static void
insert_proxy (GVariantDict *spec, const char *usage, const char *list, const char *bypass)
{
  g_autofree char *spaced = dup_spaced (list);

  g_variant_dict_insert (spec, "proxy-usage", "s", usage);
  g_variant_dict_insert (spec, "proxy-list", "s", spaced != NULL ? spaced : "");
  g_variant_dict_insert (spec, "proxy-bypass", "s", bypass != NULL ? bypass : "");
}

/**
 * haulier_cli_proxy_words_to_variants:
 * @usage: `preconfig`, `none`, `override` or `autodetect`
 * @list: (nullable): proxies, separated by spaces or commas
 * @bypass: (nullable): hosts reached without them
 * @spec: the keys `proxy-usage`, `proxy-list` and `proxy-bypass` are set in it
 * @error: return location
 *
 * Errors: as haulier_proxy_settings_check().
 *
 * Returns: whether the settings are good
 */
gboolean
haulier_cli_proxy_words_to_variants (const char *usage,
                                     const char *list,
                                     const char *bypass,
                                     GVariantDict *spec,
                                     GError **error)
{
  g_autofree char *spaced = dup_spaced (list);
  HaulierProxySettings settings = { .list = spaced, .bypass = (char *) bypass };
  gint value = 0;

  if (!haulier_word_to_value (HAULIER_TYPE_PROXY_USAGE, usage, &value, error))
    return FALSE;
  settings.usage = (HaulierProxyUsage) value;
  if (!haulier_proxy_settings_check (&settings, error))
    return FALSE;
  insert_proxy (spec, usage, list, bypass);
  return TRUE;
}

static gboolean
fill_proxy (const HaulierCliAccessOptions *self,
            gboolean checks,
            GVariantDict *spec,
            GError **error)
{
  static const char *const words[] = { "preconfig", "none", "autodetect", NULL };
  gboolean is_word = self->proxy != NULL && g_strv_contains (words, self->proxy);
  const char *usage = is_word ? self->proxy : "override";
  const char *list = is_word ? NULL : self->proxy;

  if (self->proxy == NULL && self->bypass == NULL)
    return TRUE;
  if (checks)
    return haulier_cli_proxy_words_to_variants (usage, list, self->bypass, spec, error);
  insert_proxy (spec, usage, list, self->bypass);
  return TRUE;
}

static gboolean
add_secret (const HaulierCliAccessOptions *self,
            const Login *login,
            GVariantDict *credential,
            HaulierJobRequest *request,
            GError **error)
{
  int fd = self->password_stdin ? haulier_cli_password_read_line (error)
                                : haulier_cli_password_ask (login->prompt, error);
  gint handle = -1;

  if (fd < 0)
    return FALSE;
  handle = haulier_job_request_add_descriptor (request, fd, error);
  g_close (fd, NULL);
  if (handle < 0)
    return FALSE;
  g_variant_dict_insert (credential, "secret", "h", handle);
  return TRUE;
}

static gboolean
fill_login (const HaulierCliAccessOptions *self,
            const Login *login,
            GVariantBuilder *credentials,
            HaulierJobRequest *request,
            GError **error)
{
  const char *scheme = login->scheme != NULL ? login->scheme
                       : login->implicit     ? "negotiate"
                                             : "basic";
  g_auto (GVariantDict) credential = G_VARIANT_DICT_INIT (NULL);
  HaulierCredential value = { .target = login->target,
                              .source = HAULIER_CREDENTIAL_SOURCE_JOB,
                              .implicit = login->implicit,
                              .user = (char *) login->user };
  gint number = 0;

  if (!haulier_word_to_value (HAULIER_TYPE_AUTH_SCHEME, scheme, &number, error))
    return FALSE;
  value.scheme = (HaulierAuthScheme) number;
  if (request != NULL
      && (!haulier_credential_check (&value, error)
          || !haulier_setting_rules_check_credential (&value, HAULIER_PROFILE_NATIVE, error)))
    return FALSE;
  g_variant_dict_insert (&credential,
                         "target",
                         "s",
                         haulier_word_from_value (HAULIER_TYPE_AUTH_TARGET, login->target));
  g_variant_dict_insert (&credential, "scheme", "s", scheme);
  g_variant_dict_insert (&credential, "implicit", "b", login->implicit);
  if (login->user != NULL)
    g_variant_dict_insert (&credential, "user", "s", login->user);
  if (login->user != NULL && request != NULL
      && !add_secret (self, login, &credential, request, error))
    return FALSE;
  g_variant_builder_add_value (credentials, g_variant_dict_end (&credential));
  return TRUE;
}

static gboolean
refuse (GError **error, const char *text)
{
  g_set_error_literal (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT, text);
  return FALSE;
}

static gboolean
check_login (const Login *login, GError **error)
{
  if (login->user != NULL && login->implicit)
    return refuse (error, _ ("set the login: give either a user or the logon credentials"));
  if (login->scheme != NULL && login->user == NULL && !login->implicit)
    return refuse (error, _ ("set the login: a scheme needs a user or the logon credentials"));
  return TRUE;
}

static gboolean
fill_logins (const HaulierCliAccessOptions *self,
             GVariantDict *spec,
             HaulierJobRequest *request,
             GError **error)
{
  g_auto (GVariantBuilder) credentials = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));
  const Login logins[] = {
    { HAULIER_AUTH_TARGET_SERVER,
      self->user,
      self->scheme,
      self->logon_credentials,
      _ ("Password for the server:") },
    { HAULIER_AUTH_TARGET_PROXY,
      self->proxy_user,
      self->proxy_scheme,
      self->proxy_logon_credentials,
      _ ("Password for the proxy:") },
  };
  gboolean has_some = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (logins); i++)
    {
      if (!check_login (&logins[i], error))
        return FALSE;
      if (logins[i].user == NULL && !logins[i].implicit)
        continue;
      has_some = TRUE;
      if (!fill_login (self, &logins[i], &credentials, request, error))
        return FALSE;
    }
  if (has_some)
    g_variant_dict_insert_value (spec, "credentials", g_variant_builder_end (&credentials));
  return TRUE;
}

/**
 * haulier_cli_fill_proxy_variables:
 * @spec: the key `proxy-variables` is set in it
 *
 * Names the proxy variables of the environment: they are not used, and whoever expects them to be
 * is told.
 */
void
haulier_cli_fill_proxy_variables (GVariantDict *spec)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (proxy_variables); i++)
    {
      if (g_getenv (proxy_variables[i]) != NULL)
        g_ptr_array_add (names, (gpointer) proxy_variables[i]);
    }
  if (names->len > 0)
    g_variant_dict_insert_value (
        spec,
        "proxy-variables",
        g_variant_new_strv ((const char *const *) names->pdata, names->len));
}

/**
 * haulier_cli_access_options_fill:
 * @self: what was asked for
 * @spec: access keys of CreateJob and PlanAccess are set in it
 * @request: (nullable): the passwords are asked for and travel with it; %NULL: a plan needs none
 * @error: return location
 *
 * Checks everything by the engine's own rules before a password is asked for; a plan is to tell
 * what they refuse.
 *
 * Returns: whether the options are good
 */
gboolean
haulier_cli_access_options_fill (const HaulierCliAccessOptions *self,
                                 GVariantDict *spec,
                                 HaulierJobRequest *request,
                                 GError **error)
{
  gint profile = 0;

  if (self->profile != NULL)
    {
      if (!haulier_word_to_value (HAULIER_TYPE_PROFILE, self->profile, &profile, error))
        {
          g_prefix_error (error, "set profile: ");
          return FALSE;
        }
      g_variant_dict_insert (spec, "profile", "s", self->profile);
    }
  return fill_proxy (self, request != NULL, spec, error)
         && fill_logins (self, spec, request, error);
}
