/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Opens files that were downloaded, and shows them in their folder. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void haulier_opener_open_async (const char *path,
                                gboolean folder,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean haulier_opener_open_finish (GAsyncResult *result, GError **error);

G_END_DECLS
