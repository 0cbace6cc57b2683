/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a person may add to a request: headers, another method. */
#include "config.h"

#include "haulier-http-request.h"

#include <string.h>

#include "haulier-error.h"

/* IBackgroundCopyJobHttpOptions::SetCustomHeaders. */
#define HEADERS_MAX_CHARS 16384
#define METHOD_MAX_CHARS 32

/* Headers that Haulier sets itself, or that carry a login. */
static const char *const reserved_headers[] = {
  "Accept-Encoding",
  "Authorization",
  "Connection",
  "Content-Length",
  "Expect",
  "Host",
  "If-Match",
  "If-Modified-Since",
  "If-None-Match",
  "If-Range",
  "If-Unmodified-Since",
  "Keep-Alive",
  "Proxy-Authorization",
  "Proxy-Connection",
  "Range",
  "TE",
  "Trailer",
  "Transfer-Encoding",
  "Upgrade",
};

/* Methods whose answer has no body: there would be no file. */
static const char *const bodyless_methods[] = { "CONNECT", "HEAD" };

static gboolean
is_token (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && strchr ("!#$%&'*+-.^_`|~", text[i]) == NULL)
        return FALSE;
    }
  return length > 0;
}

static gboolean
has_control_characters (const char *value)
{
  for (const char *p = value; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p) && *p != '\t')
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_reserved (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reserved_headers); i++)
    {
      if (g_ascii_strcasecmp (reserved_headers[i], name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* No message shows the value: it may be a secret. */
static gboolean
check_header (const char *header, GError **error)
{
  const char *colon = strchr (header, ':');
  g_autofree char *name = NULL;
  const char *why = NULL;

  if (colon == NULL || !is_token (header, colon - header))
    {
      g_set_error_literal (error,
                           HAULIER_ERROR,
                           HAULIER_ERROR_INVALID_ARGUMENT,
                           "add a header: it is “Name: value”");
      return FALSE;
    }
  name = g_strndup (header, colon - header);
  if (has_control_characters (colon))
    why = "its value has control characters";
  else if (is_reserved (name))
    why = "Haulier sets it itself";
  if (why == NULL)
    return TRUE;
  g_set_error (
      error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT, "add the header “%s”: %s", name, why);
  return FALSE;
}

/**
 * haulier_http_headers_check:
 * @headers: (array zero-terminated=1): "Name: value"
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT, %HAULIER_ERROR_STRING_TOO_LONG.
 * Source: IBackgroundCopyJobHttpOptions::SetCustomHeaders; RFC 9110, 5.
 *
 * Returns: whether a job can have them
 */
gboolean
haulier_http_headers_check (const char *const *headers, GError **error)
{
  gsize length = 0;

  for (gsize i = 0; headers[i] != NULL; i++)
    {
      if (!check_header (headers[i], error))
        return FALSE;
      length += strlen (headers[i]) + strlen ("\r\n");
    }
  if (length <= HEADERS_MAX_CHARS)
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_STRING_TOO_LONG,
               "set headers: all together have at most %d characters",
               HEADERS_MAX_CHARS);
  return FALSE;
}

/**
 * haulier_http_method_check:
 * @method: a method, not empty
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT.
 * Source: BITS_JOB_PROPERTY_HTTP_METHOD; RFC 9110, 9.
 *
 * Returns: whether a job can have it
 */
gboolean
haulier_http_method_check (const char *method, GError **error)
{
  const char *why = NULL;

  if (!is_token (method, strlen (method)) || strlen (method) > METHOD_MAX_CHARS)
    why = "is not a method";
  for (gsize i = 0; i < G_N_ELEMENTS (bodyless_methods); i++)
    {
      if (g_ascii_strcasecmp (method, bodyless_methods[i]) == 0)
        why = "brings no file";
    }
  if (why == NULL)
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               "set http-method: “%s” %s",
               method,
               why);
  return FALSE;
}
