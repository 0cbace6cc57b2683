/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests that what was acknowledged survives SIGKILL at any moment. */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "store-fixture.h"

#define N_ROUNDS 12u
#define FILES_PER_JOB 20u

/* The child prints a line for each step: "+N" created, "?N" about to be removed, "-N" removed. */

/* What the parent knows of jobs, by their number. */
typedef struct
{
  GHashTable *alive;   /* created, and acknowledged */
  GHashTable *doubted; /* their removal was asked for */
  GHashTable *gone;    /* removed, and acknowledged */
} Ledger;

static void
ledger_init (Ledger *ledger)
{
  ledger->alive = g_hash_table_new (g_direct_hash, g_direct_equal);
  ledger->doubted = g_hash_table_new (g_direct_hash, g_direct_equal);
  ledger->gone = g_hash_table_new (g_direct_hash, g_direct_equal);
}

static void
ledger_clear (Ledger *ledger)
{
  g_clear_pointer (&ledger->alive, g_hash_table_unref);
  g_clear_pointer (&ledger->doubted, g_hash_table_unref);
  g_clear_pointer (&ledger->gone, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ledger, ledger_clear)

static void
ledger_note (Ledger *ledger, const char *line)
{
  gpointer job = GUINT_TO_POINTER ((guint) g_ascii_strtoull (line + 1, NULL, 10));

  if (line[0] == '+' && !g_hash_table_contains (ledger->doubted, job))
    g_hash_table_add (ledger->alive, job);
  if (line[0] == '?')
    g_hash_table_remove (ledger->alive, job);
  if (line[0] == '?')
    g_hash_table_add (ledger->doubted, job);
  if (line[0] == '-')
    g_hash_table_add (ledger->gone, job);
}

static void
on_created (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  haulier_store_create_job_finish (HAULIER_STORE (source), result, NULL, &error);
  g_assert_no_error (error);
  printf ("+%u\n", GPOINTER_TO_UINT (user_data));
  fflush (stdout);
}

static int
run_child (const char *folder, guint first)
{
  HaulierStore *store = store_fixture_open (folder);

  printf ("ready\n");
  fflush (stdout);
  for (guint i = first;; i++)
    {
      g_autoptr (HaulierJob) job = store_fixture_make_job (i);
      g_autofree char *target = g_strdup_printf ("/target/%u", i);
      g_autoptr (GPtrArray) files = store_fixture_make_files (target, FILES_PER_JOB, 0);

      job->files_total = files->len;
      haulier_store_create_job_async (store, job, files, on_created, GUINT_TO_POINTER (i));
      if (i % 3 == 0)
        {
          g_autoptr (HaulierJob) old = store_fixture_make_job (i - 1);

          printf ("?%u\n", i - 1);
          fflush (stdout);
          g_assert_true (store_fixture_remove (store, old->id, NULL));
          printf ("-%u\n", i - 1);
          fflush (stdout);
        }
      haulier_store_save_job (store, job);
      while (g_main_context_iteration (NULL, FALSE))
        ;
    }
  return 0;
}

/* Reads @n_lines lines, kills the child, and reads what it had still said. */
static void
kill_after (const char *program, const char *folder, guint first, guint n_lines, Ledger *ledger)
{
  g_autofree char *number = g_strdup_printf ("%u", first);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--child", folder, number, NULL);
  g_autoptr (GDataInputStream) lines = NULL;
  guint n_read = 0;

  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  for (;;)
    {
      g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

      if (line == NULL)
        break;
      ledger_note (ledger, line);
      if (++n_read == n_lines)
        g_subprocess_send_signal (child, SIGKILL);
    }
  g_assert_true (g_subprocess_wait (child, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (child));
}

/* Every acknowledged job is there, whole; of the others some may be, whole too. */
static guint
check_jobs (const char *folder, Ledger *ledger)
{
  HaulierStore *store = store_fixture_open (folder);
  g_autoptr (GPtrArray) jobs = store_fixture_load_jobs (store);
  guint n_found = 0;
  guint last = 0;

  g_assert_cmpstr (haulier_store_get_notices (store)[0], ==, NULL);
  for (guint i = 0; i < jobs->len; i++)
    {
      const HaulierJob *job = g_ptr_array_index (jobs, i);
      guint number = (guint) g_ascii_strtoull (strrchr (job->id, '-') + 1, NULL, 16);
      g_autoptr (GPtrArray) files = store_fixture_load_files (store, job->id, 0, 0);

      g_assert_cmpuint (files->len, ==, FILES_PER_JOB);
      g_assert_false (g_hash_table_contains (ledger->gone, GUINT_TO_POINTER (number)));
      n_found += g_hash_table_contains (ledger->alive, GUINT_TO_POINTER (number)) ? 1 : 0;
      last = MAX (last, number);
    }
  g_assert_cmpuint (n_found, ==, g_hash_table_size (ledger->alive));
  store_fixture_close (store);
  return last;
}

static void
test_crash_kill (gconstpointer data)
{
  const char *program = data;
  g_autofree char *folder = store_fixture_make_folder ();
  g_auto (Ledger) ledger = { 0 };
  guint last = 0;

  ledger_init (&ledger);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      kill_after (program, folder, last + 1, 1 + (guint) g_test_rand_int_range (0, 150), &ledger);
      last = check_jobs (folder, &ledger);
      g_test_message ("round %u: %u jobs, last %u", round, g_hash_table_size (ledger.alive), last);
    }
  store_fixture_remove_folder (folder);
}

/* The same, and the log of the database is lost, and every other time the database is damaged as
 * well: the copy and the journal have every job. */
static void
test_crash_and_damage (gconstpointer data)
{
  const char *program = data;
  g_autofree char *folder = store_fixture_make_folder ();
  g_autofree char *database = g_build_filename (folder, "queue.db", NULL);
  g_autofree char *wal = g_build_filename (folder, "queue.db-wal", NULL);
  g_auto (Ledger) ledger = { 0 };
  guint last = 0;

  ledger_init (&ledger);
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      HaulierStore *store = NULL;
      const char *const *notices = NULL;

      kill_after (program, folder, last + 1, 1 + (guint) g_test_rand_int_range (0, 100), &ledger);
      g_assert_true (g_file_set_contents (wal, "", 0, NULL));
      if (round % 2 == 0)
        store_fixture_damage (database, 0, "garbage!", 8);
      store = store_fixture_open (folder);
      notices = haulier_store_get_notices (store);
      /* What a checkpoint wrote back before the kill is not lost with the log. */
      if (round % 2 == 0)
        g_assert_nonnull (notices[0]);
      for (guint i = 0; notices[i] != NULL; i++)
        g_test_message ("round %u: %s", round, notices[i]);
      store_fixture_close (store);
      last = check_jobs (folder, &ledger);
    }
  store_fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], (guint) g_ascii_strtoull (argv[3], NULL, 10));
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/store/crash/kill", argv[0], test_crash_kill);
  g_test_add_data_func ("/store/crash/kill-and-damage", argv[0], test_crash_and_damage);
  return g_test_run ();
}
