/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whose a job is: what a caller is to an account, in the engine of a user or of the computer. */
#pragma once

#include "haulier-account.h"
#include "haulier-authorisation.h"
#include "haulier-caller.h"
#include "haulier-engine-scope.h"

G_BEGIN_DECLS

typedef struct _HaulierOwners HaulierOwners;

void haulier_owners_find_async (HaulierEngineScope scope,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
HaulierOwners *haulier_owners_find_finish (GAsyncResult *result);
HaulierOwners *haulier_owners_ref (HaulierOwners *owners);
void haulier_owners_unref (HaulierOwners *owners);
HaulierEngineScope haulier_owners_get_scope (const HaulierOwners *owners);
HaulierAccount haulier_owners_get_account (const HaulierOwners *owners,
                                           const HaulierCaller *caller);
HaulierCallerRelation haulier_owners_relate (const HaulierOwners *owners,
                                             const HaulierCaller *caller,
                                             HaulierAccount account);
HaulierCallerRelation haulier_owners_relate_to_engine (const HaulierOwners *owners,
                                                       const HaulierCaller *caller);
gboolean haulier_owners_may_see (const HaulierOwners *owners,
                                 const HaulierCaller *caller,
                                 HaulierAccount account);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierOwners, haulier_owners_unref)

G_END_DECLS
