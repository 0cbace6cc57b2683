/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The loop of a command that follows jobs: changes, a lost engine, signals, and the time. */
#include "config.h"

#include "haulier-cli-follower.h"

#include "haulier-client-follow.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>

/* An engine that vanished is started again by the client; this long it may take. */
#define ENGINE_TIMEOUT_SEC 30

struct _HaulierCliFollower
{
  HaulierCli *cli;
  const HaulierCliFollowerHandlers *handlers;
  gpointer user_data;
  gboolean needs_refresh;
  gboolean is_over;
  HaulierCliStatus status;
  guint engine_timer; /* runs while there is no engine */
  guint tick_timer;   /* runs while something changes by time alone */
  GArray *sources;    /* of guint: signals and timers */
};

/**
 * haulier_cli_follower_stop:
 * @self: a follower
 * @status: how haulier_cli_follower_run() ends
 */
void
haulier_cli_follower_stop (HaulierCliFollower *self, HaulierCliStatus status)
{
  if (self->is_over)
    return;
  self->is_over = TRUE;
  self->status = status;
}

static void
on_jobs_changed (HaulierClient *client, GPtrArray *jobs, char **removed, HaulierCliFollower *self)
{
  for (guint i = 0; i < jobs->len; i++)
    self->handlers->changed (g_ptr_array_index (jobs, i), self->user_data);
  for (gsize i = 0; removed[i] != NULL; i++)
    self->handlers->removed (removed[i], self->user_data);
}

static gboolean
on_engine_timeout (gpointer user_data)
{
  HaulierCliFollower *self = user_data;
  g_autoptr (GError) error
      = g_error_new_literal (HAULIER_ERROR,
                             HAULIER_ERROR_SERVER_UNAVAILABLE,
                             _ ("follow the jobs: the engine went away and does not come back"));

  self->engine_timer = 0;
  haulier_cli_follower_stop (self, haulier_cli_fail (error));
  return G_SOURCE_REMOVE;
}

static void
on_connected_changed (HaulierCliFollower *self)
{
  g_clear_handle_id (&self->engine_timer, g_source_remove);
  if (haulier_client_is_connected (self->cli->client))
    self->needs_refresh = TRUE;
  else
    self->engine_timer = g_timeout_add_seconds (ENGINE_TIMEOUT_SEC, on_engine_timeout, self);
}

static gboolean
on_interrupt (gpointer user_data)
{
  haulier_cli_follower_stop (user_data, HAULIER_CLI_INTERRUPTED);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_timeout (gpointer user_data)
{
  haulier_cli_follower_stop (user_data, HAULIER_CLI_TIMED_OUT);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_tick (gpointer user_data)
{
  HaulierCliFollower *self = user_data;

  self->tick_timer = 0;
  self->handlers->tick (self->user_data);
  return G_SOURCE_REMOVE;
}

static void
arm_tick (HaulierCliFollower *self)
{
  if (self->handlers->tick != NULL && self->cli->is_terminal && self->tick_timer == 0
      && self->handlers->counts (self->user_data))
    self->tick_timer = g_timeout_add_seconds (1, on_tick, self);
}

static void
add_source (HaulierCliFollower *self, guint source)
{
  g_array_append_val (self->sources, source);
}

/**
 * haulier_cli_follower_new:
 * @cli: a run that reaches the engine; it outlives the follower
 * @handlers: what to do; static
 * @user_data: for @handlers
 *
 * Returns: (transfer full): a follower
 */
HaulierCliFollower *
haulier_cli_follower_new (HaulierCli *cli,
                          const HaulierCliFollowerHandlers *handlers,
                          gpointer user_data)
{
  HaulierCliFollower *self = g_new0 (HaulierCliFollower, 1);

  self->cli = cli;
  self->handlers = handlers;
  self->user_data = user_data;
  self->sources = g_array_new (FALSE, FALSE, sizeof (guint));
  g_signal_connect (cli->client, "jobs-changed", G_CALLBACK (on_jobs_changed), self);
  g_signal_connect_swapped (
      cli->client, "notify::connected", G_CALLBACK (on_connected_changed), self);
  return self;
}

void
haulier_cli_follower_free (HaulierCliFollower *self)
{
  g_signal_handlers_disconnect_by_data (self->cli->client, self);
  g_clear_handle_id (&self->engine_timer, g_source_remove);
  g_clear_handle_id (&self->tick_timer, g_source_remove);
  for (guint i = 0; i < self->sources->len; i++)
    g_source_remove (g_array_index (self->sources, guint, i));
  g_array_unref (self->sources);
  g_free (self);
}

/**
 * haulier_cli_follower_run:
 * @self: a follower
 * @ids: (nullable): the jobs; %NULL: every job
 * @timeout_sec: when to end with %HAULIER_CLI_TIMED_OUT; 0: never
 *
 * Follows jobs until haulier_cli_follower_stop(), a signal, or the time is over.
 *
 * Returns: the status
 */
HaulierCliStatus
haulier_cli_follower_run (HaulierCliFollower *self, const char *const *ids, guint timeout_sec)
{
  add_source (self, g_unix_signal_add (SIGINT, on_interrupt, self));
  add_source (self, g_unix_signal_add (SIGTERM, on_interrupt, self));
  if (timeout_sec > 0)
    add_source (self, g_timeout_add_seconds (timeout_sec, on_timeout, self));
  haulier_client_follow (self->cli->client, ids);
  self->needs_refresh = TRUE;
  while (!self->is_over)
    {
      if (self->needs_refresh)
        {
          self->needs_refresh = FALSE;
          self->handlers->refresh (self->user_data);
          continue;
        }
      arm_tick (self);
      g_main_context_iteration (NULL, TRUE);
    }
  return self->status;
}
