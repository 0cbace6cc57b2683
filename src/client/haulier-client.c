/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The way to the engine: finds the bus, starts the engine, calls it, follows its changes. */
#include "config.h"

#include "haulier-client.h"

#include "haulier-bus-names.h"
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
  gboolean all_owners;       /* whether jobs of other accounts are meant too */
  char **followed;           /* (nullable): ids; NULL with following: every job */
  gboolean following;
  GHashTable *followed_files; /* id -> how often (GUINT) */
  gboolean subscription_is_queued;
  char **notices;
};

enum
{
  PROP_CONNECTED = 1,
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
subscribe (HaulierClient *self)
{
  const char *const nobody[] = { NULL };
  g_autofree const char **files = NULL;
  GVariantDict options;

  if (!haulier_client_is_connected (self) || !self->following)
    return;
  files = (const char **) g_hash_table_get_keys_as_array (self->followed_files, NULL);
  g_variant_dict_init (&options, NULL);
  g_variant_dict_insert_value (&options, "files", g_variant_new_strv (files, -1));
  if (self->all_owners)
    g_variant_dict_insert (&options, "all-owners", "b", TRUE);
  g_dbus_connection_call (haulier_engine_link_get_bus (self->link),
                          haulier_engine_link_get_engine (self->link),
                          HAULIER_BUS_PATH,
                          HAULIER_BUS_INTERFACE,
                          "Subscribe",
                          g_variant_new ("(^as@a{sv})",
                                         self->followed != NULL ? self->followed : (char **) nobody,
                                         g_variant_dict_end (&options)),
                          NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          HAULIER_CLIENT_CALL_TIMEOUT_MS,
                          self->cancellable,
                          NULL,
                          NULL);
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
  subscribe (self);
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
haulier_client_dispose (GObject *object)
{
  HaulierClient *self = HAULIER_CLIENT (object);

  g_cancellable_cancel (self->cancellable);
  leave_engine (self);
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
  g_clear_object (&self->link);
  g_strfreev (self->followed);
  g_strfreev (self->notices);
  g_hash_table_unref (self->followed_files);
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
  self->followed_files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->notices = g_new0 (char *, 1);
}

static HaulierClient *
new_for_bus (GBusType bus_type)
{
  HaulierClient *self = g_object_new (HAULIER_TYPE_CLIENT, NULL);

  self->link = haulier_engine_link_new (bus_type);
  g_signal_connect (self->link, "engine-changed", G_CALLBACK (on_engine_changed), self);
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
 * haulier_client_set_all_owners:
 * @self: a client
 * @all_owners: whether jobs of other accounts are meant too, wherever jobs are listed, found,
 * followed, or all of them acted on; an administrator may have to authorise that
 */
void
haulier_client_set_all_owners (HaulierClient *self, gboolean all_owners)
{
  if (self->all_owners == all_owners)
    return;
  self->all_owners = all_owners;
  subscribe (self);
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
  if (self->all_owners)
    g_variant_dict_insert (&options, "all-owners", "b", TRUE);
  return g_variant_dict_end (&options);
}

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
  g_strfreev (self->followed);
  self->followed = g_strdupv ((char **) ids);
  self->following = TRUE;
  subscribe (self);
}

static gboolean
on_subscription_due (gpointer user_data)
{
  HaulierClient *self = user_data;

  self->subscription_is_queued = FALSE;
  subscribe (self);
  return G_SOURCE_REMOVE;
}

/* A view that moves from one job to the next leaves the one and follows the other: one call. */
static void
queue_subscription (HaulierClient *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->subscription_is_queued)
    return;
  self->subscription_is_queued = TRUE;
  source = g_idle_source_new ();
  g_source_set_callback (source, on_subscription_due, g_object_ref (self), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
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
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (self->followed_files, id));

  g_hash_table_replace (self->followed_files, g_strdup (id), GUINT_TO_POINTER (times + 1));
  if (times == 0)
    queue_subscription (self);
}

/**
 * haulier_client_unfollow_files:
 * @self: a client
 * @id: a job for which haulier_client_follow_files() was called
 */
void
haulier_client_unfollow_files (HaulierClient *self, const char *id)
{
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (self->followed_files, id));

  if (times > 1)
    {
      g_hash_table_replace (self->followed_files, g_strdup (id), GUINT_TO_POINTER (times - 1));
      return;
    }
  g_hash_table_remove (self->followed_files, id);
  queue_subscription (self);
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
