/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Starts a worker: as whom it is told, for good; it ends with its parent, gains no privileges, and
 * inherits one descriptor only. */
#include "config.h"

#include <cap-ng.h>
#include <errno.h>
#include <getopt.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

/* The private connection. */
#define CONNECTION_FD 3
#define MAX_GROUPS 1024
/* As people have it: what is nobody else's is made so by whoever makes it. */
#define UMASK 022

typedef struct
{
  uid_t uid;
  gid_t groups[MAX_GROUPS];
  size_t n_groups; /* 0: stay who this is */
} Identity;

static int
fail (const char *attempt)
{
  fprintf (stderr, "haulier-launch: %s: %s\n", attempt, strerror (errno));
  return EXIT_FAILURE;
}

/* A decimal number up to its separator; -1 is no user and no group. */
static int
parse_number (const char **text, unsigned int *out_number)
{
  char *end = NULL;
  unsigned long number = 0;

  errno = 0;
  number = strtoul (*text, &end, 10);
  if (end == *text || **text < '0' || **text > '9' || errno != 0 || number >= 0xFFFFFFFFul)
    return 0;
  *text = end;
  *out_number = (unsigned int) number;
  return 1;
}

/* UID:GROUP[,GROUP…]; the first group is the one that new files get. */
static int
parse_identity (const char *text, Identity *identity)
{
  unsigned int number = 0;

  if (!parse_number (&text, &number) || *text != ':')
    return 0;
  identity->uid = number;
  do
    {
      text++;
      if (identity->n_groups == MAX_GROUPS || !parse_number (&text, &number))
        return 0;
      identity->groups[identity->n_groups++] = number;
    }
  while (*text == ',');
  return *text == '\0';
}

/* Root's files are opened with root's rights over files, and none of its others. */
static void
select_capabilities (const Identity *identity)
{
  capng_clear (CAPNG_SELECT_ALL);
  if (identity->uid == 0)
    (void) capng_updatev (CAPNG_ADD,
                          CAPNG_EFFECTIVE | CAPNG_PERMITTED | CAPNG_BOUNDING_SET,
                          CAP_DAC_OVERRIDE,
                          CAP_DAC_READ_SEARCH,
                          CAP_FOWNER,
                          -1);
}

static const char *
become (const Identity *identity)
{
  if (setgroups (identity->n_groups, identity->groups) != 0)
    return "set the groups";
  if (setresgid (identity->groups[0], identity->groups[0], identity->groups[0]) != 0)
    return "set the group";
  select_capabilities (identity);
  /* Before the user, who may not any more. */
  if (capng_apply (CAPNG_SELECT_BOUNDS) != 0)
    return "give up the bounding set";
  if (setresuid (identity->uid, identity->uid, identity->uid) != 0)
    return "set the user";
  if (capng_apply (CAPNG_SELECT_CAPS) != 0)
    return "give up capabilities";
  /* What can be taken back was not given up. */
  if (identity->uid != 0 && setresuid (0, 0, 0) == 0)
    {
      errno = EPERM;
      return "give up the user for good";
    }
  return NULL;
}

static const char *
restrict_process (void)
{
  const struct rlimit no_core = { 0, 0 };

  /* A core file would have what the worker was told in confidence. */
  if (setrlimit (RLIMIT_CORE, &no_core) != 0)
    return "forbid core files";
  /* The kernel clears this signal when the identity changes: nothing changes it after this line. A
   * parent that is gone already has closed its end of the connection, which ends the worker too. */
  if (prctl (PR_SET_PDEATHSIG, SIGKILL) != 0)
    return "ask to end with the parent";
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return "give up new privileges";
  if (close_range (CONNECTION_FD + 1, ~0U, 0) != 0)
    return "close inherited descriptors";
  return NULL;
}

static int
usage (void)
{
  fprintf (stderr, "usage: haulier-launch [--as UID:GROUP[,GROUP…]] PROGRAM [ARGUMENT…]\n");
  return EXIT_FAILURE;
}

/* Nothing of GLib, curl or OpenSSL is loaded here. */
int
main (int argc, char **argv)
{
  static const struct option options[] = {
    { "as", required_argument, NULL, 'a' },
    { NULL, 0, NULL, 0 },
  };
  Identity identity = { 0 };
  const char *attempt = NULL;
  int option = 0;

  while ((option = getopt_long (argc, argv, "+", options, NULL)) != -1)
    {
      if (option != 'a' || identity.n_groups > 0 || !parse_identity (optarg, &identity))
        return usage ();
    }
  if (optind >= argc)
    return usage ();
  if (identity.n_groups > 0)
    {
      umask (UMASK);
      attempt = become (&identity);
    }
  if (attempt == NULL)
    attempt = restrict_process ();
  if (attempt != NULL)
    return fail (attempt);
  execv (argv[optind], argv + optind);
  return fail (argv[optind]);
}
