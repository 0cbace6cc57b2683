/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Is there a network, and does it cost: facts from GNetworkMonitor, with one signal. */
#include "config.h"

#include "haulier-network-watch.h"

#include "haulier-uri.h"

struct _HaulierNetworkWatch
{
  GObject parent_instance;

  GNetworkMonitor *monitor;
  gulong changed_id;
  gulong metered_id;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (HaulierNetworkWatch, haulier_network_watch, G_TYPE_OBJECT)

static void
emit_changed (HaulierNetworkWatch *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
haulier_network_watch_dispose (GObject *object)
{
  HaulierNetworkWatch *self = HAULIER_NETWORK_WATCH (object);

  g_clear_signal_handler (&self->changed_id, self->monitor);
  g_clear_signal_handler (&self->metered_id, self->monitor);
  G_OBJECT_CLASS (haulier_network_watch_parent_class)->dispose (object);
}

static void
haulier_network_watch_class_init (HaulierNetworkWatchClass *class)
{
  G_OBJECT_CLASS (class)->dispose = haulier_network_watch_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new (
      "changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
haulier_network_watch_init (HaulierNetworkWatch *self)
{
  self->monitor = g_network_monitor_get_default ();
  self->changed_id = g_signal_connect_swapped (
      self->monitor, "network-changed", G_CALLBACK (emit_changed), self);
  self->metered_id = g_signal_connect_swapped (
      self->monitor, "notify::network-metered", G_CALLBACK (emit_changed), self);
}

/* Connecting a datagram socket looks the route up and sends nothing. */
static gboolean
has_route (GInetAddress *address)
{
  g_autoptr (GSocketAddress) target = g_inet_socket_address_new (address, 9);
  g_autoptr (GSocket) socket = g_socket_new (
      g_inet_address_get_family (address), G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);

  return socket != NULL && g_socket_connect (socket, target, NULL, NULL);
}

/**
 * haulier_network_watch_new:
 *
 * Returns: (transfer full): a watch; "changed" is emitted when an answer may be another one
 */
HaulierNetworkWatch *
haulier_network_watch_new (void)
{
  return g_object_new (HAULIER_TYPE_NETWORK_WATCH, NULL);
}

/**
 * haulier_network_watch_is_metered:
 * @self: the watch
 *
 * Returns: whether traffic costs
 */
gboolean
haulier_network_watch_is_metered (HaulierNetworkWatch *self)
{
  return g_network_monitor_get_network_metered (self->monitor);
}

/**
 * haulier_network_watch_is_available:
 * @self: the watch
 * @remote: an address
 *
 * Tells whether an attempt makes sense. Without a default route, an address literal on a network
 * that has a route of its own still counts; this never asks a name server.
 *
 * Returns: whether there is a way to @remote
 */
gboolean
haulier_network_watch_is_available (HaulierNetworkWatch *self, const char *remote)
{
  g_autofree char *host = NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (g_network_monitor_get_network_available (self->monitor) || haulier_uri_is_loopback (remote))
    return TRUE;
  host = haulier_uri_dup_host (remote);
  address = g_inet_address_new_from_string (host);
  return address != NULL && has_route (address);
}
