/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engines that a person has to do with: the own one, and that of the computer. */
#include "config.h"

#include "haulier-engines.h"

#include "haulier-account-calls.h"

struct _HaulierEngines
{
  GObject parent_instance;

  GPtrArray *clients; /* of HaulierClient: the own engine's first */
  HaulierAccountList *accounts;
  GCancellable *asking;    /* (nullable): while the accounts are asked for */
  gboolean renewing;       /* then once more, with tickets that are due */
  gboolean computer_asked; /* the way to the computer's engine was looked for */
};

G_DEFINE_FINAL_TYPE (HaulierEngines, haulier_engines, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ASKING_ACCOUNTS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void ask (HaulierEngines *self, gboolean refresh);

/* What was asked before is answered, or not wanted any more. */
static void
set_asking (HaulierEngines *self, GCancellable *asking)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = asking;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ASKING_ACCOUNTS]);
}

static void
on_accounts (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierEngines) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) facts
      = haulier_client_list_accounts_finish (HAULIER_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_asking (self, NULL);
  haulier_account_list_take_facts (self->accounts, facts);
  if (self->renewing)
    {
      self->renewing = FALSE;
      ask (self, TRUE);
    }
}

/* Only the engine of the computer has jobs of several accounts. */
static void
ask (HaulierEngines *self, gboolean refresh)
{
  HaulierClient *computer = haulier_engines_get_computer (self);

  set_asking (self, NULL);
  if (!haulier_client_is_connected (computer))
    {
      haulier_account_list_take_facts (self->accounts, NULL);
      return;
    }
  set_asking (self, g_cancellable_new ());
  haulier_client_list_accounts_async (
      computer, refresh, self->asking, on_accounts, g_object_ref (self));
}

static void
ask_for_accounts (HaulierEngines *self)
{
  ask (self, FALSE);
}

/* These can have jobs wherever the computer has an engine. */
static void
on_computer_connected (HaulierEngines *self)
{
  static const HaulierAccountKind kinds[] = {
    HAULIER_ACCOUNT_LOCAL_SYSTEM,
    HAULIER_ACCOUNT_NETWORK_SERVICE,
    HAULIER_ACCOUNT_LOCAL_SERVICE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    haulier_account_list_ensure (self->accounts, (HaulierAccount){ .kind = kinds[i] });
  ask_for_accounts (self);
}

static void
haulier_engines_dispose (GObject *object)
{
  HaulierEngines *self = HAULIER_ENGINES (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  for (guint i = 0; i < self->clients->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->clients, i), self);
  G_OBJECT_CLASS (haulier_engines_parent_class)->dispose (object);
}

static void
haulier_engines_finalize (GObject *object)
{
  HaulierEngines *self = HAULIER_ENGINES (object);

  g_ptr_array_unref (self->clients);
  g_object_unref (self->accounts);
  G_OBJECT_CLASS (haulier_engines_parent_class)->finalize (object);
}

static void
haulier_engines_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_ASKING_ACCOUNTS:
      g_value_set_boolean (value, HAULIER_ENGINES (object)->asking != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
haulier_engines_class_init (HaulierEnginesClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = haulier_engines_dispose;
  object_class->finalize = haulier_engines_finalize;
  object_class->get_property = haulier_engines_get_property;

  properties[PROP_ASKING_ACCOUNTS] = g_param_spec_boolean (
      "asking-accounts", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
haulier_engines_init (HaulierEngines *self)
{
  self->clients = g_ptr_array_new_with_free_func (g_object_unref);
  self->accounts = haulier_account_list_new ();
  g_ptr_array_add (self->clients, haulier_client_new ());
  g_ptr_array_add (self->clients, haulier_client_new_system ());
  for (guint i = 0; i < self->clients->len; i++)
    {
      HaulierClient *client = g_ptr_array_index (self->clients, i);

      haulier_client_set_attended (client, FALSE);
    }
  g_signal_connect_swapped (haulier_engines_get_computer (self),
                            "notify::connected",
                            G_CALLBACK (on_computer_connected),
                            self);
  g_signal_connect_swapped (haulier_engines_get_computer (self),
                            "notify::everybody",
                            G_CALLBACK (ask_for_accounts),
                            self);
}

/**
 * haulier_engines_new:
 *
 * Returns: (transfer full): ways to the engines, none of them open
 */
HaulierEngines *
haulier_engines_new (void)
{
  return g_object_new (HAULIER_TYPE_ENGINES, NULL);
}

static void
on_own_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (haulier_client_open_finish (HAULIER_CLIENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Most computers have none: it is there when it is there. */
static void
on_computer_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!haulier_client_open_finish (HAULIER_CLIENT (source), result, &error))
    g_debug ("reach the engine of the computer: %s", error->message);
}

/**
 * haulier_engines_open_async:
 * @self: engines
 * @cancellable: (nullable): to stop waiting
 * @callback: called when the own engine answers or can't be reached
 * @user_data: for @callback
 *
 * Makes sure that the own engine runs, and uses that of the computer from the moment on when there
 * is one.
 */
void
haulier_engines_open_async (HaulierEngines *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, haulier_engines_open_async);
  haulier_client_open_async (haulier_engines_get_own (self), cancellable, on_own_open, task);
  if (self->computer_asked)
    return;
  self->computer_asked = TRUE;
  haulier_client_open_async (haulier_engines_get_computer (self), NULL, on_computer_open, NULL);
}

/**
 * haulier_engines_open_finish:
 * @self: engines
 * @result: as given to the callback
 * @error: return location
 *
 * Errors: one for which haulier_client_error_is_unreachable() holds.
 *
 * Returns: whether the own engine answers
 */
gboolean
haulier_engines_open_finish (HaulierEngines *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * haulier_engines_get_own:
 * @self: engines
 *
 * Returns: (transfer none): the way to the person's own engine
 */
HaulierClient *
haulier_engines_get_own (HaulierEngines *self)
{
  return g_ptr_array_index (self->clients, 0);
}

/**
 * haulier_engines_get_computer:
 * @self: engines
 *
 * Returns: (transfer none): the way to the engine of the computer; not connected where there is
 *   none
 */
HaulierClient *
haulier_engines_get_computer (HaulierEngines *self)
{
  return g_ptr_array_index (self->clients, 1);
}

/**
 * haulier_engines_get_clients:
 * @self: engines
 *
 * Returns: (transfer none) (element-type HaulierClient): the ways to all of them
 */
GPtrArray *
haulier_engines_get_clients (HaulierEngines *self)
{
  return self->clients;
}

/**
 * haulier_engines_get_client_for:
 * @self: engines
 * @account: who is to own a job
 *
 * Returns: (transfer none): the way to the engine that can have jobs of @account
 */
HaulierClient *
haulier_engines_get_client_for (HaulierEngines *self, HaulierAccountItem *account)
{
  return haulier_account_item_is_self (account) ? haulier_engines_get_own (self)
                                                : haulier_engines_get_computer (self);
}

/**
 * haulier_engines_get_accounts:
 * @self: engines
 *
 * Returns: (transfer none): the accounts
 */
HaulierAccountList *
haulier_engines_get_accounts (HaulierEngines *self)
{
  return self->accounts;
}

/**
 * haulier_engines_ask_accounts_anew:
 * @self: engines
 *
 * As haulier_engines_refresh_accounts(), when something has changed: an answer on its way may be of
 * before.
 */
void
haulier_engines_ask_accounts_anew (HaulierEngines *self)
{
  ask_for_accounts (self);
}

/**
 * haulier_engines_refresh_accounts:
 * @self: engines
 *
 * Asks how it stands with the accounts: somebody is about to look. Nothing of it is told by itself.
 */
void
haulier_engines_refresh_accounts (HaulierEngines *self)
{
  if (self->asking == NULL)
    ask (self, FALSE);
}

/**
 * haulier_engines_renew_accounts:
 * @self: engines
 *
 * As haulier_engines_refresh_accounts(), and then has the engine get the tickets that are due: they
 * are told when a Kerberos server has answered.
 */
void
haulier_engines_renew_accounts (HaulierEngines *self)
{
  self->renewing = TRUE;
  haulier_engines_refresh_accounts (self);
}
