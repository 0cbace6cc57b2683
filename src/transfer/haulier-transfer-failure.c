/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Failures of a transfer, made where they are seen, with the evidence. */
#include "config.h"

#include "haulier-transfer-failure.h"

#include <openssl/x509_vfy.h>

/* CURLcode to HRESULT. Anything else is unknown. */
static const struct
{
  CURLcode result;
  gint code;
} curl_rows[] = {
  { CURLE_UNSUPPORTED_PROTOCOL, HAULIER_ERROR_SERVER_PROTOCOL_VIOLATION },
  { CURLE_URL_MALFORMAT, HAULIER_ERROR_INVALID_URL },
  { CURLE_COULDNT_RESOLVE_PROXY, HAULIER_ERROR_PROXY_NAME_RESOLUTION_FAILURE },
  { CURLE_COULDNT_RESOLVE_HOST, HAULIER_ERROR_NAME_NOT_RESOLVED },
  { CURLE_COULDNT_CONNECT, HAULIER_ERROR_CANNOT_CONNECT },
  { CURLE_WEIRD_SERVER_REPLY, HAULIER_ERROR_SERVER_PROTOCOL_VIOLATION },
  { CURLE_HTTP2, HAULIER_ERROR_CONNECTION_ERROR },
  { CURLE_PARTIAL_FILE, HAULIER_ERROR_CONNECTION_CLOSED },
  { CURLE_OUT_OF_MEMORY, HAULIER_ERROR_FAILED },
  { CURLE_OPERATION_TIMEDOUT, HAULIER_ERROR_TIMEOUT },
  { CURLE_SSL_CONNECT_ERROR, HAULIER_ERROR_SECURE_CHANNEL_ERROR },
  { CURLE_GOT_NOTHING, HAULIER_ERROR_CONNECTION_CLOSED },
  { CURLE_SEND_ERROR, HAULIER_ERROR_SEND_FAILURE },
  { CURLE_RECV_ERROR, HAULIER_ERROR_CONNECTION_ERROR },
  { CURLE_SSL_CERTPROBLEM, HAULIER_ERROR_CLIENT_CERT_NO_PRIVATE_KEY },
  { CURLE_SSL_CIPHER, HAULIER_ERROR_SECURE_CHANNEL_ERROR },
  { CURLE_PEER_FAILED_VERIFICATION, HAULIER_ERROR_SECURE_INVALID_CERT },
  { CURLE_BAD_CONTENT_ENCODING, HAULIER_ERROR_INVALID_SERVER_RESPONSE },
  { CURLE_SSL_CACERT_BADFILE, HAULIER_ERROR_SECURE_INVALID_CA },
  { CURLE_HTTP2_STREAM, HAULIER_ERROR_CONNECTION_ERROR },
  { CURLE_PROXY, HAULIER_ERROR_CANNOT_CONNECT },
};

/* OpenSSL's verdict about a certificate to HRESULT. */
static const struct
{
  glong verdict;
  gint code;
} certificate_rows[] = {
  { X509_V_OK, HAULIER_ERROR_SECURE_CERT_CN_INVALID },
  /* libcurl compares the name before it asks for the verdict, and leaves this when it differs. */
  { X509_V_ERR_UNSPECIFIED, HAULIER_ERROR_SECURE_CERT_CN_INVALID },
  { X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT, HAULIER_ERROR_SECURE_INVALID_CA },
  { X509_V_ERR_CERT_NOT_YET_VALID, HAULIER_ERROR_SECURE_CERT_DATE_INVALID },
  { X509_V_ERR_CERT_HAS_EXPIRED, HAULIER_ERROR_SECURE_CERT_DATE_INVALID },
  { X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, HAULIER_ERROR_SECURE_INVALID_CA },
  { X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, HAULIER_ERROR_SECURE_INVALID_CA },
  { X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, HAULIER_ERROR_SECURE_INVALID_CA },
  { X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE, HAULIER_ERROR_SECURE_INVALID_CA },
  { X509_V_ERR_CERT_REVOKED, HAULIER_ERROR_SECURE_CERT_REVOKED },
  { X509_V_ERR_INVALID_PURPOSE, HAULIER_ERROR_SECURE_CERT_WRONG_USAGE },
};

static GVariant *
make_evidence (const char *kind, gint number, const char *text)
{
  GVariantBuilder builder;
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sis)"));
  g_variant_builder_add (&builder, "(sis)", kind, number, valid);
  return g_variant_builder_end (&builder);
}

/* Names and addresses may hold anything; a message is text. */
static HaulierFailure *
make_failure (gint code, HaulierErrorContext context, const char *message, GVariant *evidence)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);

  return haulier_failure_new (code, context, HAULIER_FAILURE_NO_FILE, valid, evidence);
}

/**
 * haulier_transfer_failure_new:
 * @code: a #HaulierErrorCode
 * @context: what was dealt with
 * @format: the message: what was tried, on what, why it failed
 * @...: its arguments
 *
 * Returns: (transfer full): a failure without foreign evidence
 */
HaulierFailure *
haulier_transfer_failure_new (gint code, HaulierErrorContext context, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return make_failure (code, context, message, NULL);
}

/**
 * haulier_transfer_failure_from_status:
 * @status: an HTTP status that is no success
 * @address: what was asked for
 *
 * Returns: (transfer full): the failure, in the context of the remote file
 */
HaulierFailure *
haulier_transfer_failure_from_status (guint status, const char *address)
{
  gint code = haulier_error_code_from_http_status (status);
  g_autofree char *message
      = g_strdup_printf ("get %s: %s (HTTP %u)", address, haulier_error_get_text (code), status);

  return make_failure (code,
                       HAULIER_ERROR_CONTEXT_REMOTE_FILE,
                       message,
                       make_evidence ("http", (gint) status, haulier_error_get_text (code)));
}

static gint
code_from_certificate (glong verdict)
{
  for (gsize i = 0; i < G_N_ELEMENTS (certificate_rows); i++)
    {
      if (certificate_rows[i].verdict == verdict)
        return certificate_rows[i].code;
    }
  return HAULIER_ERROR_SECURE_INVALID_CERT;
}

/**
 * haulier_transfer_failure_from_curl:
 * @result: how the transfer ended; not CURLE_OK
 * @text: (nullable): what libcurl said about it
 * @verify_result: OpenSSL's verdict about the certificate of the server
 * @address: what was asked for
 *
 * Returns: (transfer full): the failure, in the context of the transport
 */
HaulierFailure *
haulier_transfer_failure_from_curl (CURLcode result,
                                    const char *text,
                                    glong verify_result,
                                    const char *address)
{
  gint code = HAULIER_ERROR_UNKNOWN_ERROR;
  const char *said = text != NULL && *text != '\0' ? text : curl_easy_strerror (result);
  g_autofree char *message = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (curl_rows); i++)
    {
      if (curl_rows[i].result == result)
        code = curl_rows[i].code;
    }
  if (result == CURLE_PEER_FAILED_VERIFICATION)
    code = code_from_certificate (verify_result);
  message = g_strdup_printf ("get %s: %s", address, haulier_error_get_text (code));
  return make_failure (code,
                       HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT,
                       message,
                       make_evidence ("curl", (gint) result, said));
}

/**
 * haulier_transfer_failure_may_pass:
 * @failure: a failure
 *
 * Returns: whether the same request may succeed when it is made again at once
 */
gboolean
haulier_transfer_failure_may_pass (const HaulierFailure *failure)
{
  return failure->context == HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT
         && haulier_error_get_kind (failure->code) == HAULIER_ERROR_KIND_TRANSIENT;
}
