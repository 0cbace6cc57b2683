/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A small web server for one file, which can be told to answer in twisted ways. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A part of a request that was not sent. */
#define HAULIER_TWISTED_NONE G_MAXUINT64

/**
 * HaulierTwist:
 * @status_line: (nullable): instead of the right one
 * @headers: (nullable): further headers, each with its end of line
 * @version: of the content
 * @size: bytes of the file
 * @etag: (nullable): sent as ETag
 * @last_modified: (nullable): sent as Last-Modified
 * @ignore_range: send the whole file always
 * @ignore_if_range: send a part of whatever version there is
 * @date_only: take conditions with a time, and drop the range with others
 * @shift: send parts that begin so many bytes later than asked for, and say so
 * @no_length: end the body by closing the connection
 * @chunked: send it in chunks
 * @cut_at: close the connection after so many bytes of the body, 0 is never
 * @surplus: bytes more than announced
 * @raw: (nullable): send only this, and close
 * @pause_at: wait after so many bytes of the body until the server is released, 0 is never
 * @login: (nullable): value of Authorization that a request needs; others get a 401
 * @offers: (nullable): headers of that 401, each with its end of line
 *
 * How to answer. Zero is an honest server that does not know versions.
 */
typedef struct
{
  const char *status_line;
  const char *headers;
  guint version;
  guint64 size;
  const char *etag;
  const char *last_modified;
  gboolean ignore_range;
  gboolean ignore_if_range;
  gboolean date_only;
  guint64 shift;
  gboolean no_length;
  gboolean chunked;
  guint64 cut_at;
  guint64 surplus;
  const char *raw;
  guint64 pause_at;
  const char *login;
  const char *offers;
} HaulierTwist;

typedef struct _HaulierTwistedServer HaulierTwistedServer;

HaulierTwistedServer *haulier_twisted_server_new (const HaulierTwist *twists, guint n_twists);
void haulier_twisted_server_free (HaulierTwistedServer *server);
char *haulier_twisted_server_dup_address (HaulierTwistedServer *server, const char *path);
guint haulier_twisted_server_get_n_requests (HaulierTwistedServer *server);
guint haulier_twisted_server_get_n_connections (HaulierTwistedServer *server);
char *haulier_twisted_server_dup_request (HaulierTwistedServer *server, guint position);
void haulier_twisted_server_release (HaulierTwistedServer *server);
guint8 haulier_twisted_server_byte_at (guint version, guint64 position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierTwistedServer, haulier_twisted_server_free)

G_END_DECLS
