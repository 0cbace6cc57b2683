/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A disk that takes its time: stands between who asks for files and who opens them. */
#include "config.h"

#include "haulier-channel-gate.h"

#include <glib/gstdio.h>
#include <sys/socket.h>

#include "haulier-file-message.h"
#include "haulier-file-packet.h"

struct _HaulierChannelGate
{
  int asking;  /* to who asks; -1 before there is a channel */
  int opening; /* to who opens */
  GThread *thread;
  GMutex mutex; /* guards what follows */
  GCond changed;
  guint n_waiting; /* new files that wait here: one or none */
  guint n_passes;  /* that may go through */
};

/**
 * haulier_channel_gate_new:
 *
 * Returns: (transfer full): a gate that no file passes yet
 */
HaulierChannelGate *
haulier_channel_gate_new (void)
{
  HaulierChannelGate *gate = g_new0 (HaulierChannelGate, 1);

  gate->asking = -1;
  gate->opening = -1;
  g_mutex_init (&gate->mutex);
  g_cond_init (&gate->changed);
  return gate;
}

static void
wait_for_pass (HaulierChannelGate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->n_waiting++;
  g_main_context_wakeup (NULL);
  while (gate->n_passes == 0)
    g_cond_wait (&gate->changed, &gate->mutex);
  gate->n_passes--;
  gate->n_waiting--;
  g_mutex_unlock (&gate->mutex);
}

/* Returns: whether the packet, with its descriptors, went from one to the other. */
static gboolean
pass_on (int from, int to, HaulierChannelGate *gate)
{
  guint8 buffer[HAULIER_FILE_MESSAGE_MAX_BYTES];
  HaulierFileRequest request;
  int fds[HAULIER_FILE_PACKET_MAX_FDS] = { -1, -1 };
  guint n_fds = 0;
  gssize length
      = haulier_file_packet_receive (from, buffer, sizeof buffer, fds, G_N_ELEMENTS (fds), &n_fds);
  gboolean sent = FALSE;

  if (length <= 0)
    return FALSE;
  if (gate != NULL && haulier_file_request_decode (buffer, (gsize) length, &request)
      && request.operation == HAULIER_FILE_OPERATION_CREATE)
    wait_for_pass (gate);
  sent = haulier_file_packet_send (to, buffer, (gsize) length, fds, n_fds);
  haulier_file_packet_close_fds (fds, G_N_ELEMENTS (fds));
  return sent;
}

static gpointer
run (gpointer data)
{
  HaulierChannelGate *gate = data;

  while (pass_on (gate->asking, gate->opening, gate) && pass_on (gate->opening, gate->asking, NULL))
    ;
  (void) shutdown (gate->asking, SHUT_RDWR);
  (void) shutdown (gate->opening, SHUT_RDWR);
  return NULL;
}

/**
 * haulier_channel_gate_insert:
 * @gate: a gate
 * @channel: (transfer full): to who opens files
 *
 * Returns: (transfer full): what who asks for files gets in its place
 */
int
haulier_channel_gate_insert (HaulierChannelGate *gate, int channel)
{
  int pair[2] = { -1, -1 };

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), ==, 0);
  gate->asking = pair[0];
  gate->opening = channel;
  gate->thread = g_thread_new ("gate", run, gate);
  return pair[1];
}

static gboolean
has_file (HaulierChannelGate *gate)
{
  gboolean has = FALSE;

  g_mutex_lock (&gate->mutex);
  has = gate->n_waiting > gate->n_passes;
  g_mutex_unlock (&gate->mutex);
  return has;
}

/**
 * haulier_channel_gate_wait_for_file:
 * @gate: a gate
 *
 * Runs the main loop until a new file stands before it.
 */
void
haulier_channel_gate_wait_for_file (HaulierChannelGate *gate)
{
  while (!has_file (gate))
    g_main_context_iteration (NULL, TRUE);
}

/**
 * haulier_channel_gate_let_through:
 * @gate: a gate before which a new file stands
 */
void
haulier_channel_gate_let_through (HaulierChannelGate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->n_passes++;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->mutex);
}

/**
 * haulier_channel_gate_free:
 * @gate: (nullable): a gate before which nothing stands
 */
void
haulier_channel_gate_free (HaulierChannelGate *gate)
{
  if (gate == NULL)
    return;
  (void) shutdown (gate->asking, SHUT_RDWR);
  g_thread_join (gate->thread);
  (void) g_close (gate->asking, NULL);
  (void) g_close (gate->opening, NULL);
  g_mutex_clear (&gate->mutex);
  g_cond_clear (&gate->changed);
  g_free (gate);
}
