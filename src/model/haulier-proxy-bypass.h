/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The hosts that a job reaches without its proxy. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* IBackgroundCopyJob::SetProxySettings. */
#define HAULIER_PROXY_BYPASS_MAX_CHARS 4000

gboolean haulier_proxy_bypass_check (const char *bypass, GError **error);
gboolean haulier_proxy_bypass_matches (const char *bypass, const char *remote);

G_END_DECLS
