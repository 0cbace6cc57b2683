/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The jobs that have a person's identity, each with a button that takes it back. */
#pragma once

#include <adwaita.h>

#include "haulier-client.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_LOAN_LIST (haulier_loan_list_get_type ())
G_DECLARE_FINAL_TYPE (HaulierLoanList, haulier_loan_list, HAULIER, LOAN_LIST, AdwPreferencesGroup)

/* Signal `failed` (GError): nothing could be taken back, or told. */

void haulier_loan_list_show (HaulierLoanList *self, HaulierClient *client);

G_END_DECLS
