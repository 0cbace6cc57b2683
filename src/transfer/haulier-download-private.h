/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The inside of a download, for the files that share the work on it. */
#pragma once

#include "haulier-download.h"
#include "haulier-layout.h"
#include "haulier-segment-plan.h"
#include "haulier-segment.h"

G_BEGIN_DECLS

/* A file that changes more often than this while it is fetched is left to a later attempt. */
#define HAULIER_DOWNLOAD_MAX_RESTARTS 4

/**
 * HaulierDownloadState:
 * @HAULIER_DOWNLOAD_WAITING: not started
 * @HAULIER_DOWNLOAD_RECOVERING: the I/O thread looks for what an earlier worker left
 * @HAULIER_DOWNLOAD_READY: what is missing is known; the job has no connection for it yet
 * @HAULIER_DOWNLOAD_RECEIVING: connections are open, or about to be
 * @HAULIER_DOWNLOAD_FINISHING: the I/O thread checks and renames
 * @HAULIER_DOWNLOAD_CLOSING: it failed or was stopped; the I/O thread writes what is there
 * @HAULIER_DOWNLOAD_ENDED: reported
 */
typedef enum
{
  HAULIER_DOWNLOAD_WAITING,
  HAULIER_DOWNLOAD_RECOVERING,
  HAULIER_DOWNLOAD_READY,
  HAULIER_DOWNLOAD_RECEIVING,
  HAULIER_DOWNLOAD_FINISHING,
  HAULIER_DOWNLOAD_CLOSING,
  HAULIER_DOWNLOAD_ENDED,
} HaulierDownloadState;

struct _HaulierDownload
{
  guint references; /* of the main context only */
  HaulierDownloadState state;
  HaulierTransferContext *context;
  const HaulierTransferSettings *settings;
  const HaulierDownloadOwner *funcs;
  gpointer owner;
  HaulierFileOrder *order;
  const char *job_id;  /* UUID; belongs to the job */
  char *proposed_name; /* (nullable): by the server, other than the one that was ordered */
  char *name;          /* final name, before numbers */
  HaulierPartFile *part;
  HaulierLayout *layout;
  char *hop;                   /* (nullable): address that answered last, after redirects */
  HaulierValidator *validator; /* (nullable): version of what is there */
  GPtrArray *segments;         /* HaulierSegment, running or about to */
  HaulierExtents *held;        /* received by segments that ended */
  HaulierHasher *hasher;       /* (nullable): belongs to the I/O thread */
  GChecksumType checksum_type; /* meaningful with checksum */
  char *checksum;              /* (nullable): what the content must have */
  HaulierFailure *failure;     /* (nullable): why it is closing */
  guint retry_after;           /* seconds that the server asked for */
  gint64 modified;             /* seconds since 1970, 0 when not known */
  char *remote;                /* (nullable): address to report */
  GPtrArray *records;          /* HaulierTraceRecord that nobody may care about */
  gboolean loud;               /* they are told as they happen */
  guint n_restarts;
  guint n_failures;        /* since the last progress */
  guint64 failed_at_bytes; /* the most that was there at a failure */
  gint64 retry_at;         /* monotonic microseconds, 0: no retry is due */
  HaulierSegmentPlan *plan;
  guint beside;            /* connections of the job when it was asked for */
  guint spare_connections; /* that the job may still open */
  gboolean watch;          /* the server may send more than it announces */
  gboolean prefer_date;    /* the server takes conditions with a time only */
  gboolean ranges_work;    /* as far as is known */
  gboolean syncing;        /* the sync thread is at work */
  gint64 synced_at;        /* monotonic microseconds when it was told to */
  guint64 synced_at_bytes; /* what was there then */
  guint generation;        /* counts how often it began again */
  gboolean opening;        /* the I/O thread was told to create the file */
  gboolean open;           /* and did */
  gboolean stopped;        /* by the engine: nothing is reported */
  gboolean slow_disk;      /* a write kept the main loop waiting */
  guint n_pending_writes;
};

void haulier_download_set_state (HaulierDownload *download, HaulierDownloadState state);
void haulier_download_fail (HaulierDownload *download, HaulierFailure *failure);
void haulier_download_trace (HaulierDownload *download,
                             const char *kind,
                             GVariant *details,
                             const char *format,
                             ...) G_GNUC_PRINTF (4, 5);
void haulier_download_be_loud (HaulierDownload *download);
HaulierSegment *haulier_download_add_segment (HaulierDownload *download,
                                              guint64 start,
                                              guint64 end,
                                              guint64 remote_start);
void haulier_download_send_segment (HaulierDownload *download, HaulierSegment *segment);
gboolean
haulier_download_find_gap (HaulierDownload *download, HaulierExtent *out_gap, guint64 *out_remote);
void haulier_download_keep_segment (HaulierDownload *download, HaulierSegment *segment);
void haulier_download_adjust_segments (HaulierDownload *download, gint64 now);
gboolean haulier_download_refill (HaulierDownload *download);
gboolean haulier_download_give_back (HaulierDownload *download, const HaulierSegment *segment);
void haulier_download_sync_when_due (HaulierDownload *download, gint64 now);
gboolean
haulier_download_take_answer (HaulierSegment *segment, HaulierVerdict verdict, gpointer owner);
void haulier_download_begin_again (HaulierDownload *download);
void haulier_download_open_part (HaulierDownload *download);
gboolean haulier_download_write_block (HaulierDownload *download, HaulierWriteBlock *block);
void haulier_download_finish (HaulierDownload *download, HaulierWriteBlock *last_block);
void haulier_download_finish_named (HaulierDownload *download);
void haulier_download_get_ready (HaulierDownload *download);
void haulier_download_recover (HaulierDownload *download);
void haulier_download_continue (HaulierDownload *download);
void
haulier_download_check_segments (HaulierDownload *download, gint64 now, guint spare_connections);
void haulier_download_end (HaulierDownload *download, HaulierFileResult *result);

G_END_DECLS
