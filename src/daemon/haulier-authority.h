/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Asks polkit whether a caller is authorised. */
#pragma once

#include "haulier-caller.h"

G_BEGIN_DECLS

void haulier_authority_check_async (GDBusConnection *connection,
                                    HaulierCaller *caller,
                                    const char *action,
                                    gboolean interactive,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean haulier_authority_check_finish (GAsyncResult *result, GError **error);

G_END_DECLS
