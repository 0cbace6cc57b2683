/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who is logged on: what the login manager says, with signals when that changes. */
#include "config.h"

#include "haulier-logon-watch.h"

#include "haulier-logon-states.h"

#define LOGIN_NAME "org.freedesktop.login1"
#define LOGIN_PATH "/org/freedesktop/login1"
#define MANAGER_INTERFACE LOGIN_NAME ".Manager"
#define USER_INTERFACE LOGIN_NAME ".User"
#define PROPERTIES_INTERFACE "org.freedesktop.DBus.Properties"

/* One user of the login manager. */
typedef struct
{
  uid_t uid;
  char *path;
  char *state; /* (nullable) until it is known */
} User;

struct _HaulierLogonWatch
{
  GObject parent_instance;

  HaulierLogonService service;
  uid_t uid;             /* of the one user, where no login manager is needed */
  GDBusConnection *bus;  /* (nullable) */
  GCancellable *looking; /* (nullable) ends with the login manager that was asked */
  guint name_id;
  guint manager_id;
  guint user_id;
  GHashTable *users;     /* uid -> User */
  GHashTable *sessions;  /* id -> uid */
  GHashTable *connected; /* set of uids */
  GHashTable *told;      /* set of uids that are logged on as far as anybody was told */
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SESSION_REMOVED,
  SIGNAL_SERVICE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HaulierLogonWatch, haulier_logon_watch, G_TYPE_OBJECT)

static void
user_free (User *user)
{
  g_free (user->path);
  g_free (user->state);
  g_free (user);
}

/* Says it when the answer for a user is another one than before. */
static void
tell (HaulierLogonWatch *self, uid_t uid)
{
  gpointer key = GUINT_TO_POINTER (uid);
  gboolean is_logged_on = haulier_logon_watch_is_logged_on (self, uid);

  if (is_logged_on == g_hash_table_contains (self->told, key))
    return;
  if (is_logged_on)
    g_hash_table_add (self->told, key);
  else
    g_hash_table_remove (self->told, key);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, (guint) uid);
}

static void
add_keys (GHashTable *uids, GHashTable *table)
{
  GHashTableIter iter;
  gpointer key = NULL;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_hash_table_add (uids, key);
}

static void
tell_all (HaulierLogonWatch *self)
{
  g_autoptr (GHashTable) uids = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer key = NULL;

  add_keys (uids, self->told);
  add_keys (uids, self->users);
  add_keys (uids, self->connected);
  g_hash_table_iter_init (&iter, uids);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    tell (self, GPOINTER_TO_UINT (key));
}

static void
set_service (HaulierLogonWatch *self, HaulierLogonService service)
{
  if (self->service != service)
    {
      self->service = service;
      g_signal_emit (self, signals[SIGNAL_SERVICE_CHANGED], 0);
    }
  tell_all (self);
}

static void
call_login_manager (HaulierLogonWatch *self,
                    const char *path,
                    const char *interface_name,
                    const char *method,
                    GVariant *parameters,
                    const char *reply_type,
                    GAsyncReadyCallback callback)
{
  g_dbus_connection_call (self->bus,
                          LOGIN_NAME,
                          path,
                          interface_name,
                          method,
                          parameters,
                          G_VARIANT_TYPE (reply_type),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1,
                          self->looking,
                          callback,
                          g_object_ref (self));
}

static User *
find_by_path (HaulierLogonWatch *self, const char *path)
{
  GHashTableIter iter;
  gpointer value = NULL;

  g_hash_table_iter_init (&iter, self->users);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (g_str_equal (((User *) value)->path, path))
        return value;
    }
  return NULL;
}

/* UID and State of one user: with the UID the answer says itself whose it is. */
static void
user_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLogonWatch) self = user_data;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) properties = NULL;
  const char *state = NULL;
  guint32 uid = 0;
  User *user = NULL;

  /* A user that is gone is told by UserRemoved. */
  if (reply == NULL)
    return;
  properties = g_variant_get_child_value (reply, 0);
  if (!g_variant_lookup (properties, "UID", "u", &uid)
      || !g_variant_lookup (properties, "State", "&s", &state))
    return;
  user = g_hash_table_lookup (self->users, GUINT_TO_POINTER (uid));
  if (user == NULL)
    return;
  g_free (user->state);
  user->state = g_strdup (state);
  tell (self, uid);
}

/* The login manager does not announce a new State: it is read whenever it may be another one. */
static void
read_user (HaulierLogonWatch *self, const User *user)
{
  call_login_manager (self,
                      user->path,
                      PROPERTIES_INTERFACE,
                      "GetAll",
                      g_variant_new ("(s)", USER_INTERFACE),
                      "(a{sv})",
                      user_read_cb);
}

static void
add_user (HaulierLogonWatch *self, uid_t uid, const char *path)
{
  User *user = g_new0 (User, 1);

  user->uid = uid;
  user->path = g_strdup (path);
  g_hash_table_replace (self->users, GUINT_TO_POINTER (uid), user);
  read_user (self, user);
}

static void
users_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLogonWatch) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autoptr (GVariantIter) iter = NULL;
  const char *path = NULL;
  guint32 uid = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL)
    {
      set_service (self, HAULIER_LOGON_SERVICE_ABSENT);
      return;
    }
  g_variant_get (reply, "(a(uso))", &iter);
  while (g_variant_iter_next (iter, "(u&s&o)", &uid, NULL, &path))
    add_user (self, uid, path);
  set_service (self, HAULIER_LOGON_SERVICE_PRESENT);
}

static void
read_user_again (HaulierLogonWatch *self, uid_t uid)
{
  const User *user = g_hash_table_lookup (self->users, GUINT_TO_POINTER (uid));

  if (user != NULL)
    read_user (self, user);
}

static void
sessions_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLogonWatch) self = user_data;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariantIter) iter = NULL;
  const char *session = NULL;
  guint32 uid = 0;

  if (reply == NULL)
    return;
  g_variant_get (reply, "(a(susso))", &iter);
  while (g_variant_iter_next (iter, "(&su&s&s&o)", &session, &uid, NULL, NULL, NULL))
    {
      if (!g_hash_table_replace (self->sessions, g_strdup (session), GUINT_TO_POINTER (uid)))
        continue;
      read_user_again (self, uid);
    }
}

static void
list_sessions (HaulierLogonWatch *self)
{
  call_login_manager (
      self, LOGIN_PATH, MANAGER_INTERFACE, "ListSessions", NULL, "(a(susso))", sessions_listed_cb);
}

static void
session_removed (HaulierLogonWatch *self, const char *session)
{
  gpointer uid = NULL;
  gboolean known = g_hash_table_lookup_extended (self->sessions, session, NULL, &uid);

  g_hash_table_remove (self->sessions, session);
  g_signal_emit (self, signals[SIGNAL_SESSION_REMOVED], 0, session);
  if (known)
    read_user_again (self, GPOINTER_TO_UINT (uid));
}

static void
manager_signal_cb (GDBusConnection *bus,
                   const char *sender,
                   const char *path,
                   const char *interface_name,
                   const char *signal_name,
                   GVariant *parameters,
                   gpointer user_data)
{
  HaulierLogonWatch *self = user_data;
  gboolean is_session = g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(so)"));
  const char *subject = NULL;
  const char *session = NULL;
  guint32 uid = 0;

  if (!is_session && !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(uo)")))
    return;
  if (is_session)
    g_variant_get (parameters, "(&s&o)", &session, NULL);
  else
    g_variant_get (parameters, "(u&o)", &uid, &subject);
  if (g_str_equal (signal_name, "SessionNew"))
    list_sessions (self);
  else if (g_str_equal (signal_name, "SessionRemoved"))
    session_removed (self, session);
  else if (g_str_equal (signal_name, "UserNew"))
    add_user (self, uid, subject);
  else if (g_str_equal (signal_name, "UserRemoved"))
    {
      g_hash_table_remove (self->users, GUINT_TO_POINTER (uid));
      tell (self, uid);
    }
}

static void
user_changed_cb (GDBusConnection *bus,
                 const char *sender,
                 const char *path,
                 const char *interface_name,
                 const char *signal_name,
                 GVariant *parameters,
                 gpointer user_data)
{
  HaulierLogonWatch *self = user_data;
  const User *user = find_by_path (self, path);

  if (user != NULL)
    read_user (self, user);
}

static void
appeared_cb (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  HaulierLogonWatch *self = user_data;

  g_set_object (&self->looking, NULL);
  self->looking = g_cancellable_new ();
  call_login_manager (
      self, LOGIN_PATH, MANAGER_INTERFACE, "ListUsers", NULL, "(a(uso))", users_listed_cb);
  list_sessions (self);
}

static void
vanished_cb (GDBusConnection *bus, const char *name, gpointer user_data)
{
  HaulierLogonWatch *self = user_data;

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_hash_table_remove_all (self->users);
  g_hash_table_remove_all (self->sessions);
  set_service (self, HAULIER_LOGON_SERVICE_ABSENT);
}

static void
haulier_logon_watch_dispose (GObject *object)
{
  HaulierLogonWatch *self = HAULIER_LOGON_WATCH (object);

  if (self->looking != NULL)
    g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_handle_id (&self->name_id, g_bus_unwatch_name);
  if (self->bus != NULL)
    {
      g_dbus_connection_signal_unsubscribe (self->bus, self->manager_id);
      g_dbus_connection_signal_unsubscribe (self->bus, self->user_id);
    }
  g_clear_object (&self->bus);
  G_OBJECT_CLASS (haulier_logon_watch_parent_class)->dispose (object);
}

static void
haulier_logon_watch_finalize (GObject *object)
{
  HaulierLogonWatch *self = HAULIER_LOGON_WATCH (object);

  g_hash_table_unref (self->users);
  g_hash_table_unref (self->sessions);
  g_hash_table_unref (self->connected);
  g_hash_table_unref (self->told);
  G_OBJECT_CLASS (haulier_logon_watch_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, guint n_parameters, GType type)
{
  return g_signal_new (name,
                       HAULIER_TYPE_LOGON_WATCH,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       n_parameters,
                       type);
}

static void
haulier_logon_watch_class_init (HaulierLogonWatchClass *class)
{
  G_OBJECT_CLASS (class)->dispose = haulier_logon_watch_dispose;
  G_OBJECT_CLASS (class)->finalize = haulier_logon_watch_finalize;

  /* (guint uid): the answer of haulier_logon_watch_is_logged_on() is another one */
  signals[SIGNAL_CHANGED] = add_signal ("changed", 1, G_TYPE_UINT);
  /* (const char *session) */
  signals[SIGNAL_SESSION_REMOVED] = add_signal ("session-removed", 1, G_TYPE_STRING);
  signals[SIGNAL_SERVICE_CHANGED] = add_signal ("service-changed", 0, G_TYPE_NONE);
}

static void
haulier_logon_watch_init (HaulierLogonWatch *self)
{
  self->users = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) user_free);
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->connected = g_hash_table_new (NULL, NULL);
  self->told = g_hash_table_new (NULL, NULL);
}

static void
watch_bus (HaulierLogonWatch *self, GDBusConnection *bus)
{
  self->bus = g_object_ref (bus);
  self->manager_id = g_dbus_connection_signal_subscribe (bus,
                                                         LOGIN_NAME,
                                                         MANAGER_INTERFACE,
                                                         NULL,
                                                         LOGIN_PATH,
                                                         NULL,
                                                         G_DBUS_SIGNAL_FLAGS_NONE,
                                                         manager_signal_cb,
                                                         self,
                                                         NULL);
  self->user_id = g_dbus_connection_signal_subscribe (bus,
                                                      LOGIN_NAME,
                                                      PROPERTIES_INTERFACE,
                                                      "PropertiesChanged",
                                                      NULL,
                                                      USER_INTERFACE,
                                                      G_DBUS_SIGNAL_FLAGS_NONE,
                                                      user_changed_cb,
                                                      self,
                                                      NULL);
  self->name_id = g_bus_watch_name_on_connection (
      bus, LOGIN_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb, vanished_cb, self, NULL);
}

/**
 * haulier_logon_watch_new:
 * @system_bus: (nullable): where the login manager is; %NULL: nowhere
 *
 * Shape: everything is answered from a table that is kept up to date; nothing blocks. "changed"
 * has a uid, "session-removed" the id of a session, "service-changed" nothing.
 *
 * Returns: (transfer full): a watch for the users of the computer
 */
HaulierLogonWatch *
haulier_logon_watch_new (GDBusConnection *system_bus)
{
  HaulierLogonWatch *self = g_object_new (HAULIER_TYPE_LOGON_WATCH, NULL);

  if (system_bus != NULL)
    watch_bus (self, system_bus);
  else
    self->service = HAULIER_LOGON_SERVICE_ABSENT;
  return self;
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLogonWatch) self = user_data;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, NULL);

  if (bus != NULL)
    watch_bus (self, bus);
  else
    set_service (self, HAULIER_LOGON_SERVICE_ABSENT);
}

/**
 * haulier_logon_watch_new_for_computer:
 *
 * As haulier_logon_watch_new(), on the system bus, which it connects to.
 *
 * Returns: (transfer full): a watch for the users of the computer
 */
HaulierLogonWatch *
haulier_logon_watch_new_for_computer (void)
{
  HaulierLogonWatch *self = g_object_new (HAULIER_TYPE_LOGON_WATCH, NULL);

  g_bus_get (G_BUS_TYPE_SYSTEM, NULL, connected_cb, g_object_ref (self));
  return self;
}

/**
 * haulier_logon_watch_new_for_user:
 * @uid: whose engine it is
 *
 * An engine that one user started for himself ends with his session: he is logged on.
 *
 * Returns: (transfer full): a watch for which only @uid is logged on, always
 */
HaulierLogonWatch *
haulier_logon_watch_new_for_user (uid_t uid)
{
  HaulierLogonWatch *self = g_object_new (HAULIER_TYPE_LOGON_WATCH, NULL);

  self->service = HAULIER_LOGON_SERVICE_UNNEEDED;
  self->uid = uid;
  return self;
}

/**
 * haulier_logon_watch_get_service:
 * @self: the watch
 *
 * Returns: where the answers come from
 */
HaulierLogonService
haulier_logon_watch_get_service (HaulierLogonWatch *self)
{
  return self->service;
}

/**
 * haulier_logon_watch_is_logged_on:
 * @self: the watch
 * @uid: a user, not one that carries a service account
 *
 * Source: haulier_logon_state_counts().
 *
 * Returns: whether the user is logged on, as far as is known now
 */
gboolean
haulier_logon_watch_is_logged_on (HaulierLogonWatch *self, uid_t uid)
{
  const User *user = NULL;

  switch (self->service)
    {
    case HAULIER_LOGON_SERVICE_LOOKING:
      return FALSE;
    case HAULIER_LOGON_SERVICE_PRESENT:
      user = g_hash_table_lookup (self->users, GUINT_TO_POINTER (uid));
      return user != NULL && haulier_logon_state_counts (user->state);
    case HAULIER_LOGON_SERVICE_ABSENT:
      return g_hash_table_contains (self->connected, GUINT_TO_POINTER (uid));
    case HAULIER_LOGON_SERVICE_UNNEEDED:
      return uid == self->uid;
    }
  g_return_val_if_reached (FALSE);
}

/**
 * haulier_logon_watch_has_session:
 * @self: the watch
 * @session: id of a session
 *
 * Returns: whether the login manager has it
 */
gboolean
haulier_logon_watch_has_session (HaulierLogonWatch *self, const char *session)
{
  return g_hash_table_contains (self->sessions, session);
}

/**
 * haulier_logon_watch_set_connected:
 * @self: the watch
 * @uid: a user
 * @connected: whether the user has a connection to the engine
 *
 * Counts only where there is no login manager.
 */
void
haulier_logon_watch_set_connected (HaulierLogonWatch *self, uid_t uid, gboolean connected)
{
  if (connected)
    g_hash_table_add (self->connected, GUINT_TO_POINTER (uid));
  else
    g_hash_table_remove (self->connected, GUINT_TO_POINTER (uid));
  tell (self, uid);
}

/**
 * haulier_logon_watch_get_bus:
 * @self: the watch
 *
 * Returns: (transfer none) (nullable): where the login manager answers, %NULL when none does
 */
GDBusConnection *
haulier_logon_watch_get_bus (HaulierLogonWatch *self)
{
  return self->service == HAULIER_LOGON_SERVICE_PRESENT ? self->bus : NULL;
}
