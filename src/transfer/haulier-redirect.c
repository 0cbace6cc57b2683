/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether a redirect is followed. */
#include "config.h"

#include "haulier-redirect.h"

#include "haulier-tls-policy.h"
#include "haulier-transfer-failure.h"
#include "haulier-uri.h"

#include <string.h>

#define MAX_REDIRECTS 20

static gboolean
is_https (const char *address)
{
  return g_ascii_strncasecmp (address, "https:", strlen ("https:")) == 0;
}

static gboolean
is_web (const char *address)
{
  return is_https (address) || g_ascii_strncasecmp (address, "http:", strlen ("http:")) == 0;
}

static char *
refuse (HaulierFailure **out_failure, gint code, const char *from, const char *sentence)
{
  *out_failure = haulier_transfer_failure_new (
      code, HAULIER_ERROR_CONTEXT_REMOTE_FILE, "get %s: %s", from, sentence);
  return NULL;
}

/**
 * haulier_redirect_follow:
 * @security_flags: those of the job
 * @from: the address that answered
 * @to: (nullable): the full address that it pointed to
 * @status: of the answer
 * @n_redirects: how many were followed before
 * @out_failure: (out): why not
 *
 * Decides about a redirect. A user and password in the new address are dropped: nobody meant them
 * for it.
 *
 * Errors: the HTTP status when the job wants none, %HAULIER_ERROR_REDIRECT_FAILED else.
 * Source: SetSecurityFlags, BG_HTTP_REDIRECT_POLICY_*.
 *
 * Returns: (transfer full) (nullable): the address to go on with
 */
char *
haulier_redirect_follow (guint security_flags,
                         const char *from,
                         const char *to,
                         guint status,
                         guint n_redirects,
                         HaulierFailure **out_failure)
{
  g_autofree char *clean = NULL;
  g_autofree char *userinfo = NULL;

  if ((security_flags & HAULIER_SECURITY_FLAG_REFUSE_REDIRECTS) != 0)
    return refuse (out_failure,
                   haulier_error_code_from_http_status (status),
                   from,
                   "the server redirects, which the job does not allow");
  if (to == NULL || !is_web (to) || !haulier_uri_split (to, &clean, &userinfo, NULL))
    return refuse (out_failure,
                   HAULIER_ERROR_REDIRECT_FAILED,
                   from,
                   "the server redirects to an address that cannot be used");
  if (is_https (from) && !is_https (to)
      && (security_flags & HAULIER_SECURITY_FLAG_ALLOW_DOWNGRADE) == 0)
    return refuse (out_failure,
                   HAULIER_ERROR_REDIRECT_FAILED,
                   from,
                   "the server redirects from https to http, which the job does not allow");
  if (n_redirects >= MAX_REDIRECTS)
    return refuse (out_failure,
                   HAULIER_ERROR_REDIRECT_FAILED,
                   from,
                   "the server redirects in a circle, or too often");
  return g_steal_pointer (&clean);
}
