/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what a worker that is taken over can still do. */
#include "config.h"

#include "haulier-worker-process.h"

#include <glib/gstdio.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "haulier-confinement.h"

/* A user that needs no entry anywhere. */
#define UID 61005
#define IDENTITY "61005:61005"

typedef struct
{
  char *folder;
  char *file;
  GSubprocess *victim;
  GDBusConnection *connection;
} Fixture;

static const char *
get_identity (void)
{
  return geteuid () == 0 ? IDENTITY : NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_strdup ("/var/tmp/haulier-probe-XXXXXX");
  g_assert_nonnull (g_mkdtemp_full (fixture->folder, 0755));
  g_assert_cmpint (chmod (fixture->folder, 0755), ==, 0);
  fixture->file = g_build_filename (fixture->folder, "secret", NULL);
  g_assert_true (g_file_set_contents (fixture->file, "secret", -1, NULL));
  g_assert_cmpint (chmod (fixture->file, 0600), ==, 0);
  if (geteuid () == 0)
    g_assert_cmpint (chown (fixture->file, UID, UID), ==, 0);
  fixture->victim
      = haulier_worker_process_start ("haulier-files", NULL, get_identity (), &fixture->connection);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_assert_true (g_subprocess_wait (fixture->victim, NULL, NULL));
  g_clear_object (&fixture->connection);
  g_clear_object (&fixture->victim);
  g_unlink (fixture->file);
  g_rmdir (fixture->folder);
  g_free (fixture->file);
  g_free (fixture->folder);
}

/* Returns: (transfer full): what worked, in the order of the probe. */
static char *
probe (Fixture *fixture, const char *kind)
{
  const char *build = g_getenv ("HAULIER_BUILD_DIR");
  g_autofree char *launch = g_build_filename (build, "src/worker/haulier-launch", NULL);
  g_autofree char *program = g_build_filename (build, "tests/worker/probe-confinement", NULL);
  const char *identity = get_identity ();
  const char *victim = g_subprocess_get_identifier (fixture->victim);
  const char *as[] = { launch, "--as", identity, program, kind, victim, fixture->file, NULL };
  const char *plain[] = { launch, program, kind, victim, fixture->file, NULL };
  g_autoptr (GSubprocess) process = NULL;
  GError *error = NULL;
  char *output = NULL;

  process
      = g_subprocess_newv (identity != NULL ? as : plain, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

static gboolean
has_landlock (void)
{
  return syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION) > 0;
}

/* Another worker's memory and descriptors are out of reach even for a program that gave nothing up;
 * the rest shows that the probe can tell. */
static void
test_confinement_none (Fixture *fixture, gconstpointer data)
{
  g_autofree char *worked = probe (fixture, "none");
  g_auto (GStrv) words = g_strsplit (worked, " ", -1);

  g_test_message ("%s", worked);
  g_assert_true (g_strv_contains ((const char *const *) words, "execve"));
  g_assert_true (g_strv_contains ((const char *const *) words, "own-memory-call"));
  g_assert_true (g_strv_contains ((const char *const *) words, "file"));
  g_assert_true (g_strv_contains ((const char *const *) words, "user"));
  g_assert_true (g_strv_contains ((const char *const *) words, "socket"));
  g_assert_false (g_strv_contains ((const char *const *) words, "memory"));
  g_assert_false (g_strv_contains ((const char *const *) words, "ptrace"));
}

static void
assert_worked (Fixture *fixture, HaulierConfinement confinement, const char *expected)
{
  g_autofree char *kind = g_strdup_printf ("%d", (gint) confinement);
  g_autofree char *worked = probe (fixture, kind);

  g_assert_cmpstr (worked, ==, expected);
}

static void
test_confinement_whole (Fixture *fixture, gconstpointer data)
{
  assert_worked (fixture, HAULIER_CONFINEMENT_WHOLE, "file socket thread ");
}

static void
test_confinement_network (Fixture *fixture, gconstpointer data)
{
  if (!has_landlock ())
    {
      g_test_skip ("the kernel has no Landlock");
      return;
    }
  assert_worked (fixture, HAULIER_CONFINEMENT_NETWORK, "socket thread ");
}

static void
test_confinement_files (Fixture *fixture, gconstpointer data)
{
  assert_worked (fixture, HAULIER_CONFINEMENT_FILES, "file thread ");
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/worker/confinement/none", test_confinement_none },
    { "/worker/confinement/whole", test_confinement_whole },
    { "/worker/confinement/network", test_confinement_network },
    { "/worker/confinement/files", test_confinement_files },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
