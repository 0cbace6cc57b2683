/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Everything of a job that decides who is used for it: credentials, proxy, helper token,
 * certificate. */
#include "config.h"

#include "haulier-job-access.h"

#include "haulier-error.h"

/* target, scheme, source, origin, implicit, user, reference of the secret, stamp */
#define CREDENTIALS_TYPE "a(yyysbsst)"
/* usage, list, bypass list */
#define PROXY_TYPE "(yss)"
/* location, store, thumbprint, subject */
#define CERTIFICATE_TYPE "(ysss)"

/**
 * haulier_job_access_init:
 * @access: (out): what a new job has
 */
void
haulier_job_access_init (HaulierJobAccess *access)
{
  *access = (HaulierJobAccess){ .credentials = haulier_credentials_new () };
}

/**
 * haulier_job_access_copy:
 * @target: (out): uninitialised
 * @source: what to copy
 */
void
haulier_job_access_copy (HaulierJobAccess *target, const HaulierJobAccess *source)
{
  *target = *source;
  if (source->credentials != NULL)
    target->credentials = haulier_credentials_copy (source->credentials);
  haulier_proxy_settings_copy (&target->proxy, &source->proxy);
  target->token.principal = g_strdup (source->token.principal);
  target->certificate = haulier_certificate_reference_copy (source->certificate);
}

/**
 * haulier_job_access_clear:
 * @access: what to free the parts of; haulier_job_access_init() makes it usable again
 */
void
haulier_job_access_clear (HaulierJobAccess *access)
{
  g_clear_pointer (&access->credentials, g_ptr_array_unref);
  haulier_proxy_settings_clear (&access->proxy);
  g_clear_pointer (&access->token.principal, g_free);
  g_clear_pointer (&access->certificate, haulier_certificate_reference_free);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

/* Returns: (transfer full) (nullable): the text; an empty one stands for none */
static char *
or_null (const char *text)
{
  return text[0] != '\0' ? g_strdup (text) : NULL;
}

static GVariant *
credentials_to_variant (GPtrArray *credentials)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (CREDENTIALS_TYPE));
  for (guint i = 0; i < credentials->len; i++)
    {
      const HaulierCredential *credential = g_ptr_array_index (credentials, i);

      g_variant_builder_add (&builder,
                             "(yyysbsst)",
                             (guchar) credential->target,
                             (guchar) credential->scheme,
                             (guchar) credential->source,
                             or_empty (credential->origin),
                             credential->implicit,
                             or_empty (credential->user),
                             or_empty (credential->secret),
                             credential->stamp);
    }
  return g_variant_builder_end (&builder);
}

/**
 * haulier_job_access_to_variant:
 * @access: what a job has
 *
 * For the store. Secrets are only referred to; of the helper token there are only the flags and
 * that there was one, since it does not outlive the engine.
 *
 * Shape: what a new job has is left out: for most jobs it is empty.
 *
 * Returns: (transfer floating): `a{sv}`
 */
GVariant *
haulier_job_access_to_variant (const HaulierJobAccess *access)
{
  const HaulierProxySettings *proxy = &access->proxy;
  const HaulierCertificateReference *certificate = access->certificate;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  if (access->credentials->len > 0)
    g_variant_builder_add (
        &builder, "{sv}", "credentials", credentials_to_variant (access->credentials));
  if (proxy->usage != HAULIER_PROXY_USAGE_PRECONFIG)
    g_variant_builder_add (
        &builder,
        "{sv}",
        "proxy",
        g_variant_new (
            PROXY_TYPE, (guchar) proxy->usage, or_empty (proxy->list), or_empty (proxy->bypass)));
  if (access->token.flags != 0)
    g_variant_builder_add (
        &builder, "{sv}", "token-flags", g_variant_new_uint32 (access->token.flags));
  if (access->token.state != HAULIER_TOKEN_STATE_NONE)
    g_variant_builder_add (&builder, "{sv}", "token-set", g_variant_new_boolean (TRUE));
  if (certificate != NULL)
    g_variant_builder_add (&builder,
                           "{sv}",
                           "certificate",
                           g_variant_new (CERTIFICATE_TYPE,
                                          (guchar) certificate->location,
                                          certificate->store,
                                          or_empty (certificate->thumbprint),
                                          or_empty (certificate->subject)));
  return g_variant_builder_end (&builder);
}

/* Returns: (transfer full) (nullable): the credential of a row */
static HaulierCredential *
credential_from_variant (GVariant *row, GError **error)
{
  g_autoptr (HaulierCredential) credential = g_new0 (HaulierCredential, 1);
  guchar target = 0;
  guchar scheme = 0;
  guchar source = 0;
  const char *origin = NULL;
  const char *user = NULL;
  const char *secret = NULL;

  g_variant_get (row,
                 "(yyy&sb&s&st)",
                 &target,
                 &scheme,
                 &source,
                 &origin,
                 &credential->implicit,
                 &user,
                 &secret,
                 &credential->stamp);
  credential->target = (HaulierAuthTarget) target;
  credential->scheme = (HaulierAuthScheme) scheme;
  credential->source = (HaulierCredentialSource) source;
  credential->origin = or_null (origin);
  credential->user = or_null (user);
  credential->secret = or_null (secret);
  if (source > HAULIER_CREDENTIAL_SOURCE_HOST)
    {
      g_set_error_literal (error,
                           HAULIER_ERROR,
                           HAULIER_ERROR_INVALID_ARGUMENT,
                           "read the credentials: their source is unknown");
      return NULL;
    }
  return haulier_credential_check (credential, error) ? g_steal_pointer (&credential) : NULL;
}

static gboolean
credentials_from_variant (GPtrArray *credentials, GVariant *rows, GError **error)
{
  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      HaulierCredential *credential = credential_from_variant (row, error);

      if (credential == NULL)
        return FALSE;
      haulier_credentials_take (credentials, credential);
    }
  return TRUE;
}

static gboolean
proxy_from_variant (HaulierProxySettings *proxy, GVariant *value, GError **error)
{
  guchar usage = 0;
  const char *list = NULL;
  const char *bypass = NULL;

  g_variant_get (value, "(y&s&s)", &usage, &list, &bypass);
  proxy->usage = (HaulierProxyUsage) usage;
  proxy->list = or_null (list);
  proxy->bypass = or_null (bypass);
  return haulier_proxy_settings_check (proxy, error);
}

static gboolean
certificate_from_variant (HaulierJobAccess *access, GVariant *value, GError **error)
{
  guchar location = 0;
  const char *store = NULL;
  const char *thumbprint = NULL;
  const char *subject = NULL;

  g_variant_get (value, "(y&s&s&s)", &location, &store, &thumbprint, &subject);
  access->certificate
      = haulier_certificate_reference_new ((HaulierCertificateLocation) location,
                                           store,
                                           thumbprint[0] != '\0' ? thumbprint : NULL,
                                           subject[0] != '\0' ? subject : NULL,
                                           error);
  return access->certificate != NULL;
}

static gboolean
fill_from_variant (HaulierJobAccess *access, GVariant *variant, GError **error)
{
  g_autoptr (GVariant) credentials
      = g_variant_lookup_value (variant, "credentials", G_VARIANT_TYPE (CREDENTIALS_TYPE));
  g_autoptr (GVariant) proxy
      = g_variant_lookup_value (variant, "proxy", G_VARIANT_TYPE (PROXY_TYPE));
  g_autoptr (GVariant) certificate
      = g_variant_lookup_value (variant, "certificate", G_VARIANT_TYPE (CERTIFICATE_TYPE));

  gboolean was_set = FALSE;

  g_variant_lookup (variant, "token-flags", "u", &access->token.flags);
  if (g_variant_lookup (variant, "token-set", "b", &was_set) && was_set)
    access->token.state = HAULIER_TOKEN_STATE_LOST;
  return haulier_token_flags_check (access->token.flags, error)
         && (credentials == NULL
             || credentials_from_variant (access->credentials, credentials, error))
         && (proxy == NULL || proxy_from_variant (&access->proxy, proxy, error))
         && (certificate == NULL || certificate_from_variant (access, certificate, error));
}

/**
 * haulier_job_access_from_variant:
 * @access: what haulier_job_access_init() made; on failure it is not changed
 * @variant: an `a{sv}` of haulier_job_access_to_variant(); unknown keys are passed over
 * @error: return location
 *
 * Errors: those of the checks of each part.
 *
 * Returns: whether @access was filled
 */
gboolean
haulier_job_access_from_variant (HaulierJobAccess *access, GVariant *variant, GError **error)
{
  HaulierJobAccess filled;

  haulier_job_access_init (&filled);
  if (!fill_from_variant (&filled, variant, error))
    {
      haulier_job_access_clear (&filled);
      return FALSE;
    }
  haulier_job_access_clear (access);
  *access = filled;
  return TRUE;
}
