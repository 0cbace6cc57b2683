/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Prints every rule, one a line: name, requirements, source and text, separated by tabs. */
#include "config.h"

#include <stdio.h>

#include "haulier-rule.h"

int
main (void)
{
  const HaulierRule *rule = NULL;

  for (guint i = 0; (rule = haulier_rule_get_nth (i)) != NULL; i++)
    printf ("%s\t%s\t%s\t%s\n", rule->name, rule->requirements, rule->source, rule->text);
  return 0;
}
