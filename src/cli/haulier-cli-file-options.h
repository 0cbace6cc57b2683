/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The options of files and of new jobs that several commands have. */
#pragma once

#include "haulier-cli.h"
#include "haulier-job-request.h"

G_BEGIN_DECLS

/**
 * HaulierCliFileOptions:
 *
 * What the command line says of the files of a request.
 */
typedef struct
{
  char *to;
  char *from;
  char *checksum;
  char *ranges;
  gboolean overwrite;
} HaulierCliFileOptions;

void haulier_cli_file_options_clear (HaulierCliFileOptions *self);
gboolean haulier_cli_file_options_check (const HaulierCliFileOptions *self,
                                         guint n_addresses,
                                         HaulierCliStatus *out_status);
gboolean haulier_cli_file_options_fill (const HaulierCliFileOptions *self,
                                        char **addresses,
                                        const char *default_target,
                                        HaulierJobRequest *request,
                                        GError **error);

G_END_DECLS
