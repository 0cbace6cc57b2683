/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The words of a job: enum values to nicknames and back. */
#include "config.h"

#include "haulier-words.h"

#include "haulier-error.h"

/**
 * haulier_word_from_value:
 * @enum_type: a registered enum of this library
 * @value: a value, possibly one that a newer program wrote
 *
 * Returns: (transfer none): the nickname, or "unknown"
 */
const char *
haulier_word_from_value (GType enum_type, gint value)
{
  GEnumClass *class = g_type_class_ref (enum_type); /* static types are never unloaded */
  GEnumValue *row = g_enum_get_value (class, value);

  g_type_class_unref (class);
  return row != NULL ? row->value_nick : "unknown";
}

/**
 * haulier_word_to_value:
 * @enum_type: a registered enum of this library
 * @word: a nickname
 * @out_value: (out): the value
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT, naming the words that are possible.
 *
 * Returns: whether @word is one of the nicknames
 */
gboolean
haulier_word_to_value (GType enum_type, const char *word, gint *out_value, GError **error)
{
  GEnumClass *class = g_type_class_ref (enum_type);
  GEnumValue *row = g_enum_get_value_by_nick (class, word);
  g_autoptr (GString) possible = NULL;

  if (row != NULL)
    {
      *out_value = row->value;
      g_type_class_unref (class);
      return TRUE;
    }
  possible = g_string_new (NULL);
  for (guint i = 0; i < class->n_values; i++)
    g_string_append_printf (possible, "%s%s", i == 0 ? "" : ", ", class->values[i].value_nick);
  g_type_class_unref (class);
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               "“%s” is not one of: %s",
               word,
               possible->str);
  return FALSE;
}
