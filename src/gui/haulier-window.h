/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window: sidebar, list of jobs, details. */
#pragma once

#include "haulier-application.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_WINDOW (haulier_window_get_type ())
G_DECLARE_FINAL_TYPE (HaulierWindow, haulier_window, HAULIER, WINDOW, AdwApplicationWindow)

HaulierWindow *haulier_window_ensure (HaulierApplication *application);

/**
 * haulier_window_open:
 * @uris: addresses, and files that list some
 *
 * Downloads addresses without asking, as the command line does; once there is an engine.
 */
void haulier_window_open (HaulierWindow *self, const char *const *uris);
void haulier_window_show_job (HaulierWindow *self, const char *id);

G_END_DECLS
