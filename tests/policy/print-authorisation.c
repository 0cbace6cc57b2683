/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Prints who may call what, one a line, separated by tabs: interface, member, relation, verdict,
 * action. */
#include "config.h"

#include <stdio.h>

#include "haulier-authorisation.h"

static const char *const relations[] = {
  [HAULIER_CALLER_OWNER] = "owner",     [HAULIER_CALLER_ADMINISTRATOR] = "administrator",
  [HAULIER_CALLER_MANAGER] = "manager", [HAULIER_CALLER_VIEWER] = "viewer",
  [HAULIER_CALLER_OTHER] = "other",     [HAULIER_CALLER_STRANGER] = "stranger",
};

static const char *const verdicts[] = {
  [HAULIER_AUTHORISATION_ALLOWED] = "allowed",
  [HAULIER_AUTHORISATION_ASK] = "ask",
  [HAULIER_AUTHORISATION_DENIED] = "denied",
  [HAULIER_AUTHORISATION_UNKNOWN] = "unknown",
};

int
main (void)
{
  const char *interface_name = NULL;
  const char *member = NULL;

  for (guint i = 0; haulier_authorisation_get_nth_member (i, &interface_name, &member); i++)
    {
      for (guint relation = 0; relation < G_N_ELEMENTS (relations); relation++)
        {
          HaulierAuthorisation decision = haulier_authorisation_decide (
              (HaulierCallerRelation) relation, interface_name, member);

          printf ("%s\t%s\t%s\t%s\t%s\n",
                  interface_name,
                  member,
                  relations[relation],
                  verdicts[decision.verdict],
                  decision.action != NULL ? decision.action : "");
        }
    }
  return 0;
}
