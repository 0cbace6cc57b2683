/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The file name in a Content-Disposition header. */
#include "config.h"

#include "haulier-content-disposition.h"

#include "haulier-file-name.h"

#include <string.h>

static const char *
skip_blanks (const char *p)
{
  while (g_ascii_isspace (*p))
    p++;
  return p;
}

/* A backslash is an escape before a quote or another backslash; else it is of a path of Windows. */
static const char *
take_quoted (const char *p, GString *value)
{
  for (p++; *p != '\0' && *p != '"'; p++)
    {
      if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
        p++;
      g_string_append_c (value, *p);
    }
  return *p == '"' ? p + 1 : p;
}

static const char *
take_value (const char *p, GString *value)
{
  const char *end = NULL;

  if (*p == '"')
    return take_quoted (p, value);
  end = p + strcspn (p, ";");
  g_string_append_len (value, p, end - p);
  while (value->len > 0 && g_ascii_isspace (value->str[value->len - 1]))
    g_string_truncate (value, value->len - 1);
  return end;
}

/* The next "name=value", the type before them included as a name without a value. */
static const char *
take_parameter (const char *p, char **out_name, GString *value)
{
  const char *end = NULL;

  g_string_truncate (value, 0);
  p = skip_blanks (p);
  end = p + strcspn (p, "=;");
  *out_name = g_strchomp (g_strndup (p, end - p));
  if (*end == '=')
    end = take_value (skip_blanks (end + 1), value);
  end += strcspn (end, ";");
  return *end == ';' ? end + 1 : end;
}

/* RFC 8187: charset'language'percent-encoded. */
static char *
decode_extended (const char *text)
{
  const char *quote = strchr (text, '\'');
  const char *second = quote != NULL ? strchr (quote + 1, '\'') : NULL;
  g_autofree char *charset = NULL;
  g_autofree char *bytes = NULL;

  if (second == NULL)
    return NULL;
  charset = g_strndup (text, quote - text);
  bytes = g_uri_unescape_string (second + 1, NULL);
  if (bytes == NULL)
    return NULL;
  if (g_ascii_strcasecmp (charset, "UTF-8") == 0)
    return g_utf8_validate (bytes, -1, NULL) ? g_steal_pointer (&bytes) : NULL;
  if (g_ascii_strcasecmp (charset, "ISO-8859-1") == 0)
    return g_convert (bytes, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
  return NULL;
}

/* What servers put there against the rules: raw UTF-8, Latin-1, or percent encoding. */
static char *
decode_plain (const char *text)
{
  g_autofree char *unescaped = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return g_convert (text, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
  if (strchr (text, '%') != NULL)
    unescaped = g_uri_unescape_string (text, NULL);
  if (unescaped != NULL && g_utf8_validate (unescaped, -1, NULL))
    return g_steal_pointer (&unescaped);
  return g_strdup (text);
}

/**
 * haulier_content_disposition_dup_name:
 * @text: the value of a Content-Disposition header
 *
 * Reads the proposed name: filename* before filename. What it may hold is made harmless.
 *
 * Source: RFC 6266, RFC 8187.
 *
 * Returns: (transfer full) (nullable): a name for one plain file, or %NULL when none is proposed
 */
char *
haulier_content_disposition_dup_name (const char *text)
{
  g_autoptr (GString) value = g_string_new (NULL);
  g_autofree char *extended = NULL;
  g_autofree char *plain = NULL;
  const char *p = text;

  while (*p != '\0')
    {
      g_autofree char *name = NULL;

      p = take_parameter (p, &name, value);
      if (extended == NULL && g_ascii_strcasecmp (name, "filename*") == 0)
        extended = decode_extended (value->str);
      else if (plain == NULL && g_ascii_strcasecmp (name, "filename") == 0)
        plain = decode_plain (value->str);
    }
  if (extended != NULL && *extended != '\0')
    return haulier_file_name_make_harmless (extended);
  if (plain != NULL && *plain != '\0')
    return haulier_file_name_make_harmless (plain);
  return NULL;
}
