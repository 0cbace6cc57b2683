/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How an engine begins: its queue is read, what is over is taken out, and jobs move. */
#pragma once

#include "haulier-engine.h"

G_BEGIN_DECLS

void haulier_engine_open_async (HaulierEngineScope scope,
                                const char *folder,
                                const char *runtime,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
HaulierEngine *haulier_engine_open_finish (GAsyncResult *result, GError **error);

G_END_DECLS
