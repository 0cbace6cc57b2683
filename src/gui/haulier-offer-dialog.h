/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window in which a person asks for a helper: it has the code, and tells what becomes of it. */
#pragma once

#include <adwaita.h>

#include "haulier-client.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_OFFER_DIALOG (haulier_offer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (HaulierOfferDialog, haulier_offer_dialog, HAULIER, OFFER_DIALOG, AdwWindow)

/* Signals: `changed`: the helper token of the job is another now, or what it is used for; `lent`:
 * somebody lent an identity. */

HaulierOfferDialog *
haulier_offer_dialog_new (GtkWindow *parent, HaulierClient *client, const char *id);

G_END_DECLS
