/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The hosts that a job reaches without its proxy. */
#include "config.h"

#include "haulier-proxy-bypass.h"

#include <arpa/inet.h>
#include <string.h>

#include "haulier-error.h"
#include "haulier-proxy-private.h"
#include "haulier-uri.h"

#define LOCAL "<local>"

#define HOST_CHARACTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
/* RFC 1035, 2.3.4. */
#define LABEL_MAX_BYTES 63
#define HOST_MAX_BYTES 253

/* Returns: (transfer full): @text without the brackets around an address literal */
static char *
strip_brackets (const char *text)
{
  gsize length = strlen (text);

  return length > 2 && text[0] == '[' && text[length - 1] == ']' ? g_strndup (text + 1, length - 2)
                                                                 : g_strdup (text);
}

static gboolean
parse_ipv6 (const char *text, struct in6_addr *out_address)
{
  g_autofree char *plain = strip_brackets (text);

  return inet_pton (AF_INET6, plain, out_address) == 1;
}

/* Whether a host can be @text, or end with it where @cut. */
static const char *
explain_host (const char *text, gboolean cut)
{
  gsize length = strlen (text);
  gsize label = 0;

  if (length > HOST_MAX_BYTES)
    return "is longer than a host can be";
  for (gsize i = 0; i < length; i++)
    {
      label = text[i] == '.' ? 0 : label + 1;
      if (label > LABEL_MAX_BYTES)
        return "is longer than a host can be";
      if (text[i] == '.' && text[i + 1] == '.')
        return "has an empty part: no host is like this";
    }
  if (length > 0 && text[0] == '.' && !cut)
    return "begins with a dot, which no host does: write “*” before it";
  return NULL;
}

/* Returns: (nullable): why no host is ever like @pattern */
static const char *
explain_pattern (const char *pattern)
{
  struct in6_addr address;
  gboolean cut = pattern[0] == '*';
  const char *rest = cut ? pattern + 1 : pattern;

  if (g_ascii_strcasecmp (pattern, LOCAL) == 0 || (!cut && parse_ipv6 (pattern, &address)))
    return NULL;
  if (strchr (rest, '*') != NULL)
    return "never matches: “*” stands only at the left end";
  if (strstr (pattern, "://") != NULL)
    return "never matches: it is a host, without a protocol";
  if (strchr (pattern, '/') != NULL)
    return "never matches: it is a host, without a path or a network mask";
  if (strpbrk (pattern, ",;") != NULL)
    return "is not a host: they are separated by spaces";
  if (strchr (pattern, '<') != NULL)
    return "is unknown: there is only " LOCAL;
  if (strchr (pattern, ':') != NULL)
    return "never matches: it is a host, without a port";
  if (rest[strspn (rest, HOST_CHARACTERS)] != '\0')
    return "never matches: it has characters that no host has";
  return explain_host (rest, cut);
}

/**
 * haulier_proxy_bypass_check:
 * @bypass: a bypass list
 * @error: return location
 *
 * Refuses patterns that never match, too: somebody thinks that they do.
 *
 * Errors: %HAULIER_ERROR_INVALID_PROXY_INFO, %HAULIER_ERROR_PROXY_BYPASS_LIST_TOO_LARGE.
 * Source: IBackgroundCopyJob::SetProxySettings.
 *
 * Returns: whether a job can have it
 */
gboolean
haulier_proxy_bypass_check (const char *bypass, GError **error)
{
  g_auto (GStrv) words = NULL;

  if (!haulier_proxy_text_check (bypass,
                                 "bypass list",
                                 HAULIER_PROXY_BYPASS_MAX_CHARS,
                                 HAULIER_ERROR_PROXY_BYPASS_LIST_TOO_LARGE,
                                 error))
    return FALSE;
  words = g_strsplit (bypass, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *why = words[i][0] != '\0' ? explain_pattern (words[i]) : NULL;

      if (why != NULL)
        return haulier_proxy_refuse (
            HAULIER_ERROR_INVALID_PROXY_INFO, "bypass list", words[i], why, error);
    }
  return TRUE;
}

/* Without the dot of the root. */
static char *
strip_root (const char *host)
{
  gsize length = strlen (host);

  return g_strndup (host, length > 0 && host[length - 1] == '.' ? length - 1 : length);
}

static gboolean
pattern_matches (const char *pattern, const char *host)
{
  struct in6_addr pattern_address;
  struct in6_addr host_address;
  gsize pattern_length;
  gsize host_length = strlen (host);

  if (g_ascii_strcasecmp (pattern, LOCAL) == 0)
    return strpbrk (host, ".:") == NULL;
  if (parse_ipv6 (host, &host_address))
    return (pattern[0] == '*' && pattern[1] == '\0')
           || (parse_ipv6 (pattern, &pattern_address)
               && memcmp (&pattern_address, &host_address, sizeof host_address) == 0);
  if (pattern[0] != '*')
    return g_ascii_strcasecmp (pattern, host) == 0;
  pattern_length = strlen (pattern + 1);
  return pattern_length <= host_length
         && g_ascii_strcasecmp (pattern + 1, host + host_length - pattern_length) == 0;
}

/**
 * haulier_proxy_bypass_matches:
 * @bypass: a bypass list
 * @remote: an address of haulier_uri_split()
 *
 * Tells whether an address is reached without the proxy. "<local>" is every name without a dot; an
 * address literal is only itself.
 *
 * Source: BG_JOB_PROXY_USAGE; IBackgroundCopyJob::SetProxySettings.
 *
 * Returns: whether one of the patterns matches the host
 */
gboolean
haulier_proxy_bypass_matches (const char *bypass, const char *remote)
{
  g_autofree char *full_host = haulier_uri_dup_host (remote);
  g_autofree char *host = strip_root (full_host);
  g_auto (GStrv) words = g_strsplit (bypass, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *pattern = strip_root (words[i]);

      if (pattern[0] != '\0' && pattern_matches (pattern, host))
        return TRUE;
    }
  return FALSE;
}
