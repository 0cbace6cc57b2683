/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the states that are being logged on (ACC-2). */
#include "config.h"

#include "haulier-logon-states.h"

static const struct
{
  const char *state;
  gboolean counts;
} rows[] = {
  { "active", TRUE },   { "online", TRUE },       { "lingering", TRUE },
  { "closing", FALSE }, { "opening", TRUE },      { "offline", FALSE },
  { "", FALSE },        { "of-tomorrow", FALSE }, { NULL, FALSE },
};

static void
test_logon_states_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("row %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (haulier_logon_state_counts (rows[i].state), ==, rows[i].counts);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/logon-states/rows", test_logon_states_rows);
  return g_test_run ();
}
