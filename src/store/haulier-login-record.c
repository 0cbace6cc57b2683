/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A login that was tried somewhere, and how it ended: no wrong password is sent twice. */
#include "config.h"

#include "haulier-login-record.h"

/**
 * haulier_login_record_copy:
 * @record: a record
 *
 * Returns: (transfer full): a deep copy
 */
HaulierLoginRecord *
haulier_login_record_copy (const HaulierLoginRecord *record)
{
  HaulierLoginRecord *copy = g_memdup2 (record, sizeof *record);

  copy->owner = g_strdup (record->owner);
  copy->origin = g_strdup (record->origin);
  copy->realm = g_strdup (record->realm);
  copy->user = g_strdup (record->user);
  return copy;
}

/**
 * haulier_login_record_free:
 * @record: (nullable): a record
 */
void
haulier_login_record_free (HaulierLoginRecord *record)
{
  if (record == NULL)
    return;
  g_free (record->owner);
  g_free (record->origin);
  g_free (record->realm);
  g_free (record->user);
  g_free (record);
}
