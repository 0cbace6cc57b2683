/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The proxy settings of the account, as its desktop keeps them. */
#include "config.h"

#include "haulier-desktop-proxy.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "haulier-error.h"
#include "haulier-transfer-failure.h"
#include "haulier-uri.h"

#define SCHEMA "org.gnome.system.proxy"

/* Who has no home has no desktop either: what keeps the settings would try to make a folder there.
 * That there is something of its name, which somebody else made, is not enough. */
static GSettings *
open_settings (const char *name)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source == NULL || g_access (g_get_home_dir (), W_OK | X_OK) != 0)
    return NULL;
  schema = g_settings_schema_source_lookup (source, name, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/* Entries of the desktop's settings; the last one serves every other protocol. */
static const struct
{
  const char *schema;
  const char *prefix;
} entry_rows[] = {
  { SCHEMA ".http", "http=" },
  { SCHEMA ".https", "https=" },
  { SCHEMA ".socks", "socks5://" },
};

static char *
dup_list (void)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (entry_rows); i++)
    {
      g_autoptr (GSettings) settings = open_settings (entry_rows[i].schema);
      g_autofree char *host = settings != NULL ? g_settings_get_string (settings, "host") : NULL;
      gint port = settings != NULL ? g_settings_get_int (settings, "port") : 0;

      if (host == NULL || *host == '\0' || port <= 0)
        continue;
      g_string_append_printf (
          list, "%s%s%s:%d", list->len > 0 ? " " : "", entry_rows[i].prefix, host, port);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* It never asks anybody: it is here to compare addresses with the exceptions. */
static GProxyResolver *
make_ignoring (GSettings *settings)
{
  g_auto (GStrv) ignored = g_settings_get_strv (settings, "ignore-hosts");

  return g_simple_proxy_resolver_new ("http://proxy", ignored);
}

static HaulierProxyRoute *
read_manual (GSettings *settings)
{
  g_autofree char *list = dup_list ();
  g_autoptr (GProxyResolver) ignoring = make_ignoring (settings);

  return haulier_proxy_route_new (list, NULL, ignoring, NULL);
}

/**
 * haulier_desktop_proxy_route_new:
 *
 * Reads org.gnome.system.proxy of the account that the worker runs as. Without that schema, or with
 * mode "none", there is no proxy; variables of the environment never count.
 *
 * Errors: the route fails with %HAULIER_ERROR_AUTODETECTION_FAILED in mode "auto".
 * Source: BG_JOB_PROXY_USAGE_PRECONFIG.
 *
 * Returns: (transfer full): the route
 */
HaulierProxyRoute *
haulier_desktop_proxy_route_new (void)
{
  g_autoptr (GSettings) settings = open_settings (SCHEMA);
  g_autofree char *mode = settings != NULL ? g_settings_get_string (settings, "mode") : NULL;

  if (g_strcmp0 (mode, "manual") == 0)
    return read_manual (settings);
  if (g_strcmp0 (mode, "auto") == 0)
    return haulier_proxy_route_new (
        NULL,
        NULL,
        NULL,
        haulier_transfer_failure_new (
            HAULIER_ERROR_AUTODETECTION_FAILED,
            HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT,
            "find a proxy: the desktop is set to an automatic script, which cannot be run here"));
  return haulier_proxy_route_new (NULL, NULL, NULL, NULL);
}

static gboolean
is_excepted (GSettings *settings, const char *address)
{
  g_autoptr (GProxyResolver) ignoring = make_ignoring (settings);
  g_auto (GStrv) found = g_proxy_resolver_lookup (ignoring, address, NULL, NULL);

  return found != NULL && g_strcmp0 (found[0], "direct://") == 0;
}

/**
 * haulier_desktop_proxy_find:
 * @address: an address of a file
 * @out_settings: (out): what the settings come to for it; where it is excepted, the bypass list is
 * its host
 *
 * The same settings as values, for who tells beforehand what a route would do.
 *
 * Source: BG_JOB_PROXY_USAGE_PRECONFIG.
 */
void
haulier_desktop_proxy_find (const char *address, HaulierProxySettings *out_settings)
{
  g_autoptr (GSettings) settings = open_settings (SCHEMA);
  g_autofree char *mode = settings != NULL ? g_settings_get_string (settings, "mode") : NULL;

  *out_settings = (HaulierProxySettings){ .usage = HAULIER_PROXY_USAGE_NO_PROXY };
  if (g_strcmp0 (mode, "auto") == 0)
    out_settings->usage = HAULIER_PROXY_USAGE_AUTODETECT;
  if (g_strcmp0 (mode, "manual") != 0)
    return;
  out_settings->list = dup_list ();
  if (out_settings->list[0] != '\0')
    out_settings->usage = HAULIER_PROXY_USAGE_OVERRIDE;
  if (is_excepted (settings, address))
    out_settings->bypass = haulier_uri_dup_host (address);
}
