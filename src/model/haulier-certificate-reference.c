/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which client certificate a job shows: store and thumbprint or subject; never the key. */
#include "config.h"

#include "haulier-certificate-reference.h"

#include "haulier-error.h"

#define THUMBPRINT_DIGITS ((gsize) HAULIER_CERTIFICATE_THUMBPRINT_BYTES * 2)

static gboolean
refuse (gint code, const char *why, GError **error)
{
  g_set_error (error, HAULIER_ERROR, code, "set the client certificate: %s", why);
  return FALSE;
}

static gboolean
has_control_characters (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_store (const char *store, GError **error)
{
  if (store == NULL || store[0] == '\0')
    return refuse (HAULIER_ERROR_INVALID_ARGUMENT, "it names no store", error);
  if (!g_utf8_validate (store, -1, NULL) || has_control_characters (store))
    return refuse (
        HAULIER_ERROR_INVALID_ARGUMENT, "the name of the store is not valid text", error);
  if (g_utf8_strlen (store, -1) > HAULIER_CERTIFICATE_STORE_MAX_CHARS)
    return refuse (HAULIER_ERROR_STRING_TOO_LONG, "the name of the store is too long", error);
  return TRUE;
}

static gboolean
check_subject (const char *subject, GError **error)
{
  if (subject[0] == '\0')
    return refuse (HAULIER_ERROR_INVALID_ARGUMENT, "the subject is empty", error);
  if (!g_utf8_validate (subject, -1, NULL) || has_control_characters (subject))
    return refuse (HAULIER_ERROR_INVALID_ARGUMENT, "the subject is not valid text", error);
  if (g_utf8_strlen (subject, -1) > HAULIER_CERTIFICATE_SUBJECT_MAX_CHARS)
    return refuse (HAULIER_ERROR_STRING_TOO_LONG, "the subject is too long", error);
  return TRUE;
}

/* Returns: (transfer full) (nullable): lower case, without the blanks and colons that programs show
 * between the bytes */
static char *
normalise_thumbprint (const char *text, GError **error)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == ' ' || *p == ':')
        continue;
      if (!g_ascii_isxdigit (*p))
        {
          refuse (HAULIER_ERROR_INVALID_ARGUMENT,
                  "the thumbprint has other characters than hexadecimal digits",
                  error);
          return NULL;
        }
      g_string_append_c (digits, g_ascii_tolower (*p));
    }
  if (digits->len != THUMBPRINT_DIGITS)
    {
      refuse (HAULIER_ERROR_BAD_STUB_DATA, "a thumbprint has 40 hexadecimal digits", error);
      return NULL;
    }
  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/**
 * haulier_certificate_reference_new:
 * @location: whose store
 * @store: (nullable): name of the store
 * @thumbprint: (nullable): SHA-1 of the DER form, in hexadecimal digits
 * @subject: (nullable): part of the subject's name; one of the two is given
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_NOT_IMPLEMENTED for an unknown location, %HAULIER_ERROR_BAD_STUB_DATA for
 *   a thumbprint of another length, %HAULIER_ERROR_STRING_TOO_LONG,
 *   %HAULIER_ERROR_INVALID_ARGUMENT.
 * Source: IBackgroundCopyJobHttpOptions::SetClientCertificateByID, SetClientCertificateByName.
 *
 * Returns: (transfer full) (nullable): the reference
 */
HaulierCertificateReference *
haulier_certificate_reference_new (HaulierCertificateLocation location,
                                   const char *store,
                                   const char *thumbprint,
                                   const char *subject,
                                   GError **error)
{
  g_autoptr (HaulierCertificateReference) reference = g_new0 (HaulierCertificateReference, 1);

  if ((guint) location > HAULIER_CERTIFICATE_LOCATION_LOCAL_MACHINE_ENTERPRISE)
    {
      refuse (HAULIER_ERROR_NOT_IMPLEMENTED, "there is no such location", error);
      return NULL;
    }
  if (!check_store (store, error))
    return NULL;
  if ((thumbprint == NULL) == (subject == NULL))
    {
      refuse (HAULIER_ERROR_INVALID_ARGUMENT, "it has either a thumbprint or a subject", error);
      return NULL;
    }
  if (subject != NULL && !check_subject (subject, error))
    return NULL;
  reference->location = location;
  reference->store = g_strdup (store);
  reference->subject = g_strdup (subject);
  reference->thumbprint = thumbprint != NULL ? normalise_thumbprint (thumbprint, error) : NULL;
  return subject != NULL || reference->thumbprint != NULL ? g_steal_pointer (&reference) : NULL;
}

/**
 * haulier_certificate_reference_copy:
 * @reference: (nullable): a reference
 *
 * Returns: (transfer full) (nullable): a deep copy
 */
HaulierCertificateReference *
haulier_certificate_reference_copy (const HaulierCertificateReference *reference)
{
  HaulierCertificateReference *copy = NULL;

  if (reference == NULL)
    return NULL;
  copy = g_memdup2 (reference, sizeof *reference);
  copy->store = g_strdup (reference->store);
  copy->thumbprint = g_strdup (reference->thumbprint);
  copy->subject = g_strdup (reference->subject);
  return copy;
}

/**
 * haulier_certificate_reference_free:
 * @reference: (nullable): a reference
 */
void
haulier_certificate_reference_free (HaulierCertificateReference *reference)
{
  if (reference == NULL)
    return;
  g_free (reference->store);
  g_free (reference->thumbprint);
  g_free (reference->subject);
  g_free (reference);
}
