/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which checks of a server's certificate are made, and which ones a job waives. */
#pragma once

#include <curl/curl.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * HaulierSecurityFlags:
 *
 * Security flags of a job.
 *
 * Source: IBackgroundCopyJobHttpOptions::SetSecurityFlags.
 */
typedef enum
{
  HAULIER_SECURITY_FLAG_CHECK_REVOCATION = 0x1,
  HAULIER_SECURITY_FLAG_IGNORE_NAME = 0x2,
  HAULIER_SECURITY_FLAG_IGNORE_DATE = 0x4,
  HAULIER_SECURITY_FLAG_IGNORE_AUTHORITY = 0x8,
  HAULIER_SECURITY_FLAG_IGNORE_USAGE = 0x10,
  HAULIER_SECURITY_FLAG_REPORT_REDIRECTS = 0x100,
  HAULIER_SECURITY_FLAG_REFUSE_REDIRECTS = 0x200,
  HAULIER_SECURITY_FLAG_ALLOW_DOWNGRADE = 0x800,
} HaulierSecurityFlags;

#define HAULIER_SECURITY_FLAGS_WAIVERS                                                             \
  (HAULIER_SECURITY_FLAG_IGNORE_NAME | HAULIER_SECURITY_FLAG_IGNORE_DATE                           \
   | HAULIER_SECURITY_FLAG_IGNORE_AUTHORITY | HAULIER_SECURITY_FLAG_IGNORE_USAGE)

gboolean haulier_tls_policy_can_apply (guint security_flags, GError **error);
void
haulier_tls_policy_apply (CURL *easy, guint security_flags, const char *certificate_authorities);

G_END_DECLS
