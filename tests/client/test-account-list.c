/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The accounts: their order, what an engine tells of them, and in what words it is told on. */
#include "config.h"

#include <unistd.h>

#include "haulier-account-list.h"
#include "haulier-account-words.h"
#include "haulier-plan-item.h"

static const char *const network_service
    = "{'account': <'NetworkService'>, 'name': <'NetworkService'>, 'files-user': "
      "<'haulier-network'>,"
      " 'network-user': <'haulier-network'>, 'logged-on': <true>, 'jobs': <uint32 2>,"
      " 'network-identity': <'computer'>, 'network-name': <'HOST$@EXAMPLE.ORG'>,"
      " 'ticket': <'failed'>, 'reason': <'no keytab'>, 'proxy-usage': <'override'>,"
      " 'proxy-list': <'proxy:3128'>, 'proxy-bypass': <'*.example.org'>,"
      " 'warnings': <[{'rule': <'a-rule'>, 'severity': <'warning'>, 'text': <'mind this'>}]>}";

static GVariant *
parse (const char *type, const char *text)
{
  g_autoptr (GError) error = NULL;
  GVariant *value = g_variant_parse (G_VARIANT_TYPE (type), text, NULL, NULL, &error);

  g_assert_no_error (error);
  return value;
}

static HaulierAccountItem *
ensure (HaulierAccountList *list, HaulierAccountKind kind, uid_t uid)
{
  return haulier_account_list_ensure (list, (HaulierAccount){ .kind = kind, .uid = uid });
}

static void
test_account_list_order (void)
{
  g_autoptr (HaulierAccountList) list = haulier_account_list_new ();
  HaulierAccountItem *expected[4] = { NULL };

  expected[3] = ensure (list, HAULIER_ACCOUNT_LOGIN_USER, 4242);
  expected[2] = ensure (list, HAULIER_ACCOUNT_LOCAL_SERVICE, 0);
  expected[1] = ensure (list, HAULIER_ACCOUNT_LOCAL_SYSTEM, 0);
  expected[0] = haulier_account_list_get_self (list);
  g_assert_true (ensure (list, HAULIER_ACCOUNT_LOCAL_SERVICE, 0) == expected[2]);
  g_assert_true (ensure (list, HAULIER_ACCOUNT_LOGIN_USER, getuid ()) == expected[0]);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr (HaulierAccountItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_true (item == expected[i]);
    }
}

static void
count (HaulierAccountList *list, HaulierAccountItem *item, guint *n_changes)
{
  (*n_changes)++;
}

/* What is told again is no news; what is not told any more is gone; a key of another version is
 * left alone. */
static void
test_account_list_facts (void)
{
  g_autoptr (HaulierAccountList) list = haulier_account_list_new ();
  HaulierAccountItem *item = ensure (list, HAULIER_ACCOUNT_NETWORK_SERVICE, 0);
  g_autofree char *text
      = g_strdup_printf ("[%s, {'account': <'Somebody'>}, {'name': <'nobody'>}]", network_service);
  g_autoptr (GVariant) facts = parse ("aa{sv}", text);
  guint n_changes = 0;

  g_signal_connect (list, "changed", G_CALLBACK (count), &n_changes);
  haulier_account_list_take_facts (list, facts);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_nonnull (haulier_account_item_get_facts (item));
  g_assert_cmpuint (haulier_account_item_get_warnings (item)->len, ==, 1);
  haulier_account_list_take_facts (list, facts);
  g_assert_cmpuint (n_changes, ==, 1);
  haulier_account_list_take_facts (list, NULL);
  g_assert_cmpuint (n_changes, ==, 2);
  g_assert_null (haulier_account_item_get_facts (item));
  g_assert_cmpuint (haulier_account_item_get_warnings (item)->len, ==, 0);
}

static void
test_account_list_words (void)
{
  g_autoptr (GVariant) facts = parse ("a{sv}", network_service);
  g_autofree char *users = haulier_account_words_users (facts);
  g_autofree char *proxy = haulier_account_words_proxy (facts);
  g_autofree char *jobs = haulier_account_words_jobs (facts);

  g_assert_cmpstr (users, ==, "haulier-network");
  g_assert_cmpstr (haulier_account_words_logged_on (facts), ==, "yes");
  g_assert_cmpstr (proxy, ==, "proxy:3128, not for *.example.org");
  g_assert_cmpstr (jobs, ==, "2");
}

/* What is not known is not made up. */
static void
test_account_list_unknown (void)
{
  g_autoptr (GVariant) facts = parse ("a{sv}", "{'account': <'LocalService'>}");
  g_autofree char *users = haulier_account_words_users (facts);
  g_autofree char *jobs = haulier_account_words_jobs (facts);

  g_assert_cmpstr (users, ==, "–");
  g_assert_cmpstr (haulier_account_words_logged_on (facts), ==, "–");
  g_assert_null (haulier_account_words_ticket (facts));
  g_assert_cmpstr (jobs, ==, "–");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/client/account-list/order", test_account_list_order);
  g_test_add_func ("/client/account-list/facts", test_account_list_facts);
  g_test_add_func ("/client/account-list/words", test_account_list_words);
  g_test_add_func ("/client/account-list/unknown", test_account_list_unknown);
  return g_test_run ();
}
