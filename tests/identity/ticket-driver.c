/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Computer credentials outside an engine: ticket-driver FOLDER HOST KEYTAB, then a command a line;
 * "ensure" and "peek" are answered with a line of fields. The lab drives it with a real Kerberos
 * server. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "haulier-error.h"
#include "haulier-machine-credentials.h"

#define LINE_BYTES 1024

typedef struct
{
  HaulierMachineCredentials *credentials;
  GMainLoop *loop;
} Driver;

static const char *const states[] = {
  [HAULIER_MACHINE_CREDENTIAL_UNKNOWN] = "unknown",
  [HAULIER_MACHINE_CREDENTIAL_NONE] = "none",
  [HAULIER_MACHINE_CREDENTIAL_READY] = "ready",
  [HAULIER_MACHINE_CREDENTIAL_FAILED] = "failed",
};

static const char *
or_nothing (const char *text)
{
  return text != NULL ? text : "";
}

/* state, principal, expires, number, reason, cache, symbol of the error, error; tabs between. */
static void
print_state (Driver *driver, HaulierAccount account, const char *cache, const GError *error)
{
  const HaulierMachineCredential *credential
      = haulier_machine_credentials_peek (driver->credentials, account);
  gint32 number = 0;

  if (credential->evidence != NULL)
    g_variant_get_child (credential->evidence, 0, "(&si&s)", NULL, &number, NULL);
  printf ("%s\t%s\t%" G_GINT64_FORMAT "\t%d\t%s\t%s\t%s\t%s\n",
          states[credential->state],
          or_nothing (credential->principal),
          credential->expires,
          number,
          or_nothing (credential->reason),
          or_nothing (cache),
          error != NULL ? haulier_error_get_symbol (error->code) : "",
          error != NULL ? error->message : "");
  fflush (stdout);
}

typedef struct
{
  Driver *driver;
  HaulierAccount account;
} Question;

static void
ensured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HaulierSecurityContext) context = haulier_machine_credentials_ensure_finish (
      HAULIER_MACHINE_CREDENTIALS (source), result, &error);

  print_state (
      question->driver, question->account, context != NULL ? context->kerberos_cache : NULL, error);
  g_free (question);
}

static void
ensure (Driver *driver, HaulierAccount account, uid_t uid)
{
  gid_t group = uid;
  HaulierSecurityContext stack = {
    .uid = uid,
    .gid = group,
    .groups = &group,
    .n_groups = 1,
    .user = (char *) "tester",
    .home = (char *) "/",
  };
  g_autoptr (HaulierSecurityContext) context = haulier_security_context_with_cache (&stack, NULL);
  Question *question = g_new0 (Question, 1);

  *question = (Question){ driver, account };
  haulier_machine_credentials_ensure_async (
      driver->credentials, account, context, ensured_cb, question);
}

static uid_t
read_uid (const char *text)
{
  return (uid_t) strtoul (text, NULL, 10);
}

static HaulierAccount
read_account (const char *key)
{
  HaulierAccount account = { 0 };

  if (!haulier_account_from_key (key, &account, NULL))
    exit (2);
  return account;
}

static gboolean
command_cb (GIOChannel *channel, GIOCondition condition, gpointer user_data)
{
  Driver *driver = user_data;
  char line[LINE_BYTES] = "";
  g_auto (GStrv) words = NULL;

  if (fgets (line, sizeof line, stdin) == NULL)
    {
      g_main_loop_quit (driver->loop);
      return G_SOURCE_REMOVE;
    }
  words = g_strsplit (g_strchomp (line), " ", -1);
  if (g_str_equal (words[0], "ensure"))
    ensure (driver, read_account (words[1]), read_uid (words[2]));
  else if (g_str_equal (words[0], "need"))
    haulier_machine_credentials_set_needed (
        driver->credentials, read_uid (words[1]), g_str_equal (words[2], "yes"));
  else if (g_str_equal (words[0], "peek"))
    print_state (driver, read_account (words[1]), NULL, NULL);
  return G_SOURCE_CONTINUE;
}

int
main (int argc, char **argv)
{
  Driver driver = { NULL };
  g_autoptr (GIOChannel) channel = g_io_channel_unix_new (0);

  setvbuf (stdin, NULL, _IONBF, 0);
  driver.loop = g_main_loop_new (NULL, FALSE);
  driver.credentials = haulier_machine_credentials_new (argv[1], argv[2]);
  haulier_machine_credentials_set_keytab (driver.credentials, argv[3]);
  g_io_add_watch (channel, G_IO_IN | G_IO_HUP, command_cb, &driver);
  g_main_loop_run (driver.loop);
  g_object_unref (driver.credentials);
  g_main_loop_unref (driver.loop);
  return 0;
}
