/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window: sidebar, list of jobs, details. */
#pragma once

#include "haulier-application.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_WINDOW (haulier_window_get_type ())
G_DECLARE_FINAL_TYPE (HaulierWindow, haulier_window, HAULIER, WINDOW, AdwApplicationWindow)

HaulierWindow *haulier_window_new (HaulierApplication *application);

G_END_DECLS
