/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of where a computer may have a file of authorities. */
#include "config.h"

#include "haulier-authorities.h"

#include "haulier-error.h"

static const struct
{
  const char *path;
  gboolean good;
} rows[] = {
  { "", TRUE },
  { "/etc/ssl/own.pem", TRUE },
  { "/usr/local/share/ca-certificates/own.crt", TRUE },
  { "/var/lib/ca-certificates/ca-bundle.pem", TRUE },
  { "/etcetera/own.pem", FALSE },
  { "/etc/../srv/own.pem", FALSE },
  { "/var/lib/own.pem", FALSE },
  { "/srv/own.pem", FALSE },
  { "/tmp/own.pem", FALSE },
};

static void
test_authorities_places (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GVariant) settings = g_variant_ref_sink (
          g_variant_new_parsed ("{'certificate-authorities': <%s>}", rows[i].path));
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].path);
      g_assert_true (haulier_authorities_check (HAULIER_ENGINE_SCOPE_SESSION, settings, NULL));
      g_assert_cmpint (haulier_authorities_check (HAULIER_ENGINE_SCOPE_SYSTEM, settings, &error),
                       ==,
                       rows[i].good);
      if (rows[i].good)
        g_assert_no_error (error);
      else
        g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/authorities/places", test_authorities_places);
  return g_test_run ();
}
