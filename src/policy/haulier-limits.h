/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How much one account, one job and the machine may have, and for whom that does not hold. */
#pragma once

#include <glib.h>

#include "haulier-account.h"
#include "haulier-engine-scope.h"

G_BEGIN_DECLS

typedef enum
{
  HAULIER_LIMIT_JOBS_PER_MACHINE,
  HAULIER_LIMIT_JOBS_PER_USER,
  HAULIER_LIMIT_FILES_PER_JOB,
  HAULIER_LIMIT_RANGES_PER_FILE,
} HaulierLimit;

/**
 * HaulierLimitRow:
 * @setting: the setting that has it
 * @code: what is answered to who goes beyond
 * @text: why, for people
 * @source: where the row comes from
 */
typedef struct
{
  const char *setting;
  gint code;
  const char *text;
  const char *source;
} HaulierLimitRow;

const HaulierLimitRow *haulier_limit_get_row (HaulierLimit limit);
gboolean haulier_limits_hold_for (HaulierEngineScope scope, HaulierAccount owner);
gboolean haulier_limit_check (HaulierLimit limit, guint64 wanted, guint64 allowed, GError **error);

G_END_DECLS
