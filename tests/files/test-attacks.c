/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of folders in which somebody else may do what he likes: nothing outside of them is touched,
 * whoever saves there. */
#include "config.h"

#include "haulier-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include "haulier-local-failure.h"

#define ID "6a1f8f5e-0000-4000-8000-000000000004"
/* Who saves, unless root does; and who plants things. They need no entry anywhere. */
#define BEN_UID 61003
#define EVE_UID 61004
/* How often folder and link change places while files are made. */
#define N_SWAPS 3000
#define N_RACES 300

/* eve's folder, which everybody may write to, and one that must not change. */
typedef struct
{
  char *top;
  char *eve;
  char *outside;
  HaulierPartNames names;
} Tree;

static char *
in (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static char *
make_folder (const char *top, const char *name, uid_t uid, mode_t mode)
{
  char *path = in (top, name);

  g_assert_cmpint (g_mkdir (path, mode), ==, 0);
  g_assert_cmpint (chmod (path, mode), ==, 0);
  if (geteuid () == 0)
    g_assert_cmpint (chown (path, uid, uid), ==, 0);
  return path;
}

static void
set_up (Tree *tree, gconstpointer data)
{
  g_autofree char *precious = NULL;

  tree->top = g_strdup ("/tmp/haulier-attacks-XXXXXX");
  g_assert_nonnull (g_mkdtemp_full (tree->top, 0755));
  g_assert_cmpint (chmod (tree->top, 0755), ==, 0);
  tree->eve = make_folder (tree->top, "eve", EVE_UID, 0777);
  tree->outside = make_folder (tree->top, "outside", BEN_UID, 0777);
  precious = in (tree->outside, "precious");
  g_assert_true (g_file_set_contents (precious, "precious", -1, NULL));
  g_assert_cmpint (chmod (precious, 0666), ==, 0);
  haulier_part_names_init (&tree->names, ID, 0);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = in (path, name);

      remove_all (child);
    }
  g_assert_cmpint (remove (path), ==, 0);
}

/* Whatever was tried: one file is outside, as it was. */
static void
tear_down (Tree *tree, gconstpointer data)
{
  g_autofree char *precious = in (tree->outside, "precious");
  g_autofree char *content = NULL;
  g_autoptr (GDir) dir = g_dir_open (tree->outside, 0, NULL);
  struct stat status;

  g_assert_true (g_file_get_contents (precious, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "precious");
  g_assert_cmpint (lstat (precious, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0666);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "precious");
  g_assert_null (g_dir_read_name (dir));
  remove_all (tree->top);
  g_free (tree->top);
  g_free (tree->eve);
  g_free (tree->outside);
}

typedef struct
{
  gboolean saved;
  gint code; /* of the failure, or 0 */
} Outcome;

/* Makes a file, and gives it a name that is taken by something. */
static Outcome
save (const char *path, const HaulierPartNames *names, gboolean overwrite)
{
  g_autoptr (HaulierFolder) folder = haulier_folder_new (path);
  g_autoptr (HaulierFailure) failure = NULL;
  g_autofree char *given = NULL;
  HaulierPartFds fds = { -1, -1 };
  Outcome outcome = { FALSE, 0 };

  if (haulier_folder_create_part (folder, names, TRUE, &fds, &failure)
      && write (fds.fd, "loot", 4) == 4
      && haulier_folder_settle_part (folder, names, fds.fd, 0644, 1, &failure))
    given = haulier_folder_give_name (folder, names, fds.fd, "file", overwrite, FALSE, &failure);
  if (fds.fd >= 0)
    g_close (fds.fd, NULL);
  if (fds.record_fd >= 0)
    g_close (fds.record_fd, NULL);
  outcome.saved = given != NULL;
  outcome.code = failure != NULL ? failure->code : 0;
  return outcome;
}

/* As whom a test saves: root where it may, and somebody else. */
static Outcome
save_as (gboolean ben, const char *path, const HaulierPartNames *names, gboolean overwrite)
{
  Outcome outcome = { FALSE, 0 };
  int pair[2] = { -1, -1 };
  pid_t child = 0;

  if (!ben || geteuid () != 0)
    return save (path, names, overwrite);
  g_assert_cmpint (pipe2 (pair, O_CLOEXEC), ==, 0);
  child = fork ();
  if (child == 0)
    {
      if (setresgid (BEN_UID, BEN_UID, BEN_UID) != 0 || setresuid (BEN_UID, BEN_UID, BEN_UID) != 0)
        _exit (2);
      outcome = save (path, names, overwrite);
      _exit (write (pair[1], &outcome, sizeof outcome) == sizeof outcome ? 0 : 1);
    }
  g_close (pair[1], NULL);
  g_assert_cmpint (read (pair[0], &outcome, sizeof outcome), ==, sizeof outcome);
  g_close (pair[0], NULL);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  return outcome;
}

static void
plant_link (const char *target, const char *path, uid_t uid)
{
  g_assert_cmpint (symlink (target, path), ==, 0);
  if (geteuid () == 0)
    g_assert_cmpint (lchown (path, uid, uid), ==, 0);
}

/* What eve puts where the temporary file, its record, or the final file goes. */
static void
plant_symbolic_link (Tree *tree, const char *path)
{
  g_autofree char *precious = in (tree->outside, "precious");

  plant_link (precious, path, EVE_UID);
}

static void
plant_hard_link (Tree *tree, const char *path)
{
  g_autofree char *precious = in (tree->outside, "precious");

  g_assert_cmpint (link (precious, path), ==, 0);
}

static void
plant_pipe (Tree *tree, const char *path)
{
  g_assert_cmpint (mkfifo (path, 0666), ==, 0);
}

static void
plant_device (Tree *tree, const char *path)
{
  if (mknod (path, S_IFCHR | 0666, makedev (1, 7)) != 0)
    plant_pipe (tree, path);
}

static void
plant_nowhere (Tree *tree, const char *path)
{
  g_autofree char *target = in (tree->outside, "made");

  plant_link (target, path, EVE_UID);
}

static void (*const plants[]) (Tree *tree, const char *path) = {
  plant_symbolic_link, plant_hard_link, plant_pipe, plant_device, plant_nowhere,
};

static void
try_plants (Tree *tree, gboolean ben, const char *name, gboolean overwrite)
{
  gboolean taken = g_str_equal (name, "file");
  g_autofree char *path = in (tree->eve, name);
  g_autofree char *file = in (tree->eve, "file");
  g_autofree char *part = in (tree->eve, tree->names.part);
  g_autofree char *record = in (tree->eve, tree->names.record);

  for (gsize i = 0; i < G_N_ELEMENTS (plants); i++)
    {
      Outcome outcome = { FALSE, 0 };
      struct stat status;

      plants[i](tree, path);
      outcome = save_as (ben, tree->eve, &tree->names, overwrite);
      g_assert_true (outcome.saved == (!taken || overwrite));
      if (!outcome.saved)
        g_assert_cmphex (outcome.code, ==, HAULIER_ERROR_FILE_EXISTS);
      /* What was saved is a file of its own. */
      g_assert_cmpint (lstat (file, &status), ==, 0);
      g_assert_true (!outcome.saved || (S_ISREG (status.st_mode) && status.st_nlink == 1));
      g_assert_cmpint (g_unlink (file), ==, 0);
      (void) g_unlink (part);
      (void) g_unlink (record);
    }
}

static void
test_attacks_on_names (Tree *tree, gconstpointer data)
{
  for (guint ben = 0; ben < 2; ben++)
    {
      try_plants (tree, ben == 1, tree->names.part, FALSE);
      try_plants (tree, ben == 1, tree->names.record, FALSE);
      try_plants (tree, ben == 1, "file", FALSE);
      try_plants (tree, ben == 1, "file", TRUE);
    }
}

/* Links to files are told of by what happens to the file. */
static int
watch_opens (const char *path)
{
  int fd = inotify_init1 (IN_CLOEXEC | IN_NONBLOCK);

  g_assert_cmpint (inotify_add_watch (fd, path, IN_OPEN | IN_DONT_FOLLOW), >=, 0);
  return fd;
}

static gboolean
was_opened (int fd)
{
  char events[4096];
  gboolean opened = read (fd, events, sizeof events) > 0;

  g_close (fd, NULL);
  return opened;
}

/* Nothing that was planted is continued, or opened. */
static void
test_attacks_on_resume (Tree *tree, gconstpointer data)
{
  g_autoptr (HaulierFolder) folder = haulier_folder_new (tree->eve);
  g_autofree char *part = in (tree->eve, tree->names.part);
  g_autofree char *record = in (tree->eve, tree->names.record);

  for (gsize i = 0; i < G_N_ELEMENTS (plants); i++)
    {
      HaulierPartFds fds = { 7, 7 };
      HaulierFailure *failure = NULL;
      int opens = -1;

      plants[i](tree, record);
      plants[i](tree, part);
      opens = watch_opens (record);
      g_assert_true (haulier_folder_open_part (folder, &tree->names, &fds, &failure));
      g_assert_cmpint (fds.fd, ==, -1);
      g_assert_cmpint (fds.record_fd, ==, -1);
      g_assert_false (was_opened (opens));
      g_assert_cmpint (g_unlink (record), ==, 0);
      g_assert_cmpint (g_unlink (part), ==, 0);
    }
}

/* A file of another user is none of ours, however it looks. */
static void
test_attacks_on_resume_owner (Tree *tree, gconstpointer data)
{
  g_autoptr (HaulierFolder) folder = haulier_folder_new (tree->eve);
  g_autofree char *record = in (tree->eve, tree->names.record);
  HaulierPartFds fds = { -1, -1 };
  HaulierFailure *failure = NULL;

  if (geteuid () != 0)
    {
      g_test_skip ("only root makes files of others");
      return;
    }
  g_assert_true (g_file_set_contents (record, "mine", -1, NULL));
  g_assert_cmpint (chown (record, EVE_UID, EVE_UID), ==, 0);
  g_assert_true (haulier_folder_open_part (folder, &tree->names, &fds, &failure));
  g_assert_cmpint (fds.record_fd, ==, -1);
}

static Outcome
save_through_link (Tree *tree, const char *target, const char *rest, uid_t uid, gboolean ben)
{
  g_autofree char *link = in (tree->eve, "link");
  g_autofree char *path = g_build_filename (link, rest, NULL);
  Outcome outcome = { FALSE, 0 };

  plant_link (target, link, uid);
  outcome = save_as (ben, path, &tree->names, FALSE);
  g_assert_cmpint (g_unlink (link), ==, 0);
  return outcome;
}

/* Somebody else's link is not followed, as the folder itself or on the way to it. */
static void
test_attacks_on_the_way (Tree *tree, gconstpointer data)
{
  if (geteuid () != 0)
    {
      g_test_skip ("only root makes links of others");
      return;
    }
  for (guint ben = 0; ben < 2; ben++)
    {
      Outcome whole = save_through_link (tree, tree->outside, "", EVE_UID, ben == 1);
      Outcome part = save_through_link (tree, tree->top, "outside", EVE_UID, ben == 1);
      Outcome up = save_through_link (tree, "..", "outside", EVE_UID, ben == 1);

      g_assert_cmphex (whole.code, ==, HAULIER_ERROR_ACCESS_DENIED);
      g_assert_cmphex (part.code, ==, HAULIER_ERROR_ACCESS_DENIED);
      g_assert_cmphex (up.code, ==, HAULIER_ERROR_ACCESS_DENIED);
    }
}

static void
test_attacks_message (Tree *tree, gconstpointer data)
{
  g_autofree char *link = in (tree->eve, "link");
  g_autoptr (HaulierFolder) folder = haulier_folder_new (link);
  g_autoptr (HaulierFailure) failure = NULL;
  HaulierPartFds fds = { -1, -1 };

  if (geteuid () != 0)
    {
      g_test_skip ("only root makes links of others");
      return;
    }
  plant_link (tree->outside, link, EVE_UID);
  g_assert_false (haulier_folder_create_part (folder, &tree->names, FALSE, &fds, &failure));
  g_assert_cmpint (failure->context, ==, HAULIER_ERROR_CONTEXT_LOCAL_FILE);
  g_assert_nonnull (strstr (failure->message, "“link” is a symbolic link"));
  g_assert_nonnull (strstr (failure->message, "61004"));
}

/* Links of root and one's own are what people have on their machines. */
static void
test_attacks_trusted_links (Tree *tree, gconstpointer data)
{
  g_autofree char *inside = make_folder (tree->eve, "inside", BEN_UID, 0777);
  Outcome of_root = save_through_link (tree, "inside", "", 0, TRUE);
  Outcome own = { FALSE, 0 };
  g_autofree char *file = in (inside, "file");

  g_assert_true (of_root.saved);
  g_assert_cmpint (g_unlink (file), ==, 0);
  own = save_through_link (tree, "../eve", "inside", BEN_UID, TRUE);
  g_assert_true (own.saved);
}

static void
test_attacks_circle (Tree *tree, gconstpointer data)
{
  Outcome outcome = save_through_link (tree, "link", "", geteuid (), FALSE);

  g_assert_false (outcome.saved);
}

static void
test_attacks_parent (Tree *tree, gconstpointer data)
{
  g_autofree char *path = g_build_filename (tree->eve, "..", "outside", NULL);

  g_assert_cmphex (save (path, &tree->names, FALSE).code, ==, HAULIER_ERROR_INVALID_NAME);
}

/* When something is put in the place of the temporary file. */
typedef enum
{
  SWAP_BEFORE_SETTLING,
  SWAP_BEFORE_NAMING,
} SwapTime;

/* Returns: the code of the failure, or 0 when the file is told to be saved */
static gint
save_while_swapped (Tree *tree, gsize plant, SwapTime when, gboolean overwrite)
{
  g_autoptr (HaulierFolder) folder = haulier_folder_new (tree->eve);
  g_autoptr (HaulierFailure) failure = NULL;
  g_autofree char *part = in (tree->eve, tree->names.part);
  g_autofree char *given = NULL;
  HaulierPartFds fds = { -1, -1 };

  g_assert_true (haulier_folder_create_part (folder, &tree->names, FALSE, &fds, &failure));
  if (when == SWAP_BEFORE_NAMING)
    g_assert_true (haulier_folder_settle_part (folder, &tree->names, fds.fd, 0644, 1, &failure));
  g_assert_cmpint (g_unlink (part), ==, 0);
  plants[plant](tree, part);
  if (when == SWAP_BEFORE_NAMING
      || haulier_folder_settle_part (folder, &tree->names, fds.fd, 0644, 1, &failure))
    given = haulier_folder_give_name (
        folder, &tree->names, fds.fd, "file", overwrite, FALSE, &failure);
  g_close (fds.fd, NULL);
  g_assert_true ((given == NULL) == (failure != NULL));
  return failure != NULL ? failure->code : 0;
}

/* What has the place of the temporary file is never told to be it. */
static void
test_attacks_on_the_end (Tree *tree, gconstpointer data)
{
  g_autofree char *part = in (tree->eve, tree->names.part);
  g_autofree char *file = in (tree->eve, "file");

  for (gsize i = 0; i < G_N_ELEMENTS (plants) * 4; i++)
    {
      SwapTime when = (i & 1) != 0 ? SWAP_BEFORE_NAMING : SWAP_BEFORE_SETTLING;
      gint code = save_while_swapped (tree, i / 4, when, (i & 2) != 0);

      g_assert_cmphex (code, ==, HAULIER_ERROR_ACCESS_DENIED);
      /* What is seen in time does not get the name either. */
      if (when == SWAP_BEFORE_SETTLING)
        g_assert_cmpint (g_unlink (part), ==, 0);
      else
        g_assert_cmpint (g_unlink (file), ==, 0);
    }
}

typedef struct
{
  Tree *tree;
  gint stop; /* atomic */
} Disturber;

/* “way” is now a folder, now a link of eve's to the other one. */
static gpointer
swap_folder (gpointer data)
{
  Disturber *eve = data;
  g_autofree char *way = in (eve->tree->eve, "way");
  g_autofree char *link = in (eve->tree->eve, "link");

  for (guint i = 0; i < N_SWAPS && !g_atomic_int_get (&eve->stop); i++)
    g_assert_cmpint (renameat2 (AT_FDCWD, way, AT_FDCWD, link, RENAME_EXCHANGE), ==, 0);
  return NULL;
}

/* The temporary file is a link all of a sudden. */
static gpointer
swap_part (gpointer data)
{
  Disturber *eve = data;
  g_autofree char *part = in (eve->tree->eve, eve->tree->names.part);
  g_autofree char *link = in (eve->tree->eve, "link");

  while (!g_atomic_int_get (&eve->stop))
    {
      (void) unlink (link);
      plant_symbolic_link (eve->tree, link);
      (void) renameat2 (AT_FDCWD, link, AT_FDCWD, part, RENAME_EXCHANGE);
    }
  return NULL;
}

/* What sorts downloads takes each as soon as it has its name. */
static gpointer
sort_files (gpointer data)
{
  Disturber *sorter = data;
  g_autofree char *file = in (sorter->tree->eve, "file");
  g_autofree char *sorted = in (sorter->tree->eve, "sorted");

  while (!g_atomic_int_get (&sorter->stop))
    (void) rename (file, sorted);
  return NULL;
}

static void
test_attacks_race (Tree *tree, gconstpointer data)
{
  g_autofree char *way = make_folder (tree->eve, "way", EVE_UID, 0777);
  g_autofree char *link = in (tree->eve, "link");
  Disturber eve = { .tree = tree };
  GThread *thread = NULL;

  if (geteuid () != 0)
    {
      g_test_skip ("only root makes links of others");
      return;
    }
  plant_link (tree->outside, link, EVE_UID);
  thread = g_thread_new ("swap", swap_folder, &eve);
  /* Each is saved in the folder, wherever that is by then, or refused. */
  for (guint i = 0; i < N_RACES; i++)
    {
      Outcome outcome = save (way, &tree->names, TRUE);

      g_assert_true (outcome.saved || outcome.code == HAULIER_ERROR_ACCESS_DENIED);
    }
  g_atomic_int_set (&eve.stop, 1);
  g_thread_join (thread);
}

/* Each is saved, or is said not to be. */
static void
test_attacks_race_at_the_end (Tree *tree, gconstpointer data)
{
  Disturber eve = { .tree = tree };
  GThread *thread = g_thread_new ("swap", swap_part, &eve);
  g_autofree char *file = in (tree->eve, "file");

  for (guint i = 0; i < N_RACES; i++)
    {
      Outcome outcome = save (tree->eve, &tree->names, TRUE);
      struct stat status;

      if (outcome.saved)
        g_assert_true (lstat (file, &status) == 0 && S_ISREG (status.st_mode));
      else
        g_assert_cmphex (outcome.code, ==, HAULIER_ERROR_ACCESS_DENIED);
    }
  g_atomic_int_set (&eve.stop, 1);
  g_thread_join (thread);
}

static void
test_attacks_none (Tree *tree, gconstpointer data)
{
  Disturber sorter = { .tree = tree };
  GThread *thread = g_thread_new ("sort", sort_files, &sorter);

  for (guint i = 0; i < N_RACES; i++)
    g_assert_true (save (tree->eve, &tree->names, TRUE).saved);
  g_atomic_int_set (&sorter.stop, 1);
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*func) (Tree *tree, gconstpointer data);
  } tests[] = {
    { "/files/attacks/names", test_attacks_on_names },
    { "/files/attacks/resume", test_attacks_on_resume },
    { "/files/attacks/resume-owner", test_attacks_on_resume_owner },
    { "/files/attacks/way", test_attacks_on_the_way },
    { "/files/attacks/message", test_attacks_message },
    { "/files/attacks/trusted-links", test_attacks_trusted_links },
    { "/files/attacks/circle", test_attacks_circle },
    { "/files/attacks/parent", test_attacks_parent },
    { "/files/attacks/end", test_attacks_on_the_end },
    { "/files/attacks/race", test_attacks_race },
    { "/files/attacks/race-at-the-end", test_attacks_race_at_the_end },
    { "/files/attacks/none", test_attacks_none },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Tree, NULL, set_up, tests[i].func, tear_down);
  return g_test_run ();
}
