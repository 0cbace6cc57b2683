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
  gint state = 0;
  HaulierJob job = { 0 };

  if (!g_str_equal (record->kind, "state")
      || !haulier_word_to_value (HAULIER_TYPE_JOB_STATE, record->text, &state, NULL))
    return g_strdup (record->text);
  /* Only what is always true of the state: why and until when belong to another moment. */
  job.state = (HaulierJobState) state;
  job.files_total = job.files_transferred = 1;
  return haulier_job_words_state (&job, record->time);
}
