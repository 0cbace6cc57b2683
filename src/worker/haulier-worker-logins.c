/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Asks the engine who logs in, and tells it what came of it. */
#include "config.h"

#include "haulier-worker-logins.h"

#include <errno.h>
#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "haulier-bus-names.h"
#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-words.h"

/* Characters of UTF-8. */
#define SECRET_MAX_BYTES (HAULIER_PASSWORD_MAX_CHARS * 4)

typedef struct
{
  HaulierLoginQuestion *question;
  HaulierLoginAnswer answer;
  gpointer answer_data;
} Question;

static GVariant *
make_challenge (const HaulierLoginQuestion *question)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder,
                         "{sv}",
                         "target",
                         g_variant_new_string (haulier_word_from_value (HAULIER_TYPE_AUTH_TARGET,
                                                                        (gint) question->target)));
  g_variant_builder_add (&builder, "{sv}", "origin", g_variant_new_string (question->origin));
  g_variant_builder_add (&builder, "{sv}", "realm", g_variant_new_string (question->realm));
  g_variant_builder_add (&builder,
                         "{sv}",
                         "offered",
                         g_variant_new_strv ((const char *const *) question->offered, -1));
  g_variant_builder_add (&builder, "{sv}", "secure", g_variant_new_boolean (question->secure));
  g_variant_builder_add (
      &builder, "{sv}", "same-origin", g_variant_new_boolean (question->same_origin));
  g_variant_builder_add (&builder, "{sv}", "status", g_variant_new_uint32 (question->status));
  g_variant_builder_add (&builder, "{sv}", "sent", g_variant_new_uint64 (question->sent));
  if (question->message != NULL)
    g_variant_builder_add (&builder, "{sv}", "message", g_variant_new_string (question->message));
  return g_variant_builder_end (&builder);
}

/* Returns: (nullable): what the descriptor has, which is closed. */
static char *
read_secret (GUnixFDList *descriptors, gint32 handle)
{
  int fd = descriptors != NULL ? g_unix_fd_list_get (descriptors, handle, NULL) : -1;
  char *secret = g_malloc0 (SECRET_MAX_BYTES + 1);
  gsize length = 0;
  gssize count = 1;

  if (fd < 0)
    {
      g_free (secret);
      return NULL;
    }
  (void) lseek (fd, 0, SEEK_SET);
  while (length < SECRET_MAX_BYTES && count > 0)
    {
      count = TEMP_FAILURE_RETRY (read (fd, secret + length, SECRET_MAX_BYTES - length));
      length += (gsize) MAX (count, 0);
    }
  g_close (fd, NULL);
  return secret;
}

static HaulierWireLogin *
read_login (GVariant *answer, GUnixFDList *descriptors)
{
  const char *scheme_word = "";
  const char *user = NULL;
  gint scheme = 0;
  guint64 number = 0;
  gboolean implicit = FALSE;
  gint32 handle = -1;
  char *secret = NULL;

  (void) g_variant_lookup (answer, "login", "t", &number);
  (void) g_variant_lookup (answer, "scheme", "&s", &scheme_word);
  (void) g_variant_lookup (answer, "implicit", "b", &implicit);
  (void) g_variant_lookup (answer, "user", "&s", &user);
  if (number == 0 || !haulier_word_to_value (HAULIER_TYPE_AUTH_SCHEME, scheme_word, &scheme, NULL))
    return NULL;
  if (g_variant_lookup (answer, "secret", "h", &handle))
    {
      char *read = read_secret (descriptors, handle);

      /* Not the whole buffer. */
      secret = g_strdup (read);
      if (read != NULL)
        explicit_bzero (read, strlen (read));
      g_free (read);
    }
  return haulier_wire_login_new (number, (HaulierAuthScheme) scheme, implicit, user, secret);
}

static HaulierFailure *
read_failure (GVariant *answer, const HaulierLoginQuestion *question)
{
  GVariantBuilder evidence;
  const char *message = "";
  const char *rule = "";
  guint32 code = 0;
  gboolean file_only = FALSE;
  g_autofree char *offered = g_strjoinv (", ", question->offered);

  (void) g_variant_lookup (answer, "message", "&s", &message);
  (void) g_variant_lookup (answer, "rule", "&s", &rule);
  (void) g_variant_lookup (answer, "file-only", "b", &file_only);
  if (!g_variant_lookup (answer, "code", "u", &code) || code == 0)
    code = (guint32) haulier_error_code_from_http_status (question->status);
  g_variant_builder_init (&evidence, G_VARIANT_TYPE ("a(sis)"));
  g_variant_builder_add (&evidence, "(sis)", "http", (gint32) question->status, question->origin);
  g_variant_builder_add (&evidence, "(sis)", "offered", 0, offered);
  g_variant_builder_add (&evidence, "(sis)", "rule", 0, rule);
  return haulier_failure_new ((gint) code,
                              question->target == HAULIER_AUTH_TARGET_PROXY
                                  ? HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT
                                  : HAULIER_ERROR_CONTEXT_REMOTE_FILE,
                              file_only ? question->index : HAULIER_FAILURE_NO_FILE,
                              message,
                              g_variant_builder_end (&evidence));
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *asked = user_data;
  g_autoptr (GUnixFDList) descriptors = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_with_unix_fd_list_finish (
      G_DBUS_CONNECTION (source), &descriptors, result, NULL);
  g_autoptr (GVariant) answer = reply != NULL ? g_variant_get_child_value (reply, 0) : NULL;
  HaulierWireLogin *login = answer != NULL ? read_login (answer, descriptors) : NULL;
  HaulierFailure *failure
      = login == NULL && answer != NULL ? read_failure (answer, asked->question) : NULL;

  asked->answer (login, failure, asked->answer_data);
  haulier_login_question_free (asked->question);
  g_free (asked);
}

/**
 * haulier_worker_logins_ask:
 * @connection: to the engine
 * @job: number of the job
 * @question: what was asked
 * @answer: called with the login, or with the failure
 * @answer_data: for @answer
 */
void
haulier_worker_logins_ask (GDBusConnection *connection,
                           guint job,
                           const HaulierLoginQuestion *question,
                           HaulierLoginAnswer answer,
                           gpointer answer_data)
{
  Question *asked = g_new0 (Question, 1);

  asked->question = haulier_login_question_copy (question);
  asked->answer = answer;
  asked->answer_data = answer_data;
  g_dbus_connection_call_with_unix_fd_list (
      connection,
      NULL,
      HAULIER_ENGINE_PATH,
      HAULIER_ENGINE_INTERFACE,
      "Challenge",
      g_variant_new ("(uu@a{sv})", job, question->index, make_challenge (question)),
      G_VARIANT_TYPE ("(a{sv})"),
      G_DBUS_CALL_FLAGS_NONE,
      G_MAXINT,
      NULL,
      NULL,
      on_answer,
      asked);
}

/**
 * haulier_worker_logins_say_ended:
 * @connection: to the engine
 * @login: its number
 * @outcome: what came of it
 * @message: (nullable): why
 */
void
haulier_worker_logins_say_ended (GDBusConnection *connection,
                                 guint64 login,
                                 HaulierLoginEnd outcome,
                                 const char *message)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  switch (outcome)
    {
    case HAULIER_LOGIN_END_ACCEPTED:
      g_variant_builder_add (&builder, "{sv}", "accepted", g_variant_new_boolean (TRUE));
      break;
    case HAULIER_LOGIN_END_UNSENT:
      g_variant_builder_add (&builder, "{sv}", "unsent", g_variant_new_boolean (TRUE));
      break;
    case HAULIER_LOGIN_END_LOST:
      break;
    }
  if (message != NULL)
    g_variant_builder_add (&builder, "{sv}", "message", g_variant_new_string (message));
  g_dbus_connection_call (connection,
                          NULL,
                          HAULIER_ENGINE_PATH,
                          HAULIER_ENGINE_INTERFACE,
                          "LoginEnded",
                          g_variant_new ("(t@a{sv})", login, g_variant_builder_end (&builder)),
                          NULL,
                          G_DBUS_CALL_FLAGS_NONE,
                          G_MAXINT,
                          NULL,
                          NULL,
                          NULL);
}
