/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where an engine serves: in the session of its user, or for the whole computer. */
#pragma once

#include <gio/gio.h>

#include "haulier-engine-scope.h"

G_BEGIN_DECLS

/**
 * HaulierPlace:
 * @scope: whom the engine serves
 * @bus: the bus on which it has its name
 * @state: (type filename): absolute path of the folder with the queue
 * @runtime: (nullable) (type filename): of the system engine: absolute path of a folder for what
 * ends with it, which others may pass through
 */
typedef struct
{
  HaulierEngineScope scope;
  GBusType bus;
  char *state;
  char *runtime;
} HaulierPlace;

HaulierPlace *haulier_place_new_session (const char *state);
HaulierPlace *haulier_place_new_system (const char *state, GError **error);
void haulier_place_free (HaulierPlace *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierPlace, haulier_place_free)

G_END_DECLS
