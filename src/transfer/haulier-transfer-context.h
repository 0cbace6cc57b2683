/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What all transfers of a worker share: the connections, the threads, the buffers, and whom to
 * tell. */
#pragma once

#include <glib.h>
#include <sys/types.h>

#include "haulier-curl-source.h"
#include "haulier-file-order.h"
#include "haulier-folder-set.h"
#include "haulier-io-thread.h"
#include "haulier-login-question.h"
#include "haulier-rate-limit.h"
#include "haulier-request.h"
#include "haulier-trace-record.h"
#include "haulier-write-block.h"

G_BEGIN_DECLS

/* Data that waits for the disk: above the first, connections wait; below the second, they go on. */
#define HAULIER_BACKLOG_HIGH_BYTES (2 * 1024 * 1024)
#define HAULIER_BACKLOG_LOW_BYTES (1024 * 1024)

/**
 * HaulierTransferReports:
 * @finished: a file ended; takes the result
 * @durable: finished files are on stable storage
 * @progress: how far a file is
 * @traced: what happened; takes the record
 * @challenged: somebody asks who it is; the answer is given later, once
 * @login_ended: what came of a login
 *
 * Whom the transfers tell. Called in the main context.
 */
typedef struct
{
  void (*finished) (guint job, HaulierFileResult *result, gpointer user_data);
  void (*durable) (guint job, const guint *indexes, gsize n_indexes, gpointer user_data);
  void (*progress) (guint job,
                    guint index,
                    guint64 transferred,
                    guint64 total,
                    guint connections,
                    gpointer user_data);
  void (*traced) (guint job, HaulierTraceRecord *record, gpointer user_data);
  void (*challenged) (guint job,
                      const HaulierLoginQuestion *question,
                      HaulierLoginAnswer answer,
                      gpointer answer_data,
                      gpointer user_data);
  void (*login_ended) (guint64 login,
                       HaulierLoginEnd outcome,
                       const char *message,
                       gpointer user_data);
} HaulierTransferReports;

typedef struct
{
  GMainContext *main;
  HaulierCurlSource *curl;
  HaulierIoThread *io;       /* writes, hashes, renames */
  HaulierIoThread *sync;     /* waits for the disk */
  HaulierIoThread *kerberos; /* (nullable) until it is needed: fetches tickets */
  HaulierTransferReports reports;
  gpointer user_data;
  char *certificate_authorities; /* (nullable) */
  char *boot_id;
  mode_t file_mode;          /* of complete files */
  HaulierFolderSet *folders; /* of this process */
  guint n_running;           /* requests that are taken */
  GPtrArray *idle_requests;  /* HaulierRequest */
  GPtrArray *idle_blocks;    /* HaulierWriteBlock */
  GPtrArray *waiting;        /* HaulierRequest that wait for the backlog; borrowed */
  GPtrArray *unrecorded;     /* HaulierPartFile written to since the last round of libcurl */
  GArray *throttled;         /* requests that wait because of a limit */
  HaulierRateLimit limit;    /* of all jobs together */
  gsize backlog_bytes;
  GSource *tick; /* (nullable): looks after running files; none while nothing moves */
} HaulierTransferContext;

HaulierTransferContext *haulier_transfer_context_new (GMainContext *main,
                                                      const HaulierTransferReports *reports,
                                                      gpointer user_data);
void haulier_transfer_context_free (HaulierTransferContext *context);
HaulierCurlSource *haulier_transfer_context_new_source (HaulierTransferContext *context);
HaulierIoThread *haulier_transfer_context_get_kerberos_thread (HaulierTransferContext *context);
HaulierRequest *haulier_transfer_context_take_request (HaulierTransferContext *context);
void haulier_transfer_context_give_request (HaulierTransferContext *context,
                                            HaulierRequest *request);
HaulierWriteBlock *haulier_transfer_context_take_block (HaulierTransferContext *context);
void haulier_transfer_context_give_block (HaulierTransferContext *context,
                                          HaulierWriteBlock *block);
void haulier_transfer_context_push_block (HaulierTransferContext *context,
                                          HaulierWriteBlock *block);
void haulier_transfer_context_block_written (HaulierTransferContext *context,
                                             const HaulierWriteBlock *block);
void haulier_transfer_context_throttle (HaulierTransferContext *context,
                                        HaulierRequest *request,
                                        HaulierRateLimit *limit,
                                        gsize bytes);
void haulier_transfer_context_release (HaulierTransferContext *context);
void haulier_transfer_context_note_written (HaulierTransferContext *context, HaulierPartFile *part);
void haulier_transfer_context_poke (HaulierTransferContext *context);
void haulier_transfer_context_wait_for_backlog (HaulierTransferContext *context,
                                                HaulierRequest *request);

G_END_DECLS
