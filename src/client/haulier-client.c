/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The way to the engine: finds the bus, starts the engine, calls it, follows its changes. */
#include "config.h"

#include "haulier-client.h"

#include "haulier-bus-names.h"
#include "haulier-client-follow.h"
#include "haulier-client-private.h"
#include "haulier-engine-link.h"
#include "haulier-error.h"

struct _HaulierClient
{
  GObject parent_instance;

  HaulierEngineLink *link;
  GDBusConnection *subscribed_bus; /* (nullable): on which the subscription is */
  guint signal_subscription;
  GCancellable *cancellable; /* of what is asked for by itself */
  gboolean connected;        /* as it was told last */
  gboolean attended;         /* somebody waits for every answer */
  HaulierSubscription *subscription;
  char **notices;
};

enum
{
  PROP_CONNECTED = 1,
  PROP_EVERYBODY,
  PROP_NOTICES,
  N_PROPS,
};

enum
{
  SIGNAL_JOBS_CHANGED,
  SIGNAL_FILES_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HaulierClient, haulier_client, G_TYPE_OBJECT)

/**
 * haulier_client_take_notices:
 * @self: a client
 * @value: the property as the engine sent it
 */
void
haulier_client_take_notices (HaulierClient *self, GVariant *value)
{
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
    return;
  g_strfreev (self->notices);
  self->notices = g_variant_dup_strv (value, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NOTICES]);
}

static void
on_signal (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *member,
           GVariant *parameters,
           gpointer user_data)
{
  g_autoptr (HaulierClient) self = g_object_ref (user_data);

  haulier_client_handle_signal (self, member, parameters);
}

static void
on_notices_known (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierClient) self = user_data;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) value = NULL;

  if (reply == NULL)
    return;
  g_variant_get (reply, "(v)", &value);
  haulier_client_take_notices (self, value);
}

static void
ask_for_notices (HaulierClient *self)
{
  g_dbus_connection_call (haulier_engine_link_get_bus (self->link),
                          haulier_engine_link_get_engine (self->link),
                          HAULIER_BUS_PATH,
                          "org.freedesktop.DBus.Properties",
                          "Get",
                          g_variant_new ("(ss)", HAULIER_BUS_INTERFACE, "Notices"),
                          G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          HAULIER_CLIENT_CALL_TIMEOUT_MS,
                          self->cancellable,
                          on_notices_known,
                          g_object_ref (self));
}

static void
leave_engine (HaulierClient *self)
{
  if (self->signal_subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->subscribed_bus, self->signal_subscription);
  self->signal_subscription = 0;
  g_clear_object (&self->subscribed_bus);
}

/* Signals are sent to this connection alone: the bus needs no match rule for them. */
static void
join_engine (HaulierClient *self)
{
  self->subscribed_bus = g_object_ref (haulier_engine_link_get_bus (self->link));
  self->signal_subscription
      = g_dbus_connection_signal_subscribe (self->subscribed_bus,
                                            haulier_engine_link_get_engine (self->link),
                                            NULL,
                                            NULL,
                                            HAULIER_BUS_PATH,
                                            NULL,
                                            G_DBUS_SIGNAL_FLAGS_NO_MATCH_RULE,
                                            on_signal,
                                            self,
                                            NULL);
  haulier_subscription_renew (self->subscription);
  ask_for_notices (self);
}

static void
on_engine_changed (HaulierEngineLink *link, HaulierClient *self)
{
  leave_engine (self);
  if (haulier_client_is_connected (self))
    join_engine (self);
  if (self->connected == haulier_client_is_connected (self) && self->connected)
    {
      /* another engine took over at once: who lists jobs must know that there was a gap */
      self->connected = FALSE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
    }
  self->connected = haulier_client_is_connected (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTED]);
}

static void
on_everybody_changed (HaulierClient *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EVERYBODY]);
}

static void
haulier_client_dispose (GObject *object)
{
  HaulierClient *self = HAULIER_CLIENT (object);

  g_cancellable_cancel (self->cancellable);
  leave_engine (self);
  if (self->subscription != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->subscription, self);
      haulier_subscription_close (self->subscription);
    }
  if (self->link != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->link, self);
      haulier_engine_link_close (self->link);
    }
  G_OBJECT_CLASS (haulier_client_parent_class)->dispose (object);
}

static void
haulier_client_finalize (GObject *object)
{
  HaulierClient *self = HAULIER_CLIENT (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->subscription);
  g_clear_object (&self->link);
  g_strfreev (self->notices);
  G_OBJECT_CLASS (haulier_client_parent_class)->finalize (object);
}

static void
haulier_client_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HaulierClient *self = HAULIER_CLIENT (object);

  switch (prop_id)
    {
    case PROP_CONNECTED:
      g_value_set_boolean (value, haulier_client_is_connected (self));
      break;
    case PROP_EVERYBODY:
      g_value_set_boolean (value, haulier_client_has_all_owners (self));
      break;
    case PROP_NOTICES:
      g_value_set_boxed (value, self->notices);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
haulier_client_class_init (HaulierClientClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = haulier_client_dispose;
  object_class->finalize = haulier_client_finalize;
  object_class->get_property = haulier_client_get_property;

  /**
   * HaulierClient:connected:
   *
   * Whether there is an engine. When it becomes true again lists fill themselves anew.
   */
  properties[PROP_CONNECTED] = g_param_spec_boolean (
      "connected", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * HaulierClient:everybody:
   *
   * Whether the jobs of other accounts are followed too. That may end by itself.
   */
  properties[PROP_EVERYBODY] = g_param_spec_boolean (
      "everybody", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * HaulierClient:notices:
   *
   * Sentences about the engine itself that a person should read.
   */
  properties[PROP_NOTICES] = g_param_spec_boxed (
      "notices", NULL, NULL, G_TYPE_STRV, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * HaulierClient::jobs-changed:
   * @jobs: (element-type HaulierJob): new or changed jobs
   * @removed: ids of jobs that are gone
   */
  signals[SIGNAL_JOBS_CHANGED] = g_signal_new ("jobs-changed",
                                               HAULIER_TYPE_CLIENT,
                                               G_SIGNAL_RUN_LAST,
                                               0,
                                               NULL,
                                               NULL,
                                               NULL,
                                               G_TYPE_NONE,
                                               2,
                                               G_TYPE_PTR_ARRAY,
                                               G_TYPE_STRV);
  /**
   * HaulierClient::files-changed:
   * @id: a job
   * @files: (element-type HaulierFile): its files that changed
   */
  signals[SIGNAL_FILES_CHANGED] = g_signal_new ("files-changed",
                                                HAULIER_TYPE_CLIENT,
                                                G_SIGNAL_RUN_LAST,
                                                0,
                                                NULL,
                                                NULL,
                                                NULL,
                                                G_TYPE_NONE,
                                                2,
                                                G_TYPE_STRING,
                                                G_TYPE_PTR_ARRAY);
}

static void
haulier_client_init (HaulierClient *self)
{
  self->cancellable = g_cancellable_new ();
  self->attended = TRUE;
  self->notices = g_new0 (char *, 1);
}

static HaulierClient *
new_for_bus (GBusType bus_type)
{
  HaulierClient *self = g_object_new (HAULIER_TYPE_CLIENT, NULL);

  self->link = haulier_engine_link_new (bus_type);
  g_signal_connect (self->link, "engine-changed", G_CALLBACK (on_engine_changed), self);
  self->subscription = haulier_subscription_new (self->link);
  g_signal_connect_swapped (
      self->subscription, "notify::everybody", G_CALLBACK (on_everybody_changed), self);
  return self;
}

/**
 * haulier_client_new:
 *
 * Returns: (transfer full): a client of the user's own engine that is not open yet
 */
HaulierClient *
haulier_client_new (void)
{
  return new_for_bus (G_BUS_TYPE_SESSION);
}

/**
 * haulier_client_new_system:
 *
 * Returns: (transfer full): a client of the engine of the computer that is not open yet
 */
HaulierClient *
haulier_client_new_system (void)
{
  return new_for_bus (G_BUS_TYPE_SYSTEM);
}

static void
on_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (haulier_engine_link_open_finish (HAULIER_ENGINE_LINK (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * haulier_client_open_async:
 * @self: a client that is not open
 * @cancellable: (nullable): to stop waiting
 * @callback: called when the engine answers or can't be reached
 * @user_data: for @callback
 *
 * Finds the bus, or starts a private one for a session, and makes sure that the engine runs. From
 * then on the engine is started again whenever it vanishes.
 */
void
haulier_client_open_async (HaulierClient *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = NULL;

  g_return_if_fail (HAULIER_IS_CLIENT (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, haulier_client_open_async);
  haulier_engine_link_open_async (self->link, cancellable, on_open, task);
}

/**
 * haulier_client_open_finish:
 * @self: a client
 * @result: as given to the callback
 * @error: return location
 *
 * Errors: one for which haulier_client_error_is_unreachable() holds.
 *
 * Returns: whether the engine answers
 */
gboolean
haulier_client_open_finish (HaulierClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * haulier_client_is_connected:
 * @self: a client
 *
 * Returns: whether there is an engine
 */
gboolean
haulier_client_is_connected (HaulierClient *self)
{
  return haulier_engine_link_get_engine (self->link) != NULL;
}

/**
 * haulier_client_is_system:
 * @self: a client
 *
 * Returns: whether its engine is that of the computer, which somebody else starts
 */
gboolean
haulier_client_is_system (HaulierClient *self)
{
  return haulier_engine_link_is_system (self->link);
}

/**
 * haulier_client_set_attended:
 * @self: a client
 * @attended: whether a person waits for every answer, as at a command line (the default)
 *
 * Where nobody does, only what changes something may bring up a dialog that asks for a password.
 */
void
haulier_client_set_attended (HaulierClient *self, gboolean attended)
{
  self->attended = attended;
}

/**
 * haulier_client_is_attended:
 * @self: a client
 *
 * Returns: whether a person waits for every answer
 */
gboolean
haulier_client_is_attended (HaulierClient *self)
{
  return self->attended;
}

/**
 * haulier_client_get_notices:
 * @self: a client
 *
 * Returns: (transfer none): sentences about the engine that a person should read
 */
const char *const *
haulier_client_get_notices (HaulierClient *self)
{
  return (const char *const *) self->notices;
}

/**
 * haulier_client_error_is_unreachable:
 * @error: an error of a client's call
 *
 * Returns: whether it says that there is no engine to ask
 */
gboolean
haulier_client_error_is_unreachable (const GError *error)
{
  return g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_SERVER_UNAVAILABLE);
}

/**
 * haulier_client_get_link:
 * @self: a client
 *
 * Returns: (transfer none): its line to the engine
 */
HaulierEngineLink *
haulier_client_get_link (HaulierClient *self)
{
  return self->link;
}

/**
 * haulier_client_get_subscription:
 * @self: a client
 *
 * Returns: (transfer none): what its engine is asked to tell of by itself
 */
HaulierSubscription *
haulier_client_get_subscription (HaulierClient *self)
{
  return self->subscription;
}
