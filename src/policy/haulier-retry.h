/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether an error is tried again, when, and until when. */
#pragma once

#include <glib.h>

#include "haulier-error.h"
#include "haulier-words.h"

G_BEGIN_DECLS

/* A server can ask for patience, but not for more than this. */
#define HAULIER_RETRY_AFTER_MAX_SECONDS (24 * 60 * 60)

guint haulier_retry_get_delay_seconds (HaulierJobOrigin origin,
                                       HaulierWaitingReason reason,
                                       guint attempt,
                                       guint minimum_retry_delay,
                                       guint retry_after);
gboolean haulier_retry_is_exhausted (gint64 stalled_since_us,
                                     gint64 now_us,
                                     guint delay_s,
                                     guint no_progress_timeout_s);
gboolean haulier_retry_download_time_is_over (gint64 moving_us, guint maximum_s);
gboolean
haulier_retry_is_transient (gint code, HaulierErrorContext context, gboolean custom_method);

G_END_DECLS
