/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where workers ask who logs in: the rules decide, one request at a time tries, the store
 * remembers.
 */
#pragma once

#include <gio/gio.h>

#include "haulier-access-facts.h"
#include "haulier-job.h"
#include "haulier-store.h"
#include "haulier-trace-record.h"
#include "haulier-vault.h"

G_BEGIN_DECLS

typedef struct _HaulierChallengeDesk HaulierChallengeDesk;

/**
 * HaulierChallengeDeskFuncs:
 * @gather: fills in the facts about a job, which stay as they are until the next call
 * @trace: takes a step of a job
 */
typedef struct
{
  void (*gather) (const HaulierJob *job, HaulierAccessFacts *facts, gpointer user_data);
  void (*trace) (const HaulierJob *job, HaulierTraceRecord *record, gpointer user_data);
} HaulierChallengeDeskFuncs;

HaulierChallengeDesk *haulier_challenge_desk_new (HaulierStore *store,
                                                  HaulierVault *vault,
                                                  const HaulierChallengeDeskFuncs *funcs,
                                                  gpointer user_data);
void haulier_challenge_desk_free (HaulierChallengeDesk *desk);
void haulier_challenge_desk_ask (HaulierChallengeDesk *desk,
                                 gconstpointer run,
                                 const HaulierJob *job,
                                 guint file,
                                 GVariant *challenge,
                                 GDBusMethodInvocation *invocation);
void
haulier_challenge_desk_login_ended (HaulierChallengeDesk *desk, guint64 number, GVariant *outcome);
void haulier_challenge_desk_forget_run (HaulierChallengeDesk *desk, gconstpointer run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierChallengeDesk, haulier_challenge_desk_free)

G_END_DECLS
