/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose tickets are in a Kerberos cache, found out by whoever would use it. */
#pragma once

#include "haulier-engine.h"
#include "haulier-security-context.h"

G_BEGIN_DECLS

void haulier_engine_describe_cache_async (HaulierEngine *self,
                                          HaulierSecurityContext *context,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
char *
haulier_engine_describe_cache_finish (HaulierEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
