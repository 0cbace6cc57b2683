/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How a job gets another owner. */
#pragma once

#include "haulier-engine.h"

G_BEGIN_DECLS

void haulier_engine_take_ownership_async (HaulierEngine *self,
                                          const char *id,
                                          HaulierAccount owner,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
haulier_engine_take_ownership_finish (HaulierEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
