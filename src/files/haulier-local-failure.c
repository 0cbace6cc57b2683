/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Failures about local files, made where they are seen, with the evidence. */
#include "config.h"

#include "haulier-local-failure.h"

/* Names may hold anything; a message is text. */
static HaulierFailure *
make_failure (gint code, const char *message, GVariant *evidence)
{
  g_autofree char *valid = g_utf8_make_valid (message, -1);

  return haulier_failure_new (
      code, HAULIER_ERROR_CONTEXT_LOCAL_FILE, HAULIER_FAILURE_NO_FILE, valid, evidence);
}

static GVariant *
make_evidence (gint error_number)
{
  GVariantBuilder builder;
  g_autofree char *valid = g_utf8_make_valid (g_strerror (error_number), -1);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sis)"));
  g_variant_builder_add (&builder, "(sis)", "errno", error_number, valid);
  return g_variant_builder_end (&builder);
}

/**
 * haulier_local_failure_new:
 * @code: a #HaulierErrorCode
 * @format: the message: what was tried, on what, why it failed
 * @...: its arguments
 *
 * Returns: (transfer full): a failure without foreign evidence
 */
HaulierFailure *
haulier_local_failure_new (gint code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return make_failure (code, message, NULL);
}

/**
 * haulier_local_failure_from_errno:
 * @error_number: `errno` of a local file operation
 * @format: what was tried, on what
 * @...: its arguments
 *
 * Returns: (transfer full): the failure
 */
HaulierFailure *
haulier_local_failure_from_errno (gint error_number, const char *format, ...)
{
  g_autofree char *attempt = NULL;
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  attempt = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  message = g_strdup_printf ("%s: %s", attempt, g_strerror (error_number));
  return make_failure (
      haulier_error_code_from_errno (error_number), message, make_evidence (error_number));
}

/**
 * haulier_local_failure_new_told:
 * @code: a #HaulierErrorCode
 * @error_number: `errno` behind it, or 0
 * @message: what the process said that saw the failure
 *
 * Returns: (transfer full): the failure
 */
HaulierFailure *
haulier_local_failure_new_told (gint code, gint error_number, const char *message)
{
  return make_failure (code, message, error_number != 0 ? make_evidence (error_number) : NULL);
}
