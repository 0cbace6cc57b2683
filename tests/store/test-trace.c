/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of haulier-store-trace.c: the newest records of each job, in order. */
#include "config.h"

#include "haulier-failure.h"
#include "store-fixture.h"

static GPtrArray *
make_records (guint first, guint n_records)
{
  GPtrArray *records = g_ptr_array_new ();

  for (guint i = first; i < first + n_records; i++)
    {
      g_autofree char *text = g_strdup_printf ("step %u", i);

      g_ptr_array_add (records,
                       haulier_trace_record_new (i, HAULIER_FAILURE_NO_FILE, "state", text, NULL));
    }
  return records;
}

static void
assert_range (GPtrArray *records, guint first, guint last)
{
  const HaulierTraceRecord *head = g_ptr_array_index (records, 0);
  const HaulierTraceRecord *tail = g_ptr_array_index (records, records->len - 1);

  g_assert_cmpuint (records->len, ==, last - first + 1);
  g_assert_cmpuint (head->sequence, ==, first);
  g_assert_cmpint (head->time, ==, first);
  g_assert_cmpuint (tail->sequence, ==, last);
  g_assert_cmpint (tail->time, ==, last);
}

static void
test_trace_bound (void)
{
  const guint max = HAULIER_STORE_TRACE_MAX_RECORDS_PER_JOB;
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = store_fixture_make_job (1);
  g_autoptr (HaulierJob) other = store_fixture_make_job (2);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) page = NULL;
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GPtrArray) others = NULL;

  g_assert_true (store_fixture_create (store, job, none, NULL));
  g_assert_true (store_fixture_create (store, other, none, NULL));
  haulier_store_add_trace (store, other->id, make_records (1, 3));
  haulier_store_add_trace (store, job->id, make_records (1, max - 10));
  g_assert_true (store_fixture_flush (store, NULL));
  haulier_store_add_trace (store, job->id, make_records (max - 9, 30));
  g_assert_true (store_fixture_flush (store, NULL));
  all = store_fixture_load_trace (store, job->id, 0, 0);
  assert_range (all, 21, max + 20);
  haulier_store_add_trace (store, job->id, make_records (max + 21, 3 * max));
  page = store_fixture_load_trace (store, job->id, 0, 5);
  assert_range (page, 3 * max + 21, 3 * max + 25);
  rest = store_fixture_load_trace (store, job->id, 4 * max + 18, 100);
  assert_range (rest, 4 * max + 19, 4 * max + 20);
  others = store_fixture_load_trace (store, other->id, 0, 0);
  assert_range (others, 1, 3);
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

static void
test_trace_fields (void)
{
  g_autofree char *folder = store_fixture_make_folder ();
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (HaulierJob) job = store_fixture_make_job (1);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GPtrArray) loaded = NULL;
  g_autofree char *details = NULL;
  const HaulierTraceRecord *record = NULL;
  GPtrArray *records = g_ptr_array_new ();

  g_ptr_array_add (records,
                   haulier_trace_record_new (5,
                                             3,
                                             "redirect",
                                             "The server sent it on.",
                                             g_variant_new_parsed ("{'status': <uint32 302>}")));
  g_assert_true (store_fixture_create (store, job, none, NULL));
  haulier_store_add_trace (store, job->id, records);
  haulier_store_add_trace (store, "no such job", make_records (1, 1));
  store_fixture_close (store);
  store = store_fixture_open (folder);
  loaded = store_fixture_load_trace (store, job->id, 0, 0);
  g_assert_cmpuint (loaded->len, ==, 1);
  record = g_ptr_array_index (loaded, 0);
  g_assert_cmpuint (record->sequence, ==, 1);
  g_assert_cmpint (record->time, ==, 5);
  g_assert_cmpuint (record->file_index, ==, 3);
  g_assert_cmpstr (record->kind, ==, "redirect");
  g_assert_cmpstr (record->text, ==, "The server sent it on.");
  details = g_variant_print (record->details, FALSE);
  g_assert_cmpstr (details, ==, "{'status': <uint32 302>}");
  g_assert_true (store_fixture_remove (store, job->id, NULL));
  store_fixture_close (store);
  store_fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/trace/bound", test_trace_bound);
  g_test_add_func ("/store/trace/fields", test_trace_fields);
  return g_test_run ();
}
