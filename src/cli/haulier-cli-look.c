/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The commands jobs, files and trace: lists, page by page. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-job-json.h"
#include "haulier-cli-table.h"
#include "haulier-job-facts.h"
#include "haulier-job-words.h"
#include "haulier-model-types.h"

#define PAGE_ROWS 5000
/* Enough to name a job, and short enough to type. */
#define SHORT_ID_LENGTH 8

static const HaulierCliColumn job_columns[] = {
  { .title = N_ ("ID") },
  { .title = N_ ("NAME"), .shrinks = TRUE },
  { .title = N_ ("STATE"), .shrinks = TRUE },
  { .title = N_ ("DONE"), .align_right = TRUE },
  { .title = N_ ("SIZE"), .align_right = TRUE },
  { .title = N_ ("SPEED"), .align_right = TRUE },
  { .title = N_ ("LEFT"), .align_right = TRUE },
};

static const HaulierCliColumn owned_job_columns[] = {
  { .title = N_ ("ID") },
  { .title = N_ ("OWNER") },
  { .title = N_ ("NAME"), .shrinks = TRUE },
  { .title = N_ ("STATE"), .shrinks = TRUE },
  { .title = N_ ("DONE"), .align_right = TRUE },
  { .title = N_ ("SIZE"), .align_right = TRUE },
  { .title = N_ ("SPEED"), .align_right = TRUE },
  { .title = N_ ("LEFT"), .align_right = TRUE },
};

static const HaulierCliColumn file_columns[] = {
  { .title = N_ ("FILE"), .align_right = TRUE }, { .title = N_ ("STATE"), .shrinks = TRUE },
  { .title = N_ ("DONE"), .align_right = TRUE }, { .title = N_ ("SIZE"), .align_right = TRUE },
  { .title = N_ ("PATH"), .shrinks = TRUE },     { .title = N_ ("ADDRESS"), .shrinks = TRUE },
};

static const HaulierCliColumn trace_columns[] = {
  { .title = N_ ("TIME") },
  { .title = N_ ("FILE"), .align_right = TRUE },
  { .title = N_ ("KIND") },
  { .title = N_ ("WHAT") },
};

/* A list that is being printed: as a table, or as one JSON array, page by page. */
typedef struct
{
  HaulierCli *cli;
  HaulierCliTable *table;
  HaulierCliJson *json;
} Listing;

static void
listing_begin (Listing *listing, HaulierCli *cli, const HaulierCliColumn *columns, guint n_columns)
{
  *listing = (Listing){ .cli = cli };
  if (cli->json)
    {
      listing->json = haulier_cli_json_new (TRUE);
      haulier_cli_json_begin_array (listing->json, NULL);
    }
  else
    {
      listing->table = haulier_cli_table_new (cli, columns, n_columns);
    }
}

static void
listing_flush (Listing *listing)
{
  if (listing->json != NULL)
    haulier_cli_json_print (listing->json);
  else
    haulier_cli_table_print (listing->table);
}

static void
listing_end (Listing *listing)
{
  if (listing->json != NULL)
    {
      haulier_cli_json_end_array (listing->json);
      listing_flush (listing);
    }
  g_clear_pointer (&listing->json, haulier_cli_json_free);
  g_clear_pointer (&listing->table, haulier_cli_table_free);
}

static HaulierCliColour
colour_of (const HaulierJob *job)
{
  switch (haulier_job_get_group (job))
    {
    case HAULIER_JOB_GROUP_ACTIVE:
      return HAULIER_CLI_GOOD;
    case HAULIER_JOB_GROUP_WAITING:
      return HAULIER_CLI_WAITING;
    case HAULIER_JOB_GROUP_ATTENTION:
      return HAULIER_CLI_BAD;
    case HAULIER_JOB_GROUP_FINISHED:
      return HAULIER_CLI_PLAIN;
    }
  return HAULIER_CLI_PLAIN;
}

static char *
dup_percent (double progress)
{
  return progress < 0 ? g_strdup ("–") : g_strdup_printf ("%d %%", (int) (progress * 100));
}

static void
list_job (Listing *listing, const HaulierJob *job)
{
  g_autofree char *id
      = g_strndup (job->id, listing->cli->is_terminal ? SHORT_ID_LENGTH : HAULIER_JOB_ID_LENGTH);
  g_autofree char *state = haulier_job_words_state (job, g_get_real_time ());
  g_autofree char *done = dup_percent (haulier_job_get_progress (job));
  g_autofree char *size = haulier_job_words_size (job->bytes_total);
  g_autofree char *speed = haulier_job_words_speed (job->speed);
  g_autofree char *left = haulier_job_words_time_left (haulier_job_get_time_left (job));

  if (listing->json != NULL)
    haulier_cli_json_job (listing->json, listing->cli, job);
  else if (listing->cli->all_owners)
    haulier_cli_table_add (listing->table,
                           colour_of (job),
                           id,
                           haulier_account_names_look_up (listing->cli->owners, job->owner),
                           job->name,
                           state,
                           done,
                           size,
                           speed,
                           left);
  else
    haulier_cli_table_add (
        listing->table, colour_of (job), id, job->name, state, done, size, speed, left);
}

static gboolean
parse_states (char **words, guint *out_states, HaulierCliStatus *out_status)
{
  guint states = 0;

  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    {
      gint state = 0;
      g_autoptr (GError) error = NULL;

      if (!haulier_word_to_value (HAULIER_TYPE_JOB_STATE, words[i], &state, &error))
        {
          *out_status = haulier_cli_fail_usage (_ ("understand --state: %s"), error->message);
          return FALSE;
        }
      states |= 1u << state;
    }
  *out_states = states != 0 ? states : G_MAXUINT;
  return TRUE;
}

/* What a person should know about the engine itself: they were asked for before the list was. */
static void
tell_notices (HaulierCli *cli)
{
  const char *const *notices = haulier_client_get_notices (cli->client);

  for (guint i = 0; notices != NULL && notices[i] != NULL; i++)
    g_printerr ("haulierctl: %s\n", notices[i]);
}

static HaulierCliStatus
list_jobs (HaulierCli *cli, guint states)
{
  Listing listing = { 0 };
  guint64 after = 0;
  guint n_jobs = PAGE_ROWS;
  g_autoptr (GError) error = NULL;

  if (!haulier_cli_ensure_engine (cli, &error))
    return haulier_cli_fail (error);
  /* Whose a job is says something only where there are several owners. */
  listing_begin (&listing,
                 cli,
                 cli->all_owners ? owned_job_columns : job_columns,
                 cli->all_owners ? G_N_ELEMENTS (owned_job_columns) : G_N_ELEMENTS (job_columns));
  while (n_jobs == PAGE_ROWS && !ferror (stdout))
    {
      g_autoptr (GPtrArray) jobs = haulier_cli_list_jobs (cli, after, PAGE_ROWS, &error);

      n_jobs = jobs != NULL ? jobs->len : 0;
      for (guint i = 0; i < n_jobs; i++)
        {
          const HaulierJob *job = g_ptr_array_index (jobs, i);

          after = job->sequence;
          if ((states & (1u << job->state)) != 0)
            list_job (&listing, job);
        }
      listing_flush (&listing);
    }
  listing_end (&listing);
  tell_notices (cli);
  return error != NULL ? haulier_cli_fail_on_job (error) : HAULIER_CLI_DONE;
}

/**
 * haulier_cli_jobs:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Lists jobs in order of creation.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_jobs (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  g_auto (GStrv) words = NULL;
  const GOptionEntry entries[] = {
    { "state",
      0,
      0,
      G_OPTION_ARG_STRING_ARRAY,
      &words,
      N_ ("Only jobs in this state; as often as needed"),
      N_ ("STATE") },
    { NULL },
  };
  g_auto (GStrv) rest = NULL;
  guint states = 0;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  rest = arguments;
  if (!parse_states (words, &states, &status))
    return status;
  return list_jobs (cli, states);
}

static void
list_file (Listing *listing, const HaulierFile *file)
{
  gboolean is_done
      = file->state == HAULIER_FILE_STATE_HELD || file->state == HAULIER_FILE_STATE_FINISHED;
  double progress = is_done ? 1
                    : file->total == HAULIER_SIZE_UNKNOWN || file->total == 0
                        ? -1
                        : (double) file->transferred / (double) file->total;
  g_autofree char *number = g_strdup_printf ("%u", file->index);
  g_autofree char *done = dup_percent (progress);
  g_autofree char *size = haulier_job_words_size (file->total);
  g_autofree char *state
      = file->state == HAULIER_FILE_STATE_FAILED && file->failure != NULL
            ? g_strdup_printf (_ ("Failed: %s"), haulier_job_words_error (file->failure->code))
            : g_strdup (haulier_job_words_file_state (file->state));

  if (listing->json != NULL)
    haulier_cli_json_file (listing->json, file);
  else
    haulier_cli_table_add (listing->table,
                           file->state == HAULIER_FILE_STATE_FAILED ? HAULIER_CLI_BAD
                                                                    : HAULIER_CLI_PLAIN,
                           number,
                           state,
                           done,
                           size,
                           file->local,
                           file->remote);
}

/**
 * haulier_cli_files:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Lists the files of a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_files (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GError) error = NULL;
  Listing listing = { 0 };
  guint first = 0;
  guint n_files = PAGE_ROWS;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  job = haulier_cli_find_job (cli, texts[0], &error);
  if (job == NULL)
    return haulier_cli_fail_on_job (error);
  listing_begin (&listing, cli, file_columns, G_N_ELEMENTS (file_columns));
  while (n_files == PAGE_ROWS && !ferror (stdout))
    {
      g_autoptr (GPtrArray) files = haulier_cli_get_files (cli, job->id, first, PAGE_ROWS, &error);

      n_files = files != NULL ? files->len : 0;
      first += n_files;
      for (guint i = 0; i < n_files; i++)
        list_file (&listing, g_ptr_array_index (files, i));
      listing_flush (&listing);
    }
  listing_end (&listing);
  return error != NULL ? haulier_cli_fail (error) : HAULIER_CLI_DONE;
}

static void
list_record (Listing *listing, const HaulierTraceRecord *record)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (record->time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *seconds
      = local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : g_strdup ("–");
  g_autofree char *time
      = g_strdup_printf ("%s.%03d", seconds, (int) (record->time % G_USEC_PER_SEC / 1000));
  g_autofree char *number = record->file_index != HAULIER_FAILURE_NO_FILE
                                ? g_strdup_printf ("%u", record->file_index)
                                : g_strdup ("–");

  if (listing->json != NULL)
    haulier_cli_json_record (listing->json, record);
  else
    haulier_cli_table_add (
        listing->table, HAULIER_CLI_PLAIN, time, number, record->kind, record->text);
}

/**
 * haulier_cli_trace:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Lists what happened to a job.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_trace (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (GError) error = NULL;
  Listing listing = { 0 };
  guint64 after = 0;
  guint n_records = PAGE_ROWS;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  job = haulier_cli_find_job (cli, texts[0], &error);
  if (job == NULL)
    return haulier_cli_fail_on_job (error);
  listing_begin (&listing, cli, trace_columns, G_N_ELEMENTS (trace_columns));
  while (n_records == PAGE_ROWS && !ferror (stdout))
    {
      g_autoptr (GPtrArray) records
          = haulier_cli_get_trace (cli, job->id, after, PAGE_ROWS, &error);

      n_records = records != NULL ? records->len : 0;
      for (guint i = 0; i < n_records; i++)
        {
          const HaulierTraceRecord *record = g_ptr_array_index (records, i);

          after = record->sequence;
          list_record (&listing, record);
        }
      listing_flush (&listing);
    }
  listing_end (&listing);
  return error != NULL ? haulier_cli_fail (error) : HAULIER_CLI_DONE;
}
