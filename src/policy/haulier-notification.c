/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether a job runs its notify command. */
#include "config.h"

#include "haulier-notification.h"

#include "haulier-account-users.h"
#include "haulier-job-settings.h"

/* A job that completes itself is never TRANSFERRED: for it the end is that event. */
static const struct
{
  HaulierJobEvent event;
  guint flag;
  const char *source;
} notification_rows[] = {
  {
      .event = HAULIER_JOB_EVENT_TRANSFERRED,
      .flag = HAULIER_NOTIFY_TRANSFERRED,
      .source = "SetNotifyFlags: BG_NOTIFY_JOB_TRANSFERRED; bits.md 1.10",
  },
  {
      .event = HAULIER_JOB_EVENT_ACKNOWLEDGED,
      .flag = HAULIER_NOTIFY_TRANSFERRED,
      .source = "SetNotifyFlags: BG_NOTIFY_JOB_TRANSFERRED; bits.md 1.10",
  },
  {
      .event = HAULIER_JOB_EVENT_FATAL_ERROR,
      .flag = HAULIER_NOTIFY_ERROR,
      .source = "SetNotifyFlags: BG_NOTIFY_JOB_ERROR; bits.md 1.10",
  },
};

/**
 * haulier_notification_runs_command:
 * @owner: what kind of account owns the job
 * @event: what happened to the job
 * @notify_flags: of the job, `HAULIER_NOTIFY_…`
 *
 * Source: SetNotifyCmdLine, Remarks: only for these two events, and never for the jobs of service
 *   accounts.
 *
 * Returns: whether its notify command, if it has one, is run
 */
gboolean
haulier_notification_runs_command (HaulierAccountKind owner,
                                   HaulierJobEvent event,
                                   guint notify_flags)
{
  if (!haulier_account_users_find ((HaulierAccount){ .kind = owner })->runs_commands
      || (notify_flags & HAULIER_NOTIFY_DISABLE) != 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (notification_rows); i++)
    {
      if (notification_rows[i].event == event)
        return (notify_flags & notification_rows[i].flag) != 0;
    }
  return FALSE;
}
