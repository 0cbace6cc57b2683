/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Starts a worker so that it ends with its parent, gains no privileges and inherits one descriptor
 * only. */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* The private connection. */
#define CONNECTION_FD 3

static int
fail (const char *attempt)
{
  fprintf (stderr, "haulier-launch: %s: %s\n", attempt, strerror (errno));
  return EXIT_FAILURE;
}

/* haulier-launch PROGRAM [ARGUMENT…]; nothing of GLib, curl or OpenSSL is loaded here. */
int
main (int argc, char **argv)
{
  if (argc < 2)
    {
      fprintf (stderr, "usage: haulier-launch PROGRAM [ARGUMENT…]\n");
      return EXIT_FAILURE;
    }
  /* The kernel clears this signal when the identity changes: nothing changes it after this line. A
   * parent that is gone already has closed its end of the connection, which ends the worker too. */
  if (prctl (PR_SET_PDEATHSIG, SIGKILL) != 0)
    return fail ("ask to end with the parent");
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return fail ("give up new privileges");
  if (close_range (CONNECTION_FD + 1, ~0U, 0) != 0)
    return fail ("close inherited descriptors");
  execv (argv[1], argv + 1);
  return fail (argv[1]);
}
