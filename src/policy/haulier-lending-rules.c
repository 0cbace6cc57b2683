/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose identity a caller may lend to a job. */
#include "config.h"

#include "haulier-lending-rules.h"

#include <glib/gi18n.h>

#include "haulier-error.h"
#include "haulier-rule-tables-private.h"

#define ADMINISTRATOR_UID 0

typedef struct
{
  gboolean (*fits) (const HaulierLending *lending);
  gint code;
  HaulierRule rule;
} LendingRow;

static gboolean
is_somebody_elses (const HaulierLending *lending)
{
  return lending->helper != lending->caller && lending->caller != ADMINISTRATOR_UID;
}

static gboolean
is_out_of_reach (const HaulierLending *lending)
{
  return lending->is_engine_of_one && lending->helper != lending->engine;
}

static gboolean
is_logged_off (const HaulierLending *lending)
{
  return !lending->helper_is_logged_on;
}

/* The first row that fits is taken; without one the identity may be lent. That root's identity
 * needs an administrator follows from the first: nobody else is root. */
static const LendingRow lending_rows[] = {
  {
      .fits = is_somebody_elses,
      .code = HAULIER_ERROR_ACCESS_DENIED,
      .rule = {
          .name = "lending-somebody-else",
          .requirements = "TOK-7",
          .source = "IBitsTokenOptions::SetHelperToken: the token of who calls",
          .text = N_ ("The helper token was not set: only an administrator may lend the identity "
                      "of somebody else"),
      },
  },
  {
      .fits = is_out_of_reach,
      .code = HAULIER_ERROR_ACCESS_DENIED,
      .rule = {
          .name = "lending-own-engine",
          .requirements = "TOK-3",
          .source = "of Haulier: a user's own engine cannot become anybody else",
          .text = N_ ("The helper token was not set: your own engine can use another Kerberos "
                      "cache of yours, but nobody else’s identity; the system’s engine can"),
      },
  },
  {
      .fits = is_logged_off,
      .code = HAULIER_ERROR_NOT_LOGGED_ON,
      .rule = {
          .name = "lending-logged-off",
          .requirements = "TOK-10",
          .source = "Helper tokens for BITS transfer jobs: a token goes with the log-off",
          .text = N_ ("The helper token was not set: who lends it is not logged on, and it lasts "
                      "only until the log-off"),
      },
  },
};

const HaulierRuleTable haulier_lending_rules = HAULIER_RULE_TABLE (lending_rows);

/**
 * haulier_lending_rules_refuse:
 * @lending: who lends whom
 * @out_code: (out) (optional): the HRESULT, 0 where nothing is against it
 *
 * Source: IBitsTokenOptions::SetHelperToken, Remarks.
 *
 * Returns: (transfer none) (nullable): the rule that is against it
 */
const HaulierRule *
haulier_lending_rules_refuse (const HaulierLending *lending, gint *out_code)
{
  gint code = 0;
  const HaulierRule *rule = NULL;

  for (gsize i = 0; rule == NULL && i < G_N_ELEMENTS (lending_rows); i++)
    {
      if (!lending_rows[i].fits (lending))
        continue;
      code = lending_rows[i].code;
      rule = &lending_rows[i].rule;
    }
  if (out_code != NULL)
    *out_code = code;
  return rule;
}

/**
 * haulier_lending_rules_check:
 * @lending: who lends whom
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_ACCESS_DENIED, %HAULIER_ERROR_NOT_LOGGED_ON.
 *
 * Returns: whether it may be lent
 */
gboolean
haulier_lending_rules_check (const HaulierLending *lending, GError **error)
{
  gint code = 0;
  const HaulierRule *rule = haulier_lending_rules_refuse (lending, &code);

  if (rule == NULL)
    return TRUE;
  g_set_error_literal (error, HAULIER_ERROR, code, rule->text);
  return FALSE;
}

/**
 * haulier_lending_covers:
 * @given: (nullable): what the lender agreed to; %NULL: it set the token itself, as the owner
 * @lender: whose identity is lent
 * @asked: what the job would use it for now
 *
 * Tells whether an identity stays lent to a job that has changed. What a job asks for less is no
 * business of the lender's; who lends to oneself agrees to all of it, but not to another owner.
 *
 * Source: of Haulier: any widening suspends the use until the lender consents again; TOK-7: the
 *   identity of who calls is the owner's when the token is used.
 *
 * Returns: whether it stays lent
 */
gboolean
haulier_lending_covers (const HaulierConsent *given,
                        HaulierAccount lender,
                        const HaulierConsent *asked)
{
  return given != NULL ? haulier_consent_covers (given, asked)
                       : haulier_account_equal (asked->owner, lender);
}
