/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether a job may use the network as it is now. */
#pragma once

#include <glib.h>

#include "haulier-words.h"

G_BEGIN_DECLS

HaulierWaitingReason haulier_network_get_obstacle (gboolean available,
                                                   gboolean metered,
                                                   gboolean loopback,
                                                   HaulierTransferPolicy policy,
                                                   HaulierPriority priority);

G_END_DECLS
