/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a worker is answered when it asks who logs in, and what the trace says about it. */
#include "config.h"

#include "haulier-login-reply.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "haulier-model-types.h"
#include "haulier-policy-types.h"
#include "haulier-words.h"

/* A worker that says more than this about a server says nothing of use. */
#define MAX_OFFERED 16

static char *
dup_text (GVariant *challenge, const char *key)
{
  char *text = NULL;

  (void) g_variant_lookup (challenge, key, "s", &text);
  return text;
}

/**
 * haulier_login_visit_read:
 * @visit: (out): the visit; cleared by the caller, also on failure
 * @file: index of the file
 * @challenge: `a{sv}`, see Challenge of org.haulier.Engine1
 *
 * Returns: whether it says all that is needed
 */
gboolean
haulier_login_visit_read (HaulierLoginVisit *visit, guint file, GVariant *challenge)
{
  g_autofree char *word = dup_text (challenge, "target");
  gint value = 0;

  *visit = (HaulierLoginVisit){ .file = file };
  visit->origin = dup_text (challenge, "origin");
  visit->realm = dup_text (challenge, "realm");
  visit->message = dup_text (challenge, "message");
  (void) g_variant_lookup (challenge, "offered", "^as", &visit->offered);
  (void) g_variant_lookup (challenge, "secure", "b", &visit->secure);
  (void) g_variant_lookup (challenge, "same-origin", "b", &visit->same_origin);
  (void) g_variant_lookup (challenge, "status", "u", &visit->status);
  (void) g_variant_lookup (challenge, "sent", "t", &visit->sent);
  if (word == NULL || !haulier_word_to_value (HAULIER_TYPE_AUTH_TARGET, word, &value, NULL))
    return FALSE;
  visit->target = (HaulierAuthTarget) value;
  for (gsize i = 0; visit->offered != NULL && visit->offered[i] != NULL && i < MAX_OFFERED; i++)
    {
      if (haulier_word_to_value (HAULIER_TYPE_AUTH_SCHEME, visit->offered[i], &value, NULL))
        visit->bits |= HAULIER_AUTH_SCHEME_BIT (value);
      else if (g_str_has_prefix (visit->offered[i], "passport"))
        visit->bits |= HAULIER_AUTH_SCHEME_BIT (HAULIER_AUTH_SCHEME_PASSPORT);
    }
  return visit->origin != NULL && visit->realm != NULL && visit->offered != NULL;
}

/**
 * haulier_login_visit_clear:
 * @visit: a visit
 */
void
haulier_login_visit_clear (HaulierLoginVisit *visit)
{
  g_clear_pointer (&visit->origin, g_free);
  g_clear_pointer (&visit->realm, g_free);
  g_clear_pointer (&visit->message, g_free);
  g_clear_pointer (&visit->offered, g_strfreev);
}

static const char *
scheme_word (HaulierAuthScheme scheme)
{
  return scheme != 0 ? haulier_word_from_value (HAULIER_TYPE_AUTH_SCHEME, (gint) scheme) : "";
}

static const char *
kind_word (HaulierCandidateKind kind)
{
  return haulier_word_from_value (HAULIER_TYPE_CANDIDATE_KIND, (gint) kind);
}

static void
add_text (GVariantBuilder *builder, const char *key, const char *text)
{
  if (text != NULL && *text != '\0')
    g_variant_builder_add (builder, "{sv}", key, g_variant_new_string (text));
}

/* Nobody can change it afterwards, and it has no name in any file system. */
static int
make_secret_fd (HaulierSecret *secret)
{
  int fd = memfd_create ("haulier-secret", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  const char *bytes = haulier_secret_peek (secret);
  gsize length = haulier_secret_get_length (secret);
  gsize done = 0;

  while (fd >= 0 && done < length)
    {
      gssize count = TEMP_FAILURE_RETRY (write (fd, bytes + done, length - done));

      if (count <= 0)
        {
          g_close (fd, NULL);
          return -1;
        }
      done += (gsize) count;
    }
  if (fd >= 0)
    (void) fcntl (fd, F_ADD_SEALS, F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE);
  return fd;
}

/**
 * haulier_login_reply_give:
 * @invocation: (transfer full): who asked
 * @lease: what it gets
 * @rule: name of the rule that decided
 * @secret: (nullable): the password
 */
void
haulier_login_reply_give (GDBusMethodInvocation *invocation,
                          const HaulierLoginLease *lease,
                          const char *rule,
                          HaulierSecret *secret)
{
  g_autoptr (GUnixFDList) list = g_unix_fd_list_new ();
  int fd = secret != NULL ? make_secret_fd (secret) : -1;
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "login", g_variant_new_uint64 (lease->number));
  g_variant_builder_add (&builder, "{sv}", "implicit", g_variant_new_boolean (!lease->explicit));
  add_text (&builder, "kind", kind_word (lease->kind));
  add_text (&builder, "scheme", scheme_word (lease->scheme));
  add_text (&builder, "user", lease->user);
  add_text (&builder, "rule", rule);
  if (fd >= 0 && g_unix_fd_list_append (list, fd, NULL) == 0)
    g_variant_builder_add (&builder, "{sv}", "secret", g_variant_new_handle (0));
  if (fd >= 0)
    g_close (fd, NULL);
  g_dbus_method_invocation_return_value_with_unix_fd_list (
      invocation, g_variant_new ("(@a{sv})", g_variant_builder_end (&builder)), list);
}

/**
 * haulier_login_reply_refuse:
 * @invocation: (transfer full): who asked
 * @code: HRESULT that the file fails with
 * @file_only: another file may be answered otherwise
 * @rule: (nullable): name of the rule that decided
 * @message: why nothing answers
 */
void
haulier_login_reply_refuse (GDBusMethodInvocation *invocation,
                            gint code,
                            gboolean file_only,
                            const char *rule,
                            const char *message)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "login", g_variant_new_uint64 (0));
  g_variant_builder_add (&builder, "{sv}", "code", g_variant_new_uint32 ((guint32) code));
  g_variant_builder_add (&builder, "{sv}", "file-only", g_variant_new_boolean (file_only));
  add_text (&builder, "rule", rule);
  add_text (&builder, "message", message);
  g_dbus_method_invocation_return_value (
      invocation, g_variant_new ("(@a{sv})", g_variant_builder_end (&builder)));
}

static GVariant *
list_candidates (const HaulierLoginDecision *decision)
{
  GVariantBuilder rows;

  g_variant_builder_init (&rows, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < decision->candidates->len; i++)
    {
      const HaulierCandidate *candidate
          = &g_array_index (decision->candidates, HaulierCandidate, i);

      g_variant_builder_open (&rows, G_VARIANT_TYPE_VARDICT);
      add_text (&rows, "kind", kind_word (candidate->kind));
      add_text (&rows, "scheme", scheme_word (candidate->scheme));
      add_text (&rows, "user", candidate->credential != NULL ? candidate->credential->user : NULL);
      g_variant_builder_add (&rows, "{sv}", "used", g_variant_new_boolean (candidate->used));
      add_text (&rows, "rule", candidate->rule->name);
      add_text (&rows, "text", candidate->rule->text);
      g_variant_builder_close (&rows);
    }
  return g_variant_builder_end (&rows);
}

static GVariant *
make_details (const HaulierLoginVisit *visit, const HaulierLoginDecision *decision)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_text (
      &builder, "target", haulier_word_from_value (HAULIER_TYPE_AUTH_TARGET, (gint) visit->target));
  add_text (&builder, "origin", visit->origin);
  add_text (&builder, "realm", visit->realm);
  g_variant_builder_add (
      &builder, "{sv}", "offered", g_variant_new_strv ((const char *const *) visit->offered, -1));
  add_text (&builder, "kind", kind_word (decision->kind));
  add_text (&builder, "scheme", scheme_word (decision->scheme));
  add_text (&builder, "user", decision->credential != NULL ? decision->credential->user : NULL);
  add_text (&builder, "rule", decision->rule->name);
  g_variant_builder_add (&builder, "{sv}", "candidates", list_candidates (decision));
  return g_variant_builder_end (&builder);
}

/**
 * haulier_login_reply_trace:
 * @visit: what was asked
 * @decision: what was decided
 *
 * Returns: (transfer full): the step, with every candidate and its rule
 */
HaulierTraceRecord *
haulier_login_reply_trace (const HaulierLoginVisit *visit, const HaulierLoginDecision *decision)
{
  g_autofree char *offered = g_strjoinv (", ", visit->offered);
  g_autoptr (GString) text = g_string_new (visit->origin);

  g_string_append_printf (text, " offers %s: ", *offered != '\0' ? offered : "nothing");
  if (decision->kind == HAULIER_CANDIDATE_ANONYMOUS)
    g_string_append (text, "nothing answers; ");
  else
    g_string_append_printf (text, "answering with %s", scheme_word (decision->scheme));
  if (decision->kind != HAULIER_CANDIDATE_ANONYMOUS)
    g_string_append_printf (text,
                            " as %s; ",
                            decision->credential != NULL && decision->credential->user != NULL
                                ? decision->credential->user
                                : "who is logged on");
  g_string_append (text, decision->rule->text);
  return haulier_trace_record_new (
      g_get_real_time (), visit->file, "login", text->str, make_details (visit, decision));
}

/**
 * haulier_login_reply_trace_end:
 * @file: index of the file, or %HAULIER_FAILURE_NO_FILE
 * @where: who asked
 * @lease: what it was answered
 * @outcome: a word: accepted, rejected, refused (this file only), not sent, lost
 * @rule: (nullable): what decided that
 * @message: (nullable): why, where more is known than the rule says
 *
 * Returns: (transfer full): the step
 */
HaulierTraceRecord *
haulier_login_reply_trace_end (guint file,
                               const HaulierLoginRecord *where,
                               const HaulierLoginLease *lease,
                               const char *outcome,
                               const HaulierRule *rule,
                               const char *message)
{
  const char *why = message != NULL || rule == NULL ? message : rule->text;
  g_autofree char *text = g_strdup_printf ("%s: the login with %s as %s was %s%s%s",
                                           where->origin,
                                           scheme_word (lease->scheme),
                                           lease->user != NULL ? lease->user : "who is logged on",
                                           outcome,
                                           why != NULL ? ": " : "",
                                           why != NULL ? why : "");
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_text (
      &builder, "target", haulier_word_from_value (HAULIER_TYPE_AUTH_TARGET, (gint) where->target));
  add_text (&builder, "origin", where->origin);
  add_text (&builder, "realm", where->realm);
  add_text (&builder, "kind", kind_word (lease->kind));
  add_text (&builder, "scheme", scheme_word (lease->scheme));
  add_text (&builder, "user", lease->user);
  add_text (&builder, "outcome", outcome);
  add_text (&builder, "rule", rule != NULL ? rule->name : NULL);
  return haulier_trace_record_new (
      g_get_real_time (), file, "login", text, g_variant_builder_end (&builder));
}
