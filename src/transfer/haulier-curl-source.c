/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* All transfers of libcurl as one source of the main loop, and one descriptor for it to wait for:
 * what changes a source of GLib wakes the loop, which is awake. */
#include "config.h"

#include "haulier-curl-source.h"

#include <glib/gstdio.h>
#include <sys/epoll.h>

/* Idle connections that are kept: those of the files of several jobs, no more than a server bears.
 */
#define MAX_KEPT_CONNECTIONS 64

/* What is taken from the kernel at once; more waits for the next round. */
#define MAX_EVENTS 64

typedef struct
{
  curl_socket_t fd;
  guint32 wanted;   /* EPOLLIN and EPOLLOUT; 0: libcurl has let go of it */
  guint32 watched;  /* what the kernel was told */
  gboolean changed; /* the kernel is to be told, since it may be another socket of that number */
} Socket;

struct _HaulierCurlSource
{
  GSource parent;
  CURLM *multi;
  HaulierCurlDoneFunc done;
  HaulierCurlRoundFunc round;
  gpointer user_data;
  gint64 due;      /* monotonic microseconds when libcurl wants to act by itself; -1 is never */
  GArray *sockets; /* Socket */
  gboolean changed;
  int epoll;
};

static guint32
events_from_poll (int what)
{
  switch (what)
    {
    case CURL_POLL_IN:
      return EPOLLIN;
    case CURL_POLL_OUT:
      return EPOLLOUT;
    case CURL_POLL_INOUT:
      return EPOLLIN | EPOLLOUT;
    default:
      return 0;
    }
}

static Socket *
find_socket (const HaulierCurlSource *self, curl_socket_t fd)
{
  for (guint i = 0; i < self->sockets->len; i++)
    {
      Socket *socket = &g_array_index (self->sockets, Socket, i);

      if (socket->fd == fd)
        return socket;
    }
  return NULL;
}

/* libcurl lets go of a socket at the end of each request, and takes it back for the next one: the
 * kernel is told what has come of it before the main loop waits. */
static int
on_socket (CURL *easy, curl_socket_t fd, int what, void *user_data, void *socket_data)
{
  HaulierCurlSource *self = user_data;
  Socket *socket = find_socket (self, fd);

  if (socket == NULL)
    {
      Socket fresh = { .fd = fd };

      g_array_append_val (self->sockets, fresh);
      socket = &g_array_index (self->sockets, Socket, self->sockets->len - 1);
    }
  socket->wanted = events_from_poll (what);
  socket->changed = TRUE;
  self->changed = TRUE;
  return 0;
}

static void
tell_kernel (HaulierCurlSource *self, Socket *socket)
{
  struct epoll_event event = { .events = socket->wanted, .data.fd = socket->fd };

  if (socket->wanted == 0 && socket->watched != 0)
    (void) epoll_ctl (self->epoll, EPOLL_CTL_DEL, socket->fd, NULL);
  /* One that was closed is not watched any more, whoever has its number now. */
  if (socket->wanted != 0
      && (socket->watched == 0 || epoll_ctl (self->epoll, EPOLL_CTL_MOD, socket->fd, &event) != 0))
    (void) epoll_ctl (self->epoll, EPOLL_CTL_ADD, socket->fd, &event);
  socket->watched = socket->wanted;
  socket->changed = FALSE;
}

static void
watch_sockets (HaulierCurlSource *self)
{
  if (!self->changed)
    return;
  self->changed = FALSE;
  for (guint i = self->sockets->len; i > 0; i--)
    {
      Socket *socket = &g_array_index (self->sockets, Socket, i - 1);

      if (socket->changed)
        tell_kernel (self, socket);
      if (socket->wanted == 0)
        g_array_remove_index_fast (self->sockets, i - 1);
    }
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
  const Socket *socket = find_socket (self, fd);

  return socket != NULL && socket->wanted != 0;
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
mask_from_events (guint32 events)
{
  int mask = 0;

  if (events & (EPOLLIN | EPOLLHUP))
    mask |= CURL_CSELECT_IN;
  if (events & EPOLLOUT)
    mask |= CURL_CSELECT_OUT;
  if (events & EPOLLERR)
    mask |= CURL_CSELECT_ERR;
  return mask;
}

/* One of which libcurl has let go meanwhile means nothing to it. */
static void
act_on_sockets (HaulierCurlSource *self)
{
  struct epoll_event events[MAX_EVENTS];
  int count = epoll_wait (self->epoll, events, MAX_EVENTS, 0);
  int running = 0;

  for (int i = 0; i < count; i++)
    curl_multi_socket_action (
        self->multi, events[i].data.fd, mask_from_events (events[i].events), &running);
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
  watch_sockets (self);
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

  g_array_unref (self->sockets);
  (void) g_close (self->epoll, NULL);
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
  self->sockets = g_array_new (FALSE, FALSE, sizeof (Socket));
  self->epoll = epoll_create1 (EPOLL_CLOEXEC);
  g_assert (self->epoll >= 0);
  g_source_add_unix_fd (source, self->epoll, G_IO_IN);
  self->multi = curl_multi_init ();
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt (self->multi, CURLMOPT_SOCKETDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt (self->multi, CURLMOPT_TIMERDATA, self);
  curl_multi_setopt (self->multi, CURLMOPT_MAXCONNECTS, (long) MAX_KEPT_CONNECTIONS);
  g_source_set_name (source, "curl");
  /* Else the descriptor would be taken out of the loop while something is dispatched, and the loop
   * be woken for that. Nothing that is dispatched runs the loop. */
  g_source_set_can_recurse (source, TRUE);
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
