/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The Kerberos tokens of one request, made by a thread that may wait for Kerberos servers. */
#include "config.h"

#include "haulier-login-tokens.h"

struct _HaulierLoginTokens
{
  HaulierIoTask task;
  HaulierLoginTokensFunc func; /* (nullable): nobody wants them any more */
  gpointer user_data;
  HaulierLoginToken tokens[HAULIER_LOGIN_TOKENS_MAX];
};

/**
 * haulier_login_tokens_new:
 * @func: called when they are there
 * @user_data: for @func
 *
 * Returns: (transfer none): tokens to be asked for; they free themselves after @func
 */
HaulierLoginTokens *
haulier_login_tokens_new (HaulierLoginTokensFunc func, gpointer user_data)
{
  HaulierLoginTokens *tokens = g_new0 (HaulierLoginTokens, 1);

  tokens->func = func;
  tokens->user_data = user_data;
  return tokens;
}

/**
 * haulier_login_tokens_add:
 * @tokens: tokens that were not started
 * @position: below %HAULIER_LOGIN_TOKENS_MAX
 * @login: a Negotiate login
 * @host: of who asks
 */
void
haulier_login_tokens_add (HaulierLoginTokens *tokens,
                          guint position,
                          HaulierWireLogin *login,
                          const char *host)
{
  tokens->tokens[position].login = haulier_wire_login_ref (login);
  tokens->tokens[position].host = g_strdup (host);
}

static void
run (HaulierIoTask *task)
{
  HaulierLoginTokens *self = (HaulierLoginTokens *) task;

  for (guint i = 0; i < HAULIER_LOGIN_TOKENS_MAX; i++)
    {
      HaulierLoginToken *token = &self->tokens[i];

      if (token->login != NULL)
        token->end = haulier_negotiate_make_token (
            token->login->negotiate, token->host, &token->token, &token->message);
    }
}

static void
finish (HaulierIoTask *task)
{
  HaulierLoginTokens *self = (HaulierLoginTokens *) task;

  if (self->func != NULL)
    self->func (self->tokens, self->user_data);
  for (guint i = 0; i < HAULIER_LOGIN_TOKENS_MAX; i++)
    {
      haulier_wire_login_unref (self->tokens[i].login);
      g_free (self->tokens[i].host);
      haulier_wipe (self->tokens[i].token);
      g_free (self->tokens[i].message);
    }
  g_free (self);
}

/**
 * haulier_login_tokens_start:
 * @tokens: tokens
 * @context: whose thread makes them
 */
void
haulier_login_tokens_start (HaulierLoginTokens *tokens, HaulierTransferContext *context)
{
  tokens->task.run = run;
  tokens->task.done = finish;
  haulier_io_thread_push (haulier_transfer_context_get_kerberos_thread (context), &tokens->task);
}

/**
 * haulier_login_tokens_abandon:
 * @tokens: (nullable): tokens that were started
 *
 * Their function is not called any more.
 */
void
haulier_login_tokens_abandon (HaulierLoginTokens *tokens)
{
  if (tokens != NULL)
    tokens->func = NULL;
}
