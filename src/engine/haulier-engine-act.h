/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a person does to a job: suspend, resume, cancel, complete, retry, remove, set. */
#pragma once

#include "haulier-engine.h"

G_BEGIN_DECLS

/**
 * HaulierAction:
 *
 * What a person can do to a job.
 */
typedef enum
{
  HAULIER_ACTION_SUSPEND,
  HAULIER_ACTION_RESUME,
  HAULIER_ACTION_CANCEL,
  HAULIER_ACTION_COMPLETE,
  HAULIER_ACTION_RETRY,
  HAULIER_ACTION_REMOVE,
} HaulierAction;

gboolean
haulier_engine_set_job (HaulierEngine *self, const char *id, GVariant *changes, GError **error);
void haulier_engine_act_async (HaulierEngine *self,
                               const char *id,
                               HaulierAction action,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gint haulier_engine_act_finish (HaulierEngine *self, GAsyncResult *result, GError **error);
void
haulier_engine_flush_async (HaulierEngine *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean haulier_engine_flush_finish (HaulierEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
