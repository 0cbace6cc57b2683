/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Damaged files, out of the way and not lost. */
#include "config.h"

#include "haulier-store-aside-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "haulier-error.h"
#include "haulier-store-copy-private.h"

/* What belongs to a database, by the end of its name. */
static const char *const companions[] = { "", "-wal", "-shm" };

/* Removes a database and what belongs to it. */
void
haulier_store_aside_remove (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *name = g_strconcat (path, companions[i], NULL);

      g_unlink (name);
    }
}

static gint
compare_names (gconstpointer left, gconstpointer right)
{
  return strcmp (*(const char *const *) left, *(const char *const *) right);
}

/* The stamp in their names sorts them by age. */
static void
forget_oldest (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *prefix = g_strconcat (base, ".damaged-", NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_prefix (name, prefix) && !g_str_has_suffix (name, companions[1])
          && !g_str_has_suffix (name, companions[2]))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i + HAULIER_STORE_ASIDE_MAX_FILES < names->len; i++)
    {
      g_autofree char *old = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      haulier_store_aside_remove (old);
    }
}

static gboolean
move (const char *path, const char *aside, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *from = g_strconcat (path, companions[i], NULL);
      g_autofree char *to = g_strconcat (aside, companions[i], NULL);
      int code = g_rename (from, to) == 0 ? 0 : errno;

      if (code == 0 || code == ENOENT)
        continue;
      g_set_error (error,
                   HAULIER_ERROR,
                   haulier_error_code_from_errno (code),
                   "set %s aside: %s",
                   from,
                   g_strerror (code));
      return FALSE;
    }
  return TRUE;
}

/* Renames a file and what belongs to it; @out_name is set to its new name. */
gboolean
haulier_store_aside_move (const char *path, char **out_name, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *aside = g_strdup_printf ("%s.damaged-%s", path, stamp);

  for (guint i = 1; g_file_test (aside, G_FILE_TEST_EXISTS); i++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.damaged-%s.%u", path, stamp, i);
    }
  if (!move (path, aside, error))
    return FALSE;
  forget_oldest (path);
  *out_name = g_path_get_basename (aside);
  return haulier_store_sync_folder (path, error);
}
