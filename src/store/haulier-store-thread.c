/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The thread of the store: requests go in, and come back done, in order. */
#include "config.h"

#include "haulier-store-thread-private.h"

#include "haulier-store-execution-private.h"

/* How long the first change waits for others, so that they share a transaction. */
#define GROUP_DELAY_US (20 * 1000)
/* What nobody waits for, as the rolling copy, is done when nothing was stored for the first time,
 * or when it has waited for the second: it takes disk and processor from the jobs that run. */
#define QUIET_AFTER_US (G_USEC_PER_SEC / 2)
#define QUIET_LATEST_US (10 * G_USEC_PER_SEC)
/* What could not be stored is tried again after these; the first grows to the second. */
#define RETRY_MIN_US (1 * G_USEC_PER_SEC)
#define RETRY_MAX_US (60 * G_USEC_PER_SEC)

/* Outlives the owner of the thread as long as a report is under way; its last field is used in the
 * main context only. */
typedef struct
{
  gatomicrefcount references;
  GMainContext *context;
  HaulierStoreReportFunc function;
  gpointer user_data; /* NULL when nobody listens any more */
} Line;

typedef struct
{
  Line *line;
  HaulierStoreReport report;
} Letter;

/* What nobody waits for; monotonic times, 0: there is nothing of the kind. */
typedef struct
{
  gint64 wanted_at;
  gint64 due_at;
} QuietMoment;

struct _HaulierStoreThread
{
  GThread *thread;
  char *folder;
  Line *line;

  GMutex mutex; /* guards what follows */
  GCond cond;
  GPtrArray *queue;   /* HaulierStoreRequest, oldest first */
  guint n_awaited;    /* requests in it that somebody waits for */
  gint64 save_at;     /* monotonic time at which the SAVE in it is due, or 0: there is none */
  gint64 retry_delay; /* microseconds, or 0: there is no trouble */
  gint64 retry_at;    /* monotonic time */
  gboolean stopping;
};

static void
line_unref (Line *line)
{
  if (!g_atomic_ref_count_dec (&line->references))
    return;
  g_main_context_unref (line->context);
  g_free (line);
}

static void
letter_free (gpointer data)
{
  Letter *letter = data;

  line_unref (letter->line);
  g_clear_error (&letter->report.error);
  g_strfreev (letter->report.notices);
  g_strfreev (letter->report.rescued);
  g_clear_pointer (&letter->report.settings, g_variant_unref);
  g_clear_pointer (&letter->report.requests, g_ptr_array_unref);
  g_free (letter->report.trouble);
  g_free (letter);
}

static gboolean
on_letter (gpointer data)
{
  Letter *letter = data;
  Line *line = letter->line;

  if (line->user_data != NULL)
    line->function (&letter->report, line->user_data);
  return G_SOURCE_REMOVE;
}

/* Hands a report, whose content it takes, to the main context. */
static void
send_report (HaulierStoreThread *self, HaulierStoreReport *report)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Letter *letter = g_new0 (Letter, 1);

  g_atomic_ref_count_inc (&self->line->references);
  letter->line = self->line;
  letter->report = *report;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "[haulier] store report");
  g_source_set_callback (source, on_letter, letter, letter_free);
  g_source_attach (source, self->line->context);
}

static HaulierStoreKeeper *
open_keeper (HaulierStoreThread *self)
{
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  HaulierStoreReport report = { .opened = TRUE };
  HaulierStoreKeeper *keeper = haulier_store_keeper_open (self->folder, notices, &report.error);

  g_ptr_array_add (notices, NULL);
  report.notices = (char **) g_ptr_array_steal (notices, NULL);
  report.settings = keeper != NULL ? g_variant_ref (keeper->settings) : NULL;
  send_report (self, &report);
  return keeper;
}

/* Returns: (nullable): the requests that are due; @out_wake is set to when others will be */
static GPtrArray *
take_due (HaulierStoreThread *self, gint64 *out_wake)
{
  GPtrArray *due = NULL;

  *out_wake = self->save_at;
  if (self->queue->len == 0
      || (self->n_awaited == 0 && !self->stopping && g_get_monotonic_time () < self->save_at))
    return NULL;
  due = self->queue;
  self->queue = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_store_request_free);
  self->n_awaited = 0;
  self->save_at = 0;
  return due;
}

/* What could not be stored goes back to the head of the queue, before what came meanwhile. */
static void
keep_unsaved (HaulierStoreThread *self, GPtrArray *done)
{
  HaulierStoreRequest *kept = NULL;

  for (guint i = 0; i < done->len; i++)
    {
      HaulierStoreRequest *request = g_ptr_array_index (done, i);

      if (request->kind != HAULIER_STORE_REQUEST_SAVE || request->error == NULL)
        continue;
      g_ptr_array_steal_index (done, i--);
      haulier_store_request_reset (request);
      if (kept == NULL)
        kept = request;
      else
        haulier_store_request_absorb (kept, request);
    }
  if (kept == NULL)
    {
      self->retry_delay = 0;
      return;
    }
  /* Who asks in between does not make it wait longer. */
  if (self->retry_delay == 0 || g_get_monotonic_time () >= self->retry_at)
    {
      self->retry_delay = CLAMP (self->retry_delay * 2, RETRY_MIN_US, RETRY_MAX_US);
      self->retry_at = g_get_monotonic_time () + self->retry_delay;
    }
  g_ptr_array_insert (self->queue, 0, kept);
  self->save_at = self->retry_at;
}

static void
execute (HaulierStoreThread *self, HaulierStoreKeeper *keeper, GPtrArray *due)
{
  HaulierStoreReport report = { 0 };
  g_autofree char *before = g_strdup (keeper->trouble);

  haulier_store_execution_run (keeper, due);
  g_mutex_lock (&self->mutex);
  keep_unsaved (self, due);
  g_mutex_unlock (&self->mutex);
  /* What nobody waits for is freed here, not on the main loop. */
  for (guint i = due->len; i > 0; i--)
    {
      if (((const HaulierStoreRequest *) g_ptr_array_index (due, i - 1))->task == NULL)
        g_ptr_array_remove_index (due, i - 1);
    }
  report.rescued = g_steal_pointer (&keeper->rescued);
  report.trouble_changed = g_strcmp0 (before, keeper->trouble) != 0;
  if (due->len == 0 && !report.trouble_changed && report.rescued == NULL)
    {
      g_ptr_array_unref (due);
      return;
    }
  report.trouble = g_strdup (keeper->trouble);
  report.requests = due;
  send_report (self, &report);
}

static void
wait_for_more (HaulierStoreThread *self, gint64 wake, gint64 quiet_at)
{
  if (wake == 0 || (quiet_at != 0 && quiet_at < wake))
    wake = quiet_at;
  if (wake != 0)
    g_cond_wait_until (&self->cond, &self->mutex, wake);
  else
    g_cond_wait (&self->cond, &self->mutex);
}

static void
put_off (QuietMoment *quiet)
{
  gint64 now = g_get_monotonic_time ();

  if (quiet->wanted_at == 0)
    quiet->wanted_at = now;
  quiet->due_at = MIN (now + QUIET_AFTER_US, quiet->wanted_at + QUIET_LATEST_US);
}

static void
serve (HaulierStoreThread *self, HaulierStoreKeeper *keeper)
{
  QuietMoment quiet = { 0, 0 };
  gint64 wake = 0;

  g_mutex_lock (&self->mutex);
  for (;;)
    {
      gboolean stopping = self->stopping;
      GPtrArray *due = take_due (self, &wake);

      if (due == NULL && stopping)
        break;
      if (due == NULL && (quiet.due_at == 0 || g_get_monotonic_time () < quiet.due_at))
        {
          wait_for_more (self, wake, quiet.due_at);
          continue;
        }
      g_mutex_unlock (&self->mutex);
      if (due != NULL)
        {
          execute (self, keeper, due);
          put_off (&quiet);
        }
      else if (!haulier_store_keeper_use_quiet_moment (keeper))
        quiet = (QuietMoment){ 0, 0 };
      g_mutex_lock (&self->mutex);
      /* At the end what still cannot be stored is tried once, and no more. */
      if (stopping && self->queue->len > 0)
        break;
    }
  g_mutex_unlock (&self->mutex);
}

static gpointer
run (gpointer data)
{
  HaulierStoreThread *self = data;
  HaulierStoreKeeper *keeper = open_keeper (self);

  if (keeper == NULL)
    return NULL;
  serve (self, keeper);
  haulier_store_keeper_close (keeper);
  return NULL;
}

/* Starts the thread, which opens the store. @function is called in the main context of the caller.
 */
HaulierStoreThread *
haulier_store_thread_start (const char *folder, HaulierStoreReportFunc function, gpointer user_data)
{
  HaulierStoreThread *self = g_new0 (HaulierStoreThread, 1);

  self->folder = g_strdup (folder);
  self->line = g_new0 (Line, 1);
  g_atomic_ref_count_init (&self->line->references);
  self->line->context = g_main_context_ref_thread_default ();
  self->line->function = function;
  self->line->user_data = user_data;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->queue = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_store_request_free);
  self->thread = g_thread_new ("store", run, self);
  return self;
}

/* Waits until everything is stored. What was done is still reported. */
void
haulier_store_thread_stop (HaulierStoreThread *self)
{
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_thread_join (g_steal_pointer (&self->thread));
}

/* Nothing is reported after it. */
void
haulier_store_thread_free (HaulierStoreThread *self)
{
  g_assert (self->thread == NULL);
  self->line->user_data = NULL;
  line_unref (self->line);
  g_ptr_array_unref (self->queue);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self->folder);
  g_free (self);
}

/* Takes @request. */
void
haulier_store_thread_push (HaulierStoreThread *self, HaulierStoreRequest *request)
{
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->queue, request);
  self->n_awaited++;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* Returns the SAVE at the end of the queue, for the caller to add to; the thread stands still until
 * haulier_store_thread_end_save(). Changes before an awaited request are stored before it. */
HaulierStoreRequest *
haulier_store_thread_begin_save (HaulierStoreThread *self)
{
  HaulierStoreRequest *last = NULL;

  g_mutex_lock (&self->mutex);
  if (self->queue->len > 0)
    last = g_ptr_array_index (self->queue, self->queue->len - 1);
  if (last != NULL && last->kind == HAULIER_STORE_REQUEST_SAVE)
    return last;
  last = haulier_store_request_new (HAULIER_STORE_REQUEST_SAVE, NULL);
  g_ptr_array_add (self->queue, last);
  if (self->save_at == 0)
    {
      self->save_at = g_get_monotonic_time () + GROUP_DELAY_US;
      g_cond_signal (&self->cond);
    }
  return last;
}

void
haulier_store_thread_end_save (HaulierStoreThread *self)
{
  g_mutex_unlock (&self->mutex);
}
