/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The command that a job runs when it is done: what it must look like. */
#include "config.h"

#include "haulier-notify-command.h"

#include "haulier-error.h"

static gboolean
is_short_enough (const char *text, glong max_chars, const char *what, GError **error)
{
  if (g_utf8_strlen (text, -1) <= max_chars)
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_STRING_TOO_LONG,
               "set notify-command: %s has more than %ld characters",
               what,
               max_chars);
  return FALSE;
}

static gboolean
has_control_characters (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p))
        return TRUE;
    }
  return FALSE;
}

/**
 * haulier_notify_command_split:
 * @command: a program with its full path, and its arguments; quotes as in a shell
 * @error: return location
 *
 * There is no shell: nothing is expanded.
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT, %HAULIER_ERROR_STRING_TOO_LONG.
 * Source: bits.md 1.10; SetNotifyCmdLine.
 *
 * Returns: (transfer full) (nullable): the program and its arguments
 */
char **
haulier_notify_command_split (const char *command, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_auto (GStrv) words = NULL;

  if (!is_short_enough (command, HAULIER_NOTIFY_COMMAND_MAX_CHARS, "the command", error))
    return NULL;
  if (has_control_characters (command))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   "set notify-command: it has control characters");
      return NULL;
    }
  if (!g_shell_parse_argv (command, NULL, &words, &local_error))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   "set notify-command: %s",
                   local_error->message);
      return NULL;
    }
  if (!g_path_is_absolute (words[0]))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   "set notify-command: “%s” is not the full path of a program",
                   words[0]);
      return NULL;
    }
  if (!is_short_enough (words[0], HAULIER_NOTIFY_PROGRAM_MAX_CHARS, "the path", error))
    return NULL;
  return g_steal_pointer (&words);
}
