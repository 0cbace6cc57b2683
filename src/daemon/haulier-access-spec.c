/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Unpacks what calls say about access: credentials, proxy, flags, certificate. */
#include "config.h"

#include "haulier-access-spec.h"

#include <string.h>

#include "haulier-engine-access.h"
#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-setting-refusals.h"
#include "haulier-uri.h"
#include "haulier-words.h"

/* Different origins that the addresses of one job may have a login for. */
#define URL_CREDENTIALS_MAX 100

static const struct
{
  const char *key;
  const char *type;
} key_rows[] = {
  { "credentials", "aa{sv}" }, { "proxy-usage", "s" }, { "proxy-list", "s" },
  { "proxy-bypass", "s" },     { "token-flags", "u" }, { "certificate", "a{sv}" },
};

static const struct
{
  const char *key;
  const char *type;
} credential_rows[] = {
  { "target", "s" }, { "scheme", "s" }, { "implicit", "b" }, { "user", "s" }, { "secret", "h" },
};

static const char *const certificate_keys[] = { "location", "store", "id", "subject", NULL };

static gboolean refuse (GError **error, gint code, const char *format, ...) G_GNUC_PRINTF (3, 4);

static gboolean
refuse (GError **error, gint code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, HAULIER_ERROR, code, message);
  return FALSE;
}

/**
 * haulier_access_spec_is_key:
 * @key: a key of CreateJob's or PlanAccess's specification
 *
 * Returns: whether it is about access
 */
gboolean
haulier_access_spec_is_key (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (key_rows); i++)
    {
      if (g_str_equal (key, key_rows[i].key))
        return TRUE;
    }
  return FALSE;
}

/* A word that is none means what the call says that it means. */
static gboolean
read_word (GType type,
           const char *what,
           const char *word,
           gint code,
           gint *out_value,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;

  if (haulier_word_to_value (type, word, out_value, &local_error))
    return TRUE;
  return refuse (error, code, "set the %s: %s", what, local_error->message);
}

/**
 * haulier_access_spec_read_key:
 * @target_word: word of a target
 * @scheme_word: word of a scheme
 * @out_target: (out): the target
 * @out_scheme: (out): the scheme
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_AUTH_TARGET, %HAULIER_ERROR_INVALID_AUTH_SCHEME.
 *
 * Returns: whether both are known
 */
gboolean
haulier_access_spec_read_key (const char *target_word,
                              const char *scheme_word,
                              HaulierAuthTarget *out_target,
                              HaulierAuthScheme *out_scheme,
                              GError **error)
{
  gint target = 0;
  gint scheme = 0;

  if (!read_word (HAULIER_TYPE_AUTH_TARGET,
                  "target of the credentials",
                  target_word,
                  HAULIER_ERROR_INVALID_AUTH_TARGET,
                  &target,
                  error)
      || !read_word (HAULIER_TYPE_AUTH_SCHEME,
                     "scheme of the credentials",
                     scheme_word,
                     HAULIER_ERROR_INVALID_AUTH_SCHEME,
                     &scheme,
                     error))
    return FALSE;
  *out_target = (HaulierAuthTarget) target;
  *out_scheme = (HaulierAuthScheme) scheme;
  return TRUE;
}

static gboolean
check_credential_keys (GVariant *options, GError **error)
{
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, options);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned = value;
      gboolean known = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (credential_rows); i++)
        known = known
                || (g_str_equal (key, credential_rows[i].key)
                    && g_variant_is_of_type (owned, G_VARIANT_TYPE (credential_rows[i].type)));
      if (!known)
        return refuse (error,
                       HAULIER_ERROR_INVALID_ARGUMENT,
                       "set the credentials: there is no “%s” of that type",
                       key);
    }
  return TRUE;
}

/**
 * haulier_access_spec_read_credential:
 * @target: word of a target
 * @scheme: word of a scheme
 * @options: `a{sv}`, see Credentials.Set
 * @intake: (nullable): expects the password afterwards; %NULL where none is wanted
 * @error: return location
 *
 * Errors: those of haulier_access_spec_read_key() and haulier_credential_check().
 *
 * Returns: (transfer full) (nullable): a credential of a job, stamped
 */
HaulierCredential *
haulier_access_spec_read_credential (const char *target,
                                     const char *scheme,
                                     GVariant *options,
                                     HaulierSecretIntake *intake,
                                     GError **error)
{
  g_autoptr (HaulierCredential) credential = haulier_credential_new (0, 0);
  gint handle = -1;

  if (!haulier_access_spec_read_key (
          target, scheme, &credential->target, &credential->scheme, error)
      || !check_credential_keys (options, error))
    return NULL;
  g_variant_lookup (options, "implicit", "b", &credential->implicit);
  g_variant_lookup (options, "user", "s", &credential->user);
  g_variant_lookup (options, "secret", "h", &handle);
  if (!haulier_credential_check (credential, error))
    return NULL;
  haulier_engine_stamp_credential (credential);
  if (intake == NULL || (credential->implicit && handle < 0))
    return g_steal_pointer (&credential);
  if (credential->implicit || handle < 0)
    {
      refuse (error,
              HAULIER_ERROR_INVALID_CREDENTIALS,
              credential->implicit
                  ? "set the credentials: logon credentials have neither user name nor password"
                  : "set the credentials: there is no password");
      return NULL;
    }
  haulier_secret_intake_expect (intake, credential->secret, handle);
  return g_steal_pointer (&credential);
}

/* Whether it is enough to tell that a setting has no good form: who only plans goes on. */
static gboolean
tell_refused (GPtrArray *refused,
              HaulierSetting setting,
              HaulierResource resource,
              GError **why,
              GError **error)
{
  g_autoptr (GError) owned = g_steal_pointer (why);

  if (refused == NULL || haulier_setting_form_explain (setting, owned->code).rule == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&owned));
      return FALSE;
    }
  haulier_refused_settings_add_form (refused, setting, resource, owned);
  return TRUE;
}

static gboolean
read_credentials (GVariant *rows,
                  GPtrArray *credentials,
                  HaulierSecretIntake *intake,
                  GPtrArray *refused,
                  GError **error)
{
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      const char *target = "";
      const char *scheme = "";
      HaulierCredential *credential = NULL;
      GError *why = NULL;

      g_variant_lookup (row, "target", "&s", &target);
      g_variant_lookup (row, "scheme", "&s", &scheme);
      credential = haulier_access_spec_read_credential (target, scheme, row, intake, &why);
      if (credential != NULL)
        haulier_credentials_take (credentials, credential);
      else if (!tell_refused (refused,
                              HAULIER_SETTING_CREDENTIALS,
                              g_str_equal (target, "proxy") ? HAULIER_RESOURCE_PROXY_LOGIN
                                                            : HAULIER_RESOURCE_SERVER_LOGIN,
                              &why,
                              error))
        return FALSE;
    }
  return TRUE;
}

/**
 * haulier_access_spec_read_proxy:
 * @usage: word of a usage
 * @list: a proxy list, or empty
 * @bypass: a bypass list, or empty
 * @out_proxy: (out): proxy settings of a new job, to fill
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_IMPLEMENTED for an unknown usage; those of
 *   haulier_proxy_settings_check().
 *
 * Returns: whether a job can have them
 */
gboolean
haulier_access_spec_read_proxy (const char *usage,
                                const char *list,
                                const char *bypass,
                                HaulierProxySettings *out_proxy,
                                GError **error)
{
  HaulierProxySettings proxy = { 0 };
  gint value = 0;

  if (!read_word (HAULIER_TYPE_PROXY_USAGE,
                  "usage of the proxy",
                  usage,
                  HAULIER_ERROR_NOT_IMPLEMENTED,
                  &value,
                  error))
    return FALSE;
  proxy.usage = (HaulierProxyUsage) value;
  proxy.list = list[0] != '\0' ? g_strdup (list) : NULL;
  proxy.bypass = bypass[0] != '\0' ? g_strdup (bypass) : NULL;
  if (!haulier_proxy_settings_check (&proxy, error))
    {
      haulier_proxy_settings_clear (&proxy);
      return FALSE;
    }
  *out_proxy = proxy;
  return TRUE;
}

/**
 * haulier_access_spec_read_certificate:
 * @spec: `a{sv}`, see Certificate.Set
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT, those of haulier_certificate_reference_new().
 *
 * Returns: (transfer full) (nullable): the reference
 */
HaulierCertificateReference *
haulier_access_spec_read_certificate (GVariant *spec, GError **error)
{
  const char *texts[G_N_ELEMENTS (certificate_keys)] = { NULL };
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;
  gint location = HAULIER_CERTIFICATE_LOCATION_CURRENT_USER;

  g_variant_iter_init (&iter, spec);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      if (g_strv_contains (certificate_keys, key)
          && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
        continue;
      refuse (error,
              HAULIER_ERROR_INVALID_ARGUMENT,
              "set the client certificate: there is no “%s” of that type",
              key);
      g_variant_unref (value);
      return NULL;
    }
  for (gsize i = 0; certificate_keys[i] != NULL; i++)
    g_variant_lookup (spec, certificate_keys[i], "&s", &texts[i]);
  if (texts[0] != NULL
      && !read_word (HAULIER_TYPE_CERTIFICATE_LOCATION,
                     "client certificate",
                     texts[0],
                     HAULIER_ERROR_NOT_IMPLEMENTED,
                     &location,
                     error))
    return NULL;
  return haulier_certificate_reference_new (
      (HaulierCertificateLocation) location, texts[1], texts[2], texts[3], error);
}

static gboolean
check_types (GVariant *spec, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (key_rows); i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (spec, key_rows[i].key, NULL);

      if (value != NULL && !g_variant_is_of_type (value, G_VARIANT_TYPE (key_rows[i].type)))
        return refuse (error,
                       HAULIER_ERROR_INVALID_ARGUMENT,
                       "set %s: the value has the wrong type (%s)",
                       key_rows[i].key,
                       g_variant_get_type_string (value));
    }
  return TRUE;
}

static gboolean
read_proxy_keys (GVariant *spec, HaulierProxySettings *proxy, GError **error)
{
  const char *usage = "preconfig";
  const char *list = "";
  const char *bypass = "";

  g_variant_lookup (spec, "proxy-usage", "&s", &usage);
  g_variant_lookup (spec, "proxy-list", "&s", &list);
  g_variant_lookup (spec, "proxy-bypass", "&s", &bypass);
  return haulier_access_spec_read_proxy (usage, list, bypass, proxy, error);
}

/**
 * haulier_access_spec_read:
 * @spec: `a{sv}`, see CreateJob; keys that are not about access are passed over
 * @access: what a new job has; it is filled
 * @intake: (nullable): expects the passwords afterwards; %NULL where none are wanted
 * @refused: (nullable) (element-type HaulierRefusedSetting): gets what has no form that a job can
 *   have, which is left out then; %NULL: that is an error
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT and what the setters of the same settings answer.
 *
 * Returns: whether it could be read
 */
gboolean
haulier_access_spec_read (GVariant *spec,
                          HaulierJobAccess *access,
                          HaulierSecretIntake *intake,
                          GPtrArray *refused,
                          GError **error)
{
  g_autoptr (GVariant) credentials = NULL;
  g_autoptr (GVariant) certificate = NULL;
  GError *why = NULL;

  if (!check_types (spec, error))
    return FALSE;
  credentials = g_variant_lookup_value (spec, "credentials", NULL);
  certificate = g_variant_lookup_value (spec, "certificate", NULL);
  g_variant_lookup (spec, "token-flags", "u", &access->token.flags);
  if (!haulier_token_flags_check (access->token.flags, &why)
      && !tell_refused (refused, HAULIER_SETTING_TOKEN, HAULIER_RESOURCE_HELPER_TOKEN, &why, error))
    return FALSE;
  if (!read_proxy_keys (spec, &access->proxy, &why)
      && !tell_refused (
          refused, HAULIER_SETTING_PROXY, HAULIER_RESOURCE_PROXY_SETTINGS, &why, error))
    return FALSE;
  if (credentials != NULL
      && !read_credentials (credentials, access->credentials, intake, refused, error))
    return FALSE;
  if (certificate == NULL || g_variant_n_children (certificate) == 0)
    return TRUE;
  access->certificate = haulier_access_spec_read_certificate (certificate, &why);
  return access->certificate != NULL
         || tell_refused (refused,
                          HAULIER_SETTING_CERTIFICATE,
                          HAULIER_RESOURCE_CLIENT_CERTIFICATE,
                          &why,
                          error);
}

/* Splits what stood before the “@” of an address; the caller wipes the password. */
static gboolean
split_userinfo (const char *userinfo, char **out_user, char **out_password)
{
  const char *colon = strchr (userinfo, ':');
  g_autofree char *user = g_uri_unescape_segment (
      userinfo, colon != NULL ? colon : userinfo + strlen (userinfo), NULL);
  char *password = g_uri_unescape_string (colon != NULL ? colon + 1 : "", NULL);

  if (user == NULL || password == NULL)
    {
      g_free (password);
      return FALSE;
    }
  *out_user = g_steal_pointer (&user);
  *out_password = password;
  return TRUE;
}

/* Whether this call has brought another password for the same credential. */
static gboolean
has_other_password (HaulierSecretIntake *intake,
                    const HaulierCredential *credential,
                    const char *password)
{
  HaulierSecret *secret = haulier_secret_intake_get (intake, credential->secret);

  return secret != NULL && g_strcmp0 (haulier_secret_peek (secret), password) != 0;
}

static gboolean
add_login (HaulierJobAccess *access,
           HaulierCredential *credential,
           const char *password,
           HaulierSecretIntake *intake,
           GError **error)
{
  const HaulierCredential *former = haulier_credentials_find (access->credentials,
                                                              credential->source,
                                                              credential->target,
                                                              credential->scheme,
                                                              credential->origin);
  guint n_logins = 0;

  if (former != NULL
      && (g_strcmp0 (former->user, credential->user) != 0
          || has_other_password (intake, former, password)))
    return refuse (error,
                   HAULIER_ERROR_INVALID_CREDENTIALS,
                   "use the addresses of %s: they have different user names or passwords; one job "
                   "has one login for a server",
                   credential->origin);
  if (former != NULL && haulier_secret_intake_get (intake, former->secret) != NULL)
    return TRUE;
  for (guint i = 0; i < access->credentials->len; i++)
    n_logins += ((HaulierCredential *) g_ptr_array_index (access->credentials, i))->source
                == HAULIER_CREDENTIAL_SOURCE_URL;
  if (former == NULL && n_logins >= URL_CREDENTIALS_MAX)
    return refuse (error,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   "use the addresses: they have logins for more than %d servers",
                   URL_CREDENTIALS_MAX);
  haulier_engine_stamp_credential (credential);
  haulier_secret_intake_take (intake, credential->secret, haulier_secret_new (password, -1));
  haulier_credentials_take (access->credentials, haulier_credential_copy (credential));
  return TRUE;
}

/**
 * haulier_access_spec_add_userinfo:
 * @access: of a job
 * @remote: an address of haulier_uri_split()
 * @userinfo: what stood in it
 * @intake: gets the password
 * @error: return location
 *
 * Makes a login of an address a credential of the job for that origin. No message has it.
 *
 * Errors: %HAULIER_ERROR_INVALID_CREDENTIALS, %HAULIER_ERROR_USERNAME_TOO_LARGE,
 *   %HAULIER_ERROR_PASSWORD_TOO_LARGE, %HAULIER_ERROR_INVALID_ARGUMENT for too many.
 * Source: RFC 3986, 3.2.1; IBackgroundCopyJob::AddFile.
 *
 * Returns: whether the job can have it
 */
gboolean
haulier_access_spec_add_userinfo (HaulierJobAccess *access,
                                  const char *remote,
                                  const char *userinfo,
                                  HaulierSecretIntake *intake,
                                  GError **error)
{
  g_autoptr (HaulierCredential) credential
      = haulier_credential_new (HAULIER_AUTH_TARGET_SERVER, HAULIER_AUTH_SCHEME_BASIC);
  char *password = NULL;
  gboolean added;

  if (!split_userinfo (userinfo, &credential->user, &password))
    return refuse (error,
                   HAULIER_ERROR_INVALID_CREDENTIALS,
                   "use the login in the address: it has a “%%” that escapes no character");
  credential->source = HAULIER_CREDENTIAL_SOURCE_URL;
  credential->origin = haulier_uri_dup_origin (remote);
  added = haulier_credential_check (credential, error)
          && haulier_password_check (password, -1, error)
          && add_login (access, credential, password, intake, error);
  explicit_bzero (password, strlen (password));
  g_free (password);
  return added;
}
