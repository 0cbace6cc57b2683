/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One login that the engine gave a job for one origin: scheme, user, secret, and what is made of
 * them. */
#include "config.h"

#include "haulier-wire-login.h"

#include "haulier-negotiate.h"

#include <string.h>

/**
 * haulier_wipe:
 * @text: (nullable) (transfer full): a text with a secret in it
 *
 * Overwrites and frees it.
 */
void
haulier_wipe (char *text)
{
  if (text != NULL)
    explicit_bzero (text, strlen (text));
  g_free (text);
}

/**
 * haulier_wire_login_new:
 * @number: what the engine calls it
 * @scheme: the scheme to send
 * @implicit: whether it means logon credentials
 * @user: (nullable): user name
 * @secret: (nullable) (transfer full): password
 *
 * Returns: (transfer full): the login
 */
HaulierWireLogin *
haulier_wire_login_new (guint64 number,
                        HaulierAuthScheme scheme,
                        gboolean implicit,
                        const char *user,
                        char *secret)
{
  HaulierWireLogin *login = g_new0 (HaulierWireLogin, 1);

  login->references = 1;
  login->number = number;
  login->scheme = scheme;
  login->implicit = implicit;
  login->user = g_strdup (user);
  login->secret = secret;
  if (scheme == HAULIER_AUTH_SCHEME_NEGOTIATE)
    login->negotiate = haulier_negotiate_new (implicit ? NULL : user, implicit ? NULL : secret);
  return login;
}

/**
 * haulier_wire_login_ref:
 * @login: a login; of the main context only
 *
 * Returns: (transfer full): @login
 */
HaulierWireLogin *
haulier_wire_login_ref (HaulierWireLogin *login)
{
  login->references++;
  return login;
}

/**
 * haulier_wire_login_unref:
 * @login: (nullable) (transfer full): a login
 */
void
haulier_wire_login_unref (HaulierWireLogin *login)
{
  if (login == NULL || --login->references > 0)
    return;
  haulier_negotiate_free (login->negotiate);
  haulier_wipe (login->secret);
  g_free (login->user);
  g_free (login);
}

/**
 * haulier_wire_login_needs_thread:
 * @login: a login
 *
 * Returns: whether what is sent is made by the Kerberos thread, anew for each request
 */
gboolean
haulier_wire_login_needs_thread (const HaulierWireLogin *login)
{
  return login->scheme == HAULIER_AUTH_SCHEME_NEGOTIATE;
}

/**
 * haulier_wire_login_binds_connection:
 * @login: a login for a server
 *
 * Source: RFC 4559, 6: some servers take a connection for authenticated from then on.
 *
 * Returns: whether a connection that it was sent over must not carry anybody else's requests
 */
gboolean
haulier_wire_login_binds_connection (const HaulierWireLogin *login)
{
  return login->scheme == HAULIER_AUTH_SCHEME_NEGOTIATE
         || login->scheme == HAULIER_AUTH_SCHEME_NTLM;
}

/**
 * haulier_wire_login_dup_basic:
 * @login: a Basic login
 *
 * Source: RFC 7617, 2 and 2.1 (UTF-8).
 *
 * Returns: (transfer full): the value of the header, a secret
 */
char *
haulier_wire_login_dup_basic (const HaulierWireLogin *login)
{
  char *plain = g_strconcat (login->user != NULL ? login->user : "",
                             ":",
                             login->secret != NULL ? login->secret : "",
                             NULL);
  char *encoded = g_base64_encode ((const guchar *) plain, strlen (plain));
  char *value = g_strconcat ("Basic ", encoded, NULL);

  haulier_wipe (plain);
  haulier_wipe (encoded);
  return value;
}
