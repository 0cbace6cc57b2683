/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Answers to offers of HelperToken, which stand beside the methods about all jobs. */
#pragma once

#include "haulier-daemon.h"

G_BEGIN_DECLS

void haulier_handle_describe_offer (HaulierCall *call);
void haulier_handle_lend (HaulierCall *call);

G_END_DECLS
