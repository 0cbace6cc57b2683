/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Writes JSON (RFC 8259), value by value. */
#include "config.h"

#include "haulier-cli-json.h"

#include <stdio.h>
#include <string.h>

#define INDENT 2

struct _HaulierCliJson
{
  GString *text;
  guint depth;
  gboolean is_first; /* in the object or array that is open */
  gboolean pretty;   /* else on one line */
};

/**
 * haulier_cli_json_new:
 * @pretty: indented for people, or on one line
 *
 * Returns: (transfer full): an empty document
 */
HaulierCliJson *
haulier_cli_json_new (gboolean pretty)
{
  HaulierCliJson *self = g_new0 (HaulierCliJson, 1);

  self->text = g_string_new (NULL);
  self->is_first = TRUE;
  self->pretty = pretty;
  return self;
}

void
haulier_cli_json_free (HaulierCliJson *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
append_string (GString *text, const char *string)
{
  g_autofree char *valid = g_utf8_make_valid (string, -1);

  g_string_append_c (text, '"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_printf (text, "\\%c", *p);
      else if (*p == '\n')
        g_string_append (text, "\\n");
      else if (*p == '\t')
        g_string_append (text, "\\t");
      else if (g_ascii_iscntrl (*p))
        g_string_append_printf (text, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
begin_line (HaulierCliJson *self)
{
  if (self->pretty)
    g_string_append_printf (self->text, "\n%*s", (int) (INDENT * self->depth), "");
}

static void
begin_value (HaulierCliJson *self, const char *key)
{
  if (!self->is_first)
    g_string_append (self->text, self->pretty ? "," : ", ");
  if (self->depth > 0)
    begin_line (self);
  self->is_first = FALSE;
  if (key == NULL)
    return;
  append_string (self->text, key);
  g_string_append (self->text, ": ");
}

static void
begin_container (HaulierCliJson *self, const char *key, char bracket)
{
  begin_value (self, key);
  g_string_append_c (self->text, bracket);
  self->depth++;
  self->is_first = TRUE;
}

static void
end_container (HaulierCliJson *self, char bracket)
{
  self->depth--;
  if (!self->is_first)
    begin_line (self);
  g_string_append_c (self->text, bracket);
  self->is_first = FALSE;
}

/**
 * haulier_cli_json_begin_object:
 * @self: a document
 * @key: (nullable): its name
 */
void
haulier_cli_json_begin_object (HaulierCliJson *self, const char *key)
{
  begin_container (self, key, '{');
}

/**
 * haulier_cli_json_end_object:
 * @self: a document with an open object
 */
void
haulier_cli_json_end_object (HaulierCliJson *self)
{
  end_container (self, '}');
}

/**
 * haulier_cli_json_begin_array:
 * @self: a document
 * @key: (nullable): its name
 */
void
haulier_cli_json_begin_array (HaulierCliJson *self, const char *key)
{
  begin_container (self, key, '[');
}

/**
 * haulier_cli_json_end_array:
 * @self: a document with an open array
 */
void
haulier_cli_json_end_array (HaulierCliJson *self)
{
  end_container (self, ']');
}

/**
 * haulier_cli_json_text:
 * @self: a document
 * @key: (nullable): its name
 * @text: (nullable): a text; %NULL becomes null, what is not UTF-8 U+FFFD
 */
void
haulier_cli_json_text (HaulierCliJson *self, const char *key, const char *text)
{
  if (text == NULL)
    {
      haulier_cli_json_null (self, key);
      return;
    }
  begin_value (self, key);
  append_string (self->text, text);
}

/**
 * haulier_cli_json_number:
 * @self: a document
 * @key: (nullable): its name
 * @number: a number; 2^64-1, which is unknown everywhere, becomes null
 */
void
haulier_cli_json_number (HaulierCliJson *self, const char *key, guint64 number)
{
  if (number == G_MAXUINT64)
    {
      haulier_cli_json_null (self, key);
      return;
    }
  begin_value (self, key);
  g_string_append_printf (self->text, "%" G_GUINT64_FORMAT, number);
}

/**
 * haulier_cli_json_boolean:
 * @self: a document
 * @key: (nullable): its name
 * @value: true or false
 */
void
haulier_cli_json_boolean (HaulierCliJson *self, const char *key, gboolean value)
{
  begin_value (self, key);
  g_string_append (self->text, value ? "true" : "false");
}

/**
 * haulier_cli_json_null:
 * @self: a document
 * @key: (nullable): its name
 */
void
haulier_cli_json_null (HaulierCliJson *self, const char *key)
{
  begin_value (self, key);
  g_string_append (self->text, "null");
}

/**
 * haulier_cli_json_time:
 * @self: a document
 * @key: (nullable): its name
 * @time: microseconds since 1970; 0, which has not happened, becomes null
 *
 * Writes a time as RFC 3339 has it, in UTC.
 */
void
haulier_cli_json_time (HaulierCliJson *self, const char *key, gint64 time)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autofree char *seconds = NULL;
  g_autofree char *text = NULL;

  if (time <= 0 || moment == NULL)
    {
      haulier_cli_json_null (self, key);
      return;
    }
  seconds = g_date_time_format (moment, "%Y-%m-%dT%H:%M:%S");
  text = g_strdup_printf ("%s.%03dZ", seconds, (int) (time % G_USEC_PER_SEC / 1000));
  haulier_cli_json_text (self, key, text);
}

static void
append_dictionary (HaulierCliJson *self, const char *key, GVariant *value)
{
  GVariantIter iter;
  const char *name = NULL;
  GVariant *entry = NULL;

  haulier_cli_json_begin_object (self, key);
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &entry))
    haulier_cli_json_variant (self, name, entry);
  haulier_cli_json_end_object (self);
}

static void
append_elements (HaulierCliJson *self, const char *key, GVariant *value)
{
  haulier_cli_json_begin_array (self, key);
  for (gsize i = 0; i < g_variant_n_children (value); i++)
    {
      g_autoptr (GVariant) element = g_variant_get_child_value (value, i);

      haulier_cli_json_variant (self, NULL, element);
    }
  haulier_cli_json_end_array (self);
}

/**
 * haulier_cli_json_variant:
 * @self: a document
 * @key: (nullable): its name
 * @value: a value as it came over the bus
 *
 * Writes any value: dictionaries become objects, other containers arrays.
 */
void
haulier_cli_json_variant (HaulierCliJson *self, const char *key, GVariant *value)
{
  g_autoptr (GVariant) inner = NULL;
  g_autofree char *text = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT))
    {
      inner = g_variant_get_variant (value);
      haulier_cli_json_variant (self, key, inner);
    }
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_VARDICT))
    append_dictionary (self, key, value);
  else if (g_variant_is_container (value))
    append_elements (self, key, value);
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    haulier_cli_json_text (self, key, g_variant_get_string (value, NULL));
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64))
    haulier_cli_json_number (self, key, g_variant_get_uint64 (value));
  else
    {
      text = g_variant_print (value, FALSE); /* numbers and booleans are written alike */
      begin_value (self, key);
      g_string_append (self->text, text);
    }
}

/**
 * haulier_cli_json_take_text:
 * @self: a document
 *
 * Returns: (transfer full): what was written since the last call
 */
char *
haulier_cli_json_take_text (HaulierCliJson *self)
{
  char *text = g_strndup (self->text->str, self->text->len);

  g_string_truncate (self->text, 0);
  return text;
}

/**
 * haulier_cli_json_print:
 * @self: a document
 *
 * Prints what was written since the last call, and the end of the line when the document is closed.
 */
void
haulier_cli_json_print (HaulierCliJson *self)
{
  fwrite (self->text->str, 1, self->text->len, stdout);
  g_string_truncate (self->text, 0);
  if (self->depth > 0)
    return;
  putchar ('\n');
  self->is_first = TRUE;
}
