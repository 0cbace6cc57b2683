/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Where a program finds its catalogues: in its build tree, or installed. */
#include "config.h"

#include "haulier-translations.h"

#include <glib/gstdio.h>

static void
test_translations_find_installed (void)
{
  g_autofree char *program = g_build_filename (g_get_tmp_dir (), "bin", "haulier", NULL);
  g_autofree char *found = haulier_translations_find (program);

  g_assert_cmpstr (found, ==, HAULIER_LOCALEDIR);
}

static void
test_translations_find_build_tree (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *tree = g_dir_make_tmp (NULL, &error);
  g_autofree char *program = g_build_filename (tree, "src", "gui", "haulier", NULL);
  g_autofree char *catalogues = g_build_filename (tree, "po", NULL);
  g_autofree char *meson = g_build_filename (tree, "meson-info", NULL);
  g_autofree char *gui = g_path_get_dirname (program);

  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir_with_parents (gui, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (catalogues, 0700), ==, 0);
  {
    g_autofree char *before = haulier_translations_find (program);

    g_assert_cmpstr (before, ==, HAULIER_LOCALEDIR);
  }
  g_assert_cmpint (g_mkdir_with_parents (meson, 0700), ==, 0);
  {
    g_autofree char *after = haulier_translations_find (program);

    g_assert_cmpstr (after, ==, catalogues);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/client/translations/find-installed", test_translations_find_installed);
  g_test_add_func ("/client/translations/find-build-tree", test_translations_find_build_tree);
  return g_test_run ();
}
