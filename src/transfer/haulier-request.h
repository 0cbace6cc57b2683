/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One HTTP request on one libcurl handle, which is used again for the next. */
#pragma once

#include <curl/curl.h>
#include <glib.h>

#include "haulier-curl-source.h"
#include "haulier-http-response.h"

G_BEGIN_DECLS

typedef struct _HaulierRequest HaulierRequest;

/**
 * HaulierRequestHandler:
 * @headers: the headers of the final answer are there; %FALSE ends the request
 * @body: some of its body; %FALSE ends the request
 * @done: the request ended; it may be started again
 */
typedef struct
{
  gboolean (*headers) (HaulierRequest *request, gpointer user_data);
  gboolean (*body) (HaulierRequest *request, const guint8 *data, gsize length, gpointer user_data);
  void (*done) (HaulierRequest *request, CURLcode result, gpointer user_data);
} HaulierRequestHandler;

/**
 * HaulierRequestOrder:
 * @address: what to get
 * @range: (nullable): value of Range
 * @if_range: (nullable): value of If-Range
 * @method: (nullable): another method than GET
 * @headers: (nullable): headers of the job, a line each
 * @security_flags: those of the job (BITS: SetSecurityFlags)
 * @certificate_authorities: (nullable): file of additional authorities
 * @own_connection: do not share a connection with other requests
 * @one_of_many: several others run at the same time
 * @watch: deliver the body up to the end of the connection, whatever length is announced
 * @proxy: (nullable): address of the proxy; %NULL asks the server itself
 * @authorization: (nullable): value of Authorization, a secret
 * @proxy_authorization: (nullable): value of Proxy-Authorization, a secret
 * @elsewhere: a redirect has led to another origin: headers of the job that log in stay away
 * @source: (nullable): where it runs, when not with all others
 */
typedef struct
{
  const char *address;
  const char *range;
  const char *if_range;
  const char *method;
  const char *const *headers;
  guint security_flags;
  const char *certificate_authorities;
  gboolean own_connection;
  gboolean one_of_many;
  gboolean watch;
  const char *proxy;
  const char *authorization;
  const char *proxy_authorization;
  gboolean elsewhere;
  HaulierCurlSource *source;
} HaulierRequestOrder;

HaulierRequest *haulier_request_new (HaulierCurlSource *source);
void haulier_request_free (HaulierRequest *request);
void haulier_request_start (HaulierRequest *request,
                            const HaulierRequestOrder *order,
                            const HaulierRequestHandler *handler,
                            gpointer user_data);
void haulier_request_cancel (HaulierRequest *request);
void haulier_request_set_paused (HaulierRequest *request, gboolean paused);
gboolean haulier_request_is_paused (const HaulierRequest *request);
const HaulierHttpResponse *haulier_request_get_response (const HaulierRequest *request);
const char *haulier_request_get_error_text (const HaulierRequest *request);
glong haulier_request_get_verify_result (const HaulierRequest *request);
char *haulier_request_dup_redirect (const HaulierRequest *request);
guint haulier_request_get_round_trip_usec (const HaulierRequest *request);
gboolean haulier_request_has_reached_server (const HaulierRequest *request);
gboolean haulier_request_was_sent (const HaulierRequest *request);
gboolean haulier_request_may_have_surplus (const HaulierRequest *request);
void haulier_request_handle_done (CURL *easy, CURLcode result, curl_socket_t socket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierRequest, haulier_request_free)

G_END_DECLS
