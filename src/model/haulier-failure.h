/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Why a job or a file stopped: code, context, a sentence, and the evidence as it was seen. */
#pragma once

#include <glib.h>

#include "haulier-error.h"

G_BEGIN_DECLS

/* No file: the failure belongs to the whole job. */
#define HAULIER_FAILURE_NO_FILE G_MAXUINT

/**
 * HaulierFailure:
 * @code: a #HaulierErrorCode
 * @context: what the job was dealing with
 * @file_index: the file, or %HAULIER_FAILURE_NO_FILE
 * @message: what was tried, on what, why it failed
 * @evidence: (nullable): `a(sis)`: kind ("curl", "errno", "http"), number, text
 *
 * Immutable after creation.
 */
typedef struct
{
  gint code;
  HaulierErrorContext context;
  guint file_index;
  char *message;
  GVariant *evidence;
} HaulierFailure;

HaulierFailure *haulier_failure_new (gint code,
                                     HaulierErrorContext context,
                                     guint file_index,
                                     const char *message,
                                     GVariant *evidence);
HaulierFailure *haulier_failure_copy (const HaulierFailure *failure);
void haulier_failure_free (HaulierFailure *failure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFailure, haulier_failure_free)

G_END_DECLS
