/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose identity a caller may lend to a job. */
#pragma once

#include <glib.h>
#include <sys/types.h>

#include "haulier-account.h"
#include "haulier-consent.h"
#include "haulier-rule.h"

G_BEGIN_DECLS

/**
 * HaulierLending:
 * @caller: who calls
 * @helper: who would be lent
 * @helper_is_logged_on: whether @helper is logged on now
 * @is_engine_of_one: whether the engine is that of one user
 * @engine: that user
 */
typedef struct
{
  uid_t caller;
  uid_t helper;
  gboolean helper_is_logged_on;
  gboolean is_engine_of_one;
  uid_t engine;
} HaulierLending;

const HaulierRule *haulier_lending_rules_refuse (const HaulierLending *lending, gint *out_code);
gboolean haulier_lending_covers (const HaulierConsent *given,
                                 HaulierAccount lender,
                                 const HaulierConsent *asked);
gboolean haulier_lending_rules_check (const HaulierLending *lending, GError **error);

G_END_DECLS
