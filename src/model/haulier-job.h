/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A job as it is stored, shown and sent: the value, not the thing that runs. */
#pragma once

#include <glib.h>

#include "haulier-account.h"
#include "haulier-failure.h"
#include "haulier-file.h"
#include "haulier-job-access.h"
#include "haulier-job-settings.h"

G_BEGIN_DECLS

#define HAULIER_JOB_NAME_MAX_CHARS 256
#define HAULIER_JOB_DESCRIPTION_MAX_CHARS 1024
#define HAULIER_JOB_ID_LENGTH 36

/**
 * HaulierJob:
 *
 * A plain value. The first part is stored; the last part is live and known to the engine and to
 * those who follow it. Times are microseconds since 1970, 0 when it has not happened.
 */
typedef struct
{
  guint64 sequence;                   /* order of creation; unique in one store */
  char id[HAULIER_JOB_ID_LENGTH + 1]; /* UUID */
  char *name;
  char *description; /* (nullable) */
  HaulierJobType type;
  HaulierJobState state;
  HaulierJobOrigin origin;
  HaulierAccount owner;
  HaulierJobSettings settings;
  HaulierJobAccess access;
  gint64 created;
  gint64 modified;
  gint64 completed;
  guint error_count;
  guint files_total;
  guint files_transferred;
  guint64 bytes_total; /* HAULIER_SIZE_UNKNOWN until each file's is known */
  guint64 bytes_transferred;
  char *remote;            /* (nullable) address of the first file */
  char *local;             /* (nullable) path of the first file */
  HaulierFailure *failure; /* (nullable) why it stopped last */
  gint64 stalled_time;     /* microseconds that the no-progress clock has run */
  gint64 moving_time;      /* microseconds in connecting and transferring */
  gboolean notify_pending; /* its notify command has still to run */
  char **proxy_variables;  /* (nullable) proxy variables of the environment that added it */

  HaulierWaitingReason waiting;
  gint64 retry_at;     /* when the next attempt is made, or 0 */
  guint64 speed;       /* bytes a second */
  guint connections;   /* open now */
  guint retry_after;   /* seconds that a server asked for, or 0 */
  guint files_unsized; /* files whose size is not known */
  guint64 bytes_known; /* sizes of the others */
} HaulierJob;

HaulierJob *haulier_job_new (const char *id, const char *name, HaulierJobOrigin origin);
HaulierJob *haulier_job_copy (const HaulierJob *job);
void haulier_job_free (HaulierJob *job);
void haulier_job_take_failure (HaulierJob *job, HaulierFailure *failure);
gboolean haulier_job_name_check (const char *name, GError **error);
gboolean haulier_job_description_check (const char *description, GError **error);
gboolean haulier_job_id_is_valid (const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierJob, haulier_job_free)

G_END_DECLS
