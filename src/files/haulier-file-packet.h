/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One packet with descriptors through a socket. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A temporary file and its record. */
#define HAULIER_FILE_PACKET_MAX_FDS 2

gboolean haulier_file_packet_send (int socket,
                                   const guint8 *data,
                                   gsize length,
                                   const int *fds,
                                   guint n_fds);
gssize haulier_file_packet_receive (int socket,
                                    guint8 *buffer,
                                    gsize size,
                                    int *out_fds,
                                    guint max_fds,
                                    guint *out_n_fds);
void haulier_file_packet_close_fds (int *fds, guint n_fds);

G_END_DECLS
