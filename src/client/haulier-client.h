/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The way to the engine: finds the bus, starts the engine, follows its changes. Its methods are in
 * haulier-client-calls.h, haulier-client-job-calls.h, haulier-access-calls.h and
 * haulier-job-sending.h. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_CLIENT (haulier_client_get_type ())
G_DECLARE_FINAL_TYPE (HaulierClient, haulier_client, HAULIER, CLIENT, GObject)

HaulierClient *haulier_client_new (void);
HaulierClient *haulier_client_new_system (void);
void haulier_client_open_async (HaulierClient *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean haulier_client_open_finish (HaulierClient *self, GAsyncResult *result, GError **error);
gboolean haulier_client_is_connected (HaulierClient *self);
gboolean haulier_client_is_system (HaulierClient *self);
void haulier_client_set_attended (HaulierClient *self, gboolean attended);
gboolean haulier_client_is_attended (HaulierClient *self);
const char *const *haulier_client_get_notices (HaulierClient *self);
gboolean haulier_client_error_is_unreachable (const GError *error);

G_END_DECLS
