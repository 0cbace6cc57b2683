/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What deserves a warning before anything is sent, with what to do about it. */
#pragma once

#include <glib.h>

#include "haulier-access-decisions.h"
#include "haulier-access-plan.h"

G_BEGIN_DECLS

GPtrArray *haulier_warnings_collect (const HaulierAccessDecisions *decisions,
                                     HaulierResource resource);
GPtrArray *haulier_warnings_collect_of_account (const HaulierAccessDecisions *decisions,
                                                HaulierResource resource);

G_END_DECLS
