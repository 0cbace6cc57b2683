/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a caller is to an account: its owner, an administrator, somebody who was authorised, or
 * nobody in particular. */
#pragma once

#include <glib.h>

#include "haulier-authorisation.h"
#include "haulier-engine-scope.h"

G_BEGIN_DECLS

/**
 * HaulierCallerFacts:
 * @HAULIER_CALLER_IS_ROOT: its uid is 0; membership of a group is not enough
 * @HAULIER_CALLER_RUNS_ENGINE: it is the user that the engine runs as
 * @HAULIER_CALLER_IS_ACCOUNT: it is the user of the account, or the one that does the account's
 * work
 * @HAULIER_CALLER_MEETS_SERVICE: the account is one of a service
 * @HAULIER_CALLER_SEES_ALL: it was authorised to see the jobs of all accounts
 * @HAULIER_CALLER_CHANGES_ALL: it was authorised to change them, too
 *
 * What is known of a caller and of the account that it asks about, as the bus and polkit say; never
 * a claim of the caller. What it was authorised for lasts as long as its connection.
 */
typedef enum
{
  HAULIER_CALLER_IS_ROOT = 1 << 0,
  HAULIER_CALLER_RUNS_ENGINE = 1 << 1,
  HAULIER_CALLER_IS_ACCOUNT = 1 << 2,
  HAULIER_CALLER_MEETS_SERVICE = 1 << 3,
  HAULIER_CALLER_SEES_ALL = 1 << 4,
  HAULIER_CALLER_CHANGES_ALL = 1 << 5,
} HaulierCallerFacts;

HaulierCallerRelation haulier_caller_relate (HaulierEngineScope scope, HaulierCallerFacts facts);
HaulierCallerFacts haulier_caller_get_grants (const char *action);

G_END_DECLS
