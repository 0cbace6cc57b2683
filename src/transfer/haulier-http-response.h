/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Status and headers of one HTTP answer, as they come in, and what contradicts itself in them. */
#pragma once

#include <glib.h>

#include "haulier-auth-offers.h"
#include "haulier-content-range.h"
#include "haulier-validator.h"

G_BEGIN_DECLS

typedef struct
{
  guint status;       /* 0 before the first line */
  guint version;      /* 10, 11, 20, 30 */
  gboolean complete;  /* the empty line was seen */
  guint64 length;     /* Content-Length, or HAULIER_SIZE_UNKNOWN */
  gboolean chunked;   /* Transfer-Encoding */
  gboolean closes;    /* the server said that it closes the connection */
  gboolean ranges;    /* Accept-Ranges: bytes */
  gboolean no_ranges; /* Accept-Ranges: none */
  gboolean multipart; /* Content-Type: multipart/byteranges */
  gboolean has_range; /* Content-Range was sent and is valid */
  HaulierContentRange range;
  gint64 last_modified; /* seconds since 1970, or -1 */
  gint64 date;          /* the same */
  gint64 retry_date;    /* the same, of Retry-After */
  guint retry_after;    /* seconds, 0 when not told */
  char *etag;           /* (nullable) */
  char *encoding;       /* (nullable): Content-Encoding other than identity */
  char *disposition;    /* (nullable): Content-Disposition */
  char *type;           /* (nullable): Content-Type */
  char *repr_digest;    /* (nullable): Repr-Digest */
  char *digest;         /* (nullable): Digest */
  char *content_md5;    /* (nullable): Content-MD5 */
  gboolean has_location;
  GPtrArray *server_offers; /* HaulierAuthOffer of WWW-Authenticate; (nullable): none */
  GPtrArray *proxy_offers;  /* of Proxy-Authenticate; the same */
  char *lie;                /* (nullable): a sentence about the first header that is not valid */
} HaulierHttpResponse;

void haulier_http_response_clear (HaulierHttpResponse *response);
void
haulier_http_response_take_line (HaulierHttpResponse *response, const char *line, gsize length);
HaulierValidator *haulier_http_response_dup_validator (const HaulierHttpResponse *response,
                                                       const char *address);

G_END_DECLS
