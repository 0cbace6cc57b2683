/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the files of the engine share: its parts, and how a task changes state. */
#pragma once

#include "haulier-access-gather.h"
#include "haulier-challenge-desk.h"
#include "haulier-deadlines.h"
#include "haulier-engine-access.h"
#include "haulier-engine-act.h"
#include "haulier-engine-create.h"
#include "haulier-engine-hosts.h"
#include "haulier-engine-query.h"
#include "haulier-engine-secrets.h"
#include "haulier-engine-token.h"
#include "haulier-engine.h"
#include "haulier-helper-registry.h"
#include "haulier-job-count.h"
#include "haulier-job-transition.h"
#include "haulier-late-syncs.h"
#include "haulier-logon-watch.h"
#include "haulier-network-watch.h"
#include "haulier-notify-runs.h"
#include "haulier-queue.h"
#include "haulier-scheduler.h"
#include "haulier-store.h"
#include "haulier-task.h"
#include "haulier-worker-pool.h"

G_BEGIN_DECLS

struct _HaulierEngine
{
  GObject parent_instance;

  HaulierEngineScope scope;
  HaulierStore *store;
  GHashTable *host_rules;        /* char * key of an account → GPtrArray of HaulierCredential */
  HaulierJobAccess asked_access; /* of the job that was asked about last; only its credentials */
  GVariant *settings;            /* a{sv} with every key */
  GVariant *wanted_settings;     /* (nullable): the same, while they are being stored */
  HaulierQueue *queue;
  HaulierWorkerPool *pool;
  HaulierVault *vault;
  HaulierMachineCredentials *machine; /* (nullable): of a session */
  HaulierChallengeDesk *desk;
  HaulierLateSyncs *late_syncs;
  HaulierNotifyRuns *notify_runs;
  HaulierScheduler *scheduler;
  HaulierDeadlines *deadlines;
  HaulierNetworkWatch *network;
  HaulierLogonWatch *logon;
  HaulierHelperRegistry *helpers;
  GPtrArray *moving; /* tasks in motion */
  guint tick_id;     /* runs only while something moves */
  guint ticks;
  HaulierJobCount *live; /* jobs that are not final, and those being created */
  guint n_creating;      /* creations under way */
  char *trouble;         /* (nullable) what the store complains about */
  gboolean closed;
};

/* haulier-engine.c */
void haulier_engine_emit_changed (HaulierEngine *self, HaulierTask *task);
void haulier_engine_emit_notices_changed (HaulierEngine *self);
void haulier_engine_configure (HaulierEngine *self);
void haulier_engine_emit_files_changed (HaulierEngine *self, HaulierTask *task, GPtrArray *files);
void haulier_engine_emit_owner_changed (HaulierEngine *self,
                                        HaulierTask *task,
                                        const HaulierAccount *former);
HaulierTask *haulier_engine_lookup_task (HaulierEngine *self, const char *id, GError **error);
void haulier_engine_adopt (HaulierEngine *self, HaulierTask *task);
void haulier_engine_forget (HaulierEngine *self, HaulierTask *task);

/* What a keyring calls the job of a secret that belongs to none. */
#define HAULIER_ENGINE_HOST_RULES_ID "host-rules"

/* haulier-engine-hosts.c */
GPtrArray *haulier_engine_ensure_host_rules (HaulierEngine *self, const char *owner);
void haulier_engine_take_host_rules (HaulierEngine *self, GPtrArray *rows);

/* haulier-engine-run.c */
void haulier_engine_start_running (HaulierEngine *self);
void haulier_engine_stop_running (HaulierEngine *self);
gboolean haulier_engine_apply (HaulierEngine *self,
                               HaulierTask *task,
                               HaulierJobEvent event,
                               GError **error);
void haulier_engine_save (HaulierEngine *self, HaulierTask *task);
void haulier_engine_enqueue (HaulierEngine *self, HaulierTask *task);
void haulier_engine_unschedule (HaulierEngine *self, HaulierTask *task);
gboolean haulier_engine_refuse (HaulierEngine *self, HaulierTask *task);
void haulier_engine_trace (HaulierEngine *self, const HaulierJob *job, HaulierTraceRecord *record);

/* haulier-engine-access.c */
HaulierTask *haulier_engine_begin_change (GTask *operation, gpointer tag, const char *id);
void haulier_engine_finish_change (GTask *operation, HaulierTask *task);
gboolean haulier_engine_check_token (HaulierEngine *self,
                                     const HaulierJob *job,
                                     const HaulierHelperToken *token,
                                     GError **error);

/* haulier-engine-logon.c */
void haulier_engine_start_logon (HaulierEngine *self);
void haulier_engine_hold (HaulierEngine *self, HaulierTask *task);

/* haulier-engine-token.c */
void haulier_engine_start_helpers (HaulierEngine *self);
void haulier_engine_lose_token (HaulierEngine *self, HaulierTask *task, HaulierTokenState state);
void
haulier_engine_check_consent (HaulierEngine *self, HaulierTask *task, const HaulierConsent *asked);

/* haulier-engine-secrets.c */
void haulier_engine_drop_job_secrets (HaulierEngine *self, HaulierTask *task);
void haulier_engine_sweep_secrets_async (HaulierEngine *self,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);

/* haulier-engine-wait.c */
void haulier_engine_set_deadline (HaulierEngine *self, HaulierTask *task, gint64 due);
HaulierWaitingReason haulier_engine_get_obstacle (HaulierEngine *self, const HaulierJob *job);
void haulier_engine_wait_for (HaulierEngine *self,
                              HaulierTask *task,
                              HaulierWaitingReason reason,
                              HaulierFailure *failure);
void haulier_engine_wait_for_obstacle (HaulierEngine *self,
                                       HaulierTask *task,
                                       HaulierWaitingReason reason);
void haulier_engine_reset_stall_clock (HaulierTask *task);
void haulier_engine_stop_stall_clock (HaulierTask *task);
void haulier_engine_deadline_cb (gpointer item, gpointer user_data);
void haulier_engine_network_changed_cb (HaulierEngine *self);
void haulier_engine_policy_changed (HaulierEngine *self, HaulierTask *task);

/* haulier-engine-act.c */
void haulier_engine_continue_operation (HaulierEngine *self, HaulierTask *task);

G_END_DECLS
