/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who is used for what in one job: a GListModel of HaulierPlanItem that keeps itself up to date. */
#pragma once

#include "haulier-client.h"
#include "haulier-job-item.h"
#include "haulier-plan-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_PLAN_LIST (haulier_plan_list_get_type ())
G_DECLARE_FINAL_TYPE (HaulierPlanList, haulier_plan_list, HAULIER, PLAN_LIST, GObject)

/* Signal `failed` (GError): there is no plan, because of that. */

HaulierPlanList *haulier_plan_list_new (HaulierClient *client, HaulierJobItem *job);
void haulier_plan_list_refresh (HaulierPlanList *self);

G_END_DECLS
