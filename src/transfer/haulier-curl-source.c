/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* All transfers of libcurl as one source of the main loop. */
#include "config.h"

#include "haulier-curl-source.h"

/* Idle connections that are kept: those of the files of several jobs, no more than a server bears.
 */
#define MAX_KEPT_CONNECTIONS 64

typedef struct
{
  curl_socket_t fd;
  gpointer tag;  /* of g_source_add_unix_fd() */
  gboolean gone; /* removed while the list is walked */
} Socket;

struct _HaulierCurlSource
{
  GSource parent;
  CURLM *multi;
  HaulierCurlDoneFunc done;
  HaulierCurlRoundFunc round;
  gpointer user_data;
  gint64 due;         /* monotonic microseconds when libcurl wants to act by itself; -1 is never */
  GPtrArray *sockets; /* Socket */
  gboolean walking;
};

static GIOCondition
condition_from_poll (int what)
{
  switch (what)
    {
    case CURL_POLL_IN:
      return G_IO_IN | G_IO_HUP | G_IO_ERR;
    case CURL_POLL_OUT:
      return G_IO_OUT | G_IO_HUP | G_IO_ERR;
    case CURL_POLL_INOUT:
      return G_IO_IN | G_IO_OUT | G_IO_HUP | G_IO_ERR;
    default:
      return 0;
    }
}

static int
on_socket (CURL *easy, curl_socket_t fd, int what, void *user_data, void *socket_data)
{
  HaulierCurlSource *self = user_data;
  Socket *socket = socket_data;

  if (what == CURL_POLL_REMOVE)
    {
      if (socket == NULL)
        return 0;
      g_source_remove_unix_fd ((GSource *) self, socket->tag);
      curl_multi_assign (self->multi, fd, NULL);
      socket->gone = TRUE;
      if (!self->walking)
        g_ptr_array_remove_fast (self->sockets, socket);
      return 0;
    }
  if (socket != NULL)
    {
      g_source_modify_unix_fd ((GSource *) self, socket->tag, condition_from_poll (what));
      return 0;
    }
  socket = g_new0 (Socket, 1);
  socket->fd = fd;
  socket->tag = g_source_add_unix_fd ((GSource *) self, fd, condition_from_poll (what));
  g_ptr_array_add (self->sockets, socket);
  curl_multi_assign (self->multi, fd, socket);
  return 0;
}

/* The time is not the source's own ready time: to set that wakes the main loop, which is awake. */
static int
on_timer (CURLM *multi, long timeout_ms, void *user_data)
{
  HaulierCurlSource *self = user_data;

  if (timeout_ms < 0)
    self->due = -1;
  else if (timeout_ms == 0)
    self->due = 0;
  else
    self->due = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  return 0;
}

static gboolean
is_in_use (const HaulierCurlSource *self, curl_socket_t fd)
{
  for (guint i = 0; i < self->sockets->len; i++)
    {
      const Socket *socket = g_ptr_array_index (self->sockets, i);

      if (socket->fd == fd && !socket->gone)
        return TRUE;
    }
  return FALSE;
}

/* Several transfers may end in one step: the list is read until it is empty. */
static void
finish_transfers (HaulierCurlSource *self)
{
  CURLMsg *message = NULL;
  int left = 0;

  while ((message = curl_multi_info_read (self->multi, &left)) != NULL)
    {
      CURL *easy = message->easy_handle;
      CURLcode result = message->data.result;

      curl_socket_t socket = CURL_SOCKET_BAD;

      if (message->msg != CURLMSG_DONE)
        continue;
      curl_easy_getinfo (easy, CURLINFO_ACTIVESOCKET, &socket);
      if (socket != CURL_SOCKET_BAD && is_in_use (self, socket))
        socket = HAULIER_CURL_SOCKET_IN_USE;
      curl_multi_remove_handle (self->multi, easy);
      self->done (easy, result, socket);
    }
}

static int
mask_from_condition (GIOCondition condition)
{
  int mask = 0;

  if (condition & (G_IO_IN | G_IO_HUP))
    mask |= CURL_CSELECT_IN;
  if (condition & G_IO_OUT)
    mask |= CURL_CSELECT_OUT;
  if (condition & G_IO_ERR)
    mask |= CURL_CSELECT_ERR;
  return mask;
}

static void
act_on_sockets (HaulierCurlSource *self)
{
  int running = 0;

  self->walking = TRUE;
  for (guint i = 0; i < self->sockets->len; i++)
    {
      Socket *socket = g_ptr_array_index (self->sockets, i);
      GIOCondition condition = 0;

      if (!socket->gone)
        condition = g_source_query_unix_fd ((GSource *) self, socket->tag);
      if (condition != 0)
        curl_multi_socket_action (
            self->multi, socket->fd, mask_from_condition (condition), &running);
    }
  self->walking = FALSE;
  for (guint i = self->sockets->len; i > 0; i--)
    {
      if (((Socket *) g_ptr_array_index (self->sockets, i - 1))->gone)
        g_ptr_array_remove_index_fast (self->sockets, i - 1);
    }
}

static gboolean
is_due (HaulierCurlSource *self)
{
  return self->due == 0 || (self->due > 0 && self->due <= g_source_get_time ((GSource *) self));
}

static void
act_when_due (HaulierCurlSource *self)
{
  int running = 0;

  if (!is_due (self))
    return;
  self->due = -1;
  curl_multi_socket_action (self->multi, CURL_SOCKET_TIMEOUT, 0, &running);
}

static gboolean
curl_source_prepare (GSource *source, gint *timeout)
{
  HaulierCurlSource *self = (HaulierCurlSource *) source;

  *timeout = -1;
  if (is_due (self))
    return TRUE;
  if (self->due > 0)
    *timeout = (gint) MIN ((self->due - g_source_get_time (source) + 999) / 1000, G_MAXINT);
  return FALSE;
}

/* The main loop itself looks whether something came. */
static gboolean
curl_source_check (GSource *source)
{
  return is_due ((HaulierCurlSource *) source);
}

static gboolean
curl_source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  HaulierCurlSource *self = (HaulierCurlSource *) source;

  act_on_sockets (self);
  act_when_due (self);
  finish_transfers (self);
  /* What follows what has ended is sent before anything else is looked at. */
  act_when_due (self);
  finish_transfers (self);
  self->round (self->user_data);
  return G_SOURCE_CONTINUE;
}

static void
curl_source_finalize (GSource *source)
{
  HaulierCurlSource *self = (HaulierCurlSource *) source;

  g_ptr_array_unref (self->sockets);
}

static const GSourceFuncs curl_source_funcs = {
  .prepare = curl_source_prepare,
  .check = curl_source_check,
  .dispatch = curl_source_dispatch,
  .finalize = curl_source_finalize,
};

/**
 * haulier_curl_source_new:
 * @context: where transfers run
 * @done: called for each transfer that ended
 * @round: called after everything that had arrived was delivered
 * @user_data: for @round
 *
 * Shape: one source for all transfers; sleeps without any timer when there is none.
 *
 * Returns: (transfer full): an attached source
 */
HaulierCurlSource *
haulier_curl_source_new (GMainContext *context,
                         HaulierCurlDoneFunc done,
                         HaulierCurlRoundFunc round,
                         gpointer user_data)
{
  GSource *source = g_source_new ((GSourceFuncs *) &curl_source_funcs, sizeof (HaulierCurlSource));
  HaulierCurlSource *self = (HaulierCurlSource *) source;

  self->due = -1;
  self->done = done;
  self->round = round;
  self->user_data = user_data;
  self->sockets = g_ptr_array_new_with_free_func (g_free);
  self->multi = curl_multi_init ();
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_MAXCONNECTS, (long) MAX_KEPT_CONNECTIONS);
  g_source_set_name (source, "curl");
  g_source_attach (source, context);
  return self;
}

/**
 * haulier_curl_source_free:
 * @source: (nullable): a source without running transfers
 */
void
haulier_curl_source_free (HaulierCurlSource *source)
{
  if (source == NULL)
    return;
  curl_multi_cleanup (source->multi);
  g_source_destroy ((GSource *) source);
  g_source_unref ((GSource *) source);
}

/**
 * haulier_curl_source_add:
 * @source: the source
 * @easy: a handle that is ready to run
 *
 * Starts a transfer.
 */
void
haulier_curl_source_add (HaulierCurlSource *source, CURL *easy)
{
  curl_multi_add_handle (source->multi, easy);
}

/**
 * haulier_curl_source_remove:
 * @source: the source
 * @easy: a running handle
 *
 * Ends a transfer at once; #HaulierCurlDoneFunc is not called for it. Not from one of its
 * callbacks.
 */
void
haulier_curl_source_remove (HaulierCurlSource *source, CURL *easy)
{
  curl_multi_remove_handle (source->multi, easy);
}
