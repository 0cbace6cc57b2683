/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Why a job or a file stopped: code, context, a sentence, and the evidence as it was seen. */
#include "config.h"

#include "haulier-failure.h"

/**
 * haulier_failure_new:
 * @code: a #HaulierErrorCode
 * @context: what the job was dealing with
 * @file_index: the file, or %HAULIER_FAILURE_NO_FILE
 * @message: what was tried, on what, why it failed
 * @evidence: (nullable): `a(sis)`; a floating one is taken
 *
 * Returns: (transfer full): the failure
 */
HaulierFailure *
haulier_failure_new (gint code,
                     HaulierErrorContext context,
                     guint file_index,
                     const char *message,
                     GVariant *evidence)
{
  HaulierFailure *failure = g_new0 (HaulierFailure, 1);

  failure->code = code;
  failure->context = context;
  failure->file_index = file_index;
  failure->message = g_strdup (message);
  failure->evidence = evidence != NULL ? g_variant_ref_sink (evidence) : NULL;
  return failure;
}

/**
 * haulier_failure_copy:
 * @failure: (nullable): a failure
 *
 * Returns: (transfer full) (nullable): a copy
 */
HaulierFailure *
haulier_failure_copy (const HaulierFailure *failure)
{
  if (failure == NULL)
    return NULL;
  return haulier_failure_new (
      failure->code, failure->context, failure->file_index, failure->message, failure->evidence);
}

/**
 * haulier_failure_free:
 * @failure: (nullable): a failure
 */
void
haulier_failure_free (HaulierFailure *failure)
{
  if (failure == NULL)
    return;
  g_free (failure->message);
  g_clear_pointer (&failure->evidence, g_variant_unref);
  g_free (failure);
}
