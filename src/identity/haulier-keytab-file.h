/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The computer's keytab, opened, and whether it is another one than before. */
#pragma once

#include <glib.h>
#include <sys/stat.h>

G_BEGIN_DECLS

/* Where Kerberos has it when nothing else is set. */
#define HAULIER_KEYTAB_DEFAULT_PATH "/etc/krb5.keytab"

/**
 * HaulierKeytabFile:
 * @fd: open for reading
 * @status: what tells it from another one
 */
typedef struct
{
  int fd;
  struct stat status;
} HaulierKeytabFile;

HaulierKeytabFile *haulier_keytab_file_open (const char *path, GError **error);
void haulier_keytab_file_free (HaulierKeytabFile *file);
gboolean haulier_keytab_file_is_same (const struct stat *left, const struct stat *right);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierKeytabFile, haulier_keytab_file_free)

G_END_DECLS
