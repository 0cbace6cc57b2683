/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The computer's own Kerberos credentials, for the accounts that speak to the network as it. */
#include "config.h"

#include "haulier-machine-credentials.h"

#include "haulier-account-users.h"
#include "haulier-cache-file.h"
#include "haulier-error.h"
#include "haulier-keytab-file.h"
#include "haulier-ticket-fetch.h"

/* What one user has. */
typedef struct
{
  HaulierAccount account;
  HaulierSecurityContext *context;
  HaulierMachineCredential credential;
  gboolean needed;
  gboolean busy;
  GPtrArray *waiting; /* of GTask */
} Holder;

struct _HaulierMachineCredentials
{
  GObject parent_instance;

  char *folder;
  char *host;
  char *keytab;        /* path */
  GHashTable *holders; /* uid → Holder; none goes before the object */
  guint timer_id;
};

G_DEFINE_FINAL_TYPE (HaulierMachineCredentials, haulier_machine_credentials, G_TYPE_OBJECT)

/* One attempt for one holder. */
typedef struct
{
  HaulierMachineCredentials *self;
  Holder *holder;
  char *path;
  HaulierKeytabFile *file;     /* (nullable) */
  HaulierTicketReport *report; /* (nullable) */
} Attempt;

static void look (HaulierMachineCredentials *self, Holder *holder);
static void set_timer (HaulierMachineCredentials *self);

static void
attempt_free (Attempt *attempt)
{
  g_object_unref (attempt->self);
  haulier_keytab_file_free (attempt->file);
  haulier_ticket_report_free (attempt->report);
  g_free (attempt->path);
  g_free (attempt);
}

static void
holder_free (Holder *holder)
{
  haulier_security_context_unref (holder->context);
  haulier_machine_credential_clear (&holder->credential);
  g_ptr_array_unref (holder->waiting);
  g_free (holder);
}

static void
answer (HaulierMachineCredentials *self, const Holder *holder, GTask *task)
{
  g_autofree char *path = NULL;
  g_autofree char *cache = NULL;

  if (!haulier_machine_credential_is_good (&holder->credential))
    {
      g_task_return_new_error (task,
                               HAULIER_ERROR,
                               holder->credential.state == HAULIER_MACHINE_CREDENTIAL_NONE
                                   ? HAULIER_ERROR_NOT_FOUND
                                   : HAULIER_ERROR_LOGIN_FAILURE,
                               "%s",
                               holder->credential.reason);
      return;
    }
  path = haulier_cache_file_path (self->folder, holder->context->uid);
  cache = g_strconcat ("FILE:", path, NULL);
  g_task_return_pointer (task,
                         haulier_security_context_with_cache (holder->context, cache),
                         (GDestroyNotify) haulier_security_context_unref);
}

static gboolean
timer_cb (gpointer user_data)
{
  HaulierMachineCredentials *self = user_data;
  gint64 now = g_get_monotonic_time ();
  GHashTableIter iter;
  gpointer value = NULL;

  self->timer_id = 0;
  g_hash_table_iter_init (&iter, self->holders);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Holder *holder = value;

      if (holder->needed && !holder->busy && holder->credential.due > 0
          && holder->credential.due <= now)
        look (self, holder);
    }
  set_timer (self);
  return G_SOURCE_REMOVE;
}

/* One timer, for who is due next, and none when no job needs a ticket. */
static void
set_timer (HaulierMachineCredentials *self)
{
  gint64 next = G_MAXINT64;
  GHashTableIter iter;
  gpointer value = NULL;

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_hash_table_iter_init (&iter, self->holders);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Holder *holder = value;

      if (holder->needed && !holder->busy && holder->credential.due > 0)
        next = MIN (next, holder->credential.due);
    }
  if (next < G_MAXINT64)
    {
      gint64 wait_sec = (next - g_get_monotonic_time ()) / G_USEC_PER_SEC + 1;

      self->timer_id
          = g_timeout_add_seconds ((guint) CLAMP (wait_sec, 0, G_MAXINT32), timer_cb, self);
    }
}

static void
settle (HaulierMachineCredentials *self, Holder *holder)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&holder->waiting);

  holder->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  holder->busy = FALSE;
  for (guint i = 0; i < waiting->len; i++)
    answer (self, holder, waiting->pdata[i]);
  set_timer (self);
}

static void
place_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Attempt *attempt = task_data;
  GError *error = NULL;

  if (haulier_cache_file_write (attempt->self->folder,
                                attempt->holder->context,
                                attempt->report->cache,
                                attempt->report->cache_bytes,
                                &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
placed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierMachineCredentials *self = HAULIER_MACHINE_CREDENTIALS (source);
  Attempt *attempt = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    haulier_machine_credential_set_ready (&attempt->holder->credential, attempt->report);
  else
    haulier_machine_credential_set_failed (
        &attempt->holder->credential, attempt->report->principal, error->message, NULL);
  settle (self, attempt->holder);
}

/* Runs a step of @attempt, which it takes, where it may wait for the disk. */
static void
run_in_thread (Attempt *attempt, GTaskThreadFunc step, GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (attempt->self, NULL, done, NULL);

  g_task_set_source_tag (task, run_in_thread);
  g_task_set_task_data (task, attempt, (GDestroyNotify) attempt_free);
  g_task_run_in_thread (task, step);
}

static void
set_refused (Holder *holder, const HaulierTicketReport *report)
{
  if (report->principal[0] == '\0')
    haulier_machine_credential_set_none (&holder->credential, report->message);
  else
    haulier_machine_credential_set_failed (
        &holder->credential,
        report->principal,
        report->message,
        g_variant_new_parsed ("[('krb5', %i, %s)]", report->number, report->text));
}

static void
fetched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Attempt *attempt = user_data;
  Holder *holder = attempt->holder;
  g_autoptr (GError) error = NULL;

  attempt->report = haulier_ticket_fetch_finish (result, &error);
  holder->credential.keytab = attempt->file->status;
  if (attempt->report != NULL && attempt->report->cache_bytes > 0)
    {
      run_in_thread (attempt, place_in_thread, placed_cb);
      return;
    }
  if (attempt->report != NULL)
    set_refused (holder, attempt->report);
  else
    haulier_machine_credential_set_failed (&holder->credential, NULL, error->message, NULL);
  settle (attempt->self, holder);
  attempt_free (attempt);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Attempt *attempt = task_data;
  GError *error = NULL;

  attempt->file = haulier_keytab_file_open (attempt->path, &error);
  if (attempt->file != NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* a computer that left its domain is nobody there any more */
  if (g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND))
    haulier_cache_file_remove (attempt->self->folder, attempt->holder->context->uid);
  g_task_return_error (task, error);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierMachineCredentials *self = HAULIER_MACHINE_CREDENTIALS (source);
  Attempt *attempt = g_task_get_task_data (G_TASK (result));
  Holder *holder = attempt->holder;
  g_autoptr (GError) error = NULL;
  Attempt *fetch = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      holder->credential.keytab = (struct stat){ 0 };
      if (g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND))
        haulier_machine_credential_set_none (&holder->credential, error->message);
      else
        haulier_machine_credential_set_failed (&holder->credential, NULL, error->message, NULL);
    }
  else if (haulier_machine_credential_is_due (&holder->credential, &attempt->file->status))
    {
      fetch = g_new0 (Attempt, 1);
      fetch->self = g_object_ref (self);
      fetch->holder = holder;
      fetch->file = g_steal_pointer (&attempt->file);
      haulier_ticket_fetch_async (holder->context, fetch->file->fd, self->host, fetched_cb, fetch);
      return;
    }
  settle (self, holder);
}

static void
look (HaulierMachineCredentials *self, Holder *holder)
{
  Attempt *attempt = g_new0 (Attempt, 1);

  holder->busy = TRUE;
  attempt->self = g_object_ref (self);
  attempt->holder = holder;
  attempt->path = g_strdup (self->keytab);
  run_in_thread (attempt, look_in_thread, looked_cb);
}

static void
haulier_machine_credentials_finalize (GObject *object)
{
  HaulierMachineCredentials *self = HAULIER_MACHINE_CREDENTIALS (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_hash_table_unref (self->holders);
  g_free (self->folder);
  g_free (self->host);
  g_free (self->keytab);
  G_OBJECT_CLASS (haulier_machine_credentials_parent_class)->finalize (object);
}

static void
haulier_machine_credentials_class_init (HaulierMachineCredentialsClass *class)
{
  G_OBJECT_CLASS (class)->finalize = haulier_machine_credentials_finalize;
}

static void
haulier_machine_credentials_init (HaulierMachineCredentials *self)
{
  self->keytab = g_strdup (HAULIER_KEYTAB_DEFAULT_PATH);
  self->holders
      = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, (GDestroyNotify) holder_free);
}

/**
 * haulier_machine_credentials_new:
 * @folder: (type filename): the engine's runtime folder, which others may pass through
 * @host: name of this computer
 *
 * Returns: (transfer full): credentials that nobody asked for yet
 */
HaulierMachineCredentials *
haulier_machine_credentials_new (const char *folder, const char *host)
{
  HaulierMachineCredentials *self = g_object_new (HAULIER_TYPE_MACHINE_CREDENTIALS, NULL);

  self->folder = g_strdup (folder);
  self->host = g_strdup (host);
  return self;
}

/**
 * haulier_machine_credentials_set_keytab:
 * @self: the credentials
 * @path: (type filename): where the keytab is; "" for where Kerberos has it
 *
 * What became of another keytab says nothing about this one.
 */
void
haulier_machine_credentials_set_keytab (HaulierMachineCredentials *self, const char *path)
{
  const char *keytab = path[0] != '\0' ? path : HAULIER_KEYTAB_DEFAULT_PATH;
  GHashTableIter iter;
  gpointer value = NULL;

  if (g_str_equal (keytab, self->keytab))
    return;
  g_free (self->keytab);
  self->keytab = g_strdup (keytab);
  g_hash_table_iter_init (&iter, self->holders);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Holder *holder = value;

      haulier_machine_credential_clear (&holder->credential);
      if (holder->needed && !holder->busy)
        look (self, holder);
    }
}

static Holder *
ensure_holder (HaulierMachineCredentials *self,
               HaulierAccount account,
               HaulierSecurityContext *context)
{
  Holder *holder = g_hash_table_lookup (self->holders, GUINT_TO_POINTER (context->uid));

  if (holder == NULL)
    {
      holder = g_new0 (Holder, 1);
      holder->account = account;
      holder->waiting = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (self->holders, GUINT_TO_POINTER (context->uid), holder);
    }
  /* an attempt that runs has the former groups */
  if (!holder->busy)
    {
      g_clear_pointer (&holder->context, haulier_security_context_unref);
      holder->context = haulier_security_context_ref (context);
    }
  return holder;
}

/* Which account has them is a rule; that root never speaks Kerberos is another one. */
static gboolean
check_account (HaulierAccount account, const HaulierSecurityContext *context, GError **error)
{
  g_autofree char *key = haulier_account_to_key (account);

  if (haulier_account_users_find (account)->computer_credentials && context->uid != 0)
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_NOT_FOUND,
               "use the computer’s own identity: %s has none on the network",
               key);
  return FALSE;
}

/**
 * haulier_machine_credentials_ensure_async:
 * @self: the credentials
 * @account: whose network side it is
 * @context: the user that carries it
 * @callback: called when there is a ticket, or none
 * @user_data: for @callback
 *
 * Makes sure that @context has a ticket of the computer: gets one when there is none, when most of
 * the life of the one that there is is over, and when the keytab is another one. What failed is
 * tried again after a while, and at once with another keytab; until then the same answer is given.
 *
 * Source: Service Accounts and BITS: computer credentials.
 */
void
haulier_machine_credentials_ensure_async (HaulierMachineCredentials *self,
                                          HaulierAccount account,
                                          HaulierSecurityContext *context,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  Holder *holder = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, haulier_machine_credentials_ensure_async);
  if (!check_account (account, context, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  holder = ensure_holder (self, account, context);
  g_ptr_array_add (holder->waiting, g_steal_pointer (&task));
  if (!holder->busy)
    look (self, holder);
}

/**
 * haulier_machine_credentials_ensure_finish:
 * @self: the credentials
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_FOUND when the computer has no identity on the network, or the account
 *   does not have it; %HAULIER_ERROR_LOGIN_FAILURE when there is no ticket.
 *   haulier_machine_credentials_peek() has the evidence.
 *
 * Returns: (transfer full) (nullable): the same user with the cache that has the ticket
 */
HaulierSecurityContext *
haulier_machine_credentials_ensure_finish (HaulierMachineCredentials *self,
                                           GAsyncResult *result,
                                           GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_machine_credentials_set_needed:
 * @self: the credentials
 * @uid: a user that they were ensured for
 * @needed: whether a job of it runs
 *
 * While they are needed they are renewed before they end, in the same file.
 */
void
haulier_machine_credentials_set_needed (HaulierMachineCredentials *self, uid_t uid, gboolean needed)
{
  Holder *holder = g_hash_table_lookup (self->holders, GUINT_TO_POINTER (uid));

  if (holder == NULL || holder->needed == needed)
    return;
  holder->needed = needed;
  set_timer (self);
}

/**
 * haulier_machine_credentials_peek:
 * @self: the credentials
 * @account: an account that has them
 *
 * Tells what is known, and asks nobody.
 *
 * Returns: (transfer none): the state, until the main loop runs again
 */
const HaulierMachineCredential *
haulier_machine_credentials_peek (HaulierMachineCredentials *self, HaulierAccount account)
{
  static const HaulierMachineCredential unknown = { HAULIER_MACHINE_CREDENTIAL_UNKNOWN };
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->holders);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Holder *holder = value;

      if (haulier_account_equal (holder->account, account))
        return &holder->credential;
    }
  return &unknown;
}
