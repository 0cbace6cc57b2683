/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A login that was tried somewhere, and how it ended: no wrong password is sent twice. */
#pragma once

#include <glib.h>

#include "haulier-credential.h"
#include "haulier-login.h"

G_BEGIN_DECLS

/* Stored: append, never renumber. */
typedef enum
{
  HAULIER_LOGIN_ATTEMPTED, /* the secret was about to be sent; how it ended is not known */
  HAULIER_LOGIN_ACCEPTED,
  HAULIER_LOGIN_REJECTED,
  HAULIER_LOGIN_UNTRIED, /* it was not sent after all */
  HAULIER_LOGIN_REFUSED, /* accepted before, and refused for one file since */
} HaulierLoginOutcome;

/**
 * HaulierLoginRecord:
 * @owner: key of the account whose job it was
 * @target: who asked
 * @origin: of who asked: scheme://host:port
 * @realm: what it asked for; "" where there is none
 * @kind: what was tried
 * @scheme: how
 * @user: (nullable): user name of an explicit credential
 * @stamp: of the credential; 0 for logon credentials that the job does not have set
 * @outcome: how it ended
 * @time: microseconds since 1970
 *
 * All but the last two are its key.
 */
typedef struct
{
  char *owner;
  HaulierAuthTarget target;
  char *origin;
  char *realm;
  HaulierCandidateKind kind;
  HaulierAuthScheme scheme;
  char *user;
  guint64 stamp;
  HaulierLoginOutcome outcome;
  gint64 time;
} HaulierLoginRecord;

HaulierLoginRecord *haulier_login_record_copy (const HaulierLoginRecord *record);
void haulier_login_record_free (HaulierLoginRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierLoginRecord, haulier_login_record_free)

G_END_DECLS
