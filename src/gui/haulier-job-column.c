/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The columns of the list: title, text, order, and how much room each is worth, as one table. */
#include "config.h"

#include "haulier-job-column.h"

#include <glib/gi18n.h>
#include <math.h>

#include "haulier-job-words.h"
#include "haulier-moment.h"

static int
compare_numbers (guint64 a, guint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_name (const HaulierJob *a, const HaulierJob *b)
{
  return g_utf8_collate (a->name, b->name);
}

static int
compare_state (const HaulierJob *a, const HaulierJob *b)
{
  int order = compare_numbers (haulier_job_get_group (a), haulier_job_get_group (b));

  return order != 0 ? order : compare_numbers (a->state, b->state);
}

static int
compare_progress (const HaulierJob *a, const HaulierJob *b)
{
  double p = haulier_job_get_progress (a);
  double q = haulier_job_get_progress (b);

  return p < q ? -1 : p > q;
}

static int
compare_speed (const HaulierJob *a, const HaulierJob *b)
{
  return compare_numbers (a->speed, b->speed);
}

/* An unknown time is the longest one. */
static int
compare_left (const HaulierJob *a, const HaulierJob *b)
{
  return compare_numbers ((guint64) haulier_job_get_time_left (a),
                          (guint64) haulier_job_get_time_left (b));
}

static int
compare_size (const HaulierJob *a, const HaulierJob *b)
{
  return compare_numbers (a->bytes_total, b->bytes_total);
}

static int
compare_priority (const HaulierJob *a, const HaulierJob *b)
{
  return compare_numbers (a->settings.priority, b->settings.priority);
}

static int
compare_added (const HaulierJob *a, const HaulierJob *b)
{
  int order = compare_numbers ((guint64) a->created, (guint64) b->created);

  /* two engines count for themselves */
  return order != 0 ? order : compare_numbers (a->sequence, b->sequence);
}

static int
compare_owner (const HaulierJob *a, const HaulierJob *b)
{
  int order = compare_numbers (a->owner.kind, b->owner.kind);

  return order != 0 ? order : compare_numbers (a->owner.uid, b->owner.uid);
}

static char *
dup_name (HaulierJobItem *item)
{
  return g_strdup (haulier_job_item_get_job (item)->name);
}

static char *
dup_speed (HaulierJobItem *item)
{
  return haulier_job_words_speed (haulier_job_item_get_job (item)->speed);
}

static char *
dup_left (HaulierJobItem *item)
{
  return haulier_job_words_time_left (haulier_job_item_get_time_left (item));
}

static char *
dup_size (HaulierJobItem *item)
{
  return haulier_job_words_size (haulier_job_item_get_job (item)->bytes_total);
}

static char *
dup_priority (HaulierJobItem *item)
{
  return g_strdup (haulier_job_words_priority (haulier_job_item_get_job (item)->settings.priority));
}

static char *
dup_owner (HaulierJobItem *item)
{
  HaulierAccountItem *owner = haulier_job_item_get_owner (item);

  return g_strdup (owner != NULL ? haulier_account_item_get_label (owner) : "");
}

/* Returns (nullable): the owner, where that is somebody else. */
static const char *
get_other_owner (HaulierJobItem *item)
{
  HaulierAccountItem *owner = haulier_job_item_get_owner (item);

  return owner != NULL && !haulier_account_item_is_self (owner)
             ? haulier_account_item_get_label (owner)
             : NULL;
}

static char *
dup_added (HaulierJobItem *item)
{
  return haulier_moment_dup_short (haulier_job_item_get_job (item)->created);
}

static const HaulierJobColumn columns[] = {
  {
      .id = "name",
      .title = N_ ("Name"),
      .kind = HAULIER_JOB_COLUMN_NAME,
      .watched = { "name", "group" },
      .dup_text = dup_name,
      .compare = compare_name,
  },
  {
      .id = "state",
      .title = N_ ("State"),
      .kind = HAULIER_JOB_COLUMN_TEXT,
      .live = TRUE,
      .watched = { "state-text" },
      .dup_text = haulier_job_item_dup_state_text,
      .compare = compare_state,
  },
  {
      .id = "progress",
      .title = N_ ("Progress"),
      .kind = HAULIER_JOB_COLUMN_PROGRESS,
      .width = 148,
      .numeric = TRUE,
      .live = TRUE,
      .watched = { "progress", "group" },
      .dup_text = haulier_job_column_dup_percent,
      .compare = compare_progress,
  },
  {
      .id = "speed",
      .title = N_ ("Speed"),
      .from_width = 620,
      .width = 96,
      .numeric = TRUE,
      .live = TRUE,
      .watched = { "speed" },
      .dup_text = dup_speed,
      .compare = compare_speed,
  },
  {
      .id = "left",
      .title = N_ ("Left"),
      .from_width = 540,
      .width = 88,
      .numeric = TRUE,
      .live = TRUE,
      .watched = { "time-left" },
      .dup_text = dup_left,
      .compare = compare_left,
  },
  {
      .id = "size",
      .title = N_ ("Size"),
      .from_width = 720,
      .width = 88,
      .numeric = TRUE,
      .live = TRUE,
      .watched = { "bytes-total" },
      .dup_text = dup_size,
      .compare = compare_size,
  },
  {
      .id = "owner",
      .title = N_ ("Owner"),
      .from_width = 560,
      .width = 124,
      .of_several = TRUE,
      .watched = { "owner-label" },
      .dup_text = dup_owner,
      .compare = compare_owner,
  },
  {
      .id = "priority",
      .title = N_ ("Priority"),
      .from_width = 940,
      .width = 104,
      .watched = { "priority" },
      .dup_text = dup_priority,
      .compare = compare_priority,
  },
  {
      .id = "added",
      .title = N_ ("Added"),
      .from_width = 820,
      .width = 116,
      .numeric = TRUE,
      .watched = { "created" },
      .dup_text = dup_added,
      .compare = compare_added,
  },
};

/**
 * haulier_job_column_get_table:
 * @out_n_columns: (out): how many there are
 *
 * Returns: (array) (transfer none): every column, from left to right
 */
const HaulierJobColumn *
haulier_job_column_get_table (guint *out_n_columns)
{
  *out_n_columns = G_N_ELEMENTS (columns);
  return columns;
}

/**
 * haulier_job_column_dup_percent:
 * @item: a job
 *
 * Returns: (transfer full): for instance "68 %", "–" when the total is not known
 */
char *
haulier_job_column_dup_percent (HaulierJobItem *item)
{
  double progress = haulier_job_item_get_progress (item);

  if (progress < 0)
    return g_strdup ("–");
  /* translators: how much of a job is done; %d is a number, %% the sign */
  return g_strdup_printf (_ ("%d %%"), (int) floor (progress * 100));
}

static char *
dup_progress_summary (HaulierJobItem *item)
{
  const HaulierJob *job = haulier_job_item_get_job (item);
  g_autofree char *state = haulier_job_item_dup_state_text (item);
  g_autofree char *amount = haulier_job_words_amount (job->bytes_transferred, job->bytes_total);
  g_autofree char *speed = NULL;
  g_autofree char *left = NULL;

  if (haulier_job_item_get_group (item) != HAULIER_JOB_GROUP_ACTIVE)
    return job->bytes_transferred == 0 ? g_steal_pointer (&state)
                                       : g_strdup_printf ("%s · %s", state, amount);
  if (job->speed == 0)
    return g_strdup_printf ("%s · %s", state, amount);
  speed = haulier_job_words_speed (job->speed);
  if (haulier_job_item_get_time_left (item) < 0)
    return g_strdup_printf ("%s · %s · %s", state, amount, speed);
  left = dup_left (item);
  return g_strdup_printf ("%s · %s · %s · %s", state, amount, speed, left);
}

/**
 * haulier_job_column_dup_summary:
 * @item: a job
 *
 * Says on one line how it stands with a job, for where there are no columns.
 *
 * Returns: (transfer full): for instance "Downloading · 1.3 GB of 1.9 GB · 24 MB/s · 25 s"; behind
 *   the name of its owner where that is somebody else
 */
char *
haulier_job_column_dup_summary (HaulierJobItem *item)
{
  const char *owner = get_other_owner (item);
  g_autofree char *summary = dup_progress_summary (item);

  return owner != NULL ? g_strdup_printf ("%s · %s", owner, summary) : g_steal_pointer (&summary);
}

/**
 * haulier_job_column_dup_label:
 * @item: a job
 *
 * Returns: (transfer full): what a screen reader says of its row: name, state, percent, and the
 *   owner where that is somebody else
 */
char *
haulier_job_column_dup_label (HaulierJobItem *item)
{
  g_autofree char *state = haulier_job_item_dup_state_text (item);
  g_autofree char *percent = haulier_job_column_dup_percent (item);

  const char *owner = get_other_owner (item);
  g_autoptr (GString) label = g_string_new (haulier_job_item_get_job (item)->name);

  g_string_append_printf (label, ", %s", state);
  if (haulier_job_item_get_progress (item) >= 0)
    g_string_append_printf (label, ", %s", percent);
  if (owner != NULL)
    g_string_append_printf (label, ", %s", owner);
  return g_string_free (g_steal_pointer (&label), FALSE);
}

/**
 * haulier_job_column_get_icon:
 * @item: a job
 *
 * Returns: (transfer none): name of an icon for its state, which is never told by colour alone
 */
const char *
haulier_job_column_get_icon (HaulierJobItem *item)
{
  const HaulierJob *job = haulier_job_item_get_job (item);

  switch (haulier_job_item_get_group (item))
    {
    case HAULIER_JOB_GROUP_ACTIVE:
      return "folder-download-symbolic";
    case HAULIER_JOB_GROUP_WAITING:
      return job->state == HAULIER_JOB_STATE_SUSPENDED ? "media-playback-pause-symbolic"
                                                       : "document-open-recent-symbolic";
    case HAULIER_JOB_GROUP_ATTENTION:
      return "dialog-warning-symbolic";
    case HAULIER_JOB_GROUP_FINISHED:
      return job->state == HAULIER_JOB_STATE_CANCELLED ? "process-stop-symbolic"
                                                       : "object-select-symbolic";
    }
  return "folder-download-symbolic";
}
