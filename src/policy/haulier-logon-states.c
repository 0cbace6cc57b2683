/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which states of a user, in the words of the login manager, are being logged on. */
#include "config.h"

#include "haulier-logon-states.h"

static const struct
{
  const char *state;
  gboolean counts;
  const char *source;
} state_rows[] = {
  {
      .state = "active",
      .counts = TRUE,
      .source = "ACC-2; org.freedesktop.login1: a session is in the foreground",
  },
  {
      .state = "online",
      .counts = TRUE,
      .source = "ACC-2; fast user switching and remote sessions are being logged on",
  },
  {
      .state = "lingering",
      .counts = TRUE,
      .source = "ACC-2; a persistent session counts when nobody is connected to it",
  },
  {
      .state = "closing",
      .counts = FALSE,
      .source = "ACC-2; logged off, and some processes have not ended yet",
  },
  {
      .state = "opening",
      .counts = TRUE,
      .source = "ACC-2; let in; that the services of the user have started is not announced",
  },
  {
      .state = "offline",
      .counts = FALSE,
      .source = "ACC-2; not logged on",
  },
};

/**
 * haulier_logon_state_counts:
 * @state: (nullable): the State of a user, as org.freedesktop.login1 has it; %NULL: none
 *
 * Tells whether jobs of a user in this state run. A state that is not known here does not count.
 *
 * Source: ACC-2; BITS: users and network connections.
 *
 * Returns: whether the user is logged on
 */
gboolean
haulier_logon_state_counts (const char *state)
{
  for (gsize i = 0; i < G_N_ELEMENTS (state_rows); i++)
    {
      if (g_strcmp0 (state_rows[i].state, state) == 0)
        return state_rows[i].counts;
    }
  return FALSE;
}
