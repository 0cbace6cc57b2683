/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the codes that ask for a helper token. */
#include "config.h"

#include "haulier-offers.h"

#include <string.h>

#include "haulier-error.h"

#define BEN 1000
#define EVE 1001
#define LIFETIME_USEC (HAULIER_OFFER_LIFETIME_SEC * G_USEC_PER_SEC)

static char *
make (HaulierOffers *offers, const char *job_id, gint64 now)
{
  g_autoptr (GError) error = NULL;
  char *code = haulier_offers_make (offers, job_id, now, &error);

  g_assert_no_error (error);
  return code;
}

static void
test_offers_code (void)
{
  HaulierOffers *offers = haulier_offers_new ();
  g_autofree char *code = make (offers, "one", 0);
  g_autofree char *other = make (offers, "two", 0);

  g_assert_cmpuint (strlen (code), ==, 39);
  g_assert_cmpuint (strspn (code, "0123456789abcdef-"), ==, 39);
  g_assert_cmpstr (code, !=, other);
  g_assert_cmpstr (haulier_offers_find (offers, BEN, code, 1), ==, "one");
  g_assert_cmpstr (haulier_offers_find (offers, BEN, other, 1), ==, "two");
  g_assert_null (haulier_offers_find (offers, BEN, "", 1));
  g_assert_null (haulier_offers_find (offers, BEN, "one", 1));
  code[38] ^= 1;
  g_assert_null (haulier_offers_find (offers, BEN, code, 1));
  haulier_offers_free (offers);
}

static void
test_offers_end (void)
{
  HaulierOffers *offers = haulier_offers_new ();
  g_autofree char *code = make (offers, "one", 7);
  g_autofree char *used = make (offers, "two", 7);

  g_assert_cmpstr (haulier_offers_find (offers, BEN, code, 6 + LIFETIME_USEC), ==, "one");
  haulier_offers_withdraw (offers, "two");
  g_assert_null (haulier_offers_find (offers, BEN, used, 8));
  g_assert_null (haulier_offers_find (offers, BEN, code, 7 + LIFETIME_USEC));
  haulier_offers_free (offers);
}

static void
test_offers_one_a_job (void)
{
  HaulierOffers *offers = haulier_offers_new ();
  g_autofree char *former = make (offers, "one", 0);
  g_autofree char *code = make (offers, "one", 0);

  g_assert_null (haulier_offers_find (offers, BEN, former, 1));
  g_assert_cmpstr (haulier_offers_find (offers, BEN, code, 1), ==, "one");
  haulier_offers_free (offers);
}

static void
test_offers_told (void)
{
  HaulierOffers *offers = haulier_offers_new ();
  g_autofree char *code = make (offers, "one", 7);

  g_assert_cmpint (haulier_offers_get_end (offers, "one", 8), ==, 7 + LIFETIME_USEC);
  g_assert_cmpint (haulier_offers_get_end (offers, "two", 8), ==, 0);
  g_assert_cmpint (haulier_offers_get_end (offers, "one", 7 + LIFETIME_USEC), ==, 0);
  haulier_offers_free (offers);
}

/* Who guesses is told nothing, not even with the right code; others are not affected. */
static void
test_offers_guesses (void)
{
  HaulierOffers *offers = haulier_offers_new ();
  g_autofree char *code = make (offers, "one", 0);
  g_autofree char *later = NULL;

  for (guint i = 0; i < HAULIER_OFFERS_MAX_WRONG_CODES; i++)
    {
      g_assert_cmpstr (haulier_offers_find (offers, EVE, code, 1), ==, "one");
      g_assert_null (haulier_offers_find (offers, EVE, "00", 1));
    }
  g_assert_null (haulier_offers_find (offers, EVE, code, 1));
  g_assert_cmpstr (haulier_offers_find (offers, BEN, code, 1), ==, "one");

  later = make (offers, "two", LIFETIME_USEC);
  g_assert_null (haulier_offers_find (offers, EVE, later, LIFETIME_USEC));
  g_assert_cmpstr (haulier_offers_find (offers, EVE, later, 1 + LIFETIME_USEC), ==, "two");
  haulier_offers_free (offers);
}

static void
test_offers_too_many (void)
{
  HaulierOffers *offers = haulier_offers_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < HAULIER_OFFERS_MAX; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *code = make (offers, id, 0);
    }
  g_assert_null (haulier_offers_make (offers, "one more", 1, &error));
  g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_FAILED);
  g_free (make (offers, "one more", LIFETIME_USEC));
  haulier_offers_free (offers);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/identity/offers/code", test_offers_code);
  g_test_add_func ("/identity/offers/end", test_offers_end);
  g_test_add_func ("/identity/offers/one-a-job", test_offers_one_a_job);
  g_test_add_func ("/identity/offers/told", test_offers_told);
  g_test_add_func ("/identity/offers/guesses", test_offers_guesses);
  g_test_add_func ("/identity/offers/too-many", test_offers_too_many);
  return g_test_run ();
}
