/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Handlers of the methods about rules for hosts: unpack, call the engine, reply. */
#include "config.h"

#include "haulier-gate.h"

#include "haulier-access-spec.h"
#include "haulier-credential-rows.h"
#include "haulier-engine-hosts.h"
#include "haulier-engine-secrets.h"
#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-store-types.h"
#include "haulier-uri.h"
#include "haulier-words.h"

static HaulierAccount
get_own (const HaulierCall *call)
{
  return haulier_owners_get_account (call->owners, call->caller);
}

/* Whose rules: the options are the last argument of each. */
static gboolean
read_account (HaulierCall *call, HaulierAccount *out_account, GError **error)
{
  g_autoptr (GVariant) options
      = g_variant_get_child_value (call->parameters, g_variant_n_children (call->parameters) - 1);
  const char *key = NULL;

  *out_account = get_own (call);
  return !g_variant_lookup (options, "account", "&s", &key)
         || haulier_account_from_key (key, out_account, error);
}

/* Those of another account are that one's, an administrator's, or for who is authorised. */
static void
pass (HaulierCall *call, const char *member, HaulierHandler then)
{
  HaulierAccount account;
  GError *error = NULL;

  if (!read_account (call, &account, &error))
    haulier_call_fail (call, error);
  else if (haulier_account_equal (account, get_own (call)))
    then (call);
  else
    haulier_gate_pass_for_account (call, account, member, then);
}

/* An address will do: what is behind its host does not count. */
static char *
dup_origin (const char *text, GError **error)
{
  g_autofree char *remote = NULL;
  g_autofree char *userinfo = NULL;

  if (!haulier_uri_split (text, &remote, &userinfo, error))
    return NULL;
  if (userinfo == NULL)
    return haulier_uri_dup_origin (remote);
  g_set_error_literal (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_INVALID_ARGUMENT,
                       "set the login for a host: user name and password do not stand in its "
                       "address");
  return NULL;
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
list (HaulierCall *call)
{
  HaulierAccount account;

  (void) read_account (call, &account, NULL);
  haulier_engine_list_host_rules_async (call->engine, account, listed_cb, call);
}

void
haulier_host_methods_list (HaulierCall *call)
{
  pass (call, "ListHostCredentials(account)", list);
}

/* A rule whose password is being read. */
typedef struct
{
  HaulierCall *call;
  HaulierAccount account;
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
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;
  gint kept = HAULIER_KEPT_NONE;

  if (!haulier_engine_set_host_rule_finish (HAULIER_ENGINE (source), result, &kept, &error))
    haulier_call_fail (call, error);
  else
    haulier_call_return (call,
                         g_variant_new_parsed ("({'kept': <%s>},)",
                                               haulier_word_from_value (HAULIER_TYPE_KEPT, kept)));
}

static void
secret_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Setting *setting = user_data;
  GError *error = NULL;

  if (!haulier_secret_intake_read_finish (result, &error))
    haulier_call_fail (setting->call, error);
  else
    {
      HaulierSecret *secret
          = haulier_secret_intake_get (setting->intake, setting->credential->secret);

      haulier_engine_set_host_rule_async (setting->call->engine,
                                          setting->account,
                                          g_steal_pointer (&setting->credential),
                                          secret,
                                          set_cb,
                                          setting->call);
    }
  setting_free (setting);
}

/* Whose rule it is stands among the options, and is none of a credential. */
static GVariant *
drop_account (GVariant *options)
{
  g_auto (GVariantDict) left = G_VARIANT_DICT_INIT (options);

  g_variant_dict_remove (&left, "account");
  return g_variant_ref_sink (g_variant_dict_end (&left));
}

static void
set (HaulierCall *call)
{
  GDBusMessage *message = g_dbus_method_invocation_get_message (call->invocation);
  Setting *setting = g_new0 (Setting, 1);
  g_autoptr (GVariant) options = NULL;
  g_autoptr (GVariant) own = NULL;
  g_autofree char *origin = NULL;
  const char *text = NULL;
  const char *target = NULL;
  const char *scheme = NULL;
  GError *error = NULL;

  g_variant_get (call->parameters, "(&s&s&s@a{sv})", &text, &target, &scheme, &options);
  own = drop_account (options);
  setting->call = call;
  setting->intake = haulier_secret_intake_new ();
  (void) read_account (call, &setting->account, NULL);
  origin = dup_origin (text, &error);
  if (origin != NULL)
    setting->credential
        = haulier_access_spec_read_credential (target, scheme, own, setting->intake, &error);
  if (setting->credential == NULL)
    {
      haulier_call_fail (call, error);
      setting_free (setting);
      return;
    }
  setting->credential->origin = g_steal_pointer (&origin);
  haulier_secret_intake_read_async (
      setting->intake, g_dbus_message_get_unix_fd_list (message), secret_read_cb, setting);
}

void
haulier_host_methods_set (HaulierCall *call)
{
  pass (call, "SetHostCredential(account)", set);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;
  gint removed = FALSE;

  if (!haulier_engine_set_host_rule_finish (HAULIER_ENGINE (source), result, &removed, &error))
    haulier_call_fail (call, error);
  else
    haulier_call_return (call, g_variant_new ("(b)", removed));
}

static void
remove_rule (HaulierCall *call)
{
  HaulierAccount account;
  HaulierAuthTarget target;
  HaulierAuthScheme scheme;
  g_autofree char *origin = NULL;
  const char *text = NULL;
  const char *target_word = NULL;
  const char *scheme_word = NULL;
  GError *error = NULL;

  g_variant_get (call->parameters, "(&s&s&sa{sv})", &text, &target_word, &scheme_word, NULL);
  (void) read_account (call, &account, NULL);
  origin = dup_origin (text, &error);
  if (origin == NULL
      || !haulier_access_spec_read_key (target_word, scheme_word, &target, &scheme, &error))
    haulier_call_fail (call, error);
  else
    {
      HaulierCredential *key = haulier_credential_new (target, scheme);

      key->origin = g_steal_pointer (&origin);
      haulier_engine_remove_host_rule_async (call->engine, account, key, removed_cb, call);
    }
}

void
haulier_host_methods_remove (HaulierCall *call)
{
  pass (call, "RemoveHostCredential(account)", remove_rule);
}
