/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Plan rows: who is used for one resource, on the bus. */
#pragma once

#include <gio/gio.h>

#include "haulier-access-plan.h"

G_BEGIN_DECLS

#define HAULIER_PLAN_SIGNATURE "aa{sv}"
#define HAULIER_PLAN_TYPE G_VARIANT_TYPE (HAULIER_PLAN_SIGNATURE)

GVariant *haulier_warnings_to_variant (GPtrArray *warnings);
GVariant *haulier_plan_row_to_variant (const HaulierPlanRow *row);
HaulierPlanRow *haulier_plan_row_from_variant (GVariant *variant);
GVariant *haulier_plan_to_variant (GPtrArray *plan);
GPtrArray *haulier_plan_from_variant (GVariant *variant);

G_END_DECLS
