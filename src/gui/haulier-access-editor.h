/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window in which one part of the access settings of a job, or of an account, is changed; it
 * says what would come of it. */
#pragma once

#include "haulier-access-form.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_ACCESS_EDITOR (haulier_access_editor_get_type ())
G_DECLARE_FINAL_TYPE (HaulierAccessEditor, haulier_access_editor, HAULIER, ACCESS_EDITOR, AdwWindow)

/* Signal `saved`: the engine has what was entered. */

HaulierAccessEditor *haulier_access_editor_new (GtkWindow *parent,
                                                const char *title,
                                                HaulierClient *client,
                                                const char *id,
                                                GtkWidget *form);

G_END_DECLS
