/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Requests: their spec, and the parcels in which files travel. */
#include "config.h"

#include "haulier-job-request.h"

/* As in the library. */
#define PARCEL_MAX_FILES 100000
#define PARCEL_MAX_BYTES (16 * 1024 * 1024)

static void
test_job_request_starts (void)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();

  g_assert_true (haulier_job_request_starts (request));
  haulier_job_request_set (request, "origin", g_variant_new_string ("bits"));
  g_assert_false (haulier_job_request_starts (request));
  haulier_job_request_set (request, "start", g_variant_new_boolean (TRUE));
  g_assert_true (haulier_job_request_starts (request));
}

static void
test_job_request_spec (void)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autoptr (GVariant) plain = NULL;
  g_autoptr (GVariant) held_back = NULL;
  g_autoptr (GVariant) again = NULL;
  const char *name = NULL;
  gboolean start = TRUE;

  haulier_job_request_set (request, "name", g_variant_new_string ("a name"));
  plain = haulier_job_request_dup_spec (request, FALSE);
  held_back = haulier_job_request_dup_spec (request, TRUE);
  again = haulier_job_request_dup_spec (request, FALSE);
  g_assert_true (g_variant_lookup (plain, "name", "&s", &name));
  g_assert_cmpstr (name, ==, "a name");
  g_assert_false (g_variant_lookup (plain, "start", "b", &start));
  g_assert_true (g_variant_lookup (held_back, "start", "b", &start));
  g_assert_false (start);
  g_assert_cmpvariant (plain, again);
}

static void
test_job_request_file (void)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autoptr (GVariant) expected = g_variant_ref_sink (g_variant_new_parsed (
      "[('http://a/b', @ay [47, 0xff, 47], @a{sv} {}), ('http://a/c', [47, 99], {'ranges': "
      "<'0:5'>})]"));

  haulier_job_request_add_file (request, "http://a/b", "/\xff/", NULL);
  haulier_job_request_add_file (
      request, "http://a/c", "/c", g_variant_new_parsed ("{'ranges': <'0:5'>}"));
  g_assert_cmpuint (haulier_job_request_get_n_files (request), ==, 2);
  g_assert_cmpuint (haulier_job_request_get_n_parcels (request), ==, 1);
  g_assert_cmpvariant (haulier_job_request_get_parcel (request, 0), expected);
}

static void
test_job_request_empty (void)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();

  g_assert_cmpuint (haulier_job_request_get_n_parcels (request), ==, 0);
}

static gsize
count_files (HaulierJobRequest *request)
{
  gsize count = 0;

  for (guint i = 0; i < haulier_job_request_get_n_parcels (request); i++)
    count += g_variant_n_children (haulier_job_request_get_parcel (request, i));
  return count;
}

static void
test_job_request_many (void)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();

  for (guint i = 0; i < PARCEL_MAX_FILES + 1; i++)
    haulier_job_request_add_file (request, "http://a/b", "/t/", NULL);
  g_assert_cmpuint (haulier_job_request_get_n_parcels (request), ==, 2);
  g_assert_cmpuint (count_files (request), ==, PARCEL_MAX_FILES + 1);
}

/* Long addresses: a parcel stays far below what D-Bus takes. */
static void
test_job_request_long (void)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autofree char *tail = g_strnfill (16000, 'a');
  g_autofree char *address = g_strconcat ("http://a/", tail, NULL);

  for (guint i = 0; i < 3000; i++)
    haulier_job_request_add_file (request, address, "/t/", NULL);
  g_assert_cmpuint (haulier_job_request_get_n_parcels (request), ==, 3);
  g_assert_cmpuint (count_files (request), ==, 3000);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (
        g_variant_get_size (haulier_job_request_get_parcel (request, i)), <, PARCEL_MAX_BYTES);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/client/job-request/starts", test_job_request_starts);
  g_test_add_func ("/client/job-request/spec", test_job_request_spec);
  g_test_add_func ("/client/job-request/file", test_job_request_file);
  g_test_add_func ("/client/job-request/empty", test_job_request_empty);
  g_test_add_func ("/client/job-request/many", test_job_request_many);
  g_test_add_func ("/client/job-request/long", test_job_request_long);
  return g_test_run ();
}
