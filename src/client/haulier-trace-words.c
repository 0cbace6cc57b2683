/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Steps of a trace in the person's language. */
#include "config.h"

#include "haulier-trace-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "haulier-access-words.h"
#include "haulier-job-words.h"
#include "haulier-model-types.h"

static const struct
{
  const char *kind;
  const char *words;
} kind_words[] = {
  { "request", NC_ ("trace", "Request") },   { "response", NC_ ("trace", "Response") },
  { "resume", NC_ ("trace", "Resumption") }, { "restart", NC_ ("trace", "New start") },
  { "segment", NC_ ("trace", "Part") },      { "redirect", NC_ ("trace", "Redirection") },
  { "state", NC_ ("trace", "State") },       { "error", NC_ ("trace", "Error") },
  { "login", NC_ ("trace", "Login") },       { "finish", NC_ ("trace", "Completion") },
};

/**
 * haulier_trace_words_kind:
 * @record: a step
 *
 * Returns: (transfer none): a word for what kind of step it is; of a kind that is not known, its
 * own
 */
const char *
haulier_trace_words_kind (const HaulierTraceRecord *record)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_words); i++)
    {
      if (g_str_equal (kind_words[i].kind, record->kind))
        return g_dpgettext2 (GETTEXT_PACKAGE, "trace", kind_words[i].words);
    }
  return record->kind;
}

/* Only what is always true of the state: why and until when belong to another moment. */
static char *
dup_state (HaulierJobState state, gint64 time)
{
  HaulierJob job = { .state = state, .files_total = 1, .files_transferred = 1 };

  return haulier_job_words_state (&job, time);
}

static const char *
look_up (GVariant *dict, const char *key)
{
  const char *text = "";

  g_variant_lookup (dict, key, "&s", &text);
  return text;
}

static char *
dup_login (GVariant *details)
{
  return haulier_access_words_login (
      look_up (details, "kind"), look_up (details, "scheme"), look_up (details, "user"));
}

/* Returns: (transfer full): the schemes that were offered, as a person knows them */
static char *
dup_offered (GVariant *details)
{
  g_autofree const char **offered = NULL;

  if (!g_variant_lookup (details, "offered", "^a&s", &offered) || offered[0] == NULL)
    return g_strdup ("–");
  for (gsize i = 0; offered[i] != NULL; i++)
    offered[i] = haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_SCHEME, offered[i]);
  return g_strjoinv (", ", (char **) offered);
}

/* Returns: (transfer none): what the rule says that decided; "" when the engine does not say it */
static const char *
find_reason (GVariant *candidates)
{
  for (gsize i = 0; i < g_variant_n_children (candidates); i++)
    {
      g_autoptr (GVariant) candidate = g_variant_get_child_value (candidates, i);
      const char *reason = look_up (candidate, "text");
      gboolean used = FALSE;

      if (g_variant_lookup (candidate, "used", "b", &used) && used && *reason != '\0')
        return _ (reason);
    }
  return "";
}

/* Somebody asked who the job is, and a rule decided. */
static char *
dup_challenge (GVariant *details, GVariant *candidates)
{
  const char *reason = find_reason (candidates);
  g_autofree char *offered = dup_offered (details);
  g_autofree char *login = dup_login (details);

  /* translators: an address, ways to log in, the login that is sent, and the rule about it */
  return g_strdup_printf (_ ("%s asks for a login: %s\nThe answer: %s. %s"),
                          look_up (details, "origin"),
                          offered,
                          login,
                          reason);
}

static const struct
{
  const char *outcome;
  const char *words;
} outcomes[] = {
  { "accepted", N_ ("The login was accepted") },
  { "rejected", N_ ("The login was rejected") },
  { "unsent", N_ ("The login could not be sent") },
  { "lost", N_ ("Nothing came back after the login") },
};

/* What became of a login; why, the engine says behind the outcome. */
static char *
dup_outcome (const HaulierTraceRecord *record, const char *outcome)
{
  g_autofree char *login = dup_login (record->details);
  g_autofree char *mark = g_strconcat (" ", outcome, ": ", NULL);
  const char *reason = strstr (record->text, mark);

  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      if (g_str_equal (outcomes[i].outcome, outcome))
        return g_strdup_printf ("%s\n%s: %s%s%s",
                                look_up (record->details, "origin"),
                                _ (outcomes[i].words),
                                login,
                                reason != NULL ? "\n" : "",
                                reason != NULL ? reason + strlen (mark) : "");
    }
  return g_strdup (record->text);
}

static char *
dup_login_step (const HaulierTraceRecord *record)
{
  g_autoptr (GVariant) candidates
      = g_variant_lookup_value (record->details, "candidates", G_VARIANT_TYPE ("aa{sv}"));

  return candidates != NULL ? dup_challenge (record->details, candidates)
                            : dup_outcome (record, look_up (record->details, "outcome"));
}

/**
 * haulier_trace_words_text:
 * @record: a step
 *
 * Returns: (transfer full): what happened; a state or a login in words, what else the engine and
 *   servers wrote as they wrote it
 */
char *
haulier_trace_words_text (const HaulierTraceRecord *record)
{
  g_auto (GStrv) parts = g_strsplit (record->text, ": ", 2); /* the state's word, and why */
  g_autofree char *words = NULL;
  gint state = 0;

  if (g_str_equal (record->kind, "login") && record->details != NULL)
    return dup_login_step (record);
  if (!g_str_equal (record->kind, "state") || parts[0] == NULL
      || !haulier_word_to_value (HAULIER_TYPE_JOB_STATE, parts[0], &state, NULL))
    return g_strdup (record->text);
  words = dup_state ((HaulierJobState) state, record->time);
  if (parts[1] == NULL)
    return g_steal_pointer (&words);
  return g_strdup_printf ("%s\n%s", words, parts[1]);
}
