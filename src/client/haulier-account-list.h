/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The accounts that have jobs or can have some: a GListModel of HaulierAccountItem. */
#pragma once

#include "haulier-account-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ACCOUNT_LIST (haulier_account_list_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAccountList, haulier_account_list, HAULIER, ACCOUNT_LIST, GObject)

/* Signals, with a HaulierAccountItem: `changed`: other facts; `renamed`: its name is known now. */

HaulierAccountList *haulier_account_list_new (void);
HaulierAccountItem *haulier_account_list_get_self (HaulierAccountList *self);
HaulierAccountItem *haulier_account_list_ensure (HaulierAccountList *self, HaulierAccount account);
void haulier_account_list_take_facts (HaulierAccountList *self, GVariant *facts);

G_END_DECLS
