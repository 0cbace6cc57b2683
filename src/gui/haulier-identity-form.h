/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form with which a person lends the own identity to a job: what for, and with which tickets.
 */
#pragma once

#include "haulier-access-form.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_IDENTITY_FORM (haulier_identity_form_get_type ())
G_DECLARE_FINAL_TYPE (HaulierIdentityForm, haulier_identity_form, HAULIER, IDENTITY_FORM, AdwBin)

GtkWidget *haulier_identity_form_new (guint flags);

G_END_DECLS
