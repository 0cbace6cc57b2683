/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Draws the speed of one job over the last two minutes. */
#pragma once

#include <gtk/gtk.h>

#include "haulier-speed-log.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_SPEED_GRAPH (haulier_speed_graph_get_type ())
G_DECLARE_FINAL_TYPE (HaulierSpeedGraph, haulier_speed_graph, HAULIER, SPEED_GRAPH, GtkWidget)

void haulier_speed_graph_show (HaulierSpeedGraph *self, HaulierSpeedLog *log, const char *id);

G_END_DECLS
