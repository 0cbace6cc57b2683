/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The rows in which a login is entered: how, as whom, with which password. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_LOGIN_ROWS (haulier_login_rows_get_type ())
G_DECLARE_FINAL_TYPE (HaulierLoginRows, haulier_login_rows, HAULIER, LOGIN_ROWS, GObject)

/* Signal `changed`: a person changed something. */

HaulierLoginRows *haulier_login_rows_new (void);
void haulier_login_rows_add_to_group (HaulierLoginRows *self, AdwPreferencesGroup *group);
void haulier_login_rows_add_to_expander (HaulierLoginRows *self, AdwExpanderRow *expander);
void haulier_login_rows_show (HaulierLoginRows *self,
                              const char *scheme,
                              gboolean implicit,
                              const char *user);
void haulier_login_rows_enter_fix (HaulierLoginRows *self, GVariant *arguments);
const char *haulier_login_rows_get_scheme (HaulierLoginRows *self);
const char *haulier_login_rows_get_user (HaulierLoginRows *self);
const char *haulier_login_rows_get_password (HaulierLoginRows *self);
void haulier_login_rows_set_password (HaulierLoginRows *self, const char *password);
gboolean haulier_login_rows_check_password (HaulierLoginRows *self, GError **error);
gboolean haulier_login_rows_is_implicit (HaulierLoginRows *self);
gboolean haulier_login_rows_is_empty (HaulierLoginRows *self);
GVariant *haulier_login_rows_to_variant (HaulierLoginRows *self, const char *target);

G_END_DECLS
