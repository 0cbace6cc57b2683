/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* haulierctl: the engine from the command line. */
#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "haulier-cli-command.h"
#include "haulier-error.h"
#include "haulier-translations.h"

/* Nobody has to be told who closed the other end: "haulierctl jobs | head". */
static gboolean
somebody_reads (void)
{
  struct pollfd output = { .fd = STDOUT_FILENO, .events = POLLOUT };

  return poll (&output, 1, 0) < 0 || (output.revents & POLLERR) == 0;
}

/* What was not written was not done, as for any other tool. */
static HaulierCliStatus
finish_output (HaulierCliStatus status)
{
  gint error_number = ferror (stdout) != 0 ? EIO : 0;
  g_autoptr (GError) error = NULL;

  if (fflush (stdout) != 0)
    error_number = errno;
  if (error_number == 0 || status != HAULIER_CLI_DONE)
    return status;
  g_set_error (&error,
               HAULIER_ERROR,
               haulier_error_code_from_errno (error_number),
               _ ("print the result: %s"),
               g_strerror (error_number));
  if (somebody_reads ())
    haulier_cli_complain (error);
  return HAULIER_CLI_REFUSED;
}

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
  return (int) finish_output (status);
}
