/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One connection that fetches a part of a file, or all of it. */
#pragma once

#include <glib.h>

#include "haulier-segment-login.h"
#include "haulier-transfer-context.h"
#include "haulier-transfer-settings.h"
#include "haulier-verdict.h"

G_BEGIN_DECLS

/**
 * HaulierSegmentEnd:
 * @HAULIER_SEGMENT_END_COMPLETE: everything that it was to fetch is there
 * @HAULIER_SEGMENT_END_DOUBTFUL: the same, but the server may have sent more than it had announced
 * @HAULIER_SEGMENT_END_CLOSED: the body ended where the server ended it; its length was not known
 * @HAULIER_SEGMENT_END_CHANGED: the file on the server is another one now
 * @HAULIER_SEGMENT_END_NO_RANGES: the server does not send parts
 * @HAULIER_SEGMENT_END_TRY_DATE: the same, but to a condition with an ETag; it may know times
 * @HAULIER_SEGMENT_END_WAITED: it has waited for another one to log in, and can be sent now
 * @HAULIER_SEGMENT_END_FAILED: see the failure
 *
 * How a segment ended.
 */
typedef enum
{
  HAULIER_SEGMENT_END_COMPLETE,
  HAULIER_SEGMENT_END_DOUBTFUL,
  HAULIER_SEGMENT_END_CLOSED,
  HAULIER_SEGMENT_END_CHANGED,
  HAULIER_SEGMENT_END_NO_RANGES,
  HAULIER_SEGMENT_END_TRY_DATE,
  HAULIER_SEGMENT_END_WAITED,
  HAULIER_SEGMENT_END_FAILED,
} HaulierSegmentEnd;

typedef struct _HaulierSegment HaulierSegment;

/**
 * HaulierSegmentOwner:
 * @answered: headers came that are a whole or a part; %FALSE ends the segment with the failure it
 * sets
 * @full: a block is full, or the segment has to let go of it; takes it
 * @redirected: the server pointed elsewhere; decides whether to follow
 * @ended: the segment ended; frees it
 *
 * What a segment asks of its download.
 */
typedef struct
{
  gboolean (*answered) (HaulierSegment *segment, HaulierVerdict verdict, gpointer owner);
  gboolean (*full) (HaulierSegment *segment, HaulierWriteBlock *block, gpointer owner);
  gboolean (*redirected) (HaulierSegment *segment, const char *address, gpointer owner);
  void (*ended) (HaulierSegment *segment, HaulierSegmentEnd end, gpointer owner);
} HaulierSegmentOwner;

struct _HaulierSegment
{
  HaulierTransferContext *context;
  const HaulierTransferSettings *settings;
  const HaulierSegmentOwner *funcs;
  gpointer owner;
  HaulierRequest *request; /* (nullable): none between two requests */
  HaulierSegmentLogin *login;
  const HaulierProxy *proxy; /* (nullable): through which it asks; of the route */
  guint n_proxies;           /* that could not be reached, in a row */
  GSource *later;            /* (nullable): tells that it cannot be sent at all */
  char *address;             /* what is asked now, after redirects */
  guint n_redirects;
  gboolean ranged;               /* whether a part is asked for */
  gboolean explicit_range;       /* the part is the user's wish */
  gboolean added;                /* by the segment plan: has to pay for itself */
  gboolean watch;                /* look for more bytes than announced */
  gboolean surplus;              /* there were some */
  gboolean prefer_date;          /* ask with the time, although there is an ETag */
  const HaulierValidator *known; /* (nullable): borrowed from the download */
  guint64 start;                 /* in the local file */
  guint64 position;
  guint64 end;          /* HAULIER_SIZE_UNKNOWN: where the body ends */
  guint64 asked_end;    /* the end that was asked for; another segment may take over before it */
  guint64 remote_start; /* the same byte as start */
  gboolean accepted;    /* the body may be written */
  gboolean redirecting;
  gsize ignored_bytes;      /* of a body that is not wanted */
  HaulierWriteBlock *block; /* (nullable): filled at present */
  HaulierSegmentEnd end_reason;
  HaulierFailure *failure;
  guint64 noted_position; /* when the segments were looked at last */
  gint64 active_at;       /* monotonic microseconds of the last sign of life */
};

HaulierSegment *haulier_segment_new (HaulierTransferContext *context,
                                     const HaulierTransferSettings *settings,
                                     const HaulierSegmentOwner *funcs,
                                     gpointer owner);
void haulier_segment_free (HaulierSegment *segment);
void haulier_segment_send (HaulierSegment *segment);
gboolean haulier_segment_is_parked (const HaulierSegment *segment);
void haulier_segment_fail (HaulierSegment *segment, HaulierFailure *failure);
HaulierWriteBlock *haulier_segment_steal_block (HaulierSegment *segment);
const HaulierHttpResponse *haulier_segment_get_response (const HaulierSegment *segment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierSegment, haulier_segment_free)

G_END_DECLS
