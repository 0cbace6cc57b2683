/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which proxy a job uses: usage, list and bypass list, and what they come to for one address. */
#include "config.h"

#include "haulier-proxy-settings.h"

#include <string.h>

#include "haulier-error.h"
#include "haulier-proxy-private.h"
#include "haulier-uri.h"

/* Of a refused entry, in a message. */
#define SHOWN_MAX_BYTES 100

/* How a proxy is spoken to, and where it is when no port is given. */
static const struct
{
  const char *name;
  guint16 port;
  const char *source;
} protocol_rows[] = {
  { .name = "http", .port = 80, .source = "RFC 9110, 4.2.1" },
  { .name = "https", .port = 443, .source = "RFC 9110, 4.2.2" },
  { .name = "socks5", .port = 1080, .source = "RFC 1928, 3" },
};

/* What addresses an entry can be named for. */
static const char *const served_names[] = { "http", "https" };

/* An entry of a list: a proxy, and the protocol of the addresses that it serves. */
typedef struct
{
  char *serves; /* (nullable) NULL: every protocol that no other entry names */
  HaulierProxy *proxy;
} ProxyEntry;

static void
proxy_entry_free (ProxyEntry *entry)
{
  g_free (entry->serves);
  haulier_proxy_free (entry->proxy);
  g_free (entry);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ProxyEntry, proxy_entry_free)

gboolean
haulier_proxy_refuse (gint code,
                      const char *what,
                      const char *entry,
                      const char *why,
                      GError **error)
{
  g_autofree char *shown = NULL;

  /* what stands before an "@" is a secret */
  if (entry == NULL || strchr (entry, '@') != NULL || !g_utf8_validate (entry, -1, NULL))
    g_set_error (error, HAULIER_ERROR, code, "set the %s: %s", what, why);
  else
    {
      shown = g_utf8_make_valid (entry, (gssize) MIN (strlen (entry), SHOWN_MAX_BYTES));
      g_set_error (error, HAULIER_ERROR, code, "set the %s: “%s” %s", what, shown, why);
    }
  return FALSE;
}

/* Splits off the word before @separator, or leaves *text alone.
 * Returns: (transfer full) (nullable): the word in lower case */
static char *
split_word (const char **text, const char *separator)
{
  const char *end = strstr (*text, separator);
  char *word = NULL;

  if (end == NULL)
    return NULL;
  word = g_ascii_strdown (*text, end - *text);
  *text = end + strlen (separator);
  return word;
}

static gboolean
is_served (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (served_names); i++)
    {
      if (g_str_equal (name, served_names[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_protocol (const char *name, guint16 *out_port)
{
  for (gsize i = 0; i < G_N_ELEMENTS (protocol_rows); i++)
    {
      if (!g_str_equal (name, protocol_rows[i].name))
        continue;
      *out_port = protocol_rows[i].port;
      return TRUE;
    }
  return FALSE;
}

/* Reads host[:port] as the address of a file is read. */
static gboolean
parse_host (HaulierProxy *proxy, const char *text)
{
  g_autofree char *address = g_strdup_printf ("http://%s/", text);
  g_autofree char *remote = NULL;
  g_autoptr (GUri) uri = NULL;

  if (text[0] == '\0' || strpbrk (text, "/?#@%\\=") != NULL
      || !haulier_uri_split (address, &remote, NULL, NULL))
    return FALSE;
  uri = g_uri_parse (remote, G_URI_FLAGS_ENCODED, NULL);
  if (uri == NULL)
    return FALSE;
  proxy->host = g_strdup (g_uri_get_host (uri));
  /* the port that an address of a file can leave out was written here */
  if (g_uri_get_port (uri) != -1)
    proxy->port = (guint16) g_uri_get_port (uri);
  else if (g_str_has_suffix (text, ":80"))
    proxy->port = 80;
  return TRUE;
}

/* Returns: (transfer full) (nullable): the entry */
static ProxyEntry *
parse_entry (const char *text, GError **error)
{
  g_autoptr (ProxyEntry) entry = g_new0 (ProxyEntry, 1);
  const char *rest = text;
  const char *why = NULL;

  entry->proxy = g_new0 (HaulierProxy, 1);
  if (strpbrk (text, "@") != NULL)
    why = "user name and password of a proxy are set as its credentials, not in the list";
  else if (strpbrk (text, ",;") != NULL)
    why = "is not an entry: they are separated by spaces";
  entry->serves = split_word (&rest, "=");
  entry->proxy->protocol = split_word (&rest, "://");
  if (entry->proxy->protocol == NULL)
    entry->proxy->protocol = g_strdup ("http");
  if (why == NULL && entry->serves != NULL && !is_served (entry->serves))
    why = "is for addresses other than http and https";
  if (why == NULL && !find_protocol (entry->proxy->protocol, &entry->proxy->port))
    why = "is not a proxy of a known kind: http, https or socks5";
  if (why == NULL && !parse_host (entry->proxy, rest))
    why = "is not [protocol=][protocol://]host[:port]";
  if (why == NULL)
    return g_steal_pointer (&entry);
  haulier_proxy_refuse (HAULIER_ERROR_INVALID_PROXY_INFO, "proxy list", text, why, error);
  return NULL;
}

/* Returns: (transfer full) (nullable) (element-type ProxyEntry): the entries of @list */
static GPtrArray *
parse_list (const char *list, GError **error)
{
  g_autoptr (GPtrArray) entries
      = g_ptr_array_new_with_free_func ((GDestroyNotify) proxy_entry_free);
  g_auto (GStrv) words = NULL;

  if (!haulier_proxy_text_check (list,
                                 "proxy list",
                                 HAULIER_PROXY_LIST_MAX_CHARS,
                                 HAULIER_ERROR_PROXY_LIST_TOO_LARGE,
                                 error))
    return NULL;
  words = g_strsplit (list, " ", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      ProxyEntry *entry = NULL;

      if (words[i][0] == '\0')
        continue;
      entry = parse_entry (words[i], error);
      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }
  return g_steal_pointer (&entries);
}

gboolean
haulier_proxy_text_check (const char *text,
                          const char *what,
                          glong max_chars,
                          gint code,
                          GError **error)
{
  if (!g_utf8_validate (text, -1, NULL))
    return haulier_proxy_refuse (
        HAULIER_ERROR_INVALID_PROXY_INFO, what, NULL, "it is not valid text", error);
  if (g_utf8_strlen (text, -1) > max_chars)
    return haulier_proxy_refuse (code, what, NULL, "it has more than 4000 characters", error);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        return haulier_proxy_refuse (
            HAULIER_ERROR_INVALID_PROXY_INFO, what, NULL, "it has control characters", error);
    }
  return TRUE;
}

/**
 * haulier_proxy_settings_copy:
 * @target: (out): uninitialised settings
 * @source: settings
 */
void
haulier_proxy_settings_copy (HaulierProxySettings *target, const HaulierProxySettings *source)
{
  *target = *source;
  target->list = g_strdup (source->list);
  target->bypass = g_strdup (source->bypass);
}

/**
 * haulier_proxy_settings_clear:
 * @settings: settings to make those of a new job
 */
void
haulier_proxy_settings_clear (HaulierProxySettings *settings)
{
  g_clear_pointer (&settings->list, g_free);
  g_clear_pointer (&settings->bypass, g_free);
  settings->usage = HAULIER_PROXY_USAGE_PRECONFIG;
}

/**
 * haulier_proxy_settings_free:
 * @settings: (nullable) (transfer full): settings of which there is one copy in memory of its own
 */
void
haulier_proxy_settings_free (HaulierProxySettings *settings)
{
  if (settings == NULL)
    return;
  haulier_proxy_settings_clear (settings);
  g_free (settings);
}

static gboolean
is_empty (const char *text)
{
  return text == NULL || text[0] == '\0';
}

static gboolean
check_override (const HaulierProxySettings *settings, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;

  if (is_empty (settings->list))
    return haulier_proxy_refuse (HAULIER_ERROR_INVALID_ARGUMENT,
                                 "proxy",
                                 NULL,
                                 "the usage “override” needs a proxy list",
                                 error);
  entries = parse_list (settings->list, error);
  if (entries == NULL)
    return FALSE;
  if (entries->len == 0)
    return haulier_proxy_refuse (
        HAULIER_ERROR_INVALID_ARGUMENT, "proxy list", NULL, "it names no proxy", error);
  return is_empty (settings->bypass) || haulier_proxy_bypass_check (settings->bypass, error);
}

/**
 * haulier_proxy_settings_check:
 * @settings: settings
 * @error: return location
 *
 * BITS notices what is wrong in a list only when a job runs; here it is refused when it is set.
 *
 * Errors: %HAULIER_ERROR_NOT_IMPLEMENTED for an unknown usage, %HAULIER_ERROR_INVALID_ARGUMENT,
 *   %HAULIER_ERROR_INVALID_PROXY_INFO, %HAULIER_ERROR_PROXY_LIST_TOO_LARGE,
 *   %HAULIER_ERROR_PROXY_BYPASS_LIST_TOO_LARGE.
 * Source: IBackgroundCopyJob::SetProxySettings.
 *
 * Returns: whether a job can have them
 */
gboolean
haulier_proxy_settings_check (const HaulierProxySettings *settings, GError **error)
{
  switch (settings->usage)
    {
    case HAULIER_PROXY_USAGE_OVERRIDE:
      return check_override (settings, error);
    case HAULIER_PROXY_USAGE_PRECONFIG:
    case HAULIER_PROXY_USAGE_NO_PROXY:
    case HAULIER_PROXY_USAGE_AUTODETECT:
      if (is_empty (settings->list) && is_empty (settings->bypass))
        return TRUE;
      return haulier_proxy_refuse (HAULIER_ERROR_INVALID_ARGUMENT,
                                   "proxy",
                                   NULL,
                                   "only the usage “override” has lists",
                                   error);
    }
  return haulier_proxy_refuse (
      HAULIER_ERROR_NOT_IMPLEMENTED, "proxy", NULL, "there is no such usage", error);
}

/* Moves those that serve @name, or NULL, out of @entries.
 * Returns: (transfer full) (element-type HaulierProxy): them */
static GPtrArray *
take_serving (GPtrArray *entries, const char *name)
{
  GPtrArray *proxies = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_proxy_free);

  for (guint i = 0; i < entries->len; i++)
    {
      ProxyEntry *entry = g_ptr_array_index (entries, i);

      if (g_strcmp0 (entry->serves, name) == 0)
        g_ptr_array_add (proxies, g_steal_pointer (&entry->proxy));
    }
  return proxies;
}

/**
 * haulier_proxy_list_choose:
 * @list: a proxy list
 * @remote: an address of haulier_uri_split()
 * @error: return location
 *
 * Finds the proxies for an address: those that are named for its protocol, else those that are
 * named for none.
 *
 * Shape: in the order of the list, which is the order to try them in; without one, the address is
 *   reached without a proxy.
 * Errors: %HAULIER_ERROR_INVALID_PROXY_INFO, %HAULIER_ERROR_PROXY_LIST_TOO_LARGE.
 * Source: BG_JOB_PROXY_USAGE; IBackgroundCopyJob::SetProxySettings.
 *
 * Returns: (transfer full) (nullable) (element-type HaulierProxy): the proxies
 */
GPtrArray *
haulier_proxy_list_choose (const char *list, const char *remote, GError **error)
{
  g_autoptr (GPtrArray) entries = parse_list (list, error);
  g_autoptr (GPtrArray) proxies = NULL;

  if (entries == NULL)
    return NULL;
  proxies = take_serving (entries, g_str_has_prefix (remote, "https:") ? "https" : "http");
  if (proxies->len > 0)
    return g_steal_pointer (&proxies);
  return take_serving (entries, NULL);
}

/**
 * haulier_proxy_to_uri:
 * @proxy: a proxy
 *
 * Returns: (transfer full): protocol://host:port
 */
char *
haulier_proxy_to_uri (const HaulierProxy *proxy)
{
  gboolean literal = strchr (proxy->host, ':') != NULL;

  return g_strdup_printf ("%s://%s%s%s:%u",
                          proxy->protocol,
                          literal ? "[" : "",
                          proxy->host,
                          literal ? "]" : "",
                          proxy->port);
}

/**
 * haulier_proxy_free:
 * @proxy: (nullable): a proxy
 */
void
haulier_proxy_free (HaulierProxy *proxy)
{
  if (proxy == NULL)
    return;
  g_free (proxy->protocol);
  g_free (proxy->host);
  g_free (proxy);
}
