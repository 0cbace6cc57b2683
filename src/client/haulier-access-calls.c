/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The methods of the engine about who is used for what: the access plan, and the settings of a job
 * that decide it. */
#include "config.h"

#include "haulier-access-calls.h"

#include "haulier-bus-names.h"
#include "haulier-client-private.h"
#include "haulier-error.h"
#include "haulier-plan-item.h"

/* The engine may have to open a keyring, and gives that up after half a minute. */
#define SECRET_TIMEOUT_MS 60000

static const char *const part_interfaces[] = {
  [HAULIER_ACCESS_PART_PROXY] = HAULIER_BUS_PROXY_INTERFACE,
  [HAULIER_ACCESS_PART_HELPER_TOKEN] = HAULIER_BUS_HELPER_TOKEN_INTERFACE,
  [HAULIER_ACCESS_PART_CERTIFICATE] = HAULIER_BUS_CERTIFICATE_INTERFACE,
};

static GPtrArray *
finish_plan (GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "(aa{sv})", error);
  g_autoptr (GVariant) rows = NULL;

  if (reply == NULL)
    return NULL;
  rows = g_variant_get_child_value (reply, 0);
  return haulier_plan_items_new (rows);
}

/**
 * haulier_client_get_plan_async:
 * @self: an open client
 * @id: a job
 * @file: index of the file to plan for
 * @cancellable: (nullable): to give up
 * @callback: called with the plan
 * @user_data: for @callback
 *
 * Asks who is used for what in a job, and why.
 */
void
haulier_client_get_plan_async (HaulierClient *self,
                               const char *id,
                               guint file,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .interface = HAULIER_BUS_ACCESS_INTERFACE,
    .method = "GetPlan",
    .source_tag = haulier_client_get_plan_async,
  };

  haulier_client_call (self, &call, g_variant_new ("(u)", file), cancellable, callback, user_data);
}

/**
 * haulier_client_get_plan_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type HaulierPlanItem): the plan
 */
GPtrArray *
haulier_client_get_plan_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  return finish_plan (result, error);
}

/**
 * haulier_client_plan_access_async:
 * @self: an open client
 * @spec: (transfer floating): `a{sv}`, see PlanAccess
 * @cancellable: (nullable): to give up
 * @callback: called with the plan
 * @user_data: for @callback
 *
 * Asks who would be used for what. Nothing is changed and nothing is sent.
 */
void
haulier_client_plan_access_async (HaulierClient *self,
                                  GVariant *spec,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "PlanAccess",
    .source_tag = haulier_client_plan_access_async,
  };

  haulier_client_call (
      self, &call, g_variant_new ("(@a{sv})", spec), cancellable, callback, user_data);
}

/**
 * haulier_client_plan_access_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Errors: what the setters of the same settings answer.
 *
 * Returns: (transfer full) (nullable) (element-type HaulierPlanItem): the plan
 */
GPtrArray *
haulier_client_plan_access_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  return finish_plan (result, error);
}

/**
 * haulier_client_list_credentials_async:
 * @self: an open client
 * @id: a job
 * @cancellable: (nullable): to give up
 * @callback: called with the credentials
 * @user_data: for @callback
 *
 * Asks who logs in where.
 */
void
haulier_client_list_credentials_async (HaulierClient *self,
                                       const char *id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .interface = HAULIER_BUS_CREDENTIALS_INTERFACE,
    .method = "List",
    .source_tag = haulier_client_list_credentials_async,
  };

  haulier_client_call (self, &call, NULL, cancellable, callback, user_data);
}

/**
 * haulier_client_list_credentials_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): `aa{sv}`, see Credentials.List; never a secret
 */
GVariant *
haulier_client_list_credentials_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "(aa{sv})", error);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

/* A password travels as a descriptor, so that no message has it. */
static GVariant *
change_options (const HaulierCredentialChange *change, GUnixFDList *descriptors, GError **error)
{
  g_auto (GVariantDict) options = G_VARIANT_DICT_INIT (NULL);
  gint handle = 0;

  if (change->user == NULL)
    {
      g_variant_dict_insert (
          &options, change->from_address ? "from-address" : "implicit", "b", TRUE);
      return g_variant_dict_end (&options);
    }
  if (change->secret < 0)
    {
      g_set_error_literal (error,
                           HAULIER_ERROR,
                           HAULIER_ERROR_INVALID_CREDENTIALS,
                           "set a credential: there is no password");
      return NULL;
    }
  handle = g_unix_fd_list_append (descriptors, change->secret, error);
  if (handle < 0)
    return NULL;
  g_variant_dict_insert (&options, "user", "s", change->user);
  g_variant_dict_insert (&options, "secret", "h", handle);
  return g_variant_dict_end (&options);
}

/**
 * haulier_client_set_credential_async:
 * @self: an open client
 * @id: a job
 * @change: what to set; the descriptor in it stays the caller's
 * @cancellable: (nullable): to give up
 * @callback: called when it is set
 * @user_data: for @callback
 *
 * Sets who logs in at the server or at a proxy.
 */
void
haulier_client_set_credential_async (HaulierClient *self,
                                     const char *id,
                                     const HaulierCredentialChange *change,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GUnixFDList) descriptors = g_unix_fd_list_new ();
  g_autoptr (GError) error = NULL;
  GVariant *options = change_options (change, descriptors, &error);
  const HaulierClientCall call = {
    .job_id = id,
    .interface = HAULIER_BUS_CREDENTIALS_INTERFACE,
    .method = "Set",
    .is_wish = TRUE,
    .descriptors = descriptors,
    .timeout_ms = SECRET_TIMEOUT_MS,
    .source_tag = haulier_client_set_credential_async,
  };

  if (options == NULL)
    {
      g_task_report_error (
          self, callback, user_data, haulier_client_set_credential_async, g_steal_pointer (&error));
      return;
    }
  haulier_client_call (self,
                       &call,
                       g_variant_new ("(ss@a{sv})", change->target, change->scheme, options),
                       cancellable,
                       callback,
                       user_data);
}

/**
 * haulier_client_set_credential_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): where the password is kept, a word of
 *   %HAULIER_ACCESS_VOCABULARY_KEPT; %NULL when nothing is set
 */
char *
haulier_client_set_credential_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "(a{sv})", error);
  g_autoptr (GVariant) answer = NULL;
  const char *kept = "none";

  if (reply == NULL)
    return NULL;
  answer = g_variant_get_child_value (reply, 0);
  g_variant_lookup (answer, "kept", "&s", &kept);
  return g_strdup (kept);
}

/**
 * haulier_client_remove_credential_async:
 * @self: an open client
 * @id: a job
 * @target: `server` or `proxy`
 * @scheme: as in Credentials.Set
 * @cancellable: (nullable): to give up
 * @callback: called when it is removed
 * @user_data: for @callback
 *
 * Takes a credential away, and its password from where it is kept.
 */
void
haulier_client_remove_credential_async (HaulierClient *self,
                                        const char *id,
                                        const char *target,
                                        const char *scheme,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .interface = HAULIER_BUS_CREDENTIALS_INTERFACE,
    .method = "Remove",
    .is_wish = TRUE,
    .timeout_ms = SECRET_TIMEOUT_MS,
    .source_tag = haulier_client_remove_credential_async,
  };

  haulier_client_call (
      self, &call, g_variant_new ("(ss)", target, scheme), cancellable, callback, user_data);
}

/**
 * haulier_client_list_host_credentials_async:
 * @self: an open client
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_client_list_credentials_finish()
 * @user_data: for @callback
 *
 * Asks for one's own rules for hosts.
 */
void
haulier_client_list_host_credentials_async (HaulierClient *self,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "ListHostCredentials",
    .timeout_ms = SECRET_TIMEOUT_MS,
    .source_tag = haulier_client_list_host_credentials_async,
  };

  haulier_client_call (
      self, &call, g_variant_new ("(a{sv})", NULL), cancellable, callback, user_data);
}

/**
 * haulier_client_set_host_credential_async:
 * @self: an open client
 * @address: of the server or the proxy
 * @change: what to set; the descriptor in it stays the caller's
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_client_set_credential_finish()
 * @user_data: for @callback
 *
 * Sets who logs in there, for every job that has nothing of its own.
 */
void
haulier_client_set_host_credential_async (HaulierClient *self,
                                          const char *address,
                                          const HaulierCredentialChange *change,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (GUnixFDList) descriptors = g_unix_fd_list_new ();
  g_autoptr (GError) error = NULL;
  GVariant *options = change_options (change, descriptors, &error);
  const HaulierClientCall call = {
    .method = "SetHostCredential",
    .descriptors = descriptors,
    .timeout_ms = SECRET_TIMEOUT_MS,
    .source_tag = haulier_client_set_host_credential_async,
  };

  if (options == NULL)
    {
      g_task_report_error (self,
                           callback,
                           user_data,
                           haulier_client_set_host_credential_async,
                           g_steal_pointer (&error));
      return;
    }
  haulier_client_call (
      self,
      &call,
      g_variant_new ("(sss@a{sv})", address, change->target, change->scheme, options),
      cancellable,
      callback,
      user_data);
}

/**
 * haulier_client_remove_host_credential_async:
 * @self: an open client
 * @address: of the server or the proxy
 * @target: `server` or `proxy`
 * @scheme: as in Credentials.Set
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_client_remove_credential_finish()
 * @user_data: for @callback
 *
 * Takes such a rule away.
 */
void
haulier_client_remove_host_credential_async (HaulierClient *self,
                                             const char *address,
                                             const char *target,
                                             const char *scheme,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "RemoveHostCredential",
    .timeout_ms = SECRET_TIMEOUT_MS,
    .source_tag = haulier_client_remove_host_credential_async,
  };

  haulier_client_call (self,
                       &call,
                       g_variant_new ("(sssa{sv})", address, target, scheme, NULL),
                       cancellable,
                       callback,
                       user_data);
}

/**
 * haulier_client_remove_credential_finish:
 * @self: a client
 * @result: as given to the callback
 * @out_removed: (out) (optional): whether there was one
 * @error: return location
 *
 * Returns: whether the engine did it
 */
gboolean
haulier_client_remove_credential_finish (HaulierClient *self,
                                         GAsyncResult *result,
                                         gboolean *out_removed,
                                         GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "(b)", error);

  if (reply != NULL && out_removed != NULL)
    g_variant_get (reply, "(b)", out_removed);
  return reply != NULL;
}

/**
 * haulier_client_get_access_part_async:
 * @self: an open client
 * @id: a job
 * @part: what to ask for
 * @cancellable: (nullable): to give up
 * @callback: called with the settings
 * @user_data: for @callback
 *
 * Asks for the proxy settings, the helper token or the client certificate of a job.
 */
void
haulier_client_get_access_part_async (HaulierClient *self,
                                      const char *id,
                                      HaulierAccessPart part,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .interface = part_interfaces[part],
    .method = "Get",
    .source_tag = haulier_client_get_access_part_async,
  };

  haulier_client_call (self, &call, NULL, cancellable, callback, user_data);
}

/**
 * haulier_client_get_access_part_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): `a{sv}`, see Get of the interface
 */
GVariant *
haulier_client_get_access_part_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "(a{sv})", error);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

/**
 * haulier_client_set_proxy_async:
 * @self: an open client
 * @id: a job
 * @usage: `preconfig`, `none`, `override` or `autodetect`
 * @list: (nullable): proxies, separated by spaces
 * @bypass: (nullable): hosts that are reached without them
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_client_set_access_part_finish()
 * @user_data: for @callback
 *
 * Sets which proxy a job uses.
 */
void
haulier_client_set_proxy_async (HaulierClient *self,
                                const char *id,
                                const char *usage,
                                const char *list,
                                const char *bypass,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .interface = HAULIER_BUS_PROXY_INTERFACE,
    .method = "Set",
    .is_wish = TRUE,
    .source_tag = haulier_client_set_proxy_async,
  };
  GVariant *parameters
      = g_variant_new ("(sss)", usage, list != NULL ? list : "", bypass != NULL ? bypass : "");

  haulier_client_call (self, &call, parameters, cancellable, callback, user_data);
}

/**
 * haulier_client_set_token_flags_async:
 * @self: an open client
 * @id: a job
 * @flags: HAULIER_TOKEN_…
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_client_set_access_part_finish()
 * @user_data: for @callback
 *
 * Sets what a job uses its helper token for.
 */
void
haulier_client_set_token_flags_async (HaulierClient *self,
                                      const char *id,
                                      guint flags,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .interface = HAULIER_BUS_HELPER_TOKEN_INTERFACE,
    .method = "SetFlags",
    .is_wish = TRUE,
    .source_tag = haulier_client_set_token_flags_async,
  };

  haulier_client_call (self, &call, g_variant_new ("(u)", flags), cancellable, callback, user_data);
}

/**
 * haulier_client_set_certificate_async:
 * @self: an open client
 * @id: a job
 * @certificate: (transfer floating) (nullable): `a{sv}`, see Certificate.Set; %NULL: none any more
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_client_set_access_part_finish()
 * @user_data: for @callback
 *
 * Sets which client certificate a job shows.
 */
void
haulier_client_set_certificate_async (HaulierClient *self,
                                      const char *id,
                                      GVariant *certificate,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .interface = HAULIER_BUS_CERTIFICATE_INTERFACE,
    .method = certificate != NULL ? "Set" : "Clear",
    .is_wish = TRUE,
    .source_tag = haulier_client_set_certificate_async,
  };
  GVariant *parameters = certificate != NULL ? g_variant_new ("(@a{sv})", certificate) : NULL;

  haulier_client_call (self, &call, parameters, cancellable, callback, user_data);
}

/**
 * haulier_client_set_access_part_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: whether it is set
 */
gboolean
haulier_client_set_access_part_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "()", error);

  return reply != NULL;
}
