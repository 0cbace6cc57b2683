/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What each reason for waiting means: state, error, clock, and what ends it. */
#include "config.h"

#include "haulier-waiting.h"

#include <glib/gi18n.h>

/* Indexed by the reason. A job in QUEUED has no error to show (IBackgroundCopyJob::GetError): its
 * code is 0.
 */
static const HaulierWaitingRule waiting_rules[] = {
  [HAULIER_WAITING_NONE] = {
      .reason = HAULIER_WAITING_NONE,
      .state = HAULIER_JOB_STATE_TRANSFERRING,
      .goes_on_by_itself = TRUE,
      .text = N_ ("Downloading"),
      .source = "BG_JOB_STATE_TRANSFERRING",
  },
  [HAULIER_WAITING_SLOT] = {
      .reason = HAULIER_WAITING_SLOT,
      .state = HAULIER_JOB_STATE_QUEUED,
      .stops_no_progress_clock = TRUE,
      .goes_on_by_itself = TRUE,
      .text = N_ ("Waiting: other jobs go first"),
      .source = "BG_JOB_STATE_QUEUED; what the engine holds back is not the job's lack of progress",
  },
  [HAULIER_WAITING_RETRY] = {
      .reason = HAULIER_WAITING_RETRY,
      .state = HAULIER_JOB_STATE_TRANSIENT_ERROR,
      .goes_on_by_itself = TRUE,
      .text = N_ ("Waiting for the next attempt"),
      .source = "BG_JOB_STATE_TRANSIENT_ERROR, SetMinimumRetryDelay",
  },
  [HAULIER_WAITING_NETWORK] = {
      .reason = HAULIER_WAITING_NETWORK,
      .state = HAULIER_JOB_STATE_TRANSIENT_ERROR,
      .code = HAULIER_ERROR_NETWORK_DISCONNECTED,
      .context = HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT,
      .stops_no_progress_clock = TRUE,
      .goes_on_by_itself = TRUE,
      .text = N_ ("Waiting: there is no network"),
      .source = "BG_E_NETWORK_DISCONNECTED; SetNoProgressTimeout: not while disconnected",
  },
  [HAULIER_WAITING_METERED] = {
      .reason = HAULIER_WAITING_METERED,
      .state = HAULIER_JOB_STATE_TRANSIENT_ERROR,
      .code = HAULIER_ERROR_BLOCKED_BY_COST_TRANSFER_POLICY,
      .context = HAULIER_ERROR_CONTEXT_QUEUE_MANAGER,
      .stops_no_progress_clock = TRUE,
      .goes_on_by_itself = TRUE,
      .text = N_ ("Waiting: the network is metered"),
      .source = "BITS_JOB_PROPERTY_ID_COST_FLAGS; SetNoProgressTimeout: not under a policy",
  },
  [HAULIER_WAITING_DISK_FULL] = {
      .reason = HAULIER_WAITING_DISK_FULL,
      .state = HAULIER_JOB_STATE_TRANSIENT_ERROR,
      .code = HAULIER_ERROR_DISK_FULL,
      .context = HAULIER_ERROR_CONTEXT_LOCAL_FILE,
      .stops_no_progress_clock = TRUE,
      .goes_on_by_itself = TRUE,
      .text = N_ ("Waiting: the disk is full"),
      .source = "ERROR_DISK_FULL; of Haulier: goes on when there is space, however late",
  },
  [HAULIER_WAITING_OWNER_NOT_LOGGED_ON] = {
      .reason = HAULIER_WAITING_OWNER_NOT_LOGGED_ON,
      .state = HAULIER_JOB_STATE_QUEUED,
      .stops_no_progress_clock = TRUE,
      .goes_on_by_itself = TRUE,
      .text = N_ ("Waiting: the owner is not logged on"),
      .source = "BG_JOB_STATE_QUEUED: the owner is not logged on",
  },
  [HAULIER_WAITING_SUSPENDED] = {
      .reason = HAULIER_WAITING_SUSPENDED,
      .state = HAULIER_JOB_STATE_SUSPENDED,
      .stops_no_progress_clock = TRUE,
      .text = N_ ("Suspended"),
      .source = "IBackgroundCopyJob::Suspend",
  },
  [HAULIER_WAITING_COMPLETE] = {
      .reason = HAULIER_WAITING_COMPLETE,
      .state = HAULIER_JOB_STATE_TRANSFERRED,
      .stops_no_progress_clock = TRUE,
      .text = N_ ("Transferred, waiting to be completed"),
      .source = "BG_JOB_STATE_TRANSFERRED, IBackgroundCopyJob::Complete",
  },
  [HAULIER_WAITING_ERROR] = {
      .reason = HAULIER_WAITING_ERROR,
      .state = HAULIER_JOB_STATE_ERROR,
      .stops_no_progress_clock = TRUE,
      .text = N_ ("Failed"),
      .source = "BG_JOB_STATE_ERROR",
  },
  [HAULIER_WAITING_STANDBY] = {
      .reason = HAULIER_WAITING_STANDBY,
      .state = HAULIER_JOB_STATE_TRANSIENT_ERROR,
      .code = HAULIER_ERROR_STANDBY_MODE,
      .context = HAULIER_ERROR_CONTEXT_QUEUE_MANAGER,
      .stops_no_progress_clock = TRUE,
      .goes_on_by_itself = TRUE,
      .text = N_ ("Waiting: the computer goes to sleep"),
      .source = "BG_E_STANDBY_MODE",
  },
  [HAULIER_WAITING_STARTING] = {
      .reason = HAULIER_WAITING_STARTING,
      .state = HAULIER_JOB_STATE_CONNECTING,
      .goes_on_by_itself = TRUE,
      .text = N_ ("Starting"),
      .source = "BG_JOB_STATE_CONNECTING",
  },
};

G_STATIC_ASSERT (G_N_ELEMENTS (waiting_rules) == HAULIER_WAITING_STARTING + 1);

/* Any context. */
#define ANY G_MAXUINT

/* The first row that fits is taken; an error without one is retried. */
static const struct
{
  gint code;
  guint context;
  HaulierWaitingReason reason;
  const char *source;
} reason_rows[] = {
  {
      .code = HAULIER_ERROR_DISK_FULL,
      .context = HAULIER_ERROR_CONTEXT_REMOTE_FILE,
      .reason = HAULIER_WAITING_RETRY,
      .source = "the server's disk: its free space is not seen from here",
  },
  {
      .code = HAULIER_ERROR_DISK_FULL,
      .context = ANY,
      .reason = HAULIER_WAITING_DISK_FULL,
      .source = "ERROR_DISK_FULL",
  },
  {
      .code = HAULIER_ERROR_NOT_LOGGED_ON,
      .context = ANY,
      .reason = HAULIER_WAITING_OWNER_NOT_LOGGED_ON,
      .source = "ERROR_NOT_LOGGED_ON",
  },
  {
      .code = HAULIER_ERROR_NETWORK_DISCONNECTED,
      .context = ANY,
      .reason = HAULIER_WAITING_NETWORK,
      .source = "BG_E_NETWORK_DISCONNECTED",
  },
  {
      .code = HAULIER_ERROR_BLOCKED_BY_COST_TRANSFER_POLICY,
      .context = ANY,
      .reason = HAULIER_WAITING_METERED,
      .source = "BG_E_BLOCKED_BY_COST_TRANSFER_POLICY",
  },
  {
      .code = HAULIER_ERROR_STANDBY_MODE,
      .context = ANY,
      .reason = HAULIER_WAITING_STANDBY,
      .source = "BG_E_STANDBY_MODE",
  },
};

/**
 * haulier_waiting_get_rule:
 * @reason: why a job does not move
 *
 * The only place that says what a reason means: the engine executes the row, the front ends show
 * it.
 *
 * Source: BG_JOB_STATE, IBackgroundCopyJob::SetNoProgressTimeout.
 *
 * Returns: (transfer none): its rule
 */
const HaulierWaitingRule *
haulier_waiting_get_rule (HaulierWaitingReason reason)
{
  g_return_val_if_fail ((guint) reason < G_N_ELEMENTS (waiting_rules), &waiting_rules[0]);

  return &waiting_rules[reason];
}

/**
 * haulier_waiting_reason_for_error:
 * @code: a transient error, a #HaulierErrorCode
 * @context: what the job was dealing with
 *
 * Tells obstacles that end with an event from errors that only time may cure.
 *
 * Source: BG_JOB_STATE_TRANSIENT_ERROR and the codes of each obstacle.
 *
 * Returns: what a job that stopped with @code waits for
 */
HaulierWaitingReason
haulier_waiting_reason_for_error (gint code, HaulierErrorContext context)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reason_rows); i++)
    {
      if (reason_rows[i].code == code
          && (reason_rows[i].context == ANY || reason_rows[i].context == (guint) context))
        return reason_rows[i].reason;
    }
  return HAULIER_WAITING_RETRY;
}
