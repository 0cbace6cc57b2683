/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Brings a database up to what the journal knows. */
#pragma once

#include "haulier-store-connection-private.h"

G_BEGIN_DECLS

/* What was found in the journal. */
typedef struct
{
  guint64 size;     /* bytes up to the end of the last whole record; 0: no journal */
  gboolean damaged; /* whole records follow a broken one, or it is something else */
  guint restored;   /* jobs that the database did not have, or not with all files */
} HaulierStoreReplay;

gboolean haulier_store_replay (HaulierStoreConnection *connection,
                               const char *path,
                               gboolean rescuing,
                               HaulierStoreReplay *out_replay,
                               GError **error);
gboolean haulier_store_replay_has_jobs (const char *path);

G_END_DECLS
