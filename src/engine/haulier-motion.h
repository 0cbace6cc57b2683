/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A job in motion: its files go to a worker in batches, and results come back in batches. */
#pragma once

#include <glib-object.h>

#include "haulier-job-workers.h"
#include "haulier-job.h"
#include "haulier-late-syncs.h"
#include "haulier-store.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_MOTION (haulier_motion_get_type ())
G_DECLARE_FINAL_TYPE (HaulierMotion, haulier_motion, HAULIER, MOTION, GObject)

/**
 * HaulierMotionOutcome:
 * @HAULIER_MOTION_FINISHED: every file is complete
 * @HAULIER_MOTION_FAILED: something stopped it, see the failure
 * @HAULIER_MOTION_STOPPED: haulier_motion_stop() was called
 * @HAULIER_MOTION_WORKER_DIED: the worker ended; what is on the disk is still there
 */
typedef enum
{
  HAULIER_MOTION_FINISHED,
  HAULIER_MOTION_FAILED,
  HAULIER_MOTION_STOPPED,
  HAULIER_MOTION_WORKER_DIED,
} HaulierMotionOutcome;

/**
 * HaulierMotionEvents:
 * @moved: numbers of the job changed; the flag tells whether bytes arrived
 * @files_changed: these files changed
 * @challenged: somebody wants to know who asks for a file; takes the invocation
 * @ended: said once; the failure is %NULL unless the outcome is failed
 */
typedef struct
{
  void (*moved) (HaulierMotion *motion, gboolean progress, gpointer user_data);
  void (*files_changed) (HaulierMotion *motion, GPtrArray *files, gpointer user_data);
  void (*challenged) (HaulierMotion *motion,
                      guint file,
                      GVariant *challenge,
                      GDBusMethodInvocation *invocation,
                      gpointer user_data);
  void (*ended) (HaulierMotion *motion,
                 HaulierMotionOutcome outcome,
                 const HaulierFailure *failure,
                 gpointer user_data);
} HaulierMotionEvents;

HaulierMotion *haulier_motion_new (HaulierJob *job,
                                   HaulierStore *store,
                                   HaulierWorkerPool *pool,
                                   HaulierLateSyncs *late_syncs,
                                   const HaulierMotionEvents *events,
                                   gpointer user_data);
void haulier_motion_use_proxy (HaulierMotion *self, HaulierProxySettings *proxy);
void haulier_motion_start (HaulierMotion *self, GPtrArray *files, gboolean retry_failed);
void haulier_motion_stop (HaulierMotion *self);
void haulier_motion_settings_changed (HaulierMotion *self);
GPtrArray *haulier_motion_get_files (HaulierMotion *self);
guint64 haulier_motion_get_speed (HaulierMotion *self, gint64 now);

G_END_DECLS
