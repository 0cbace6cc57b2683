/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A file of a job as a front end shows it; empty until its row has come. */
#pragma once

#include <glib-object.h>

#include "haulier-file.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_FILE_ITEM (haulier_file_item_get_type ())
G_DECLARE_FINAL_TYPE (HaulierFileItem, haulier_file_item, HAULIER, FILE_ITEM, GObject)

/* Properties (all read-only): index loaded name address path state transferred total progress
 * state-text error-message. */

HaulierFileItem *haulier_file_item_new (guint index);
void haulier_file_item_update (HaulierFileItem *self, HaulierFile *file);
guint haulier_file_item_get_index (HaulierFileItem *self);
const HaulierFile *haulier_file_item_get_file (HaulierFileItem *self);

G_END_DECLS
