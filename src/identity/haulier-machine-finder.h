/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the rules about access ask of this machine: names and groups of people, mounts, a keytab. */
#pragma once

#include <gio/gio.h>

#include "haulier-access-facts.h"

G_BEGIN_DECLS

typedef struct _HaulierMachineFinder HaulierMachineFinder;

/**
 * HaulierMachineFacts:
 * @owner_name: name of the owner for people
 * @computer_name: name of the computer's own account
 * @owner_is_system_user: as in #HaulierAccessFacts
 * @helper_in_administrators: as in #HaulierAccessFacts
 * @computer_credentials: as in #HaulierAccessFacts
 * @computer_ticket: as in #HaulierAccessFacts; not looked for
 * @session_bound: as in #HaulierAccessFacts
 */
typedef struct
{
  char *owner_name;
  char *computer_name;
  HaulierFact owner_is_system_user;
  HaulierFact helper_in_administrators;
  HaulierFact computer_credentials;
  HaulierFact computer_ticket;
  HaulierFact session_bound;
} HaulierMachineFacts;

HaulierMachineFinder *haulier_machine_finder_new (void);
void haulier_machine_finder_free (HaulierMachineFinder *finder);
void haulier_machine_finder_find_async (HaulierMachineFinder *finder,
                                        HaulierAccount owner,
                                        const char *helper,
                                        const char *local,
                                        const char *keytab,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
HaulierMachineFacts *haulier_machine_finder_find_finish (GAsyncResult *result);
void haulier_machine_facts_free (HaulierMachineFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierMachineFacts, haulier_machine_facts_free)

G_END_DECLS
