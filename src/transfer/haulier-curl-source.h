/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* All transfers of libcurl as one source of the main loop. */
#pragma once

#include <curl/curl.h>
#include <glib.h>

G_BEGIN_DECLS

/* The connection of a transfer that ended belongs to another one. */
#define HAULIER_CURL_SOCKET_IN_USE (-2)

typedef struct _HaulierCurlSource HaulierCurlSource;

/**
 * HaulierCurlDoneFunc:
 * @easy: a handle whose transfer ended; it is not in the multi handle any more
 * @result: how it ended
 * @socket: of the connection, when that is kept and nobody uses it; CURL_SOCKET_BAD when it was
 * closed; %HAULIER_CURL_SOCKET_IN_USE when another transfer has it already
 */
typedef void (*HaulierCurlDoneFunc) (CURL *easy, CURLcode result, curl_socket_t socket);

/**
 * HaulierCurlRoundFunc:
 *
 * Everything that had arrived was delivered.
 */
typedef void (*HaulierCurlRoundFunc) (gpointer user_data);

HaulierCurlSource *haulier_curl_source_new (GMainContext *context,
                                            HaulierCurlDoneFunc done,
                                            HaulierCurlRoundFunc round,
                                            gpointer user_data);
void haulier_curl_source_free (HaulierCurlSource *source);
void haulier_curl_source_add (HaulierCurlSource *source, CURL *easy);
void haulier_curl_source_remove (HaulierCurlSource *source, CURL *easy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierCurlSource, haulier_curl_source_free)

G_END_DECLS
