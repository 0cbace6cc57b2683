/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the proxy list and the bypass list have in common. */
#pragma once

#include "haulier-proxy-settings.h"

G_BEGIN_DECLS

gboolean haulier_proxy_refuse (gint code,
                               const char *what,
                               const char *entry,
                               const char *why,
                               GError **error);
gboolean haulier_proxy_text_check (const char *text,
                                   const char *what,
                                   glong max_chars,
                                   gint code,
                                   GError **error);

G_END_DECLS
