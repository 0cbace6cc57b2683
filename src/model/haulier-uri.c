/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Remote names: addresses of files, checked at the door, with the userinfo split off. */
#include "config.h"

#include "haulier-uri.h"

#include <string.h>

#include "haulier-error.h"
#include "haulier-file-name.h"

#define URI_FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_SCHEME_NORMALIZE)

static const char *const supported_schemes[] = { "http", "https" };

static gboolean
scheme_is_supported (const char *scheme)
{
  for (gsize i = 0; i < G_N_ELEMENTS (supported_schemes); i++)
    {
      if (g_str_equal (scheme, supported_schemes[i]))
        return TRUE;
    }
  return FALSE;
}

/* Where a userinfo that did not parse may hide: everything between "//" and the last "@" before the
 * path. */
static char *
mask_userinfo (const char *text)
{
  const char *start = strstr (text, "//");
  const char *end = NULL;
  const char *at = NULL;

  if (start == NULL)
    return g_strdup (text);
  start += strlen ("//");
  end = start + strcspn (start, "/?#");
  at = g_strrstr_len (start, end - start, "@");
  if (at == NULL)
    return g_strdup (text);
  return g_strdup_printf ("%.*s•••%s", (int) (start - text), text, at);
}

static gboolean
refuse (const char *text, gint code, const char *why, GError **error)
{
  g_autofree char *masked = mask_userinfo (text);
  g_autofree char *shown = g_utf8_make_valid (masked, MIN (strlen (masked), 200));

  g_set_error (error, HAULIER_ERROR, code, "use the address “%s”: %s", shown, why);
  return FALSE;
}

static gboolean
has_control_characters (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p))
        return TRUE;
    }
  return FALSE;
}

/**
 * haulier_uri_split:
 * @text: an address as a person wrote it
 * @out_remote: (out): the address without userinfo and fragment; what is stored, shown and asked
 * for
 * @out_userinfo: (out) (nullable) (optional): the userinfo, a secret, or %NULL when there is none
 * @error: return location
 *
 * Checks an address at the door. The message of an error never contains the userinfo.
 *
 * Errors: %HAULIER_ERROR_INVALID_URL, %HAULIER_ERROR_UNRECOGNIZED_SCHEME,
 *   %HAULIER_ERROR_STRING_TOO_LONG.
 *
 * Returns: whether @text can be transferred from
 */
gboolean
haulier_uri_split (const char *text, char **out_remote, char **out_userinfo, GError **error)
{
  g_autoptr (GUri) uri = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *remote = NULL;
  const char *host = NULL;

  if (strlen (text) > HAULIER_URI_MAX_LENGTH_BYTES)
    return refuse (text, HAULIER_ERROR_STRING_TOO_LONG, "it is too long", error);
  if (!g_utf8_validate (text, -1, NULL) || has_control_characters (text))
    return refuse (
        text, HAULIER_ERROR_INVALID_URL, "it has characters that an address cannot have", error);
  encoded = g_uri_escape_string (text, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "?#[]%@:/", FALSE);
  uri = g_uri_parse (encoded, URI_FLAGS, NULL);
  if (uri == NULL)
    return refuse (text, HAULIER_ERROR_INVALID_URL, "it is not a valid address", error);
  if (!scheme_is_supported (g_uri_get_scheme (uri)))
    return refuse (
        text, HAULIER_ERROR_UNRECOGNIZED_SCHEME, "only http and https are supported", error);
  host = g_uri_get_host (uri);
  if (host == NULL || host[0] == '\0')
    return refuse (text, HAULIER_ERROR_INVALID_URL, "it names no server", error);
  remote = g_uri_join (URI_FLAGS,
                       g_uri_get_scheme (uri),
                       NULL,
                       host,
                       g_uri_get_port (uri),
                       g_uri_get_path (uri)[0] != '\0' ? g_uri_get_path (uri) : "/",
                       g_uri_get_query (uri),
                       NULL);
  if (out_userinfo != NULL)
    *out_userinfo = g_strdup (g_uri_get_userinfo (uri));
  *out_remote = g_steal_pointer (&remote);
  return TRUE;
}

/**
 * haulier_uri_dup_file_name:
 * @remote: an address of haulier_uri_split()
 *
 * Suggests a name for the local file: the last part of the path, made harmless.
 *
 * Returns: (transfer full): a file name, never empty
 */
char *
haulier_uri_dup_file_name (const char *remote)
{
  const char *path = strstr (remote, "//");
  const char *end = NULL;
  const char *slash = NULL;
  g_autofree char *segment = NULL;
  g_autofree char *decoded = NULL;

  path = path != NULL ? path + strlen ("//") : remote;
  end = path + strcspn (path, "?#");
  slash = g_strrstr_len (path, end - path, "/");
  if (slash != NULL)
    segment = g_strndup (slash + 1, end - slash - 1);
  decoded = segment != NULL ? g_uri_unescape_string (segment, NULL) : NULL;
  return haulier_file_name_make_harmless (decoded != NULL ? decoded : segment);
}

/**
 * haulier_uri_dup_host:
 * @remote: an address of haulier_uri_split()
 *
 * Returns: (transfer full): its host, without port
 */
char *
haulier_uri_dup_host (const char *remote)
{
  g_autoptr (GUri) uri = g_uri_parse (remote, URI_FLAGS, NULL);

  return g_strdup (uri != NULL ? g_uri_get_host (uri) : "");
}

/**
 * haulier_uri_is_loopback:
 * @remote: an address of haulier_uri_split()
 *
 * Tells whether a transfer can go on although the machine has no network.
 *
 * Returns: whether the host is this machine by name or by a loopback literal
 */
gboolean
haulier_uri_is_loopback (const char *remote)
{
  g_autofree char *host = haulier_uri_dup_host (remote);

  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost")
         || g_str_has_prefix (host, "127.") || g_str_equal (host, "::1");
}
