/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Job rows: a job as it stands in lists and changes on the bus. */
#include "config.h"

#include "haulier-job-row.h"

#include <string.h>

static GVariant *
new_bytestring (const char *text)
{
  return g_variant_new_fixed_array (
      G_VARIANT_TYPE_BYTE, text != NULL ? text : "", text != NULL ? strlen (text) : 0, 1);
}

static char *
dup_bytestring (GVariant *bytes)
{
  gsize length = 0;
  const char *data = g_variant_get_fixed_array (bytes, &length, 1);

  return length > 0 ? g_strndup (data, length) : NULL;
}

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static GVariant *
new_more (const HaulierJob *job)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  if (job->connections > 0)
    g_variant_builder_add (
        &builder, "{sv}", "connections", g_variant_new_uint32 (job->connections));
  if (job->settings.limit > 0)
    g_variant_builder_add (&builder, "{sv}", "limit", g_variant_new_uint64 (job->settings.limit));
  return g_variant_builder_end (&builder);
}

/**
 * haulier_job_row_new:
 * @job: a job
 *
 * Returns: (transfer floating): its row, of %HAULIER_JOB_ROW_TYPE
 */
GVariant *
haulier_job_row_new (const HaulierJob *job)
{
  g_autofree char *owner = haulier_account_to_key (job->owner);
  const HaulierFailure *failure = job->failure;

  return g_variant_new ("(tssyyyyyss@ayttuutxxxxuys@a{sv})",
                        job->sequence,
                        job->id,
                        job->name,
                        (guchar) job->type,
                        (guchar) job->state,
                        (guchar) job->settings.priority,
                        (guchar) job->origin,
                        (guchar) job->waiting,
                        owner,
                        text_or_empty (job->remote),
                        new_bytestring (job->local),
                        job->bytes_transferred,
                        job->bytes_total,
                        job->files_transferred,
                        job->files_total,
                        job->speed,
                        job->created,
                        job->modified,
                        job->completed,
                        job->retry_at,
                        failure != NULL ? (guint32) failure->code : 0,
                        (guchar) (failure != NULL ? failure->context : 0),
                        text_or_empty (failure != NULL ? failure->message : NULL),
                        new_more (job));
}

/**
 * haulier_job_row_read:
 * @row: a row of %HAULIER_JOB_ROW_TYPE
 *
 * Returns: (transfer full): the job, with what a row holds; settings are those of the row only
 */
HaulierJob *
haulier_job_row_read (GVariant *row)
{
  g_autoptr (HaulierJob) job = g_new0 (HaulierJob, 1);
  g_autoptr (GVariant) local = NULL;
  g_autoptr (GVariant) more = NULL;
  const char *id = NULL;
  const char *owner = NULL;
  const char *remote = NULL;
  const char *message = NULL;
  guchar type, state, priority, origin, waiting, context;
  guint32 code = 0;

  g_variant_get (row,
                 "(t&ssyyyyy&s&s@ayttuutxxxxuy&s@a{sv})",
                 &job->sequence,
                 &id,
                 &job->name,
                 &type,
                 &state,
                 &priority,
                 &origin,
                 &waiting,
                 &owner,
                 &remote,
                 &local,
                 &job->bytes_transferred,
                 &job->bytes_total,
                 &job->files_transferred,
                 &job->files_total,
                 &job->speed,
                 &job->created,
                 &job->modified,
                 &job->completed,
                 &job->retry_at,
                 &code,
                 &context,
                 &message,
                 &more);
  g_strlcpy (job->id, id, sizeof job->id);
  job->type = type;
  job->state = state;
  job->settings.priority = priority;
  job->origin = origin;
  job->waiting = waiting;
  haulier_account_from_key (owner, &job->owner, NULL);
  job->remote = remote[0] != '\0' ? g_strdup (remote) : NULL;
  job->local = dup_bytestring (local);
  if (code != 0)
    job->failure
        = haulier_failure_new ((gint) code, context, HAULIER_FAILURE_NO_FILE, message, NULL);
  g_variant_lookup (more, "connections", "u", &job->connections);
  g_variant_lookup (more, "limit", "t", &job->settings.limit);
  return g_steal_pointer (&job);
}
