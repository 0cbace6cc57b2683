/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* haulierctl: the engine from the command line. */
#include "config.h"

#include <stdio.h>

#include "haulier-cli-command.h"
#include "haulier-translations.h"

int
main (int argc, char **argv)
{
  HaulierCli cli = { 0 };
  HaulierCliStatus status = HAULIER_CLI_DONE;

  haulier_translations_start ();
  g_set_prgname ("haulierctl");
  haulier_cli_init (&cli);
  status = haulier_cli_run (&cli, argc, argv);
  haulier_cli_clear (&cli);
  /* what was not written was not done, as for any other tool */
  if ((fflush (stdout) != 0 || ferror (stdout)) && status == HAULIER_CLI_DONE)
    status = HAULIER_CLI_REFUSED;
  return (int) status;
}
