/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what a lender agrees to: what widens it and what does not. */
#include "config.h"

#include "haulier-consent.h"
#include "haulier-error.h"
#include "haulier-helper-token.h"

#define OWNER haulier_account_for_user (1000)

typedef struct
{
  const char *what;
  HaulierAccount owner;
  guint flags;
  const char *remote;
  const char *local;
  const char *proxies;
  gboolean covered;
  gboolean same; /* digest as that of what was given */
} Row;

/* What is given: two folders, one server, one proxy. */
static HaulierConsent *
new_given (void)
{
  HaulierConsent *consent = haulier_consent_new (OWNER, HAULIER_TOKEN_NETWORK);
  const HaulierProxySettings proxy
      = { .usage = HAULIER_PROXY_USAGE_OVERRIDE, .list = (char *) "proxy.test:3128" };

  haulier_consent_add_file (consent, "https://files.test/a", "/srv/in/a");
  haulier_consent_add_file (consent, "https://files.test/b", "/srv/other/b");
  haulier_consent_add_proxy (consent, &proxy);
  return consent;
}

static const Row rows[] = {
  {
      .what = "the same, in another file of the same folder and origin",
      .flags = HAULIER_TOKEN_NETWORK,
      .remote = "https://files.test/elsewhere/c?d",
      .local = "/srv/in/c",
      .proxies = "proxy.test:3128",
      .covered = TRUE,
      .same = TRUE,
  },
  {
      .what = "the port that the scheme has anyway",
      .flags = HAULIER_TOKEN_NETWORK,
      .remote = "https://files.test:443/c",
      .local = "/srv/in/c",
      .proxies = "proxy.test:3128",
      .covered = TRUE,
      .same = TRUE,
  },
  { .what = "a folder below", .remote = "https://files.test/c", .local = "/srv/in/below/c" },
  { .what = "a folder above", .remote = "https://files.test/c", .local = "/srv/c" },
  { .what = "a way round", .remote = "https://files.test/c", .local = "/srv/in/../secret/c" },
  {
      .what = "a way round that comes back",
      .remote = "https://files.test/c",
      .local = "/srv/x/../in/c",
      .covered = TRUE,
  },
  { .what = "another host", .remote = "https://elsewhere.test/c", .local = "/srv/in/c" },
  { .what = "another scheme", .remote = "http://files.test/c", .local = "/srv/in/c" },
  { .what = "another port", .remote = "https://files.test:8443/c", .local = "/srv/in/c" },
  { .what = "another proxy", .proxies = "other.test:3128" },
  { .what = "a proxy more", .proxies = "proxy.test:3128 other.test:3128" },
  { .what = "a proxy for https only", .proxies = "https=other.test:3128" },
  { .what = "no proxy", .covered = TRUE },
  { .what = "more flags", .flags = HAULIER_TOKEN_FLAGS_ALL },
  { .what = "other flags", .flags = HAULIER_TOKEN_LOCAL_FILE },
  { .what = "no flags", .flags = 0, .covered = TRUE },
  { .what = "another owner", .owner = { HAULIER_ACCOUNT_LOCAL_SERVICE, 0 } },
};

static void
test_consent_rows (void)
{
  g_autoptr (HaulierConsent) given = new_given ();
  g_autofree char *given_digest = haulier_consent_dup_digest (given);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Row *row = &rows[i];
      HaulierAccount owner = row->owner.kind == HAULIER_ACCOUNT_LOGIN_USER ? OWNER : row->owner;
      g_autoptr (HaulierConsent) asked = haulier_consent_new (owner, row->flags);
      const HaulierProxySettings proxy
          = { .usage = HAULIER_PROXY_USAGE_OVERRIDE, .list = (char *) row->proxies };
      g_autofree char *digest = NULL;

      g_test_message ("%s", row->what);
      haulier_consent_add_file (asked, row->remote, row->local);
      if (row->same)
        haulier_consent_add_file (asked, NULL, "/srv/other/b");
      if (row->proxies != NULL)
        haulier_consent_add_proxy (asked, &proxy);
      digest = haulier_consent_dup_digest (asked);
      g_assert_cmpint (haulier_consent_covers (given, asked), ==, row->covered);
      g_assert_cmpint (g_str_equal (digest, given_digest), ==, row->same);
    }
}

/* The preconfigured and the found proxies are nobody's to agree to. */
static void
test_consent_only_set_proxies (void)
{
  g_autoptr (HaulierConsent) consent = haulier_consent_new (OWNER, 0);
  const HaulierProxySettings proxy = { .usage = HAULIER_PROXY_USAGE_AUTODETECT };
  g_auto (GStrv) origins = NULL;

  haulier_consent_add_proxy (consent, &proxy);
  origins = haulier_consent_dup_origins (consent);
  g_assert_cmpuint (g_strv_length (origins), ==, 0);
}

static void
test_consent_lists (void)
{
  g_autoptr (HaulierConsent) given = new_given ();
  g_autoptr (HaulierConsent) copy = haulier_consent_copy (given);
  g_auto (GStrv) folders = haulier_consent_dup_folders (copy);
  g_auto (GStrv) origins = haulier_consent_dup_origins (copy);
  g_autofree char *digest = haulier_consent_dup_digest (given);
  g_autofree char *copied = haulier_consent_dup_digest (copy);

  g_assert_cmpstrv (folders, ((const char *[]){ "/srv/in", "/srv/other", NULL }));
  g_assert_cmpstrv (origins,
                    ((const char *[]){ "http://proxy.test:3128", "https://files.test:443", NULL }));
  g_assert_cmpstr (digest, ==, copied);
  g_assert_cmpuint (strlen (digest), ==, 64);
}

/* What is a folder cannot be taken for an origin, nor two for one. */
static void
test_consent_digest_is_unambiguous (void)
{
  g_autoptr (HaulierConsent) one = haulier_consent_new (OWNER, 0);
  g_autoptr (HaulierConsent) two = haulier_consent_new (OWNER, 0);
  g_autofree char *digest_of_one = NULL;
  g_autofree char *digest_of_two = NULL;

  g_hash_table_add (one->folders, g_strdup ("a"));
  g_hash_table_add (two->origins, g_strdup ("a"));
  digest_of_one = haulier_consent_dup_digest (one);
  digest_of_two = haulier_consent_dup_digest (two);
  g_assert_cmpstr (digest_of_one, !=, digest_of_two);
}

static void
test_consent_too_much (void)
{
  g_autoptr (HaulierConsent) consent = haulier_consent_new (OWNER, 0);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < HAULIER_CONSENT_MAX_FOLDERS; i++)
    g_hash_table_add (consent->folders, g_strdup_printf ("/%u", i));
  g_assert_true (haulier_consent_check (consent, &error));
  g_assert_no_error (error);
  haulier_consent_add_file (consent, NULL, "/one/more");
  g_assert_false (haulier_consent_check (consent, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/consent/rows", test_consent_rows);
  g_test_add_func ("/model/consent/only-set-proxies", test_consent_only_set_proxies);
  g_test_add_func ("/model/consent/lists", test_consent_lists);
  g_test_add_func ("/model/consent/digest-is-unambiguous", test_consent_digest_is_unambiguous);
  g_test_add_func ("/model/consent/too-much", test_consent_too_much);
  return g_test_run ();
}
