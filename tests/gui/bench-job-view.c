/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How long frames of the list take with 100,000 jobs: first frame, changes, jumps, sorting. */
#include "config.h"

#include <adwaita.h>

#include "bench-frames.h"
#include "haulier-job-view.h"

#define N_MOVING 40

typedef struct
{
  guint n_jobs;
  guint changes_per_second;
  guint batches_per_second;
  GListStore *jobs;
  HaulierJobView *view;
  BenchFrames *frames;
  guint next; /* job to change */
} Bench;

static HaulierJob *
new_job (guint number, guint64 done, gboolean moving)
{
  g_autofree char *id = g_strdup_printf ("%08x-0000-4000-8000-000000000000", number);
  g_autofree char *name = g_strdup_printf ("file-%06u.iso", (number * 7919) % 1000000);
  HaulierJob *job = haulier_job_new (id, name, HAULIER_JOB_ORIGIN_DESKTOP);

  job->sequence = number + 1;
  job->state = moving ? HAULIER_JOB_STATE_TRANSFERRING : HAULIER_JOB_STATE_ACKNOWLEDGED;
  job->files_total = 1;
  job->files_transferred = moving ? 0 : 1;
  job->bytes_total = 1000000000;
  job->bytes_transferred = moving ? done : job->bytes_total;
  job->speed = moving ? 1000000 + done % 5000000 : 0;
  job->created = G_USEC_PER_SEC * (gint64) (1700000000 + number);
  job->remote = g_strconcat ("https://example.org/", name, NULL);
  return job;
}

/* The newest jobs move, in turn: those on screen among them. */
static gboolean
change_cb (gpointer user_data)
{
  Bench *self = user_data;
  guint n_changes = self->changes_per_second / self->batches_per_second;

  for (guint i = 0; i < n_changes; i++)
    {
      guint number = self->n_jobs - 1 - self->next++ % MIN (N_MOVING, self->n_jobs);
      g_autoptr (HaulierJobItem) item = g_list_model_get_item (G_LIST_MODEL (self->jobs), number);

      haulier_job_item_update (item, new_job (number, (guint64) self->next * 100000, TRUE));
      haulier_job_view_job_changed (self->view, item);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
jump_cb (gpointer user_data)
{
  Bench *self = user_data;
  GtkAdjustment *adjustment = bench_frames_find_adjustment (GTK_WIDGET (self->view));

  gtk_adjustment_set_value (adjustment,
                            g_random_double_range (0, gtk_adjustment_get_upper (adjustment)));
  return G_SOURCE_CONTINUE;
}

static void
open_window (Bench *self)
{
  gint64 began;

  self->view = g_object_new (HAULIER_TYPE_JOB_VIEW, NULL);
  haulier_job_view_set_order (self->view, "added", TRUE);
  self->frames = bench_frames_new (GTK_WIDGET (self->view), 1100, 700);
  began = g_get_monotonic_time ();
  haulier_job_selection_set_jobs (haulier_job_view_get_selection (self->view),
                                  G_LIST_MODEL (self->jobs));
  bench_frames_wait (self->frames);
  g_print ("%-28s %.1f ms\n",
           "first frame with the jobs",
           (double) (g_get_monotonic_time () - began) / 1000);
}

int
main (int argc, char *argv[])
{
  Bench self = { .n_jobs = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000 };

  adw_init ();
  self.jobs = g_list_store_new (HAULIER_TYPE_JOB_ITEM);
  for (guint i = 0; i < self.n_jobs; i++)
    {
      g_autoptr (HaulierJobItem) item
          = haulier_job_item_new (new_job (i, i, i + N_MOVING >= self.n_jobs));

      g_list_store_append (self.jobs, item);
    }
  g_print ("%u jobs\n", self.n_jobs);
  open_window (&self);
  bench_frames_run (self.frames, "nothing happens", 1, NULL, &self);
  self.changes_per_second = 200;
  self.batches_per_second = 4;
  bench_frames_run (self.frames, "200 changes/s, 4 batches/s", 4, change_cb, &self);
  self.batches_per_second = 10;
  bench_frames_run (self.frames, "200 changes/s, 10 batches/s", 10, change_cb, &self);
  bench_frames_run (self.frames, "jumps, 10/s", 10, jump_cb, &self);
  haulier_job_view_set_order (self.view, "name", FALSE);
  bench_frames_run (self.frames, "sorting by name", 1, NULL, &self);
  haulier_job_view_set_order (self.view, "speed", TRUE);
  self.batches_per_second = 4;
  bench_frames_run (self.frames, "sorted by speed, changing", 4, change_cb, &self);
  haulier_job_filter_set_text (
      haulier_job_selection_get_filter (haulier_job_view_get_selection (self.view)), "file-00");
  bench_frames_run (self.frames, "searching", 1, NULL, &self);
  bench_frames_report_memory ();
  return 0;
}
