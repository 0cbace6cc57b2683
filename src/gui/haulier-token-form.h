/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form for what a job uses its helper token for. */
#pragma once

#include "haulier-access-form.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_TOKEN_FORM (haulier_token_form_get_type ())
G_DECLARE_FINAL_TYPE (HaulierTokenForm, haulier_token_form, HAULIER, TOKEN_FORM, AdwBin)

GtkWidget *haulier_token_form_new (gint flags);

G_END_DECLS
