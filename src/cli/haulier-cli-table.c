/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A table: aligned for a terminal, fields with tabs between them for anything else. */
#include "config.h"

#include "haulier-cli-table.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define GAP 2
/* A column that gives way keeps as much. */
#define SHRUNK_MIN_COLUMNS 8

typedef struct
{
  HaulierCliColour colour;
  char **fields;
} Row;

struct _HaulierCliTable
{
  const HaulierCli *cli;
  const HaulierCliColumn *columns;
  guint n_columns;
  GPtrArray *rows; /* of Row */
  gboolean has_head;
};

static const char *const colour_starts[] = {
  [HAULIER_CLI_PLAIN] = "",           [HAULIER_CLI_GOOD] = "\033[32m",
  [HAULIER_CLI_WAITING] = "\033[33m", [HAULIER_CLI_BAD] = "\033[31m",
  [HAULIER_CLI_FAINT] = "\033[2m",
};

static void
row_free (Row *row)
{
  g_strfreev (row->fields);
  g_free (row);
}

/**
 * haulier_cli_clean:
 * @text: (nullable): anything, also from outside
 * @is_terminal: whether a terminal will interpret it
 *
 * Makes a text harmless to print: control characters become `\xNN`, and for a terminal what is not
 * UTF-8 is replaced. Names come from servers.
 *
 * Returns: (transfer full): the text on one line, without tabs
 */
char *
haulier_cli_clean (const char *text, gboolean is_terminal)
{
  g_autofree char *valid = is_terminal ? g_utf8_make_valid (text != NULL ? text : "", -1) : NULL;
  const char *p = valid != NULL ? valid : text != NULL ? text : "";
  const char *plain = p; /* what follows needs no change, up to @p */
  GString *clean = g_string_sized_new (strlen (p));

  for (; *p != '\0'; p++)
    {
      const guchar *byte = (const guchar *) p;
      /* C1 controls are two bytes in UTF-8: 0xc2 0x80 to 0xc2 0x9f */
      gboolean is_c1 = byte[0] == 0xc2 && byte[1] >= 0x80 && byte[1] <= 0x9f;

      if (!is_c1 && !g_ascii_iscntrl (*p))
        continue;
      g_string_append_len (clean, plain, p - plain);
      p += is_c1 ? 1 : 0;
      g_string_append_printf (clean, "\\x%02x", *(const guchar *) p);
      plain = p + 1;
    }
  g_string_append_len (clean, plain, p - plain);
  return g_string_free (clean, FALSE);
}

/**
 * haulier_cli_columns_of:
 * @text: UTF-8
 *
 * Returns: how many columns of a terminal it takes
 */
guint
haulier_cli_columns_of (const char *text)
{
  guint columns = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (character))
        columns += g_unichar_iswide (character) ? 2 : 1;
    }
  return columns;
}

/**
 * haulier_cli_fit:
 * @text: UTF-8
 * @columns: how many there are
 *
 * Returns: (transfer full): @text, with an ellipsis at the end when it takes more
 */
char *
haulier_cli_fit (const char *text, guint columns)
{
  guint used = 0;
  const char *p = text;

  if (haulier_cli_columns_of (text) <= columns)
    return g_strdup (text);
  while (*p != '\0')
    {
      gunichar character = g_utf8_get_char (p);
      guint wide = g_unichar_iszerowidth (character) ? 0 : g_unichar_iswide (character) ? 2 : 1;

      if (used + wide + 1 > columns)
        break;
      used += wide;
      p = g_utf8_next_char (p);
    }
  return g_strdup_printf ("%.*s…", (int) (p - text), text);
}

/**
 * haulier_cli_colour_start:
 * @cli: a run
 * @colour: a colour
 *
 * Returns: (transfer none): what switches it on, or nothing
 */
const char *
haulier_cli_colour_start (const HaulierCli *cli, HaulierCliColour colour)
{
  return cli->has_colour ? colour_starts[colour] : "";
}

/**
 * haulier_cli_colour_end:
 * @cli: a run
 * @colour: a colour
 *
 * Returns: (transfer none): what switches it off, or nothing
 */
const char *
haulier_cli_colour_end (const HaulierCli *cli, HaulierCliColour colour)
{
  return cli->has_colour && colour != HAULIER_CLI_PLAIN ? "\033[0m" : "";
}

/**
 * haulier_cli_table_new:
 * @cli: a run, which outlives the table
 * @columns: (array length=n_columns): static
 * @n_columns: how many
 *
 * Returns: (transfer full): a table without rows
 */
HaulierCliTable *
haulier_cli_table_new (const HaulierCli *cli, const HaulierCliColumn *columns, guint n_columns)
{
  HaulierCliTable *self = g_new0 (HaulierCliTable, 1);

  self->cli = cli;
  self->columns = columns;
  self->n_columns = n_columns;
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->has_head = !cli->no_legend;
  return self;
}

void
haulier_cli_table_free (HaulierCliTable *self)
{
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * haulier_cli_table_add:
 * @self: a table
 * @colour: of the row
 * @...: (nullable): a text for each column
 *
 * Adds a row.
 */
void
haulier_cli_table_add (HaulierCliTable *self, HaulierCliColour colour, ...)
{
  Row *row = g_new0 (Row, 1);
  va_list fields;

  row->colour = colour;
  row->fields = g_new0 (char *, self->n_columns + 1);
  va_start (fields, colour);
  for (guint i = 0; i < self->n_columns; i++)
    row->fields[i] = haulier_cli_clean (va_arg (fields, const char *), self->cli->is_terminal);
  va_end (fields);
  g_ptr_array_add (self->rows, row);
}

/* The widest of the columns that give way loses one. */
static gboolean
shrink_widest (HaulierCliTable *self, guint *widths)
{
  guint *widest = NULL;

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->columns[i].shrinks && widths[i] > SHRUNK_MIN_COLUMNS
          && (widest == NULL || widths[i] > *widest))
        widest = &widths[i];
    }
  if (widest == NULL)
    return FALSE;
  (*widest)--;
  return TRUE;
}

static guint *
measure (HaulierCliTable *self)
{
  guint *widths = g_new0 (guint, self->n_columns);
  guint total = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (self->has_head)
        widths[i] = haulier_cli_columns_of (_ (self->columns[i].title));
      for (guint j = 0; j < self->rows->len; j++)
        {
          Row *row = g_ptr_array_index (self->rows, j);

          widths[i] = MAX (widths[i], haulier_cli_columns_of (row->fields[i]));
        }
      total += widths[i] + (i > 0 ? GAP : 0);
    }
  while (total > self->cli->width && shrink_widest (self, widths))
    total--;
  return widths;
}

static void
append_blanks (GString *text, guint count)
{
  for (guint i = 0; i < count; i++)
    g_string_append_c (text, ' ');
}

static void
append_field (HaulierCliTable *self, GString *text, guint column, const char *field, guint width)
{
  g_autofree char *fitted
      = self->columns[column].shrinks ? haulier_cli_fit (field, width) : g_strdup (field);
  guint used = haulier_cli_columns_of (fitted);
  guint padding = width > used ? width - used : 0;
  gboolean is_last = column + 1 == self->n_columns;

  if (self->columns[column].align_right)
    append_blanks (text, padding);
  g_string_append (text, fitted);
  if (!self->columns[column].align_right && !is_last)
    append_blanks (text, padding);
  if (!is_last)
    append_blanks (text, GAP);
}

static void
append_aligned (HaulierCliTable *self, GString *text)
{
  g_autofree guint *widths = measure (self);

  for (guint i = 0; self->has_head && i < self->n_columns; i++)
    append_field (self, text, i, _ (self->columns[i].title), widths[i]);
  if (self->has_head)
    g_string_append_c (text, '\n');
  for (guint j = 0; j < self->rows->len; j++)
    {
      Row *row = g_ptr_array_index (self->rows, j);

      g_string_append (text, haulier_cli_colour_start (self->cli, row->colour));
      for (guint i = 0; i < self->n_columns; i++)
        append_field (self, text, i, row->fields[i], widths[i]);
      g_string_append (text, haulier_cli_colour_end (self->cli, row->colour));
      g_string_append_c (text, '\n');
    }
}

static void
append_plain_field (HaulierCliTable *self, GString *text, guint column, const char *field)
{
  g_string_append (text, field);
  g_string_append_c (text, column + 1 < self->n_columns ? '\t' : '\n');
}

static void
append_plain (HaulierCliTable *self, GString *text)
{
  for (guint i = 0; self->has_head && i < self->n_columns; i++)
    append_plain_field (self, text, i, _ (self->columns[i].title));
  for (guint j = 0; j < self->rows->len; j++)
    {
      Row *row = g_ptr_array_index (self->rows, j);

      for (guint i = 0; i < self->n_columns; i++)
        append_plain_field (self, text, i, row->fields[i]);
    }
}

/**
 * haulier_cli_table_render:
 * @self: a table
 *
 * Returns: (transfer full): its rows since the last call, with the head the first time
 */
char *
haulier_cli_table_render (HaulierCliTable *self)
{
  GString *text = g_string_new (NULL);

  if (self->cli->is_terminal)
    append_aligned (self, text);
  else
    append_plain (self, text);
  self->has_head = FALSE;
  g_ptr_array_set_size (self->rows, 0);
  return g_string_free (text, FALSE);
}

/**
 * haulier_cli_table_print:
 * @self: a table
 *
 * Prints its rows since the last call: who has many prints them part by part.
 */
void
haulier_cli_table_print (HaulierCliTable *self)
{
  g_autofree char *text = haulier_cli_table_render (self);

  fputs (text, stdout);
}
