/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Errors in words for a person, with the code that a helper asks for. */
#include "config.h"

#include "haulier-error-text.h"

#include "haulier-error.h"
#include "haulier-job-words.h"

/**
 * haulier_error_text_dup_code:
 * @code: a #HaulierErrorCode
 *
 * Returns: (transfer full): code and symbol, for instance "0x80190194 BG_E_HTTP_ERROR_404"; never
 *   translated
 */
char *
haulier_error_text_dup_code (gint code)
{
  return g_strdup_printf ("0x%08X %s", (guint) code, haulier_error_get_symbol (code));
}

/**
 * haulier_error_text_dup:
 * @error: what a call of the engine gave
 *
 * Returns: (transfer full): a sentence, and what exactly was refused with its code on a line of its
 *   own
 */
char *
haulier_error_text_dup (const GError *error)
{
  if (error->domain != HAULIER_ERROR)
    return g_strdup (error->message);

  g_autofree char *code = haulier_error_text_dup_code (error->code);

  return g_strdup_printf (
      "%s\n%s (%s)", haulier_job_words_error (error->code), error->message, code);
}
