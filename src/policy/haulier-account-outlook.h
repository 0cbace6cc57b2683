/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What can be said of an account before it has a job: who it is on the network, what to mind. */
#pragma once

#include <glib.h>

#include "haulier-access-facts.h"
#include "haulier-identity-rules.h"

G_BEGIN_DECLS

HaulierIdentity haulier_account_outlook_get_network (HaulierAccountKind account);
GPtrArray *haulier_account_outlook_warn (const HaulierAccessFacts *facts);

G_END_DECLS
