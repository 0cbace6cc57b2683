/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a server and a proxy asked for when the job ran before, read from its trace. */
#pragma once

#include <glib.h>

#include "haulier-access-facts.h"

G_BEGIN_DECLS

void haulier_asked_before_read (GPtrArray *records, HaulierAccessFacts *facts);

G_END_DECLS
