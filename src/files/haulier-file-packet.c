/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One packet with descriptors through a socket. */
#include "config.h"

#include "haulier-file-packet.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

typedef union
{
  struct cmsghdr head;
  guint8 space[CMSG_SPACE (HAULIER_FILE_PACKET_MAX_FDS * sizeof (int))];
} Control;

/**
 * haulier_file_packet_close_fds:
 * @fds: descriptors; those that are not -1 are closed and become -1
 * @n_fds: how many
 */
void
haulier_file_packet_close_fds (int *fds, guint n_fds)
{
  for (guint i = 0; i < n_fds; i++)
    {
      if (fds[i] >= 0)
        (void) g_close (fds[i], NULL);
      fds[i] = -1;
    }
}

/**
 * haulier_file_packet_send:
 * @socket: a socket of packets
 * @data: the packet
 * @length: bytes of it
 * @fds: (nullable): descriptors that go with it, still the caller's
 * @n_fds: how many
 *
 * Returns: whether it was sent
 */
gboolean
haulier_file_packet_send (int socket, const guint8 *data, gsize length, const int *fds, guint n_fds)
{
  struct iovec part = { .iov_base = (guint8 *) data, .iov_len = length };
  struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
  Control control = { 0 };

  g_return_val_if_fail (n_fds <= HAULIER_FILE_PACKET_MAX_FDS, FALSE);
  if (n_fds > 0)
    {
      control.head.cmsg_level = SOL_SOCKET;
      control.head.cmsg_type = SCM_RIGHTS;
      control.head.cmsg_len = CMSG_LEN (n_fds * sizeof (int));
      memcpy (CMSG_DATA (&control.head), fds, n_fds * sizeof (int));
      message.msg_control = &control;
      message.msg_controllen = CMSG_SPACE (n_fds * sizeof (int));
    }
  return TEMP_FAILURE_RETRY (sendmsg (socket, &message, MSG_NOSIGNAL)) == (gssize) length;
}

/* Returns: how many there are, or more than allowed when there are too many. */
static guint
take_fds (struct msghdr *message, int *out_fds, guint max_fds)
{
  const struct cmsghdr *head = CMSG_FIRSTHDR (message);
  guint n_fds = 0;

  if (head == NULL || head->cmsg_level != SOL_SOCKET || head->cmsg_type != SCM_RIGHTS)
    return 0;
  n_fds = (guint) ((head->cmsg_len - CMSG_LEN (0)) / sizeof (int));
  memcpy (out_fds, CMSG_DATA (head), MIN (n_fds, max_fds) * sizeof (int));
  return n_fds;
}

/**
 * haulier_file_packet_receive:
 * @socket: a socket of packets
 * @buffer: (out): the packet
 * @size: of @buffer
 * @out_fds: (out) (nullable): descriptors that came with it, -1 for those that did not
 * @max_fds: how many may come; without any the kernel closes them
 * @out_n_fds: (out) (optional): how many came
 *
 * Waits for a packet.
 *
 * Returns: bytes of it; 0 when the other side is gone, -1 when the packet is not what it may be
 */
gssize
haulier_file_packet_receive (int socket,
                             guint8 *buffer,
                             gsize size,
                             int *out_fds,
                             guint max_fds,
                             guint *out_n_fds)
{
  struct iovec part = { .iov_base = buffer, .iov_len = size };
  Control control = { 0 };
  struct msghdr message = {
    .msg_iov = &part,
    .msg_iovlen = 1,
    .msg_control = max_fds > 0 ? &control : NULL,
    .msg_controllen = max_fds > 0 ? CMSG_SPACE (max_fds * sizeof (int)) : 0,
  };
  gssize length = 0;
  guint n_fds = 0;

  for (guint i = 0; i < max_fds; i++)
    out_fds[i] = -1;
  length = TEMP_FAILURE_RETRY (recvmsg (socket, &message, MSG_CMSG_CLOEXEC));
  if (length >= 0)
    n_fds = take_fds (&message, out_fds, max_fds);
  if (out_n_fds != NULL)
    *out_n_fds = n_fds;
  if (length < 0 || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) == 0)
    return length;
  haulier_file_packet_close_fds (out_fds, max_fds);
  return -1;
}
