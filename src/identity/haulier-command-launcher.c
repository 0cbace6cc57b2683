/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Runs a program for the owner of a job. */
#include "config.h"

#include "haulier-command-launcher.h"

#include <unistd.h>

#include "haulier-error.h"
#include "haulier-program.h"

/* What the program says is nobody's to read. */
#define FLAGS (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE)

static gboolean
check_owner (HaulierAccount owner, GError **error)
{
  if (haulier_account_equal (owner, haulier_account_for_user (geteuid ())))
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_ACCESS_DENIED,
               "run a program: this engine runs none for another account");
  return FALSE;
}

static GSubprocess *
spawn (const char *const *arguments, const char *const *variables, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (FLAGS);
  g_autofree char *launch = haulier_program_find ("haulier-launch");
  g_autoptr (GPtrArray) words = g_ptr_array_new ();

  g_ptr_array_add (words, launch);
  for (gsize i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) arguments[i]);
  g_ptr_array_add (words, NULL);
  for (gsize i = 0; variables[i] != NULL; i += 2)
    g_subprocess_launcher_setenv (launcher, variables[i], variables[i + 1], TRUE);
  g_subprocess_launcher_set_cwd (launcher, g_get_home_dir ());
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

/**
 * haulier_command_launcher_run_async:
 * @owner: as whom
 * @arguments: the program with its full path, and its arguments
 * @variables: names and values in turn, besides the environment of the engine
 * @callback: called when the program has ended
 * @user_data: for @callback
 *
 * Runs a program in the owner's security context and home folder, without a shell. It can gain no
 * privileges, and ends with the engine.
 */
void
haulier_command_launcher_run_async (HaulierAccount owner,
                                    const char *const *arguments,
                                    const char *const *variables,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GSubprocess) process = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, haulier_command_launcher_run_async);
  if (check_owner (owner, &error))
    process = spawn (arguments, variables, &error);
  if (process == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_subprocess_wait_async (process, NULL, ended_cb, g_steal_pointer (&task));
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
