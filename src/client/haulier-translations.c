/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The user's language: the first thing that a front end asks for. */
#include "config.h"

#include "haulier-translations.h"

#include <langinfo.h>
#include <libintl.h>
#include <locale.h>

/**
 * haulier_translations_find:
 * @program: path of the running program
 *
 * Finds the catalogues. A program in a build tree has those of the build tree, so that they can be
 * seen without an installation.
 *
 * Returns: (transfer full): the folder with a folder a language
 */
char *
haulier_translations_find (const char *program)
{
  g_autofree char *folder = g_path_get_dirname (program);
  /* BUILD/src/gui/haulier, BUILD/po; the other one is made by Meson in every build tree. */
  g_autofree char *meson = g_build_filename (folder, "../../meson-info", NULL);
  g_autofree char *catalogues = g_build_filename (folder, "../../po", NULL);

  if (g_file_test (meson, G_FILE_TEST_IS_DIR) && g_file_test (catalogues, G_FILE_TEST_IS_DIR))
    return g_canonicalize_filename (catalogues, NULL);
  return g_strdup (HAULIER_LOCALEDIR);
}

/**
 * haulier_translations_start:
 *
 * Takes the language from the environment, for all texts of Haulier. Called once, by main, before
 * anything else.
 */
void
haulier_translations_start (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *catalogues = haulier_translations_find (program != NULL ? program : "");

  setlocale (LC_ALL, "");
  /* Without a locale, as cron and ssh leave it, names are UTF-8 all the same. */
  if (g_str_equal (nl_langinfo (CODESET), "ANSI_X3.4-1968"))
    setlocale (LC_CTYPE, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
