/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Through which proxy a job reaches an address, and which one next when that cannot be reached. */
#include "config.h"

#include "haulier-proxy-route.h"

#include "haulier-error.h"
#include "haulier-transfer-failure.h"
#include "haulier-uri.h"

/* A job with addresses on more servers than this has them looked at again. */
#define MAX_ORIGINS 256

struct _HaulierProxyRoute
{
  char *list;               /* (nullable): no proxy */
  char *bypass;             /* (nullable) */
  GProxyResolver *ignoring; /* (nullable): says "direct" for what is reached without a proxy */
  HaulierFailure *failure;  /* (nullable): nothing is reached */
  GHashTable *origins;      /* origin to Way */
};

/* The proxies for one origin; the first that answers is kept to. */
typedef struct
{
  GPtrArray *proxies; /* HaulierProxy; none: reached without */
  guint current;
} Way;

static void
way_free (gpointer data)
{
  Way *way = data;

  g_ptr_array_unref (way->proxies);
  g_free (way);
}

/**
 * haulier_proxy_route_new:
 * @list: (nullable): the proxy list of the job, or of the account; %NULL or "" for none
 * @bypass: (nullable): its bypass list
 * @ignoring: (nullable): what says "direct://" for addresses that the account's settings except
 * @failure: (nullable) (transfer full): why no proxy can be found
 *
 * Returns: (transfer full): the route
 */
HaulierProxyRoute *
haulier_proxy_route_new (const char *list,
                         const char *bypass,
                         GProxyResolver *ignoring,
                         HaulierFailure *failure)
{
  HaulierProxyRoute *route = g_new0 (HaulierProxyRoute, 1);

  route->list = list != NULL && *list != '\0' ? g_strdup (list) : NULL;
  route->bypass = bypass != NULL && *bypass != '\0' ? g_strdup (bypass) : NULL;
  route->ignoring = ignoring != NULL ? g_object_ref (ignoring) : NULL;
  route->failure = failure;
  route->origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, way_free);
  return route;
}

/**
 * haulier_proxy_route_free:
 * @route: (nullable) (transfer full): a route
 */
void
haulier_proxy_route_free (HaulierProxyRoute *route)
{
  if (route == NULL)
    return;
  g_free (route->list);
  g_free (route->bypass);
  g_clear_object (&route->ignoring);
  haulier_failure_free (route->failure);
  g_hash_table_unref (route->origins);
  g_free (route);
}

/* Only compares; nothing is looked up. */
static gboolean
is_ignored (const HaulierProxyRoute *route, const char *address)
{
  g_auto (GStrv) found = NULL;

  if (route->bypass != NULL && haulier_proxy_bypass_matches (route->bypass, address))
    return TRUE;
  if (route->ignoring == NULL)
    return FALSE;
  found = g_proxy_resolver_lookup (route->ignoring, address, NULL, NULL);
  return found != NULL && g_strcmp0 (found[0], "direct://") == 0;
}

static Way *
make_way (const HaulierProxyRoute *route, const char *address, GError **error)
{
  GPtrArray *proxies = is_ignored (route, address)
                           ? g_ptr_array_new ()
                           : haulier_proxy_list_choose (route->list, address, error);
  Way *way = NULL;

  if (proxies == NULL)
    return NULL;
  way = g_new0 (Way, 1);
  way->proxies = proxies;
  return way;
}

/**
 * haulier_proxy_route_choose:
 * @route: a route
 * @address: what is asked for, after redirects
 * @out_proxy: (out) (nullable): through which proxy, as long as the route lives; %NULL for none
 * @out_count: (out): how many there are to be tried
 * @out_failure: (out): why it cannot be reached
 *
 * Errors: those of haulier_proxy_list_choose(), and the failure of the route.
 *
 * Returns: whether it can be asked for
 */
gboolean
haulier_proxy_route_choose (HaulierProxyRoute *route,
                            const char *address,
                            const HaulierProxy **out_proxy,
                            guint *out_count,
                            HaulierFailure **out_failure)
{
  g_autofree char *origin = NULL;
  g_autoptr (GError) error = NULL;
  Way *way = NULL;

  *out_proxy = NULL;
  *out_count = 0;
  if (route->failure != NULL)
    {
      *out_failure = haulier_failure_copy (route->failure);
      return FALSE;
    }
  if (route->list == NULL)
    return TRUE;
  origin = haulier_uri_dup_origin (address);
  way = g_hash_table_lookup (route->origins, origin);
  if (way == NULL)
    {
      way = make_way (route, address, &error);
      if (way == NULL)
        {
          *out_failure = haulier_transfer_failure_new (
              error->code, HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT, "%s", error->message);
          return FALSE;
        }
      if (g_hash_table_size (route->origins) >= MAX_ORIGINS)
        g_hash_table_remove_all (route->origins);
      g_hash_table_insert (route->origins, g_steal_pointer (&origin), way);
    }
  *out_count = way->proxies->len;
  if (way->proxies->len > 0)
    *out_proxy = g_ptr_array_index (way->proxies, way->current % way->proxies->len);
  return TRUE;
}

/**
 * haulier_proxy_route_pass_over:
 * @route: a route
 * @address: what was asked for
 * @proxy: the proxy that could not be reached
 *
 * The next one in the list is used from now on, unless somebody has found that out before.
 */
void
haulier_proxy_route_pass_over (HaulierProxyRoute *route,
                               const char *address,
                               const HaulierProxy *proxy)
{
  g_autofree char *origin = haulier_uri_dup_origin (address);
  Way *way = g_hash_table_lookup (route->origins, origin);

  if (way != NULL && way->proxies->len > 0
      && g_ptr_array_index (way->proxies, way->current % way->proxies->len) == proxy)
    way->current++;
}
