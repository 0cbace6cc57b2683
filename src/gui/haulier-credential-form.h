/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form for who logs in: where, how, as whom. */
#pragma once

#include "haulier-access-form.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_CREDENTIAL_FORM (haulier_credential_form_get_type ())
G_DECLARE_FINAL_TYPE (HaulierCredentialForm,
                      haulier_credential_form,
                      HAULIER,
                      CREDENTIAL_FORM,
                      AdwPreferencesGroup)

GtkWidget *haulier_credential_form_new (const char *target);

G_END_DECLS
