/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A certificate as a person knows it: whose it is, how long it is good, its thumbprint; no key. */
#include "config.h"

#include "haulier-certificate.h"

#include <glib/gi18n-lib.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "haulier-error.h"

#define BEGIN "-----BEGIN CERTIFICATE-----"
#define END "-----END CERTIFICATE-----"
/* A name can fill its file; nobody reads that. */
#define NAME_MAX_CHARS HAULIER_CERTIFICATE_SUBJECT_MAX_CHARS
/* RFC 2253, but letters of all languages as they are; control characters stay escaped. */
#define NAME_FLAGS (XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB)
#define VALUE_FLAGS (ASN1_STRFLGS_UTF8_CONVERT | ASN1_STRFLGS_ESC_CTRL)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)

/* Else OpenSSL asks on the terminal for the password of what is encrypted. */
static int
no_password_cb (char *buffer, int size, int is_writing, void *user_data)
{
  return -1;
}

static char *
take_text (BIO *bio)
{
  char *bytes = NULL;
  long length = BIO_get_mem_data (bio, &bytes);
  g_autofree char *text = g_utf8_make_valid (length > 0 ? bytes : "", length > 0 ? length : 0);

  return g_utf8_strlen (text, -1) > NAME_MAX_CHARS ? g_utf8_substring (text, 0, NAME_MAX_CHARS)
                                                   : g_steal_pointer (&text);
}

static char *
format_name (const X509_NAME *name)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());

  return X509_NAME_print_ex (bio, name, 0, NAME_FLAGS) >= 0 ? take_text (bio) : g_strdup ("");
}

/* Returns: (transfer full) (nullable): the last common name, which is the most specific one */
static char *
find_common_name (const X509_NAME *name)
{
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  int last = -1;

  for (int i = X509_NAME_get_index_by_NID (name, NID_commonName, -1); i >= 0;
       i = X509_NAME_get_index_by_NID (name, NID_commonName, i))
    last = i;
  if (last < 0)
    return NULL;
  const ASN1_STRING *value = X509_NAME_ENTRY_get_data (X509_NAME_get_entry (name, last));
  return ASN1_STRING_print_ex (bio, value, VALUE_FLAGS) > 0 ? take_text (bio) : NULL;
}

static char *
dup_thumbprint (const X509 *x509)
{
  guint8 digest[HAULIER_CERTIFICATE_THUMBPRINT_BYTES] = { 0 };
  guint length = sizeof digest;
  GString *digits = g_string_new (NULL);

  if (X509_digest (x509, EVP_sha1 (), digest, &length) == 1)
    for (guint i = 0; i < length; i++)
      g_string_append_printf (digits, "%02x", digest[i]);
  return g_string_free (digits, FALSE);
}

static gboolean
to_seconds (const ASN1_TIME *time, gint64 *out_seconds)
{
  struct tm parts = { 0 };

  if (ASN1_TIME_to_tm (time, &parts) != 1)
    return FALSE;
  *out_seconds = timegm (&parts);
  return TRUE;
}

/* Returns: (transfer full) (nullable): what the certificate says; %NULL: it makes no sense */
static HaulierCertificate *
describe (HaulierCertificateLocation location, const char *file, X509 *x509)
{
  g_autoptr (HaulierCertificate) certificate = g_new0 (HaulierCertificate, 1);

  certificate->location = location;
  certificate->file = g_filename_display_name (file);
  certificate->subject = format_name (X509_get_subject_name (x509));
  certificate->issuer = format_name (X509_get_issuer_name (x509));
  certificate->name = find_common_name (X509_get_subject_name (x509));
  if (certificate->name == NULL)
    certificate->name = g_strdup (certificate->subject);
  certificate->thumbprint = dup_thumbprint (x509);
  certificate->is_for_clients = X509_check_purpose (x509, X509_PURPOSE_SSL_CLIENT, 0) == 1;
  if (*certificate->thumbprint == '\0'
      || !to_seconds (X509_get0_notBefore (x509), &certificate->not_before)
      || !to_seconds (X509_get0_notAfter (x509), &certificate->not_after))
    return NULL;
  return g_steal_pointer (&certificate);
}

/* Returns: (transfer full) (nullable): from its begin line to its end line */
static HaulierCertificate *
read_one (HaulierCertificateLocation location, const char *file, const char *text, gsize length)
{
  g_autoptr (BIO) bio = BIO_new_mem_buf (text, (int) length);
  g_autoptr (X509) x509 = PEM_read_bio_X509 (bio, NULL, no_password_cb, NULL);
  HaulierCertificate *certificate = x509 != NULL ? describe (location, file, x509) : NULL;

  ERR_clear_error ();
  return certificate;
}

/**
 * haulier_certificate_parse:
 * @location: whose folder the file is in
 * @file: (type filename): its name
 * @text: what is in it: PEM, whatever else is there
 * @length: bytes of @text; at most %G_MAXINT
 * @certificates: (element-type HaulierCertificate): where to add what there is
 * @error: return location
 *
 * Only what is marked as a certificate is given to OpenSSL: a key beside it is not looked at.
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT when there is none, or one is damaged; those before it
 *   are added. The message is only why.
 *
 * Returns: whether there are certificates and all of them can be read
 */
gboolean
haulier_certificate_parse (HaulierCertificateLocation location,
                           const char *file,
                           const char *text,
                           gsize length,
                           GPtrArray *certificates,
                           GError **error)
{
  const char *end = text + length;
  const char *begin = memmem (text, length, BEGIN, strlen (BEGIN));
  const char *why = begin == NULL ? _ ("there is no certificate in it") : NULL;

  while (begin != NULL && why == NULL)
    {
      const char *last = memmem (begin, (gsize) (end - begin), END, strlen (END));
      const char *after = last != NULL ? last + strlen (END) : end;
      HaulierCertificate *certificate
          = last != NULL ? read_one (location, file, begin, (gsize) (after - begin)) : NULL;

      if (certificate == NULL)
        why = _ ("a certificate in it is damaged");
      else
        g_ptr_array_add (certificates, certificate);
      begin = memmem (after, (gsize) (end - after), BEGIN, strlen (BEGIN));
    }
  if (why == NULL)
    return TRUE;
  g_set_error_literal (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT, why);
  return FALSE;
}

/**
 * haulier_certificate_is_good:
 * @certificate: a certificate
 * @now: seconds since 1970
 *
 * Returns: whether @now is between its two times
 */
gboolean
haulier_certificate_is_good (const HaulierCertificate *certificate, gint64 now)
{
  return certificate->not_before <= now && now <= certificate->not_after;
}

/**
 * haulier_certificate_free:
 * @certificate: (nullable): a certificate
 */
void
haulier_certificate_free (HaulierCertificate *certificate)
{
  if (certificate == NULL)
    return;
  g_free (certificate->file);
  g_free (certificate->name);
  g_free (certificate->subject);
  g_free (certificate->issuer);
  g_free (certificate->thumbprint);
  g_free (certificate);
}
