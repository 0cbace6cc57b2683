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

static const struct
{
  const char *details;
  const char *text;
  const char *words;
} logins[] = {
  { "{'origin': <'http://h:80'>, 'offered': <['basic', 'negotiate']>, 'kind': <'job'>, "
    "'scheme': <'basic'>, 'user': <'ann'>, 'candidates': <[{'used': <false>, 'text': <'no'>}, "
    "{'used': <true>, 'text': <'It is set'>}]>}",
    "http://h:80 offers basic, negotiate: answering with basic as ann; It is set",
    "http://h:80 asks for a login: Basic, Negotiate (Kerberos or NTLM)\n"
    "The answer: Basic, ann, set for this job. It is set" },
  { "{'origin': <'http://h:80'>, 'kind': <'anonymous'>, 'candidates': <@aa{sv} []>}",
    "http://h:80 offers nothing: nothing answers; ",
    "http://h:80 asks for a login: –\nThe answer: no credentials. " },
  { "{'origin': <'http://h:80'>, 'kind': <'job'>, 'scheme': <'basic'>, 'user': <'ann'>, "
    "'outcome': <'accepted'>}",
    "http://h:80: the login with basic as ann was accepted",
    "http://h:80\nThe login was accepted: Basic, ann, set for this job" },
  { "{'origin': <'http://h:80'>, 'kind': <'implicit'>, 'scheme': <'negotiate'>, "
    "'outcome': <'unsent'>}",
    "http://h:80: the login with negotiate as who is logged on was unsent: no ticket",
    "http://h:80\nThe login could not be sent: Negotiate (Kerberos or NTLM), logon credentials\n"
    "no ticket" },
  { "{'outcome': <'something-new'>}", "what a newer engine says", "what a newer engine says" },
};

static void
test_logins (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (logins); i++)
    {
      g_autoptr (GVariant) details = g_variant_ref_sink (g_variant_new_parsed (logins[i].details));
      HaulierTraceRecord record
          = { .kind = (char *) "login", .text = (char *) logins[i].text, .details = details };
      g_autofree char *words = haulier_trace_words_text (&record);

      g_assert_cmpstr (words, ==, logins[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/trace-words/kinds-and-texts", test_words);
  g_test_add_func ("/client/trace-words/logins", test_logins);
  return g_test_run ();
}
