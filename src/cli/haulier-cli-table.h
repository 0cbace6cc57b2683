/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A table: aligned for a terminal, fields with tabs between them for anything else. */
#pragma once

#include "haulier-cli.h"

G_BEGIN_DECLS

/**
 * HaulierCliColumn:
 * @title: shown as the head; translatable
 * @align_right: for numbers
 * @shrinks: whether it gives way when the terminal is too narrow
 */
typedef struct
{
  const char *title;
  gboolean align_right;
  gboolean shrinks;
} HaulierCliColumn;

/**
 * HaulierCliColour:
 *
 * What a row or a word is about; terminals show it as a colour.
 */
typedef enum
{
  HAULIER_CLI_PLAIN,
  HAULIER_CLI_GOOD,
  HAULIER_CLI_WAITING,
  HAULIER_CLI_BAD,
  HAULIER_CLI_FAINT,
} HaulierCliColour;

typedef struct _HaulierCliTable HaulierCliTable;

HaulierCliTable *
haulier_cli_table_new (const HaulierCli *cli, const HaulierCliColumn *columns, guint n_columns);
void haulier_cli_table_free (HaulierCliTable *self);
void haulier_cli_table_add (HaulierCliTable *self, HaulierCliColour colour, ...);
char *haulier_cli_table_render (HaulierCliTable *self);
void haulier_cli_table_print (HaulierCliTable *self);
char *haulier_cli_clean (const char *text, gboolean is_terminal);
guint haulier_cli_columns_of (const char *text);
char *haulier_cli_fit (const char *text, guint columns);
const char *haulier_cli_colour_start (const HaulierCli *cli, HaulierCliColour colour);
const char *haulier_cli_colour_end (const HaulierCli *cli, HaulierCliColour colour);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierCliTable, haulier_cli_table_free)

G_END_DECLS
