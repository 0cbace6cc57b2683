/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What each reason for waiting means: state, error, clock, and what ends it. */
#pragma once

#include <glib.h>

#include "haulier-error.h"
#include "haulier-words.h"

G_BEGIN_DECLS

/**
 * HaulierWaitingRule:
 * @state: the state of a job that waits for this reason
 * @code: the error that such a job shows, or 0: none, or (retry, error) the one that stopped it
 * @context: the context of @code
 * @stops_no_progress_clock: whether the no-progress time-out stands still meanwhile
 * @goes_on_by_itself: whether the job moves again without a person
 * @text: the reason in words, for a person; translatable
 * @source: where the rule comes from
 */
typedef struct
{
  HaulierWaitingReason reason;
  HaulierJobState state;
  gint code;
  HaulierErrorContext context;
  gboolean stops_no_progress_clock;
  gboolean goes_on_by_itself;
  const char *text;
  const char *source;
} HaulierWaitingRule;

const HaulierWaitingRule *haulier_waiting_get_rule (HaulierWaitingReason reason);
HaulierWaitingReason haulier_waiting_reason_for_error (gint code, HaulierErrorContext context);

G_END_DECLS
