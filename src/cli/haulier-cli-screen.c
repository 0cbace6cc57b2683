/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The last lines of a terminal, drawn over again as jobs move: a bar for each. */
#include "config.h"

#include "haulier-cli-screen.h"

#include <glib/gi18n-lib.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "haulier-cli-table.h"
#include "haulier-job-facts.h"
#include "haulier-job-words.h"

/* What goes on below is about so many jobs at most; the others are counted. */
#define BARS_MAX 10
#define BAR_COLUMNS 20
#define SHORT_BAR_COLUMNS 10
/* From so many columns on there is room for a bar of full length. */
#define WIDE_COLUMNS 100
#define NAME_COLUMNS_MAX 32
#define NAME_COLUMNS_MIN 8

struct _HaulierCliScreen
{
  const HaulierCli *cli;
  GPtrArray *jobs; /* of HaulierJob, in the order in which they came */
  guint n_drawn;   /* lines that are on the terminal now */
};

/**
 * haulier_cli_screen_new:
 * @cli: a run, which outlives the screen
 *
 * Returns: (transfer full): nothing drawn yet; on anything but a terminal nothing ever is
 */
HaulierCliScreen *
haulier_cli_screen_new (const HaulierCli *cli)
{
  HaulierCliScreen *self = g_new0 (HaulierCliScreen, 1);

  self->cli = cli;
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_job_free);
  return self;
}

void
haulier_cli_screen_free (HaulierCliScreen *self)
{
  g_ptr_array_unref (self->jobs);
  g_free (self);
}

static gboolean
find_job (HaulierCliScreen *self, const char *id, guint *out_position)
{
  for (guint i = 0; i < self->jobs->len; i++)
    {
      const HaulierJob *job = g_ptr_array_index (self->jobs, i);

      if (!g_str_equal (job->id, id))
        continue;
      *out_position = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * haulier_cli_screen_show:
 * @self: a screen
 * @job: a job, as it is now
 *
 * Lets the next haulier_cli_screen_draw() show @job.
 */
void
haulier_cli_screen_show (HaulierCliScreen *self, const HaulierJob *job)
{
  guint position = 0;

  if (!self->cli->is_terminal)
    return;
  if (!find_job (self, job->id, &position))
    {
      g_ptr_array_add (self->jobs, haulier_job_copy (job));
      return;
    }
  haulier_job_free (g_ptr_array_index (self->jobs, position));
  g_ptr_array_index (self->jobs, position) = haulier_job_copy (job);
}

/**
 * haulier_cli_screen_forget:
 * @self: a screen
 * @id: a job that is not to be shown any more
 */
void
haulier_cli_screen_forget (HaulierCliScreen *self, const char *id)
{
  guint position = 0;

  if (find_job (self, id, &position))
    g_ptr_array_remove_index (self->jobs, position);
}

static void
append_bar (GString *line, double progress, guint columns)
{
  static const char *const eighths[] = { "", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
  guint filled = (guint) (CLAMP (progress, 0, 1) * columns * 8);
  guint used = filled / 8;

  for (guint i = 0; i < used; i++)
    g_string_append (line, "█");
  if (filled % 8 > 0)
    {
      g_string_append (line, eighths[filled % 8]);
      used++;
    }
  g_string_append_printf (line, "%*s", (int) (columns - used), "");
}

static void
append_name (GString *line, const char *name, guint columns)
{
  g_autofree char *clean = haulier_cli_clean (name, TRUE);
  g_autofree char *fitted = haulier_cli_fit (clean, columns);

  g_string_append_printf (
      line, "%s%*s", fitted, (int) (columns - haulier_cli_columns_of (fitted)), "");
}

static void
append_movement (GString *line, const HaulierJob *job)
{
  g_autofree char *amount = haulier_job_words_amount (job->bytes_transferred, job->bytes_total);
  g_autofree char *speed = haulier_job_words_speed (job->speed);
  gint64 seconds = haulier_job_get_time_left (job);
  g_autofree char *left = haulier_job_words_time_left (seconds);

  g_string_append_printf (line, "  %s", amount);
  if (job->speed > 0)
    g_string_append_printf (line, "  %s", speed);
  if (seconds >= 0)
    /* translators: the time until it is there, for instance "4 min left" */
    g_string_append_printf (line, _ ("  %s left"), left);
  if (job->files_total > 1)
    /* translators: how many files of how many are there */
    g_string_append_printf (line, _ ("  %u of %u files"), job->files_transferred, job->files_total);
}

/**
 * haulier_cli_screen_line:
 * @job: a job
 * @width: columns of the terminal
 * @now: microseconds since 1970
 *
 * Returns: (transfer full): its name, a bar, and what is to be said now; at most @width columns
 */
char *
haulier_cli_screen_line (const HaulierJob *job, guint width, gint64 now)
{
  g_autoptr (GString) line = g_string_new (NULL);
  double progress = haulier_job_get_progress (job);
  guint name_columns = CLAMP (width / 4, NAME_COLUMNS_MIN, NAME_COLUMNS_MAX);
  g_autofree char *state = haulier_job_words_state (job, now);

  append_name (line, job->name, name_columns);
  g_string_append (line, "  ");
  append_bar (line, progress, width >= WIDE_COLUMNS ? BAR_COLUMNS : SHORT_BAR_COLUMNS);
  if (progress >= 0)
    g_string_append_printf (line, " %3d %%", (int) (progress * 100));
  else
    g_string_append (line, "      ");
  if (job->state == HAULIER_JOB_STATE_TRANSFERRING)
    append_movement (line, job);
  else
    g_string_append_printf (line, "  %s", state);
  return haulier_cli_fit (line->str, width > 1 ? width - 1 : 1);
}

static HaulierCliColour
colour_of (const HaulierJob *job)
{
  switch (haulier_job_get_group (job))
    {
    case HAULIER_JOB_GROUP_ACTIVE:
      return HAULIER_CLI_PLAIN;
    case HAULIER_JOB_GROUP_WAITING:
      return HAULIER_CLI_WAITING;
    case HAULIER_JOB_GROUP_ATTENTION:
      return HAULIER_CLI_BAD;
    case HAULIER_JOB_GROUP_FINISHED:
      return HAULIER_CLI_GOOD;
    }
  return HAULIER_CLI_PLAIN;
}

static void
append_erasure (HaulierCliScreen *self, GString *text)
{
  if (self->n_drawn > 0)
    g_string_append_printf (text, "\033[%uA\r\033[J", self->n_drawn);
  self->n_drawn = 0;
}

static void
append_lines (HaulierCliScreen *self, GString *text)
{
  gint64 now = g_get_real_time ();
  guint n_shown = MIN (self->jobs->len, BARS_MAX);

  for (guint i = 0; i < n_shown; i++)
    {
      const HaulierJob *job = g_ptr_array_index (self->jobs, i);
      g_autofree char *line = haulier_cli_screen_line (job, self->cli->width, now);
      HaulierCliColour colour = colour_of (job);

      g_string_append_printf (text,
                              "%s%s%s\n",
                              haulier_cli_colour_start (self->cli, colour),
                              line,
                              haulier_cli_colour_end (self->cli, colour));
    }
  self->n_drawn = n_shown;
  if (self->jobs->len <= n_shown)
    return;
  /* translators: jobs that have no room on the screen */
  g_string_append_printf (
      text,
      ngettext ("and %u more job\n", "and %u more jobs\n", self->jobs->len - n_shown),
      self->jobs->len - n_shown);
  self->n_drawn++;
}

/**
 * haulier_cli_screen_draw:
 * @self: a screen
 *
 * Draws all jobs over what was drawn last, in one write.
 */
void
haulier_cli_screen_draw (HaulierCliScreen *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!self->cli->is_terminal)
    return;
  append_erasure (self, text);
  append_lines (self, text);
  fputs (text->str, stdout);
  fflush (stdout);
}

/**
 * haulier_cli_screen_say:
 * @self: a screen
 * @line: what stays
 *
 * Prints a line above the jobs.
 */
void
haulier_cli_screen_say (HaulierCliScreen *self, const char *line)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_erasure (self, text);
  g_string_append_printf (text, "%s\n", line);
  if (self->cli->is_terminal)
    append_lines (self, text);
  fputs (text->str, stdout);
  fflush (stdout);
}

/**
 * haulier_cli_screen_finish:
 * @self: a screen
 *
 * Leaves what is drawn where it is; whatever is printed next goes below.
 */
void
haulier_cli_screen_finish (HaulierCliScreen *self)
{
  self->n_drawn = 0;
}

/**
 * haulier_cli_screen_is_counting_down:
 * @self: a screen
 *
 * Returns: whether a line changes by time alone: draw every second
 */
gboolean
haulier_cli_screen_is_counting_down (HaulierCliScreen *self)
{
  for (guint i = 0; i < self->jobs->len; i++)
    {
      const HaulierJob *job = g_ptr_array_index (self->jobs, i);

      if (job->waiting == HAULIER_WAITING_RETRY && job->retry_at != 0)
        return TRUE;
    }
  return FALSE;
}
