/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How many connections a file is worth, from what each one adds to the speed of all. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HaulierSegmentPlan HaulierSegmentPlan;

/**
 * HaulierSegmentFacts:
 * @now: monotonic microseconds
 * @received: bytes of the file so far
 * @remaining: bytes that are missing
 * @connections: how many are open
 * @ceiling: how many may be open
 * @round_trip: microseconds to the server and back, 0 when not known
 *
 * What is known at one moment.
 */
typedef struct
{
  gint64 now;
  guint64 received;
  guint64 remaining;
  guint connections;
  guint ceiling;
  guint round_trip;
} HaulierSegmentFacts;

HaulierSegmentPlan *haulier_segment_plan_new (void);
void haulier_segment_plan_free (HaulierSegmentPlan *plan);
guint haulier_segment_plan_step (HaulierSegmentPlan *plan, const HaulierSegmentFacts *facts);
void haulier_segment_plan_refused (HaulierSegmentPlan *plan, guint connections);
guint haulier_segment_plan_get_target (const HaulierSegmentPlan *plan);
guint64 haulier_segment_plan_get_speed (const HaulierSegmentPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierSegmentPlan, haulier_segment_plan_free)

G_END_DECLS
