/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How much one account, one job and the machine may have, and for whom that does not hold. */
#include "config.h"

#include "haulier-limits.h"

#include "haulier-error.h"

#define ROOT_UID 0

static const HaulierLimitRow limit_rows[] = {
  [HAULIER_LIMIT_JOBS_PER_MACHINE] = {
      .setting = "maximum-jobs",
      .code = HAULIER_ERROR_TOO_MANY_JOBS_PER_MACHINE,
      .text = "there are as many jobs as maximum-jobs allows",
      .source = "MaxJobsPerMachine: 300 in BITS",
  },
  [HAULIER_LIMIT_JOBS_PER_USER] = {
      .setting = "maximum-jobs-per-user",
      .code = HAULIER_ERROR_TOO_MANY_JOBS_PER_USER,
      .text = "its owner has as many jobs as maximum-jobs-per-user allows",
      .source = "MaxJobsPerUser: 60 in BITS",
  },
  [HAULIER_LIMIT_FILES_PER_JOB] = {
      .setting = "maximum-files",
      .code = HAULIER_ERROR_TOO_MANY_FILES_IN_JOB,
      .text = "it has more files than maximum-files allows",
      .source = "MaxFilesPerJob: 200 in BITS",
  },
  [HAULIER_LIMIT_RANGES_PER_FILE] = {
      .setting = "maximum-ranges",
      .code = HAULIER_ERROR_TOO_MANY_RANGES_IN_FILE,
      .text = "a file of it has more ranges than maximum-ranges allows",
      .source = "MaxRangesPerFile: 500 in BITS",
  },
};

/* Indexed by the kind of the account; a login user that is root is an administrator. */
static const gboolean exempt_kinds[] = {
  [HAULIER_ACCOUNT_LOGIN_USER] = FALSE,
  [HAULIER_ACCOUNT_LOCAL_SYSTEM] = TRUE,
  [HAULIER_ACCOUNT_LOCAL_SERVICE] = TRUE,
  [HAULIER_ACCOUNT_NETWORK_SERVICE] = TRUE,
};

/**
 * haulier_limit_get_row:
 * @limit: a limit
 *
 * Returns: (transfer none): what there is to know of it
 */
const HaulierLimitRow *
haulier_limit_get_row (HaulierLimit limit)
{
  g_return_val_if_fail ((guint) limit < G_N_ELEMENTS (limit_rows), &limit_rows[0]);

  return &limit_rows[limit];
}

/**
 * haulier_limits_hold_for:
 * @scope: whom the engine serves
 * @owner: of a job
 *
 * An engine of one user has the limits that this user sets, and so for everybody.
 *
 * Source: "None of these limits apply to administrators or service accounts."
 *
 * Returns: whether the limits hold for jobs of this account
 */
gboolean
haulier_limits_hold_for (HaulierEngineScope scope, HaulierAccount owner)
{
  g_return_val_if_fail ((guint) owner.kind < G_N_ELEMENTS (exempt_kinds), TRUE);

  if (scope == HAULIER_ENGINE_SCOPE_SESSION)
    return TRUE;
  return !exempt_kinds[owner.kind]
         && !haulier_account_equal (owner, haulier_account_for_user (ROOT_UID));
}

/**
 * haulier_limit_check:
 * @limit: a limit
 * @wanted: how many there would be
 * @allowed: the value of its setting
 * @error: return location
 *
 * Errors: that of the limit.
 *
 * Returns: whether there may be so many
 */
gboolean
haulier_limit_check (HaulierLimit limit, guint64 wanted, guint64 allowed, GError **error)
{
  const HaulierLimitRow *row = haulier_limit_get_row (limit);

  if (wanted <= allowed)
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               row->code,
               "add the job: %s (%" G_GUINT64_FORMAT ")",
               row->text,
               allowed);
  return FALSE;
}
