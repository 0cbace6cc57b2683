/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Every table whose rows carry a rule, so that the rules of all of them can be walked. */
#pragma once

#include <glib.h>

#include "haulier-rule.h"

G_BEGIN_DECLS

/**
 * HaulierRuleTable:
 * @first: (nullable): the rule inside the first row
 * @n_rows: how many rows there are
 * @row_bytes: from one row to the next
 */
typedef struct
{
  const HaulierRule *first;
  gsize n_rows;
  gsize row_bytes;
} HaulierRuleTable;

/* For an array of rows that each have a field "rule". */
#define HAULIER_RULE_TABLE(rows)                                                                   \
  {                                                                                                \
    .first = &(rows)[0].rule, .n_rows = G_N_ELEMENTS (rows), .row_bytes = sizeof (rows)[0],        \
  }

/* One for each file with such a table; haulier-rule.c lists them in the order of reading. */
extern const HaulierRuleTable haulier_profile_rules;
extern const HaulierRuleTable haulier_identity_rules;
extern const HaulierRuleTable haulier_setting_form_rules;
extern const HaulierRuleTable haulier_setting_rules;
extern const HaulierRuleTable haulier_owner_rules;
extern const HaulierRuleTable haulier_taking_rules;
extern const HaulierRuleTable haulier_lending_rules;
extern const HaulierRuleTable haulier_combination_rules;
extern const HaulierRuleTable haulier_implicit_rules;
extern const HaulierRuleTable haulier_login_pass_rules;
extern const HaulierRuleTable haulier_login_use_rules;
extern const HaulierRuleTable haulier_login_refusal_rules;
extern const HaulierRuleTable haulier_proxy_rules;
extern const HaulierRuleTable haulier_plan_rules;
extern const HaulierRuleTable haulier_account_warning_rules;
extern const HaulierRuleTable haulier_proxy_warning_rules;
extern const HaulierRuleTable haulier_login_warning_rules;
extern const HaulierRuleTable haulier_token_warning_rules;

G_END_DECLS
