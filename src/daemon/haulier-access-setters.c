/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Handlers of Credentials, Proxy and Certificate: unpack, call the engine, reply. */
#include "config.h"

#include "haulier-gate.h"

#include "haulier-access-spec.h"
#include "haulier-credential-rows.h"
#include "haulier-engine-access.h"
#include "haulier-engine-secrets.h"
#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-store-types.h"
#include "haulier-words.h"

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

/* Of a reply: what is not there has no key. */
static void
add_text (GVariantBuilder *builder, const char *key, const char *text)
{
  if (text != NULL)
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_string (text));
}

static void
add_word (GVariantBuilder *builder, const char *key, GType type, gint value)
{
  add_text (builder, key, haulier_word_from_value (type, value));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) reports
      = haulier_engine_list_credentials_finish (HAULIER_ENGINE (source), result, &error);

  if (reports == NULL)
    haulier_call_fail (call, error);
  else
    haulier_call_return (call, g_variant_new ("(@aa{sv})", haulier_credential_rows_new (reports)));
}

static void
handle_list_credentials (HaulierCall *call)
{
  if (get_job (call) != NULL)
    haulier_engine_list_credentials_async (call->engine, call->job_id, listed_cb, call);
}

/* A credential whose password is being read. */
typedef struct
{
  HaulierCall *call;
  HaulierCredential *credential;
  HaulierSecretIntake *intake;
} Setting;

static void
setting_free (Setting *setting)
{
  haulier_credential_free (setting->credential);
  haulier_secret_intake_free (setting->intake);
  g_free (setting);
}

static void
credential_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GVariantBuilder builder;
  GError *error = NULL;
  gint kept = HAULIER_KEPT_NONE;

  if (!haulier_engine_set_access_finish (HAULIER_ENGINE (source), result, &kept, &error))
    {
      haulier_call_fail (call, error);
      return;
    }
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_word (&builder, "kept", HAULIER_TYPE_KEPT, kept);
  haulier_call_return (call, g_variant_new ("(a{sv})", &builder));
}

static void
secret_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Setting *setting = user_data;
  HaulierCall *call = setting->call;
  GError *error = NULL;

  if (!haulier_secret_intake_read_finish (result, &error))
    haulier_call_fail (call, error);
  else
    {
      HaulierSecret *secret
          = haulier_secret_intake_get (setting->intake, setting->credential->secret);

      haulier_engine_set_credential_async (call->engine,
                                           call->job_id,
                                           g_steal_pointer (&setting->credential),
                                           secret,
                                           credential_set_cb,
                                           call);
    }
  setting_free (setting);
}

static void
adopted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;

  if (!haulier_engine_set_access_finish (HAULIER_ENGINE (source), result, NULL, &error))
    haulier_call_fail (call, error);
  else
    haulier_call_return (call, g_variant_new ("(@a{sv})", g_variant_new ("a{sv}", NULL)));
}

static void
adopt_credential (HaulierCall *call, const char *target_word, const char *scheme_word)
{
  HaulierAuthTarget target;
  HaulierAuthScheme scheme;
  GError *error = NULL;

  if (!haulier_access_spec_read_key (target_word, scheme_word, &target, &scheme, &error))
    haulier_call_fail (call, error);
  else
    haulier_engine_adopt_credential_async (
        call->engine, call->job_id, target, scheme, adopted_cb, call);
}

static void
handle_set_credential (HaulierCall *call)
{
  GDBusMessage *message = g_dbus_method_invocation_get_message (call->invocation);
  Setting *setting = NULL;
  g_autoptr (GVariant) options = NULL;
  const char *target = NULL;
  const char *scheme = NULL;
  gboolean from_address = FALSE;
  GError *error = NULL;

  if (get_job (call) == NULL)
    return;
  g_variant_get (call->parameters, "(&s&s@a{sv})", &target, &scheme, &options);
  if (g_variant_lookup (options, "from-address", "b", &from_address) && from_address)
    {
      adopt_credential (call, target, scheme);
      return;
    }
  setting = g_new0 (Setting, 1);
  setting->call = call;
  setting->intake = haulier_secret_intake_new ();
  setting->credential
      = haulier_access_spec_read_credential (target, scheme, options, setting->intake, &error);
  if (setting->credential != NULL)
    {
      haulier_secret_intake_read_async (
          setting->intake, g_dbus_message_get_unix_fd_list (message), secret_read_cb, setting);
      return;
    }
  haulier_call_fail (call, error);
  setting_free (setting);
}

static void
credential_removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;
  gint removed = FALSE;

  if (!haulier_engine_set_access_finish (HAULIER_ENGINE (source), result, &removed, &error))
    haulier_call_fail (call, error);
  else
    haulier_call_return (call, g_variant_new ("(b)", removed));
}

static void
handle_remove_credential (HaulierCall *call)
{
  HaulierAuthTarget target;
  HaulierAuthScheme scheme;
  const char *target_word = NULL;
  const char *scheme_word = NULL;
  GError *error = NULL;

  if (get_job (call) == NULL)
    return;
  g_variant_get (call->parameters, "(&s&s)", &target_word, &scheme_word);
  if (!haulier_access_spec_read_key (target_word, scheme_word, &target, &scheme, &error))
    haulier_call_fail (call, error);
  else
    haulier_engine_remove_credential_async (
        call->engine, call->job_id, target, scheme, credential_removed_cb, call);
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

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
handle_get_proxy (HaulierCall *call)
{
  const HaulierJob *job = get_job (call);
  GVariantBuilder builder;

  if (job == NULL)
    return;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_word (&builder, "usage", HAULIER_TYPE_PROXY_USAGE, job->access.proxy.usage);
  add_text (&builder, "list", or_empty (job->access.proxy.list));
  add_text (&builder, "bypass", or_empty (job->access.proxy.bypass));
  haulier_call_return (call, g_variant_new ("(a{sv})", &builder));
}

static void
handle_set_proxy (HaulierCall *call)
{
  HaulierProxySettings proxy = { 0 };
  const char *usage = NULL;
  const char *list = NULL;
  const char *bypass = NULL;
  GError *error = NULL;

  if (get_job (call) == NULL)
    return;
  g_variant_get (call->parameters, "(&s&s&s)", &usage, &list, &bypass);
  if (!haulier_access_spec_read_proxy (usage, list, bypass, &proxy, &error))
    haulier_call_fail (call, error);
  else
    haulier_engine_set_proxy_async (call->engine, call->job_id, &proxy, set_cb, call);
  haulier_proxy_settings_clear (&proxy);
}

static void
handle_get_certificate (HaulierCall *call)
{
  const HaulierJob *job = get_job (call);
  const HaulierCertificateReference *certificate = NULL;
  GVariantBuilder builder;

  if (job == NULL)
    return;
  certificate = job->access.certificate;
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  if (certificate != NULL)
    {
      add_word (&builder, "location", HAULIER_TYPE_CERTIFICATE_LOCATION, certificate->location);
      add_text (&builder, "store", certificate->store);
      add_text (&builder, "id", certificate->thumbprint);
      add_text (&builder, "subject", certificate->subject);
    }
  haulier_call_return (call, g_variant_new ("(a{sv})", &builder));
}

static void
handle_set_certificate (HaulierCall *call)
{
  g_autoptr (GVariant) spec = g_variant_get_child_value (call->parameters, 0);
  HaulierCertificateReference *certificate = NULL;
  GError *error = NULL;

  if (get_job (call) == NULL)
    return;
  certificate = haulier_access_spec_read_certificate (spec, &error);
  if (certificate == NULL)
    haulier_call_fail (call, error);
  else
    haulier_engine_set_certificate_async (call->engine, call->job_id, certificate, set_cb, call);
}

static void
handle_clear_certificate (HaulierCall *call)
{
  if (get_job (call) != NULL)
    haulier_engine_set_certificate_async (call->engine, call->job_id, NULL, set_cb, call);
}

const HaulierHandlerRow haulier_credentials_methods[] = {
  { "List", handle_list_credentials },
  { "Set", handle_set_credential },
  { "Remove", handle_remove_credential },
  { NULL, NULL },
};

const HaulierHandlerRow haulier_proxy_methods[] = {
  { "Get", handle_get_proxy },
  { "Set", handle_set_proxy },
  { NULL, NULL },
};

const HaulierHandlerRow haulier_certificate_methods[] = {
  { "Get", handle_get_certificate },
  { "Set", handle_set_certificate },
  { "Clear", handle_clear_certificate },
  { NULL, NULL },
};
