/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what it means that a login was refused. */
#include "config.h"

#include "haulier-login-refusals.h"

#define REJECTED HAULIER_TRIED_REJECTED
#define FOR_FILE HAULIER_TRIED_FOR_FILE

static const struct
{
  const char *why;
  gboolean is_explicit;
  gboolean by_who_asked;
  HaulierLoginPast past;
  HaulierTriedEnd end;
  const char *rule;
} refusal_rows[] = {
  { "a wrong password", TRUE, TRUE, HAULIER_LOGIN_PAST_NONE, REJECTED, "refusal-login" },
  { "a file of somebody else", TRUE, TRUE, HAULIER_LOGIN_PAST_ACCEPTED, FOR_FILE, "refusal-file" },
  { "a changed password", TRUE, TRUE, HAULIER_LOGIN_PAST_REFUSED, REJECTED, "refusal-again" },
  { "a ticket", FALSE, TRUE, HAULIER_LOGIN_PAST_NONE, REJECTED, "refusal-login" },
  { "a file of others", FALSE, TRUE, HAULIER_LOGIN_PAST_ACCEPTED, FOR_FILE, "refusal-file" },
  { "one more", FALSE, TRUE, HAULIER_LOGIN_PAST_REFUSED, FOR_FILE, "refusal-file" },
  { "a login server", TRUE, FALSE, HAULIER_LOGIN_PAST_NONE, REJECTED, "refusal-elsewhere" },
  { "after a while", TRUE, FALSE, HAULIER_LOGIN_PAST_ACCEPTED, REJECTED, "refusal-elsewhere" },
  { "or two", TRUE, FALSE, HAULIER_LOGIN_PAST_REFUSED, REJECTED, "refusal-elsewhere" },
  { "with a ticket", FALSE, FALSE, HAULIER_LOGIN_PAST_ACCEPTED, REJECTED, "refusal-elsewhere" },
};

static void
test_refusal_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  const HaulierRule *rule = NULL;

  g_test_message ("%s", refusal_rows[i].why);
  g_assert_cmpint (
      haulier_login_refusal_decide (
          refusal_rows[i].is_explicit, refusal_rows[i].by_who_asked, refusal_rows[i].past, &rule),
      ==,
      refusal_rows[i].end);
  g_assert_cmpstr (rule->name, ==, refusal_rows[i].rule);
}

/* Whatever came before, a password is refused twice at most before it is frozen. */
static void
test_refusal_total (void)
{
  for (guint is_explicit = FALSE; is_explicit <= TRUE; is_explicit++)
    for (guint by_who_asked = FALSE; by_who_asked <= TRUE; by_who_asked++)
      for (guint past = HAULIER_LOGIN_PAST_NONE; past <= HAULIER_LOGIN_PAST_REFUSED; past++)
        {
          const HaulierRule *rule = NULL;
          HaulierTriedEnd end
              = haulier_login_refusal_decide (is_explicit, by_who_asked, past, &rule);

          g_assert_nonnull (rule);
          g_assert_cmpint (end, !=, HAULIER_TRIED_UNKNOWN);
          if (is_explicit && past != HAULIER_LOGIN_PAST_ACCEPTED)
            g_assert_cmpint (end, ==, HAULIER_TRIED_REJECTED);
        }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (refusal_rows); i++)
    {
      g_autofree char *path = g_strdup_printf (
          "/policy/login-refusals/%02" G_GSIZE_FORMAT "-%s", i, refusal_rows[i].rule);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_refusal_row);
    }
  g_test_add_func ("/policy/login-refusals/total", test_refusal_total);
  return g_test_run ();
}
