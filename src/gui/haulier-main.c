/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The programme haulier: translations, then the application. */
#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "haulier-application.h"

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, HAULIER_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("haulier");

  g_autoptr (HaulierApplication) application = haulier_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
