/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of haulier-store-journal.c: whole records are read, torn ones are not. */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "haulier-store-files-private.h"
#include "haulier-store-jobs-private.h"
#include "haulier-store-journal-private.h"
#include "store-fixture.h"

/* What a reading found. */
typedef struct
{
  GString *events; /* a letter each */
  guint64 size;
  gboolean damaged;
} Reading;

static void
reading_clear (Reading *reading)
{
  g_string_free (reading->events, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static gboolean
on_record (HaulierStoreEvent event,
           const guint8 *data,
           gsize size,
           gpointer user_data,
           GError **error)
{
  static const char letters[] = "?CAREFSPLH";

  g_string_append_c (user_data, letters[event]);
  return TRUE;
}

static void
read_journal (const char *path, Reading *reading)
{
  if (reading->events == NULL)
    reading->events = g_string_new (NULL);
  g_string_truncate (reading->events, 0);
  g_assert_true (haulier_store_journal_read (
      path, on_record, reading->events, &reading->size, &reading->damaged, NULL));
}

typedef struct
{
  char *folder;
  char *path;
  HaulierStoreJournal *journal;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = store_fixture_make_folder ();
  fixture->path = g_build_filename (fixture->folder, "journal", NULL);
  fixture->journal = haulier_store_journal_open (fixture->path, 0, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->journal, haulier_store_journal_free);
  store_fixture_remove_folder (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
note_creation (HaulierStoreJournal *journal, guint number)
{
  g_autoptr (HaulierJob) job = store_fixture_make_job (number);
  g_autoptr (GPtrArray) files = store_fixture_make_files ("/target", 2, 0);

  job->sequence = number;
  haulier_store_journal_note_files (journal, HAULIER_STORE_EVENT_CREATED, job, files);
}

static void
test_journal_events (Fixture *fixture, gconstpointer data)
{
  HaulierStoreJournal *journal = fixture->journal;
  g_autoptr (HaulierJob) job = store_fixture_make_job (1);
  g_autoptr (GPtrArray) files = store_fixture_make_files ("/target", 3, 0);
  g_autoptr (GVariant) settings = g_variant_ref_sink (g_variant_new_parsed ("{'a': <1>}"));
  g_autoptr (GVariant) hosts = g_variant_ref_sink (g_variant_new_parsed ("('uid:1', @a{sv} {})"));
  HaulierLoginRecord login = { .owner = (char *) "uid:1000", .origin = (char *) "https://a:443" };
  g_auto (Reading) reading = { 0 };

  g_assert_true (haulier_store_journal_is_empty (journal));
  note_creation (journal, 1);
  haulier_store_journal_note_files (journal, HAULIER_STORE_EVENT_ADDED, job, files);
  haulier_store_journal_note_finished (journal, job->id, files);
  ((HaulierFile *) g_ptr_array_index (files, 1))->state = HAULIER_FILE_STATE_FINISHED;
  haulier_store_journal_note_finished (journal, job->id, files);
  haulier_store_journal_write (journal);
  haulier_store_journal_note_end (journal, job);
  haulier_store_journal_note_removal (journal, job->id);
  haulier_store_journal_note_settings (journal, settings);
  haulier_store_journal_note_set (journal, job);
  haulier_store_journal_note_login (journal, &login);
  haulier_store_journal_note_hosts (journal, hosts);
  haulier_store_journal_write (journal);
  read_journal (fixture->path, &reading);
  g_assert_cmpstr (reading.events->str, ==, "CAFERSPLH");
  g_assert_false (reading.damaged);
  g_assert_cmpuint (reading.size, ==, journal->size);
  g_assert_false (haulier_store_journal_is_empty (journal));
  g_assert_true (haulier_store_journal_reset (journal, NULL));
  g_assert_true (haulier_store_journal_is_empty (journal));
  read_journal (fixture->path, &reading);
  g_assert_cmpstr (reading.events->str, ==, "");
}

static void
test_journal_undo (Fixture *fixture, gconstpointer data)
{
  g_auto (Reading) reading = { 0 };
  gsize mark = 0;

  note_creation (fixture->journal, 1);
  mark = haulier_store_journal_mark (fixture->journal);
  note_creation (fixture->journal, 2);
  haulier_store_journal_note_removal (fixture->journal, "x");
  haulier_store_journal_undo (fixture->journal, mark);
  haulier_store_journal_note_removal (fixture->journal, "y");
  haulier_store_journal_write (fixture->journal);
  read_journal (fixture->path, &reading);
  g_assert_cmpstr (reading.events->str, ==, "CR");
}

/* The bytes of two records, and where the second one begins. */
static char *
write_two (Fixture *fixture, gsize *out_size, gsize *out_second)
{
  char *content = NULL;

  note_creation (fixture->journal, 1);
  haulier_store_journal_write (fixture->journal);
  *out_second = fixture->journal->size;
  note_creation (fixture->journal, 2);
  haulier_store_journal_write (fixture->journal);
  g_assert_true (g_file_get_contents (fixture->path, &content, out_size, NULL));
  return content;
}

/* Replaces the file without waiting for the disk. */
static void
put (Fixture *fixture, const char *content, gsize size)
{
  g_assert_true (g_file_set_contents_full (
      fixture->path, content, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

/* Cut at every byte, and with zeros after the cut, as a power cut leaves it. */
static void
test_journal_torn_tail (Fixture *fixture, gconstpointer data)
{
  gsize size = 0;
  gsize second = 0;
  g_autofree char *content = write_two (fixture, &size, &second);
  g_auto (Reading) reading = { 0 };

  for (gsize cut = second; cut < size; cut++)
    {
      g_autofree char *torn = g_malloc0 (size + 500);

      memcpy (torn, content, cut);
      for (guint i = 0; i < 3; i++)
        {
          gsize length = i == 0 ? cut : i == 1 ? size : size + 500;

          put (fixture, torn, length);
          read_journal (fixture->path, &reading);
          /* Cut in its last zero bytes, a record is whole again with zeros after it. */
          if (g_str_equal (reading.events->str, "CC"))
            continue;
          g_assert_cmpstr (reading.events->str, ==, "C");
          g_assert_cmpuint (reading.size, ==, second);
          g_assert_false (reading.damaged);
        }
    }
}

/* More records are written after the last whole one. */
static void
test_journal_goes_on (Fixture *fixture, gconstpointer data)
{
  gsize size = 0;
  gsize second = 0;
  g_autofree char *content = write_two (fixture, &size, &second);
  g_auto (Reading) reading = { 0 };
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->journal, haulier_store_journal_free);
  g_assert_true (g_file_set_contents (fixture->path, content, (gssize) size - 1, NULL));
  read_journal (fixture->path, &reading);
  fixture->journal = haulier_store_journal_open (fixture->path, reading.size, &error);
  g_assert_no_error (error);
  haulier_store_journal_note_removal (fixture->journal, "x");
  haulier_store_journal_write (fixture->journal);
  read_journal (fixture->path, &reading);
  g_assert_cmpstr (reading.events->str, ==, "CR");
}

/* A change of any byte of a record in the middle is noticed, and the next one is found. */
static void
test_journal_damaged (Fixture *fixture, gconstpointer data)
{
  gsize size = 0;
  gsize second = 0;
  g_autofree char *content = write_two (fixture, &size, &second);
  g_auto (Reading) reading = { 0 };

  for (gsize i = 16; i < second; i++)
    {
      content[i] ^= 0x10;
      put (fixture, content, size);
      read_journal (fixture->path, &reading);
      g_assert_cmpstr (reading.events->str, ==, "C");
      g_assert_cmpuint (reading.size, ==, size);
      g_assert_true (reading.damaged);
      content[i] ^= 0x10;
    }
  g_assert_true (g_file_set_contents (fixture->path, "somebody else's file", -1, NULL));
  read_journal (fixture->path, &reading);
  g_assert_true (reading.damaged);
  g_assert_cmpuint (reading.size, ==, 0);
}

/* What cannot be written makes it say so, and a new copy makes it whole. */
static void
test_journal_behind (Fixture *fixture, gconstpointer data)
{
  struct rlimit before;
  struct rlimit none;
  g_auto (Reading) reading = { 0 };

  note_creation (fixture->journal, 1);
  haulier_store_journal_write (fixture->journal);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  none = (struct rlimit){ .rlim_cur = fixture->journal->size + 10, .rlim_max = before.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &none), ==, 0);
  note_creation (fixture->journal, 2);
  haulier_store_journal_write (fixture->journal);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  g_assert_true (fixture->journal->behind);
  note_creation (fixture->journal, 3);
  haulier_store_journal_write (fixture->journal);
  read_journal (fixture->path, &reading);
  g_assert_cmpstr (reading.events->str, ==, "C");
  g_assert_true (haulier_store_journal_reset (fixture->journal, NULL));
  g_assert_false (fixture->journal->behind);
}

/* A record of an older program, with fewer fields, and one that makes no sense. */
static void
test_journal_short_record (void)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  HaulierStoreRowWriter writer = { .bytes = bytes };
  HaulierStoreRowReader reader = { 0 };
  g_autoptr (HaulierJob) job = NULL;
  g_autoptr (HaulierJob) nonsense = NULL;

  haulier_store_row_put_int (&writer, 9);
  haulier_store_row_put_text (&writer, "00000000-0000-4000-8000-000000000001");
  reader = (HaulierStoreRowReader){ .data = bytes->data, .size = bytes->len };
  job = haulier_store_job_read (&reader);
  g_assert_false (reader.broken);
  g_assert_cmpuint (job->sequence, ==, 9);
  g_assert_cmpstr (job->name, ==, "");
  reader = (HaulierStoreRowReader){ .data = (const guint8 *) "t\xff\xff\xff\xff", .size = 5 };
  nonsense = haulier_store_job_read (&reader);
  g_assert_true (reader.broken);
  g_assert_cmpuint (nonsense->sequence, ==, 0);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/store/journal/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  /* A file that reaches its limit is an error, not the end. */
  signal (SIGXFSZ, SIG_IGN);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("events", test_journal_events);
  ADD ("undo", test_journal_undo);
  ADD ("torn-tail", test_journal_torn_tail);
  ADD ("goes-on", test_journal_goes_on);
  ADD ("damaged", test_journal_damaged);
  ADD ("behind", test_journal_behind);
  g_test_add_func ("/store/journal/short-record", test_journal_short_record);
  return g_test_run ();
}
