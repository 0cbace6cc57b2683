/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How long the frames of a window take while something is done to it. */
#include "config.h"

#include "bench-frames.h"

#include <math.h>
#include <string.h>
#include <sys/resource.h>

#define PHASE_SECONDS 5

struct _BenchFrames
{
  GtkWidget *window;
  GMainLoop *loop;
  GArray *took; /* of double: milliseconds */
  gint64 began;
};

static void
before_paint_cb (GdkFrameClock *clock, BenchFrames *frames)
{
  frames->began = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, BenchFrames *frames)
{
  double took = (double) (g_get_monotonic_time () - frames->began) / 1000;

  g_array_append_val (frames->took, took);
}

/* Opens a window around @child and waits for its first frame. */
BenchFrames *
bench_frames_new (GtkWidget *child, int width, int height)
{
  BenchFrames *frames = g_new0 (BenchFrames, 1);
  GdkFrameClock *clock = NULL;

  frames->loop = g_main_loop_new (NULL, FALSE);
  frames->took = g_array_new (FALSE, FALSE, sizeof (double));
  frames->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (frames->window), width, height);
  gtk_window_set_child (GTK_WINDOW (frames->window), child);
  gtk_window_present (GTK_WINDOW (frames->window));
  clock = gtk_widget_get_frame_clock (frames->window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), frames);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), frames);
  bench_frames_wait (frames);
  return frames;
}

/* Waits for a frame after this call. */
void
bench_frames_wait (BenchFrames *frames)
{
  g_array_set_size (frames->took, 0);
  while (frames->took->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_array_set_size (frames->took, 0);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double p = *(const double *) a;
  double q = *(const double *) b;

  return p < q ? -1 : p > q;
}

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
         + (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static double
percentile (GArray *values, double part)
{
  guint position = (guint) floor (part * (values->len - 1));

  return values->len > 0 ? g_array_index (values, double, position) : 0;
}

static void
report (BenchFrames *frames, const char *phase, double wall, double cpu)
{
  g_array_sort (frames->took, compare_doubles);
  g_print ("%-28s frames %4u  p50 %6.1f ms  p95 %6.1f ms  max %6.1f ms  cpu %5.1f %%\n",
           phase,
           frames->took->len,
           percentile (frames->took, 0.5),
           percentile (frames->took, 0.95),
           percentile (frames->took, 1.0),
           100 * cpu / wall);
  g_array_set_size (frames->took, 0);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (((BenchFrames *) user_data)->loop);
  return G_SOURCE_REMOVE;
}

/* Calls @function so often a second for five seconds, and prints the frames of that time. */
void
bench_frames_run (BenchFrames *frames,
                  const char *phase,
                  guint per_second,
                  GSourceFunc function,
                  gpointer user_data)
{
  gint64 began = g_get_monotonic_time ();
  double cpu = cpu_seconds ();
  guint source = function != NULL ? g_timeout_add (1000 / per_second, function, user_data) : 0;

  g_timeout_add_seconds (PHASE_SECONDS, quit_cb, frames);
  g_main_loop_run (frames->loop);
  g_clear_handle_id (&source, g_source_remove);
  report (frames,
          phase,
          (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC,
          cpu_seconds () - cpu);
}

/* Where the list below @widget has been scrolled to. */
GtkAdjustment *
bench_frames_find_adjustment (GtkWidget *widget)
{
  GtkAdjustment *found = NULL;

  if (GTK_IS_SCROLLED_WINDOW (widget) && gtk_widget_get_mapped (widget))
    return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = bench_frames_find_adjustment (child);
  return found;
}

void
bench_frames_report_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return;
  line = strstr (text, "VmRSS:");
  if (line != NULL)
    g_print ("%-28s %.0f MB\n", "resident memory", g_ascii_strtod (line + 6, NULL) / 1024);
}
