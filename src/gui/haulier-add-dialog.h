/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The dialog for a new download: what, where to, how; it stays open until the engine has it. */
#pragma once

#include <adwaita.h>

#include "haulier-engines.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ADD_DIALOG (haulier_add_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAddDialog, haulier_add_dialog, HAULIER, ADD_DIALOG, AdwWindow)

/* Signal `added` (id, folder): the engine has stored the job. */

HaulierAddDialog *haulier_add_dialog_new (GtkWindow *parent, HaulierEngines *engines);
void haulier_add_dialog_set_folder (HaulierAddDialog *self, const char *folder);
void haulier_add_dialog_add_text (HaulierAddDialog *self, const char *text);
void haulier_add_dialog_show_error (HaulierAddDialog *self, const GError *error);

G_END_DECLS
