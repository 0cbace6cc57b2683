/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What of the settings that somebody is about to set would be refused: said in the plan, before it
 * is tried. */
#pragma once

#include <glib.h>

#include "haulier-access-plan.h"
#include "haulier-setting-rules.h"

G_BEGIN_DECLS

/* The parts of a job's access that are set one by one. */
typedef enum
{
  HAULIER_SETTING_CREDENTIALS = 1 << 0,
  HAULIER_SETTING_PROXY = 1 << 1,
  HAULIER_SETTING_CERTIFICATE = 1 << 2,
  HAULIER_SETTING_TOKEN = 1 << 3,
} HaulierSetting;

/**
 * HaulierRefusedSetting:
 * @resource: whose row of a plan says it
 * @refusal: why it is refused
 * @detail: (nullable): what exactly is wrong with it, as who sets it is told
 */
typedef struct
{
  HaulierResource resource;
  HaulierSettingRefusal refusal;
  char *detail;
} HaulierRefusedSetting;

HaulierSettingRefusal haulier_setting_form_explain (HaulierSetting setting, gint code);
GPtrArray *haulier_refused_settings_new (void);
void haulier_refused_settings_add_form (GPtrArray *refused,
                                        HaulierSetting setting,
                                        HaulierResource resource,
                                        const GError *error);
void haulier_refused_settings_add_rules (GPtrArray *refused,
                                         HaulierSetting settings,
                                         const HaulierJobAccess *access,
                                         HaulierAccount owner,
                                         HaulierProfile profile);
void haulier_access_plan_take_refused (GPtrArray *plan, GPtrArray *refused);

G_END_DECLS
