/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what may be added to a request; headers and methods of a job are in test-job-settings.c.
 */
#include "config.h"

#include "haulier-http-request.h"

#include <string.h>

#include "haulier-error.h"

#define TCHAR "!#$%&'*+-.^_`|~"

/* Every byte in a name, in a value and in a method: only what RFC 9110 calls a token is one. */
static void
test_http_request_every_byte (void)
{
  for (guint byte = 1; byte < 256; byte++)
    {
      gboolean token = g_ascii_isalnum ((char) byte) || strchr (TCHAR, (int) byte) != NULL;
      g_autofree char *name = g_strdup_printf ("X%cA: x", (char) byte);
      g_autofree char *value = g_strdup_printf ("XA: a%cb", (char) byte);
      g_autofree char *method = g_strdup_printf ("A%cB", (char) byte);
      const char *const names[] = { name, NULL };
      const char *const values[] = { value, NULL };

      g_test_message ("byte %u", byte);
      /* "X:A: x" is the header X */
      g_assert_cmpint (haulier_http_headers_check (names, NULL), ==, token || byte == ':');
      g_assert_cmpint (haulier_http_headers_check (values, NULL),
                       ==,
                       byte == '\t' || (byte >= 0x20 && byte != 0x7f));
      g_assert_cmpint (haulier_http_method_check (method, NULL), ==, token);
    }
}

/* No message shows what may be a secret. */
static void
test_http_request_masks_values (void)
{
  static const char *const rows[]
      = { "Authorization: SECRET", "X-A: \rSECRET", "SECRET", "X A: SECRET" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *const headers[] = { "X-B: 1", rows[i], NULL };
      g_autoptr (GError) error = NULL;

      g_assert_false (haulier_http_headers_check (headers, &error));
      g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
      g_assert_null (strstr (error->message, "SECRET"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/http-request/every-byte", test_http_request_every_byte);
  g_test_add_func ("/model/http-request/masks-values", test_http_request_masks_values);
  return g_test_run ();
}
