/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The sub-commands as one table, in the order of the help. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "haulier-cli-command-private.h"

const HaulierCliCommand haulier_cli_commands[] = {
  {
      .name = "add",
      .synopsis = N_ ("ADDRESS…"),
      .summary = N_ ("Download addresses, as one job that starts at once"),
      .description
      = N_ ("Files go to the download folder, or to PATH: an existing folder, a folder with a "
            "slash at "
            "its end, or the file itself. Prints the id of the job. Interrupted while it waits, "
            "haulierctl ends with status 130 and the job goes on."),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_add,
  },
  {
      .name = "create",
      .synopsis = N_ ("NAME"),
      .summary = N_ ("Create an empty job, suspended, that waits to be completed at its end"),
      .description
      = N_ ("As with BITS: add files, resume the job, and complete it when it is transferred.\n"
            "Prints the id of the job."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_create,
  },
  {
      .name = "add-file",
      .synopsis = N_ ("JOB ADDRESS PATH"),
      .summary = N_ ("Add a file to a job"),
      .min_arguments = 3,
      .max_arguments = 3,
      .run = haulier_cli_add_file,
  },
  {
      .name = "add-files",
      .synopsis = N_ ("JOB --from LIST"),
      .summary = N_ ("Add the files of a list to a job"),
      .description
      = N_ ("LIST has an address in each line, and after a tab where it goes, if not to --to."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_add_files_from,
  },
  {
      .name = "jobs",
      .synopsis = "",
      .summary = N_ ("List the jobs"),
      .run = haulier_cli_jobs,
  },
  {
      .name = "show",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Show everything about jobs"),
      .min_arguments = 1,
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_show,
  },
  {
      .name = "files",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("List the files of a job"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_files,
  },
  {
      .name = "suspend",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Let jobs stand still until they are resumed"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_do,
  },
  {
      .name = "resume",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Let suspended and failed jobs go on"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_do,
  },
  {
      .name = "cancel",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("End jobs; files that are not complete are deleted"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_do,
  },
  {
      .name = "complete",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Give transferred files their names, and finish the jobs"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_do,
  },
  {
      .name = "retry",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Try what failed again, now"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_do,
  },
  {
      .name = "remove",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Take jobs out of the list; those that are not finished are cancelled"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_do,
  },
  {
      .name = "wait",
      .synopsis = N_ ("JOB…"),
      .summary = N_ ("Wait until jobs are finished"),
      .description
      = N_ ("A suspended job is waited for. The status is that of the first job that is not well."),
      .min_arguments = 1,
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_wait,
  },
  {
      .name = "monitor",
      .synopsis = N_ ("[JOB…]"),
      .summary = N_ ("Show what happens, until interrupted"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_monitor,
  },
  {
      .name = "set",
      .synopsis = N_ ("JOB KEY=VALUE…"),
      .summary = N_ ("Change settings of a job, all or none"),
      .description
      = N_ ("owner=me, alone, makes you its owner; credentials, certificate, headers and "
            "notify command\n"
            "are dropped."),
      .min_arguments = 2,
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_set_job,
  },
  {
      .name = "trace",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("List what happened to a job, step by step"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_trace,
  },
  {
      .name = "credentials",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("List who a job logs in as"),
      .description = N_ ("Passwords are never shown."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_credentials,
  },
  {
      .name = "credentials set",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Set a login of a job, for its servers or for the proxy"),
      .description
      = N_ ("The password is asked for, or read from standard input. It is never an argument."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_credentials_set,
  },
  {
      .name = "credentials remove",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Remove a login of a job"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_credentials_remove,
  },
  {
      .name = "host-credentials",
      .synopsis = "",
      .summary = N_ ("List who all your jobs log in as, by host"),
      .description = N_ ("A user name in an address, and one that is set for the job, come first. "
                         "Passwords are never\nshown."),
      .run = haulier_cli_credentials,
  },
  {
      .name = "host-credentials set",
      .synopsis = N_ ("ADDRESS"),
      .summary = N_ ("Set a login for a host, a server or a proxy, for all your jobs"),
      .description
      = N_ ("The password is asked for, or read from standard input. It is never an argument."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_credentials_set,
  },
  {
      .name = "host-credentials remove",
      .synopsis = N_ ("ADDRESS"),
      .summary = N_ ("Remove a login for a host"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_credentials_remove,
  },
  {
      .name = "proxy",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Show the proxy settings of a job"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_proxy,
  },
  {
      .name = "proxy set",
      .synopsis = N_ ("JOB preconfig|none|autodetect|override"),
      .summary = N_ ("Set the proxy settings of a job"),
      .description = N_ ("preconfig uses the settings of the desktop, none no proxy, autodetect a "
                         "script that the\n"
                         "network offers, override the proxies of --list."),
      .min_arguments = 2,
      .max_arguments = 2,
      .run = haulier_cli_proxy_set,
  },
  {
      .name = "token",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Show the helper token of a job"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_token,
  },
  {
      .name = "token flags",
      .synopsis = N_ ("JOB none|local-file|network|local-file,network"),
      .summary = N_ ("Set what the helper token of a job is used for"),
      .min_arguments = 2,
      .max_arguments = 2,
      .run = haulier_cli_token_flags,
  },
  {
      .name = "token set",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Lend your own identity to a job of yours"),
      .description = N_ ("In your own engine that is another Kerberos cache."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_token_set,
  },
  {
      .name = "token clear",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Take the helper token of a job away"),
      .description = N_ ("What it was used for stays: a job that needs a token stops."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_token_clear,
  },
  {
      .name = "token offer",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Print a code with which somebody can lend an identity to a job"),
      .description = N_ ("The code can be used once, within five minutes."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_token_offer,
  },
  {
      .name = "token describe",
      .synopsis = N_ ("CODE"),
      .summary = N_ ("Show what a job asks for whose code you have"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_token_describe,
  },
  {
      .name = "token lend",
      .synopsis = N_ ("CODE"),
      .summary = N_ ("Lend your identity to the job that a code is for"),
      .description = N_ ("It is lent until you log off, or the job asks for more."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_token_lend,
  },
  {
      .name = "token lent",
      .synopsis = "",
      .summary = N_ ("Show the jobs that you have lent your identity to"),
      .run = haulier_cli_token_lent,
  },
  {
      .name = "token withdraw",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Take your identity back from a job of “token lent”"),
      .description = N_ ("What it was used for stays: a job that needs a token stops."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_token_withdraw,
  },
  {
      .name = "certificate",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Show the client certificate of a job"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_certificate,
  },
  {
      .name = "certificate set",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Set the client certificate of a job"),
      .description = N_ ("One of --id and --subject says which certificate of the store it is."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_certificate_set,
  },
  {
      .name = "certificate clear",
      .synopsis = N_ ("JOB"),
      .summary = N_ ("Use no client certificate for a job any more"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_certificate_clear,
  },
  {
      .name = "certificates",
      .synopsis = "",
      .summary = N_ ("List your client certificates and this computer’s"),
      .description
      = N_ ("Yours are the .pem and .crt files of haulier/certificates in your configuration "
            "folder, this\n"
            "computer’s those in that of the system. They can be named in jobs; private keys are "
            "not read."),
      .run = haulier_cli_certificates,
  },
  {
      .name = "access",
      .synopsis = N_ ("JOB [FILE] | ADDRESS"),
      .summary = N_ ("Show who is used for what, with what and why, before anything is sent"),
      .description = N_ ("FILE is the number of a file of the job, from 0. An address is planned "
                         "for without a job, with\n"
                         "the options below; with a job they change what its plan would be."),
      .min_arguments = 1,
      .max_arguments = 2,
      .run = haulier_cli_access,
  },
  {
      .name = "accounts",
      .synopsis = "",
      .summary = N_ ("Show who each account is here and on the network, and what to mind"),
      .description
      = N_ ("The system's engine tells what is, with --all-owners of every account that "
            "has jobs, too;\n"
            "your own one tells what the service accounts would be."),
      .run = haulier_cli_accounts,
  },
  {
      .name = "profiles",
      .synopsis = "",
      .summary = N_ ("List the generations of Windows that a job can behave like"),
      .run = haulier_cli_profiles,
  },
  {
      .name = "settings",
      .synopsis = N_ ("[KEY[=VALUE]…]"),
      .summary = N_ ("Show or change settings of the engine"),
      .max_arguments = G_MAXUINT,
      .run = haulier_cli_settings,
  },
  {
      .name = "util set-proxy",
      .synopsis = N_ ("ACCOUNT none|autodetect|override"),
      .summary = N_ ("Set the proxy of a service account, which has no desktop"),
      .description
      = N_ ("ACCOUNT is LocalSystem, LocalService or NetworkService. It is used by "
            "those of its jobs whose\n"
            "proxy is set to preconfig, as bitsadmin /Util /SetIEProxy has it. Without --session\n"
            "it is set in the system’s engine, which has them."),
      .min_arguments = 2,
      .max_arguments = 2,
      .run = haulier_cli_util_set_proxy,
  },
  {
      .name = "util get-proxy",
      .synopsis = N_ ("ACCOUNT"),
      .summary = N_ ("Show the proxy of a service account"),
      .description = N_ ("ACCOUNT is LocalSystem, LocalService or NetworkService."),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_util_get_proxy,
  },
  {
      .name = "explain",
      .synopsis = N_ ("CODE"),
      .summary = N_ ("Explain an error by its HRESULT, symbol or HTTP status"),
      .min_arguments = 1,
      .max_arguments = 1,
      .run = haulier_cli_explain,
  },
};

const gsize haulier_cli_n_commands = G_N_ELEMENTS (haulier_cli_commands);
