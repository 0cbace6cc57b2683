/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who may own a job: people, and services by one of the three accounts. */
#pragma once

#include <glib.h>

#include "haulier-account.h"
#include "haulier-engine-scope.h"
#include "haulier-rule.h"

G_BEGIN_DECLS

/**
 * HaulierTaking:
 * @HAULIER_TAKING_NOTHING: the job stays as it is
 * @HAULIER_TAKING_ALL: the job has another owner, and nothing that only the former one may set
 */
typedef enum
{
  HAULIER_TAKING_NOTHING,
  HAULIER_TAKING_ALL,
} HaulierTaking;

gboolean haulier_owner_is_system_user (HaulierAccount owner);
const HaulierRule *
haulier_owner_rules_refuse (HaulierEngineScope scope, HaulierAccount owner, gint *out_code);
gboolean haulier_owner_rules_check (HaulierEngineScope scope, HaulierAccount owner, GError **error);
HaulierTaking
haulier_owner_rules_take (HaulierAccount taker, HaulierAccount owner, const HaulierRule **out_rule);

G_END_DECLS
