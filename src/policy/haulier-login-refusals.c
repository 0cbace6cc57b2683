/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What it means that a login was refused: a wrong password, or one file that it does not open. */
#include "config.h"

#include "haulier-login-refusals.h"

#include <glib/gi18n.h>

#include "haulier-rule-tables-private.h"

#define PAST(past) (1u << HAULIER_LOGIN_PAST_##past)
#define ANY_PAST (PAST (NONE) | PAST (ACCEPTED) | PAST (REFUSED))

typedef struct
{
  guint pasts; /* PAST () */
  gboolean needs_password;
  gboolean elsewhere; /* who keeps the passwords said no, before anything was sent to who asked */
  HaulierTriedEnd end;
  HaulierRule rule;
} RefusalRow;

/* The first row that fits is taken. Apache, for one, answers 401 to a user whom it knows and who
 * may not read a file, just as it does to a wrong password. */
static const RefusalRow refusal_rows[] = {
  {
      .pasts = ANY_PAST,
      .elsewhere = TRUE,
      .end = HAULIER_TRIED_REJECTED,
      .rule = {
          .name = "refusal-elsewhere",
          .requirements = "ACC-7 AUTH-6",
          .source = "RFC 4120, 7.5.9: the errors of a login server",
          .text = N_ ("Who keeps the passwords, such as a Kerberos server, did not take the "
                      "login: that has nothing to do with this file"),
      },
  },
  {
      .pasts = PAST (NONE),
      .end = HAULIER_TRIED_REJECTED,
      .rule = {
          .name = "refusal-login",
          .requirements = "ACC-7",
          .source = "decision: one attempt, frozen afterwards",
          .text = N_ ("The login was never accepted here: it counts as a wrong one"),
      },
  },
  {
      .pasts = PAST (REFUSED),
      .needs_password = TRUE,
      .end = HAULIER_TRIED_REJECTED,
      .rule = {
          .name = "refusal-again",
          .requirements = "ACC-7",
          .source = "decision: no background retry ever locks an account",
          .text = N_ ("The login was accepted here before, but refused twice in a row: the "
                      "password may have been changed, and it is not sent a third time"),
      },
  },
  {
      .pasts = PAST (ACCEPTED) | PAST (REFUSED),
      .end = HAULIER_TRIED_FOR_FILE,
      .rule = {
          .name = "refusal-file",
          .requirements = "ACC-7 AUTH-7",
          .source = "Authentication: an access control list on the file",
          .text = N_ ("The login was accepted here for something else: who logs in may not read "
                      "this file"),
      },
  },
};

const HaulierRuleTable haulier_login_refusal_rules = HAULIER_RULE_TABLE (refusal_rows);

/**
 * haulier_login_refusal_decide:
 * @is_explicit: a password was sent, which could be a wrong one
 * @by_who_asked: the server or proxy refused it, and not the one who keeps the passwords
 * @past: what became of the same login there before
 * @out_rule: (out) (optional) (transfer none): why
 *
 * Decides what a login counts as that a server or a proxy did not take.
 *
 * Shape: one decision for each combination.
 * Source: Authentication: an access control list on the file; RFC 9110, 15.5.2: 401 with
 *   credentials says that they were refused, and not for what.
 *
 * Returns: %HAULIER_TRIED_REJECTED: it is not sent there any more; %HAULIER_TRIED_FOR_FILE: not for
 *   this file
 */
HaulierTriedEnd
haulier_login_refusal_decide (gboolean is_explicit,
                              gboolean by_who_asked,
                              HaulierLoginPast past,
                              const HaulierRule **out_rule)
{
  const RefusalRow *row = &refusal_rows[0];

  while ((row->pasts & (1u << past)) == 0 || (row->needs_password && !is_explicit)
         || (row->elsewhere && by_who_asked))
    row++;
  if (out_rule != NULL)
    *out_rule = &row->rule;
  return row->end;
}
