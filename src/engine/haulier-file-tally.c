/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the files of a job add up to: kept while files change, never counted anew. */
#include "config.h"

#include "haulier-file-tally.h"

static void
update_total (HaulierJob *job)
{
  job->bytes_total = job->files_unsized > 0 ? HAULIER_SIZE_UNKNOWN : job->bytes_known;
}

static gboolean
is_complete (const HaulierFile *file)
{
  return file->state == HAULIER_FILE_STATE_HELD || file->state == HAULIER_FILE_STATE_FINISHED;
}

/**
 * haulier_file_tally_reset:
 * @job: a job
 *
 * Forgets what the files add up to.
 */
void
haulier_file_tally_reset (HaulierJob *job)
{
  job->files_total = 0;
  job->files_transferred = 0;
  job->files_unsized = 0;
  job->bytes_known = 0;
  job->bytes_transferred = 0;
}

/**
 * haulier_file_tally_add:
 * @job: a job
 * @file: a file of it, as it is now
 */
void
haulier_file_tally_add (HaulierJob *job, const HaulierFile *file)
{
  job->files_total++;
  job->files_transferred += is_complete (file);
  job->bytes_transferred += file->transferred;
  if (file->total == HAULIER_SIZE_UNKNOWN)
    job->files_unsized++;
  else
    job->bytes_known += file->total;
  update_total (job);
}

/**
 * haulier_file_tally_remove:
 * @job: a job
 * @file: a file of it, as it was when it was added
 */
void
haulier_file_tally_remove (HaulierJob *job, const HaulierFile *file)
{
  job->files_total--;
  job->files_transferred -= is_complete (file);
  job->bytes_transferred -= file->transferred;
  if (file->total == HAULIER_SIZE_UNKNOWN)
    job->files_unsized--;
  else
    job->bytes_known -= file->total;
  update_total (job);
}
