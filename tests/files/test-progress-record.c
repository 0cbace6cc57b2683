/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the record beside a temporary file: what it keeps, and that nothing torn is believed. */
#include "config.h"

#include "haulier-file.h"
#include "haulier-progress-record.h"

#include <string.h>

#define JOB "6a1f8f5e-0000-4000-8000-000000000001"

static HaulierProgressRecord *
make_record (guint64 sequence)
{
  HaulierProgressRecord *record = haulier_progress_record_new ();

  record->sequence = sequence;
  record->job_id = g_strdup (JOB);
  record->index = 7;
  record->boot_id = g_strdup ("boot");
  record->layout = g_strdup ("layout");
  record->total = 1000;
  record->validator = haulier_validator_new ("\"a\"", 100, 200, 1000, "http://example.org/a");
  haulier_extents_add (record->written, 0, 500);
  haulier_extents_add (record->written, 600, 700);
  haulier_extents_add (record->synced, 0, 300);
  return record;
}

static void
write_slot (guint8 *data, guint64 sequence)
{
  g_autoptr (HaulierProgressRecord) record = make_record (sequence);

  haulier_progress_record_encode (
      record,
      data + (sequence % HAULIER_PROGRESS_RECORD_N_SLOTS) * HAULIER_PROGRESS_RECORD_SLOT_BYTES);
}

static void
test_progress_record_round_trip (void)
{
  guint8 data[HAULIER_PROGRESS_RECORD_BYTES] = { 0 };
  g_autoptr (HaulierProgressRecord) record = NULL;

  write_slot (data, 1);
  record = haulier_progress_record_decode (data, sizeof data);
  g_assert_nonnull (record);
  g_assert_cmpstr (record->job_id, ==, JOB);
  g_assert_cmpuint (record->index, ==, 7);
  g_assert_cmpstr (record->boot_id, ==, "boot");
  g_assert_cmpstr (record->layout, ==, "layout");
  g_assert_cmpuint (record->total, ==, 1000);
  g_assert_cmpstr (record->validator->etag, ==, "\"a\"");
  g_assert_cmpint (record->validator->last_modified, ==, 100);
  g_assert_cmpint (record->validator->date, ==, 200);
  g_assert_cmpuint (record->validator->length, ==, 1000);
  g_assert_nonnull (record->validator->hop);
  g_assert_cmpuint (haulier_extents_get_total (record->written), ==, 600);
  g_assert_cmpuint (haulier_extents_get_total (record->synced), ==, 300);
}

static void
test_progress_record_newest (void)
{
  guint8 data[HAULIER_PROGRESS_RECORD_BYTES] = { 0 };
  g_autoptr (HaulierProgressRecord) record = NULL;

  write_slot (data, 8);
  write_slot (data, 9);
  record = haulier_progress_record_decode (data, sizeof data);
  g_assert_cmpuint (record->sequence, ==, 9);
}

/* Every byte of the newest slot that did not arrive: the one before counts. */
static void
test_progress_record_torn (void)
{
  guint8 whole[HAULIER_PROGRESS_RECORD_BYTES] = { 0 };
  gsize start = (9 % HAULIER_PROGRESS_RECORD_N_SLOTS) * HAULIER_PROGRESS_RECORD_SLOT_BYTES;

  write_slot (whole, 8);
  write_slot (whole, 9);
  for (gsize i = 0; i < HAULIER_PROGRESS_RECORD_SLOT_BYTES; i++)
    {
      guint8 data[HAULIER_PROGRESS_RECORD_BYTES];
      g_autoptr (HaulierProgressRecord) record = NULL;

      memcpy (data, whole, sizeof data);
      data[start + i] ^= 0x55;
      record = haulier_progress_record_decode (data, sizeof data);
      g_assert_nonnull (record);
      /* Bytes after the fields are not covered, and do not matter. */
      if (record->sequence == 9)
        g_assert_cmpuint (haulier_extents_get_total (record->written), ==, 600);
      else
        g_assert_cmpuint (record->sequence, ==, 8);
    }
}

static void
test_progress_record_rubbish (void)
{
  guint8 data[HAULIER_PROGRESS_RECORD_BYTES];

  memset (data, 0, sizeof data);
  g_assert_null (haulier_progress_record_decode (data, sizeof data));
  memset (data, 0xff, sizeof data);
  g_assert_null (haulier_progress_record_decode (data, sizeof data));
  g_assert_null (haulier_progress_record_decode (data, 0));
  g_assert_null (haulier_progress_record_decode (data, 100));
}

static void
test_progress_record_many_extents (void)
{
  guint8 data[HAULIER_PROGRESS_RECORD_BYTES] = { 0 };
  g_autoptr (HaulierProgressRecord) record = make_record (2);
  g_autoptr (HaulierProgressRecord) read = NULL;
  g_autofree char *etag = g_strnfill (HAULIER_VALIDATOR_MAX_ETAG_BYTES, 'e');

  record->total = HAULIER_SIZE_UNKNOWN;
  g_free (record->validator->etag);
  record->validator->etag = g_steal_pointer (&etag);
  haulier_extents_clear (record->written);
  for (guint i = 0; i < 500; i++)
    haulier_extents_add (record->written, 1000 * (guint64) i, 1000 * (guint64) i + 1 + i);
  haulier_extents_add (record->synced, 0, 1);
  haulier_progress_record_encode (record, data);
  read = haulier_progress_record_decode (data, sizeof data);
  g_assert_nonnull (read);
  g_assert_cmpuint (
      haulier_extents_get_n_extents (read->written), ==, HAULIER_PROGRESS_RECORD_MAX_EXTENTS);
  /* The largest are kept, and nothing is claimed that is not there. */
  g_assert_true (haulier_extents_contain (read->written, 499000, 499500));
  g_assert_false (haulier_extents_contain (read->written, 0, 1));
}

static void
test_progress_record_without_validator (void)
{
  guint8 data[HAULIER_PROGRESS_RECORD_BYTES] = { 0 };
  g_autoptr (HaulierProgressRecord) record = make_record (2);
  g_autoptr (HaulierProgressRecord) read = NULL;

  g_clear_pointer (&record->validator, haulier_validator_free);
  haulier_progress_record_encode (record, data);
  read = haulier_progress_record_decode (data, sizeof data);
  g_assert_null (read->validator);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/files/progress-record/round-trip", test_progress_record_round_trip);
  g_test_add_func ("/files/progress-record/newest", test_progress_record_newest);
  g_test_add_func ("/files/progress-record/torn", test_progress_record_torn);
  g_test_add_func ("/files/progress-record/rubbish", test_progress_record_rubbish);
  g_test_add_func ("/files/progress-record/many-extents", test_progress_record_many_extents);
  g_test_add_func ("/files/progress-record/without-validator",
                   test_progress_record_without_validator);
  return g_test_run ();
}
