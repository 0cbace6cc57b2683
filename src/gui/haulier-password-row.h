/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A row in which a password is entered, and which tells it to nobody on the accessibility bus. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_PASSWORD_ROW (haulier_password_row_get_type ())
G_DECLARE_FINAL_TYPE (HaulierPasswordRow,
                      haulier_password_row,
                      HAULIER,
                      PASSWORD_ROW,
                      AdwPreferencesRow)

/* Signal `changed`: the password is another one. */

GtkWidget *haulier_password_row_new (void);
const char *haulier_password_row_get_password (HaulierPasswordRow *self);
void haulier_password_row_set_password (HaulierPasswordRow *self, const char *password);

G_END_DECLS
