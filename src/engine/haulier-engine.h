/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engine: jobs are created, wait, move, end, and come back after a restart. */
#pragma once

#include <gio/gio.h>

#include "haulier-engine-scope.h"
#include "haulier-file.h"
#include "haulier-job.h"

G_BEGIN_DECLS

/* Whether a job is among those that are meant. */
typedef gboolean (*HaulierJobFilter) (const HaulierJob *job, gpointer user_data);

#define HAULIER_TYPE_ENGINE (haulier_engine_get_type ())
G_DECLARE_FINAL_TYPE (HaulierEngine, haulier_engine, HAULIER, ENGINE, GObject)

void haulier_engine_close (HaulierEngine *self);

char **haulier_engine_dup_notices (HaulierEngine *self);
gboolean haulier_engine_is_idle (HaulierEngine *self);
guint haulier_engine_get_n_open_jobs (HaulierEngine *self);
GVariant *haulier_engine_get_settings (HaulierEngine *self);
void haulier_engine_set_settings_async (HaulierEngine *self,
                                        GVariant *changes,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean
haulier_engine_set_settings_finish (HaulierEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
