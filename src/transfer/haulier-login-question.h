/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a worker asks when somebody wants to know who it is, what it is told, and what came of it.
 */
#pragma once

#include <glib.h>

#include "haulier-credential.h"
#include "haulier-failure.h"
#include "haulier-wire-login.h"

G_BEGIN_DECLS

/**
 * HaulierLoginQuestion:
 * @index: number of the file in the job
 * @target: who asks
 * @origin: of who asks, scheme://host:port
 * @realm: what it says that the login is for, or an empty text
 * @offered: names of the schemes, in lower case
 * @secure: the answer travels inside TLS
 * @same_origin: not reached through a redirect from another origin
 * @status: 401 or 407
 * @sent: number of the login that was sent and not accepted, 0 when none was
 * @message: (nullable): why not, where that is known
 */
typedef struct
{
  guint index;
  HaulierAuthTarget target;
  char *origin;
  char *realm;
  char **offered;
  gboolean secure;
  gboolean same_origin;
  guint status;
  guint64 sent;
  char *message;
} HaulierLoginQuestion;

/**
 * HaulierLoginEnd:
 * @HAULIER_LOGIN_END_ACCEPTED: who asked went on with it
 * @HAULIER_LOGIN_END_UNSENT: it was not sent after all
 * @HAULIER_LOGIN_END_LOST: it was sent, and no answer came
 */
typedef enum
{
  HAULIER_LOGIN_END_ACCEPTED,
  HAULIER_LOGIN_END_UNSENT,
  HAULIER_LOGIN_END_LOST,
} HaulierLoginEnd;

/* Takes the login; without one the failure, which may be %NULL: nobody could be asked. One that
 * names a file is of that file only: for another one the answer may be another one. */
typedef void (*HaulierLoginAnswer) (HaulierWireLogin *login,
                                    HaulierFailure *failure,
                                    gpointer user_data);

HaulierLoginQuestion *haulier_login_question_copy (const HaulierLoginQuestion *question);
void haulier_login_question_free (HaulierLoginQuestion *question);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierLoginQuestion, haulier_login_question_free)

G_END_DECLS
