/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Lists of addresses: one in each line, with a target behind a tab perhaps. */
#include "config.h"

#include "haulier-cli-address-list.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#include "haulier-cli-target.h"
#include "haulier-error.h"

/* A million addresses of ordinary length. */
#define LIST_MAX_BYTES (512 * 1024 * 1024)
#define BLOCK_BYTES 65536

static gboolean
refuse (const char *name, guint line, const char *why, GError **error)
{
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               /* translators: a file, a line number, what is wrong there */
               _ ("read %s, line %u: %s"),
               name,
               line,
               why);
  return FALSE;
}

static gboolean
take_line (char *text,
           const char *name,
           guint line,
           const char *target,
           GVariant *options,
           HaulierJobRequest *request,
           GError **error)
{
  char *tab = strchr (text, '\t');
  g_autofree char *own_target = NULL;

  if (tab != NULL)
    *tab = '\0';
  g_strstrip (text);
  if (text[0] == '\0' || text[0] == '#')
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (name, line, _ ("it is not UTF-8"), error);
  if (tab != NULL)
    own_target = tab[1] != '\0' ? haulier_cli_target_absolute (tab + 1) : NULL;
  if (own_target == NULL && target == NULL)
    return refuse (name, line, _ ("it does not say where the file goes, and nor does --to"), error);
  haulier_job_request_add_file (request, text, own_target != NULL ? own_target : target, options);
  return TRUE;
}

/**
 * haulier_cli_address_list_parse:
 * @text: a list; it is taken apart
 * @name: what the list is called in errors
 * @target: (nullable) (type filename): where files go whose line does not say so
 * @options: (nullable): of every file
 * @request: gets the files
 * @error: return location
 *
 * Reads lines "ADDRESS" or "ADDRESS<tab>TARGET". Empty lines and those that begin with # are
 * passed over.
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT, naming the line.
 *
 * Returns: whether the whole list was understood
 */
gboolean
haulier_cli_address_list_parse (char *text,
                                const char *name,
                                const char *target,
                                GVariant *options,
                                HaulierJobRequest *request,
                                GError **error)
{
  guint line = 0;
  char *next = NULL;

  for (char *p = text; p != NULL && *p != '\0'; p = next)
    {
      next = strchr (p, '\n');
      if (next != NULL)
        *next++ = '\0';
      if (g_str_has_suffix (p, "\r"))
        p[strlen (p) - 1] = '\0';
      if (!take_line (p, name, ++line, target, options, request, error))
        return FALSE;
    }
  return TRUE;
}

static char *
read_all (FILE *file, const char *name, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *block = g_malloc (BLOCK_BYTES);
  gsize got = 0;

  while ((got = fread (block, 1, BLOCK_BYTES, file)) > 0)
    {
      g_string_append_len (text, block, (gssize) got);
      if (text->len > LIST_MAX_BYTES)
        {
          g_set_error (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_TOO_LARGE,
                       /* translators: a file */
                       _ ("read %s: it is too long"),
                       name);
          return NULL;
        }
    }
  if (ferror (file) == 0)
    return g_string_free (g_steal_pointer (&text), FALSE);
  g_set_error (error,
               HAULIER_ERROR,
               haulier_error_code_from_errno (errno),
               /* translators: a file, then why */
               _ ("read %s: %s"),
               name,
               g_strerror (errno));
  return NULL;
}

/**
 * haulier_cli_address_list_read:
 * @path: (type filename): a file; `-` is standard input
 * @target: (nullable) (type filename): where files go whose line does not say so
 * @options: (nullable): of every file
 * @request: gets the files
 * @error: return location
 *
 * Reads a list as haulier_cli_address_list_parse() has it.
 *
 * Returns: whether the whole list was read and understood
 */
gboolean
haulier_cli_address_list_read (const char *path,
                               const char *target,
                               GVariant *options,
                               HaulierJobRequest *request,
                               GError **error)
{
  gboolean is_input = g_str_equal (path, "-");
  const char *name = is_input ? _ ("standard input") : path;
  FILE *file = is_input ? stdin : fopen (path, "re");
  g_autofree char *text = NULL;

  if (file == NULL)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   haulier_error_code_from_errno (errno),
                   _ ("read %s: %s"),
                   name,
                   g_strerror (errno));
      return FALSE;
    }
  text = read_all (file, name, error);
  if (!is_input)
    fclose (file);
  return text != NULL
         && haulier_cli_address_list_parse (text, name, target, options, request, error);
}
