/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of haulier-notification.c: every event, account and set of flags. */
#include "config.h"

#include "haulier-notification.h"

#include "haulier-job-settings.h"

static const struct
{
  HaulierJobEvent event;
  guint flag; /* that it takes, 0: it never runs the command */
} event_rows[] = {
  { HAULIER_JOB_EVENT_RESUME, 0 },
  { HAULIER_JOB_EVENT_SUSPEND, 0 },
  { HAULIER_JOB_EVENT_CANCEL, 0 },
  { HAULIER_JOB_EVENT_COMPLETE, 0 },
  { HAULIER_JOB_EVENT_TRANSIENT_ERROR, 0 },
  { HAULIER_JOB_EVENT_TRANSFERRED, HAULIER_NOTIFY_TRANSFERRED },
  { HAULIER_JOB_EVENT_ACKNOWLEDGED, HAULIER_NOTIFY_TRANSFERRED },
  { HAULIER_JOB_EVENT_FATAL_ERROR, HAULIER_NOTIFY_ERROR },
};

static void
test_notification_login_user (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (event_rows); i++)
    {
      for (guint flags = 0; flags <= HAULIER_NOTIFY_KNOWN; flags++)
        {
          gboolean runs
              = (flags & event_rows[i].flag) != 0 && (flags & HAULIER_NOTIFY_DISABLE) == 0;

          g_test_message ("event %d, flags 0x%x", event_rows[i].event, flags);
          g_assert_cmpint (haulier_notification_runs_command (
                               HAULIER_ACCOUNT_LOGIN_USER, event_rows[i].event, flags),
                           ==,
                           runs);
        }
    }
}

/* Source: bits.md 1.10: never run for jobs of service accounts. */
static void
test_notification_service_accounts (void)
{
  for (gint kind = HAULIER_ACCOUNT_LOCAL_SYSTEM; kind <= HAULIER_ACCOUNT_NETWORK_SERVICE; kind++)
    {
      for (gsize i = 0; i < G_N_ELEMENTS (event_rows); i++)
        g_assert_false (haulier_notification_runs_command (
            (HaulierAccountKind) kind, event_rows[i].event, 0x3));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/notification/login-user", test_notification_login_user);
  g_test_add_func ("/policy/notification/service-accounts", test_notification_service_accounts);
  return g_test_run ();
}
