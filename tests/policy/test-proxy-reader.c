/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of whose settings say which proxy a job uses. */
#include "config.h"

#include "haulier-access-decisions.h"

#define PERSON HAULIER_ACCOUNT_LOGIN_USER
#define SYSTEM HAULIER_ACCOUNT_LOCAL_SYSTEM
#define LOCAL HAULIER_ACCOUNT_LOCAL_SERVICE
#define NETWORK HAULIER_ACCOUNT_NETWORK_SERVICE
#define NATIVE HAULIER_PROFILE_NATIVE
#define WIN_1607 HAULIER_PROFILE_WINDOWS_10_1607

/* PRX-2, PRX-3, PRX-4 */
static const struct
{
  HaulierProxyUsage usage;
  HaulierAccountKind owner;
  guint flags;
  HaulierTokenState state;
  HaulierProfile profile;
  HaulierProxyReader reader;
} rows[] = {
  /* clang-format off */
  { HAULIER_PROXY_USAGE_PRECONFIG, PERSON, 0, HAULIER_TOKEN_STATE_NONE, NATIVE, HAULIER_PROXY_READER_OWNER, },
  { HAULIER_PROXY_USAGE_PRECONFIG, SYSTEM, 0, HAULIER_TOKEN_STATE_NONE, NATIVE, HAULIER_PROXY_READER_ENGINE, },
  { HAULIER_PROXY_USAGE_PRECONFIG, LOCAL, 0, HAULIER_TOKEN_STATE_NONE, NATIVE, HAULIER_PROXY_READER_ENGINE, },
  { HAULIER_PROXY_USAGE_PRECONFIG, NETWORK, 0, HAULIER_TOKEN_STATE_NONE, NATIVE, HAULIER_PROXY_READER_ENGINE, },
  { HAULIER_PROXY_USAGE_PRECONFIG, PERSON, 1, HAULIER_TOKEN_STATE_SET, NATIVE, HAULIER_PROXY_READER_OWNER, },
  { HAULIER_PROXY_USAGE_PRECONFIG, PERSON, 2, HAULIER_TOKEN_STATE_SET, NATIVE, HAULIER_PROXY_READER_HELPER, },
  { HAULIER_PROXY_USAGE_PRECONFIG, SYSTEM, 2, HAULIER_TOKEN_STATE_SET, NATIVE, HAULIER_PROXY_READER_HELPER, },
  { HAULIER_PROXY_USAGE_PRECONFIG, PERSON, 2, HAULIER_TOKEN_STATE_SET, WIN_1607, HAULIER_PROXY_READER_OWNER, },
  { HAULIER_PROXY_USAGE_PRECONFIG, SYSTEM, 2, HAULIER_TOKEN_STATE_SET, WIN_1607, HAULIER_PROXY_READER_ENGINE, },
  { HAULIER_PROXY_USAGE_PRECONFIG, PERSON, 2, HAULIER_TOKEN_STATE_LOST, NATIVE, HAULIER_PROXY_READER_NOBODY, },
  { HAULIER_PROXY_USAGE_OVERRIDE, PERSON, 0, HAULIER_TOKEN_STATE_NONE, NATIVE, HAULIER_PROXY_READER_JOB, },
  { HAULIER_PROXY_USAGE_NO_PROXY, SYSTEM, 0, HAULIER_TOKEN_STATE_NONE, NATIVE, HAULIER_PROXY_READER_JOB, },
  { HAULIER_PROXY_USAGE_AUTODETECT, PERSON, 2, HAULIER_TOKEN_STATE_LOST, NATIVE, HAULIER_PROXY_READER_JOB, },
  /* clang-format on */
};

static void
test_proxy_reader_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HaulierJobAccess access = {
        .proxy.usage = rows[i].usage,
        .token = { .flags = rows[i].flags, .state = rows[i].state },
      };
      HaulierAccessFacts facts
          = { .owner = rows[i].owner, .profile = rows[i].profile, .access = &access };

      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (haulier_access_get_proxy_reader (&facts), ==, rows[i].reader);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/proxy-reader/rows", test_proxy_reader_rows);
  return g_test_run ();
}
