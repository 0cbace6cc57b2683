/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which folders go when somebody logs off: mapped drives, as they are here. */
#pragma once

#include <glib.h>

#include "haulier-access-facts.h"

G_BEGIN_DECLS

HaulierFact haulier_session_mounts_decide (const char *mountinfo, const char *path);

G_END_DECLS
