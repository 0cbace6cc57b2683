/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* An account as a front end shows it: its name, how many jobs it has, and what the engine tells. */
#pragma once

#include <gio/gio.h>

#include "haulier-account.h"
#include "haulier-job-facts.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ACCOUNT_ITEM (haulier_account_item_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAccountItem, haulier_account_item, HAULIER, ACCOUNT_ITEM, GObject)

/* Properties (all read-only): `label`: its name for a person; `facts`: what the engine tells. */

HaulierAccountItem *haulier_account_item_new (HaulierAccount account, gboolean is_self);
HaulierAccount haulier_account_item_get_account (HaulierAccountItem *self);
const char *haulier_account_item_get_key (HaulierAccountItem *self);
gboolean haulier_account_item_is_self (HaulierAccountItem *self);
const char *haulier_account_item_get_label (HaulierAccountItem *self);
void haulier_account_item_add_job (HaulierAccountItem *self, HaulierJobGroup group);
void haulier_account_item_remove_job (HaulierAccountItem *self, HaulierJobGroup group);
guint haulier_account_item_count (HaulierAccountItem *self, HaulierJobGroup group);
guint haulier_account_item_count_all (HaulierAccountItem *self);
void haulier_account_item_set_facts (HaulierAccountItem *self, GVariant *facts);
GVariant *haulier_account_item_get_facts (HaulierAccountItem *self);
GPtrArray *haulier_account_item_get_warnings (HaulierAccountItem *self);
int haulier_account_item_compare (HaulierAccountItem *self, HaulierAccountItem *other);

G_END_DECLS
