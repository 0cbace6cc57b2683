/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Words for the steps of a trace. */
#include "config.h"

#include "haulier-trace-words.h"

static const struct
{
  const char *kind;
  const char *text;
  const char *kind_words;
  const char *text_words;
} rows[] = {
  { "state", "connecting", "State", "Connecting" },
  { "state", "acknowledged", "State", "Finished" },
  { "state", "suspended", "State", "Suspended" },
  { "state", "error: get it: no", "State", "Failed\nget it: no" },
  { "state", "", "State", "" },
  { "state", "something new", "State", "something new" },
  { "request", "asking for http://h/a", "Request", "asking for http://h/a" },
  { "finish", "5 bytes are complete", "Completion", "5 bytes are complete" },
  { "something-new", "connecting", "something-new", "connecting" },
};

static void
test_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HaulierTraceRecord record = { .kind = (char *) rows[i].kind, .text = (char *) rows[i].text };
      g_autofree char *text = haulier_trace_words_text (&record);

      g_assert_cmpstr (haulier_trace_words_kind (&record), ==, rows[i].kind_words);
      g_assert_cmpstr (text, ==, rows[i].text_words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/trace-words/kinds-and-texts", test_words);
  return g_test_run ();
}
