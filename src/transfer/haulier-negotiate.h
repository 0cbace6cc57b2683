/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Kerberos tokens for Negotiate: from the process's own tickets, or from tickets of a principal of
 * its own. */
#pragma once

#include <glib.h>

#include "haulier-wire-login.h"

G_BEGIN_DECLS

/**
 * HaulierNegotiateEnd:
 * @HAULIER_NEGOTIATE_TOKEN: there is a token
 * @HAULIER_NEGOTIATE_UNAVAILABLE: there is none, and no password was tried
 * @HAULIER_NEGOTIATE_REJECTED: the Kerberos server does not accept user and password
 */
typedef enum
{
  HAULIER_NEGOTIATE_TOKEN,
  HAULIER_NEGOTIATE_UNAVAILABLE,
  HAULIER_NEGOTIATE_REJECTED,
} HaulierNegotiateEnd;

HaulierNegotiate *haulier_negotiate_new (const char *user, const char *secret);
void haulier_negotiate_free (HaulierNegotiate *negotiate);
HaulierNegotiateEnd haulier_negotiate_make_token (HaulierNegotiate *negotiate,
                                                  const char *host,
                                                  char **out_token,
                                                  char **out_message);
char *haulier_negotiate_dup_principal (const char *cache, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierNegotiate, haulier_negotiate_free)

G_END_DECLS
