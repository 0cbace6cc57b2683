/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Another identity that is lent to a job: what for, and whether it is there. */
#include "config.h"

#include "haulier-helper-token.h"

#include "haulier-error.h"

/* By the flags' own number. */
static const char *const flag_texts[] = {
  [0] = "none",
  [HAULIER_TOKEN_LOCAL_FILE] = "local-file",
  [HAULIER_TOKEN_NETWORK] = "network",
  [HAULIER_TOKEN_FLAGS_ALL] = "local-file,network",
};

/**
 * haulier_token_flags_check:
 * @flags: HAULIER_TOKEN_…
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT.
 * Source: IBitsTokenOptions::SetHelperTokenFlags.
 *
 * Returns: whether every bit is known
 */
gboolean
haulier_token_flags_check (guint flags, GError **error)
{
  if ((flags & ~HAULIER_TOKEN_FLAGS_ALL) == 0)
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               "set the flags of the helper token: 0x%x has bits other than local-file (1) and "
               "network (2)",
               flags);
  return FALSE;
}

static gboolean
parse_word (const char *word, guint *out_flag)
{
  if (g_str_equal (word, flag_texts[HAULIER_TOKEN_LOCAL_FILE]))
    *out_flag = HAULIER_TOKEN_LOCAL_FILE;
  else if (g_str_equal (word, flag_texts[HAULIER_TOKEN_NETWORK]))
    *out_flag = HAULIER_TOKEN_NETWORK;
  else
    return FALSE;
  return TRUE;
}

static gboolean
parse_number (const char *text, guint *out_flags)
{
  gboolean hexadecimal = g_str_has_prefix (text, "0x");
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (
          hexadecimal ? text + 2 : text, hexadecimal ? 16 : 10, 0, G_MAXUINT32, &number, NULL))
    return FALSE;
  *out_flags = (guint) number;
  return TRUE;
}

/**
 * haulier_token_flags_parse:
 * @text: "none", words separated by commas, or a number as of bitsadmin
 * @out_flags: (out): HAULIER_TOKEN_…
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT.
 *
 * Returns: whether @text says which flags
 */
gboolean
haulier_token_flags_parse (const char *text, guint *out_flags, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);
  guint flags = 0;
  gboolean none = g_str_equal (text, flag_texts[0]);

  if (parse_number (text, &flags))
    {
      if (!haulier_token_flags_check (flags, error))
        return FALSE;
      *out_flags = flags;
      return TRUE;
    }
  for (guint i = 0; !none && (words[i] != NULL || i == 0); i++)
    {
      guint flag = 0;

      if (!parse_word (words[i] != NULL ? g_strstrip (words[i]) : "", &flag))
        {
          g_set_error (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_INVALID_ARGUMENT,
                       "set the flags of the helper token: “%s” is not one of: none, local-file, "
                       "network",
                       text);
          return FALSE;
        }
      flags |= flag;
    }
  *out_flags = flags;
  return TRUE;
}

/**
 * haulier_token_flags_to_text:
 * @flags: HAULIER_TOKEN_…; other bits are not looked at
 *
 * Returns: (transfer none): what haulier_token_flags_parse() reads
 */
const char *
haulier_token_flags_to_text (guint flags)
{
  return flag_texts[flags & HAULIER_TOKEN_FLAGS_ALL];
}
