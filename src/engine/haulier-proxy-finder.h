/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the proxy settings of a job's account are: kept by the engine, or read from a desktop. */
#pragma once

#include "haulier-access-decisions.h"
#include "haulier-engine.h"

G_BEGIN_DECLS

HaulierProxySettings *haulier_proxy_finder_dup_kept (const HaulierAccessFacts *facts,
                                                     GVariant *settings);
void haulier_engine_find_proxy_async (HaulierEngine *self,
                                      const HaulierJob *job,
                                      gboolean may_ask,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
HaulierProxySettings *haulier_engine_find_proxy_finish (HaulierEngine *self, GAsyncResult *result);

G_END_DECLS
