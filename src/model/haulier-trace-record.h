/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One step of what happened to a job. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HaulierTraceRecord:
 *
 * Written where the step is taken, never reconstructed afterwards; without secrets.
 */
typedef struct
{
  guint64 sequence; /* order in the job; 0 until stored */
  gint64 time;      /* microseconds since 1970 */
  guint file_index; /* HAULIER_FAILURE_NO_FILE: the whole job */
  char *kind; /* a word: request, response, resume, restart, segment, redirect, login, state, error,
               * finish
               */
  char *text; /* a sentence */
  GVariant *details; /* (nullable) a{sv} */
} HaulierTraceRecord;

HaulierTraceRecord *haulier_trace_record_new (gint64 time,
                                              guint file_index,
                                              const char *kind,
                                              const char *text,
                                              GVariant *details);
void haulier_trace_record_free (HaulierTraceRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierTraceRecord, haulier_trace_record_free)

G_END_DECLS
