/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The words of a job: type, state, priority, origin, why it waits; each enum with its nicknames. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* The nickname of a value is the word of the command line and of JSON. Values are BITS's own where
 * BITS has one, and are stored: append, never renumber. */

typedef enum
{
  HAULIER_JOB_TYPE_DOWNLOAD,
  HAULIER_JOB_TYPE_UPLOAD,
  HAULIER_JOB_TYPE_UPLOAD_REPLY,
} HaulierJobType;

typedef enum
{
  HAULIER_JOB_STATE_QUEUED,
  HAULIER_JOB_STATE_CONNECTING,
  HAULIER_JOB_STATE_TRANSFERRING,
  HAULIER_JOB_STATE_SUSPENDED,
  HAULIER_JOB_STATE_ERROR,
  HAULIER_JOB_STATE_TRANSIENT_ERROR,
  HAULIER_JOB_STATE_TRANSFERRED,
  HAULIER_JOB_STATE_ACKNOWLEDGED,
  HAULIER_JOB_STATE_CANCELLED,
} HaulierJobState;

typedef enum
{
  HAULIER_PRIORITY_FOREGROUND,
  HAULIER_PRIORITY_HIGH,
  HAULIER_PRIORITY_NORMAL,
  HAULIER_PRIORITY_LOW,
} HaulierPriority;

/**
 * HaulierJobOrigin:
 * @HAULIER_JOB_ORIGIN_DESKTOP: completes by itself, file by file; goes on with the other files when
 *   one fails; retries in seconds, growing
 * @HAULIER_JOB_ORIGIN_BITS: atomic; waits for Complete; delays and time-outs of BITS
 */
typedef enum
{
  HAULIER_JOB_ORIGIN_DESKTOP,
  HAULIER_JOB_ORIGIN_BITS,
} HaulierJobOrigin;

/* Why a job that is not finished does not move. policy/haulier-waiting.h says what each one means.
 */
typedef enum
{
  HAULIER_WAITING_NONE,
  HAULIER_WAITING_SLOT,      /* other jobs go first */
  HAULIER_WAITING_RETRY,     /* the delay before the next attempt runs */
  HAULIER_WAITING_NETWORK,   /* there is no network */
  HAULIER_WAITING_METERED,   /* the network is metered, and the job does not use such ones */
  HAULIER_WAITING_DISK_FULL, /* the target has no space left */
  HAULIER_WAITING_OWNER_NOT_LOGGED_ON, /*< nick=owner-not-logged-on >*/
  HAULIER_WAITING_SUSPENDED,           /* a person suspended it */
  HAULIER_WAITING_COMPLETE,            /* it waits for Complete */
  HAULIER_WAITING_ERROR,               /* somebody has to do something */
  HAULIER_WAITING_STANDBY,             /* the machine is about to sleep */
  HAULIER_WAITING_STARTING,            /* the worker is being started */
} HaulierWaitingReason;

typedef enum
{
  HAULIER_FILE_STATE_PENDING,
  HAULIER_FILE_STATE_ACTIVE,   /* given to a worker */
  HAULIER_FILE_STATE_HELD,     /* complete, under its temporary name until Complete */
  HAULIER_FILE_STATE_FINISHED, /* complete, under its final name */
  HAULIER_FILE_STATE_FAILED,   /* for good, until somebody retries */
} HaulierFileState;

typedef enum
{
  HAULIER_TRANSFER_POLICY_ALWAYS,
  HAULIER_TRANSFER_POLICY_UNMETERED,
} HaulierTransferPolicy;

const char *haulier_word_from_value (GType enum_type, gint value);
gboolean haulier_word_to_value (GType enum_type, const char *word, gint *out_value, GError **error);

G_END_DECLS
