/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the keys of the computer: each kind, and what only looks like one (ACC-6). */
#include "config.h"

#include "haulier-computer-keys.h"

#define NONE HAULIER_COMPUTER_KEY_NONE
#define FQDN "pc7.haulier.test"

static const struct
{
  const char *principal; /* components, separated by slashes */
  const char *host;
  guint rank;
} key_rows[] = {
  { "PC7$", "pc7", 0 },
  { "PC7$", FQDN, 0 },
  { "pc7$", "PC7", 0 },
  { "A-LONG-NAME-OF-$", "a-long-name-of-a-computer.haulier.test", 0 },
  { "A-LONG-NAME-O$", "a-long-name-of-a-computer.haulier.test", 2 },
  { "host/" FQDN, FQDN, 1 },
  { "host/pc7.HAULIER.test", FQDN, 1 },
  { "host/" FQDN, "pc7", 1 },
  { "host/pc7", FQDN, 1 },
  { "PC8$", FQDN, 2 },
  { "PC77$", "pc7", 2 },
  { "P$", "pc7", 2 },
  { "host/pc7.other.test", FQDN, 3 },
  { "host/pc77", "pc7", 3 },
  { "host/p", "pc7", 3 },
  { "HTTP/" FQDN, FQDN, NONE },
  { "HOST/" FQDN, FQDN, NONE },
  { "ben", "ben", NONE },
  { "$", "pc7", NONE },
  { "", "pc7", NONE },
  { "host", "host", NONE },
  { "host/pc7/admin", "pc7", NONE },
  { "PC7$/admin", "pc7", NONE },
  { "PC7$", "", 2 },
  { "host/", "", 3 },
};

static void
test_computer_keys_ranks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (key_rows); i++)
    {
      g_auto (GStrv) components = g_strsplit (key_rows[i].principal, "/", -1);

      g_test_message ("%s on %s", key_rows[i].principal, key_rows[i].host);
      g_assert_cmpuint (
          haulier_computer_key_rank ((const char *const *) components, key_rows[i].host),
          ==,
          key_rows[i].rank);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/computer-keys/ranks", test_computer_keys_ranks);
  return g_test_run ();
}
