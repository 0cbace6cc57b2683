/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the waiting reasons: each row, and that every reason has one. */
#include "config.h"

#include "haulier-waiting.h"

#include "haulier-model-types.h"

/* What each reason has to mean, with the words of who says so. */
static const struct
{
  HaulierWaitingReason reason;
  HaulierJobState state;
  guint32 code;
  HaulierErrorContext context;
  gboolean stops_clock;
  gboolean by_itself;
  const char *why;
} rule_rows[] = {
  {
      .reason = HAULIER_WAITING_NONE,
      .state = HAULIER_JOB_STATE_TRANSFERRING,
      .by_itself = TRUE,
      .why = "a job that waits for nothing moves",
  },
  {
      .reason = HAULIER_WAITING_SLOT,
      .state = HAULIER_JOB_STATE_QUEUED,
      .stops_clock = TRUE,
      .by_itself = TRUE,
      .why = "no slot is QUEUED",
  },
  {
      .reason = HAULIER_WAITING_RETRY,
      .state = HAULIER_JOB_STATE_TRANSIENT_ERROR,
      .by_itself = TRUE,
      .why = "the clock of no progress runs between attempts",
  },
  {
      .reason = HAULIER_WAITING_NETWORK,
      .state = HAULIER_JOB_STATE_TRANSIENT_ERROR,
      .code = 0x80200010,
      .context = HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT,
      .stops_clock = TRUE,
      .by_itself = TRUE,
      .why = "no retry and no expiry during network disconnect",
  },
  {
      .reason = HAULIER_WAITING_METERED,
      .state = HAULIER_JOB_STATE_TRANSIENT_ERROR,
      .code = 0x80200059,
      .context = HAULIER_ERROR_CONTEXT_QUEUE_MANAGER,
      .stops_clock = TRUE,
      .by_itself = TRUE,
      .why = "cost policy is BG_E_BLOCKED_BY_COST_TRANSFER_POLICY",
  },
  {
      .reason = HAULIER_WAITING_DISK_FULL,
      .state = HAULIER_JOB_STATE_TRANSIENT_ERROR,
      .code = 0x80070070,
      .context = HAULIER_ERROR_CONTEXT_LOCAL_FILE,
      .stops_clock = TRUE,
      .by_itself = TRUE,
      .why = "disk full is 0x80070070, LOCAL_FILE, with the clock stopped",
  },
  {
      .reason = HAULIER_WAITING_OWNER_NOT_LOGGED_ON,
      .state = HAULIER_JOB_STATE_QUEUED,
      .stops_clock = TRUE,
      .by_itself = TRUE,
      .why = "owner not logged on is QUEUED",
  },
  {
      .reason = HAULIER_WAITING_SUSPENDED,
      .state = HAULIER_JOB_STATE_SUSPENDED,
      .stops_clock = TRUE,
      .why = "a person resumes it",
  },
  {
      .reason = HAULIER_WAITING_COMPLETE,
      .state = HAULIER_JOB_STATE_TRANSFERRED,
      .stops_clock = TRUE,
      .why = "a person or a program completes it",
  },
  {
      .reason = HAULIER_WAITING_ERROR,
      .state = HAULIER_JOB_STATE_ERROR,
      .stops_clock = TRUE,
      .why = "ERROR needs a person",
  },
  {
      .reason = HAULIER_WAITING_STANDBY,
      .state = HAULIER_JOB_STATE_TRANSIENT_ERROR,
      .code = 0x80200065,
      .context = HAULIER_ERROR_CONTEXT_QUEUE_MANAGER,
      .stops_clock = TRUE,
      .by_itself = TRUE,
      .why = "standby is a transient error",
  },
  {
      .reason = HAULIER_WAITING_STARTING,
      .state = HAULIER_JOB_STATE_CONNECTING,
      .by_itself = TRUE,
      .why = "the scheduler has picked it",
  },
};

static void
test_waiting_rule (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const HaulierWaitingRule *rule = haulier_waiting_get_rule (rule_rows[i].reason);

  g_test_message ("%s", rule_rows[i].why);
  g_assert_cmpint (rule->reason, ==, rule_rows[i].reason);
  g_assert_cmpint (rule->state, ==, rule_rows[i].state);
  g_assert_cmphex ((guint32) rule->code, ==, rule_rows[i].code);
  g_assert_cmpint (rule->context, ==, rule_rows[i].context);
  g_assert_cmpint (rule->stops_no_progress_clock, ==, rule_rows[i].stops_clock);
  g_assert_cmpint (rule->goes_on_by_itself, ==, rule_rows[i].by_itself);
}

static void
test_waiting_total (void)
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);
  GEnumClass *reasons = g_type_class_ref (HAULIER_TYPE_WAITING_REASON);

  g_assert_cmpuint (reasons->n_values, ==, G_N_ELEMENTS (rule_rows));
  for (guint i = 0; i < reasons->n_values; i++)
    {
      const HaulierWaitingRule *rule = haulier_waiting_get_rule (reasons->values[i].value);

      g_assert_cmpint (rule->reason, ==, reasons->values[i].value);
      g_assert_nonnull (rule->text);
      g_assert_cmpstr (rule->text, !=, "");
      g_assert_nonnull (rule->source);
      g_assert_cmpstr (rule->source, !=, "");
      g_assert_true (g_hash_table_add (texts, (gpointer) rule->text));
    }
  g_type_class_unref (reasons);
}

/* Only a job in TRANSIENT_ERROR or ERROR has an error to show, and a job that goes on by itself is
 * in an action state. */
static void
test_waiting_consistent (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rule_rows); i++)
    {
      const HaulierWaitingRule *rule = haulier_waiting_get_rule (rule_rows[i].reason);

      g_assert_cmpint (rule->code != 0, ==, rule->context != HAULIER_ERROR_CONTEXT_NONE);
      if (rule->code != 0)
        {
          g_assert_cmpint (rule->state, ==, HAULIER_JOB_STATE_TRANSIENT_ERROR);
          g_assert_cmpint (haulier_error_get_kind (rule->code), ==, HAULIER_ERROR_KIND_TRANSIENT);
          g_assert_cmpint (
              haulier_waiting_reason_for_error (rule->code, rule->context), ==, rule->reason);
        }
      g_assert_cmpint (rule->goes_on_by_itself,
                       ==,
                       rule->state == HAULIER_JOB_STATE_QUEUED
                           || rule->state == HAULIER_JOB_STATE_CONNECTING
                           || rule->state == HAULIER_JOB_STATE_TRANSFERRING
                           || rule->state == HAULIER_JOB_STATE_TRANSIENT_ERROR);
    }
}

static const struct
{
  guint32 code;
  HaulierErrorContext context;
  HaulierWaitingReason reason;
} error_rows[] = {
  { 0x80070070, HAULIER_ERROR_CONTEXT_LOCAL_FILE, HAULIER_WAITING_DISK_FULL },
  { 0x80070070, HAULIER_ERROR_CONTEXT_UNKNOWN, HAULIER_WAITING_DISK_FULL },
  { 0x80070070, HAULIER_ERROR_CONTEXT_REMOTE_FILE, HAULIER_WAITING_RETRY },
  { 0x80200010, HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT, HAULIER_WAITING_NETWORK },
  { 0x80200010, HAULIER_ERROR_CONTEXT_REMOTE_FILE, HAULIER_WAITING_NETWORK },
  { 0x80200059, HAULIER_ERROR_CONTEXT_QUEUE_MANAGER, HAULIER_WAITING_METERED },
  { 0x80200065, HAULIER_ERROR_CONTEXT_QUEUE_MANAGER, HAULIER_WAITING_STANDBY },
  { 0x800704dd, HAULIER_ERROR_CONTEXT_QUEUE_MANAGER, HAULIER_WAITING_OWNER_NOT_LOGGED_ON },
  { 0x801901f7, HAULIER_ERROR_CONTEXT_REMOTE_FILE, HAULIER_WAITING_RETRY },
  { 0x80072efd, HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT, HAULIER_WAITING_RETRY },
  { 0x80004005, HAULIER_ERROR_CONTEXT_UNKNOWN, HAULIER_WAITING_RETRY },
  { 0x00000000, HAULIER_ERROR_CONTEXT_NONE, HAULIER_WAITING_RETRY },
};

static void
test_waiting_reason_for_error (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (error_rows); i++)
    {
      g_test_message ("0x%08x in context %d", error_rows[i].code, error_rows[i].context);
      g_assert_cmpint (
          haulier_waiting_reason_for_error ((gint) error_rows[i].code, error_rows[i].context),
          ==,
          error_rows[i].reason);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rule_rows); i++)
    {
      g_autofree char *path = g_strdup_printf (
          "/policy/waiting/rule/%s",
          haulier_word_from_value (HAULIER_TYPE_WAITING_REASON, (gint) rule_rows[i].reason));

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_waiting_rule);
    }
  g_test_add_func ("/policy/waiting/total", test_waiting_total);
  g_test_add_func ("/policy/waiting/consistent", test_waiting_consistent);
  g_test_add_func ("/policy/waiting/reason-for-error", test_waiting_reason_for_error);
  return g_test_run ();
}
