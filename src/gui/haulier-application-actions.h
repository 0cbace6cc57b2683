/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What can be done from anywhere: keys, notifications and the command line end here. */
#pragma once

#include "haulier-application.h"

G_BEGIN_DECLS

void haulier_application_actions_add (HaulierApplication *self);

G_END_DECLS
