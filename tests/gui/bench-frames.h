/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How long the frames of a window take while something is done to it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _BenchFrames BenchFrames;

BenchFrames *bench_frames_new (GtkWidget *child, int width, int height);
void bench_frames_wait (BenchFrames *frames);
void bench_frames_run (BenchFrames *frames,
                       const char *phase,
                       guint per_second,
                       GSourceFunc function,
                       gpointer user_data);
GtkAdjustment *bench_frames_find_adjustment (GtkWidget *widget);
void bench_frames_report_memory (void);

G_END_DECLS
