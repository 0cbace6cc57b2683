/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The programme haulier: translations, then the application. */
#include "config.h"

#include "haulier-application.h"
#include "haulier-translations.h"

int
main (int argc, char *argv[])
{
  haulier_translations_start ();
  g_set_prgname ("haulier");

  g_autoptr (HaulierApplication) application = haulier_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
