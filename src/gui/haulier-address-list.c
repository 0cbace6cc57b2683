/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Addresses as a person writes, pastes or drops them: lines, patterns, files that list them. */
#include "config.h"

#include "haulier-address-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "haulier-error.h"
#include "haulier-uri.h"

/* "[01-20]" and "[a-f]", with an optional step; "{one,two}". An address of IP version 6 has colons
 * in its brackets, and is none of them. */
#define RANGE_PATTERN                                                                              \
  "\\[(?:(\\d{1,9})-(\\d{1,9})|([a-z])-([a-z])|([A-Z])-([A-Z]))(?::(\\d{1,6}))?\\]"
#define CHOICE_PATTERN "\\{([^{},]*(?:,[^{},]*)+)\\}"

typedef struct
{
  GRegex *pattern;
  GPtrArray *addresses;
  GHashTable *known; /* borrows the texts of addresses */
  guint line;        /* from 1, for messages */
} Parser;

static gboolean expand (Parser *self, const char *text, GError **error);

static gboolean
refuse_too_many (GError **error)
{
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_TOO_MANY_FILES_IN_JOB,
               _ ("A download has at most %d files"),
               HAULIER_ADDRESS_LIST_MAX);
  return FALSE;
}

static gboolean
add (Parser *self, const char *text, GError **error)
{
  g_autofree char *remote = NULL;
  g_autoptr (GError) reason = NULL;
  char *address;

  if (!haulier_uri_split (text, &remote, NULL, &reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      /* translators: which line of the addresses is wrong; the reason follows */
      g_prefix_error (error, _ ("Line %u: "), self->line);
      return FALSE;
    }
  if (g_hash_table_contains (self->known, text))
    return TRUE;
  if (self->addresses->len >= HAULIER_ADDRESS_LIST_MAX)
    return refuse_too_many (error);
  address = g_strdup (text);
  g_ptr_array_add (self->addresses, address);
  g_hash_table_add (self->known, address);
  return TRUE;
}

static gboolean
expand_with (Parser *self,
             GString *text,
             gsize length,
             const char *choice,
             const char *rest,
             GError **error)
{
  g_string_truncate (text, length);
  g_string_append (text, choice);
  g_string_append (text, rest);
  return expand (self, text->str, error);
}

static gboolean
expand_choices (Parser *self,
                const char *head,
                const char *choices,
                const char *rest,
                GError **error)
{
  g_auto (GStrv) words = g_strsplit (choices, ",", -1);
  g_autoptr (GString) text = g_string_new (head);
  gsize length = text->len;

  for (guint i = 0; words[i] != NULL; i++)
    if (!expand_with (self, text, length, words[i], rest, error))
      return FALSE;
  return TRUE;
}

static gboolean
expand_range (Parser *self, const char *head, GMatchInfo *match, const char *rest, GError **error)
{
  static const gint firsts[] = { 1, 3, 5 };
  g_autoptr (GString) text = g_string_new (head);
  g_autofree char *step_text = g_match_info_fetch (match, 7);
  guint64 step
      = step_text != NULL && *step_text != '\0' ? g_ascii_strtoull (step_text, NULL, 10) : 1;
  gsize length = text->len;

  for (guint i = 0; i < G_N_ELEMENTS (firsts); i++)
    {
      g_autofree char *first = g_match_info_fetch (match, firsts[i]);
      g_autofree char *last = g_match_info_fetch (match, firsts[i] + 1);
      gboolean is_number = i == 0;
      guint64 from, to;

      if (first == NULL || *first == '\0')
        continue;
      from = is_number ? g_ascii_strtoull (first, NULL, 10) : (guint64) first[0];
      to = is_number ? g_ascii_strtoull (last, NULL, 10) : (guint64) last[0];
      if (to >= from && (to - from) / MAX (step, 1) >= HAULIER_ADDRESS_LIST_MAX)
        return refuse_too_many (error);
      for (guint64 value = from; value <= to; value += MAX (step, 1))
        {
          g_autofree char *choice
              = is_number ? g_strdup_printf ("%0*" G_GUINT64_FORMAT, (int) strlen (first), value)
                          : g_strdup_printf ("%c", (char) value);

          if (!expand_with (self, text, length, choice, rest, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* The first pattern is resolved here, the others in what comes of it. */
static gboolean
expand (Parser *self, const char *text, GError **error)
{
  g_autoptr (GMatchInfo) match = NULL;
  gint start, end;

  if (strpbrk (text, "[{") == NULL || !g_regex_match (self->pattern, text, 0, &match)
      || !g_match_info_fetch_pos (match, 0, &start, &end))
    return add (self, text, error);

  g_autofree char *head = g_strndup (text, (gsize) start);
  g_autofree char *choices = g_match_info_fetch (match, 8);

  if (choices != NULL && *choices != '\0')
    return expand_choices (self, head, choices, text + end, error);
  return expand_range (self, head, match, text + end, error);
}

static gboolean
parse_line (Parser *self, char *line, GError **error)
{
  g_auto (GStrv) words = NULL;

  g_strstrip (line);
  if (*line == '#')
    return TRUE;
  words = g_strsplit_set (line, " \t\r\f\v", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !expand (self, words[i], error))
      return FALSE;
  return TRUE;
}

/**
 * haulier_address_list_parse:
 * @text: addresses, one a line or separated by blanks; lines that begin with # are left out
 * @error: return location
 *
 * Reads addresses, resolves their patterns, and checks every one as the engine will. An address
 * that is there twice counts once.
 *
 * Errors: those of haulier_uri_split(), with the line in front;
 *   %HAULIER_ERROR_TOO_MANY_FILES_IN_JOB.
 *
 * Returns: (transfer full) (element-type utf8): the addresses, none for an empty text
 */
GPtrArray *
haulier_address_list_parse (const char *text, GError **error)
{
  g_autoptr (GRegex) pattern
      = g_regex_new (RANGE_PATTERN "|" CHOICE_PATTERN, G_REGEX_OPTIMIZE, 0, NULL);
  g_autoptr (GPtrArray) addresses = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Parser self = { .pattern = pattern, .addresses = addresses, .known = known };

  for (guint i = 0; lines[i] != NULL; i++)
    {
      self.line = i + 1;
      if (!parse_line (&self, lines[i], error))
        return NULL;
    }
  return g_steal_pointer (&addresses);
}

/**
 * haulier_address_list_extract:
 * @text: what was pasted or dropped, or the text of a file
 *
 * Finds the addresses in a text that may have anything else in it too.
 *
 * Returns: (transfer full) (nullable): the addresses, one a line; %NULL when there is none
 */
char *
haulier_address_list_extract (const char *text)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n\f\v<>\"", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_ascii_strncasecmp (words[i], "http://", 7) == 0
        || g_ascii_strncasecmp (words[i], "https://", 8) == 0)
      g_string_append_printf (found, "%s%s", found->len > 0 ? "\n" : "", words[i]);
  return found->len > 0 ? g_strdup (found->str) : NULL;
}
