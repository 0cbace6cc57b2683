/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Names of local files: what may come from outside, made harmless. */
#include "config.h"

#include "haulier-file-name.h"

#include <string.h>

/* Used when nothing of a name is left. */
#define FALLBACK_NAME "download"
/* Longer last parts are no extension that has to survive shortening. */
#define MAX_EXTENSION_BYTES 16
/* Parts of a doubled extension that belong together: archive.tar.gz. */
#define TAR_SUFFIX ".tar"
/* Characters that are harmless anywhere but at the beginning and at the end. */
#define PLAIN_CHARACTERS                                                                           \
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.+=@%,()[]{}~!#$&'"

static gsize
find_extension (const char *name)
{
  const char *dot = strrchr (name, '.');
  gsize stem;

  if (dot == NULL || dot == name || strlen (dot) > MAX_EXTENSION_BYTES || strchr (dot, ' ') != NULL)
    return strlen (name);
  stem = dot - name;
  if (stem > strlen (TAR_SUFFIX)
      && g_ascii_strncasecmp (dot - strlen (TAR_SUFFIX), TAR_SUFFIX, strlen (TAR_SUFFIX)) == 0)
    stem -= strlen (TAR_SUFFIX);
  return stem;
}

static gboolean
is_dot_or_blank (char character)
{
  return character == '.' || character == ' ';
}

/* Cuts the stem, never the extension, and never inside a character. */
static char *
join_within_limit (const char *name, gsize stem, const char *infix)
{
  const char *extension = name + stem;
  gsize room = HAULIER_FILE_NAME_MAX_BYTES - strlen (infix) - strlen (extension);

  if (stem > room)
    {
      stem = room;
      while (stem > 0 && ((guchar) name[stem] & 0xc0) == 0x80)
        stem--;
      while (stem > 0 && is_dot_or_blank (name[stem - 1]))
        stem--;
    }
  return g_strdup_printf ("%.*s%s%s", (int) stem, name, infix, extension);
}

/* Most names are: ten thousand of them are not to be taken apart letter by letter. */
static gboolean
is_plain (const char *name)
{
  gsize length = strspn (name, PLAIN_CHARACTERS);

  return length > 0 && name[length] == '\0' && length <= HAULIER_FILE_NAME_MAX_BYTES
         && !is_dot_or_blank (name[0]) && !is_dot_or_blank (name[length - 1]);
}

/**
 * haulier_file_name_make_harmless:
 * @name: (nullable): a name that a server or an address proposed
 *
 * Makes a name that is one plain file of the folder: no separators, no control or direction
 * characters, no leading dot or blank, valid UTF-8, within the length limit.
 *
 * Returns: (transfer full): the name, never empty
 */
char *
haulier_file_name_make_harmless (const char *name)
{
  g_autofree char *valid = NULL;
  g_autoptr (GString) clean = NULL;
  const char *base = NULL;

  if (name != NULL && is_plain (name))
    return g_strdup (name);
  valid = g_utf8_make_valid (name != NULL ? name : "", -1);
  clean = g_string_new (NULL);
  base = valid;
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == '/' || *p == '\\')
        base = p + 1;
    }
  for (const char *p = base; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_iscntrl (character) || g_unichar_type (character) == G_UNICODE_FORMAT)
        continue;
      if (g_unichar_isspace (character))
        character = ' ';
      if (strchr (":*?\"<>|", (int) character) != NULL && character < 0x80)
        character = '_';
      if (clean->len == 0 && (character == '.' || character == ' '))
        continue;
      g_string_append_unichar (clean, character);
    }
  while (clean->len > 0 && is_dot_or_blank (clean->str[clean->len - 1]))
    g_string_truncate (clean, clean->len - 1);
  if (clean->len == 0)
    return g_strdup (FALLBACK_NAME);
  return join_within_limit (clean->str, find_extension (clean->str), "");
}

/**
 * haulier_file_name_number:
 * @name: a file name
 * @number: 1 and more
 *
 * Returns: (transfer full): for instance "archive (1).tar.gz", within the length limit
 */
char *
haulier_file_name_number (const char *name, guint number)
{
  g_autofree char *infix = g_strdup_printf (" (%u)", number);

  return join_within_limit (name, find_extension (name), infix);
}
