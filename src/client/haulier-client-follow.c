/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which jobs a client follows, and whose. */
#include "config.h"

#include "haulier-client-follow.h"

#include "haulier-client-private.h"

/**
 * haulier_client_follow:
 * @self: a client
 * @ids: (nullable): the jobs to follow; %NULL: every job
 *
 * Asks for #HaulierClient::jobs-changed, in place of what was followed before; also of an engine
 * that is started later. Whatever is listed after this call misses nothing.
 */
void
haulier_client_follow (HaulierClient *self, const char *const *ids)
{
  haulier_subscription_follow (haulier_client_get_subscription (self), ids);
}

/**
 * haulier_client_follow_files:
 * @self: a client that follows jobs
 * @id: a job
 *
 * Asks for #HaulierClient::files-changed of a job, until haulier_client_unfollow_files() was called
 * as often.
 */
void
haulier_client_follow_files (HaulierClient *self, const char *id)
{
  haulier_subscription_follow_files (haulier_client_get_subscription (self), id);
}

/**
 * haulier_client_unfollow_files:
 * @self: a client
 * @id: a job for which haulier_client_follow_files() was called
 */
void
haulier_client_unfollow_files (HaulierClient *self, const char *id)
{
  haulier_subscription_unfollow_files (haulier_client_get_subscription (self), id);
}

/**
 * haulier_client_has_all_owners:
 * @self: a client
 *
 * Returns: whether the jobs of other accounts are meant too
 */
gboolean
haulier_client_has_all_owners (HaulierClient *self)
{
  return haulier_subscription_has_everybody (haulier_client_get_subscription (self));
}

/**
 * haulier_client_set_all_owners:
 * @self: a client
 * @all_owners: whether jobs of other accounts are meant too, wherever jobs are listed, found or
 * followed; an administrator may have to authorise that
 */
void
haulier_client_set_all_owners (HaulierClient *self, gboolean all_owners)
{
  haulier_subscription_set_everybody (haulier_client_get_subscription (self), all_owners);
}

/**
 * haulier_client_owners_options:
 * @self: a client
 *
 * Returns: (transfer floating): `a{sv}`: whose jobs are meant
 */
GVariant *
haulier_client_owners_options (HaulierClient *self)
{
  GVariantDict options;

  g_variant_dict_init (&options, NULL);
  if (haulier_client_has_all_owners (self))
    g_variant_dict_insert (&options, "all-owners", "b", TRUE);
  return g_variant_dict_end (&options);
}

static void
on_everybody (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HaulierClient *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = haulier_client_call_finish (result, "()", &error);

  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  haulier_subscription_accepted (haulier_client_get_subscription (self), TRUE);
  g_task_return_boolean (task, TRUE);
}

/**
 * haulier_client_follow_everybody_async:
 * @self: a client that follows jobs
 * @cancellable: (nullable): to give up
 * @callback: called when it is allowed, or not
 * @user_data: for @callback
 *
 * Follows the jobs of other accounts too. The engine may ask for a password.
 */
void
haulier_client_follow_everybody_async (HaulierClient *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  const HaulierClientCall call = {
    .method = "Subscribe",
    .is_wish = TRUE,
    .source_tag = haulier_client_follow_everybody_async,
  };

  g_task_set_source_tag (task, haulier_client_follow_everybody_async);
  haulier_client_call (
      self,
      &call,
      haulier_subscription_to_variant (haulier_client_get_subscription (self), TRUE),
      cancellable,
      on_everybody,
      task);
}

/**
 * haulier_client_follow_everybody_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_ELEVATION_REQUIRED, %HAULIER_ERROR_ACCESS_DENIED.
 *
 * Returns: whether they are followed
 */
gboolean
haulier_client_follow_everybody_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
