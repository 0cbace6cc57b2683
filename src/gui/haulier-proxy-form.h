/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form for a job's proxy: usage, list and the hosts that are reached without it. */
#pragma once

#include "haulier-access-form.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_PROXY_FORM (haulier_proxy_form_get_type ())
G_DECLARE_FINAL_TYPE (HaulierProxyForm, haulier_proxy_form, HAULIER, PROXY_FORM, AdwBin)

GtkWidget *haulier_proxy_form_new (const char *usage);

G_END_DECLS
