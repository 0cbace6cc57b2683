/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of limits: each has a setting that exists, an error of its own, and those it is not for. */
#include "config.h"

#include "haulier-limits.h"

#include "haulier-error.h"
#include "haulier-settings.h"

static const struct
{
  HaulierLimit limit;
  const char *setting;
  gint code;
} limit_rows[] = {
  { HAULIER_LIMIT_JOBS_PER_MACHINE, "maximum-jobs", HAULIER_ERROR_TOO_MANY_JOBS_PER_MACHINE },
  { HAULIER_LIMIT_JOBS_PER_USER, "maximum-jobs-per-user", HAULIER_ERROR_TOO_MANY_JOBS_PER_USER },
  { HAULIER_LIMIT_FILES_PER_JOB, "maximum-files", HAULIER_ERROR_TOO_MANY_FILES_IN_JOB },
  { HAULIER_LIMIT_RANGES_PER_FILE, "maximum-ranges", HAULIER_ERROR_TOO_MANY_RANGES_IN_FILE },
};

static void
test_limits_settings (void)
{
  g_autoptr (GVariant) settings = g_variant_ref_sink (haulier_settings_get_defaults ());

  for (gsize i = 0; i < G_N_ELEMENTS (limit_rows); i++)
    {
      const HaulierLimitRow *row = haulier_limit_get_row (limit_rows[i].limit);

      g_assert_cmpstr (row->setting, ==, limit_rows[i].setting);
      g_assert_cmpuint (haulier_settings_get_number (settings, row->setting), >, 0);
      g_assert_cmpstr (row->source, !=, "");
    }
}

static void
test_limits_errors (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (limit_rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (haulier_limit_check (limit_rows[i].limit, 3, 3, &error));
      g_assert_no_error (error);
      g_assert_false (haulier_limit_check (limit_rows[i].limit, 4, 3, &error));
      g_assert_error (error, HAULIER_ERROR, limit_rows[i].code);
      g_assert_nonnull (strstr (error->message, limit_rows[i].setting));
    }
}

static const struct
{
  HaulierEngineScope scope;
  HaulierAccount owner;
  gboolean hold;
  const char *why;
} owner_rows[] = {
  { HAULIER_ENGINE_SCOPE_SYSTEM, { HAULIER_ACCOUNT_LOGIN_USER, 1000 }, TRUE, "a person" },
  { HAULIER_ENGINE_SCOPE_SYSTEM, { HAULIER_ACCOUNT_LOGIN_USER, 0 }, FALSE, "an administrator" },
  { HAULIER_ENGINE_SCOPE_SYSTEM, { HAULIER_ACCOUNT_LOCAL_SYSTEM, 0 }, FALSE, "a service" },
  { HAULIER_ENGINE_SCOPE_SYSTEM, { HAULIER_ACCOUNT_LOCAL_SERVICE, 0 }, FALSE, "a service" },
  { HAULIER_ENGINE_SCOPE_SYSTEM, { HAULIER_ACCOUNT_NETWORK_SERVICE, 0 }, FALSE, "a service" },
  { HAULIER_ENGINE_SCOPE_SESSION, { HAULIER_ACCOUNT_LOGIN_USER, 1000 }, TRUE, "one's own limit" },
  { HAULIER_ENGINE_SCOPE_SESSION, { HAULIER_ACCOUNT_LOGIN_USER, 0 }, TRUE, "one's own limit" },
};

static void
test_limits_owners (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (owner_rows); i++)
    {
      g_test_message ("%zu: %s", i, owner_rows[i].why);
      g_assert_cmpint (haulier_limits_hold_for (owner_rows[i].scope, owner_rows[i].owner),
                       ==,
                       owner_rows[i].hold);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/limits/settings", test_limits_settings);
  g_test_add_func ("/policy/limits/errors", test_limits_errors);
  g_test_add_func ("/policy/limits/owners", test_limits_owners);
  return g_test_run ();
}
