/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Counts a waiting job's time down while somebody looks at it. */
#pragma once

#include "haulier-job-item.h"

G_BEGIN_DECLS

typedef struct _HaulierTicker HaulierTicker;

HaulierTicker *haulier_ticker_new (void);
void haulier_ticker_free (HaulierTicker *self);
void haulier_ticker_watch (HaulierTicker *self, HaulierJobItem *item);

G_END_DECLS
