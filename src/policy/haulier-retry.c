/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether an error is tried again, when, and until when. */
#include "config.h"

#include "haulier-retry.h"

/* The first delay of a desktop job is two seconds, and each one doubles the one before. */
#define FIRST_DELAY_EXPONENT_MAX 30
/* The watch over the network may be wrong: it is tried now and then all the same. */
#define NETWORK_DELAY_SECONDS 60
/* Looking at the free space of a file system costs nothing. */
#define DISK_FULL_DELAY_SECONDS 3

/* What ends the waiting. */
typedef enum
{
  UNTIL_EVENT, /* no timer */
  UNTIL_FIXED, /* the delay of the row */
  UNTIL_DELAY, /* by the origin of the job */
} Until;

/* Indexed by the reason. */
static const struct
{
  Until until;
  const char *source;
  guint delay; /* seconds */
} delay_rows[] = {
  [HAULIER_WAITING_NONE] = { UNTIL_EVENT, "it moves" },
  [HAULIER_WAITING_SLOT] = { UNTIL_EVENT, "BG_JOB_STATE_QUEUED: the scheduler picks it" },
  [HAULIER_WAITING_RETRY] = { UNTIL_DELAY, "IBackgroundCopyJob::SetMinimumRetryDelay" },
  [HAULIER_WAITING_NETWORK]
  = { UNTIL_FIXED, "BG_E_NETWORK_DISCONNECTED: QUEUED when it is back", NETWORK_DELAY_SECONDS },
  [HAULIER_WAITING_METERED] = { UNTIL_EVENT, "BG_E_BLOCKED_BY_COST_TRANSFER_POLICY: cost change" },
  [HAULIER_WAITING_DISK_FULL]
  = { UNTIL_FIXED, "only the free space is looked at", DISK_FULL_DELAY_SECONDS },
  [HAULIER_WAITING_OWNER_NOT_LOGGED_ON] = { UNTIL_EVENT, "BG_JOB_STATE_QUEUED: until logon" },
  [HAULIER_WAITING_SUSPENDED] = { UNTIL_EVENT, "IBackgroundCopyJob::Resume" },
  [HAULIER_WAITING_COMPLETE] = { UNTIL_EVENT, "IBackgroundCopyJob::Complete" },
  [HAULIER_WAITING_ERROR] = { UNTIL_EVENT, "IBackgroundCopyJob::Resume" },
  [HAULIER_WAITING_STANDBY] = { UNTIL_EVENT, "BG_E_STANDBY_MODE: the machine wakes up" },
  [HAULIER_WAITING_STARTING] = { UNTIL_EVENT, "the worker reports" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (delay_rows) == HAULIER_WAITING_STARTING + 1);

/* Any code. */
#define ANY 0

/* Before the kinds of the error table; the first row that fits is taken. */
static const struct
{
  gint code;
  HaulierErrorContext context;
  gboolean transient;
  const char *source;
} transient_rows[] = {
  {
      .code = ANY,
      .context = HAULIER_ERROR_CONTEXT_SERVER_CERTIFICATE_CALLBACK,
      .transient = TRUE,
      .source = "SetServerCertificateValidationInterface: a rejection is a transient error",
  },
  /* No automatic script is run here: looking for it again changes nothing. */
  {
      .code = HAULIER_ERROR_AUTODETECTION_FAILED,
      .context = HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT,
      .transient = FALSE,
      .source = "ERROR_WINHTTP_AUTODETECTION_FAILED; BG_JOB_PROXY_USAGE_AUTODETECT",
  },
};

static guint
get_origin_delay (HaulierJobOrigin origin, guint attempt, guint minimum_retry_delay)
{
  switch (origin)
    {
    case HAULIER_JOB_ORIGIN_DESKTOP:
      return MIN (1u << CLAMP (attempt, 1, FIRST_DELAY_EXPONENT_MAX), minimum_retry_delay);
    case HAULIER_JOB_ORIGIN_BITS:
      return minimum_retry_delay;
    }
  return minimum_retry_delay;
}

/**
 * haulier_retry_get_delay_seconds:
 * @origin: who made the job
 * @reason: what it waits for
 * @attempt: how many attempts in a row ended without progress, from 1
 * @minimum_retry_delay: the setting of the job, in seconds
 * @retry_after: what the server asked for, in seconds, or 0
 *
 * A desktop job tries again after 2, 4, 8… seconds up to @minimum_retry_delay; a BITS job waits
 * @minimum_retry_delay each time. A server that asks for more patience gets it, up to
 * %HAULIER_RETRY_AFTER_MAX_SECONDS.
 *
 * Source: IBackgroundCopyJob::SetMinimumRetryDelay; RFC 9110, 10.2.3.
 *
 * Returns: seconds until the next attempt; 0: no timer, an event ends the waiting
 */
guint
haulier_retry_get_delay_seconds (HaulierJobOrigin origin,
                                 HaulierWaitingReason reason,
                                 guint attempt,
                                 guint minimum_retry_delay,
                                 guint retry_after)
{
  guint delay = 0;

  g_return_val_if_fail ((guint) reason < G_N_ELEMENTS (delay_rows), minimum_retry_delay);

  switch (delay_rows[reason].until)
    {
    case UNTIL_EVENT:
      return 0;
    case UNTIL_FIXED:
      return delay_rows[reason].delay;
    case UNTIL_DELAY:
      delay = get_origin_delay (origin, attempt, minimum_retry_delay);
      /* 0 would be "no timer", and no attempt would follow. */
      return MAX (MAX (delay, 1), MIN (retry_after, HAULIER_RETRY_AFTER_MAX_SECONDS));
    }
  g_assert_not_reached ();
}

/**
 * haulier_retry_is_exhausted:
 * @stalled_since_us: when the first transient error without progress since happened, or 0; only
 *   time in which the no-progress clock ran, see #HaulierWaitingRule
 * @now_us: now, on the same clock
 * @delay_s: seconds until the next attempt
 * @no_progress_timeout_s: the setting of the job, in seconds
 *
 * Not to be asked about a reason whose rule stops the clock: such a job waits as long as it takes.
 *
 * Source: IBackgroundCopyJob::SetNoProgressTimeout: 0 makes every error fatal; a retry delay above
 *   the time-out means that the job is never retried.
 *
 * Returns: whether a job with a transient error goes to ERROR
 */
gboolean
haulier_retry_is_exhausted (gint64 stalled_since_us,
                            gint64 now_us,
                            guint delay_s,
                            guint no_progress_timeout_s)
{
  gint64 timeout_us = (gint64) no_progress_timeout_s * G_USEC_PER_SEC;

  if (no_progress_timeout_s == 0 || delay_s > no_progress_timeout_s)
    return TRUE;
  return stalled_since_us != 0 && now_us - stalled_since_us >= timeout_us;
}

/**
 * haulier_retry_download_time_is_over:
 * @moving_us: microseconds in CONNECTING and TRANSFERRING since the job was resumed
 * @maximum_s: the setting of the job, in seconds
 *
 * Source: IBackgroundCopyJob4::SetMaximumDownloadTime: "exceeds".
 *
 * Returns: whether the job goes to ERROR with BG_E_MAXDOWNLOAD_TIMEOUT
 */
gboolean
haulier_retry_download_time_is_over (gint64 moving_us, guint maximum_s)
{
  return moving_us > (gint64) maximum_s * G_USEC_PER_SEC;
}

/**
 * haulier_retry_is_transient:
 * @code: what stopped the job, a #HaulierErrorCode
 * @context: what the job was dealing with
 * @custom_method: whether the job has another method than GET
 *
 * A request with another method may have had its effect although the answer was lost: it is not
 * sent twice.
 *
 * Source: BITS server application documentation (statuses); BITS_JOB_PROPERTY_HTTP_METHOD.
 *
 * Returns: whether the engine tries again by itself
 */
gboolean
haulier_retry_is_transient (gint code, HaulierErrorContext context, gboolean custom_method)
{
  if (custom_method)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (transient_rows); i++)
    {
      if ((transient_rows[i].code == ANY || transient_rows[i].code == code)
          && transient_rows[i].context == context)
        return transient_rows[i].transient;
    }
  return haulier_error_get_kind (code) == HAULIER_ERROR_KIND_TRANSIENT;
}
