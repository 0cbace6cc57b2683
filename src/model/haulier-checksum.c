/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Checksums that a person gives: an algorithm and its hexadecimal value. */
#include "config.h"

#include "haulier-checksum.h"

#include <string.h>

#include "haulier-error.h"

static const struct
{
  const char *name;
  const char *alias; /* the name in the registry of HTTP digests */
  GChecksumType type;
} checksum_rows[] = {
  { "md5", "md5", G_CHECKSUM_MD5 },           { "sha1", "sha-1", G_CHECKSUM_SHA1 },
  { "sha256", "sha-256", G_CHECKSUM_SHA256 }, { "sha384", "sha-384", G_CHECKSUM_SHA384 },
  { "sha512", "sha-512", G_CHECKSUM_SHA512 },
};

/**
 * haulier_checksum_type_to_name:
 * @type: an algorithm
 *
 * Returns: (transfer none): its name, for instance "sha256"
 */
const char *
haulier_checksum_type_to_name (GChecksumType type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (checksum_rows); i++)
    {
      if (checksum_rows[i].type == type)
        return checksum_rows[i].name;
    }
  return "unknown";
}

/**
 * haulier_checksum_type_from_name:
 * @name: a name in any case, with or without a hyphen ("sha-256")
 * @out_type: (out): the algorithm
 *
 * Returns: whether @name is known
 */
gboolean
haulier_checksum_type_from_name (const char *name, GChecksumType *out_type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (checksum_rows); i++)
    {
      if (g_ascii_strcasecmp (checksum_rows[i].name, name) != 0
          && g_ascii_strcasecmp (checksum_rows[i].alias, name) != 0)
        continue;
      *out_type = checksum_rows[i].type;
      return TRUE;
    }
  return FALSE;
}

/**
 * haulier_checksum_parse:
 * @text: "ALGORITHM:HEX"
 * @out_type: (out): the algorithm
 * @out_hex: (out): the value in lower case
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_HASH_ALGORITHM, %HAULIER_ERROR_INVALID_ARGUMENT.
 *
 * Returns: whether @text is a checksum
 */
gboolean
haulier_checksum_parse (const char *text, GChecksumType *out_type, char **out_hex, GError **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *name = colon != NULL ? g_strndup (text, colon - text) : g_strdup (text);
  const char *hex = colon != NULL ? colon + 1 : "";
  GChecksumType type = G_CHECKSUM_MD5;

  if (!haulier_checksum_type_from_name (name, &type))
    {
      g_set_error (
          error,
          HAULIER_ERROR,
          HAULIER_ERROR_INVALID_HASH_ALGORITHM,
          "use the checksum “%s”: the algorithm is not md5, sha1, sha256, sha384 or sha512",
          text);
      return FALSE;
    }
  if (strlen (hex) != 2 * (gsize) g_checksum_type_get_length (type)
      || strspn (hex, "0123456789abcdefABCDEF") != strlen (hex))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   "use the checksum “%s”: %s has %" G_GSSIZE_FORMAT " hexadecimal digits",
                   text,
                   haulier_checksum_type_to_name (type),
                   2 * g_checksum_type_get_length (type));
      return FALSE;
    }
  *out_type = type;
  *out_hex = g_ascii_strdown (hex, -1);
  return TRUE;
}
