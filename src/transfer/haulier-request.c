/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One HTTP request on one libcurl handle, which is used again for the next. */
#include "config.h"

#include "haulier-request.h"

#include "haulier-tls-policy.h"
#include "haulier-wire-login.h"

#include <string.h>
#include <sys/socket.h>

#define USER_AGENT "Haulier/" HAULIER_VERSION
#define CONNECT_TIMEOUT_SEC 30
/* The greatest lever on a fast line: less is a quarter slower. */
#define BUFFER_BYTES (512 * 1024)
/* With many connections the processor is shared, and memory counts. libcurl takes and gives it back
 * for each request: from 64 KiB on malloc() tidies up its heap every time. */
#define SMALL_BUFFER_BYTES (64 * 1024 - 256)
/* A faster connect is none, or one to this machine. */
#define MIN_CONNECT_USEC 20
/* What is thrown away of bytes that were not announced. */
#define SURPLUS_READ_BYTES 16384
#define SURPLUS_MAX_READS 256
#define MAX_HEADERS_BYTES (256 * 1024)

struct _HaulierRequest
{
  HaulierCurlSource *source;
  HaulierCurlSource *runs_in; /* the same, or the one of the order */
  CURL *easy;
  struct curl_slist *headers;
  struct curl_slist *proxy_headers;
  gboolean plain;   /* the headers are those of every request */
  gboolean proxied; /* the handle was told of a proxy, or of a login there */
  HaulierHttpResponse response;
  HaulierRequestHandler handler;
  gpointer user_data;
  gsize header_bytes;
  gboolean running;
  gboolean announced; /* the handler has seen the headers */
  gboolean paused;
  gboolean watched;
  gboolean reached; /* there is a connection to whom the request is for, through any tunnel */
  gboolean policy_applied;
  guint security_flags;          /* that were applied */
  char *certificate_authorities; /* (nullable): that were applied */
  curl_socket_t kept_socket; /* after a request that ended: of its connection, when that is kept */
  char error_text[CURL_ERROR_SIZE];
};

/* Called with a connection that is ready for the request: what came before is from a proxy. */
static int
on_ready (void *user_data, char *ip, char *local_ip, int port, int local_port)
{
  HaulierRequest *request = user_data;

  request->reached = TRUE;
  return CURL_PREREQFUNC_OK;
}

/* "200 Connection established" is no answer to the request. */
static gboolean
is_about_tunnel (const HaulierRequest *request)
{
  return !request->reached && request->response.status < 300;
}

static size_t
on_header (char *line, size_t size, size_t count, void *user_data)
{
  HaulierRequest *request = user_data;
  gsize length = size * count;

  request->header_bytes += length;
  if (request->header_bytes > MAX_HEADERS_BYTES)
    return 0;
  haulier_http_response_take_line (&request->response, line, length);
  if (!request->response.complete || request->response.status < 200 || request->announced
      || is_about_tunnel (request))
    return length;
  request->announced = TRUE;
  return request->handler.headers (request, request->user_data) ? length : 0;
}

static size_t
on_body (char *data, size_t size, size_t count, void *user_data)
{
  HaulierRequest *request = user_data;
  gsize length = size * count;

  return request->handler.body (request, (const guint8 *) data, length, request->user_data) ? length
                                                                                            : 0;
}

/**
 * haulier_request_new:
 * @source: where it runs
 *
 * Returns: (transfer full): a request that is not running
 */
HaulierRequest *
haulier_request_new (HaulierCurlSource *source)
{
  HaulierRequest *request = g_new0 (HaulierRequest, 1);
  CURL *easy = curl_easy_init ();

  request->source = source;
  request->easy = easy;
  haulier_http_response_clear (&request->response);
  curl_easy_setopt (easy, CURLOPT_PRIVATE, request);
  curl_easy_setopt (easy, CURLOPT_ERRORBUFFER, request->error_text);
  curl_easy_setopt (easy, CURLOPT_HEADERFUNCTION, on_header);
  curl_easy_setopt (easy, CURLOPT_HEADERDATA, request);
  curl_easy_setopt (easy, CURLOPT_WRITEFUNCTION, on_body);
  curl_easy_setopt (easy, CURLOPT_WRITEDATA, request);
  curl_easy_setopt (easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt (easy, CURLOPT_NOPROGRESS, 1L);
  curl_easy_setopt (easy, CURLOPT_USERAGENT, USER_AGENT);
  curl_easy_setopt (easy, CURLOPT_CONNECTTIMEOUT, (long) CONNECT_TIMEOUT_SEC);
  curl_easy_setopt (easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt (easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt (easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  /* Nothing from the environment: the engine decides who is asked and with what. */
  curl_easy_setopt (easy, CURLOPT_PROXY, "");
  curl_easy_setopt (easy, CURLOPT_NOPROXY, "");
  curl_easy_setopt (easy, CURLOPT_HEADEROPT, (long) CURLHEADER_SEPARATE);
  curl_easy_setopt (easy, CURLOPT_PREREQFUNCTION, on_ready);
  curl_easy_setopt (easy, CURLOPT_PREREQDATA, request);
  curl_easy_setopt (easy, CURLOPT_NETRC, (long) CURL_NETRC_IGNORED);
  curl_easy_setopt (easy, CURLOPT_PIPEWAIT, 1L);
  curl_easy_setopt (easy, CURLOPT_TCP_KEEPALIVE, 1L);
  return request;
}

/* Some of them log in. */
static void
free_headers (struct curl_slist **headers)
{
  for (struct curl_slist *item = *headers; item != NULL; item = item->next)
    explicit_bzero (item->data, strlen (item->data));
  g_clear_pointer (headers, curl_slist_free_all);
}

/**
 * haulier_request_free:
 * @request: (nullable): a request, not from one of its own callbacks
 */
void
haulier_request_free (HaulierRequest *request)
{
  if (request == NULL)
    return;
  haulier_request_cancel (request);
  curl_easy_cleanup (request->easy);
  free_headers (&request->headers);
  free_headers (&request->proxy_headers);
  g_free (request->certificate_authorities);
  haulier_http_response_clear (&request->response);
  g_free (request);
}

static void
append_header (HaulierRequest *request, const char *name, const char *value)
{
  char *line = g_strconcat (name, ": ", value, NULL);

  request->headers = curl_slist_append (request->headers, line);
  haulier_wipe (line);
}

static gboolean
has_name (const char *line, const char *name)
{
  gsize length = strlen (name);

  return g_ascii_strncasecmp (line, name, length) == 0
         && line[length + strspn (line + length, " \t")] == ':';
}

/* What a person wrote to log in at one server is not for another, nor beside a login. */
static gboolean
is_wanted (const char *line, const HaulierRequestOrder *order)
{
  if (has_name (line, "Authorization"))
    return !order->elsewhere && order->authorization == NULL;
  if (has_name (line, "Cookie") || has_name (line, "Proxy-Authorization"))
    return !order->elsewhere;
  return TRUE;
}

static void
set_proxy (HaulierRequest *request, const HaulierRequestOrder *order)
{
  const curl_version_info_data *version = NULL;
  gboolean proxied = order->proxy != NULL || order->proxy_authorization != NULL;

  if (!proxied && !request->proxied)
    return;
  request->proxied = proxied;
  version = curl_version_info (CURLVERSION_NOW);
  free_headers (&request->proxy_headers);
  if (order->proxy_authorization != NULL)
    {
      char *line = g_strconcat ("Proxy-Authorization: ", order->proxy_authorization, NULL);

      request->proxy_headers = curl_slist_append (NULL, line);
      haulier_wipe (line);
    }
  curl_easy_setopt (request->easy, CURLOPT_PROXYHEADER, request->proxy_headers);
  curl_easy_setopt (request->easy, CURLOPT_PROXY, order->proxy != NULL ? order->proxy : "");
  if (order->proxy == NULL)
    return;
  if (version->capath != NULL)
    curl_easy_setopt (request->easy, CURLOPT_PROXY_CAPATH, version->capath);
  if (version->capath != NULL || order->certificate_authorities != NULL)
    curl_easy_setopt (request->easy, CURLOPT_PROXY_CAINFO, order->certificate_authorities);
}

static void
set_headers (HaulierRequest *request, const HaulierRequestOrder *order)
{
  gboolean plain = (order->headers == NULL || order->headers[0] == NULL) && order->range == NULL
                   && order->if_range == NULL && order->authorization == NULL && !order->watch;

  if (plain && request->plain)
    return;
  request->plain = plain;
  free_headers (&request->headers);
  for (gsize i = 0; order->headers != NULL && order->headers[i] != NULL; i++)
    {
      if (is_wanted (order->headers[i], order))
        request->headers = curl_slist_append (request->headers, order->headers[i]);
    }
  if (order->authorization != NULL)
    append_header (request, "Authorization", order->authorization);
  append_header (request, "Accept-Encoding", "identity");
  if (order->watch)
    append_header (request, "Connection", "close");
  if (order->range != NULL)
    append_header (request, "Range", order->range);
  if (order->if_range != NULL)
    append_header (request, "If-Range", order->if_range);
  curl_easy_setopt (request->easy, CURLOPT_HTTPHEADER, request->headers);
}

/* A handle keeps what was set: most requests of a job only differ in their addresses. */
static void
apply_policy (HaulierRequest *request, const HaulierRequestOrder *order)
{
  if (request->policy_applied && !request->watched
      && request->security_flags == order->security_flags
      && g_strcmp0 (request->certificate_authorities, order->certificate_authorities) == 0)
    return;
  g_free (request->certificate_authorities);
  request->certificate_authorities = g_strdup (order->certificate_authorities);
  request->security_flags = order->security_flags;
  request->policy_applied = TRUE;
  haulier_tls_policy_apply (request->easy, order->security_flags, order->certificate_authorities);
}

/* Only TLS says early enough if a connection carries several requests: without it, libcurl would
 * have all files of a job wait for the first answer of the server. */
static gboolean
may_share_connection (const HaulierRequestOrder *order)
{
  return !order->own_connection && g_ascii_strncasecmp (order->address, "https:", 6) == 0;
}

/**
 * haulier_request_start:
 * @request: a request that is not running
 * @order: what to ask for
 * @handler: who gets the answer
 * @user_data: for @handler
 *
 * Sends the request. No part of @order is needed afterwards.
 */
void
haulier_request_start (HaulierRequest *request,
                       const HaulierRequestOrder *order,
                       const HaulierRequestHandler *handler,
                       gpointer user_data)
{
  long version = may_share_connection (order) ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1;

  g_assert (!request->running);
  request->handler = *handler;
  request->user_data = user_data;
  request->header_bytes = 0;
  request->announced = FALSE;
  request->paused = FALSE;
  request->reached = FALSE;
  request->runs_in = order->source != NULL ? order->source : request->source;
  request->running = TRUE;
  request->error_text[0] = '\0';
  haulier_http_response_clear (&request->response);
  set_headers (request, order);
  set_proxy (request, order);
  curl_easy_setopt (request->easy, CURLOPT_IGNORE_CONTENT_LENGTH, order->watch ? 1L : 0L);
  curl_easy_setopt (request->easy, CURLOPT_URL, order->address);
  curl_easy_setopt (request->easy,
                    CURLOPT_BUFFERSIZE,
                    (long) (order->one_of_many ? SMALL_BUFFER_BYTES : BUFFER_BYTES));
  curl_easy_setopt (request->easy, CURLOPT_CUSTOMREQUEST, order->method);
  curl_easy_setopt (request->easy, CURLOPT_HTTP_VERSION, version);
  apply_policy (request, order);
  request->watched = order->watch;
  if (order->watch)
    curl_easy_setopt (request->easy, CURLOPT_FRESH_CONNECT, 1L);
  haulier_curl_source_add (request->runs_in, request->easy);
}

/**
 * haulier_request_cancel:
 * @request: a request, not from one of its own callbacks
 *
 * Ends the request when it runs; its handler is not called any more.
 */
void
haulier_request_cancel (HaulierRequest *request)
{
  if (!request->running)
    return;
  request->running = FALSE;
  haulier_curl_source_remove (request->runs_in, request->easy);
}

/**
 * haulier_request_set_paused:
 * @request: a running request
 * @paused: whether its body shall wait; letting it go on is not for a callback of libcurl
 *
 * May end the request.
 */
void
haulier_request_set_paused (HaulierRequest *request, gboolean paused)
{
  CURLcode result = CURLE_OK;

  if (!request->running || request->paused == paused)
    return;
  request->paused = paused;
  result = curl_easy_pause (request->easy, paused ? CURLPAUSE_RECV : CURLPAUSE_CONT);
  if (result == CURLE_OK)
    return;
  /* What libcurl had kept was delivered just now and not wanted: it says so here, and nowhere else.
   */
  haulier_curl_source_remove (request->runs_in, request->easy);
  haulier_request_handle_done (request->easy, result, CURL_SOCKET_BAD);
}

/**
 * haulier_request_is_paused:
 * @request: a request
 *
 * Returns: whether its body waits
 */
gboolean
haulier_request_is_paused (const HaulierRequest *request)
{
  return request->paused;
}

/**
 * haulier_request_get_response:
 * @request: a request
 *
 * Returns: (transfer none): the answer, as far as it came
 */
const HaulierHttpResponse *
haulier_request_get_response (const HaulierRequest *request)
{
  return &request->response;
}

/**
 * haulier_request_get_error_text:
 * @request: a request that failed
 *
 * Returns: (transfer none): what libcurl said
 */
const char *
haulier_request_get_error_text (const HaulierRequest *request)
{
  return request->error_text;
}

/**
 * haulier_request_get_verify_result:
 * @request: a request that failed
 *
 * Returns: OpenSSL's verdict about the certificate of the server
 */
glong
haulier_request_get_verify_result (const HaulierRequest *request)
{
  long verdict = 0;

  curl_easy_getinfo (request->easy, CURLINFO_SSL_VERIFYRESULT, &verdict);
  return verdict;
}

/**
 * haulier_request_dup_redirect:
 * @request: a request that was answered with a redirect
 *
 * Returns: (transfer full) (nullable): the full address that the server pointed to
 */
char *
haulier_request_dup_redirect (const HaulierRequest *request)
{
  char *address = NULL;

  curl_easy_getinfo (request->easy, CURLINFO_REDIRECT_URL, &address);
  return g_strdup (address);
}

/**
 * haulier_request_get_round_trip_usec:
 * @request: a running request that was answered
 *
 * Returns: how long it takes to the server and back, 0 when that is not known
 */
guint
haulier_request_get_round_trip_usec (const HaulierRequest *request)
{
  curl_off_t looked_up = 0;
  curl_off_t connected = 0;
  curl_off_t sent = 0;
  curl_off_t answered = 0;

  curl_easy_getinfo (request->easy, CURLINFO_NAMELOOKUP_TIME_T, &looked_up);
  curl_easy_getinfo (request->easy, CURLINFO_CONNECT_TIME_T, &connected);
  curl_easy_getinfo (request->easy, CURLINFO_PRETRANSFER_TIME_T, &sent);
  curl_easy_getinfo (request->easy, CURLINFO_STARTTRANSFER_TIME_T, &answered);
  /* A connection that is used again took no time: then the answer says it, with the server's own
   * time. */
  if (connected - looked_up > MIN_CONNECT_USEC)
    return (guint) (connected - looked_up);
  return answered > sent ? (guint) (answered - sent) : 0;
}

/* What is there must not be taken for the next answer: the connection is not used again. */
static gboolean
drop_unread_bytes (curl_socket_t fd)
{
  char bytes[SURPLUS_READ_BYTES];
  gboolean found = FALSE;

  for (guint i = 0; i < SURPLUS_MAX_READS && recv (fd, bytes, sizeof bytes, MSG_DONTWAIT) > 0; i++)
    found = TRUE;
  if (found)
    (void) shutdown (fd, SHUT_RDWR);
  return found;
}

/**
 * haulier_request_has_reached_server:
 * @request: a request that was answered
 *
 * Returns: whether the server, or a proxy in its name, has answered; else a proxy has that was
 * asked for a tunnel
 */
gboolean
haulier_request_has_reached_server (const HaulierRequest *request)
{
  return request->reached;
}

/**
 * haulier_request_was_sent:
 * @request: a request that ended
 *
 * Returns: whether any of it was sent
 */
gboolean
haulier_request_was_sent (const HaulierRequest *request)
{
  long bytes = 0;

  curl_easy_getinfo (request->easy, CURLINFO_REQUEST_SIZE, &bytes);
  return bytes > 0;
}

/**
 * haulier_request_may_have_surplus:
 * @request: a request that ended well
 *
 * What comes beyond the announced length is in the socket still, or libcurl has read and dropped it
 * and closed the connection, which it does for few other reasons. Asked again with @watch, the
 * server is found out.
 *
 * Returns: whether the server may have sent more than it had announced
 */
gboolean
haulier_request_may_have_surplus (const HaulierRequest *request)
{
  const HaulierHttpResponse *response = &request->response;
  char *scheme = NULL;

  if (request->watched || response->version != 11 || response->closes || response->chunked
      || response->length == HAULIER_SIZE_UNKNOWN)
    return FALSE;
  if (request->kept_socket == CURL_SOCKET_BAD)
    return TRUE;
  if (request->kept_socket == HAULIER_CURL_SOCKET_IN_USE)
    return FALSE;
  curl_easy_getinfo (request->easy, CURLINFO_SCHEME, &scheme);
  /* Under TLS there may be records that are no data. */
  return scheme != NULL && g_ascii_strcasecmp (scheme, "http") == 0
         && drop_unread_bytes (request->kept_socket);
}

/* Headers without an end, or one of them: what was received is no answer. Of a line that it does
 * not keep libcurl says that it has no memory. */
static gboolean
has_endless_headers (const HaulierRequest *request, CURLcode result)
{
  return request->header_bytes > MAX_HEADERS_BYTES
         || (result == CURLE_OUT_OF_MEMORY && !request->response.complete);
}

/**
 * haulier_request_handle_done:
 * @easy: a handle whose transfer ended
 * @result: how
 * @socket: of the connection, when that is kept
 *
 * The #HaulierCurlDoneFunc of requests.
 */
void
haulier_request_handle_done (CURL *easy, CURLcode result, curl_socket_t socket)
{
  char *private = NULL;
  HaulierRequest *request = NULL;

  curl_easy_getinfo (easy, CURLINFO_PRIVATE, &private);
  request = (gpointer) private;
  request->running = FALSE;
  request->kept_socket = socket;
  if (has_endless_headers (request, result))
    result = CURLE_WEIRD_SERVER_REPLY;
  request->handler.done (request, result, request->user_data);
}
