/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of plan rows: what goes in comes out, and an engine of another version does no harm. */
#include "config.h"

#include "haulier-error.h"
#include "haulier-plan-row.h"
#include "haulier-setting-refusals.h"

static GPtrArray *
make_plan (HaulierJobAccess *access)
{
  HaulierAccessFacts facts = {
    .owner = HAULIER_ACCOUNT_NETWORK_SERVICE,
    .use_lm_compat = -1,
    .lm_compatibility_level = -1,
    .access = access,
    .remote = "http://intranet/report",
    .local = "/srv/\xff",
    .wire_schemes = HAULIER_AUTH_SCHEMES_ALL,
  };
  HaulierCredential *credential
      = haulier_credential_new (HAULIER_AUTH_TARGET_SERVER, HAULIER_AUTH_SCHEME_BASIC);

  haulier_job_access_init (access);
  credential->source = HAULIER_CREDENTIAL_SOURCE_JOB;
  credential->user = g_strdup ("ann");
  credential->secret = g_strdup ("reference-of-the-secret");
  haulier_credentials_take (access->credentials, credential);
  access->proxy.usage = HAULIER_PROXY_USAGE_OVERRIDE;
  access->proxy.list = g_strdup ("proxy:3128");
  access->token.flags = HAULIER_TOKEN_LOCAL_FILE;
  access->token.state = HAULIER_TOKEN_STATE_LOST;
  return haulier_access_plan_new (&facts);
}

static void
check_row (const HaulierPlanRow *row, const HaulierPlanRow *read)
{
  g_autofree char *subject = row->subject != NULL ? g_utf8_make_valid (row->subject, -1) : NULL;

  g_assert_cmpint (read->resource, ==, row->resource);
  g_assert_cmpstr (read->subject, ==, subject);
  g_assert_cmpint (read->identity, ==, row->identity);
  g_assert_cmpstr (read->name, ==, row->name);
  g_assert_cmpint (read->kind, ==, row->kind);
  g_assert_cmpint (read->scheme, ==, row->scheme);
  g_assert_cmpstr (read->user, ==, row->user);
  g_assert_cmpint (read->state, ==, row->state);
  g_assert_cmpint (read->code, ==, row->code);
  g_assert_true (read->rule == row->rule);
  g_assert_null (read->foreign);
  g_assert_cmpuint (read->warnings->len, ==, row->warnings->len);
  for (guint i = 0; i < row->warnings->len; i++)
    {
      const HaulierWarning *warning = row->warnings->pdata[i];
      const HaulierWarning *copy = read->warnings->pdata[i];

      g_assert_true (copy->rule == warning->rule);
      g_assert_cmpint (copy->severity, ==, warning->severity);
      g_assert_cmpint (copy->code, ==, warning->code);
      g_assert_cmpstr (copy->detail, ==, warning->detail);
      g_assert_cmpstr (copy->fix.action, ==, warning->fix.action);
      g_assert_cmpint (copy->fix.arguments != NULL, ==, warning->fix.arguments != NULL);
      if (copy->fix.arguments != NULL)
        g_assert_cmpvariant (copy->fix.arguments, warning->fix.arguments);
    }
}

static void
test_plan_row_round_trip (void)
{
  HaulierJobAccess access = { 0 };
  g_autoptr (GPtrArray) plan = make_plan (&access);
  g_autoptr (GVariant) rows = NULL;
  g_autoptr (GPtrArray) read = NULL;
  g_autofree char *printed = NULL;
  g_autoptr (GError) why
      = g_error_new_literal (HAULIER_ERROR, HAULIER_ERROR_INVALID_PROXY_INFO, "“p:q” is no proxy");
  GPtrArray *refused = haulier_refused_settings_new ();
  guint n_warnings = 0;

  ((HaulierPlanRow *) plan->pdata[0])->name = g_strdup ("NetworkService");
  haulier_refused_settings_add_form (
      refused, HAULIER_SETTING_PROXY, HAULIER_RESOURCE_PROXY_SETTINGS, why);
  haulier_access_plan_take_refused (plan, refused);
  rows = g_variant_ref_sink (haulier_plan_to_variant (plan));
  g_assert_true (g_variant_is_of_type (rows, HAULIER_PLAN_TYPE));
  read = haulier_plan_from_variant (rows);
  g_assert_cmpuint (read->len, ==, plan->len);
  for (guint i = 0; i < plan->len; i++)
    {
      check_row (plan->pdata[i], read->pdata[i]);
      n_warnings += ((const HaulierPlanRow *) plan->pdata[i])->warnings->len;
    }
  g_assert_cmpuint (n_warnings, >, 2);
  printed = g_variant_print (rows, FALSE);
  g_assert_null (strstr (printed, "reference-of-the-secret"));
  g_assert_nonnull (strstr (printed, "“p:q” is no proxy"));
  haulier_job_access_clear (&access);
}

/* Words and rules that are not known here, and things of another type. */
static void
test_plan_row_foreign (void)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_parsed (
      "{'resource': <'carrier-pigeon'>, 'identity': <'somebody'>, 'state': <7>, 'code': <'x'>, "
      "'rule': <'a-new-rule'>, 'requirements': <'ACC-99'>, 'source': <'a page'>, "
      "'text': <'A sentence'>, 'warnings': <[{'rule': <'warn-new'>, 'text': <'Mind it'>, "
      "'fix': <'do-it'>}]>}"));
  g_autoptr (HaulierPlanRow) row = haulier_plan_row_from_variant (variant);
  const HaulierWarning *warning = NULL;

  g_assert_cmpint (row->resource, ==, HAULIER_RESOURCE_OTHER);
  g_assert_cmpint (row->identity, ==, HAULIER_IDENTITY_NOBODY);
  g_assert_cmpint (row->state, ==, HAULIER_PLAN_STATE_UNKNOWN);
  g_assert_cmpint (row->code, ==, 0);
  g_assert_cmpstr (row->rule->name, ==, "a-new-rule");
  g_assert_cmpstr (row->rule->text, ==, "A sentence");
  g_assert_cmpuint (row->warnings->len, ==, 1);
  warning = row->warnings->pdata[0];
  g_assert_cmpstr (warning->rule->name, ==, "warn-new");
  g_assert_cmpint (warning->severity, ==, HAULIER_SEVERITY_WARNING);
  g_assert_cmpstr (warning->fix.action, ==, "do-it");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/bus/plan-row/round-trip", test_plan_row_round_trip);
  g_test_add_func ("/bus/plan-row/foreign", test_plan_row_foreign);
  return g_test_run ();
}
