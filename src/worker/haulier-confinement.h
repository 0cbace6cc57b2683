/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a program of this room gives up before anything reaches it from outside. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HaulierConfinement:
 * @HAULIER_CONFINEMENT_WHOLE: talks to networks and opens files
 * @HAULIER_CONFINEMENT_NETWORK: talks to networks; another process opens the files
 * @HAULIER_CONFINEMENT_FILES: opens files
 */
typedef enum /*< skip >*/
{
  HAULIER_CONFINEMENT_WHOLE,
  HAULIER_CONFINEMENT_NETWORK,
  HAULIER_CONFINEMENT_FILES,
} HaulierConfinement;

gboolean haulier_confinement_enter (HaulierConfinement confinement, GError **error);

G_END_DECLS
