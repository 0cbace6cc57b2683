/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The loop of a command that follows jobs: changes, a lost engine, signals, and the time. */
#pragma once

#include "haulier-cli.h"
#include "haulier-job.h"

G_BEGIN_DECLS

typedef struct _HaulierCliFollower HaulierCliFollower;

/**
 * HaulierCliFollowerHandlers:
 * @changed: a job has a new row
 * @removed: a job is gone
 * @refresh: the changes of before are not known: look at the jobs anew; called first of all, and
 *   whenever the engine was started again
 * @counts: (nullable): whether anything changes by time alone
 * @tick: (nullable): a second of that went by
 */
typedef struct
{
  void (*changed) (const HaulierJob *job, gpointer user_data);
  void (*removed) (const char *id, gpointer user_data);
  void (*refresh) (gpointer user_data);
  gboolean (*counts) (gpointer user_data);
  void (*tick) (gpointer user_data);
} HaulierCliFollowerHandlers;

HaulierCliFollower *haulier_cli_follower_new (HaulierCli *cli,
                                              const HaulierCliFollowerHandlers *handlers,
                                              gpointer user_data);
void haulier_cli_follower_free (HaulierCliFollower *self);
HaulierCliStatus
haulier_cli_follower_run (HaulierCliFollower *self, const char *const *ids, guint timeout_sec);
void haulier_cli_follower_stop (HaulierCliFollower *self, HaulierCliStatus status);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierCliFollower, haulier_cli_follower_free)

G_END_DECLS
