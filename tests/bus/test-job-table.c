/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of job tables and rows: what goes in comes out, and rubbish does not. */
#include "config.h"

#include "haulier-job-row.h"
#include "haulier-job-table.h"

static HaulierJob *
make_job (guint number)
{
  g_autofree char *id = g_strdup_printf ("00000000-0000-4000-8000-%012u", number);
  HaulierJob *job = haulier_job_new (id, number % 2 == 0 ? "naïve" : "", HAULIER_JOB_ORIGIN_BITS);

  job->sequence = number;
  job->state = HAULIER_JOB_STATE_ERROR;
  job->settings.priority = HAULIER_PRIORITY_LOW;
  job->settings.limit = 1000 + number;
  job->waiting = HAULIER_WAITING_ERROR;
  job->owner = haulier_account_for_user (1000 + number);
  job->remote = g_strdup ("http://h/a");
  job->local = g_strdup ("/tmp/\xff\xfe");
  job->bytes_transferred = 5;
  job->bytes_total = HAULIER_SIZE_UNKNOWN;
  job->files_transferred = 1;
  job->files_total = 2;
  job->speed = 77;
  job->created = 1;
  job->modified = 2;
  job->completed = 3;
  job->retry_at = 4;
  job->connections = 6;
  if (number % 3 == 0)
    job->failure = haulier_failure_new (
        HAULIER_ERROR_HTTP_404, HAULIER_ERROR_CONTEXT_REMOTE_FILE, 0, "it is gone", NULL);
  return job;
}

static void
assert_equal (const HaulierJob *read, const HaulierJob *job)
{
  g_assert_cmpuint (read->sequence, ==, job->sequence);
  g_assert_cmpstr (read->id, ==, job->id);
  g_assert_cmpstr (read->name, ==, job->name);
  g_assert_cmpint (read->type, ==, job->type);
  g_assert_cmpint (read->state, ==, job->state);
  g_assert_cmpint (read->origin, ==, job->origin);
  g_assert_cmpint (read->waiting, ==, job->waiting);
  g_assert_cmpint (read->settings.priority, ==, job->settings.priority);
  g_assert_cmpuint (read->settings.limit, ==, job->settings.limit);
  g_assert_true (haulier_account_equal (read->owner, job->owner));
  g_assert_cmpstr (read->remote, ==, job->remote);
  g_assert_cmpstr (read->local, ==, job->local);
  g_assert_cmpuint (read->bytes_transferred, ==, job->bytes_transferred);
  g_assert_cmpuint (read->bytes_total, ==, job->bytes_total);
  g_assert_cmpuint (read->files_transferred, ==, job->files_transferred);
  g_assert_cmpuint (read->files_total, ==, job->files_total);
  g_assert_cmpuint (read->speed, ==, job->speed);
  g_assert_cmpint (read->created, ==, job->created);
  g_assert_cmpint (read->modified, ==, job->modified);
  g_assert_cmpint (read->completed, ==, job->completed);
  g_assert_cmpint (read->retry_at, ==, job->retry_at);
  g_assert_cmpuint (read->connections, ==, job->connections);
  g_assert_cmpint (read->failure != NULL, ==, job->failure != NULL);
  if (job->failure == NULL)
    return;
  g_assert_cmpint (read->failure->code, ==, job->failure->code);
  g_assert_cmpint (read->failure->context, ==, job->failure->context);
  g_assert_cmpstr (read->failure->message, ==, job->failure->message);
}

static void
test_job_table_round_trip (void)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_job_free);
  g_autoptr (GVariant) table = NULL;
  g_autoptr (GPtrArray) read = NULL;

  for (guint i = 1; i <= 100; i++)
    g_ptr_array_add (jobs, make_job (i));
  table = g_variant_ref_sink (haulier_job_table_new (jobs));
  read = haulier_job_table_read (table);
  g_assert_nonnull (read);
  g_assert_cmpuint (read->len, ==, jobs->len);
  for (guint i = 0; i < jobs->len; i++)
    assert_equal (read->pdata[i], jobs->pdata[i]);
}

static void
test_job_table_empty (void)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  g_autoptr (GVariant) table = g_variant_ref_sink (haulier_job_table_new (jobs));
  g_autoptr (GPtrArray) read = haulier_job_table_read (table);

  g_assert_cmpuint (read->len, ==, 0);
}

/* Every byte of a table is replaced in turn: it is refused, or read as a table; memory is safe. */
static void
test_job_table_damaged (void)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_job_free);
  g_autoptr (GVariant) table = NULL;
  g_autofree guchar *bytes = NULL;
  gsize size = 0;

  for (guint i = 1; i <= 3; i++)
    g_ptr_array_add (jobs, make_job (i));
  table = g_variant_ref_sink (haulier_job_table_new (jobs));
  bytes = g_memdup2 (g_variant_get_fixed_array (table, &size, 1), g_variant_get_size (table));
  for (gsize i = 0; i < size; i++)
    {
      guchar before = bytes[i];
      g_autoptr (GVariant) damaged = NULL;
      g_autoptr (GPtrArray) read = NULL;

      bytes[i] ^= 0xff;
      damaged
          = g_variant_ref_sink (g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, bytes, size, 1));
      read = haulier_job_table_read (damaged);
      bytes[i] = before;
      if (read != NULL)
        g_assert_cmpuint (read->len, <=, size);
    }
}

static void
test_job_row_round_trip (void)
{
  for (guint i = 2; i <= 3; i++)
    {
      g_autoptr (HaulierJob) job = make_job (i);
      g_autoptr (GVariant) row = g_variant_ref_sink (haulier_job_row_new (job));
      g_autoptr (HaulierJob) read = haulier_job_row_read (row);

      assert_equal (read, job);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/bus/job-table/round-trip", test_job_table_round_trip);
  g_test_add_func ("/bus/job-table/empty", test_job_table_empty);
  g_test_add_func ("/bus/job-table/damaged", test_job_table_damaged);
  g_test_add_func ("/bus/job-row/round-trip", test_job_row_round_trip);
  return g_test_run ();
}
