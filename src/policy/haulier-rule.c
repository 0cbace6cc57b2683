/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What every row of the tables about accounts, credentials, tokens and proxies carries. */
#include "config.h"

#include "haulier-rule.h"

#include "haulier-rule-tables-private.h"

/* In the order in which somebody would read them. */
static const HaulierRuleTable *const tables[] = {
  &haulier_profile_rules,     &haulier_identity_rules, &haulier_setting_rules,
  &haulier_combination_rules, &haulier_implicit_rules, &haulier_login_pass_rules,
  &haulier_login_use_rules,
};

/**
 * haulier_rule_get_nth:
 * @position: counted from 0 over all tables, in the order of their rows
 *
 * Walks every rule there is, for help, for the list of what each requirement came to, and for
 * tests.
 *
 * Source: each rule names its own.
 *
 * Returns: (transfer none) (nullable): the rule, %NULL behind the last one
 */
const HaulierRule *
haulier_rule_get_nth (guint position)
{
  gsize left = position;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (left < tables[i]->n_rows)
        return (gconstpointer) ((const guint8 *) tables[i]->first + left * tables[i]->row_bytes);
      left -= tables[i]->n_rows;
    }
  return NULL;
}

/**
 * haulier_rule_find:
 * @name: for instance from a trace or from the bus
 *
 * Finds a rule by its name, which is unique over all tables.
 *
 * Returns: (transfer none) (nullable): the rule, %NULL where nothing has that name
 */
const HaulierRule *
haulier_rule_find (const char *name)
{
  const HaulierRule *rule;

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; (rule = haulier_rule_get_nth (i)) != NULL; i++)
    {
      if (strcmp (rule->name, name) == 0)
        return rule;
    }
  return NULL;
}
