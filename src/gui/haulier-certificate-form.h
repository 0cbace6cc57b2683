/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form for the client certificate that a job shows: in which store, and which one. */
#pragma once

#include "haulier-access-form.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_CERTIFICATE_FORM (haulier_certificate_form_get_type ())
G_DECLARE_FINAL_TYPE (HaulierCertificateForm,
                      haulier_certificate_form,
                      HAULIER,
                      CERTIFICATE_FORM,
                      AdwPreferencesGroup)

GtkWidget *haulier_certificate_form_new (void);

G_END_DECLS
