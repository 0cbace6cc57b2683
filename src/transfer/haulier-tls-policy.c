/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which checks of a server's certificate are made, and which ones a job waives. */
#include "config.h"

#include "haulier-tls-policy.h"

#include "haulier-error.h"

#include <openssl/ssl.h>
#include <string.h>

#define KNOWN_FLAGS                                                                                \
  (HAULIER_SECURITY_FLAG_CHECK_REVOCATION | HAULIER_SECURITY_FLAGS_WAIVERS                         \
   | HAULIER_SECURITY_FLAG_REPORT_REDIRECTS | HAULIER_SECURITY_FLAG_REFUSE_REDIRECTS               \
   | HAULIER_SECURITY_FLAG_ALLOW_DOWNGRADE)

/* Which verdict of OpenSSL a flag waives. */
static const struct
{
  int verdict;
  guint flag;
} waiver_rows[] = {
  { X509_V_ERR_CERT_NOT_YET_VALID, HAULIER_SECURITY_FLAG_IGNORE_DATE },
  { X509_V_ERR_CERT_HAS_EXPIRED, HAULIER_SECURITY_FLAG_IGNORE_DATE },
  { X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, HAULIER_SECURITY_FLAG_IGNORE_AUTHORITY },
  { X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, HAULIER_SECURITY_FLAG_IGNORE_AUTHORITY },
  { X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, HAULIER_SECURITY_FLAG_IGNORE_AUTHORITY },
  { X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, HAULIER_SECURITY_FLAG_IGNORE_AUTHORITY },
  { X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, HAULIER_SECURITY_FLAG_IGNORE_AUTHORITY },
  { X509_V_ERR_CERT_UNTRUSTED, HAULIER_SECURITY_FLAG_IGNORE_AUTHORITY },
  { X509_V_ERR_INVALID_PURPOSE, HAULIER_SECURITY_FLAG_IGNORE_USAGE },
};

static int
judge_certificate (int accepted, X509_STORE_CTX *store, guint security_flags)
{
  int verdict = X509_STORE_CTX_get_error (store);

  if (accepted)
    return accepted;
  for (gsize i = 0; i < G_N_ELEMENTS (waiver_rows); i++)
    {
      if (waiver_rows[i].verdict == verdict && (security_flags & waiver_rows[i].flag) != 0)
        {
          X509_STORE_CTX_set_error (store, X509_V_OK);
          return 1;
        }
    }
  return 0;
}

/* OpenSSL's callback has no argument of its own: the flags are kept in the SSL_CTX. */
static int
on_verify (int accepted, X509_STORE_CTX *store)
{
  SSL *ssl = X509_STORE_CTX_get_ex_data (store, SSL_get_ex_data_X509_STORE_CTX_idx ());
  gpointer flags = SSL_CTX_get_app_data (SSL_get_SSL_CTX (ssl));

  return judge_certificate (accepted, store, GPOINTER_TO_UINT (flags));
}

static CURLcode
on_ssl_context (CURL *easy, void *ssl_context, void *user_data)
{
  SSL_CTX_set_app_data ((SSL_CTX *) ssl_context, user_data);
  SSL_CTX_set_verify (ssl_context, SSL_VERIFY_PEER, on_verify);
  return CURLE_OK;
}

/**
 * haulier_tls_policy_can_apply:
 * @security_flags: those of a job
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT for bits without a meaning,
 *   %HAULIER_ERROR_SECURE_CERT_REV_FAILED for the check of revocation lists, which libcurl does not
 * fetch: "cannot be checked" is what the flag calls fatal.
 *
 * Returns: whether the flags can be honoured
 */
gboolean
haulier_tls_policy_can_apply (guint security_flags, GError **error)
{
  if ((security_flags & ~(guint) KNOWN_FLAGS) != 0)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   "use the security flags 0x%x: 0x%x have no meaning",
                   security_flags,
                   security_flags & ~(guint) KNOWN_FLAGS);
      return FALSE;
    }
  if ((security_flags & HAULIER_SECURITY_FLAG_CHECK_REVOCATION) != 0)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_SECURE_CERT_REV_FAILED,
                   "use the security flags 0x%x: revocation lists cannot be checked here",
                   security_flags);
      return FALSE;
    }
  return TRUE;
}

/**
 * haulier_tls_policy_apply:
 * @easy: a handle that is not running
 * @security_flags: those of the job
 * @certificate_authorities: (nullable): file of authorities besides those of the system
 *
 * A job that waives a check has connections and sessions of its own: others must not inherit them.
 */
void
haulier_tls_policy_apply (CURL *easy, guint security_flags, const char *certificate_authorities)
{
  gboolean waives = (security_flags & HAULIER_SECURITY_FLAGS_WAIVERS) != 0;
  gboolean ignores_name = (security_flags & HAULIER_SECURITY_FLAG_IGNORE_NAME) != 0;
  const curl_version_info_data *version = curl_version_info (CURLVERSION_NOW);

  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt (easy, CURLOPT_SSL_VERIFYHOST, ignores_name ? 0L : 2L);
  curl_easy_setopt (easy, CURLOPT_FRESH_CONNECT, waives ? 1L : 0L);
  curl_easy_setopt (easy, CURLOPT_FORBID_REUSE, waives ? 1L : 0L);
  curl_easy_setopt (easy, CURLOPT_SSL_SESSIONID_CACHE, waives ? 0L : 1L);
  curl_easy_setopt (easy, CURLOPT_SSL_CTX_FUNCTION, waives ? on_ssl_context : NULL);
  curl_easy_setopt (easy, CURLOPT_SSL_CTX_DATA, GUINT_TO_POINTER (security_flags));
  if (version->capath == NULL)
    {
      if (certificate_authorities != NULL)
        curl_easy_setopt (easy, CURLOPT_CAINFO, certificate_authorities);
      return;
    }
  /* The folder of the system is searched by name; reading its whole bundle would cost each new
   * connection. */
  curl_easy_setopt (easy, CURLOPT_CAPATH, version->capath);
  curl_easy_setopt (easy, CURLOPT_CAINFO, certificate_authorities);
}
