/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The object that the engine calls. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _HaulierWorker HaulierWorker;

HaulierWorker *
haulier_worker_new (GDBusConnection *connection, gboolean network_only, GError **error);
void haulier_worker_stop (HaulierWorker *worker, GMainLoop *loop);
void haulier_worker_free (HaulierWorker *worker);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierWorker, haulier_worker_free)

G_END_DECLS
