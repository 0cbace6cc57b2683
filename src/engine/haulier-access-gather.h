/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the rules about access have to know about a job of this engine. */
#pragma once

#include "haulier-access-facts.h"
#include "haulier-job.h"

G_BEGIN_DECLS

/* What the workers of this engine can send. */
#define HAULIER_ACCESS_WIRE_SCHEMES                                                                \
  (HAULIER_AUTH_SCHEME_BIT (HAULIER_AUTH_SCHEME_BASIC)                                             \
   | HAULIER_AUTH_SCHEME_BIT (HAULIER_AUTH_SCHEME_NEGOTIATE))

void haulier_access_gather (const HaulierJob *job, GVariant *settings, HaulierAccessFacts *facts);

G_END_DECLS
