/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The identities that are lent to jobs now. In memory only: a helper token is not persistent. */
#include "config.h"

#include "haulier-helper-registry.h"

#include <string.h>

#include "haulier-error.h"

struct _HaulierHelperRegistry
{
  GObject parent_instance;

  HaulierLogonWatch *logon;
  GHashTable *loans; /* id of a job -> HaulierLoan */
};

enum
{
  SIGNAL_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HaulierHelperRegistry, haulier_helper_registry, G_TYPE_OBJECT)

/**
 * haulier_loan_new:
 * @context: (transfer full): who is lent
 * @session: (nullable): as of #HaulierLoan
 *
 * Returns: (transfer full): a loan from now on, without limits
 */
HaulierLoan *
haulier_loan_new (HaulierSecurityContext *context, const char *session)
{
  HaulierLoan *loan = g_new0 (HaulierLoan, 1);

  loan->context = context;
  loan->session = g_strdup (session);
  loan->since = g_get_real_time ();
  return loan;
}

/**
 * haulier_loan_free:
 * @loan: (nullable) (transfer full): a loan
 */
void
haulier_loan_free (HaulierLoan *loan)
{
  if (loan == NULL)
    return;
  haulier_security_context_unref (loan->context);
  haulier_consent_free (loan->consent);
  g_free (loan->session);
  g_free (loan->principal);
  g_free (loan);
}

/* Drops the loans of a user, or of a session. */
static void
drop (HaulierHelperRegistry *self, uid_t uid, const char *session)
{
  g_autoptr (GPtrArray) dropped = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->loans);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const HaulierLoan *loan = value;

      if (session != NULL ? g_strcmp0 (loan->session, session) != 0 : loan->context->uid != uid)
        continue;
      g_ptr_array_add (dropped, g_strdup (id));
      g_hash_table_iter_remove (&iter);
    }
  for (guint i = 0; i < dropped->len; i++)
    g_signal_emit (self, signals[SIGNAL_DROPPED], 0, dropped->pdata[i]);
}

static void
logon_changed_cb (HaulierHelperRegistry *self, guint uid)
{
  if (!haulier_logon_watch_is_logged_on (self->logon, uid))
    drop (self, uid, NULL);
}

static void
session_removed_cb (HaulierHelperRegistry *self, const char *session)
{
  drop (self, 0, session);
}

static void
haulier_helper_registry_dispose (GObject *object)
{
  HaulierHelperRegistry *self = HAULIER_HELPER_REGISTRY (object);

  g_clear_object (&self->logon);
  g_hash_table_remove_all (self->loans);
  G_OBJECT_CLASS (haulier_helper_registry_parent_class)->dispose (object);
}

static void
haulier_helper_registry_finalize (GObject *object)
{
  HaulierHelperRegistry *self = HAULIER_HELPER_REGISTRY (object);

  g_hash_table_unref (self->loans);
  G_OBJECT_CLASS (haulier_helper_registry_parent_class)->finalize (object);
}

static void
haulier_helper_registry_class_init (HaulierHelperRegistryClass *class)
{
  G_OBJECT_CLASS (class)->dispose = haulier_helper_registry_dispose;
  G_OBJECT_CLASS (class)->finalize = haulier_helper_registry_finalize;

  /* (const char *job_id): its loan went with a log-off */
  signals[SIGNAL_DROPPED] = g_signal_new ("dropped",
                                          G_TYPE_FROM_CLASS (class),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          1,
                                          G_TYPE_STRING);
}

static void
haulier_helper_registry_init (HaulierHelperRegistry *self)
{
  self->loans
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) haulier_loan_free);
}

/**
 * haulier_helper_registry_new:
 * @logon: who is logged on
 *
 * Returns: (transfer full): a registry without loans; "dropped" has the id of a job
 */
HaulierHelperRegistry *
haulier_helper_registry_new (HaulierLogonWatch *logon)
{
  HaulierHelperRegistry *self = g_object_new (HAULIER_TYPE_HELPER_REGISTRY, NULL);

  self->logon = g_object_ref (logon);
  g_signal_connect_object (
      logon, "changed", G_CALLBACK (logon_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      logon, "session-removed", G_CALLBACK (session_removed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* The session may have ended while the loan was being made, and is not told to have ended again. */
static gboolean
is_there (HaulierHelperRegistry *self, const HaulierLoan *loan)
{
  if (!haulier_logon_watch_is_logged_on (self->logon, loan->context->uid))
    return FALSE;
  return loan->session == NULL
         || haulier_logon_watch_get_service (self->logon) != HAULIER_LOGON_SERVICE_PRESENT
         || haulier_logon_watch_has_session (self->logon, loan->session);
}

/**
 * haulier_helper_registry_lend:
 * @self: the registry
 * @job_id: a job
 * @loan: (transfer full): what is lent, in place of what was
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_LOGGED_ON when the lender has gone meanwhile.
 *
 * Returns: whether it is lent
 */
gboolean
haulier_helper_registry_lend (HaulierHelperRegistry *self,
                              const char *job_id,
                              HaulierLoan *loan,
                              GError **error)
{
  g_autoptr (HaulierLoan) owned = loan;

  if (!is_there (self, loan))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_NOT_LOGGED_ON,
                   "lend the identity of “%s”: the user has logged off",
                   loan->context->user);
      return FALSE;
    }
  g_hash_table_replace (self->loans, g_strdup (job_id), g_steal_pointer (&owned));
  return TRUE;
}

/**
 * haulier_helper_registry_remove:
 * @self: the registry
 * @job_id: a job
 *
 * Nothing is lent to the job any more; says nothing.
 */
void
haulier_helper_registry_remove (HaulierHelperRegistry *self, const char *job_id)
{
  g_hash_table_remove (self->loans, job_id);
}

/**
 * haulier_helper_registry_get_loan:
 * @self: the registry
 * @job_id: a job
 *
 * Returns: (transfer none) (nullable): what is lent to it
 */
const HaulierLoan *
haulier_helper_registry_get_loan (HaulierHelperRegistry *self, const char *job_id)
{
  return g_hash_table_lookup (self->loans, job_id);
}

static int
compare_ids (gconstpointer left, gconstpointer right)
{
  return strcmp (*(const char *const *) left, *(const char *const *) right);
}

/**
 * haulier_helper_registry_list:
 * @self: the registry
 * @uid: a user
 *
 * Returns: (transfer container) (element-type utf8): the jobs that this user is lent to, in order
 */
GPtrArray *
haulier_helper_registry_list (HaulierHelperRegistry *self, uid_t uid)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id = NULL;
  gpointer loan = NULL;

  g_hash_table_iter_init (&iter, self->loans);
  while (g_hash_table_iter_next (&iter, &id, &loan))
    {
      if (((const HaulierLoan *) loan)->context->uid == uid)
        g_ptr_array_add (ids, id);
    }
  g_ptr_array_sort (ids, compare_ids);
  return ids;
}

/**
 * haulier_helper_registry_is_empty:
 * @self: the registry
 *
 * Returns: whether nothing is lent, so that nothing is lost when the engine ends
 */
gboolean
haulier_helper_registry_is_empty (HaulierHelperRegistry *self)
{
  return g_hash_table_size (self->loans) == 0;
}

/**
 * haulier_helper_registry_lookup:
 * @self: the registry
 * @job_id: a job
 *
 * Returns: (transfer none) (nullable): who is lent to it; %NULL when nobody is
 */
HaulierSecurityContext *
haulier_helper_registry_lookup (HaulierHelperRegistry *self, const char *job_id)
{
  const HaulierLoan *loan = haulier_helper_registry_get_loan (self, job_id);

  return loan != NULL ? loan->context : NULL;
}
