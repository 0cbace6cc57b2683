/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Names of temporary files and their records, and how such a file is opened without being fooled.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Of the job of a UUID, and any number. */
#define HAULIER_PART_NAME_BYTES 80

/**
 * HaulierPartNames:
 * @index: number of the file
 * @stem_length: bytes that the names of all files of the job begin with
 * @part: of the temporary file, in the folder of the target
 * @record: of the progress record beside it
 */
typedef struct
{
  guint index;
  gsize stem_length;
  char part[HAULIER_PART_NAME_BYTES];
  char record[HAULIER_PART_NAME_BYTES];
} HaulierPartNames;

void haulier_part_names_init (HaulierPartNames *names, const char *job_id, guint index);
char *haulier_part_name_dup (const char *job_id, guint index);
char *haulier_part_name_dup_record (const char *job_id, guint index);
int haulier_part_name_open (int folder_fd, const char *name, gint *out_error_number);
char *haulier_part_name_read_boot_id (void);
int haulier_part_name_create (int folder_fd, const char *name, gint *out_error_number);

G_END_DECLS
