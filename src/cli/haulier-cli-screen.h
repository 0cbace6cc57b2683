/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The last lines of a terminal, drawn over again as jobs move: a bar for each. */
#pragma once

#include "haulier-cli.h"
#include "haulier-job.h"

G_BEGIN_DECLS

typedef struct _HaulierCliScreen HaulierCliScreen;

HaulierCliScreen *haulier_cli_screen_new (const HaulierCli *cli);
void haulier_cli_screen_free (HaulierCliScreen *self);
void haulier_cli_screen_show (HaulierCliScreen *self, const HaulierJob *job);
void haulier_cli_screen_forget (HaulierCliScreen *self, const char *id);
void haulier_cli_screen_draw (HaulierCliScreen *self);
void haulier_cli_screen_say (HaulierCliScreen *self, const char *line);
void haulier_cli_screen_finish (HaulierCliScreen *self);
gboolean haulier_cli_screen_is_counting_down (HaulierCliScreen *self);
char *haulier_cli_screen_line (const HaulierJob *job, guint width, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierCliScreen, haulier_cli_screen_free)

G_END_DECLS
