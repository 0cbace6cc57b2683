/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of retry: delays row by row, both time-outs at their borders, and every HTTP status. */
#include "config.h"

#include "haulier-retry.h"

#include "haulier-model-types.h"
#include "haulier-waiting.h"

#define DESKTOP HAULIER_JOB_ORIGIN_DESKTOP
#define BITS HAULIER_JOB_ORIGIN_BITS
#define DAY (24 * 60 * 60)

static const struct
{
  const char *slug;
  const char *why;
  HaulierJobOrigin origin;
  HaulierWaitingReason reason;
  guint attempt;
  guint minimum_retry_delay;
  guint retry_after;
  guint delay;
} delay_rows[] = {
  { "desktop-first", "seconds", DESKTOP, HAULIER_WAITING_RETRY, 1, 600, 0, 2 },
  { "desktop-second", "growing", DESKTOP, HAULIER_WAITING_RETRY, 2, 600, 0, 4 },
  { "desktop-ninth", "growing", DESKTOP, HAULIER_WAITING_RETRY, 9, 600, 0, 512 },
  { "desktop-tenth", "to the BITS delay", DESKTOP, HAULIER_WAITING_RETRY, 10, 600, 0, 600 },
  { "desktop-late", "no overflow", DESKTOP, HAULIER_WAITING_RETRY, 32, 600, 0, 600 },
  { "desktop-very-late", "no overflow", DESKTOP, HAULIER_WAITING_RETRY, G_MAXUINT, 600, 0, 600 },
  { "desktop-short", "the setting holds", DESKTOP, HAULIER_WAITING_RETRY, 3, 5, 0, 5 },
  { "desktop-zeroth", "an attempt is 1 at least", DESKTOP, HAULIER_WAITING_RETRY, 0, 600, 0, 2 },
  { "desktop-none", "0 would be no timer", DESKTOP, HAULIER_WAITING_RETRY, 1, 0, 0, 1 },
  { "desktop-after", "Retry-After is waited for", DESKTOP, HAULIER_WAITING_RETRY, 1, 600, 30, 30 },
  { "desktop-after-less", "but is no hurry", DESKTOP, HAULIER_WAITING_RETRY, 5, 600, 3, 32 },
  { "desktop-after-more", "above the setting", DESKTOP, HAULIER_WAITING_RETRY, 1, 600, 3600, 3600 },
  { "desktop-after-cap", "a day", DESKTOP, HAULIER_WAITING_RETRY, 1, 600, G_MAXUINT, DAY },
  { "bits-first", "SetMinimumRetryDelay", BITS, HAULIER_WAITING_RETRY, 1, 600, 0, 600 },
  { "bits-later", "does not grow", BITS, HAULIER_WAITING_RETRY, 20, 600, 0, 600 },
  { "bits-setting", "the setting holds", BITS, HAULIER_WAITING_RETRY, 1, 60, 0, 60 },
  { "bits-after-less", "a minimum", BITS, HAULIER_WAITING_RETRY, 1, 600, 30, 600 },
  { "bits-after-more", "Retry-After is waited for", BITS, HAULIER_WAITING_RETRY, 1, 600, 900, 900 },
  { "bits-after-cap", "a day", BITS, HAULIER_WAITING_RETRY, 1, 600, 2 * DAY, DAY },
  { "desktop-disk", "only space is looked at", DESKTOP, HAULIER_WAITING_DISK_FULL, 9, 600, 0, 3 },
  { "bits-disk", "only space is looked at", BITS, HAULIER_WAITING_DISK_FULL, 1, 600, 60, 3 },
  { "network",
    "its return is an event, but the watch may be wrong",
    DESKTOP,
    HAULIER_WAITING_NETWORK,
    1,
    600,
    70,
    60 },
  { "metered", "its change is an event", BITS, HAULIER_WAITING_METERED, 1, 600, 60, 0 },
};

static void
test_retry_delay (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  g_test_message ("%s", delay_rows[i].why);
  g_assert_cmpuint (haulier_retry_get_delay_seconds (delay_rows[i].origin,
                                                     delay_rows[i].reason,
                                                     delay_rows[i].attempt,
                                                     delay_rows[i].minimum_retry_delay,
                                                     delay_rows[i].retry_after),
                    ==,
                    delay_rows[i].delay);
}

/* Every reason with every origin: what has a timer is exactly what time ends, and no delay grows
 * beyond what the setting, the server or the day allow. */
static void
test_retry_delay_total (void)
{
  for (gint reason = HAULIER_WAITING_NONE; reason <= HAULIER_WAITING_STARTING; reason++)
    {
      gboolean timed = reason == HAULIER_WAITING_RETRY || reason == HAULIER_WAITING_DISK_FULL
                       || reason == HAULIER_WAITING_NETWORK;

      for (guint attempt = 0; attempt < 70; attempt++)
        {
          guint desktop = haulier_retry_get_delay_seconds (DESKTOP, reason, attempt, 600, 0);
          guint bits = haulier_retry_get_delay_seconds (BITS, reason, attempt, 600, 0);

          g_assert_cmpint (desktop > 0, ==, timed);
          g_assert_cmpint (bits > 0, ==, timed);
          g_assert_cmpuint (desktop, <=, bits);
          g_assert_cmpuint (bits, <=, 600);
          if (timed)
            g_assert_true (haulier_waiting_get_rule (reason)->goes_on_by_itself);
        }
    }
}

#define SECOND G_USEC_PER_SEC
#define FORTNIGHT G_GINT64_CONSTANT (1209600)

static const struct
{
  const char *slug;
  gint64 stalled_since;
  gint64 now;
  guint delay;
  guint timeout;
  gboolean exhausted;
} exhausted_rows[] = {
  { "first-error", 0, 5 * SECOND, 2, FORTNIGHT, FALSE },
  { "first-error-late-clock", 0, G_MAXINT64, 2, FORTNIGHT, FALSE },
  { "zero-is-fatal", 0, 5 * SECOND, 2, 0, TRUE },
  { "zero-is-fatal-with-zero-delay", 0, 5 * SECOND, 0, 0, TRUE },
  { "delay-above-time-out", 0, 5 * SECOND, 601, 600, TRUE },
  { "delay-equals-time-out", 0, 5 * SECOND, 600, 600, FALSE },
  { "running", 1 * SECOND, 600 * SECOND, 2, 600, FALSE },
  { "just-not-used-up", 1 * SECOND, 601 * SECOND - 1, 2, 600, FALSE },
  { "just-used-up", 1 * SECOND, 601 * SECOND, 2, 600, TRUE },
  { "used-up", 1 * SECOND, G_MAXINT64, 2, FORTNIGHT, TRUE },
  { "clock-went-back", 900 * SECOND, 1 * SECOND, 2, 600, FALSE },
  { "largest-time-out", 1, FORTNIGHT *SECOND, 2, G_MAXUINT, FALSE },
};

static void
test_retry_exhausted (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  g_assert_cmpint (haulier_retry_is_exhausted (exhausted_rows[i].stalled_since,
                                               exhausted_rows[i].now,
                                               exhausted_rows[i].delay,
                                               exhausted_rows[i].timeout),
                   ==,
                   exhausted_rows[i].exhausted);
}

static void
test_retry_download_time (void)
{
  g_assert_false (haulier_retry_download_time_is_over (0, 0));
  g_assert_true (haulier_retry_download_time_is_over (1, 0));
  g_assert_false (haulier_retry_download_time_is_over (10 * SECOND, 10));
  g_assert_true (haulier_retry_download_time_is_over (10 * SECOND + 1, 10));
  g_assert_false (haulier_retry_download_time_is_over (7776000 * (gint64) SECOND, 7776000));
  g_assert_true (haulier_retry_download_time_is_over (7776000 * (gint64) SECOND + 1, 7776000));
  g_assert_false (haulier_retry_download_time_is_over (7776000 * (gint64) SECOND, G_MAXUINT));
}

/* The statuses that BITS documents; 429 is of 2012, and asks for another attempt by definition. */
static gboolean
status_is_transient (guint status)
{
  if ((status >= 300 && status <= 305) || status == 307 || status == 308)
    return FALSE;
  if (status == 408 || status == 409 || status == 429)
    return TRUE;
  return (status < 400 || status > 499) && status != 501 && status != 505;
}

static void
test_retry_every_status (void)
{
  for (guint status = 100; status <= 999; status++)
    {
      gint code = haulier_error_code_from_http_status (status);

      g_test_message ("%u", status);
      g_assert_cmpint (haulier_retry_is_transient (code, HAULIER_ERROR_CONTEXT_REMOTE_FILE, FALSE),
                       ==,
                       status_is_transient (status));
      g_assert_false (haulier_retry_is_transient (code, HAULIER_ERROR_CONTEXT_REMOTE_FILE, TRUE));
    }
}

static const struct
{
  guint32 code;
  HaulierErrorContext context;
  gboolean transient;
  const char *why;
} transient_rows[] = {
  { 0x80200011, HAULIER_ERROR_CONTEXT_REMOTE_FILE, FALSE, "missing size" },
  { 0x80072f94, HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT, FALSE, "no automatic proxy scripts" },
  { 0x80200013, HAULIER_ERROR_CONTEXT_REMOTE_FILE, FALSE, "no ranges" },
  { 0x80070005, HAULIER_ERROR_CONTEXT_LOCAL_FILE, FALSE, "local access denied" },
  { 0x80072f19, HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT, FALSE, "revocation not checked" },
  { 0x80072f8a, HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT, FALSE, "revoked" },
  { 0x80072ee7, HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT, TRUE, "name" },
  { 0x80072efd, HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT, TRUE, "connect" },
  { 0x80072ee2, HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT, TRUE, "time-out" },
  { 0x80072f78, HAULIER_ERROR_CONTEXT_REMOTE_FILE, TRUE, "invalid answer" },
  { 0x80070070, HAULIER_ERROR_CONTEXT_LOCAL_FILE, TRUE, "disk full" },
  { 0x80200010, HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT, TRUE, "network lost" },
  { 0x80200059, HAULIER_ERROR_CONTEXT_QUEUE_MANAGER, TRUE, "cost policy" },
  { 0x80200065, HAULIER_ERROR_CONTEXT_QUEUE_MANAGER, TRUE, "standby" },
  { 0x80200056, HAULIER_ERROR_CONTEXT_QUEUE_MANAGER, FALSE, "token needed but gone" },
  { 0x80200054, HAULIER_ERROR_CONTEXT_QUEUE_MANAGER, FALSE, "download time used up" },
  { 0x80200053, HAULIER_ERROR_CONTEXT_REMOTE_FILE, FALSE, "content judged invalid" },
  { 0x8007007b, HAULIER_ERROR_CONTEXT_LOCAL_FILE, FALSE, "a refused call is not repeated" },
  { 0x80070005, HAULIER_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK, TRUE, "callback rejects" },
};

static void
test_retry_transient (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (transient_rows); i++)
    {
      gint code = (gint) transient_rows[i].code;

      g_test_message ("%s", transient_rows[i].why);
      g_assert_cmpint (haulier_retry_is_transient (code, transient_rows[i].context, FALSE),
                       ==,
                       transient_rows[i].transient);
    }
}

/* Any error that would be transient is fatal for a job with another method. */
static void
test_retry_custom_method (void)
{
  for (guint i = 0; i < haulier_error_get_n_codes (); i++)
    {
      for (gint context = HAULIER_ERROR_CONTEXT_NONE;
           context <= HAULIER_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK;
           context++)
        g_assert_false (haulier_retry_is_transient (
            haulier_error_get_nth_code (i), (HaulierErrorContext) context, TRUE));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (delay_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/policy/retry/delay/%s", delay_rows[i].slug);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_retry_delay);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (exhausted_rows); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/policy/retry/exhausted/%s", exhausted_rows[i].slug);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_retry_exhausted);
    }
  g_test_add_func ("/policy/retry/delay-total", test_retry_delay_total);
  g_test_add_func ("/policy/retry/download-time", test_retry_download_time);
  g_test_add_func ("/policy/retry/every-status", test_retry_every_status);
  g_test_add_func ("/policy/retry/transient", test_retry_transient);
  g_test_add_func ("/policy/retry/custom-method", test_retry_custom_method);
  return g_test_run ();
}
