/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which proxy a job uses: usage, list and bypass list, and what they come to for one address. */
#pragma once

#include <glib.h>

#include "haulier-proxy-bypass.h"

G_BEGIN_DECLS

/* BG_JOB_PROXY_USAGE. */
typedef enum
{
  HAULIER_PROXY_USAGE_PRECONFIG,
  HAULIER_PROXY_USAGE_NO_PROXY, /*< nick=none >*/
  HAULIER_PROXY_USAGE_OVERRIDE,
  HAULIER_PROXY_USAGE_AUTODETECT,
} HaulierProxyUsage;

/* IBackgroundCopyJob::SetProxySettings. */
#define HAULIER_PROXY_LIST_MAX_CHARS 4000

/**
 * HaulierProxySettings:
 * @usage: where the proxy comes from
 * @list: (nullable): entries [protocol=][protocol://]host[:port], separated by spaces; only with
 * OVERRIDE
 * @bypass: (nullable): hosts that are reached without it; "*" at the left end, "<local>"; only with
 * OVERRIDE
 */
typedef struct
{
  HaulierProxyUsage usage;
  char *list;
  char *bypass;
} HaulierProxySettings;

/**
 * HaulierProxy:
 * @protocol: how the proxy itself is spoken to: "http", "https" or "socks5"
 * @host: name or address literal, without brackets
 * @port: from 1
 */
typedef struct
{
  char *protocol;
  char *host;
  guint16 port;
} HaulierProxy;

void haulier_proxy_settings_copy (HaulierProxySettings *target, const HaulierProxySettings *source);
void haulier_proxy_settings_clear (HaulierProxySettings *settings);
void haulier_proxy_settings_free (HaulierProxySettings *settings);
gboolean haulier_proxy_settings_check (const HaulierProxySettings *settings, GError **error);
GPtrArray *haulier_proxy_list_choose (const char *list, const char *remote, GError **error);
char *haulier_proxy_to_uri (const HaulierProxy *proxy);
void haulier_proxy_free (HaulierProxy *proxy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierProxySettings, haulier_proxy_settings_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierProxy, haulier_proxy_free)

G_END_DECLS
