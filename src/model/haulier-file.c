/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One file of a job: where from, where to, how far. */
#include "config.h"

#include "haulier-file.h"

/**
 * haulier_file_new:
 * @index: position in the job
 * @remote: address without userinfo
 * @local: full path
 * @flags: #HaulierFileFlags
 *
 * Returns: (transfer full): a pending file of unknown size
 */
HaulierFile *
haulier_file_new (guint index, const char *remote, const char *local, guint flags)
{
  HaulierFile *file = g_new0 (HaulierFile, 1);

  file->index = index;
  file->state = HAULIER_FILE_STATE_PENDING;
  file->flags = flags;
  file->remote = g_strdup (remote);
  file->local = g_strdup (local);
  file->total = HAULIER_SIZE_UNKNOWN;
  return file;
}

/**
 * haulier_file_copy:
 * @file: a file
 *
 * Returns: (transfer full): a deep copy
 */
HaulierFile *
haulier_file_copy (const HaulierFile *file)
{
  HaulierFile *copy = g_memdup2 (file, sizeof *file);

  copy->remote = g_strdup (file->remote);
  copy->local = g_strdup (file->local);
  copy->ranges = g_strdup (file->ranges);
  copy->checksum = g_strdup (file->checksum);
  copy->validator = g_strdup (file->validator);
  copy->failure = haulier_failure_copy (file->failure);
  return copy;
}

/**
 * haulier_file_free:
 * @file: (nullable): a file
 */
void
haulier_file_free (HaulierFile *file)
{
  if (file == NULL)
    return;
  g_free (file->remote);
  g_free (file->local);
  g_free (file->ranges);
  g_free (file->checksum);
  g_free (file->validator);
  haulier_failure_free (file->failure);
  g_free (file);
}
