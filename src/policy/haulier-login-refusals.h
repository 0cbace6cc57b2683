/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What it means that a login was refused: a wrong password, or one file that it does not open. */
#pragma once

#include <glib.h>

#include "haulier-login.h"
#include "haulier-rule.h"

G_BEGIN_DECLS

/* What became of a login in a realm before. */
typedef enum
{
  HAULIER_LOGIN_PAST_NONE,     /* it was never accepted there */
  HAULIER_LOGIN_PAST_ACCEPTED, /* it was, the last time too */
  HAULIER_LOGIN_PAST_REFUSED,  /* it was; the last time it was refused for one file */
} HaulierLoginPast;

HaulierTriedEnd haulier_login_refusal_decide (gboolean is_explicit,
                                              gboolean by_who_asked,
                                              HaulierLoginPast past,
                                              const HaulierRule **out_rule);

G_END_DECLS
