/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What holds for all files of a job while it is transferred. */
#pragma once

#include <glib.h>

#include "haulier-folder-set.h"
#include "haulier-proxy-route.h"
#include "haulier-rate-limit.h"

G_BEGIN_DECLS

/* More connections to one server are an attack. */
#define HAULIER_TRANSFER_MAX_CONNECTIONS 16
#define HAULIER_TRANSFER_DEFAULT_CONNECTIONS 8

/**
 * HaulierTransferSettings:
 * @connections: how many the job may have at once
 * @limit: bytes a second, 0 is none
 * @rate: @limit at work, which the connections of the job share
 * @headers: (nullable): further request headers, a line each
 * @security_flags: BITS: SetSecurityFlags
 * @method: (nullable): another HTTP method than GET
 * @hold: keep finished files under their temporary names
 * @route: through which proxies
 * @folders: (nullable): of another process; %NULL: its own ones
 * @logins: those of the job, which its connections share
 */
typedef struct
{
  guint connections;
  guint64 limit;
  HaulierRateLimit *rate;
  GStrv headers;
  guint security_flags;
  char *method;
  gboolean hold;
  HaulierProxyRoute *route;
  HaulierFolderSet *folders;
  struct _HaulierLogins *logins;
} HaulierTransferSettings;

G_END_DECLS
