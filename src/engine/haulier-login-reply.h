/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a worker is answered when it asks who logs in, and what the trace says about it. */
#pragma once

#include <gio/gio.h>

#include "haulier-login-place.h"
#include "haulier-login.h"
#include "haulier-secret.h"
#include "haulier-trace-record.h"

G_BEGIN_DECLS

/**
 * HaulierLoginVisit:
 * @file: index of the file
 * @target: who asks
 * @origin: of who asks
 * @realm: what it asks for
 * @offered: names of the schemes
 * @bits: HAULIER_AUTH_SCHEME_BIT() of those that are known
 * @secure: the answer travels inside TLS
 * @same_origin: not reached through a redirect from another origin
 * @sent: number of the login that was rejected so, or 0
 * @message: (nullable): why
 */
typedef struct
{
  guint file;
  HaulierAuthTarget target;
  char *origin;
  char *realm;
  char **offered;
  guint bits;
  gboolean secure;
  gboolean same_origin;
  guint status;
  guint64 sent;
  char *message;
} HaulierLoginVisit;

gboolean haulier_login_visit_read (HaulierLoginVisit *visit, guint file, GVariant *challenge);
void haulier_login_visit_clear (HaulierLoginVisit *visit);
void haulier_login_reply_give (GDBusMethodInvocation *invocation,
                               const HaulierLoginLease *lease,
                               const char *rule,
                               HaulierSecret *secret);
void haulier_login_reply_refuse (GDBusMethodInvocation *invocation,
                                 gint code,
                                 gboolean file_only,
                                 const char *rule,
                                 const char *message);
HaulierTraceRecord *haulier_login_reply_trace (const HaulierLoginVisit *visit,
                                               const HaulierLoginDecision *decision);
HaulierTraceRecord *haulier_login_reply_trace_end (guint file,
                                                   const HaulierLoginRecord *where,
                                                   const HaulierLoginLease *lease,
                                                   const char *outcome,
                                                   const HaulierRule *rule,
                                                   const char *message);

G_END_DECLS
