/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Names of accounts, as a person knows them; each is looked up once. */
#include "config.h"

#include "haulier-account-names.h"

#include <errno.h>
#include <pwd.h>

/* An entry of a directory may be long; one longer than this has no name worth showing. */
#define ENTRY_MIN_BYTES 1024
#define ENTRY_MAX_BYTES (1024 * 1024)

struct _HaulierAccountNames
{
  GHashTable *by_key; /* key of the account -> name */
};

/* Asks the user database, which may be a directory on the network: this may take its time. */
static char *
find_name (HaulierAccount account)
{
  if (account.kind != HAULIER_ACCOUNT_LOGIN_USER)
    return haulier_account_to_key (account);
  for (gsize size = ENTRY_MIN_BYTES; size <= ENTRY_MAX_BYTES; size *= 2)
    {
      g_autofree char *entry = g_malloc (size);
      struct passwd user;
      struct passwd *found = NULL;

      if (getpwuid_r (account.uid, &user, entry, size, &found) == ERANGE)
        continue;
      if (found == NULL || found->pw_name[0] == '\0')
        break;
      return g_utf8_make_valid (found->pw_name, -1);
    }
  return haulier_account_to_key (account);
}

/**
 * haulier_account_names_new:
 *
 * Returns: (transfer full): names, none known so far
 */
HaulierAccountNames *
haulier_account_names_new (void)
{
  HaulierAccountNames *self = g_new0 (HaulierAccountNames, 1);

  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * haulier_account_names_free:
 * @self: (nullable): names
 */
void
haulier_account_names_free (HaulierAccountNames *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_key);
  g_free (self);
}

/**
 * haulier_account_names_look_up:
 * @self: names
 * @account: an account
 *
 * Waits for the user database when the account is a new one: not for a main loop.
 *
 * Returns: (transfer none): the user's name, a system account's own name, or the key of a user that
 *   the database does not know
 */
const char *
haulier_account_names_look_up (HaulierAccountNames *self, HaulierAccount account)
{
  g_autofree char *key = haulier_account_to_key (account);
  char *name = g_hash_table_lookup (self->by_key, key);

  if (name != NULL)
    return name;
  name = find_name (account);
  g_hash_table_insert (self->by_key, g_steal_pointer (&key), name);
  return name;
}

static void
ask_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const HaulierAccount *account = task_data;

  g_task_return_pointer (task, find_name (*account), g_free);
}

/**
 * haulier_account_names_ask_async:
 * @account: an account
 * @cancellable: (nullable): to stop waiting
 * @callback: called with the name
 * @user_data: for @callback
 *
 * Finds the name of an account without waiting for the user database.
 */
void
haulier_account_names_ask_async (HaulierAccount account,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, haulier_account_names_ask_async);
  g_task_set_task_data (task, g_memdup2 (&account, sizeof account), g_free);
  g_task_run_in_thread (task, ask_thread);
}

/**
 * haulier_account_names_ask_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Errors: %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): as haulier_account_names_look_up()
 */
char *
haulier_account_names_ask_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
