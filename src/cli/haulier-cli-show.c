/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command show: everything about jobs. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "haulier-cli-access-engine.h"
#include "haulier-cli-command-private.h"
#include "haulier-cli-engine.h"
#include "haulier-cli-job-json.h"
#include "haulier-cli-table.h"
#include "haulier-job-facts.h"
#include "haulier-job-words.h"
#include "haulier-model-types.h"

#define PAGE_FILES 10000
#define LABEL_COLUMNS 14

static void
print_field (HaulierCli *cli, const char *label, const char *text)
{
  g_autofree char *clean = haulier_cli_clean (text, cli->is_terminal);
  guint used = haulier_cli_columns_of (label) + 1;
  int padding = used < LABEL_COLUMNS ? (int) (LABEL_COLUMNS - used) : 1;

  if (text != NULL && text[0] != '\0')
    printf ("%s:%*s%s\n", label, padding, "", clean);
}

static void
print_time (HaulierCli *cli, const char *label, gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  g_autofree char *text = local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : NULL;

  if (time > 0)
    print_field (cli, label, text);
}

static char *
dup_state (const HaulierJob *job)
{
  g_autofree char *words = haulier_job_words_state (job, g_get_real_time ());

  return g_strdup_printf (
      "%s (%s)", words, haulier_word_from_value (HAULIER_TYPE_JOB_STATE, (gint) job->state));
}

static char *
dup_progress (const HaulierJob *job)
{
  g_autofree char *amount = haulier_job_words_amount (job->bytes_transferred, job->bytes_total);
  g_autofree char *speed = haulier_job_words_speed (job->speed);
  gint64 seconds = haulier_job_get_time_left (job);
  g_autofree char *left = haulier_job_words_time_left (seconds);
  double progress = haulier_job_get_progress (job);
  GString *text = g_string_new (amount);

  if (progress >= 0)
    g_string_append_printf (text, ", %d %%", (int) (progress * 100));
  if (job->speed > 0)
    g_string_append_printf (text, ", %s", speed);
  if (seconds >= 0)
    /* translators: the time until it is there, for instance ", 4 min left" */
    g_string_append_printf (text, _ (", %s left"), left);
  return g_string_free (text, FALSE);
}

static char *
dup_error (const HaulierJob *job)
{
  g_autoptr (GError) error = NULL;

  if (job->failure == NULL)
    return NULL;
  error = g_error_new_literal (HAULIER_ERROR,
                               job->failure->code,
                               job->failure->message[0] != '\0'
                                   ? job->failure->message
                                   : haulier_job_words_error (job->failure->code));
  return haulier_error_format (error);
}

static void
print_settings (HaulierCli *cli, GVariant *details)
{
  g_autoptr (GVariant) settings
      = g_variant_lookup_value (details, "settings", G_VARIANT_TYPE_VARDICT);
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  if (settings == NULL)
    return;
  printf ("%s:\n", _ ("Settings"));
  g_variant_iter_init (&iter, settings);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      g_autofree char *text = haulier_job_setting_format (key, value);
      g_autofree char *clean = haulier_cli_clean (text, cli->is_terminal);

      if (text[0] != '\0')
        printf ("  %s=%s\n", key, clean);
    }
}

static void
print_text (HaulierCli *cli, const HaulierJob *job, GVariant *details)
{
  g_autofree char *state = dup_state (job);
  g_autofree char *progress = dup_progress (job);
  g_autofree char *error = dup_error (job);
  g_autofree char *files = g_strdup_printf (
      /* translators: how many files of how many are there */
      _ ("%u of %u"),
      job->files_transferred,
      job->files_total);
  const char *description = NULL;

  g_variant_lookup (details, "description", "&s", &description);
  print_field (cli, _ ("Name"), job->name);
  print_field (cli, _ ("Id"), job->id);
  print_field (cli, _ ("Description"), description);
  print_field (cli, _ ("State"), state);
  print_field (cli, _ ("Error"), error);
  print_field (cli, _ ("Progress"), progress);
  print_field (cli, _ ("Files"), files);
  print_field (cli, _ ("From"), job->remote);
  print_field (cli, _ ("To"), job->local);
  print_field (cli, _ ("Owner"), haulier_account_names_look_up (cli->owners, job->owner));
  print_field (cli, _ ("Priority"), haulier_job_words_priority (job->settings.priority));
  print_time (cli, _ ("Created"), job->created);
  print_time (cli, _ ("Changed"), job->modified);
  print_time (cli, _ ("Completed"), job->completed);
  print_settings (cli, details);
}

static gboolean
append_files (HaulierCli *cli, HaulierCliJson *json, const HaulierJob *job, GError **error)
{
  guint first = 0;
  guint n_files = PAGE_FILES;

  haulier_cli_json_begin_array (json, "files");
  while (n_files == PAGE_FILES)
    {
      g_autoptr (GPtrArray) files = haulier_cli_get_files (cli, job->id, first, PAGE_FILES, error);

      if (files == NULL)
        return FALSE;
      n_files = files->len;
      first += n_files;
      for (guint i = 0; i < n_files; i++)
        haulier_cli_json_file (json, g_ptr_array_index (files, i));
    }
  haulier_cli_json_end_array (json);
  return TRUE;
}

static void
append_member (HaulierCliJson *json, GVariant *details, const char *name, const char *key)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (details, name, NULL);

  if (value != NULL)
    haulier_cli_json_variant (json, key, value);
  else
    haulier_cli_json_null (json, key);
}

static gboolean
append_job (HaulierCli *cli,
            HaulierCliJson *json,
            const HaulierJob *job,
            GVariant *details,
            GError **error)
{
  g_autoptr (GVariant) settings = g_variant_lookup_value (details, "settings", NULL);
  g_autoptr (GPtrArray) plan = NULL;
  const char *profile = NULL;

  if (settings != NULL)
    g_variant_lookup (settings, "profile", "&s", &profile);
  /* None of its own is none, as in a list. */
  if (profile != NULL && *profile == '\0')
    profile = NULL;
  if (job->files_total > 0)
    {
      plan = haulier_cli_get_plan (cli, job->id, 0, error);
      if (plan == NULL)
        return FALSE;
    }
  haulier_cli_json_begin_object (json, NULL);
  haulier_cli_json_job_members (json, cli, job, profile, plan);
  append_member (json, details, "description", "description");
  append_member (json, details, "settings", "settings");
  append_member (json, details, "error-count", "error_count");
  append_member (json, details, "proxy-variables", "proxy_variables");
  append_member (json, details, "evidence", "evidence");
  if (!append_files (cli, json, job, error))
    return FALSE;
  haulier_cli_json_end_object (json);
  return TRUE;
}

static gboolean
show_jobs (HaulierCli *cli, GPtrArray *jobs, HaulierCliJson *json, GError **error)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      const HaulierJob *row = g_ptr_array_index (jobs, i);
      g_autoptr (GVariant) details = NULL;
      g_autoptr (HaulierJob) job = haulier_cli_get_details (cli, row->id, &details, error);

      if (job == NULL)
        return FALSE;
      if (json != NULL)
        {
          if (!append_job (cli, json, job, details, error))
            return FALSE;
          continue;
        }
      if (i > 0)
        putchar ('\n');
      print_text (cli, job, details);
    }
  return TRUE;
}

/**
 * haulier_cli_show:
 * @cli: a run
 * @command: its row
 * @arguments: the command line after its name
 *
 * Shows everything about jobs; as JSON with their files.
 *
 * Returns: the exit status
 */
HaulierCliStatus
haulier_cli_show (HaulierCli *cli, const HaulierCliCommand *command, char **arguments)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (GStrv) texts = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (HaulierCliJson) json = NULL;
  g_autoptr (GError) error = NULL;
  HaulierCliStatus status = HAULIER_CLI_DONE;

  if (!haulier_cli_command_parse (command, cli, entries, &arguments, &status))
    return status;
  texts = arguments;
  jobs = haulier_cli_find_jobs (cli, (const char *const *) texts, &error);
  if (jobs == NULL)
    return haulier_cli_fail_on_job (error);
  if (cli->json)
    json = haulier_cli_json_new (TRUE);
  if (json != NULL && jobs->len != 1)
    haulier_cli_json_begin_array (json, NULL);
  if (!show_jobs (cli, jobs, json, &error))
    return haulier_cli_fail_on_job (error);
  if (json != NULL && jobs->len != 1)
    haulier_cli_json_end_array (json);
  if (json != NULL)
    haulier_cli_json_print (json);
  return HAULIER_CLI_DONE;
}
