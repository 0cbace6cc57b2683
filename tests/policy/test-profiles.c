/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the profiles: each row, fact by fact, and which settings hold where none is given. */
#include "config.h"

#include "haulier-profiles.h"

#define NO FALSE
#define YES TRUE
#define NONE HAULIER_NOT_SET
#define XP HAULIER_COMBINATIONS_XP
#define S2003 HAULIER_COMBINATIONS_SERVER_2003
#define NOBODY HAULIER_TOKEN_SETTERS_NOBODY
#define ADMINISTRATORS HAULIER_TOKEN_SETTERS_ADMINISTRATORS
#define OWNERS HAULIER_TOKEN_SETTERS_OWNERS

/* What the texts say of each generation. */
static const struct
{
  const char *rule;
  HaulierProfile profile;
  guint version;
  gint compat;
  gint compat_max;
  gint level;
  gboolean credentials; /* for a proxy too */
  gboolean autodetect;
  gboolean certificates;
  gboolean needs_certificate;
  HaulierTokenSetters setters;
  gboolean by_update;
  gboolean helper_proxy;
  guint combinations;
} profile_rows[] = {
  /* clang-format off */
  { "profile-native", HAULIER_PROFILE_NATIVE,
    0, 2, 2, NONE, YES, YES, YES, NO, OWNERS, NO, YES, 0, },
  { "profile-windows-10-1809", HAULIER_PROFILE_WINDOWS_10_1809,
    102, 2, 2, 3, YES, YES, YES, YES, OWNERS, NO, YES, 0, },
  { "profile-windows-10-1607", HAULIER_PROFILE_WINDOWS_10_1607,
    50, 2, 2, 3, YES, YES, YES, YES, OWNERS, NO, NO, 0, },
  { "profile-windows-7", HAULIER_PROFILE_WINDOWS_7,
    40, 2, 2, 3, YES, YES, YES, YES, ADMINISTRATORS, NO, NO, 0, },
  { "profile-server-2008", HAULIER_PROFILE_SERVER_2008,
    30, 2, 2, 3, YES, YES, YES, YES, NOBODY, YES, NO, 0, },
  { "profile-vista", HAULIER_PROFILE_VISTA,
    30, 2, 2, 3, YES, YES, YES, YES, NOBODY, YES, NO, 0, },
  { "profile-server-2003-r2", HAULIER_PROFILE_SERVER_2003_R2,
    20, 1, 2, 2, YES, YES, NO, NO, NOBODY, NO, NO, S2003, },
  { "profile-server-2003", HAULIER_PROFILE_SERVER_2003,
    15, 1, 1, 2, YES, NO, NO, NO, NOBODY, NO, NO, S2003, },
  { "profile-xp-sp3", HAULIER_PROFILE_XP_SP3,
    25, 1, 2, 0, YES, YES, NO, NO, NOBODY, NO, NO, XP, },
  { "profile-xp-sp2", HAULIER_PROFILE_XP_SP2,
    20, 1, 2, 0, YES, YES, NO, NO, NOBODY, NO, NO, XP, },
  { "profile-xp-sp1", HAULIER_PROFILE_XP_SP1,
    12, 0, 0, 0, NO, NO, NO, NO, NOBODY, NO, NO, XP, },
  { "profile-xp", HAULIER_PROFILE_XP,
    10, 0, 0, 0, NO, NO, NO, NO, NOBODY, NO, NO, XP, },
  /* clang-format on */
};

G_STATIC_ASSERT (G_N_ELEMENTS (profile_rows) == HAULIER_PROFILE_XP + 1);

static void
test_profiles_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const HaulierProfileFacts *facts = haulier_profile_get_facts (profile_rows[i].profile);

  g_assert_cmpint (facts->profile, ==, profile_rows[i].profile);
  g_assert_cmpstr (facts->rule.name, ==, profile_rows[i].rule);
  g_assert_true (haulier_rule_find (profile_rows[i].rule) == &facts->rule);
  g_assert_cmpstr (facts->title, !=, NULL);
  g_assert_cmpuint (facts->bits_version, ==, profile_rows[i].version);
  g_assert_cmpint (facts->use_lm_compat_default, ==, profile_rows[i].compat);
  g_assert_cmpint (facts->use_lm_compat_max, ==, profile_rows[i].compat_max);
  g_assert_cmpint (facts->lm_level_default, ==, profile_rows[i].level);
  g_assert_cmpint (facts->has_credentials, ==, profile_rows[i].credentials);
  g_assert_cmpint (facts->has_proxy_credentials, ==, profile_rows[i].credentials);
  g_assert_cmpint (facts->has_proxy_autodetect, ==, profile_rows[i].autodetect);
  g_assert_cmpint (facts->has_client_certificates, ==, profile_rows[i].certificates);
  g_assert_cmpint (facts->needs_client_certificate, ==, profile_rows[i].needs_certificate);
  g_assert_cmpint (facts->token_setters, ==, profile_rows[i].setters);
  g_assert_cmpint (facts->tokens_by_update, ==, profile_rows[i].by_update);
  g_assert_cmpint (facts->helper_proxy_settings, ==, profile_rows[i].helper_proxy);
  g_assert_cmphex (facts->refuses_combinations, ==, profile_rows[i].combinations);
}

/* What hangs on the version of BITS and not on the name of a system. */
static void
test_profiles_follow_versions (void)
{
  for (gsize i = 1; i < G_N_ELEMENTS (profile_rows); i++)
    {
      const HaulierProfileFacts *facts = haulier_profile_get_facts (i);
      guint version = facts->bits_version;

      g_test_message ("%s", facts->rule.name);
      g_assert_cmpint (facts->has_credentials, ==, version >= 15);
      g_assert_cmpint (facts->has_proxy_autodetect, ==, version > 15);
      g_assert_cmpint (facts->use_lm_compat_max, ==, version >= 20 ? 2 : version >= 15 ? 1 : 0);
      g_assert_cmpint (facts->use_lm_compat_default, <=, facts->use_lm_compat_max);
      g_assert_cmpint (facts->has_client_certificates, ==, version >= 30);
      g_assert_cmpint (facts->token_setters != HAULIER_TOKEN_SETTERS_NOBODY, ==, version >= 40);
      g_assert_true (facts->has_client_certificates || !facts->needs_client_certificate);
      g_assert_false (facts->tokens_by_update
                      && facts->token_setters != HAULIER_TOKEN_SETTERS_NOBODY);
    }
}

/* Absent, known to the generation, or not known to it. */
static const struct
{
  HaulierProfile profile;
  gint setting;
  gint holds;
} compat_rows[] = {
  { HAULIER_PROFILE_NATIVE, NONE, 2 },
  { HAULIER_PROFILE_NATIVE, 0, 0 },
  { HAULIER_PROFILE_NATIVE, 1, 1 },
  { HAULIER_PROFILE_VISTA, NONE, 2 },
  { HAULIER_PROFILE_SERVER_2003_R2, NONE, 1 },
  { HAULIER_PROFILE_SERVER_2003_R2, 2, 2 },
  { HAULIER_PROFILE_SERVER_2003, NONE, 1 },
  { HAULIER_PROFILE_SERVER_2003, 0, 0 },
  { HAULIER_PROFILE_SERVER_2003, 2, 1 },
  { HAULIER_PROFILE_XP_SP2, 2, 2 },
  { HAULIER_PROFILE_XP_SP1, NONE, 0 },
  { HAULIER_PROFILE_XP_SP1, 1, 0 },
  { HAULIER_PROFILE_XP, 2, 0 },
};

static void
test_profiles_use_lm_compat (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (compat_rows); i++)
    g_assert_cmpint (
        haulier_profile_get_use_lm_compat (compat_rows[i].profile, compat_rows[i].setting),
        ==,
        compat_rows[i].holds);
}

static void
test_profiles_lm_level (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (profile_rows); i++)
    {
      g_assert_cmpint (haulier_profile_get_lm_level (i, NONE), ==, profile_rows[i].level);
      for (gint level = 0; level <= 5; level++)
        g_assert_cmpint (haulier_profile_get_lm_level (i, level), ==, level);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (profile_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/policy/profiles/%s", profile_rows[i].rule);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_profiles_row);
    }
  g_test_add_func ("/policy/profiles/versions", test_profiles_follow_versions);
  g_test_add_func ("/policy/profiles/use-lm-compat", test_profiles_use_lm_compat);
  g_test_add_func ("/policy/profiles/lm-level", test_profiles_lm_level);
  return g_test_run ();
}
