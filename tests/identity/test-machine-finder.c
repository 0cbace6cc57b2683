/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what is found out about this machine: who people are, and where a file is. */
#include "config.h"

#include "haulier-machine-finder.h"

#include <glib/gstdio.h>
#include <pwd.h>
#include <unistd.h>

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierMachineFacts **facts = user_data;

  *facts = haulier_machine_finder_find_finish (result);
}

static HaulierMachineFacts *
find (HaulierAccount owner, const char *helper, const char *local, const char *keytab)
{
  HaulierMachineFinder *finder = haulier_machine_finder_new ();
  HaulierMachineFacts *facts = NULL;

  haulier_machine_finder_find_async (finder, owner, helper, local, keytab, found_cb, &facts);
  while (facts == NULL)
    g_main_context_iteration (NULL, TRUE);
  haulier_machine_finder_free (finder);
  return facts;
}

static void
test_machine_finder_person (void)
{
  g_autoptr (HaulierMachineFacts) facts
      = find (haulier_account_for_user (getuid ()), NULL, "/proc/self/status", "");
  const struct passwd *entry = getpwuid (getuid ());

  g_assert_nonnull (entry);
  g_assert_cmpstr (facts->owner_name, ==, entry->pw_name);
  g_assert_true (g_str_has_suffix (facts->computer_name, "$"));
  g_assert_cmpint (facts->session_bound, ==, HAULIER_FACT_NO);
  g_assert_cmpint (facts->helper_in_administrators, ==, HAULIER_FACT_UNKNOWN);
}

static void
test_machine_finder_accounts (void)
{
  static const struct
  {
    HaulierAccount owner;
    const char *name;
    HaulierFact is_system_user;
  } rows[] = {
    { { .kind = HAULIER_ACCOUNT_LOCAL_SERVICE }, "LocalService", HAULIER_FACT_UNKNOWN },
    { { .kind = HAULIER_ACCOUNT_LOGIN_USER, .uid = 0 }, "root", HAULIER_FACT_NO },
    { { .kind = HAULIER_ACCOUNT_LOGIN_USER, .uid = 1 }, "daemon", HAULIER_FACT_YES },
    { { .kind = HAULIER_ACCOUNT_LOGIN_USER, .uid = 65534 }, "nobody", HAULIER_FACT_YES },
    { { .kind = HAULIER_ACCOUNT_LOGIN_USER, .uid = 3999999999 },
      "uid:3999999999",
      HAULIER_FACT_NO },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HaulierMachineFacts) facts = find (rows[i].owner, "root", NULL, "");

      g_assert_cmpstr (facts->owner_name, ==, rows[i].name);
      g_assert_cmpint (facts->owner_is_system_user, ==, rows[i].is_system_user);
      g_assert_cmpint (facts->session_bound, ==, HAULIER_FACT_UNKNOWN);
      g_assert_cmpint (facts->helper_in_administrators, !=, HAULIER_FACT_UNKNOWN);
    }
}

/* What is set counts, wherever Kerberos has its own. */
static void
test_machine_finder_keytab (void)
{
  HaulierAccount service = { .kind = HAULIER_ACCOUNT_NETWORK_SERVICE };
  g_autofree char *folder = g_dir_make_tmp (NULL, NULL);
  g_autofree char *keytab = g_build_filename (folder, "keytab", NULL);
  g_autoptr (HaulierMachineFacts) without = find (service, NULL, NULL, keytab);
  g_autoptr (HaulierMachineFacts) with = NULL;

  g_assert_cmpint (without->computer_credentials, ==, HAULIER_FACT_NO);
  g_assert_true (g_file_set_contents (keytab, "", 0, NULL));
  with = find (service, NULL, NULL, keytab);
  g_assert_cmpint (with->computer_credentials, ==, HAULIER_FACT_UNKNOWN);
  g_assert_no_errno (g_unlink (keytab));
  g_assert_no_errno (g_rmdir (folder));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/identity/machine-finder/person", test_machine_finder_person);
  g_test_add_func ("/identity/machine-finder/accounts", test_machine_finder_accounts);
  g_test_add_func ("/identity/machine-finder/keytab", test_machine_finder_keytab);
  return g_test_run ();
}
