/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which folders go when somebody logs off: mapped drives, as they are here. */
#include "config.h"

#include "haulier-session-mounts.h"

#include <string.h>

/* Fields of a line: id, parent, device, root, mount point, options, …, "-", type, source. */
#define MOUNT_POINT_FIELD 4

/* What a row does not name fits everything. A prefix ends in a slash, and what is mounted below it
 * counts; a home is one level below it. */
static const struct
{
  const char *type;
  const char *below;
  gboolean is_home;
  const char *source;
} mount_rows[] = {
  { .type = "fuse.gvfsd-fuse", .source = "GVfs: mounted for one session" },
  { .below = "/run/user/", .source = "the runtime folder of a session, pam_systemd" },
  { .below = "/run/media/", .source = "udisks: removable media of a person" },
  { .below = "/media/", .source = "udisks, file managers: removable media of a person" },
  { .type = "autofs", .source = "mounted when it is used, unmounted when it is not" },
  { .type = "ecryptfs", .source = "a home that is decrypted at login" },
  { .type = "fuse.encfs", .source = "a folder that a person decrypts" },
  { .type = "fuse.gocryptfs", .source = "a folder that a person decrypts" },
  { .type = "fuse.sshfs", .source = "mounted by a person" },
  { .below = "/home/", .is_home = TRUE, .source = "a home that is mounted at login" },
};

static gboolean
is_below (const char *path, const char *folder)
{
  gsize length = strlen (folder);

  while (length > 0 && folder[length - 1] == '/')
    length--;
  return strncmp (path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static gboolean
row_fits (gsize row, const char *type, const char *mount_point)
{
  const char *below = mount_rows[row].below;

  if (mount_rows[row].type != NULL && !g_str_equal (mount_rows[row].type, type))
    return FALSE;
  if (below == NULL)
    return TRUE;
  if (!g_str_has_prefix (mount_point, below) || mount_point[strlen (below)] == '\0')
    return FALSE;
  return !mount_rows[row].is_home || strchr (mount_point + strlen (below), '/') == NULL;
}

/* Takes a line apart; spaces in a mount point are \040. */
static gboolean
read_line (const char *line, char **out_mount_point, char **out_type)
{
  g_auto (GStrv) fields = g_strsplit (line, " ", -1);
  guint n_fields = g_strv_length (fields);

  for (guint i = MOUNT_POINT_FIELD + 2; i + 1 < n_fields; i++)
    {
      if (!g_str_equal (fields[i], "-"))
        continue;
      *out_mount_point = g_strcompress (fields[MOUNT_POINT_FIELD]);
      *out_type = g_strdup (fields[i + 1]);
      return TRUE;
    }
  return FALSE;
}

/**
 * haulier_session_mounts_decide:
 * @mountinfo: what /proc/self/mountinfo says
 * @path: an absolute path
 *
 * Tells whether a path is on something that is mounted for a session or a person, which a system
 * account does not have, or loses. Every mount on the way to the path counts.
 *
 * Source: Service Accounts and BITS: mapped drive letters; proc(5).
 *
 * Returns: yes or no, unknown where @mountinfo says nothing
 */
HaulierFact
haulier_session_mounts_decide (const char *mountinfo, const char *path)
{
  g_auto (GStrv) lines = g_strsplit (mountinfo, "\n", -1);
  HaulierFact fact = HAULIER_FACT_UNKNOWN;

  for (gsize i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *mount_point = NULL;
      g_autofree char *type = NULL;

      if (!read_line (lines[i], &mount_point, &type) || !is_below (path, mount_point))
        continue;
      if (fact == HAULIER_FACT_UNKNOWN)
        fact = HAULIER_FACT_NO;
      for (gsize row = 0; row < G_N_ELEMENTS (mount_rows); row++)
        {
          if (row_fits (row, type, mount_point))
            return HAULIER_FACT_YES;
        }
    }
  return fact;
}
