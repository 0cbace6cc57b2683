/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The accounts in the sidebar: those that have jobs or could, each with its number. */
#pragma once

#include <adwaita.h>

#include "haulier-account-list.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ACCOUNT_SECTION (haulier_account_section_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAccountSection,
                      haulier_account_section,
                      HAULIER,
                      ACCOUNT_SECTION,
                      GtkBox)

/* Property `account`: the one whose jobs a person wants to see, or %NULL.
 * Signal `activated`: a person chose a row, even the same. */

void haulier_account_section_setup (HaulierAccountSection *self, HaulierAccountList *accounts);
HaulierAccountItem *haulier_account_section_get_account (HaulierAccountSection *self);
void haulier_account_section_set_account (HaulierAccountSection *self, HaulierAccountItem *account);
void haulier_account_section_set_count (HaulierAccountSection *self,
                                        HaulierAccountItem *account,
                                        guint count);

G_END_DECLS
