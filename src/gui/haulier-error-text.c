/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Errors in words for a person, with the code that a helper asks for. */
#include "config.h"

#include "haulier-error-text.h"

#include <glib/gi18n.h>

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
 * haulier_error_text_dup_sentence:
 * @code: a #HaulierErrorCode
 *
 * Texts of errors begin small, to stand after what was tried; this one stands alone.
 *
 * Returns: (transfer full): what the code says, in the person's language
 */
char *
haulier_error_text_dup_sentence (gint code)
{
  const char *text = haulier_job_words_error (code);
  char start[7] = { 0 };

  if (*text == '\0')
    return g_strdup (text);
  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text)), start);
  return g_strconcat (start, g_utf8_next_char (text), NULL);
}

/* What a person can do about it; only where that is not plain. */
static const char *
get_advice (gint code)
{
  if (code == HAULIER_ERROR_CANCELLED)
    return _ ("The question for a password was closed. Try again, and answer it.");
  if (code == HAULIER_ERROR_ELEVATION_REQUIRED)
    return _ ("Try again with the password of an administrator. Where nobody asks for one, this "
              "session has no program that could.");
  return NULL;
}

/**
 * haulier_error_text_dup:
 * @error: what a call of the engine gave
 *
 * Returns: (transfer full): a sentence, what to do about it, and what exactly was refused with its
 *   code on a line of its own
 */
char *
haulier_error_text_dup (const GError *error)
{
  if (error->domain != HAULIER_ERROR)
    return g_strdup (error->message);

  g_autofree char *code = haulier_error_text_dup_code (error->code);
  g_autofree char *sentence = haulier_error_text_dup_sentence (error->code);
  const char *advice = get_advice (error->code);

  if (advice != NULL)
    return g_strdup_printf ("%s. %s\n%s (%s)", sentence, advice, error->message, code);
  return g_strdup_printf ("%s\n%s (%s)", sentence, error->message, code);
}
