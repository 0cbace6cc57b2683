/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the mounts of a session: each kind, and what only looks like one (ACC-5). */
#include "config.h"

#include "haulier-session-mounts.h"

#define HOMES "/home/"

static const char mountinfo[]
    = "21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
      "30 21 0:26 / /run rw shared:5 - tmpfs tmpfs rw\n"
      "31 30 0:27 / /run/user/1000 rw shared:6 - tmpfs tmpfs rw\n"
      "32 31 0:40 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw\n"
      "33 21 8:17 / /media/ann/USB\\040STICK rw - vfat /dev/sdb1 rw\n"
      "34 30 8:33 / /run/media/ann/disk rw - ext4 /dev/sdc1 rw\n"
      "35 21 0:50 / /net rw - autofs systemd-1 rw\n"
      "36 35 0:51 / /net/server rw - nfs4 server:/ rw\n"
      "37 21 8:5 / /home rw - ext4 /dev/sda5 rw\n"
      "38 37 0:60 / " HOMES "ann rw - btrfs /dev/mapper/home-ann rw\n"
      "39 37 0:61 / /srv/secret rw - ecryptfs /srv/.secret rw\n"
      "40 21 0:62 / /mnt/far rw master:1 propagate_from:2 - fuse.sshfs ann@far:/ rw\n"
      "41 21 0:63 / /srv/plain rw - fuse.gocryptfs /x rw\n"
      "42 21 0:64 / /srv/enc rw - fuse.encfs encfs rw\n"
      "a line that is none\n";

static const struct
{
  const char *path;
  HaulierFact fact;
} path_rows[] = {
  { "/srv/report", HAULIER_FACT_NO },
  { "/run/haulier/report", HAULIER_FACT_NO },
  { "/run/user/1000/report", HAULIER_FACT_YES },
  { "/run/user/1000/gvfs/smb-share:server=s/report", HAULIER_FACT_YES },
  { "/media/ann/USB STICK/report", HAULIER_FACT_YES },
  { "/media/ann/USB STICKER/report", HAULIER_FACT_NO },
  { "/media/report", HAULIER_FACT_NO },
  { "/run/media/ann/disk/report", HAULIER_FACT_YES },
  { "/net/server/report", HAULIER_FACT_YES },
  { HOMES "ben/report", HAULIER_FACT_NO },
  { HOMES "ann/report", HAULIER_FACT_YES },
  { HOMES "ann", HAULIER_FACT_YES },
  { HOMES "anna/report", HAULIER_FACT_NO },
  { "/srv/secret/report", HAULIER_FACT_YES },
  { "/mnt/far/report", HAULIER_FACT_YES },
  { "/srv/plain/report", HAULIER_FACT_YES },
  { "/srv/enc/report", HAULIER_FACT_YES },
};

static void
test_session_mounts_paths (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (path_rows); i++)
    {
      g_test_message ("%s", path_rows[i].path);
      g_assert_cmpint (
          haulier_session_mounts_decide (mountinfo, path_rows[i].path), ==, path_rows[i].fact);
    }
}

static void
test_session_mounts_unknown (void)
{
  static const char *const rows[] = { "", "\n\n", "1 2 3 4 /", "1 2 3 4 / rw -", "- - - - - - -" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (haulier_session_mounts_decide (rows[i], "/srv"), ==, HAULIER_FACT_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/session-mounts/paths", test_session_mounts_paths);
  g_test_add_func ("/policy/session-mounts/unknown", test_session_mounts_unknown);
  return g_test_run ();
}
