/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The Kerberos tokens of one request, made by a thread that may wait for Kerberos servers. */
#pragma once

#include <glib.h>

#include "haulier-negotiate.h"
#include "haulier-transfer-context.h"

G_BEGIN_DECLS

/* A request may need one for the proxy and one for the server. */
#define HAULIER_LOGIN_TOKENS_MAX 2

typedef struct _HaulierLoginTokens HaulierLoginTokens;

/**
 * HaulierLoginToken:
 * @login: (nullable): whose token; %NULL where none is needed
 * @host: of who asks
 * @end: what came of it
 * @token: (nullable): the token
 * @message: (nullable): why there is none
 */
typedef struct
{
  HaulierWireLogin *login;
  char *host;
  HaulierNegotiateEnd end;
  char *token;
  char *message;
} HaulierLoginToken;

/* @tokens are those that were asked for, in that order; freed after the call. */
typedef void (*HaulierLoginTokensFunc) (const HaulierLoginToken *tokens, gpointer user_data);

HaulierLoginTokens *haulier_login_tokens_new (HaulierLoginTokensFunc func, gpointer user_data);
void haulier_login_tokens_add (HaulierLoginTokens *tokens,
                               guint position,
                               HaulierWireLogin *login,
                               const char *host);
void haulier_login_tokens_start (HaulierLoginTokens *tokens, HaulierTransferContext *context);
void haulier_login_tokens_abandon (HaulierLoginTokens *tokens);

G_END_DECLS
