/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the caller has lent, which stands beside the methods about all jobs. */
#pragma once

#include "haulier-daemon.h"

G_BEGIN_DECLS

void haulier_handle_list_loans (HaulierCall *call);
void haulier_handle_withdraw (HaulierCall *call);

G_END_DECLS
