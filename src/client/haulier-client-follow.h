/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which jobs a client follows, and whose. */
#pragma once

#include "haulier-client.h"

G_BEGIN_DECLS

void haulier_client_set_all_owners (HaulierClient *self, gboolean all_owners);
void haulier_client_follow (HaulierClient *self, const char *const *ids);
void haulier_client_follow_everybody_async (HaulierClient *self,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean
haulier_client_follow_everybody_finish (HaulierClient *self, GAsyncResult *result, GError **error);
gboolean haulier_client_has_all_owners (HaulierClient *self);
void haulier_client_follow_files (HaulierClient *self, const char *id);
void haulier_client_unfollow_files (HaulierClient *self, const char *id);

G_END_DECLS
