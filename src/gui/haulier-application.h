/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The application: one instance, its actions, and what opens its window. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define HAULIER_APPLICATION_ID "org.haulier.Haulier"

#define HAULIER_TYPE_APPLICATION (haulier_application_get_type ())
G_DECLARE_FINAL_TYPE (HaulierApplication, haulier_application, HAULIER, APPLICATION, AdwApplication)

HaulierApplication *haulier_application_new (void);

G_END_DECLS
