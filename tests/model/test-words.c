/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of words: every value of every enum has one, and the values are those of BITS. */
#include "config.h"

#include "haulier-words.h"

#include <string.h>

#include "haulier-error.h"
#include "haulier-model-types.h"

/* What scripts read and stores hold: these do not change. */
static const struct
{
  GType (*get_type) (void);
  gint value;
  const char *word;
} word_rows[] = {
  { haulier_job_type_get_type, 0, "download" },
  { haulier_job_type_get_type, 1, "upload" },
  { haulier_job_type_get_type, 2, "upload-reply" },
  { haulier_job_state_get_type, 0, "queued" },
  { haulier_job_state_get_type, 1, "connecting" },
  { haulier_job_state_get_type, 2, "transferring" },
  { haulier_job_state_get_type, 3, "suspended" },
  { haulier_job_state_get_type, 4, "error" },
  { haulier_job_state_get_type, 5, "transient-error" },
  { haulier_job_state_get_type, 6, "transferred" },
  { haulier_job_state_get_type, 7, "acknowledged" },
  { haulier_job_state_get_type, 8, "cancelled" },
  { haulier_priority_get_type, 0, "foreground" },
  { haulier_priority_get_type, 1, "high" },
  { haulier_priority_get_type, 2, "normal" },
  { haulier_priority_get_type, 3, "low" },
  { haulier_job_origin_get_type, 0, "desktop" },
  { haulier_job_origin_get_type, 1, "bits" },
  { haulier_waiting_reason_get_type, 0, "none" },
  { haulier_waiting_reason_get_type, 1, "slot" },
  { haulier_waiting_reason_get_type, 2, "retry" },
  { haulier_waiting_reason_get_type, 3, "network" },
  { haulier_waiting_reason_get_type, 4, "metered" },
  { haulier_waiting_reason_get_type, 5, "disk-full" },
  { haulier_waiting_reason_get_type, 6, "owner-not-logged-on" },
  { haulier_waiting_reason_get_type, 7, "suspended" },
  { haulier_waiting_reason_get_type, 8, "complete" },
  { haulier_waiting_reason_get_type, 9, "error" },
  { haulier_waiting_reason_get_type, 10, "standby" },
  { haulier_waiting_reason_get_type, 11, "starting" },
  { haulier_file_state_get_type, 0, "pending" },
  { haulier_file_state_get_type, 1, "active" },
  { haulier_file_state_get_type, 2, "held" },
  { haulier_file_state_get_type, 3, "finished" },
  { haulier_file_state_get_type, 4, "failed" },
  { haulier_transfer_policy_get_type, 0, "always" },
  { haulier_transfer_policy_get_type, 1, "unmetered" },
};

static void
test_words_values (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (word_rows); i++)
    {
      gint value = -1;
      g_autoptr (GError) error = NULL;

      g_assert_cmpstr (haulier_word_from_value (word_rows[i].get_type (), word_rows[i].value),
                       ==,
                       word_rows[i].word);
      g_assert_true (
          haulier_word_to_value (word_rows[i].get_type (), word_rows[i].word, &value, &error));
      g_assert_no_error (error);
      g_assert_cmpint (value, ==, word_rows[i].value);
    }
}

/* A value without a row above would be a word that nobody promised. */
static void
test_words_total (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (word_rows); i++)
    {
      GEnumClass *words = g_type_class_ref (word_rows[i].get_type ());
      guint n = 0;

      for (gsize j = 0; j < G_N_ELEMENTS (word_rows); j++)
        n += word_rows[j].get_type == word_rows[i].get_type;
      g_assert_cmpuint (n, ==, words->n_values);
      g_type_class_unref (words);
    }
}

static void
test_words_unknown (void)
{
  static const char *const rows[] = { "", "Normal", "NORMAL", "normal ", "2", "urgent" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint value = 77;
      g_autoptr (GError) error = NULL;

      g_assert_false (haulier_word_to_value (HAULIER_TYPE_PRIORITY, rows[i], &value, &error));
      g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
      g_assert_nonnull (strstr (error->message, "foreground, high, normal, low"));
      g_assert_cmpint (value, ==, 77);
    }
  g_assert_cmpstr (haulier_word_from_value (HAULIER_TYPE_PRIORITY, -1), ==, "unknown");
  g_assert_cmpstr (haulier_word_from_value (HAULIER_TYPE_PRIORITY, 4), ==, "unknown");
  g_assert_cmpstr (haulier_word_from_value (HAULIER_TYPE_PRIORITY, G_MAXINT), ==, "unknown");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/words/values", test_words_values);
  g_test_add_func ("/model/words/total", test_words_total);
  g_test_add_func ("/model/words/unknown", test_words_unknown);
  return g_test_run ();
}
