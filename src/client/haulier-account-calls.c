/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The methods of the engine about accounts. */
#include "config.h"

#include "haulier-account-calls.h"

#include "haulier-client-private.h"

/**
 * haulier_client_list_accounts_async:
 * @self: an open client
 * @refresh: whether the engine asks for tickets that are due, which may take as long as a Kerberos
 *   server takes; else it tells what it knows
 * @cancellable: (nullable): to give up
 * @callback: called with the accounts
 * @user_data: for @callback
 *
 * Asks who the accounts are, here and on the network. With haulier_client_set_all_owners() every
 * account that has jobs is meant, too.
 */
void
haulier_client_list_accounts_async (HaulierClient *self,
                                    gboolean refresh,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "ListAccounts",
    .timeout_ms = HAULIER_CLIENT_LONG_CALL_TIMEOUT_MS,
    .source_tag = haulier_client_list_accounts_async,
  };

  g_autoptr (GVariant) owners = g_variant_ref_sink (haulier_client_owners_options (self));
  GVariantDict options;

  g_variant_dict_init (&options, owners);
  g_variant_dict_insert (&options, "refresh", "b", refresh);
  haulier_client_call (self,
                       &call,
                       g_variant_new ("(@a{sv})", g_variant_dict_end (&options)),
                       cancellable,
                       callback,
                       user_data);
}

/**
 * haulier_client_list_accounts_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): `aa{sv}`, as ListAccounts has it
 */
GVariant *
haulier_client_list_accounts_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "(aa{sv})", error);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}
