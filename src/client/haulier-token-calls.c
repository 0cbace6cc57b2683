/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The methods of the engine that ask for a helper token, and lend one. */
#include "config.h"

#include "haulier-token-calls.h"

#include "haulier-bus-names.h"
#include "haulier-client-private.h"

/* A user database on the network is asked, and a worker started. */
#define LEND_TIMEOUT_MS 60000

/**
 * haulier_client_set_token_async:
 * @self: an open client
 * @id: a job
 * @options: (transfer floating): `a{sv}`, see HelperToken.Set
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_client_change_token_finish()
 * @user_data: for @callback
 *
 * Lends one's own identity to a job of one's own.
 */
void
haulier_client_set_token_async (HaulierClient *self,
                                const char *id,
                                GVariant *options,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .interface = HAULIER_BUS_HELPER_TOKEN_INTERFACE,
    .method = "Set",
    .is_wish = TRUE,
    .timeout_ms = LEND_TIMEOUT_MS,
    .source_tag = haulier_client_set_token_async,
  };

  haulier_client_call (
      self, &call, g_variant_new ("(@a{sv})", options), cancellable, callback, user_data);
}

/**
 * haulier_client_clear_token_async:
 * @self: an open client
 * @id: a job
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_client_change_token_finish()
 * @user_data: for @callback
 *
 * Takes the helper token of a job away.
 */
void
haulier_client_clear_token_async (HaulierClient *self,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .interface = HAULIER_BUS_HELPER_TOKEN_INTERFACE,
    .method = "Clear",
    .is_wish = TRUE,
    .source_tag = haulier_client_clear_token_async,
  };

  haulier_client_call (self, &call, NULL, cancellable, callback, user_data);
}

/**
 * haulier_client_lend_async:
 * @self: an open client
 * @code: of an offer
 * @digest: what is agreed to, see DescribeOffer
 * @options: (transfer floating): `a{sv}`, see HelperToken.Set
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_client_change_token_finish()
 * @user_data: for @callback
 *
 * Lends one's own identity to the job of somebody else.
 */
void
haulier_client_lend_async (HaulierClient *self,
                           const char *code,
                           const char *digest,
                           GVariant *options,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "Lend",
    .is_wish = TRUE,
    .timeout_ms = LEND_TIMEOUT_MS,
    .source_tag = haulier_client_lend_async,
  };

  haulier_client_call (self,
                       &call,
                       g_variant_new ("(ss@a{sv})", code, digest, options),
                       cancellable,
                       callback,
                       user_data);
}

/**
 * haulier_client_list_loans_async:
 * @self: an open client
 * @cancellable: (nullable): to give up
 * @callback: called with what one has lent
 * @user_data: for @callback
 */
void
haulier_client_list_loans_async (HaulierClient *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "ListLoans",
    .source_tag = haulier_client_list_loans_async,
  };

  haulier_client_call (
      self, &call, g_variant_new_parsed ("(@a{sv} {},)"), cancellable, callback, user_data);
}

/**
 * haulier_client_list_loans_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): `aa{sv}`, see ListLoans
 */
GVariant *
haulier_client_list_loans_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "(aa{sv})", error);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}

/**
 * haulier_client_withdraw_async:
 * @self: an open client
 * @id: a job of haulier_client_list_loans_async()
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_client_change_token_finish()
 * @user_data: for @callback
 *
 * Takes one's own identity back from a job.
 */
void
haulier_client_withdraw_async (HaulierClient *self,
                               const char *id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "Withdraw",
    .is_wish = TRUE,
    .source_tag = haulier_client_withdraw_async,
  };

  haulier_client_call (self, &call, g_variant_new ("(s)", id), cancellable, callback, user_data);
}

/**
 * haulier_client_change_token_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: whether it is done
 */
gboolean
haulier_client_change_token_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "()", error);

  return reply != NULL;
}

/**
 * haulier_client_offer_token_async:
 * @self: an open client
 * @id: a job
 * @cancellable: (nullable): to give up
 * @callback: called with the code
 * @user_data: for @callback
 *
 * Asks for a code that somebody can lend an identity with.
 */
void
haulier_client_offer_token_async (HaulierClient *self,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  const HaulierClientCall call = {
    .job_id = id,
    .interface = HAULIER_BUS_HELPER_TOKEN_INTERFACE,
    .method = "Offer",
    .is_wish = TRUE,
    .source_tag = haulier_client_offer_token_async,
  };

  haulier_client_call (self, &call, NULL, cancellable, callback, user_data);
}

/**
 * haulier_client_offer_token_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the code
 */
char *
haulier_client_offer_token_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "(s)", error);
  char *code = NULL;

  if (reply != NULL)
    g_variant_get (reply, "(s)", &code);
  return code;
}

/**
 * haulier_client_describe_offer_async:
 * @self: an open client
 * @code: of an offer
 * @cancellable: (nullable): to give up
 * @callback: called with what the job asks for
 * @user_data: for @callback
 */
void
haulier_client_describe_offer_async (HaulierClient *self,
                                     const char *code,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  const HaulierClientCall call = {
    .method = "DescribeOffer",
    .source_tag = haulier_client_describe_offer_async,
  };

  haulier_client_call (self, &call, g_variant_new ("(s)", code), cancellable, callback, user_data);
}

/**
 * haulier_client_describe_offer_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Returns: (transfer full) (nullable): `a{sv}`, see DescribeOffer
 */
GVariant *
haulier_client_describe_offer_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "(a{sv})", error);

  return reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
}
