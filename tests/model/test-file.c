/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of files, failures and trace records: plain values that own what they hold. */
#include "config.h"

#include "haulier-file.h"

#include "haulier-trace-record.h"

static void
test_file_new (void)
{
  g_autoptr (HaulierFile) file
      = haulier_file_new (7, "http://h/x", "/d/\377x", HAULIER_FILE_EXPLICIT);

  g_assert_cmpuint (file->index, ==, 7);
  g_assert_cmpint (file->state, ==, HAULIER_FILE_STATE_PENDING);
  g_assert_cmpuint (file->flags, ==, HAULIER_FILE_EXPLICIT);
  g_assert_cmpstr (file->remote, ==, "http://h/x");
  g_assert_cmpstr (file->local, ==, "/d/\377x");
  g_assert_cmpuint (file->total, ==, HAULIER_SIZE_UNKNOWN);
  g_assert_cmpuint (file->transferred, ==, 0);
  haulier_file_free (NULL);
}

static void
test_file_copy (void)
{
  HaulierFile *file = haulier_file_new (7, "http://h/x", "/d/x", HAULIER_FILE_OVERWRITE);
  g_autoptr (HaulierFile) bare = haulier_file_copy (file);
  g_autoptr (HaulierFile) copy = NULL;

  g_assert_null (bare->ranges);
  g_assert_null (bare->failure);
  file->ranges = g_strdup ("0:1");
  file->checksum = g_strdup ("md5:x");
  file->validator = g_strdup ("\"e\"");
  file->modified = 5;
  file->failure = haulier_failure_new (
      HAULIER_ERROR_HTTP_404, HAULIER_ERROR_CONTEXT_REMOTE_FILE, 7, "get", NULL);
  copy = haulier_file_copy (file);
  haulier_file_free (file);
  g_assert_cmpstr (copy->remote, ==, "http://h/x");
  g_assert_cmpstr (copy->local, ==, "/d/x");
  g_assert_cmpstr (copy->ranges, ==, "0:1");
  g_assert_cmpstr (copy->checksum, ==, "md5:x");
  g_assert_cmpstr (copy->validator, ==, "\"e\"");
  g_assert_cmpint (copy->modified, ==, 5);
  g_assert_cmpint (copy->failure->code, ==, HAULIER_ERROR_HTTP_404);
  g_assert_null (copy->failure->evidence);
}

/* Evidence may be floating or not; either way the failure has a reference of its own. */
static void
test_file_failure_evidence (void)
{
  g_autoptr (GVariant) evidence = g_variant_ref_sink (g_variant_new_parsed ("[('curl', 7, 'x')]"));
  HaulierFailure *failure = haulier_failure_new (HAULIER_ERROR_CANNOT_CONNECT,
                                                 HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT,
                                                 HAULIER_FAILURE_NO_FILE,
                                                 "connect",
                                                 evidence);
  g_autoptr (HaulierFailure) copy = haulier_failure_copy (failure);

  haulier_failure_free (failure);
  g_assert_cmpuint (copy->file_index, ==, HAULIER_FAILURE_NO_FILE);
  g_assert_true (g_variant_equal (copy->evidence, evidence));
  g_assert_null (haulier_failure_copy (NULL));
  haulier_failure_free (NULL);
}

static void
test_file_trace_record (void)
{
  g_autoptr (HaulierTraceRecord) record = haulier_trace_record_new (
      5, 7, "request", "asked", g_variant_new_parsed ("{'status': <uint32 200>}"));
  g_autoptr (HaulierTraceRecord) bare
      = haulier_trace_record_new (6, HAULIER_FAILURE_NO_FILE, "state", "queued", NULL);
  guint32 status = 0;

  g_assert_cmpuint (record->sequence, ==, 0);
  g_assert_cmpint (record->time, ==, 5);
  g_assert_cmpuint (record->file_index, ==, 7);
  g_assert_cmpstr (record->kind, ==, "request");
  g_assert_cmpstr (record->text, ==, "asked");
  g_assert_false (g_variant_is_floating (record->details));
  g_assert_true (g_variant_lookup (record->details, "status", "u", &status));
  g_assert_cmpuint (status, ==, 200);
  g_assert_null (bare->details);
  haulier_trace_record_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/file/new", test_file_new);
  g_test_add_func ("/model/file/copy", test_file_copy);
  g_test_add_func ("/model/file/failure-evidence", test_file_failure_evidence);
  g_test_add_func ("/model/file/trace-record", test_file_trace_record);
  return g_test_run ();
}
