/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the way to an address: which proxy, which one next, and none. */
#include "config.h"

#include "haulier-proxy-route.h"

#include "haulier-error.h"
#include "haulier-transfer-failure.h"

typedef struct
{
  const char *list;
  const char *bypass;
  const char *address;
  const char *proxy; /* NULL: none */
  guint count;
} Row;

static const Row rows[] = {
  { NULL, NULL, "http://a.test/", NULL, 0 },
  { "", NULL, "http://a.test/", NULL, 0 },
  { "p.test:1", NULL, "http://a.test/", "http://p.test:1", 1 },
  { "p.test:1 q.test:2", NULL, "https://a.test/", "http://p.test:1", 2 },
  { "https=p.test:1 q.test:2", NULL, "https://a.test/", "http://p.test:1", 1 },
  { "https=p.test:1 q.test:2", NULL, "http://a.test/", "http://q.test:2", 1 },
  { "https=p.test:1", NULL, "http://a.test/", NULL, 0 },
  { "p.test:1", "*.test", "http://a.test/", NULL, 0 },
  { "p.test:1", "*.test", "http://a.other/", "http://p.test:1", 1 },
};

static void
test_proxy_route_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (HaulierProxyRoute) route
      = haulier_proxy_route_new (row->list, row->bypass, NULL, NULL);
  const HaulierProxy *proxy = NULL;
  HaulierFailure *failure = NULL;
  g_autofree char *uri = NULL;
  guint count = 9;

  g_assert_true (haulier_proxy_route_choose (route, row->address, &proxy, &count, &failure));
  uri = proxy != NULL ? haulier_proxy_to_uri (proxy) : NULL;
  g_assert_cmpstr (uri, ==, row->proxy);
  g_assert_cmpuint (count, ==, row->count);
}

static void
assert_next (HaulierProxyRoute *route,
             const char *address,
             const HaulierProxy **out_proxy,
             guint port)
{
  HaulierFailure *failure = NULL;
  guint count = 0;

  g_assert_true (haulier_proxy_route_choose (route, address, out_proxy, &count, &failure));
  g_assert_cmpuint ((*out_proxy)->port, ==, port);
}

/* One that is away is passed over once, however many connections find that out, and for one origin
 * only. */
static void
test_proxy_route_next (void)
{
  g_autoptr (HaulierProxyRoute) route
      = haulier_proxy_route_new ("p.test:1 q.test:2", NULL, NULL, NULL);
  const HaulierProxy *first = NULL;
  const HaulierProxy *next = NULL;

  assert_next (route, "http://a.test/", &first, 1);
  haulier_proxy_route_pass_over (route, "http://a.test/x", first);
  haulier_proxy_route_pass_over (route, "http://a.test/y", first);
  assert_next (route, "http://a.test/", &next, 2);
  assert_next (route, "http://b.test/", &next, 1);
  assert_next (route, "http://a.test/z", &next, 2);
  haulier_proxy_route_pass_over (route, "http://a.test/", next);
  assert_next (route, "http://a.test/", &next, 1);
}

static void
test_proxy_route_ignoring (void)
{
  const char *ignored[] = { "10.0.0.0/8", "*.local", NULL };
  g_autoptr (GProxyResolver) resolver
      = g_simple_proxy_resolver_new ("http://proxy", (char **) ignored);
  g_autoptr (HaulierProxyRoute) route = haulier_proxy_route_new ("p.test:1", NULL, resolver, NULL);
  const HaulierProxy *proxy = NULL;
  HaulierFailure *failure = NULL;
  guint count = 0;

  g_assert_true (haulier_proxy_route_choose (route, "http://10.1.2.3/", &proxy, &count, &failure));
  g_assert_null (proxy);
  g_assert_true (haulier_proxy_route_choose (route, "http://a.local/", &proxy, &count, &failure));
  g_assert_null (proxy);
  g_assert_true (haulier_proxy_route_choose (route, "http://a.test/", &proxy, &count, &failure));
  g_assert_nonnull (proxy);
}

static void
test_proxy_route_failures (void)
{
  g_autoptr (HaulierProxyRoute) none = haulier_proxy_route_new (
      NULL,
      NULL,
      NULL,
      haulier_transfer_failure_new (
          HAULIER_ERROR_AUTODETECTION_FAILED, HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT, "none"));
  g_autoptr (HaulierProxyRoute) wrong = haulier_proxy_route_new ("a:b:c", NULL, NULL, NULL);
  const HaulierProxy *proxy = NULL;
  HaulierFailure *failure = NULL;
  guint count = 0;

  g_assert_false (haulier_proxy_route_choose (none, "http://a.test/", &proxy, &count, &failure));
  g_assert_cmphex ((guint) failure->code, ==, (guint) HAULIER_ERROR_AUTODETECTION_FAILED);
  g_clear_pointer (&failure, haulier_failure_free);
  g_assert_false (haulier_proxy_route_choose (wrong, "http://a.test/", &proxy, &count, &failure));
  g_assert_cmphex ((guint) failure->code, ==, (guint) HAULIER_ERROR_INVALID_PROXY_INFO);
  haulier_failure_free (failure);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/transfer/proxy-route/%zu", i);

      g_test_add_data_func (path, &rows[i], test_proxy_route_row);
    }
  g_test_add_func ("/transfer/proxy-route/next", test_proxy_route_next);
  g_test_add_func ("/transfer/proxy-route/ignoring", test_proxy_route_ignoring);
  g_test_add_func ("/transfer/proxy-route/failures", test_proxy_route_failures);
  return g_test_run ();
}
