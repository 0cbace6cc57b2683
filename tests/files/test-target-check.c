/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of targets: folders, names, numbers; and of held files that get their names. */
#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-file-finish.h"
#include "haulier-held-files.h"
#include "haulier-part-name.h"
#include "haulier-target-check.h"

#define JOB "6a1f8f5e-0000-4000-8000-000000000001"

static char *
make_folder (void)
{
  return g_dir_make_tmp ("targets-XXXXXX", NULL);
}

static void
make_file (const char *folder, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static void
assert_content (const char *folder, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, content);
}

static void
assert_target (HaulierTargetCheck *check,
               const char *folder,
               const char *name,
               gboolean explicit_name,
               gboolean overwrite,
               const char *expected,
               guint32 code)
{
  g_autoptr (HaulierFailure) failure = NULL;
  g_autofree char *path
      = haulier_target_check_name (check, folder, name, explicit_name, overwrite, &failure);
  g_autofree char *wanted = expected != NULL ? g_build_filename (folder, expected, NULL) : NULL;

  g_assert_cmpstr (path, ==, wanted);
  g_assert_cmphex (failure != NULL ? (guint32) failure->code : 0, ==, code);
  if (failure != NULL)
    g_assert_cmpint (failure->context, ==, HAULIER_ERROR_CONTEXT_LOCAL_FILE);
}

static void
test_target_check_names (void)
{
  g_autoptr (HaulierTargetCheck) check = haulier_target_check_new ();
  g_autofree char *folder = make_folder ();
  g_autofree char *inside = g_build_filename (folder, "inside", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autofree char *longest = g_strnfill (255, 'a');
  g_autofree char *longer = g_strnfill (256, 'a');

  make_file (folder, "there.txt", "");
  g_assert_cmpint (g_mkdir (inside, 0700), ==, 0);
  assert_target (check, folder, "new.txt", TRUE, FALSE, "new.txt", 0);
  assert_target (check, folder, "new.txt", TRUE, FALSE, NULL, 0x80070050);
  assert_target (check, folder, "new.txt", FALSE, FALSE, "new (1).txt", 0);
  assert_target (check, folder, "new.txt", FALSE, FALSE, "new (2).txt", 0);
  assert_target (check, folder, "there.txt", TRUE, FALSE, NULL, 0x80070050);
  assert_target (check, folder, "there.txt", TRUE, TRUE, "there.txt", 0);
  assert_target (check, folder, "inside", TRUE, TRUE, NULL, 0x80070050);
  assert_target (check, folder, "inside", FALSE, FALSE, "inside (1)", 0);
  assert_target (check, folder, longest, TRUE, FALSE, longest, 0);
  assert_target (check, folder, longer, TRUE, FALSE, NULL, 0x8007007b);
  assert_target (check, folder, "", TRUE, FALSE, NULL, 0x8007007b);
  assert_target (check, folder, "..", TRUE, FALSE, NULL, 0x8007007b);
  assert_target (check, folder, "a/b", TRUE, FALSE, NULL, 0x8007007b);
  assert_target (check, folder, "../b", FALSE, FALSE, "b", 0);
  assert_target (check, missing, "a", TRUE, FALSE, NULL, 0x80070002);
  assert_target (check, "relative", "a", TRUE, FALSE, NULL, 0x8007007b);
}

static void
test_held_files_complete (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *part = haulier_part_name_dup (JOB, 3);
  g_autofree char *record = haulier_part_name_dup_record (JOB, 3);
  g_autofree char *record_path = g_build_filename (folder, record, NULL);
  g_autofree char *target = g_build_filename (folder, "a.txt", NULL);
  g_autofree char *numbered = g_build_filename (folder, "a (1).txt", NULL);
  g_autoptr (HaulierFailure) failure = NULL;
  g_autofree char *path = NULL;
  g_autofree char *again = NULL;
  struct stat status;

  make_file (folder, part, "new");
  make_file (folder, record, "record");
  make_file (folder, "a.txt", "old");
  g_assert_null (haulier_held_files_complete (JOB, 3, target, FALSE, FALSE, 0640, 0, &failure));
  g_assert_cmphex ((guint32) failure->code, ==, 0x80070050);
  assert_content (folder, part, "new");
  assert_content (folder, "a.txt", "old");
  path = haulier_held_files_complete (JOB, 3, target, FALSE, TRUE, 0640, 1234567890, &failure);
  g_assert_cmpstr (path, ==, numbered);
  assert_content (folder, "a (1).txt", "new");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mtime, ==, 1234567890);
  g_assert_cmpint (status.st_mode & 07777, ==, 0640);
  g_assert_false (g_file_test (record_path, G_FILE_TEST_EXISTS));
  /* Asked once more, after an answer that was lost. */
  again = haulier_held_files_complete (JOB, 3, path, FALSE, FALSE, 0640, 0, &failure);
  g_assert_cmpstr (again, ==, path);
}

static void
test_held_files_overwrite (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *part = haulier_part_name_dup (JOB, 0);
  g_autofree char *target = g_build_filename (folder, "a.txt", NULL);
  g_autoptr (HaulierFailure) failure = NULL;
  g_autofree char *path = NULL;

  make_file (folder, part, "new");
  make_file (folder, "a.txt", "old");
  path = haulier_held_files_complete (JOB, 0, target, TRUE, FALSE, 0640, 0, &failure);
  g_assert_cmpstr (path, ==, target);
  assert_content (folder, "a.txt", "new");
}

static void
test_held_files_discard (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *part = haulier_part_name_dup (JOB, 0);
  g_autofree char *part_path = g_build_filename (folder, part, NULL);
  g_autofree char *target = g_build_filename (folder, "a.txt", NULL);

  make_file (folder, part, "new");
  make_file (folder, "a.txt", "somebody's");
  g_assert_cmpuint (haulier_held_files_discard (JOB, 0, target), ==, 0);
  g_assert_cmpuint (haulier_held_files_discard (JOB, 0, target), ==, 0);
  g_assert_cmpuint (haulier_held_files_discard (JOB, 0, "/nowhere/a.txt"), ==, 0);
  g_assert_false (g_file_test (part_path, G_FILE_TEST_EXISTS));
  assert_content (folder, "a.txt", "somebody's");
}

/* What an earlier worker left is taken up only when it cannot be a trap. */
static void
test_part_name_open (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *secret = g_build_filename (folder, "secret", NULL);
  g_autofree char *trap = g_build_filename (folder, "trap", NULL);
  g_autofree char *twin = g_build_filename (folder, "twin", NULL);
  g_autofree char *pipe_path = g_build_filename (folder, "pipe", NULL);
  int folder_fd = open (folder, O_DIRECTORY | O_RDONLY | O_CLOEXEC);
  gint error_number = 0;
  int fd = -1;

  make_file (folder, "secret", "secret");
  make_file (folder, "plain", "plain");
  g_assert_cmpint (symlink (secret, trap), ==, 0);
  fd = haulier_part_name_open (folder_fd, "plain", &error_number);
  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_close (fd, NULL));
  g_assert_cmpint (haulier_part_name_open (folder_fd, "trap", &error_number), ==, -1);
  g_assert_cmpint (link (secret, twin), ==, 0);
  g_assert_cmpint (haulier_part_name_open (folder_fd, "twin", &error_number), ==, -1);
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  g_assert_cmpint (haulier_part_name_open (folder_fd, "pipe", &error_number), ==, -1);
  /* A new one replaces the trap, and does not write through it. */
  fd = haulier_part_name_create (folder_fd, "trap", &error_number);
  g_assert_cmpint (write (fd, "x", 1), ==, 1);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_close (folder_fd, NULL));
  assert_content (folder, "secret", "secret");
  assert_content (folder, "trap", "x");
}

/* Root may write to these folders; there are no files to be made. */
static void
test_target_check_no_files_there (void)
{
  g_autoptr (HaulierTargetCheck) check = haulier_target_check_new ();
  HaulierFailure *failure = NULL;

  g_assert_null (haulier_target_check_name (check, "/proc", "x", TRUE, FALSE, &failure));
  g_assert_cmpint (failure->code, ==, HAULIER_ERROR_ACCESS_DENIED);
  haulier_failure_free (failure);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/files/target-check/names", test_target_check_names);
  g_test_add_func ("/files/held-files/complete", test_held_files_complete);
  g_test_add_func ("/files/held-files/overwrite", test_held_files_overwrite);
  g_test_add_func ("/files/held-files/discard", test_held_files_discard);
  g_test_add_func ("/files/part-name/open", test_part_name_open);
  g_test_add_func ("/files/target-check/no-files-there", test_target_check_no_files_there);
  return g_test_run ();
}
