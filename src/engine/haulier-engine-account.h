/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the engine knows of an account: whether it is logged on, what it logs in with. */
#pragma once

#include "haulier-access-facts.h"
#include "haulier-engine.h"
#include "haulier-machine-credential.h"
#include "haulier-machine-finder.h"

G_BEGIN_DECLS

HaulierFact haulier_engine_tell_logged_on (HaulierEngine *self, HaulierAccount account);
const HaulierMachineCredential *haulier_engine_peek_computer (HaulierEngine *self,
                                                              HaulierAccount account);
void haulier_engine_tell_computer (HaulierEngine *self,
                                   HaulierAccount account,
                                   HaulierMachineFacts *facts);
void haulier_engine_ensure_computer_async (HaulierEngine *self,
                                           HaulierAccount account,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
void haulier_engine_ensure_computer_finish (HaulierEngine *self, GAsyncResult *result);

G_END_DECLS
