/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the combinations that are not supported: five rows, each in every profile. */
#include "config.h"

#include "haulier-combinations.h"

#define BASIC HAULIER_AUTH_SCHEME_BASIC
#define DIGEST HAULIER_AUTH_SCHEME_DIGEST
#define NTLM HAULIER_AUTH_SCHEME_NTLM
#define NEGOTIATE HAULIER_AUTH_SCHEME_NEGOTIATE
#define PASSPORT HAULIER_AUTH_SCHEME_PASSPORT
#define OVERRIDE HAULIER_PROXY_USAGE_OVERRIDE
#define AUTODETECT HAULIER_PROXY_USAGE_AUTODETECT
#define HTTPS TRUE
#define HTTP FALSE

/* Which generations a row holds for. */
typedef enum
{
  XP_AND_2003,
  XP_ONLY,
  NOWHERE,
} Where;

static const struct
{
  const char *rule; /* NULL: supported */
  HaulierAuthScheme server;
  gboolean secure;
  HaulierProxyUsage usage;
  HaulierAuthScheme proxy;
  Where where;
} combination_rows[] = {
  /* clang-format off */
  { "combination-passport-proxy-login", PASSPORT, HTTPS, OVERRIDE, BASIC, XP_AND_2003, },
  { "combination-passport-proxy-login", PASSPORT, HTTPS, OVERRIDE, NEGOTIATE, XP_AND_2003, },
  { "combination-passport-proxy-login", PASSPORT, HTTPS, OVERRIDE, DIGEST, XP_AND_2003, },
  { "combination-passport-autodetect", PASSPORT, HTTPS, AUTODETECT, 0, XP_AND_2003, },
  { "combination-passport-autodetect", PASSPORT, HTTP, AUTODETECT, NTLM, XP_AND_2003, },
  { "combination-login-digest-proxy", BASIC, HTTP, OVERRIDE, DIGEST, XP_AND_2003, },
  { "combination-login-digest-proxy", DIGEST, HTTP, AUTODETECT, DIGEST, XP_AND_2003, },
  { "combination-login-digest-proxy", NTLM, HTTPS, OVERRIDE, DIGEST, XP_AND_2003, },
  { "combination-login-digest-proxy", NEGOTIATE, HTTPS, OVERRIDE, DIGEST, XP_AND_2003, },
  { "combination-login-digest-proxy", PASSPORT, HTTP, OVERRIDE, DIGEST, XP_AND_2003, },
  { "combination-negotiate-basic-proxy", NEGOTIATE, HTTP, OVERRIDE, BASIC, XP_ONLY, },
  { "combination-negotiate-basic-proxy", NEGOTIATE, HTTPS, AUTODETECT, BASIC, XP_ONLY, },
  { "combination-https-digest-proxy", 0, HTTPS, OVERRIDE, DIGEST, XP_ONLY, },
  { NULL, 0, HTTP, OVERRIDE, DIGEST, NOWHERE, },
  { NULL, PASSPORT, HTTP, OVERRIDE, BASIC, NOWHERE, },
  { NULL, PASSPORT, HTTPS, OVERRIDE, 0, NOWHERE, },
  { NULL, NEGOTIATE, HTTPS, OVERRIDE, NEGOTIATE, NOWHERE, },
  { NULL, NTLM, HTTPS, OVERRIDE, BASIC, NOWHERE, },
  { NULL, BASIC, HTTPS, AUTODETECT, BASIC, NOWHERE, },
  { NULL, 0, HTTPS, AUTODETECT, 0, NOWHERE, },
  /* clang-format on */
};

static gboolean
is_refused (HaulierProfile profile, Where where)
{
  if (profile >= HAULIER_PROFILE_XP_SP3)
    return where != NOWHERE;
  return profile >= HAULIER_PROFILE_SERVER_2003_R2 && where == XP_AND_2003;
}

static void
test_combinations_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  for (guint profile = HAULIER_PROFILE_NATIVE; profile <= HAULIER_PROFILE_XP; profile++)
    {
      const HaulierRule *rule;
      HaulierCombinationVerdict verdict = haulier_combination_decide (profile,
                                                                      combination_rows[i].server,
                                                                      combination_rows[i].secure,
                                                                      combination_rows[i].usage,
                                                                      combination_rows[i].proxy,
                                                                      &rule);

      g_test_message ("profile %u", profile);
      g_assert_cmpstr (rule != NULL ? rule->name : NULL, ==, combination_rows[i].rule);
      g_assert_cmpint (verdict,
                       ==,
                       is_refused (profile, combination_rows[i].where) ? HAULIER_COMBINATION_REFUSED
                       : rule != NULL ? HAULIER_COMBINATION_REPORTED
                                      : HAULIER_COMBINATION_SUPPORTED);
    }
}

/* A later row never refuses what an earlier one only reports. */
static void
test_combinations_first_row_is_the_strictest (void)
{
  for (guint server = 0; server <= PASSPORT; server++)
    for (guint proxy = 0; proxy <= PASSPORT; proxy++)
      for (guint usage = 0; usage <= AUTODETECT; usage++)
        for (guint secure = HTTP; secure <= HTTPS; secure++)
          {
            gboolean refused_2003 = proxy == DIGEST && server != 0;

            refused_2003 |= server == PASSPORT && (usage == AUTODETECT || (secure && proxy != 0));
            g_assert_cmpint (haulier_combination_decide (
                                 HAULIER_PROFILE_SERVER_2003, server, secure, usage, proxy, NULL)
                                 == HAULIER_COMBINATION_REFUSED,
                             ==,
                             refused_2003);
          }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (combination_rows); i++)
    {
      const char *rule = combination_rows[i].rule;
      g_autofree char *path = g_strdup_printf (
          "/policy/combinations/%02" G_GSIZE_FORMAT "-%s", i, rule != NULL ? rule : "supported");

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_combinations_row);
    }
  g_test_add_func ("/policy/combinations/strictest", test_combinations_first_row_is_the_strictest);
  return g_test_run ();
}
