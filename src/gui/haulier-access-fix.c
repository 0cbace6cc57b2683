/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What can be done about a warning: by the setters of the job, or in an editor. */
#include "config.h"

#include "haulier-access-fix.h"

#include "haulier-access-calls.h"
#include "haulier-client-calls.h"
#include "haulier-client-job-calls.h"
#include "haulier-error.h"

/* One fix on its way. */
typedef struct
{
  HaulierClient *client;
  const char *id;
  GVariant *arguments;
  GTask *task; /* given to the callback */
} Order;

static const char *
look_up (GVariant *arguments, const char *key)
{
  const char *text = "";

  if (arguments != NULL)
    g_variant_lookup (arguments, key, "&s", &text);
  return text;
}

static void
return_done (GTask *task, gboolean done, GError *error)
{
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  g_object_unref (task);
}

static void
on_part_set (GObject *source, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  gboolean done = haulier_client_set_access_part_finish (HAULIER_CLIENT (source), result, &error);

  return_done (task, done, error);
}

static void
on_credential_set (GObject *source, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  g_autofree char *kept
      = haulier_client_set_credential_finish (HAULIER_CLIENT (source), result, &error);

  return_done (task, kept != NULL, error);
}

static void
on_credential_removed (GObject *source, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  gboolean done
      = haulier_client_remove_credential_finish (HAULIER_CLIENT (source), result, NULL, &error);

  return_done (task, done, error);
}

static void
on_job_set (GObject *source, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  gboolean done = haulier_client_set_finish (HAULIER_CLIENT (source), result, &error);

  return_done (task, done, error);
}

static void
on_settings_set (GObject *source, GAsyncResult *result, gpointer task)
{
  GError *error = NULL;
  gboolean done = haulier_client_set_settings_finish (HAULIER_CLIENT (source), result, &error);

  return_done (task, done, error);
}

static void
set_credential (const Order *order)
{
  const HaulierCredentialChange change = {
    .target = look_up (order->arguments, "target"),
    .scheme = look_up (order->arguments, "scheme"),
    .secret = -1,
  };

  haulier_client_set_credential_async (
      order->client, order->id, &change, NULL, on_credential_set, order->task);
}

static void
move_url_credentials (const Order *order)
{
  const HaulierCredentialChange change = {
    .target = look_up (order->arguments, "target"),
    .scheme = look_up (order->arguments, "scheme"),
    .secret = -1,
    .from_address = TRUE,
  };

  haulier_client_set_credential_async (
      order->client, order->id, &change, NULL, on_credential_set, order->task);
}

static void
remove_credential (const Order *order)
{
  haulier_client_remove_credential_async (order->client,
                                          order->id,
                                          look_up (order->arguments, "target"),
                                          look_up (order->arguments, "scheme"),
                                          NULL,
                                          on_credential_removed,
                                          order->task);
}

static void
set_proxy (const Order *order)
{
  haulier_client_set_proxy_async (order->client,
                                  order->id,
                                  look_up (order->arguments, "usage"),
                                  look_up (order->arguments, "list"),
                                  look_up (order->arguments, "bypass"),
                                  NULL,
                                  on_part_set,
                                  order->task);
}

static void
set_token_flags (const Order *order)
{
  guint32 flags = 0;

  if (order->arguments != NULL)
    g_variant_lookup (order->arguments, "flags", "u", &flags);
  haulier_client_set_token_flags_async (
      order->client, order->id, flags, NULL, on_part_set, order->task);
}

static void
clear_certificate (const Order *order)
{
  haulier_client_set_certificate_async (
      order->client, order->id, NULL, NULL, on_part_set, order->task);
}

static void
set_engine_setting (const Order *order)
{
  haulier_client_set_settings_async (
      order->client, order->arguments, NULL, on_settings_set, order->task);
}

static void
set_profile (const Order *order)
{
  haulier_client_set_async (
      order->client, order->id, order->arguments, NULL, on_job_set, order->task);
}

static const struct
{
  const char *action;
  void (*apply) (const Order *order);
} fixes[] = {
  { .action = "set-credential", .apply = set_credential },
  { .action = "move-url-credentials", .apply = move_url_credentials },
  { .action = "remove-credential", .apply = remove_credential },
  { .action = "set-proxy", .apply = set_proxy },
  { .action = "set-token-flags", .apply = set_token_flags },
  { .action = "clear-certificate", .apply = clear_certificate },
  { .action = "set-engine-setting", .apply = set_engine_setting },
  { .action = "set-profile", .apply = set_profile },
};

/**
 * haulier_access_fix_get_known:
 * @lends: whether a helper token is lent in this way; where there are other buttons for it, it is
 *   not
 *
 * Returns: (transfer none): words of #HaulierFix for which something can be done here; the place of
 *   a file, for instance, is given with it
 */
const char *const *
haulier_access_fix_get_known (gboolean lends)
{
  static const char *const known[] = {
    "lend-token", /* first: it can be left out */
    "set-credential",     "move-url-credentials", "remove-credential",
    "set-proxy",          "set-token-flags",      "clear-certificate",
    "set-engine-setting", "set-profile",          NULL,
  };

  return lends ? known : known + 1;
}

/**
 * haulier_access_fix_needs_editor:
 * @action: of a #HaulierFix
 * @arguments: (nullable): its arguments
 *
 * Returns: whether a person has to say more: a name and a password, or a proxy
 */
gboolean
haulier_access_fix_needs_editor (const char *action, GVariant *arguments)
{
  gboolean implicit = FALSE;

  if (g_str_equal (action, "set-credential"))
    return arguments == NULL || !g_variant_lookup (arguments, "implicit", "b", &implicit)
           || !implicit;
  if (g_str_equal (action, "set-proxy"))
    return g_str_equal (look_up (arguments, "usage"), "override")
           && *look_up (arguments, "list") == '\0';
  return g_str_equal (action, "lend-token");
}

/**
 * haulier_access_fix_async:
 * @client: the way to the engine
 * @id: the job
 * @action: of a #HaulierFix
 * @arguments: (nullable): its arguments
 * @callback: calls haulier_access_fix_finish()
 * @user_data: for @callback
 *
 * Does something about a warning.
 */
void
haulier_access_fix_async (HaulierClient *client,
                          const char *id,
                          const char *action,
                          GVariant *arguments,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  const Order order = {
    .client = client,
    .id = id,
    .arguments = arguments,
    .task = g_task_new (client, NULL, callback, user_data),
  };

  g_task_set_source_tag (order.task, haulier_access_fix_async);
  for (gsize i = 0; i < G_N_ELEMENTS (fixes); i++)
    {
      if (g_str_equal (fixes[i].action, action))
        {
          fixes[i].apply (&order);
          return;
        }
    }
  return_done (order.task,
               FALSE,
               g_error_new (HAULIER_ERROR, HAULIER_ERROR_NOT_IMPLEMENTED, "fix: %s", action));
}

/**
 * haulier_access_fix_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: whether it is done
 */
gboolean
haulier_access_fix_finish (HaulierClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
