/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What every row of the tables about accounts, credentials, tokens and proxies carries. */
#include "config.h"

#include "haulier-rule.h"

#include "haulier-rule-tables-private.h"

/* In the order in which somebody would read them. */
static const HaulierRuleTable *const tables[] = {
  &haulier_profile_rules,       &haulier_identity_rules,      &haulier_setting_form_rules,
  &haulier_setting_rules,       &haulier_owner_rules,         &haulier_taking_rules,
  &haulier_lending_rules,       &haulier_combination_rules,   &haulier_implicit_rules,
  &haulier_login_pass_rules,    &haulier_login_use_rules,     &haulier_login_refusal_rules,
  &haulier_proxy_rules,         &haulier_plan_rules,          &haulier_account_warning_rules,
  &haulier_proxy_warning_rules, &haulier_login_warning_rules, &haulier_token_warning_rules,
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

/**
 * haulier_rule_new:
 * @name: as in #HaulierRule
 * @requirements: as in #HaulierRule
 * @source: as in #HaulierRule
 * @text: as in #HaulierRule
 *
 * Makes a rule that no table of this program has: one that an engine of another version tells of.
 *
 * Source: that engine.
 *
 * Returns: (transfer full): the rule
 */
HaulierRule *
haulier_rule_new (const char *name, const char *requirements, const char *source, const char *text)
{
  HaulierRule *rule = g_new0 (HaulierRule, 1);

  rule->name = g_strdup (name);
  rule->requirements = g_strdup (requirements);
  rule->source = g_strdup (source);
  rule->text = g_strdup (text);
  return rule;
}

/**
 * haulier_rule_free:
 * @rule: (nullable): a rule of haulier_rule_new(), never one of a table
 */
void
haulier_rule_free (HaulierRule *rule)
{
  if (rule == NULL)
    return;
  g_free ((char *) rule->name);
  g_free ((char *) rule->requirements);
  g_free ((char *) rule->source);
  g_free ((char *) rule->text);
  g_free (rule);
}
