/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what servers and proxies offer as ways to log in. */
#include "config.h"

#include "haulier-auth-offers.h"

#include <string.h>

typedef struct
{
  const char *header;
  const char *schemes; /* separated by spaces */
  const char *realm;
} Row;

static const Row rows[] = {
  { "Basic realm=\"simple\"", "basic", "simple" },
  { "basic REALM=\"a \\\"b\\\" c\"", "basic", "a \"b\" c" },
  { "Basic realm=plain", "basic", "plain" },
  { "Basic realm = \"spaced\"", "basic", "spaced" },
  { "Basic", "basic", "" },
  { "Negotiate", "negotiate", "" },
  { "Negotiate YIIB+/w==", "negotiate", "" },
  { "Negotiate, Basic realm=\"x\"", "negotiate basic", "x" },
  { "Negotiate,NTLM,Basic realm=\"x, Digest realm=\\\"y\\\"\"",
    "negotiate ntlm basic",
    "x, Digest realm=\"y\"" },
  /* RFC 7235, 4.1 */
  { "Newauth realm=\"apps\", type=1, title=\"Login to \\\"apps\\\"\", Basic realm=\"simple\"",
    "newauth basic",
    "apps" },
  { "Digest realm=\"d\", nonce=\"n=\", qop=\"auth,auth-int\", algorithm=MD5, Basic realm=\"b\"",
    "digest basic",
    "d" },
  { ", ,Basic realm=\"x\",, ,NTLM,", "basic ntlm", "x" },
  { "Passport1.4 da=passport.test,tpf=ab\"c,ru=http://x/?y=z", "passport1.4", "" },
  { "Basic realm=\"unterminated", "basic", "unterminated" },
  { "Basic realm=\"ends with \\", "basic", "ends with \\" },
  { "Basic realm=\"\", Basic realm=\"second\"", "basic", "" },
  { "Basic realm=\"a\", realm=\"b\"", "basic", "a" },
  { "Basic realm=\"caf\xe9\"", "basic", "caf\xef\xbf\xbd" },
  { "realm=\"without a scheme\", Basic realm=\"x\"", "basic", "x" },
  { "\"quoted\", Basic realm=\"x\"", "basic", "x" },
  { "=, Basic realm=\"x\"", "basic", "x" },
  { "Basic realm=\"x\"; charset=\"UTF-8\"", "basic", "x" },
  { "", "", "" },
  { ",,,", "", "" },
  { "\t", "", "" },
};

static void
test_auth_offers_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GPtrArray) offers = haulier_auth_offers_new ();
  g_auto (GStrv) schemes = NULL;
  g_autofree char *joined = NULL;

  haulier_auth_offers_take_header (offers, row->header);
  schemes = haulier_auth_offers_dup_schemes (offers);
  joined = g_strjoinv (" ", schemes);
  g_assert_cmpstr (joined, ==, row->schemes);
  g_assert_cmpstr (haulier_auth_offers_get_realm (offers), ==, row->realm);
}

static void
test_auth_offers_parameters (void)
{
  g_autoptr (GPtrArray) offers = haulier_auth_offers_new ();
  const HaulierAuthOffer *offer = NULL;

  haulier_auth_offers_take_header (offers, "Negotiate oYGHx+8==");
  haulier_auth_offers_take_header (
      offers, "Digest realm=\"d\", NONCE=\"a==\", qop=\"auth, auth-int\", stale=TRUE");
  offer = haulier_auth_offers_find (offers, "digest");
  g_assert_cmpstr (haulier_auth_offer_get (offer, "nonce"), ==, "a==");
  g_assert_cmpstr (haulier_auth_offer_get (offer, "qop"), ==, "auth, auth-int");
  g_assert_cmpstr (haulier_auth_offer_get (offer, "stale"), ==, "TRUE");
  g_assert_null (haulier_auth_offer_get (offer, "opaque"));
  offer = haulier_auth_offers_find (offers, "NEGOTIATE");
  g_assert_cmpstr (offer->token, ==, "oYGHx+8==");
  g_assert_null (haulier_auth_offers_find (offers, "Basic"));
}

static void
test_auth_offers_limits (void)
{
  g_autoptr (GPtrArray) offers = haulier_auth_offers_new ();
  g_autoptr (GString) many = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (many, "Scheme%u a%u=b, ", i, i);
  haulier_auth_offers_take_header (offers, many->str);
  g_assert_cmpuint (offers->len, ==, HAULIER_AUTH_OFFERS_MAX);
  g_string_assign (many, "Basic ");
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (many, "a%u=b, ", i);
  g_ptr_array_set_size (offers, 0);
  haulier_auth_offers_take_header (offers, many->str);
  g_assert_cmpuint (
      ((HaulierAuthOffer *) offers->pdata[0])->names->len, ==, HAULIER_AUTH_OFFER_MAX_PARAMETERS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/transfer/auth-offers/%zu", i);

      g_test_add_data_func (path, &rows[i], test_auth_offers_row);
    }
  g_test_add_func ("/transfer/auth-offers/parameters", test_auth_offers_parameters);
  g_test_add_func ("/transfer/auth-offers/limits", test_auth_offers_limits);
  return g_test_run ();
}
