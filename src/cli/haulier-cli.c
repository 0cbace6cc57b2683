/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One run of haulierctl: what was asked for globally, where it prints, and how it ends. */
#include "config.h"

#include "haulier-cli.h"

#include <glib/gi18n-lib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "haulier-cli-engine.h"
#include "haulier-client-follow.h"
#include "haulier-error.h"

#define DEFAULT_WIDTH 80

static guint
terminal_width (void)
{
  struct winsize size = { 0 };

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;
  return DEFAULT_WIDTH;
}

/**
 * haulier_cli_init:
 * @self: (out): filled from what standard output is
 */
void
haulier_cli_init (HaulierCli *self)
{
  const char *terminal = g_getenv ("TERM");
  const char *no_colour = g_getenv ("NO_COLOR");
  gboolean can_move = terminal != NULL && terminal[0] != '\0' && !g_str_equal (terminal, "dumb");

  *self = (HaulierCli){ .owners = haulier_account_names_new () };
  self->is_terminal = isatty (STDOUT_FILENO) == 1 && can_move;
  self->has_colour = self->is_terminal && (no_colour == NULL || no_colour[0] == '\0');
  self->width = self->is_terminal ? terminal_width () : DEFAULT_WIDTH;
}

/**
 * haulier_cli_clear:
 * @self: a run that ends
 */
void
haulier_cli_clear (HaulierCli *self)
{
  g_clear_object (&self->client);
  g_clear_pointer (&self->owners, haulier_account_names_free);
}

/**
 * haulier_cli_ensure_engine:
 * @self: a run
 * @error: return location
 *
 * Opens the client, once.
 *
 * Errors: one for which haulier_client_error_is_unreachable() holds.
 *
 * Returns: whether the engine answers
 */
gboolean
haulier_cli_ensure_engine (HaulierCli *self, GError **error)
{
  if (self->client != NULL)
    return TRUE;
  self->client = self->system ? haulier_client_new_system () : haulier_client_new ();
  haulier_client_set_all_owners (self->client, self->all_owners);
  if (haulier_cli_open (self, error))
    return TRUE;
  g_prefix_error (
      error, "%s: ", self->system ? _ ("reach the system engine") : _ ("reach the engine"));
  return FALSE;
}

/**
 * haulier_cli_turn_to_system:
 * @self: a run
 *
 * From now on the system engine is meant, if the run was not told which one, and if it answers.
 *
 * Returns: whether it is
 */
gboolean
haulier_cli_turn_to_system (HaulierCli *self)
{
  HaulierClient *former = self->client;

  if (self->system || self->session)
    return FALSE;
  self->client = haulier_client_new_system ();
  haulier_client_set_all_owners (self->client, self->all_owners);
  self->system = haulier_cli_open (self, NULL);
  g_object_unref (self->system ? former : self->client);
  if (!self->system)
    self->client = former;
  return self->system;
}

/**
 * haulier_cli_status_for_error:
 * @error: why something was not done
 *
 * Returns: the exit status that says so
 */
HaulierCliStatus
haulier_cli_status_for_error (const GError *error)
{
  if (g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND))
    return HAULIER_CLI_NO_SUCH_JOB;
  if (haulier_client_error_is_unreachable (error))
    return HAULIER_CLI_UNREACHABLE;
  if (g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_ELEVATION_REQUIRED))
    return HAULIER_CLI_NOT_AUTHORISED;
  return HAULIER_CLI_REFUSED;
}

/**
 * haulier_cli_complain:
 * @error: why something was not done
 *
 * Says it, on one line of standard error.
 */
void
haulier_cli_complain (const GError *error)
{
  g_autofree char *text = haulier_error_format (error);

  g_strdelimit (text, "\r\n", ' ');
  g_printerr ("haulierctl: %s\n", text);
}

/**
 * haulier_cli_fail:
 * @error: why something was not done
 *
 * Returns: the exit status, after having said why
 */
HaulierCliStatus
haulier_cli_fail (const GError *error)
{
  haulier_cli_complain (error);
  return haulier_cli_status_for_error (error);
}

/**
 * haulier_cli_fail_on_job:
 * @error: why something was not done to a job that one sees, or may not see
 *
 * Returns: the exit status, after having said why
 */
HaulierCliStatus
haulier_cli_fail_on_job (const GError *error)
{
  haulier_cli_complain (error);
  if (g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_ACCESS_DENIED)
      || g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_CANCELLED))
    return HAULIER_CLI_NOT_AUTHORISED;
  return haulier_cli_status_for_error (error);
}

/**
 * haulier_cli_fail_usage:
 * @format: what was wrong with the command line
 * @...: for @format
 *
 * Returns: the exit status, after having said why
 */
HaulierCliStatus
haulier_cli_fail_usage (const char *format, ...)
{
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  error = g_error_new_valist (HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT, format, arguments);
  va_end (arguments);
  haulier_cli_complain (error);
  return HAULIER_CLI_USAGE;
}
