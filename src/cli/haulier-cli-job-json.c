/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Jobs, files, trace records and errors as JSON; the keys are stable. */
#include "config.h"

#include "haulier-cli-job-json.h"

#include "haulier-model-types.h"
#include "haulier-plan-item.h"
#include "haulier-policy-types.h"

static void
append_word (HaulierCliJson *json, const char *key, GType enum_type, gint value)
{
  haulier_cli_json_text (json, key, haulier_word_from_value (enum_type, value));
}

/**
 * haulier_cli_json_error:
 * @json: a document
 * @key: its name
 * @code: a #HaulierErrorCode; 0 becomes null
 * @context: a #HaulierErrorContext, or -1 where there is none
 * @message: (nullable): what was tried and why it failed
 */
void
haulier_cli_json_error (HaulierCliJson *json,
                        const char *key,
                        gint code,
                        gint context,
                        const char *message)
{
  g_autofree char *hresult = g_strdup_printf ("0x%08X", (guint32) code);

  if (code == 0)
    {
      haulier_cli_json_null (json, key);
      return;
    }
  haulier_cli_json_begin_object (json, key);
  haulier_cli_json_number (json, "code", (guint32) code);
  haulier_cli_json_text (json, "symbol", haulier_error_get_symbol (code));
  haulier_cli_json_text (json, "hresult", hresult);
  if (context >= 0)
    append_word (json, "context", HAULIER_TYPE_ERROR_CONTEXT, context);
  haulier_cli_json_text (json, "message", message);
  haulier_cli_json_end_object (json);
}

static void
append_failure (HaulierCliJson *json, const HaulierFailure *failure)
{
  if (failure == NULL)
    haulier_cli_json_null (json, "error");
  else
    haulier_cli_json_error (
        json, "error", failure->code, (gint) failure->context, failure->message);
}

static void
append_plan_warning (HaulierCliJson *json, const HaulierPlanWarning *warning)
{
  haulier_cli_json_begin_object (json, NULL);
  haulier_cli_json_text (json, "rule", warning->rule);
  haulier_cli_json_text (json, "requirements", warning->requirements);
  append_word (json, "severity", HAULIER_TYPE_SEVERITY, (gint) warning->severity);
  haulier_cli_json_text (json, "message", warning->text);
  haulier_cli_json_end_object (json);
}

static void
append_warnings (HaulierCliJson *json, GPtrArray *plan)
{
  if (plan == NULL)
    {
      haulier_cli_json_null (json, "warnings");
      return;
    }
  haulier_cli_json_begin_array (json, "warnings");
  for (guint i = 0; i < plan->len; i++)
    {
      GPtrArray *warnings = haulier_plan_item_get_warnings (g_ptr_array_index (plan, i));

      for (guint j = 0; j < warnings->len; j++)
        append_plan_warning (json, g_ptr_array_index (warnings, j));
    }
  haulier_cli_json_end_array (json);
}

/**
 * haulier_cli_json_job_members:
 * @json: a document with an open object
 * @cli: a run, which knows the names of owners
 * @job: a job
 * @profile: (nullable): its profile, where it was asked for
 * @plan: (nullable) (element-type HaulierPlanItem): its access plan, where it was asked for
 *
 * Writes what every command says of a job.
 */
void
haulier_cli_json_job_members (HaulierCliJson *json,
                              HaulierCli *cli,
                              const HaulierJob *job,
                              const char *profile,
                              GPtrArray *plan)
{
  haulier_cli_json_text (json, "id", job->id);
  haulier_cli_json_text (json, "name", job->name);
  append_word (json, "type", HAULIER_TYPE_JOB_TYPE, (gint) job->type);
  haulier_cli_json_text (json, "owner", haulier_account_names_look_up (cli->owners, job->owner));
  append_word (json, "state", HAULIER_TYPE_JOB_STATE, (gint) job->state);
  append_word (json, "priority", HAULIER_TYPE_PRIORITY, (gint) job->settings.priority);
  haulier_cli_json_text (json, "profile", profile);
  append_word (json, "origin", HAULIER_TYPE_JOB_ORIGIN, (gint) job->origin);
  haulier_cli_json_time (json, "created", job->created);
  haulier_cli_json_time (json, "modified", job->modified);
  haulier_cli_json_time (json, "completed", job->completed);
  haulier_cli_json_number (json, "bytes_transferred", job->bytes_transferred);
  haulier_cli_json_number (json, "bytes_total", job->bytes_total);
  haulier_cli_json_number (json, "files_transferred", job->files_transferred);
  haulier_cli_json_number (json, "files_total", job->files_total);
  haulier_cli_json_number (json, "speed", job->speed);
  haulier_cli_json_number (json, "connections", job->connections);
  if (job->waiting == HAULIER_WAITING_NONE)
    haulier_cli_json_null (json, "waiting_reason");
  else
    append_word (json, "waiting_reason", HAULIER_TYPE_WAITING_REASON, (gint) job->waiting);
  haulier_cli_json_time (json, "next_attempt", job->retry_at);
  append_failure (json, job->failure);
  append_warnings (json, plan);
}

/**
 * haulier_cli_json_job:
 * @json: a document
 * @cli: a run, which knows the names of owners
 * @job: a job
 *
 * Writes a job as an element.
 */
void
haulier_cli_json_job (HaulierCliJson *json, HaulierCli *cli, const HaulierJob *job)
{
  haulier_cli_json_begin_object (json, NULL);
  haulier_cli_json_job_members (json, cli, job, NULL, NULL);
  haulier_cli_json_end_object (json);
}

/* A path is bytes, and a JSON text is not: what no text can hold is there as an address too. */
static void
append_local_uri (HaulierCliJson *json, const char *path)
{
  g_autofree char *uri
      = g_utf8_validate (path, -1, NULL) ? NULL : g_filename_to_uri (path, NULL, NULL);

  if (uri != NULL)
    haulier_cli_json_text (json, "local_uri", uri);
}

/**
 * haulier_cli_json_file:
 * @json: a document
 * @file: a file
 *
 * Writes a file as an element.
 */
void
haulier_cli_json_file (HaulierCliJson *json, const HaulierFile *file)
{
  haulier_cli_json_begin_object (json, NULL);
  haulier_cli_json_text (json, "remote", file->remote);
  haulier_cli_json_text (json, "local", file->local);
  append_local_uri (json, file->local);
  append_word (json, "state", HAULIER_TYPE_FILE_STATE, (gint) file->state);
  haulier_cli_json_number (json, "transferred", file->transferred);
  haulier_cli_json_number (json, "total", file->total);
  haulier_cli_json_boolean (json,
                            "completed",
                            file->state == HAULIER_FILE_STATE_HELD
                                || file->state == HAULIER_FILE_STATE_FINISHED);
  haulier_cli_json_text (json, "validator", file->validator);
  haulier_cli_json_text (json, "checksum", file->checksum);
  haulier_cli_json_text (json, "ranges", file->ranges);
  append_failure (json, file->failure);
  haulier_cli_json_end_object (json);
}

/**
 * haulier_cli_json_record:
 * @json: a document
 * @record: a step of a job
 *
 * Writes a step as an element.
 */
void
haulier_cli_json_record (HaulierCliJson *json, const HaulierTraceRecord *record)
{
  haulier_cli_json_begin_object (json, NULL);
  haulier_cli_json_number (json, "sequence", record->sequence);
  haulier_cli_json_time (json, "time", record->time);
  haulier_cli_json_number (json,
                           "file",
                           record->file_index == HAULIER_FAILURE_NO_FILE ? G_MAXUINT64
                                                                         : record->file_index);
  haulier_cli_json_text (json, "kind", record->kind);
  haulier_cli_json_text (json, "text", record->text);
  if (record->details != NULL)
    haulier_cli_json_variant (json, "details", record->details);
  else
    haulier_cli_json_null (json, "details");
  haulier_cli_json_end_object (json);
}
