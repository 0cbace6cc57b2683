/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How long frames of the list take with 100,000 jobs: first frame, changes, jumps, sorting. */
#include "config.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "haulier-job-view.h"

#define PHASE_SECONDS 5
#define N_MOVING 40

typedef struct
{
  guint n_jobs;
  guint changes_per_second;
  guint batches_per_second;
  GListStore *jobs;
  HaulierJobView *view;
  GtkWindow *window;
  GMainLoop *loop;
  GArray *frames; /* of double: milliseconds */
  gint64 frame_began;
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

static void
before_paint_cb (GdkFrameClock *clock, Bench *self)
{
  self->frame_began = g_get_monotonic_time ();
}

static void
after_paint_cb (GdkFrameClock *clock, Bench *self)
{
  double took = (double) (g_get_monotonic_time () - self->frame_began) / 1000;

  g_array_append_val (self->frames, took);
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
report (Bench *self, const char *phase, double wall, double cpu)
{
  g_array_sort (self->frames, compare_doubles);
  g_print ("%-28s frames %4u  p50 %6.1f ms  p95 %6.1f ms  max %6.1f ms  cpu %5.1f %%\n",
           phase,
           self->frames->len,
           percentile (self->frames, 0.5),
           percentile (self->frames, 0.95),
           percentile (self->frames, 1.0),
           100 * cpu / wall);
  g_array_set_size (self->frames, 0);
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

static GtkAdjustment *
find_adjustment (GtkWidget *widget)
{
  GtkAdjustment *found = NULL;

  if (GTK_IS_SCROLLED_WINDOW (widget) && gtk_widget_get_mapped (widget))
    return gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_adjustment (child);
  return found;
}

static gboolean
jump_cb (gpointer user_data)
{
  Bench *self = user_data;
  GtkAdjustment *adjustment = find_adjustment (GTK_WIDGET (self->view));

  gtk_adjustment_set_value (adjustment,
                            g_random_double_range (0, gtk_adjustment_get_upper (adjustment)));
  return G_SOURCE_CONTINUE;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (((Bench *) user_data)->loop);
  return G_SOURCE_REMOVE;
}

static void
run_phase (Bench *self, const char *name, guint per_second, GSourceFunc function)
{
  gint64 began = g_get_monotonic_time ();
  double cpu = cpu_seconds ();
  guint source = function != NULL ? g_timeout_add (1000 / per_second, function, self) : 0;

  g_timeout_add_seconds (PHASE_SECONDS, quit_cb, self);
  g_main_loop_run (self->loop);
  g_clear_handle_id (&source, g_source_remove);
  report (self,
          name,
          (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC,
          cpu_seconds () - cpu);
}

static void
wait_for_frame (Bench *self)
{
  while (self->frames->len == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
open_window (Bench *self)
{
  gint64 began;

  self->window = GTK_WINDOW (gtk_window_new ());
  self->view = g_object_new (HAULIER_TYPE_JOB_VIEW, NULL);
  gtk_window_set_default_size (self->window, 1100, 700);
  gtk_window_set_child (self->window, GTK_WIDGET (self->view));
  haulier_job_view_set_order (self->view, "added", TRUE);
  gtk_window_present (self->window);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)),
                    "before-paint",
                    G_CALLBACK (before_paint_cb),
                    self);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)),
                    "after-paint",
                    G_CALLBACK (after_paint_cb),
                    self);
  wait_for_frame (self);
  g_array_set_size (self->frames, 0);
  began = g_get_monotonic_time ();
  haulier_job_selection_set_jobs (haulier_job_view_get_selection (self->view),
                                  G_LIST_MODEL (self->jobs));
  wait_for_frame (self);
  g_print ("%-28s %.1f ms\n",
           "first frame with the jobs",
           (double) (g_get_monotonic_time () - began) / 1000);
}

static void
report_memory (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return;
  line = strstr (text, "VmRSS:");
  if (line != NULL)
    g_print ("%-28s %.0f MB\n", "resident memory", g_ascii_strtod (line + 6, NULL) / 1024);
}

int
main (int argc, char *argv[])
{
  Bench self = { .n_jobs = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000 };

  adw_init ();
  self.loop = g_main_loop_new (NULL, FALSE);
  self.frames = g_array_new (FALSE, FALSE, sizeof (double));
  self.jobs = g_list_store_new (HAULIER_TYPE_JOB_ITEM);
  for (guint i = 0; i < self.n_jobs; i++)
    {
      g_autoptr (HaulierJobItem) item
          = haulier_job_item_new (new_job (i, i, i + N_MOVING >= self.n_jobs));

      g_list_store_append (self.jobs, item);
    }
  g_print ("%u jobs\n", self.n_jobs);
  open_window (&self);
  run_phase (&self, "nothing happens", 1, NULL);
  self.changes_per_second = 200;
  self.batches_per_second = 4;
  run_phase (&self, "200 changes/s, 4 batches/s", 4, change_cb);
  self.batches_per_second = 10;
  run_phase (&self, "200 changes/s, 10 batches/s", 10, change_cb);
  run_phase (&self, "jumps, 10/s", 10, jump_cb);
  haulier_job_view_set_order (self.view, "name", FALSE);
  run_phase (&self, "sorting by name", 1, NULL);
  haulier_job_view_set_order (self.view, "speed", TRUE);
  self.batches_per_second = 4;
  run_phase (&self, "sorted by speed, changing", 4, change_cb);
  haulier_job_filter_set_text (
      haulier_job_selection_get_filter (haulier_job_view_get_selection (self.view)), "file-00");
  run_phase (&self, "searching", 1, NULL);
  report_memory ();
  return 0;
}
