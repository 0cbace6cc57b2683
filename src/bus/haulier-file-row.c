/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* File rows: a file of a job on the bus. */
#include "config.h"

#include "haulier-file-row.h"

#include <string.h>

static const char *
text_or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static char *
dup_unless_empty (const char *text)
{
  return text[0] != '\0' ? g_strdup (text) : NULL;
}

/**
 * haulier_file_row_new:
 * @file: a file
 *
 * Returns: (transfer floating): its row, of %HAULIER_FILE_ROW_TYPE
 */
GVariant *
haulier_file_row_new (const HaulierFile *file)
{
  const HaulierFailure *failure = file->failure;

  return g_variant_new (
      "(us@ayyttsssuys)",
      file->index,
      file->remote,
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, file->local, strlen (file->local), 1),
      (guchar) file->state,
      file->transferred,
      file->total,
      text_or_empty (file->validator),
      text_or_empty (file->checksum),
      text_or_empty (file->ranges),
      failure != NULL ? (guint32) failure->code : 0,
      (guchar) (failure != NULL ? failure->context : 0),
      text_or_empty (failure != NULL ? failure->message : NULL));
}

/**
 * haulier_file_row_read:
 * @row: a row of %HAULIER_FILE_ROW_TYPE
 *
 * Returns: (transfer full): the file
 */
HaulierFile *
haulier_file_row_read (GVariant *row)
{
  HaulierFile *file = g_new0 (HaulierFile, 1);
  g_autoptr (GVariant) local = NULL;
  const char *validator = NULL;
  const char *checksum = NULL;
  const char *ranges = NULL;
  const char *message = NULL;
  const char *path = NULL;
  gsize length = 0;
  guint32 code = 0;
  guchar state = 0;
  guchar context = 0;

  g_variant_get (row,
                 "(us@ayytt&s&s&suy&s)",
                 &file->index,
                 &file->remote,
                 &local,
                 &state,
                 &file->transferred,
                 &file->total,
                 &validator,
                 &checksum,
                 &ranges,
                 &code,
                 &context,
                 &message);
  path = g_variant_get_fixed_array (local, &length, 1);
  file->local = g_strndup (path != NULL ? path : "", length);
  file->state = state;
  file->validator = dup_unless_empty (validator);
  file->checksum = dup_unless_empty (checksum);
  file->ranges = dup_unless_empty (ranges);
  if (code != 0)
    file->failure = haulier_failure_new ((gint) code, context, file->index, message, NULL);
  return file;
}
