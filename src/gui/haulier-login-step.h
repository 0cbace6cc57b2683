/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A decision of the trace about a login: who asked, what answers, and who was passed over. */
#pragma once

#include <gtk/gtk.h>

#include "haulier-trace-record.h"

G_BEGIN_DECLS

GtkWidget *haulier_login_step_new (const HaulierTraceRecord *record);

G_END_DECLS
