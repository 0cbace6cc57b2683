/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tables and lines for terminals and for anything else. */
#include "config.h"

#include "haulier-cli-table.h"

#include <locale.h>

#include "haulier-cli-screen.h"

static const HaulierCliColumn columns[] = {
  { .title = "ID" },
  { .title = "NAME", .shrinks = TRUE },
  { .title = "SIZE", .align_right = TRUE },
  { .title = "LAST" },
};

static char *
render (gboolean is_terminal, gboolean has_colour, gboolean no_legend, guint width)
{
  const HaulierCli cli = {
    .is_terminal = is_terminal,
    .has_colour = has_colour,
    .no_legend = no_legend,
    .width = width,
  };
  g_autoptr (HaulierCliTable) table = haulier_cli_table_new (&cli, columns, G_N_ELEMENTS (columns));

  haulier_cli_table_add (table, HAULIER_CLI_PLAIN, "1", "short", "5 kB", "x");
  haulier_cli_table_add (table, HAULIER_CLI_BAD, "22", "a name that is longer", "15 kB", "");
  return haulier_cli_table_render (table);
}

static void
test_table_terminal (void)
{
  g_autofree char *text = render (TRUE, FALSE, FALSE, 80);

  g_assert_cmpstr (text,
                   ==,
                   "ID  NAME                    SIZE  LAST\n"
                   "1   short                   5 kB  x\n"
                   "22  a name that is longer  15 kB  \n");
}

static void
test_table_narrow (void)
{
  g_autofree char *text = render (TRUE, FALSE, FALSE, 30);

  g_assert_cmpstr (text,
                   ==,
                   "ID  NAME            SIZE  LAST\n"
                   "1   short           5 kB  x\n"
                   "22  a name that …  15 kB  \n");
}

static void
test_table_colour (void)
{
  g_autofree char *text = render (TRUE, TRUE, TRUE, 80);

  g_assert_cmpstr (text,
                   ==,
                   "1   short                   5 kB  x\n"
                   "\033[31m22  a name that is longer  15 kB  \033[0m\n");
}

/* Nothing is cut, nothing is padded. */
static void
test_table_plain (void)
{
  g_autofree char *text = render (FALSE, FALSE, FALSE, 10);

  g_assert_cmpstr (text,
                   ==,
                   "ID\tNAME\tSIZE\tLAST\n"
                   "1\tshort\t5 kB\tx\n"
                   "22\ta name that is longer\t15 kB\t\n");
}

static void
test_table_parts (void)
{
  const HaulierCli cli = { .is_terminal = FALSE };
  g_autoptr (HaulierCliTable) table = haulier_cli_table_new (&cli, columns, 2);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  haulier_cli_table_add (table, HAULIER_CLI_PLAIN, "1", "one");
  first = haulier_cli_table_render (table);
  haulier_cli_table_add (table, HAULIER_CLI_PLAIN, "2", NULL);
  second = haulier_cli_table_render (table);
  g_assert_cmpstr (first, ==, "ID\tNAME\n1\tone\n");
  g_assert_cmpstr (second, ==, "2\t\n");
}

/* Names come from servers; a terminal obeys. */
static void
test_table_clean (void)
{
  static const struct
  {
    const char *text;
    const char *terminal;
    const char *plain;
  } rows[] = {
    { "plain ä", "plain ä", "plain ä" },
    { "a\tb\nc", "a\\x09b\\x0ac", "a\\x09b\\x0ac" },
    { "\033[2J", "\\x1b[2J", "\\x1b[2J" },
    { "\xc2\x9b"
      "2J",
      "\\x9b2J",
      "\\x9b2J" },
    { "a\xff", "a\xef\xbf\xbd", "a\xff" },
    { NULL, "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *terminal = haulier_cli_clean (rows[i].text, TRUE);
      g_autofree char *plain = haulier_cli_clean (rows[i].text, FALSE);

      g_assert_cmpstr (terminal, ==, rows[i].terminal);
      g_assert_cmpstr (plain, ==, rows[i].plain);
    }
}

static void
test_table_fit (void)
{
  static const struct
  {
    const char *text;
    guint columns;
    const char *fitted;
  } rows[] = {
    { "abc", 3, "abc" },      { "abcd", 3, "ab…" },   { "日本語", 6, "日本語" },
    { "日本語", 5, "日本…" }, { "日本語", 4, "日…" }, { "", 0, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *fitted = haulier_cli_fit (rows[i].text, rows[i].columns);

      g_assert_cmpstr (fitted, ==, rows[i].fitted);
      g_assert_cmpuint (haulier_cli_columns_of (fitted), <=, MAX (rows[i].columns, 1));
    }
}

static HaulierJob *
new_job (HaulierJobState state)
{
  HaulierJob *job = haulier_job_new (
      "00000000-0000-4000-8000-000000000001", "fedora.iso", HAULIER_JOB_ORIGIN_DESKTOP);

  job->state = state;
  job->bytes_total = 1900000000;
  job->bytes_transferred = 1300000000;
  job->files_total = 1;
  job->speed = 24000000;
  return job;
}

static void
test_screen_line_moving (void)
{
  g_autoptr (HaulierJob) job = new_job (HAULIER_JOB_STATE_TRANSFERRING);
  g_autofree char *line = haulier_cli_screen_line (job, 100, 0);

  g_assert_cmpstr (line,
                   ==,
                   "fedora.iso                 █████████████▋        68 %"
                   "  1.3\u00a0GB of 1.9\u00a0GB  24.0\u00a0MB/s  25 s left");
}

static void
test_screen_line_waiting (void)
{
  g_autoptr (HaulierJob) job = new_job (HAULIER_JOB_STATE_TRANSIENT_ERROR);
  g_autofree char *line = NULL;

  job->waiting = HAULIER_WAITING_RETRY;
  job->retry_at = 252 * G_USEC_PER_SEC;
  line = haulier_cli_screen_line (job, 100, 0);
  g_assert_true (g_str_has_suffix (line, " 68 %  Retry in 4:12"));
}

/* One column stays free: a terminal would go to the next line. */
static void
test_screen_line_narrow (void)
{
  for (guint width = 2; width < 120; width++)
    {
      g_autoptr (HaulierJob) job = new_job (HAULIER_JOB_STATE_TRANSFERRING);
      g_autofree char *line = haulier_cli_screen_line (job, width, 0);

      g_assert_cmpuint (haulier_cli_columns_of (line), <, width);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/cli/table/terminal", test_table_terminal);
  g_test_add_func ("/cli/table/narrow", test_table_narrow);
  g_test_add_func ("/cli/table/colour", test_table_colour);
  g_test_add_func ("/cli/table/plain", test_table_plain);
  g_test_add_func ("/cli/table/parts", test_table_parts);
  g_test_add_func ("/cli/table/clean", test_table_clean);
  g_test_add_func ("/cli/table/fit", test_table_fit);
  g_test_add_func ("/cli/screen/moving", test_screen_line_moving);
  g_test_add_func ("/cli/screen/waiting", test_screen_line_waiting);
  g_test_add_func ("/cli/screen/narrow", test_screen_line_narrow);
  return g_test_run ();
}
