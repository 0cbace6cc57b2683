/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Names of temporary files and their records, and how such a file is opened without being fooled.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *haulier_part_name_dup (const char *job_id, guint index);
char *haulier_part_name_dup_record (const char *job_id, guint index);
int haulier_part_name_open (int folder_fd, const char *name, gint *out_error_number);
char *haulier_part_name_read_boot_id (void);
int haulier_part_name_create (int folder_fd, const char *name, gint *out_error_number);

G_END_DECLS
