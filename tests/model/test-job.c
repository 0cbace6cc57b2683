/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of jobs: limits of the texts, copies that share nothing, ids. */
#include "config.h"

#include "haulier-job.h"

#include "haulier-error.h"

#define ID "0f1e2d3c-4b5a-4968-8776-655443322110"

static void
test_job_new (void)
{
  g_autoptr (HaulierJob) job = haulier_job_new (ID, "name", HAULIER_JOB_ORIGIN_BITS);

  g_assert_cmpstr (job->id, ==, ID);
  g_assert_cmpstr (job->name, ==, "name");
  g_assert_cmpint (job->state, ==, HAULIER_JOB_STATE_SUSPENDED);
  g_assert_cmpint (job->type, ==, HAULIER_JOB_TYPE_DOWNLOAD);
  g_assert_cmpint (job->origin, ==, HAULIER_JOB_ORIGIN_BITS);
  g_assert_cmpint (job->settings.transfer_policy, ==, HAULIER_TRANSFER_POLICY_ALWAYS);
  g_assert_cmpint (job->waiting, ==, HAULIER_WAITING_NONE);
  g_assert_null (job->failure);
}

static void
test_job_copy (void)
{
  HaulierJob *job = haulier_job_new (ID, "name", HAULIER_JOB_ORIGIN_DESKTOP);
  g_autoptr (HaulierJob) copy = NULL;
  g_autoptr (HaulierJob) bare = NULL;

  bare = haulier_job_copy (job);
  g_assert_null (bare->description);
  g_assert_null (bare->failure);
  g_assert_null (bare->settings.headers);
  job->description = g_strdup ("description");
  job->remote = g_strdup ("http://h/");
  job->local = g_strdup ("/x");
  job->proxy_variables = g_strsplit ("http_proxy,no_proxy", ",", -1);
  job->settings.headers = g_strsplit ("A: 1,B: 2", ",", -1);
  job->settings.http_method = g_strdup ("POST");
  job->bytes_total = HAULIER_SIZE_UNKNOWN;
  haulier_job_take_failure (job,
                            haulier_failure_new (HAULIER_ERROR_DISK_FULL,
                                                 HAULIER_ERROR_CONTEXT_LOCAL_FILE,
                                                 3,
                                                 "write",
                                                 g_variant_new_parsed ("[('errno', 28, 'x')]")));
  copy = haulier_job_copy (job);
  haulier_job_free (job);
  g_assert_cmpstr (copy->id, ==, ID);
  g_assert_cmpstr (copy->name, ==, "name");
  g_assert_cmpstr (copy->description, ==, "description");
  g_assert_cmpstr (copy->remote, ==, "http://h/");
  g_assert_cmpstr (copy->local, ==, "/x");
  g_assert_cmpstr (copy->proxy_variables[1], ==, "no_proxy");
  g_assert_cmpstr (copy->settings.headers[1], ==, "B: 2");
  g_assert_cmpstr (copy->settings.http_method, ==, "POST");
  g_assert_cmpuint (copy->bytes_total, ==, HAULIER_SIZE_UNKNOWN);
  g_assert_cmpint (copy->failure->code, ==, HAULIER_ERROR_DISK_FULL);
  g_assert_cmpuint (copy->failure->file_index, ==, 3);
  g_assert_cmpstr (copy->failure->message, ==, "write");
  g_assert_cmpuint (g_variant_n_children (copy->failure->evidence), ==, 1);
  haulier_job_take_failure (copy, NULL);
  g_assert_null (copy->failure);
  haulier_job_free (NULL);
}

static const struct
{
  const char *filler;
  guint n;
  gboolean name;
  gboolean description;
} text_rows[] = {
  { "x", 0, FALSE, TRUE },      { "x", 1, TRUE, TRUE },      { "x", 256, TRUE, TRUE },
  { "x", 257, FALSE, TRUE },    { "😀", 256, TRUE, TRUE },    { "😀", 257, FALSE, TRUE },
  { "x", 1024, FALSE, TRUE },   { "x", 1025, FALSE, FALSE }, { "ä", 1024, FALSE, TRUE },
  { "ä", 1025, FALSE, FALSE },  { "\377", 1, FALSE, FALSE }, { "a\nb", 1, FALSE, TRUE },
  { "\033[m", 1, FALSE, TRUE }, { "a\tb", 1, FALSE, TRUE },
};

static void
test_job_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (text_rows); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) name_error = NULL;
      g_autoptr (GError) description_error = NULL;
      gint description_code
          = text_rows[i].n > 1 ? HAULIER_ERROR_STRING_TOO_LONG : HAULIER_ERROR_INVALID_ARGUMENT;

      for (guint n = 0; n < text_rows[i].n; n++)
        g_string_append (text, text_rows[i].filler);
      g_assert_cmpint (haulier_job_name_check (text->str, &name_error), ==, text_rows[i].name);
      if (!text_rows[i].name)
        g_assert_error (name_error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
      g_assert_cmpint (haulier_job_description_check (text->str, &description_error),
                       ==,
                       text_rows[i].description);
      if (!text_rows[i].description)
        g_assert_error (description_error, HAULIER_ERROR, description_code);
    }
}

static void
test_job_ids (void)
{
  static const struct
  {
    const char *id;
    gboolean valid;
  } rows[] = {
    { ID, TRUE },
    { "", FALSE },
    { "0F1E2D3C-4B5A-4968-8776-655443322110", FALSE },
    { "0f1e2d3c_4b5a_4968_8776_655443322110", FALSE },
    { "{0f1e2d3c-4b5a-4968-8776-655443322110}", FALSE },
    { "0f1e2d3c4b5a49688776655443322110", FALSE },
    { ID "0", FALSE },
    { ID "\n", FALSE },
    { " " ID, FALSE },
    { "0f1e2d3c-4b5a-4968-8776-65544332211", FALSE },
    { "0f1e2d3c-4b5a-4968-8776-65544332211g", FALSE },
    { "../../../../../../etc/passwd/../../x", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].id);
      g_assert_cmpint (haulier_job_id_is_valid (rows[i].id), ==, rows[i].valid);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/job/new", test_job_new);
  g_test_add_func ("/model/job/copy", test_job_copy);
  g_test_add_func ("/model/job/texts", test_job_texts);
  g_test_add_func ("/model/job/ids", test_job_ids);
  return g_test_run ();
}
