/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* haulierctl: the engine from the command line. */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <libintl.h>
#include <locale.h>
#include <stdio.h>

#include "haulier-cli-command.h"

int
main (int argc, char **argv)
{
  HaulierCli cli = { 0 };
  HaulierCliStatus status = HAULIER_CLI_DONE;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, HAULIER_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("haulierctl");
  haulier_cli_init (&cli);
  status = haulier_cli_run (&cli, argc, argv);
  haulier_cli_clear (&cli);
  /* what was not written was not done, as for any other tool */
  if ((fflush (stdout) != 0 || ferror (stdout)) && status == HAULIER_CLI_DONE)
    status = HAULIER_CLI_REFUSED;
  return (int) status;
}
