/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who calls: found out from the bus, once for each connection. */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

typedef struct _HaulierCallers HaulierCallers;

/**
 * HaulierCaller:
 * @name: unique name of the connection
 * @uid: the user, as the bus says; never a claim of the caller
 */
typedef struct
{
  char *name;
  uid_t uid;
} HaulierCaller;

typedef void (*HaulierCallerGoneFunc) (const char *name, gpointer user_data);

HaulierCallers *
haulier_callers_new (GDBusConnection *connection, HaulierCallerGoneFunc gone, gpointer user_data);
void haulier_callers_free (HaulierCallers *callers);
void haulier_callers_identify_async (HaulierCallers *callers,
                                     const char *name,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
const HaulierCaller *haulier_callers_identify_finish (GAsyncResult *result, GError **error);
const HaulierCaller *haulier_callers_lookup (HaulierCallers *callers, const char *name);
guint haulier_callers_get_n_callers (HaulierCallers *callers);

G_END_DECLS
