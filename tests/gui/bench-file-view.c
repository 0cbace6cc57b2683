/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How long frames of the list of files take, of the only job of a running engine. */
#include "config.h"

#include <adwaita.h>

#include "bench-frames.h"
#include "haulier-files-page.h"
#include "haulier-job-list.h"

/* What a turned wheel moves, in pixels. */
#define WHEEL_STEP 120

typedef struct
{
  HaulierFilesPage *page;
} Bench;

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!haulier_client_open_finish (HAULIER_CLIENT (source), result, &error))
    g_printerr ("%s\n", error->message);
}

static gboolean
jump_cb (gpointer user_data)
{
  Bench *self = user_data;
  GtkAdjustment *adjustment = bench_frames_find_adjustment (GTK_WIDGET (self->page));

  gtk_adjustment_set_value (adjustment,
                            g_random_double_range (0, gtk_adjustment_get_upper (adjustment)));
  return G_SOURCE_CONTINUE;
}

static gboolean
scroll_cb (gpointer user_data)
{
  Bench *self = user_data;
  GtkAdjustment *adjustment = bench_frames_find_adjustment (GTK_WIDGET (self->page));

  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + WHEEL_STEP);
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char *argv[])
{
  g_autoptr (HaulierClient) client = haulier_client_new ();
  g_autoptr (HaulierJobList) jobs = NULL;
  g_autoptr (HaulierJobItem) job = NULL;
  BenchFrames *frames = NULL;
  Bench self = { NULL };
  gint64 began = 0;

  adw_init ();
  jobs = haulier_job_list_new (client);
  haulier_client_open_async (client, NULL, opened_cb, NULL);
  while (g_list_model_get_n_items (G_LIST_MODEL (jobs)) == 0)
    g_main_context_iteration (NULL, TRUE);
  job = g_list_model_get_item (G_LIST_MODEL (jobs), 0);
  g_print ("%u files\n", haulier_job_item_get_job (job)->files_total);
  self.page = g_object_new (HAULIER_TYPE_FILES_PAGE, NULL);
  frames = bench_frames_new (GTK_WIDGET (self.page), 500, 700);
  began = g_get_monotonic_time ();
  haulier_files_page_show (self.page, client, job);
  bench_frames_wait (frames);
  g_print ("%-28s %.1f ms\n",
           "first frame with the files",
           (double) (g_get_monotonic_time () - began) / 1000);
  bench_frames_run (frames, "nothing happens", 1, NULL, NULL);
  bench_frames_run (frames, "scrolling, 60/s", 60, scroll_cb, &self);
  bench_frames_run (frames, "jumps, 10/s", 10, jump_cb, &self);
  bench_frames_report_memory ();
  return 0;
}
