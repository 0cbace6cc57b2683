/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Steps of a trace in the person's language. */
#include "config.h"

#include "haulier-trace-words.h"

#include <glib/gi18n-lib.h>

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

/**
 * haulier_trace_words_text:
 * @record: a step
 *
 * Returns: (transfer full): what happened; a state in words, what the engine and servers wrote as
 *   they wrote it
 */
char *
haulier_trace_words_text (const HaulierTraceRecord *record)
{
  g_auto (GStrv) parts = g_strsplit (record->text, ": ", 2); /* the state's word, and why */
  g_autofree char *words = NULL;
  gint state = 0;

  if (!g_str_equal (record->kind, "state") || parts[0] == NULL
      || !haulier_word_to_value (HAULIER_TYPE_JOB_STATE, parts[0], &state, NULL))
    return g_strdup (record->text);
  words = dup_state ((HaulierJobState) state, record->time);
  if (parts[1] == NULL)
    return g_steal_pointer (&words);
  return g_strdup_printf ("%s\n%s", words, parts[1]);
}
