/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The private connection to the engine, which a program of this room inherits. */
#include "config.h"

#include "haulier-engine-connection.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>
#include <sys/socket.h>

#include "haulier-error.h"

#define CONNECTION_FD 3

/**
 * haulier_engine_connection_new:
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the connection, not processing messages yet
 */
GDBusConnection *
haulier_engine_connection_new (GError **error)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketConnection) stream = NULL;

  if (fcntl (CONNECTION_FD, F_SETFD, FD_CLOEXEC) != 0)
    {
      g_set_error (
          error, G_IO_ERROR, G_IO_ERROR_FAILED, "there is no descriptor %d", CONNECTION_FD);
      return NULL;
    }
  socket = g_socket_new_from_fd (CONNECTION_FD, error);
  if (socket == NULL)
    return NULL;
  stream = g_socket_connection_factory_create_connection (socket);
  return g_dbus_connection_new_sync (G_IO_STREAM (stream),
                                     NULL,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                         | G_DBUS_CONNECTION_FLAGS_DELAY_MESSAGE_PROCESSING,
                                     NULL,
                                     NULL,
                                     error);
}

static gboolean
is_packet_socket (int fd)
{
  socklen_t length = sizeof (int);
  int type = 0;

  return getsockopt (fd, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && type == SOCK_SEQPACKET;
}

/**
 * haulier_engine_connection_take_channel:
 * @invocation: a call
 * @handle: number of a descriptor that came with it
 * @error: return location
 *
 * Returns: (transfer full): the descriptor, a socket of packets, or -1
 */
int
haulier_engine_connection_take_channel (GDBusMethodInvocation *invocation,
                                        gint32 handle,
                                        GError **error)
{
  GUnixFDList *list
      = g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation));
  int fd = list != NULL && handle >= 0 && handle < g_unix_fd_list_get_length (list)
               ? g_unix_fd_list_get (list, handle, NULL)
               : -1;

  if (fd >= 0 && is_packet_socket (fd))
    return fd;
  if (fd >= 0)
    (void) g_close (fd, NULL);
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               "take the channel for files: there is no socket of packets");
  return -1;
}
