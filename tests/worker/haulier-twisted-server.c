/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A small web server for one file, which can be told to answer in twisted ways. */
#include "config.h"

#include "haulier-twisted-server.h"

#include <string.h>

#define MAX_THREADS 32
#define PIECE_BYTES 16384

struct _HaulierTwistedServer
{
  GSocketService *service;
  guint16 port;
  const HaulierTwist *twists;
  guint n_twists;
  GMutex mutex; /* guards what follows */
  GCond changed;
  GPtrArray *requests; /* head of each request */
  guint n_connections;
  guint n_open; /* of them */
  gboolean released;
};

/**
 * haulier_twisted_server_byte_at:
 * @version: of the content
 * @position: in the file
 *
 * Returns: what the file has there
 */
guint8
haulier_twisted_server_byte_at (guint version, guint64 position)
{
  return (guint8) (position * 31 + position / 251 + position / 65521 + version * 101);
}

static gboolean
send_text (GOutputStream *output, const char *text)
{
  return g_output_stream_write_all (output, text, strlen (text), NULL, NULL, NULL);
}

static gboolean
send_piece (GOutputStream *output, const HaulierTwist *twist, guint64 start, gsize length)
{
  g_autofree guint8 *data = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    data[i] = haulier_twisted_server_byte_at (twist->version, start + i);
  if (twist->chunked)
    {
      g_autofree char *head = g_strdup_printf ("%zx\r\n", length);

      if (!send_text (output, head))
        return FALSE;
    }
  if (!g_output_stream_write_all (output, data, length, NULL, NULL, NULL))
    return FALSE;
  return !twist->chunked || send_text (output, "\r\n");
}

static void
wait_for_release (HaulierTwistedServer *server)
{
  g_mutex_lock (&server->mutex);
  while (!server->released)
    g_cond_wait (&server->changed, &server->mutex);
  g_mutex_unlock (&server->mutex);
}

static gboolean
send_body (HaulierTwistedServer *server,
           GOutputStream *output,
           const HaulierTwist *twist,
           guint64 start,
           guint64 end)
{
  guint64 stop = end + twist->surplus;

  if (twist->cut_at != 0)
    stop = MIN (stop, start + twist->cut_at);
  for (guint64 at = start; at < stop;)
    {
      gsize length = (gsize) MIN (PIECE_BYTES, stop - at);

      if (twist->pause_at != 0 && at - start >= twist->pause_at)
        {
          g_output_stream_flush (output, NULL, NULL);
          wait_for_release (server);
        }
      if (!send_piece (output, twist, at, length))
        return FALSE;
      at += length;
    }
  if (twist->cut_at != 0 && stop < end)
    return FALSE;
  return !twist->chunked || send_text (output, "0\r\n\r\n");
}

static char *
find_header (const char *head, const char *name)
{
  g_autofree char *start = g_strdup_printf ("\r\n%s: ", name);
  const char *found = strstr (head, start);

  if (found == NULL)
    return NULL;
  found += strlen (start);
  return g_strndup (found, strcspn (found, "\r"));
}

static gboolean
wants_part (const HaulierTwist *twist, const char *head, guint64 *out_start, guint64 *out_end)
{
  g_autofree char *range = find_header (head, "Range");
  g_autofree char *condition = find_header (head, "If-Range");
  char *rest = NULL;
  gboolean fits = TRUE;

  if (range == NULL || twist->ignore_range || !g_str_has_prefix (range, "bytes="))
    return FALSE;
  if (condition != NULL && !twist->ignore_if_range)
    fits = twist->date_only ? g_strcmp0 (condition, twist->last_modified) == 0
                            : g_strcmp0 (condition, twist->etag) == 0
                                  || g_strcmp0 (condition, twist->last_modified) == 0;
  if (!fits)
    return FALSE;
  *out_start = g_ascii_strtoull (range + strlen ("bytes="), &rest, 10);
  *out_end = twist->size;
  if (*rest == '-' && g_ascii_isdigit (rest[1]))
    *out_end = MIN (g_ascii_strtoull (rest + 1, NULL, 10) + 1, twist->size);
  return TRUE;
}

static void
add_common_headers (GString *answer, const HaulierTwist *twist)
{
  g_string_append (answer, "Date: Tue, 14 Nov 2023 23:00:00 GMT\r\n");
  if (twist->etag != NULL)
    g_string_append_printf (answer, "ETag: %s\r\n", twist->etag);
  if (twist->last_modified != NULL)
    g_string_append_printf (answer, "Last-Modified: %s\r\n", twist->last_modified);
  if (twist->headers != NULL)
    g_string_append (answer, twist->headers);
  if (twist->chunked)
    g_string_append (answer, "Transfer-Encoding: chunked\r\n");
}

static gboolean
is_logged_in (const HaulierTwist *twist, const char *head)
{
  g_autofree char *login = find_header (head, "Authorization");

  return twist->login == NULL || g_strcmp0 (login, twist->login) == 0;
}

static gboolean
answer_request (HaulierTwistedServer *server,
                GOutputStream *output,
                const HaulierTwist *twist,
                const char *head)
{
  g_autoptr (GString) answer = g_string_new (NULL);
  guint64 start = 0;
  guint64 end = twist->size;
  gboolean part = wants_part (twist, head, &start, &end);

  if (twist->raw != NULL)
    {
      (void) send_text (output, twist->raw);
      return FALSE;
    }
  if (!is_logged_in (twist, head))
    {
      g_string_append_printf (answer,
                              "HTTP/1.1 401 Who?\r\nContent-Length: 4\r\n%s\r\nwho?",
                              twist->offers != NULL ? twist->offers : "");
      return send_text (output, answer->str);
    }
  if (part && start >= twist->size)
    {
      g_string_append_printf (answer,
                              "HTTP/1.1 416 Beyond\r\nContent-Length: 0\r\nContent-Range: bytes "
                              "*/%" G_GUINT64_FORMAT "\r\n\r\n",
                              twist->size);
      return send_text (output, answer->str);
    }
  start += part ? twist->shift : 0;
  if (twist->status_line != NULL)
    g_string_append (answer, twist->status_line);
  else
    g_string_append (answer, part ? "HTTP/1.1 206 Part\r\n" : "HTTP/1.1 200 OK\r\n");
  if (part)
    g_string_append_printf (answer,
                            "Content-Range: bytes %" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT
                            "/%" G_GUINT64_FORMAT "\r\n",
                            start,
                            end - 1,
                            twist->size);
  if (!twist->no_length && !twist->chunked)
    g_string_append_printf (answer, "Content-Length: %" G_GUINT64_FORMAT "\r\n", end - start);
  add_common_headers (answer, twist);
  g_string_append (answer, "\r\n");
  return send_text (output, answer->str) && send_body (server, output, twist, start, end)
         && !twist->no_length;
}

static char *
read_head (GDataInputStream *input)
{
  g_autoptr (GString) head = g_string_new ("\r\n");

  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);

      if (line == NULL)
        return NULL;
      g_strchomp (line);
      if (*line == '\0')
        return g_string_free (g_steal_pointer (&head), FALSE);
      g_string_append_printf (head, "%s\r\n", line);
    }
}

static const HaulierTwist *
note_request (HaulierTwistedServer *server, const char *head)
{
  guint position = 0;

  g_mutex_lock (&server->mutex);
  position = server->requests->len;
  g_ptr_array_add (server->requests, g_strdup (head));
  g_mutex_unlock (&server->mutex);
  return &server->twists[MIN (position, server->n_twists - 1)];
}

static gboolean
on_run (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  HaulierTwistedServer *server = user_data;
  g_autoptr (GDataInputStream) input
      = g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  gboolean again = TRUE;

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  g_mutex_lock (&server->mutex);
  server->n_connections++;
  server->n_open++;
  g_mutex_unlock (&server->mutex);
  while (again)
    {
      g_autofree char *head = read_head (input);

      again = head != NULL && answer_request (server, output, note_request (server, head), head);
    }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  g_mutex_lock (&server->mutex);
  server->n_open--;
  g_cond_broadcast (&server->changed);
  g_mutex_unlock (&server->mutex);
  return TRUE;
}

/**
 * haulier_twisted_server_new:
 * @twists: how to answer the first, the second… request; the last one counts for all that follow
 * @n_twists: how many
 *
 * Returns: (transfer full): a running server
 */
HaulierTwistedServer *
haulier_twisted_server_new (const HaulierTwist *twists, guint n_twists)
{
  HaulierTwistedServer *server = g_new0 (HaulierTwistedServer, 1);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;

  g_mutex_init (&server->mutex);
  g_cond_init (&server->changed);
  server->twists = twists;
  server->n_twists = n_twists;
  server->requests = g_ptr_array_new_with_free_func (g_free);
  server->service = g_threaded_socket_service_new (MAX_THREADS);
  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (server->service),
                                                address,
                                                G_SOCKET_TYPE_STREAM,
                                                G_SOCKET_PROTOCOL_TCP,
                                                NULL,
                                                &bound,
                                                NULL));
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (server->service, "run", G_CALLBACK (on_run), server);
  g_socket_service_start (server->service);
  return server;
}

/**
 * haulier_twisted_server_free:
 * @server: (nullable): a server; connections must be closed by the other side
 */
void
haulier_twisted_server_free (HaulierTwistedServer *server)
{
  if (server == NULL)
    return;
  haulier_twisted_server_release (server);
  g_socket_service_stop (server->service);
  g_socket_listener_close (G_SOCKET_LISTENER (server->service));
  g_mutex_lock (&server->mutex);
  while (server->n_open > 0)
    g_cond_wait (&server->changed, &server->mutex);
  g_mutex_unlock (&server->mutex);
  g_signal_handlers_disconnect_by_data (server->service, server);
  g_object_unref (server->service);
  g_ptr_array_unref (server->requests);
  g_mutex_clear (&server->mutex);
  g_cond_clear (&server->changed);
  g_free (server);
}

/**
 * haulier_twisted_server_dup_address:
 * @server: a server
 * @path: with its slash
 *
 * Returns: (transfer full): an address
 */
char *
haulier_twisted_server_dup_address (HaulierTwistedServer *server, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", server->port, path);
}

/**
 * haulier_twisted_server_get_n_requests:
 * @server: a server
 *
 * Returns: how many requests came
 */
guint
haulier_twisted_server_get_n_requests (HaulierTwistedServer *server)
{
  guint count = 0;

  g_mutex_lock (&server->mutex);
  count = server->requests->len;
  g_mutex_unlock (&server->mutex);
  return count;
}

/**
 * haulier_twisted_server_get_n_connections:
 * @server: a server
 *
 * Returns: how many connections were opened
 */
guint
haulier_twisted_server_get_n_connections (HaulierTwistedServer *server)
{
  guint count = 0;

  g_mutex_lock (&server->mutex);
  count = server->n_connections;
  g_mutex_unlock (&server->mutex);
  return count;
}

/**
 * haulier_twisted_server_dup_request:
 * @server: a server
 * @position: below the number of requests
 *
 * Returns: (transfer full): the head of a request
 */
char *
haulier_twisted_server_dup_request (HaulierTwistedServer *server, guint position)
{
  char *head = NULL;

  g_mutex_lock (&server->mutex);
  g_assert_cmpuint (position, <, server->requests->len);
  head = g_strdup (g_ptr_array_index (server->requests, position));
  g_mutex_unlock (&server->mutex);
  return head;
}

/**
 * haulier_twisted_server_release:
 * @server: a server
 *
 * Lets answers that are paused go on.
 */
void
haulier_twisted_server_release (HaulierTwistedServer *server)
{
  g_mutex_lock (&server->mutex);
  server->released = TRUE;
  g_cond_broadcast (&server->changed);
  g_mutex_unlock (&server->mutex);
}
