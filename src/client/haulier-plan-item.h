/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One row of the access plan as a front end shows it: who is used, with what, why, what to mind. */
#pragma once

#include <glib-object.h>

#include "haulier-access-plan.h"

G_BEGIN_DECLS

/**
 * HaulierPlanWarning:
 * @rule: name of the rule
 * @requirements: what asks for it, for instance "AUTH-9 TOK-4"
 * @severity: how bad it is
 * @code: the #HaulierErrorCode of what cannot be set, else 0
 * @text: a sentence in the person's language; of what cannot be set, with code and symbol
 * @source: where it comes from
 * @fix: (nullable): what can be done about it, see #HaulierFix
 * @fix_arguments: (nullable): a{sv}: its arguments
 */
typedef struct
{
  char *rule;
  char *requirements;
  HaulierSeverity severity;
  gint code;
  char *text;
  char *source;
  char *fix;
  GVariant *fix_arguments;
} HaulierPlanWarning;

#define HAULIER_TYPE_PLAN_ITEM (haulier_plan_item_get_type ())
G_DECLARE_FINAL_TYPE (HaulierPlanItem, haulier_plan_item, HAULIER, PLAN_ITEM, GObject)

HaulierPlanItem *haulier_plan_item_new (GVariant *row);
HaulierPlanItem *haulier_plan_item_new_for_token (GVariant *token);
GPtrArray *haulier_plan_items_new (GVariant *rows);
gboolean haulier_plan_item_equal (HaulierPlanItem *self, HaulierPlanItem *other);
GVariant *haulier_plan_item_get_row (HaulierPlanItem *self);
const char *haulier_plan_item_get_text (HaulierPlanItem *self, const char *key);
const char *haulier_plan_item_get_resource (HaulierPlanItem *self);
const char *haulier_plan_item_get_subject (HaulierPlanItem *self);
const char *haulier_plan_item_get_state (HaulierPlanItem *self);
gint haulier_plan_item_get_code (HaulierPlanItem *self);
const char *haulier_plan_item_get_sentence (HaulierPlanItem *self);
GPtrArray *haulier_plan_item_get_warnings (HaulierPlanItem *self);
const HaulierPlanWarning *haulier_plan_items_find_refusal (GPtrArray *items);
char *haulier_plan_item_dup_used_as (HaulierPlanItem *self);
char *haulier_plan_item_dup_with (HaulierPlanItem *self);
char *haulier_plan_item_dup_description (HaulierPlanItem *self);
void haulier_plan_warning_free (HaulierPlanWarning *warning);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierPlanWarning, haulier_plan_warning_free)

G_END_DECLS
