/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Remote names: addresses of files, checked at the door, with the userinfo split off. */
#include "config.h"

#include "haulier-uri.h"

#include <arpa/inet.h>
#include <string.h>

#include "haulier-error.h"
#include "haulier-file-name.h"

#define LETTERS_AND_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
#define SCHEME_CHARACTERS LETTERS_AND_DIGITS "+-."
#define LABEL_CHARACTERS LETTERS_AND_DIGITS "-_"
#define HOST_CHARACTERS LABEL_CHARACTERS "."
#define ZONE_CHARACTERS LETTERS_AND_DIGITS "-._~"
/* RFC 1035, 2.3.4; one more for the dot of the root. */
#define LABEL_MAX_BYTES 63
#define HOST_MAX_BYTES 254
/* Of a refused address, in a message. */
#define SHOWN_MAX_BYTES 200

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

/* Where the authority of an address begins: after "SCHEME://", or at the start of what is no
 * address. */
static const char *
find_authority (const char *text)
{
  gsize scheme = strspn (text, SCHEME_CHARACTERS);

  return g_str_has_prefix (text + scheme, "://") ? text + scheme + strlen ("://") : text;
}

/* Where the userinfo of a refused address ends, or NULL. A secret may have a "/", "?" or "#" that
 * should have been encoded: unless what stands before it is a host, everything up to the last "@"
 * counts. */
static const char *
find_end_of_userinfo (const char *authority)
{
  gsize length = strcspn (authority, "/?#");
  gsize host = strspn (authority, HOST_CHARACTERS);
  const char *at = g_strrstr_len (authority, (gssize) length, "@");

  if (at != NULL)
    return at;
  if (authority[host] == ':')
    host += 1 + strspn (authority + host + 1, "0123456789");
  return host == length && host > 0 ? NULL : strrchr (authority, '@');
}

/* The address for a message: without userinfo, at most so long, nothing that a terminal obeys. */
static char *
make_presentable (const char *text)
{
  const char *authority = find_authority (text);
  const char *at = find_end_of_userinfo (authority);
  g_autofree char *masked = at == NULL
                                ? g_strdup (text)
                                : g_strdup_printf ("%.*s•••%s", (int) (authority - text), text, at);
  g_autofree char *valid = g_utf8_make_valid (masked, MIN (strlen (masked), SHOWN_MAX_BYTES));
  g_autoptr (GString) shown = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_iscntrl (character) || g_unichar_type (character) == G_UNICODE_FORMAT)
        character = 0xfffd;
      g_string_append_unichar (shown, character);
    }
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

static gboolean
refuse (const char *text, gint code, const char *why, GError **error)
{
  g_autofree char *shown = make_presentable (text);

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

/* RFC 4007: the zone names an interface of this machine. */
static gboolean
ipv6_literal_is_valid (const char *host)
{
  gsize length = strcspn (host, "%");
  g_autofree char *plain = g_strndup (host, length);
  const char *zone = host[length] == '%' ? host + length + 1 : "0";
  struct in6_addr address = { 0 };

  return inet_pton (AF_INET6, plain, &address) == 1 && zone[0] != '\0'
         && zone[strspn (zone, ZONE_CHARACTERS)] == '\0';
}

/* The parser decodes escapes in a host, and lets pass what is none: only names and literals are. */
static gboolean
host_is_valid (const char *host)
{
  gsize label = 0;

  if (strchr (host, ':') != NULL)
    return ipv6_literal_is_valid (host);
  if (strlen (host) > HOST_MAX_BYTES)
    return FALSE;
  for (const char *p = host; *p != '\0'; p += label + (p[label] == '.'))
    {
      label = strspn (p, LABEL_CHARACTERS);
      if (label == 0 || label > LABEL_MAX_BYTES || (p[label] != '.' && p[label] != '\0'))
        return FALSE;
    }
  return TRUE;
}

/* Takes path and query as they were written: a signature may cover every byte of them. */
static char *
build_remote (GUri *uri, const char *encoded)
{
  const char *authority = find_authority (encoded);
  const char *rest = authority + strcspn (authority, "/?#");
  const char *host = g_uri_get_host (uri);
  gint default_port = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;
  gboolean literal = strchr (host, ':') != NULL;
  g_autoptr (GString) remote = g_string_new (g_uri_get_scheme (uri));

  g_string_append (remote, literal ? "://[" : "://");
  g_string_append (remote, host);
  /* a zone is the name of an interface, where case counts */
  for (gsize i = 0; i < remote->len && remote->str[i] != '%'; i++)
    remote->str[i] = g_ascii_tolower (remote->str[i]);
  g_string_append (remote, literal ? "]" : "");
  if (g_uri_get_port (uri) != -1 && g_uri_get_port (uri) != default_port)
    g_string_append_printf (remote, ":%d", g_uri_get_port (uri));
  g_string_append (remote, rest[0] == '/' ? "" : "/");
  g_string_append_len (remote, rest, (gssize) strcspn (rest, "#"));
  return g_string_free (g_steal_pointer (&remote), FALSE);
}

/* Whether an address is one already as haulier_uri_split() would make it. Most are, and jobs come
 * with ten thousand of them. What it says no to is parsed. */
static gboolean
is_plain (const char *address)
{
  static const char host_characters[] = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  static const char path_characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789-_~/.";
  const char *host = NULL;
  gsize host_length;
  gsize path_length;

  if (g_str_has_prefix (address, "http://"))
    host = address + strlen ("http://");
  else if (g_str_has_prefix (address, "https://"))
    host = address + strlen ("https://");
  else
    return FALSE;
  host_length = strspn (host, host_characters);
  if (host_length > LABEL_MAX_BYTES)
    return FALSE;
  if (host[host_length] == ':')
    {
      gsize n_digits = strspn (host + host_length + 1, "0123456789");

      /* never a default port, which is left out, nor one above 65535 */
      if (host[host_length + 1] == '0' || n_digits < 4
          || n_digits > (host[host_length + 1] <= '5' ? 5 : 4))
        return FALSE;
      host_length += 1 + n_digits;
    }
  path_length = strspn (host + host_length, path_characters);
  return g_ascii_isalnum (host[0]) && host[host_length] == '/'
         && g_ascii_isalnum (host[host_length - 1])
         && g_strstr_len (host, host_length, "..") == NULL
         && strstr (host + host_length, "/.") == NULL && host[host_length + path_length] == '\0';
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
 * Shape: splitting @out_remote again gives the same, without userinfo.
 * Errors: %HAULIER_ERROR_INVALID_URL, %HAULIER_ERROR_UNRECOGNIZED_SCHEME,
 *   %HAULIER_ERROR_STRING_TOO_LONG.
 *
 * Returns: whether @text can be transferred from
 */
gboolean
haulier_uri_split (const char *text, char **out_remote, char **out_userinfo, GError **error)
{
  g_autofree char *address = g_strstrip (g_strdup (text));
  g_autoptr (GUri) uri = NULL;
  g_autofree char *encoded = NULL;
  g_autofree char *remote = NULL;
  const char *userinfo = NULL;

  if (strlen (address) > HAULIER_URI_MAX_LENGTH_BYTES)
    return refuse (address, HAULIER_ERROR_STRING_TOO_LONG, "it is too long", error);
  if (!g_utf8_validate (address, -1, NULL) || has_control_characters (address))
    return refuse (
        address, HAULIER_ERROR_INVALID_URL, "it has characters that an address cannot have", error);
  if (is_plain (address))
    {
      if (out_userinfo != NULL)
        *out_userinfo = NULL;
      *out_remote = g_steal_pointer (&address);
      return TRUE;
    }
  encoded = g_uri_escape_string (address, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH "?#[]%@:/", FALSE);
  uri = g_uri_parse (encoded, URI_FLAGS, NULL);
  if (uri == NULL)
    return refuse (address, HAULIER_ERROR_INVALID_URL, "it is not a valid address", error);
  if (!scheme_is_supported (g_uri_get_scheme (uri)))
    return refuse (
        address, HAULIER_ERROR_UNRECOGNIZED_SCHEME, "only http and https are supported", error);
  if (g_uri_get_host (uri) == NULL || g_uri_get_host (uri)[0] == '\0')
    return refuse (address, HAULIER_ERROR_INVALID_URL, "it names no server", error);
  if (!host_is_valid (g_uri_get_host (uri)) || g_uri_get_port (uri) == 0)
    return refuse (
        address, HAULIER_ERROR_INVALID_URL, "its server or port is not a possible one", error);
  remote = build_remote (uri, encoded);
  if (strlen (remote) > HAULIER_URI_MAX_LENGTH_BYTES)
    return refuse (address, HAULIER_ERROR_STRING_TOO_LONG, "it is too long", error);
  userinfo = g_uri_get_userinfo (uri);
  if (out_userinfo != NULL)
    *out_userinfo = userinfo != NULL && userinfo[0] != '\0' ? g_strdup (userinfo) : NULL;
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

/* Bytes of a port with its colon, 0 when there is none; -1 for what may be no port. */
static gssize
measure_plain_port (const char *text)
{
  gssize n_digits = 0;

  if (text[0] != ':')
    return 0;
  while (g_ascii_isdigit (text[1 + n_digits]))
    n_digits++;
  /* above 59999 it may be too large */
  return n_digits == 0 || text[1] == '0' || n_digits > (text[1] <= '5' ? 5 : 4) ? -1 : n_digits + 1;
}

/* Where host and authority begin and end in an address that begins as most do,
 * "https://name:port/", so that nothing has to be parsed. */
static gboolean
find_plain_authority (const char *remote, gsize *out_start, gsize *out_host_end, gsize *out_end)
{
  gsize start = 0;
  gsize host_end = 0;
  gssize port = 0;

  if (g_str_has_prefix (remote, "http://"))
    start = strlen ("http://");
  else if (g_str_has_prefix (remote, "https://"))
    start = strlen ("https://");
  else
    return FALSE;
  host_end = start;
  while (g_ascii_islower (remote[host_end]) || g_ascii_isdigit (remote[host_end])
         || remote[host_end] == '-' || remote[host_end] == '.')
    host_end++;
  port = measure_plain_port (remote + host_end);
  if (host_end == start || port < 0 || remote[host_end + (gsize) port] != '/')
    return FALSE;
  *out_start = start;
  *out_host_end = host_end;
  *out_end = host_end + (gsize) port;
  return TRUE;
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
  g_autoptr (GUri) uri = NULL;
  gsize start = 0;
  gsize host_end = 0;
  gsize end = 0;

  if (find_plain_authority (remote, &start, &host_end, &end))
    return g_strndup (remote + start, host_end - start);
  uri = g_uri_parse (remote, URI_FLAGS, NULL);
  return g_strdup (uri != NULL ? g_uri_get_host (uri) : "");
}

static char *
build_origin (const char *remote)
{
  g_autoptr (GUri) uri = g_uri_parse (remote, URI_FLAGS, NULL);
  const char *scheme = uri != NULL ? g_uri_get_scheme (uri) : "";
  const char *host = uri != NULL && g_uri_get_host (uri) != NULL ? g_uri_get_host (uri) : "";
  gint port = uri != NULL ? g_uri_get_port (uri) : -1;
  gboolean literal = strchr (host, ':') != NULL;

  if (port == -1)
    port = g_str_equal (scheme, "https") ? 443 : 80;
  return g_strdup_printf (
      "%s://%s%s%s:%d", scheme, literal ? "[" : "", host, literal ? "]" : "", port);
}

/**
 * haulier_uri_dup_origin:
 * @remote: an address of haulier_uri_split()
 *
 * What a login is for: it is never sent to another one.
 *
 * Shape: the port is always there, also where it is the scheme's own.
 * Source: RFC 6454, 4.
 *
 * Returns: (transfer full): scheme://host:port; an IPv6 literal has its brackets
 */
char *
haulier_uri_dup_origin (const char *remote)
{
  gsize start = 0;
  gsize host_end = 0;
  gsize end = 0;
  g_autofree char *origin = NULL;

  if (!find_plain_authority (remote, &start, &host_end, &end))
    return build_origin (remote);
  origin = g_strndup (remote, end);
  if (end > host_end)
    return g_steal_pointer (&origin);
  return g_strconcat (origin, g_str_has_prefix (remote, "https://") ? ":443" : ":80", NULL);
}

/**
 * haulier_uri_is_loopback:
 * @remote: an address of haulier_uri_split()
 *
 * Tells whether a transfer can go on although the machine has no network.
 *
 * Source: RFC 6761, 6.3; RFC 5735, 3; RFC 4291, 2.5.3.
 *
 * Returns: whether the host is this machine by name or by a loopback literal
 */
gboolean
haulier_uri_is_loopback (const char *remote)
{
  g_autofree char *host = haulier_uri_dup_host (remote);
  struct in_addr address4 = { 0 };
  struct in6_addr address6 = { 0 };

  if (g_str_has_suffix (host, "."))
    host[strlen (host) - 1] = '\0';
  if (inet_pton (AF_INET, host, &address4) == 1)
    return ntohl (address4.s_addr) >> 24 == 127;
  if (inet_pton (AF_INET6, host, &address6) == 1)
    return IN6_IS_ADDR_LOOPBACK (&address6)
           || (IN6_IS_ADDR_V4MAPPED (&address6) && address6.s6_addr[12] == 127);
  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}
