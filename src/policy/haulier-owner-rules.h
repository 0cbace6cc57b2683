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

gboolean haulier_owner_is_system_user (HaulierAccount owner);
const HaulierRule *
haulier_owner_rules_refuse (HaulierEngineScope scope, HaulierAccount owner, gint *out_code);
gboolean haulier_owner_rules_check (HaulierEngineScope scope, HaulierAccount owner, GError **error);

G_END_DECLS
