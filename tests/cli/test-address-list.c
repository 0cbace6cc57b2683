/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Lists of addresses, and targets as people write them. */
#include "config.h"

#include "haulier-cli-address-list.h"

#include <glib/gstdio.h>

#include "haulier-cli-target.h"
#include "haulier-cli-wait.h"
#include "haulier-error.h"

static gboolean
parse (const char *text, const char *target, HaulierJobRequest *request, GError **error)
{
  g_autofree char *copy = g_strdup (text);

  return haulier_cli_address_list_parse (copy, "LIST", target, NULL, request, error);
}

static void
check_file (HaulierJobRequest *request, guint position, const char *address, const char *target)
{
  g_autoptr (GVariant) bytes = NULL;
  g_autofree char *got_target = NULL;
  const char *got_address = NULL;
  gsize length = 0;
  const char *data = NULL;

  g_assert_cmpuint (haulier_job_request_get_n_parcels (request), ==, 1);
  g_variant_get_child (haulier_job_request_get_parcel (request, 0),
                       position,
                       "(&s@aya{sv})",
                       &got_address,
                       &bytes,
                       NULL);
  data = g_variant_get_fixed_array (bytes, &length, 1);
  got_target = g_strndup (data, length);
  g_assert_cmpstr (got_address, ==, address);
  g_assert_cmpstr (got_target, ==, target);
}

static void
test_address_list_lines (void)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (parse ("http://a/1\r\n"
                        "\n"
                        "# a comment\n"
                        "  http://a/2  \n"
                        "http://a/3\t/own/name\n"
                        "http://a/4\t/own/folder/\n"
                        "http://a/5\t\n"
                        "http://a/6",
                        "/t/",
                        request,
                        &error));
  g_assert_no_error (error);
  g_assert_cmpuint (haulier_job_request_get_n_files (request), ==, 6);
  check_file (request, 0, "http://a/1", "/t/");
  check_file (request, 1, "http://a/2", "/t/");
  check_file (request, 2, "http://a/3", "/own/name");
  check_file (request, 3, "http://a/4", "/own/folder/");
  check_file (request, 4, "http://a/5", "/t/");
  check_file (request, 5, "http://a/6", "/t/");
}

static void
test_address_list_no_target (void)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (parse ("http://a/1\t/x\nhttp://a/2\n", NULL, request, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "line 2"));
}

static void
test_address_list_not_text (void)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (parse ("http://a/\xff\n", "/t/", request, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
}

static void
test_address_list_read (void)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp (NULL, &error);
  g_autofree char *path = g_build_filename (folder, "list", NULL);
  GString *text = g_string_new (NULL);
  g_autofree char *contents = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append_printf (text, "http://a/%u\n", i);
  contents = g_string_free (text, FALSE);
  g_assert_true (g_file_set_contents (path, contents, -1, &error));
  g_assert_true (haulier_cli_address_list_read (path, "/t/", NULL, request, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (haulier_job_request_get_n_files (request), ==, 10000);
  g_assert_false (haulier_cli_address_list_read ("/no/such", "/t/", NULL, request, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_PATH_NOT_THERE);
}

static void
test_target_absolute (void)
{
  static const struct
  {
    const char *path;
    const char *absolute; /* after the current folder, when it does not begin with a slash */
  } rows[] = {
    { "file", "/file" },
    { "folder", "/folder/" },
    { "folder/", "/folder/" },
    { "new/", "/new/" },
    { ".", "/" },
    { "folder/..", "/" },
    { "./a//b", "/a/b" },
    { "folder/.", "/folder/" },
    { "../folder", NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *here = g_dir_make_tmp (NULL, &error);
  g_autofree char *folder = g_build_filename (here, "folder", NULL);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (g_chdir (here), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *absolute = haulier_cli_target_absolute (rows[i].path);
      g_autofree char *expected = NULL;

      g_assert_true (g_path_is_absolute (absolute));
      if (rows[i].absolute == NULL)
        continue;
      expected = g_strconcat (here, rows[i].absolute, NULL);
      g_assert_cmpstr (absolute, ==, expected);
      g_assert_cmpint (
          haulier_cli_target_is_folder (absolute), ==, g_str_has_suffix (rows[i].absolute, "/"));
    }
  {
    g_autofree char *root = haulier_cli_target_absolute ("/");

    g_assert_cmpstr (root, ==, "/");
  }
}

/* The download folder is made; it is the only one. */
static void
test_target_default (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *target = haulier_cli_target_default (&error);
  g_autofree char *expected = g_build_filename (g_get_home_dir (), "Downloads", "/", NULL);

  g_assert_no_error (error);
  g_assert_cmpstr (target, ==, expected);
  g_assert_true (g_file_test (target, G_FILE_TEST_IS_DIR));
}

static const struct
{
  HaulierJobState state;
  HaulierJobOrigin origin;
  gint code;
  gboolean is_over;
  HaulierCliStatus status;
} wait_rows[] = {
  { HAULIER_JOB_STATE_QUEUED, HAULIER_JOB_ORIGIN_DESKTOP, 0, FALSE, 0 },
  { HAULIER_JOB_STATE_SUSPENDED, HAULIER_JOB_ORIGIN_BITS, 0, FALSE, 0 },
  { HAULIER_JOB_STATE_TRANSIENT_ERROR,
    HAULIER_JOB_ORIGIN_DESKTOP,
    HAULIER_ERROR_HTTP_503,
    FALSE,
    0 },
  { HAULIER_JOB_STATE_TRANSFERRED, HAULIER_JOB_ORIGIN_BITS, 0, TRUE, HAULIER_CLI_DONE },
  { HAULIER_JOB_STATE_TRANSFERRED, HAULIER_JOB_ORIGIN_DESKTOP, 0, FALSE, 0 },
  { HAULIER_JOB_STATE_ACKNOWLEDGED, HAULIER_JOB_ORIGIN_DESKTOP, 0, TRUE, HAULIER_CLI_DONE },
  { HAULIER_JOB_STATE_CANCELLED, HAULIER_JOB_ORIGIN_DESKTOP, 0, TRUE, HAULIER_CLI_REFUSED },
  { HAULIER_JOB_STATE_ERROR,
    HAULIER_JOB_ORIGIN_DESKTOP,
    HAULIER_ERROR_HTTP_404,
    TRUE,
    HAULIER_CLI_JOB_FAILED },
  { HAULIER_JOB_STATE_ERROR,
    HAULIER_JOB_ORIGIN_DESKTOP,
    HAULIER_ERROR_HTTP_401,
    TRUE,
    HAULIER_CLI_ACCESS_DENIED },
  { HAULIER_JOB_STATE_ERROR,
    HAULIER_JOB_ORIGIN_DESKTOP,
    HAULIER_ERROR_HTTP_403,
    TRUE,
    HAULIER_CLI_ACCESS_DENIED },
  { HAULIER_JOB_STATE_ERROR,
    HAULIER_JOB_ORIGIN_DESKTOP,
    HAULIER_ERROR_HTTP_407,
    TRUE,
    HAULIER_CLI_ACCESS_DENIED },
  { HAULIER_JOB_STATE_ERROR,
    HAULIER_JOB_ORIGIN_DESKTOP,
    HAULIER_ERROR_ACCESS_DENIED,
    TRUE,
    HAULIER_CLI_ACCESS_DENIED },
  { HAULIER_JOB_STATE_ERROR, HAULIER_JOB_ORIGIN_DESKTOP, 0, TRUE, HAULIER_CLI_JOB_FAILED },
};

static void
test_wait_is_over (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (wait_rows); i++)
    {
      g_autoptr (HaulierJob) job
          = haulier_job_new ("00000000-0000-4000-8000-000000000001", "name", wait_rows[i].origin);
      HaulierCliStatus status = HAULIER_CLI_USAGE;

      job->state = wait_rows[i].state;
      if (wait_rows[i].code != 0)
        haulier_job_take_failure (
            job,
            haulier_failure_new (
                wait_rows[i].code, HAULIER_ERROR_CONTEXT_REMOTE_FILE, 0, "", NULL));
      g_test_message ("row %u", (guint) i);
      g_assert_cmpint (haulier_cli_wait_is_over (job, &status), ==, wait_rows[i].is_over);
      if (wait_rows[i].is_over)
        g_assert_cmpint (status, ==, wait_rows[i].status);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cli/address-list/lines", test_address_list_lines);
  g_test_add_func ("/cli/address-list/no-target", test_address_list_no_target);
  g_test_add_func ("/cli/address-list/not-text", test_address_list_not_text);
  g_test_add_func ("/cli/address-list/read", test_address_list_read);
  g_test_add_func ("/cli/target/absolute", test_target_absolute);
  g_test_add_func ("/cli/target/default", test_target_default);
  g_test_add_func ("/cli/wait/is-over", test_wait_is_over);
  return g_test_run ();
}
