/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The part of the file system that a network side needs. */
#include "config.h"

#include "haulier-landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <linux/landlock.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than the headers of the oldest system that this is built on. */
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif

#define READ_FILE LANDLOCK_ACCESS_FS_READ_FILE
#define READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITE_FILE (READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE)
#define WRITE (READ | WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE)
/* What a file that is no folder can have. */
#define OF_FILES                                                                                   \
  (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE       \
   | LANDLOCK_ACCESS_FS_TRUNCATE)
/* Everything up to the second version. */
#define EVERYTHING ((LANDLOCK_ACCESS_FS_REFER << 1) - 1)

/* Paths that are not there are left out; links are followed. */
static const struct
{
  const char *path;
  guint64 access;
} rows[] = {
  { .path = "/etc", .access = READ },
  { .path = "/usr", .access = READ },
  { .path = "/lib", .access = READ },
  { .path = "/lib64", .access = READ },
  /* Who resolves names: addresses, users, Kerberos servers. */
  { .path = "/run/systemd", .access = READ },
  { .path = "/run/resolvconf", .access = READ },
  { .path = "/run/NetworkManager", .access = READ },
  { .path = "/run/nscd", .access = READ },
  { .path = "/var/lib/sss", .access = READ },
  /* Certificates of the system besides those of /etc. */
  { .path = "/var/lib/ca-certificates", .access = READ },
  { .path = "/proc/self", .access = READ },
  /* Which start of the kernel this is, and what kind of machine. */
  { .path = "/proc/sys", .access = READ },
  { .path = "/proc/meminfo", .access = READ },
  { .path = "/sys/devices/system/cpu", .access = READ },
  { .path = "/dev/null", .access = WRITE_FILE },
  { .path = "/dev/random", .access = READ },
  { .path = "/dev/urandom", .access = READ },
  /* Where Kerberos has caches by default. */
  { .path = "/tmp", .access = READ },
};

static gboolean
allow (int ruleset, const char *path, guint64 access, guint64 handled)
{
  struct landlock_path_beneath_attr rule = {
    .allowed_access = access & handled,
    .parent_fd = open (path, O_PATH | O_CLOEXEC),
  };
  struct stat status;
  gboolean added = FALSE;

  if (rule.parent_fd < 0)
    return TRUE;
  if (fstat (rule.parent_fd, &status) == 0 && !S_ISDIR (status.st_mode))
    rule.allowed_access &= OF_FILES;
  added = syscall (SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
  (void) g_close (rule.parent_fd, NULL);
  return added;
}

/* A cache in a file is written anew beside it when a ticket is added. */
static gboolean
allow_kerberos (int ruleset, guint64 handled)
{
  const char *configuration = g_getenv ("KRB5_CONFIG");
  const char *name = g_getenv ("KRB5CCNAME");
  g_autofree char *folder = NULL;

  if (configuration != NULL && !allow (ruleset, configuration, READ, handled))
    return FALSE;
  if (name == NULL)
    return TRUE;
  if (g_str_has_prefix (name, "DIR:"))
    return allow (ruleset, name + strlen ("DIR:"), WRITE, handled);
  if (g_str_has_prefix (name, "FILE:"))
    name += strlen ("FILE:");
  if (!g_path_is_absolute (name))
    return TRUE;
  folder = g_path_get_dirname (name);
  return allow (ruleset, folder, WRITE, handled);
}

/* The settings of the desktop are a file that is read, and one in a folder of its own that says
 * when to read it again. Who has no home has no desktop either. */
static gboolean
allow_desktop_settings (int ruleset, guint64 handled)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *settings = g_build_filename (g_get_user_config_dir (), "dconf", NULL);
  g_autofree char *changes
      = g_build_filename (runtime != NULL ? runtime : g_get_user_cache_dir (), "dconf", NULL);

  if (!g_file_test (g_get_home_dir (), G_FILE_TEST_IS_DIR))
    return TRUE;
  (void) g_mkdir_with_parents (changes, 0700);
  return allow (ruleset, settings, READ, handled) && allow (ruleset, changes, WRITE, handled);
}

static gboolean
restrict_to (int ruleset, guint64 handled)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      if (!allow (ruleset, rows[i].path, rows[i].access, handled))
        return FALSE;
    }
  return allow_kerberos (ruleset, handled) && allow_desktop_settings (ruleset, handled)
         && syscall (SYS_landlock_restrict_self, ruleset, 0) == 0;
}

/**
 * haulier_landlock_enter:
 *
 * From now on this process, and each thread that it makes, opens and changes nothing outside of
 * what it needs to talk to networks. Descriptors that it is handed are not affected. After no new
 * privileges can be gained. A kernel without Landlock leaves it to the permissions.
 *
 * Returns: whether it is so, or the kernel has none
 */
gboolean
haulier_landlock_enter (void)
{
  long version = syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  struct landlock_ruleset_attr attribute = { .handled_access_fs = EVERYTHING };
  gboolean entered = FALSE;
  int ruleset = -1;

  if (version < 1)
    return errno == ENOSYS || errno == EOPNOTSUPP;
  if (version < 2)
    attribute.handled_access_fs &= ~(guint64) LANDLOCK_ACCESS_FS_REFER;
  if (version >= 3)
    attribute.handled_access_fs |= LANDLOCK_ACCESS_FS_TRUNCATE;
  ruleset = (int) syscall (SYS_landlock_create_ruleset, &attribute, sizeof attribute, 0);
  if (ruleset < 0)
    return FALSE;
  entered = restrict_to (ruleset, attribute.handled_access_fs);
  (void) g_close (ruleset, NULL);
  return entered;
}
