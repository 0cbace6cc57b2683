/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of references to client certificates: what names one, and what does not. */
#include "config.h"

#include "haulier-certificate-reference.h"

#include "haulier-error.h"

#define DIGITS "0123456789abcdef0123456789abcdef01234567"
#define CHARS_50 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define CHARS_255 CHARS_50 CHARS_50 CHARS_50 CHARS_50 CHARS_50 "éaaaa"

static const struct
{
  const char *what;
  gint location;
  const char *store;
  const char *thumbprint;
  const char *subject;
  gint code; /* 0: accepted */
} rows[] = {
  { "by thumbprint", 0, "MY", DIGITS, NULL, 0 },
  { "by subject", 7, "MY", NULL, "Anna", 0 },
  { "as programs show it", 1, "MY", "01 23 45:67:89:AB:CD:EF 0123456789abcdef01234567", NULL, 0 },
  { "longest names", 1, CHARS_255, NULL, CHARS_255, 0 },
  { "location", 8, "MY", DIGITS, NULL, HAULIER_ERROR_NOT_IMPLEMENTED },
  { "below", -1, "MY", DIGITS, NULL, HAULIER_ERROR_NOT_IMPLEMENTED },
  { "no store", 0, NULL, DIGITS, NULL, HAULIER_ERROR_INVALID_ARGUMENT },
  { "empty store", 0, "", DIGITS, NULL, HAULIER_ERROR_INVALID_ARGUMENT },
  { "store too long", 0, CHARS_255 "a", DIGITS, NULL, HAULIER_ERROR_STRING_TOO_LONG },
  { "store of two lines", 0, "M\nY", DIGITS, NULL, HAULIER_ERROR_INVALID_ARGUMENT },
  { "store no text", 0, "M\377", DIGITS, NULL, HAULIER_ERROR_INVALID_ARGUMENT },
  { "both", 0, "MY", DIGITS, "Anna", HAULIER_ERROR_INVALID_ARGUMENT },
  { "neither", 0, "MY", NULL, NULL, HAULIER_ERROR_INVALID_ARGUMENT },
  { "empty thumbprint", 0, "MY", "", NULL, HAULIER_ERROR_BAD_STUB_DATA },
  { "short", 0, "MY", DIGITS + 1, NULL, HAULIER_ERROR_BAD_STUB_DATA },
  { "long", 0, "MY", DIGITS "0", NULL, HAULIER_ERROR_BAD_STUB_DATA },
  { "MD5", 0, "MY", DIGITS + 8, NULL, HAULIER_ERROR_BAD_STUB_DATA },
  { "SHA-256", 0, "MY", DIGITS "0123456789abcdef01234567", NULL, HAULIER_ERROR_BAD_STUB_DATA },
  { "no digits",
    0,
    "MY",
    "zz23456789abcdef0123456789abcdef01234567",
    NULL,
    HAULIER_ERROR_INVALID_ARGUMENT },
  { "empty subject", 0, "MY", NULL, "", HAULIER_ERROR_INVALID_ARGUMENT },
  { "subject too long", 0, "MY", NULL, CHARS_255 "a", HAULIER_ERROR_STRING_TOO_LONG },
  { "subject no text", 0, "MY", NULL, "Ann\351", HAULIER_ERROR_INVALID_ARGUMENT },
};

static void
test_certificate_reference_new (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (HaulierCertificateReference) reference
          = haulier_certificate_reference_new ((HaulierCertificateLocation) rows[i].location,
                                               rows[i].store,
                                               rows[i].thumbprint,
                                               rows[i].subject,
                                               &error);
      g_autoptr (HaulierCertificateReference) copy = haulier_certificate_reference_copy (reference);

      g_test_message ("%s", rows[i].what);
      if (rows[i].code != 0)
        {
          g_assert_null (reference);
          g_assert_error (error, HAULIER_ERROR, rows[i].code);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpint ((gint) copy->location, ==, rows[i].location);
      g_assert_cmpstr (copy->store, ==, rows[i].store);
      g_assert_cmpstr (copy->subject, ==, rows[i].subject);
      g_assert_cmpstr (copy->thumbprint, ==, rows[i].subject == NULL ? DIGITS : NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/certificate-reference/new", test_certificate_reference_new);
  return g_test_run ();
}
