/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what PRECONFIG means for a job of a service account: what the engine keeps for it. */
#include "config.h"

#include "haulier-proxy-finder.h"

#include "haulier-access-gather.h"
#include "haulier-settings.h"

static const struct
{
  const char *why;
  HaulierAccountKind owner;
  HaulierProxyUsage usage;
  guint flags;
  gint profile;
  gboolean is_kept;
  HaulierProxyUsage kept;
  const char *list;
} rows[] = {
  { "LocalSystem has one",
    HAULIER_ACCOUNT_LOCAL_SYSTEM,
    .is_kept = TRUE,
    .kept = HAULIER_PROXY_USAGE_OVERRIDE,
    .list = "proxy:3128" },
  { "LocalService has none",
    HAULIER_ACCOUNT_LOCAL_SERVICE,
    .is_kept = TRUE,
    .kept = HAULIER_PROXY_USAGE_NO_PROXY },
  { "NetworkService detects it",
    HAULIER_ACCOUNT_NETWORK_SERVICE,
    .is_kept = TRUE,
    .kept = HAULIER_PROXY_USAGE_AUTODETECT },
  { "a person has a desktop", HAULIER_ACCOUNT_LOGIN_USER },
  { "the job says which", HAULIER_ACCOUNT_LOCAL_SYSTEM, .usage = HAULIER_PROXY_USAGE_NO_PROXY },
  { "a helper has a desktop", HAULIER_ACCOUNT_LOCAL_SYSTEM, .flags = HAULIER_TOKEN_NETWORK },
  { "which is not read before Windows 10 1809",
    HAULIER_ACCOUNT_LOCAL_SYSTEM,
    .flags = HAULIER_TOKEN_NETWORK,
    .profile = HAULIER_PROFILE_WINDOWS_7,
    .is_kept = TRUE,
    .kept = HAULIER_PROXY_USAGE_OVERRIDE,
    .list = "proxy:3128" },
};

static void
test_proxy_finder_kept (void)
{
  g_autoptr (GVariant) settings
      = g_variant_ref_sink (g_variant_new_parsed ("{'local-system-proxy': <'override proxy:3128'>,"
                                                  " 'local-service-proxy': <'none'>,"
                                                  " 'network-service-proxy': <'autodetect'>}"));

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HaulierJob) job = haulier_job_new ("id", "name", HAULIER_JOB_ORIGIN_BITS);
      g_autoptr (HaulierProxySettings) kept = NULL;
      HaulierAccessFacts facts = { 0 };

      g_test_message ("%s", rows[i].why);
      job->owner.kind = rows[i].owner;
      job->access.proxy.usage = rows[i].usage;
      job->access.token.flags = rows[i].flags;
      job->access.token.state = HAULIER_TOKEN_STATE_SET;
      job->settings.profile = rows[i].profile;
      haulier_access_gather (job, settings, &facts);
      kept = haulier_proxy_finder_dup_kept (&facts, settings);
      g_assert_true ((kept != NULL) == rows[i].is_kept);
      if (kept == NULL)
        continue;
      g_assert_cmpint (kept->usage, ==, rows[i].kept);
      g_assert_cmpstr (kept->list, ==, rows[i].list);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/engine/proxy-finder/kept", test_proxy_finder_kept);
  return g_test_run ();
}
