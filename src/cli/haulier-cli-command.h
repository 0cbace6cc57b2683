/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The sub-commands as one table, what is common to their command lines, and their help. */
#pragma once

#include "haulier-cli.h"

G_BEGIN_DECLS

typedef struct _HaulierCliCommand HaulierCliCommand;

/**
 * HaulierCliCommand:
 * @name: as it is written
 * @synopsis: what follows the options; translatable
 * @summary: one line; translatable
 * @description: (nullable): more, for the command's own help; translatable
 * @min_arguments: how many arguments it needs
 * @max_arguments: how many it takes; %G_MAXUINT: any number
 * @run: runs it; `argv[0]` is the first argument of the command line after its name
 */
struct _HaulierCliCommand
{
  const char *name;
  const char *synopsis;
  const char *summary;
  const char *description;
  guint min_arguments;
  guint max_arguments;
  HaulierCliStatus (*run) (HaulierCli *cli, const HaulierCliCommand *self, char **arguments);
};

HaulierCliStatus haulier_cli_run (HaulierCli *cli, int argc, char **argv);
const HaulierCliCommand *haulier_cli_command_lookup (const char *name);
gboolean haulier_cli_command_parse (const HaulierCliCommand *self,
                                    HaulierCli *cli,
                                    const GOptionEntry *entries,
                                    char ***arguments,
                                    HaulierCliStatus *out_status);

G_END_DECLS
