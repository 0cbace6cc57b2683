/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Status and headers of one HTTP answer, as they come in, and what contradicts itself in them. */
#include "config.h"

#include "haulier-http-response.h"

#include "haulier-http-date.h"

#include <string.h>

/* A server that wants to be asked again later than in a day is asked again in a day. */
#define MAX_RETRY_AFTER_SEC 86400
/* Of a header that is kept; longer ones are of no use. */
#define MAX_VALUE_BYTES 8192

typedef void (*HeaderFunc) (HaulierHttpResponse *response, const char *value);

static void
tell_lie (HaulierHttpResponse *response, const char *format, const char *value)
{
  if (response->lie == NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (value, MIN (strlen (value), 80));

      response->lie = g_strconcat (format, " “", valid, "”", NULL);
    }
}

static void
replace (char **field, const char *value)
{
  g_free (*field);
  *field = g_strdup (value);
}

static void
take_length (HaulierHttpResponse *response, const char *value)
{
  guint64 length = 0;

  if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, &length, NULL))
    {
      tell_lie (response, "the server sent an invalid Content-Length", value);
      return;
    }
  if (response->length != HAULIER_SIZE_UNKNOWN && response->length != length)
    tell_lie (response, "the server sent two different Content-Length headers, the second", value);
  response->length = length;
}

static void
take_range (HaulierHttpResponse *response, const char *value)
{
  HaulierContentRange range;

  if (!haulier_content_range_parse (value, &range))
    {
      /* On an answer that is no part of a file the header means nothing. */
      if (response->status == 206)
        tell_lie (response, "the server sent an invalid Content-Range", value);
      return;
    }
  if (response->has_range && memcmp (&range, &response->range, sizeof range) != 0)
    tell_lie (response, "the server sent two different Content-Range headers, the second", value);
  response->range = range;
  response->has_range = TRUE;
}

static void
take_etag (HaulierHttpResponse *response, const char *value)
{
  replace (&response->etag, value);
}

static void
take_last_modified (HaulierHttpResponse *response, const char *value)
{
  response->last_modified = haulier_http_date_parse (value);
}

static void
take_date (HaulierHttpResponse *response, const char *value)
{
  response->date = haulier_http_date_parse (value);
}

/* "identity" is no coding, and no reason to forget the length that was announced. */
static void
take_transfer_encoding (HaulierHttpResponse *response, const char *value)
{
  if (g_ascii_strcasecmp (value, "identity") != 0)
    response->chunked = TRUE;
}

static void
take_connection (HaulierHttpResponse *response, const char *value)
{
  g_autofree char *lower = g_ascii_strdown (value, -1);

  if (strstr (lower, "close") != NULL)
    response->closes = TRUE;
}

static void
take_accept_ranges (HaulierHttpResponse *response, const char *value)
{
  response->ranges = g_ascii_strcasecmp (value, "bytes") == 0;
  response->no_ranges = g_ascii_strcasecmp (value, "none") == 0;
}

static void
take_type (HaulierHttpResponse *response, const char *value)
{
  response->multipart
      = g_ascii_strncasecmp (value, "multipart/byteranges", strlen ("multipart/byteranges")) == 0;
  replace (&response->type, value);
}

static void
take_encoding (HaulierHttpResponse *response, const char *value)
{
  if (g_ascii_strcasecmp (value, "identity") != 0 && *value != '\0')
    replace (&response->encoding, value);
}

static void
take_disposition (HaulierHttpResponse *response, const char *value)
{
  replace (&response->disposition, value);
}

static void
take_repr_digest (HaulierHttpResponse *response, const char *value)
{
  replace (&response->repr_digest, value);
}

static void
take_digest (HaulierHttpResponse *response, const char *value)
{
  replace (&response->digest, value);
}

static void
take_content_md5 (HaulierHttpResponse *response, const char *value)
{
  replace (&response->content_md5, value);
}

static void
take_location (HaulierHttpResponse *response, const char *value)
{
  response->has_location = TRUE;
}

static void
take_retry_after (HaulierHttpResponse *response, const char *value)
{
  guint64 seconds = 0;

  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT32, &seconds, NULL))
    response->retry_after = (guint) MIN (seconds, MAX_RETRY_AFTER_SEC);
  else
    response->retry_date = haulier_http_date_parse (value);
}

/* By the clock of the server where it tells it, before or after the date: ours may be wrong. */
static void
settle_retry_date (HaulierHttpResponse *response)
{
  gint64 now = response->date >= 0 ? response->date : g_get_real_time () / G_USEC_PER_SEC;

  if (response->retry_date > now)
    response->retry_after = (guint) MIN (response->retry_date - now, MAX_RETRY_AFTER_SEC);
}

static void
take_offer (GPtrArray **offers, const char *value)
{
  if (*offers == NULL)
    *offers = haulier_auth_offers_new ();
  haulier_auth_offers_take_header (*offers, value);
}

static void
take_server_offer (HaulierHttpResponse *response, const char *value)
{
  take_offer (&response->server_offers, value);
}

static void
take_proxy_offer (HaulierHttpResponse *response, const char *value)
{
  take_offer (&response->proxy_offers, value);
}

static const struct
{
  const char *name;
  HeaderFunc take;
} header_rows[] = {
  { "Content-Length", take_length },
  { "Content-Range", take_range },
  { "ETag", take_etag },
  { "Last-Modified", take_last_modified },
  { "Date", take_date },
  { "Transfer-Encoding", take_transfer_encoding },
  { "Connection", take_connection },
  { "Accept-Ranges", take_accept_ranges },
  { "Content-Type", take_type },
  { "Content-Encoding", take_encoding },
  { "Content-Disposition", take_disposition },
  { "Repr-Digest", take_repr_digest },
  { "Digest", take_digest },
  { "Content-MD5", take_content_md5 },
  { "Location", take_location },
  { "Retry-After", take_retry_after },
  { "WWW-Authenticate", take_server_offer },
  { "Proxy-Authenticate", take_proxy_offer },
};

/**
 * haulier_http_response_clear:
 * @response: an answer
 *
 * Frees what it holds and makes it ready for the next one.
 */
void
haulier_http_response_clear (HaulierHttpResponse *response)
{
  g_free (response->etag);
  g_free (response->encoding);
  g_free (response->disposition);
  g_free (response->type);
  g_free (response->repr_digest);
  g_free (response->digest);
  g_free (response->content_md5);
  g_free (response->lie);
  g_clear_pointer (&response->server_offers, g_ptr_array_unref);
  g_clear_pointer (&response->proxy_offers, g_ptr_array_unref);
  *response = (HaulierHttpResponse){
    .length = HAULIER_SIZE_UNKNOWN,
    .last_modified = -1,
    .date = -1,
    .retry_date = -1,
  };
}

/* "HTTP/1.1 200 OK", "HTTP/2 200". A new status line begins a new answer: 1xx come before the real
 * one. */
static void
take_status_line (HaulierHttpResponse *response, const char *line)
{
  const char *space = strchr (line, ' ');

  haulier_http_response_clear (response);
  if (g_ascii_isdigit (line[5]))
    response->version = (guint) (line[5] - '0') * 10;
  if (line[6] == '.' && g_ascii_isdigit (line[7]))
    response->version += (guint) (line[7] - '0');
  if (space != NULL)
    response->status = (guint) g_ascii_strtoull (space, NULL, 10);
}

static void
take_header (HaulierHttpResponse *response, char *line)
{
  char *colon = strchr (line, ':');
  gsize name_length = 0;

  if (colon == NULL)
    return;
  name_length = (gsize) (colon - line);
  for (gsize i = 0; i < G_N_ELEMENTS (header_rows); i++)
    {
      if (strlen (header_rows[i].name) == name_length
          && g_ascii_strncasecmp (line, header_rows[i].name, name_length) == 0)
        {
          header_rows[i].take (response, g_strstrip (colon + 1));
          return;
        }
    }
}

/**
 * haulier_http_response_take_line:
 * @response: an answer, cleared before its first line
 * @line: a line as it was received
 * @length: bytes in it, with its end
 *
 * Takes the status line, a header, or the empty line that ends them.
 */
void
haulier_http_response_take_line (HaulierHttpResponse *response, const char *line, gsize length)
{
  char text[MAX_VALUE_BYTES];

  while (length > 0 && (line[length - 1] == '\r' || line[length - 1] == '\n'))
    length--;
  if (length == 0)
    {
      if (!response->complete)
        settle_retry_date (response);
      response->complete = TRUE;
      return;
    }
  /* What follows the number in a status line is for people. */
  if (length >= sizeof text && strncmp (line, "HTTP/", strlen ("HTTP/")) == 0)
    length = sizeof text - 1;
  if (length >= sizeof text)
    return;
  memcpy (text, line, length);
  text[length] = '\0';
  /* After the empty line only a new status line counts: what else comes are trailers. */
  if (length > 8 && g_str_has_prefix (text, "HTTP/"))
    take_status_line (response, text);
  else if (!response->complete)
    take_header (response, text);
}

/**
 * haulier_http_response_dup_validator:
 * @response: a complete answer with status 200 or 206
 * @address: the address that answered
 *
 * Returns: (transfer full): what tells the version of the file
 */
HaulierValidator *
haulier_http_response_dup_validator (const HaulierHttpResponse *response, const char *address)
{
  guint64 length = response->chunked ? HAULIER_SIZE_UNKNOWN : response->length;

  if (response->status == 206)
    length = response->has_range ? response->range.total : HAULIER_SIZE_UNKNOWN;
  return haulier_validator_new (
      response->etag, response->last_modified, response->date, length, address);
}
