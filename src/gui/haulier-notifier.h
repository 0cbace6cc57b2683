/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tells the desktop what a person who looks elsewhere wants to know, and keeps it awake. */
#pragma once

#include <gtk/gtk.h>

#include "haulier-job-watch.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_NOTIFIER (haulier_notifier_get_type ())
G_DECLARE_FINAL_TYPE (HaulierNotifier, haulier_notifier, HAULIER, NOTIFIER, GObject)

HaulierNotifier *haulier_notifier_new (GtkApplication *application, HaulierJobWatch *watch);
void haulier_notifier_seen (HaulierNotifier *self);
void haulier_notifier_tell_background (HaulierNotifier *self);

G_END_DECLS
