/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The way to a process that opens files for this one. */
#pragma once

#include <glib.h>

#include "haulier-file-message.h"

G_BEGIN_DECLS

typedef struct _HaulierFileChannel HaulierFileChannel;

HaulierFileChannel *haulier_file_channel_new (int socket);
HaulierFileChannel *haulier_file_channel_ref (HaulierFileChannel *channel);
void haulier_file_channel_unref (HaulierFileChannel *channel);
gboolean haulier_file_channel_ask (HaulierFileChannel *channel,
                                   const HaulierFileRequest *request,
                                   HaulierFileReply *out_reply,
                                   int *out_fds,
                                   guint n_fds);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFileChannel, haulier_file_channel_unref)

G_END_DECLS
