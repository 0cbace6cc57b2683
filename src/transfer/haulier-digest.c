/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Checksums that a server announces in headers. */
#include "config.h"

#include "haulier-digest.h"

#include <string.h>

/* Strongest first. */
static const struct
{
  const char *name;
  GChecksumType type;
} digest_rows[] = {
  { "sha-512", G_CHECKSUM_SHA512 },
  { "sha-256", G_CHECKSUM_SHA256 },
  { "sha", G_CHECKSUM_SHA1 },
  { "md5", G_CHECKSUM_MD5 },
};

static char *
decode_base64 (const char *text, GChecksumType type)
{
  gsize length = 0;
  g_autofree guchar *bytes = NULL;
  GString *hex = NULL;

  if (*text == '\0'
      || strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")
             != strlen (text))
    return NULL;
  bytes = g_base64_decode (text, &length);
  if ((gssize) length != g_checksum_type_get_length (type))
    return NULL;
  hex = g_string_sized_new (2 * length);
  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hex, "%02x", bytes[i]);
  return g_string_free (hex, FALSE);
}

/* One "name=value" of the list; the value of a structured field stands between colons. */
static char *
read_member (const char *member, const char *name, GChecksumType type, gboolean structured)
{
  gsize length = strlen (name);
  g_autofree char *value = NULL;
  gsize value_length = 0;

  if (g_ascii_strncasecmp (member, name, length) != 0 || member[length] != '=')
    return NULL;
  value = g_strdup (member + length + 1);
  if (!structured)
    return decode_base64 (value, type);
  g_strdelimit (value, ";", '\0');
  value_length = strlen (g_strchomp (value));
  if (value_length < 2 || value[0] != ':' || value[value_length - 1] != ':')
    return NULL;
  value[value_length - 1] = '\0';
  return decode_base64 (value + 1, type);
}

static gboolean
parse_list (const char *text, gboolean structured, GChecksumType *out_type, char **out_hex)
{
  g_auto (GStrv) members = g_strsplit (text, ",", 16);

  for (gsize i = 0; i < G_N_ELEMENTS (digest_rows); i++)
    {
      for (gsize j = 0; members[j] != NULL; j++)
        {
          char *hex = read_member (
              g_strstrip (members[j]), digest_rows[i].name, digest_rows[i].type, structured);

          if (hex == NULL)
            continue;
          *out_type = digest_rows[i].type;
          *out_hex = hex;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * haulier_digest_parse_repr:
 * @text: the value of a Repr-Digest header
 * @out_type: (out): the strongest algorithm that is known
 * @out_hex: (out): its value, lower-case hexadecimal
 *
 * Source: RFC 9530.
 *
 * Returns: whether there is one
 */
gboolean
haulier_digest_parse_repr (const char *text, GChecksumType *out_type, char **out_hex)
{
  return parse_list (text, TRUE, out_type, out_hex);
}

/**
 * haulier_digest_parse_old:
 * @text: the value of a Digest header
 * @out_type: (out): the strongest algorithm that is known
 * @out_hex: (out): its value, lower-case hexadecimal
 *
 * Source: RFC 3230.
 *
 * Returns: whether there is one
 */
gboolean
haulier_digest_parse_old (const char *text, GChecksumType *out_type, char **out_hex)
{
  return parse_list (text, FALSE, out_type, out_hex);
}

/**
 * haulier_digest_parse_md5:
 * @text: the value of a Content-MD5 header
 * @out_type: (out): MD5
 * @out_hex: (out): its value, lower-case hexadecimal
 *
 * Source: RFC 1864.
 *
 * Returns: whether it is valid
 */
gboolean
haulier_digest_parse_md5 (const char *text, GChecksumType *out_type, char **out_hex)
{
  char *hex = decode_base64 (text, G_CHECKSUM_MD5);

  if (hex == NULL)
    return FALSE;
  *out_type = G_CHECKSUM_MD5;
  *out_hex = hex;
  return TRUE;
}
