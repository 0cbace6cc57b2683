/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The way to a process that opens files for this one. */
#include "config.h"

#include "haulier-file-channel.h"

#include "haulier-file-packet.h"

#include <glib/gstdio.h>
#include <sys/socket.h>

/* A disk may need long for a sync; a process that does not answer at all must not keep the files of
 * others waiting for ever. */
#define ANSWER_TIMEOUT_SEC 120

struct _HaulierFileChannel
{
  gatomicrefcount references;
  GMutex mutex; /* one question at a time */
  int socket;
  gboolean broken; /* nothing is asked any more */
};

/**
 * haulier_file_channel_new:
 * @socket: (transfer full): a socket of packets
 *
 * Returns: (transfer full): a channel
 */
HaulierFileChannel *
haulier_file_channel_new (int socket)
{
  HaulierFileChannel *channel = g_new0 (HaulierFileChannel, 1);
  const struct timeval timeout = { .tv_sec = ANSWER_TIMEOUT_SEC };

  g_atomic_ref_count_init (&channel->references);
  g_mutex_init (&channel->mutex);
  channel->socket = socket;
  (void) setsockopt (socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
  (void) setsockopt (socket, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
  return channel;
}

/**
 * haulier_file_channel_ref:
 * @channel: a channel
 *
 * Returns: (transfer full): @channel
 */
HaulierFileChannel *
haulier_file_channel_ref (HaulierFileChannel *channel)
{
  g_atomic_ref_count_inc (&channel->references);
  return channel;
}

/**
 * haulier_file_channel_unref:
 * @channel: (nullable) (transfer full): a channel; closed with the last reference
 */
void
haulier_file_channel_unref (HaulierFileChannel *channel)
{
  if (channel == NULL || !g_atomic_ref_count_dec (&channel->references))
    return;
  (void) g_close (channel->socket, NULL);
  g_mutex_clear (&channel->mutex);
  g_free (channel);
}

static gboolean
exchange (HaulierFileChannel *channel,
          const HaulierFileRequest *request,
          HaulierFileReply *out_reply,
          int *out_fds,
          guint n_fds)
{
  guint8 buffer[HAULIER_FILE_MESSAGE_MAX_BYTES];
  gssize length = (gssize) haulier_file_request_encode (request, buffer);

  if (!haulier_file_packet_send (channel->socket, buffer, (gsize) length, NULL, 0))
    return FALSE;
  length
      = haulier_file_packet_receive (channel->socket, buffer, sizeof buffer, out_fds, n_fds, NULL);
  if (length > 0 && haulier_file_reply_decode (buffer, (gsize) length, out_reply))
    return TRUE;
  haulier_file_packet_close_fds (out_fds, n_fds);
  return FALSE;
}

/**
 * haulier_file_channel_ask:
 * @channel: a channel
 * @request: what is asked
 * @out_reply: (out): the answer
 * @out_fds: (out) (nullable): descriptors that came with it, which the caller closes, or -1
 * @n_fds: how many may come
 *
 * Blocks; from an I/O thread. After a failure nothing is asked any more.
 *
 * Returns: whether there is an answer
 */
gboolean
haulier_file_channel_ask (HaulierFileChannel *channel,
                          const HaulierFileRequest *request,
                          HaulierFileReply *out_reply,
                          int *out_fds,
                          guint n_fds)
{
  gboolean answered = FALSE;

  for (guint i = 0; i < n_fds; i++)
    out_fds[i] = -1;
  g_mutex_lock (&channel->mutex);
  if (!channel->broken)
    answered = exchange (channel, request, out_reply, out_fds, n_fds);
  /* A late answer must not be taken for that of the next question. */
  channel->broken = !answered;
  g_mutex_unlock (&channel->mutex);
  return answered;
}
