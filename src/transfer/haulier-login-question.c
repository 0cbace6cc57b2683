/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a worker asks when somebody wants to know who it is, what it is told, and what came of it.
 */
#include "config.h"

#include "haulier-login-question.h"

/**
 * haulier_login_question_copy:
 * @question: a question
 *
 * Returns: (transfer full): the same
 */
HaulierLoginQuestion *
haulier_login_question_copy (const HaulierLoginQuestion *question)
{
  HaulierLoginQuestion *copy = g_memdup2 (question, sizeof *question);

  copy->origin = g_strdup (question->origin);
  copy->realm = g_strdup (question->realm);
  copy->offered = g_strdupv (question->offered);
  copy->message = g_strdup (question->message);
  return copy;
}

/**
 * haulier_login_question_free:
 * @question: (nullable) (transfer full): a question
 */
void
haulier_login_question_free (HaulierLoginQuestion *question)
{
  if (question == NULL)
    return;
  g_free (question->origin);
  g_free (question->realm);
  g_strfreev (question->offered);
  g_free (question->message);
  g_free (question);
}
