/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window in which a person answers a code: it says what the job asks for, and lends it the
 * person's identity if that is agreed to. */
#pragma once

#include <adwaita.h>

#include "haulier-client.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_LEND_DIALOG (haulier_lend_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HaulierLendDialog, haulier_lend_dialog, HAULIER, LEND_DIALOG, AdwWindow)

/* Signal `message`: what a person is to be told when it is done. */

HaulierLendDialog *haulier_lend_dialog_new (GtkWindow *parent, HaulierClient *client);

G_END_DECLS
