/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The line to an engine: opened once, and mended by itself whenever the engine or the bus goes. */
#include "config.h"

#include "haulier-engine-link.h"

#include "haulier-bus-finder.h"
#include "haulier-bus-names.h"
#include "haulier-engine-starter.h"

/* The engine is started again at once when it vanishes, then after a growing pause. */
#define RESTART_PAUSE_MAX_SEC 30

struct _HaulierEngineLink
{
  GObject parent_instance;

  GBusType bus_type;
  GDBusConnection *bus;
  char *address; /* (nullable): of a session bus */
  char *engine;  /* (nullable): unique name of the engine; NULL while there is none */
  guint name_watch;
  GCancellable *cancellable; /* of everything that goes on by itself */
  GTask *opening;            /* (nullable) */
  GSource *restart;          /* (nullable) */
  guint restart_pause_sec;
};

enum
{
  SIGNAL_ENGINE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HaulierEngineLink, haulier_engine_link, G_TYPE_OBJECT)

static void start_engine (HaulierEngineLink *self);
static void open_bus (HaulierEngineLink *self);

static void
finish_opening (HaulierEngineLink *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->opening);

  if (task == NULL)
    g_clear_error (&error);
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
on_restart_time (gpointer user_data)
{
  HaulierEngineLink *self = user_data;

  g_clear_pointer (&self->restart, g_source_unref);
  if (self->bus == NULL || g_dbus_connection_is_closed (self->bus))
    open_bus (self);
  else
    start_engine (self);
  return G_SOURCE_REMOVE;
}

static void
restart_later (HaulierEngineLink *self)
{
  if (self->restart != NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  self->restart = g_timeout_source_new_seconds (self->restart_pause_sec);
  self->restart_pause_sec = CLAMP (2 * self->restart_pause_sec, 1, RESTART_PAUSE_MAX_SEC);
  g_source_set_callback (self->restart, on_restart_time, self, NULL);
  g_source_attach (self->restart, g_main_context_get_thread_default ());
}

static void
set_engine (HaulierEngineLink *self, const char *owner)
{
  if (g_strcmp0 (self->engine, owner) == 0)
    return;
  g_free (self->engine);
  self->engine = g_strdup (owner);
  if (owner != NULL)
    self->restart_pause_sec = 0;
  g_signal_emit (self, signals[SIGNAL_ENGINE_CHANGED], 0);
}

static void
on_name_appeared (GDBusConnection *bus, const char *name, const char *owner, gpointer user_data)
{
  set_engine (user_data, owner);
}

static void
on_name_vanished (GDBusConnection *bus, const char *name, gpointer user_data)
{
  g_autoptr (HaulierEngineLink) self = g_object_ref (user_data);

  if (self->engine == NULL)
    return; /* the watch begins before the engine has its name, or told so already */
  set_engine (self, NULL);
  restart_later (self);
}

static void
watch_name (HaulierEngineLink *self)
{
  if (self->name_watch == 0)
    self->name_watch = g_bus_watch_name_on_connection (self->bus,
                                                       HAULIER_BUS_NAME,
                                                       G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                       on_name_appeared,
                                                       on_name_vanished,
                                                       self,
                                                       NULL);
}

static void
on_engine_ready (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierEngineLink) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *owner = haulier_engine_starter_ensure_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && g_cancellable_is_cancelled (self->cancellable))
    return;
  if (owner == NULL && self->opening == NULL)
    {
      /* That of the computer is somebody else's to start: the bus tells when it is there. */
      if (!haulier_engine_link_is_system (self))
        restart_later (self);
      return;
    }
  if (owner != NULL)
    {
      set_engine (self, owner);
      watch_name (self);
    }
  finish_opening (self, g_steal_pointer (&error));
}

static void
start_engine (HaulierEngineLink *self)
{
  haulier_engine_starter_ensure_async (
      self->bus, self->address, self->cancellable, on_engine_ready, g_object_ref (self));
}

static void
close_bus (HaulierEngineLink *self)
{
  if (self->name_watch != 0)
    g_bus_unwatch_name (self->name_watch);
  self->name_watch = 0;
  set_engine (self, NULL);
  if (self->bus != NULL)
    g_signal_handlers_disconnect_by_data (self->bus, self);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->address, g_free);
}

static void
on_bus_closed (GDBusConnection *bus,
               gboolean remote_peer_vanished,
               GError *error,
               gpointer user_data)
{
  g_autoptr (HaulierEngineLink) self = g_object_ref (user_data);

  close_bus (self);
  restart_later (self);
}

static void
on_bus_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierEngineLink) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GDBusConnection) bus = haulier_bus_finder_open_finish (result, &address, &error);

  if (bus != NULL)
    {
      close_bus (self);
      if (self->bus_type == G_BUS_TYPE_SYSTEM)
        g_clear_pointer (&address, g_free);
      self->bus = g_steal_pointer (&bus);
      self->address = g_steal_pointer (&address);
      g_signal_connect (self->bus, "closed", G_CALLBACK (on_bus_closed), self);
      if (haulier_engine_link_is_system (self))
        watch_name (self);
      start_engine (self);
    }
  else if (self->opening != NULL)
    {
      finish_opening (self, g_steal_pointer (&error));
    }
  else
    {
      restart_later (self);
    }
}

static void
open_bus (HaulierEngineLink *self)
{
  haulier_bus_finder_open_async (
      self->bus_type, self->cancellable, on_bus_open, g_object_ref (self));
}

static void
haulier_engine_link_dispose (GObject *object)
{
  haulier_engine_link_close (HAULIER_ENGINE_LINK (object));
  G_OBJECT_CLASS (haulier_engine_link_parent_class)->dispose (object);
}

static void
haulier_engine_link_finalize (GObject *object)
{
  HaulierEngineLink *self = HAULIER_ENGINE_LINK (object);

  g_clear_object (&self->cancellable);
  g_free (self->engine);
  G_OBJECT_CLASS (haulier_engine_link_parent_class)->finalize (object);
}

static void
haulier_engine_link_class_init (HaulierEngineLinkClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = haulier_engine_link_dispose;
  object_class->finalize = haulier_engine_link_finalize;

  signals[SIGNAL_ENGINE_CHANGED] = g_signal_new ("engine-changed",
                                                 HAULIER_TYPE_ENGINE_LINK,
                                                 G_SIGNAL_RUN_LAST,
                                                 0,
                                                 NULL,
                                                 NULL,
                                                 NULL,
                                                 G_TYPE_NONE,
                                                 0);
}

static void
haulier_engine_link_init (HaulierEngineLink *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * haulier_engine_link_new:
 * @bus_type: where the engine is: that of the user, or that of the computer
 *
 * Returns: (transfer full): a link that is not open
 */
HaulierEngineLink *
haulier_engine_link_new (GBusType bus_type)
{
  HaulierEngineLink *self = g_object_new (HAULIER_TYPE_ENGINE_LINK, NULL);

  self->bus_type = bus_type;
  return self;
}

/**
 * haulier_engine_link_open_async:
 * @self: a link that is not open
 * @cancellable: (nullable): to stop waiting
 * @callback: called when there is an engine, or none can be had
 * @user_data: for @callback
 *
 * Finds the bus and makes sure that an engine is on it; from then on the link mends itself. One to
 * the engine of the computer waits for an engine even if there was none.
 */
void
haulier_engine_link_open_async (HaulierEngineLink *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (self->opening == NULL);

  self->opening = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->opening, haulier_engine_link_open_async);
  open_bus (self);
}

/**
 * haulier_engine_link_open_finish:
 * @self: a link
 * @result: as given to the callback
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_SERVER_UNAVAILABLE.
 *
 * Returns: whether there is an engine
 */
gboolean
haulier_engine_link_open_finish (HaulierEngineLink *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * haulier_engine_link_close:
 * @self: a link
 *
 * Leaves the bus for good. The engine goes on.
 */
void
haulier_engine_link_close (HaulierEngineLink *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->restart != NULL)
    g_source_destroy (self->restart);
  g_clear_pointer (&self->restart, g_source_unref);
  close_bus (self);
}

/**
 * haulier_engine_link_is_system:
 * @self: a link
 *
 * Returns: whether it leads to the engine of the computer
 */
gboolean
haulier_engine_link_is_system (HaulierEngineLink *self)
{
  return self->bus_type == G_BUS_TYPE_SYSTEM;
}

/**
 * haulier_engine_link_get_bus:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): the bus
 */
GDBusConnection *
haulier_engine_link_get_bus (HaulierEngineLink *self)
{
  return self->bus;
}

/**
 * haulier_engine_link_get_engine:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): the engine's unique name, or %NULL while there is none
 */
const char *
haulier_engine_link_get_engine (HaulierEngineLink *self)
{
  return self->engine;
}
