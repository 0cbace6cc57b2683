/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How one connection logs in: what its next request carries for the server and for the proxy. */
#include "config.h"

#include "haulier-segment-login.h"

#include "haulier-auth-offers.h"
#include "haulier-login-tokens.h"
#include "haulier-transfer-failure.h"
#include "haulier-uri.h"

#include <string.h>

typedef enum
{
  PROXY, /* asked first: nothing reaches the server before */
  SERVER,
  N_SIDES
} Side;

/* What one of the two is told. */
typedef struct
{
  char *origin;             /* (nullable): there is no proxy */
  char *host;               /* (nullable): of the origin, once it is needed */
  gboolean secure;          /* what is sent to it travels inside TLS */
  HaulierLoginSpace *space; /* (nullable): that is known to want a login for this request */
  gboolean asked;           /* it was told so by an answer to this very request */
  HaulierWireLogin *login;  /* (nullable): what the request carries */
  gboolean sent;            /* and it was sent, or may have been */
  char *value;              /* (nullable): of the header; a secret */
  HaulierLoginWaiter waiter;
} Use;

struct _HaulierSegmentLogin
{
  HaulierTransferContext *context;
  HaulierLogins *logins;
  HaulierSegmentLoginFunc func;
  gpointer user_data;
  guint index;
  char *first_address; /* the file's own */
  char *address;       /* (nullable): what the uses are about */
  char *folder;
  gboolean same_origin;
  Use uses[N_SIDES];
  HaulierLoginQuestion *question; /* (nullable): what the last answer asked */
  guint status;                   /* of that answer */
  HaulierLoginTokens *tokens;     /* (nullable): being made */
  gboolean parked;
};

static Side
get_side (HaulierAuthTarget target)
{
  return target == HAULIER_AUTH_TARGET_PROXY ? PROXY : SERVER;
}

static HaulierAuthTarget
get_target (Side side)
{
  return side == PROXY ? HAULIER_AUTH_TARGET_PROXY : HAULIER_AUTH_TARGET_SERVER;
}

static void
tell (HaulierSegmentLogin *login, HaulierSegmentLoginEnd end, HaulierFailure *failure)
{
  login->parked = FALSE;
  login->func (end, failure, login->user_data);
}

static void
on_go_on (gboolean probe, gpointer user_data)
{
  tell (user_data, probe ? HAULIER_SEGMENT_LOGIN_SEND : HAULIER_SEGMENT_LOGIN_AGAIN, NULL);
}

static void
on_refused (HaulierFailure *failure, gpointer user_data)
{
  HaulierSegmentLogin *login = user_data;

  if (failure == NULL)
    failure = haulier_transfer_failure_from_status (login->status, login->address);
  tell (login, HAULIER_SEGMENT_LOGIN_REFUSED, failure);
}

/**
 * haulier_segment_login_new:
 * @context: what transfers share
 * @logins: (transfer none): those of the job
 * @func: called after haulier_segment_login_prepare() or _ask() made the request wait
 * @user_data: for @func
 *
 * Returns: (transfer full): for one connection
 */
HaulierSegmentLogin *
haulier_segment_login_new (HaulierTransferContext *context,
                           HaulierLogins *logins,
                           HaulierSegmentLoginFunc func,
                           gpointer user_data)
{
  HaulierSegmentLogin *login = g_new0 (HaulierSegmentLogin, 1);

  login->context = context;
  login->logins = logins;
  login->func = func;
  login->user_data = user_data;
  login->status = 401;
  for (Side side = 0; side < N_SIDES; side++)
    login->uses[side].waiter
        = (HaulierLoginWaiter){ .go_on = on_go_on, .refused = on_refused, .user_data = login };
  return login;
}

static void
clear_value (Use *use)
{
  haulier_wipe (g_steal_pointer (&use->value));
}

/* The request does not go there (any more). */
static void
leave_space (Use *use)
{
  g_autoptr (HaulierLoginSpace) space = g_steal_pointer (&use->space);
  gboolean sent = use->sent;

  use->asked = FALSE;
  use->sent = FALSE;
  if (space != NULL)
    haulier_login_space_leave (space, &use->waiter, sent);
}

static void
drop_login (Use *use)
{
  clear_value (use);
  g_clear_pointer (&use->login, haulier_wire_login_unref);
}

/**
 * haulier_segment_login_free:
 * @login: (nullable): of a connection that ends
 */
void
haulier_segment_login_free (HaulierSegmentLogin *login)
{
  if (login == NULL)
    return;
  haulier_login_tokens_abandon (login->tokens);
  for (Side side = 0; side < N_SIDES; side++)
    {
      Use *use = &login->uses[side];

      leave_space (use);
      drop_login (use);
      g_free (use->origin);
      g_free (use->host);
    }
  haulier_login_question_free (login->question);
  g_free (login->first_address);
  g_free (login->address);
  g_free (login->folder);
  g_free (login);
}

/**
 * haulier_segment_login_set_file:
 * @login: of a connection
 * @index: number of the file
 * @first_address: the file's own address
 */
void
haulier_segment_login_set_file (HaulierSegmentLogin *login, guint index, const char *first_address)
{
  login->index = index;
  g_free (login->first_address);
  login->first_address = g_strdup (first_address);
}

static char *
dup_folder (const char *address)
{
  const char *authority = strstr (address, "//");
  const char *path = authority != NULL ? strchr (authority + 2, '/') : NULL;
  const char *slash = NULL;

  if (path == NULL)
    return g_strdup ("/");
  slash = g_strrstr_len (path, (gssize) strcspn (path, "?#"), "/");
  return g_strndup (path, (gsize) (slash - path) + 1);
}

static void
set_origin (Use *use, char *origin, char *host, gboolean secure)
{
  if (g_strcmp0 (use->origin, origin) != 0)
    {
      leave_space (use);
      drop_login (use);
    }
  g_free (use->origin);
  g_free (use->host);
  use->origin = origin;
  use->host = host;
  use->secure = secure;
}

/* Most files have one address only. */
static gboolean
is_of_first_origin (const HaulierSegmentLogin *login)
{
  g_autofree char *first = NULL;

  if (g_str_equal (login->address, login->first_address))
    return TRUE;
  first = haulier_uri_dup_origin (login->first_address);
  return g_str_equal (login->uses[SERVER].origin, first);
}

static void
set_address (HaulierSegmentLogin *login, const char *address)
{
  if (g_strcmp0 (login->address, address) == 0)
    return;
  g_free (login->address);
  login->address = g_strdup (address);
  g_free (login->folder);
  login->folder = dup_folder (address);
  set_origin (&login->uses[SERVER],
              haulier_uri_dup_origin (address),
              NULL,
              g_str_has_prefix (address, "https:"));
  login->same_origin = is_of_first_origin (login);
}

static void
set_proxy (HaulierSegmentLogin *login, const HaulierProxy *proxy)
{
  gboolean literal = proxy != NULL && strchr (proxy->host, ':') != NULL;

  if (proxy == NULL)
    set_origin (&login->uses[PROXY], NULL, NULL, FALSE);
  else
    set_origin (&login->uses[PROXY],
                g_strdup_printf ("%s://%s%s%s:%u",
                                 proxy->protocol,
                                 literal ? "[" : "",
                                 proxy->host,
                                 literal ? "]" : "",
                                 proxy->port),
                g_strdup (proxy->host),
                g_str_equal (proxy->protocol, "https"));
}

static gboolean
is_probing (const HaulierSegmentLogin *login)
{
  for (Side side = 0; side < N_SIDES; side++)
    {
      const Use *use = &login->uses[side];

      if (use->space != NULL && haulier_login_space_is_prober (use->space, &use->waiter))
        return TRUE;
    }
  return FALSE;
}

/* What was given for an origin is not sent there when a redirect has led to it: that is asked. */
static HaulierLoginSpace *
find_space (HaulierSegmentLogin *login, Side side)
{
  const Use *use = &login->uses[side];

  if (use->origin == NULL || (side == SERVER && !login->same_origin))
    return NULL;
  return haulier_logins_find (
      login->logins, get_target (side), use->origin, side == SERVER ? login->folder : "/");
}

/* Returns: whether the request can be sent; else it waits for what another one brings. */
static gboolean
choose_login (HaulierSegmentLogin *login, Side side)
{
  Use *use = &login->uses[side];
  HaulierLoginSpace *found = use->space == NULL ? find_space (login, side) : NULL;
  HaulierLoginSpaceState state = HAULIER_LOGIN_SPACE_FREE;

  drop_login (use);
  use->sent = FALSE;
  if (found != NULL)
    use->space = haulier_login_space_ref (found);
  if (use->space == NULL)
    return TRUE;
  state = haulier_login_space_get_state (use->space);
  if (state == HAULIER_LOGIN_SPACE_OPEN || haulier_login_space_is_prober (use->space, &use->waiter))
    {
      use->login = haulier_wire_login_ref (haulier_login_space_get_login (use->space));
      return TRUE;
    }
  /* One that tries a login waits for nobody: else two could wait for each other. */
  if (state == HAULIER_LOGIN_SPACE_FREE || is_probing (login))
    return TRUE;
  login->parked = TRUE;
  haulier_login_space_wait (use->space, &use->waiter);
  return FALSE;
}

/* Returns: whether the request can be sent with it. */
static gboolean
take_token (HaulierSegmentLogin *login, Side side, const HaulierLoginToken *token)
{
  Use *use = &login->uses[side];

  switch (token->end)
    {
    case HAULIER_NEGOTIATE_TOKEN:
      use->value = g_strconcat ("Negotiate ", token->token, NULL);
      return TRUE;
    case HAULIER_NEGOTIATE_UNAVAILABLE:
      login->parked = TRUE;
      haulier_login_space_unsent (use->space, token->login, token->message, &use->waiter);
      return FALSE;
    case HAULIER_NEGOTIATE_REJECTED:
      login->parked = TRUE;
      haulier_login_space_rejected (use->space, token->login, token->message, &use->waiter);
      return FALSE;
    }
  g_assert_not_reached ();
}

static void
on_tokens (const HaulierLoginToken *tokens, gpointer user_data)
{
  HaulierSegmentLogin *login = user_data;

  login->tokens = NULL;
  for (Side side = 0; side < N_SIDES; side++)
    {
      if (tokens[side].login != NULL && !take_token (login, side, &tokens[side]))
        return;
    }
  tell (login, HAULIER_SEGMENT_LOGIN_READY, NULL);
}

static void
ask_for_tokens (HaulierSegmentLogin *login)
{
  login->tokens = haulier_login_tokens_new (on_tokens, login);
  for (Side side = 0; side < N_SIDES; side++)
    {
      Use *use = &login->uses[side];

      if (use->host == NULL)
        use->host = haulier_uri_dup_host (login->address);
      if (use->login != NULL && haulier_wire_login_needs_thread (use->login))
        haulier_login_tokens_add (login->tokens, side, use->login, use->host);
    }
  haulier_login_tokens_start (login->tokens, login->context);
}

/**
 * haulier_segment_login_prepare:
 * @login: of a connection without a running request
 * @address: what it will ask for
 * @proxy: (nullable): through which proxy
 *
 * Finds out what the request carries.
 *
 * Returns: whether it can be sent at once; else its function is called later
 */
gboolean
haulier_segment_login_prepare (HaulierSegmentLogin *login,
                               const char *address,
                               const HaulierProxy *proxy)
{
  gboolean in_thread = FALSE;

  set_address (login, address);
  set_proxy (login, proxy);
  g_clear_pointer (&login->question, haulier_login_question_free);
  for (Side side = 0; side < N_SIDES; side++)
    {
      if (!choose_login (login, side))
        return FALSE;
    }
  for (Side side = 0; side < N_SIDES; side++)
    {
      Use *use = &login->uses[side];

      if (use->login == NULL)
        continue;
      if (haulier_wire_login_needs_thread (use->login))
        in_thread = TRUE;
      else
        use->value = haulier_wire_login_dup_basic (use->login);
    }
  if (in_thread)
    ask_for_tokens (login);
  return !in_thread;
}

/**
 * haulier_segment_login_apply:
 * @login: of a connection that is prepared
 * @order: its request, which is sent next
 */
void
haulier_segment_login_apply (HaulierSegmentLogin *login, HaulierRequestOrder *order)
{
  order->authorization = login->uses[SERVER].value;
  order->proxy_authorization = login->uses[PROXY].value;
  order->elsewhere = !login->same_origin;
  order->source = haulier_logins_get_source (
      login->logins, login->uses[SERVER].login, login->uses[PROXY].login);
  for (Side side = 0; side < N_SIDES; side++)
    login->uses[side].sent = login->uses[side].login != NULL;
}

static gboolean
has_offers (const GPtrArray *offers)
{
  return offers != NULL && offers->len > 0;
}

static void
take_question (HaulierSegmentLogin *login,
               Side side,
               const HaulierHttpResponse *response,
               GPtrArray *offers)
{
  const Use *use = &login->uses[side];
  HaulierLoginQuestion question = {
    .index = login->index,
    .target = get_target (side),
    .origin = use->origin,
    .secure = use->secure,
    .same_origin = side == PROXY || login->same_origin,
    .status = response->status,
    .sent = use->login != NULL ? use->login->number : 0,
  };
  g_autoptr (GPtrArray) known
      = offers != NULL ? g_ptr_array_ref (offers) : haulier_auth_offers_new ();
  g_auto (GStrv) offered = haulier_auth_offers_dup_schemes (known);

  question.offered = offered;
  /* A realm that is another one each time is the same one. */
  question.realm = use->asked && use->login != NULL
                       ? (char *) haulier_login_space_get_realm (use->space)
                       : (char *) haulier_auth_offers_get_realm (known);
  login->question = haulier_login_question_copy (&question);
  login->status = response->status;
}

/**
 * haulier_segment_login_take_answer:
 * @login: of a connection whose request was answered
 * @response: the headers
 * @in_tunnel: the server has answered; else the proxy, before there was a tunnel
 *
 * A callback of libcurl.
 *
 * Returns: whether the answer asks for a login, or for another one
 */
gboolean
haulier_segment_login_take_answer (HaulierSegmentLogin *login,
                                   const HaulierHttpResponse *response,
                                   gboolean in_tunnel)
{
  Use *proxy = &login->uses[PROXY];
  Use *server = &login->uses[SERVER];

  if (!in_tunnel)
    server->sent = FALSE;
  if (proxy->login != NULL && response->status != 407)
    haulier_login_space_accepted (proxy->space, proxy->login);
  if (in_tunnel && server->login != NULL && response->status != 401 && response->status != 407)
    haulier_login_space_accepted (server->space, server->login);
  if (response->status == 407 && proxy->origin != NULL
      && (proxy->login != NULL || has_offers (response->proxy_offers)))
    take_question (login, PROXY, response, response->proxy_offers);
  else if (response->status == 401 && in_tunnel
           && (server->login != NULL || has_offers (response->server_offers)))
    take_question (login, SERVER, response, response->server_offers);
  return login->question != NULL;
}

/**
 * haulier_segment_login_was_asked:
 * @login: of a connection
 *
 * Returns: whether the last answer asked for a login
 */
gboolean
haulier_segment_login_was_asked (const HaulierSegmentLogin *login)
{
  return login->question != NULL;
}

/**
 * haulier_segment_login_ask:
 * @login: of a connection whose answer asked, and whose request has ended
 *
 * Asks the engine; its function is called later.
 */
void
haulier_segment_login_ask (HaulierSegmentLogin *login)
{
  g_autoptr (HaulierLoginQuestion) question = g_steal_pointer (&login->question);
  Use *use = &login->uses[get_side (question->target)];
  HaulierLoginSpace *space = haulier_logins_ensure (login->logins, question);

  if (use->space != space)
    {
      leave_space (use);
      use->space = haulier_login_space_ref (space);
    }
  use->asked = TRUE;
  use->sent = FALSE;
  haulier_login_space_add_folder (
      space, question->target == HAULIER_AUTH_TARGET_SERVER ? login->folder : "/");
  login->parked = TRUE;
  haulier_login_space_ask (space, question, &use->waiter);
}

/**
 * haulier_segment_login_ended:
 * @login: of a connection
 * @sent: whether anything was sent at all
 *
 * Its request has ended without asking for a login: one that was tried and not answered has no
 * outcome.
 */
void
haulier_segment_login_ended (HaulierSegmentLogin *login, gboolean sent)
{
  for (Side side = 0; side < N_SIDES; side++)
    {
      Use *use = &login->uses[side];

      use->sent = use->sent && sent;
      if (use->space != NULL && haulier_login_space_is_prober (use->space, &use->waiter))
        leave_space (use);
    }
}

/**
 * haulier_segment_login_is_parked:
 * @login: of a connection
 *
 * Returns: whether it waits for the engine or for another request, which may take long
 */
gboolean
haulier_segment_login_is_parked (const HaulierSegmentLogin *login)
{
  return login->parked;
}
