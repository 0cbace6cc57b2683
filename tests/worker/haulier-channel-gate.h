/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A disk that takes its time: stands between who asks for files and who opens them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HaulierChannelGate HaulierChannelGate;

HaulierChannelGate *haulier_channel_gate_new (void);
void haulier_channel_gate_free (HaulierChannelGate *gate);
int haulier_channel_gate_insert (HaulierChannelGate *gate, int channel);
void haulier_channel_gate_wait_for_file (HaulierChannelGate *gate);
void haulier_channel_gate_let_through (HaulierChannelGate *gate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierChannelGate, haulier_channel_gate_free)

G_END_DECLS
