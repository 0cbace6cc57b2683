/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Runs a program for the owner of a job. */
#include "config.h"

#include "haulier-command-launcher.h"

#include "haulier-launch-command.h"

/* What the program says is nobody's to read. */
#define FLAGS (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE)

/* A program that waits for its identity to be found. */
typedef struct
{
  GStrv arguments;
  GStrv variables;
} Command;

static void
command_free (Command *command)
{
  g_strfreev (command->arguments);
  g_strfreev (command->variables);
  g_free (command);
}

static GSubprocess *
spawn (const HaulierSecurityContext *context, const Command *command, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (FLAGS);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  haulier_launch_add_words (context, words);
  for (gsize i = 0; command->arguments[i] != NULL; i++)
    g_ptr_array_add (words, g_strdup (command->arguments[i]));
  g_ptr_array_add (words, NULL);
  haulier_launch_prepare (context, launcher);
  for (gsize i = 0; command->variables[i] != NULL; i += 2)
    g_subprocess_launcher_setenv (launcher, command->variables[i], command->variables[i + 1], TRUE);
  g_subprocess_launcher_set_cwd (launcher, context->home);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) words->pdata, error);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GSubprocess *process = G_SUBPROCESS (source);
  GError *error = NULL;

  if (!g_subprocess_wait_finish (process, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  /* As a shell counts: what a signal ended did not go well. */
  g_task_return_int (task,
                     g_subprocess_get_if_exited (process)
                         ? g_subprocess_get_exit_status (process)
                         : 128 + g_subprocess_get_term_sig (process));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (HaulierSecurityContext) context
      = haulier_identity_finder_find_owner_finish (result, &error);
  g_autoptr (GSubprocess) process = NULL;

  if (context != NULL)
    process = spawn (context, g_task_get_task_data (task), &error);
  if (process == NULL)
    {
      g_prefix_error (&error, "run a program: ");
      g_task_return_error (task, error);
      return;
    }
  g_subprocess_wait_async (process, NULL, ended_cb, g_steal_pointer (&task));
}

/**
 * haulier_command_launcher_run_async:
 * @identities: finds out who the owner is
 * @owner: as whom
 * @arguments: the program with its full path, and its arguments
 * @variables: names and values in turn, besides the environment of the owner
 * @callback: called when the program has ended
 * @user_data: for @callback
 *
 * Runs a program in the owner's security context and home folder, without a shell. It can gain no
 * privileges, and ends with the engine.
 */
void
haulier_command_launcher_run_async (HaulierIdentityFinder *identities,
                                    HaulierAccount owner,
                                    const char *const *arguments,
                                    const char *const *variables,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Command *command = g_new0 (Command, 1);

  g_task_set_source_tag (task, haulier_command_launcher_run_async);
  command->arguments = g_strdupv ((char **) arguments);
  command->variables = g_strdupv ((char **) variables);
  g_task_set_task_data (task, command, (GDestroyNotify) command_free);
  haulier_identity_finder_find_owner_async (identities, owner, found_cb, task);
}

/**
 * haulier_command_launcher_run_finish:
 * @result: the result
 * @out_status: (out): its exit status; above 128 when a signal ended it
 * @error: return location
 *
 * Returns: whether the program ran
 */
gboolean
haulier_command_launcher_run_finish (GAsyncResult *result, int *out_status, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gssize status = 0;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  status = g_task_propagate_int (G_TASK (result), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  *out_status = (int) status;
  return TRUE;
}
