/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What can be done about a warning: by the setters of the job, or in an editor. */
#pragma once

#include <gio/gio.h>

#include "haulier-client.h"

G_BEGIN_DECLS

const char *const *haulier_access_fix_get_known (gboolean lends);
gboolean haulier_access_fix_needs_editor (const char *action, GVariant *arguments);
void haulier_access_fix_async (HaulierClient *client,
                               const char *id,
                               const char *action,
                               GVariant *arguments,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean haulier_access_fix_finish (HaulierClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
