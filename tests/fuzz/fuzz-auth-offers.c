/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Fuzz target of WWW-Authenticate: whatever is offered is text of bounded number. */
#include "config.h"

#include <string.h>

#include "fuzz-target.h"
#include "haulier-auth-offers.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GPtrArray) offers = haulier_auth_offers_new ();
  g_auto (GStrv) schemes = NULL;

  haulier_auth_offers_take_header (offers, text);
  haulier_auth_offers_take_header (offers, text);
  g_assert_cmpuint (offers->len, <=, HAULIER_AUTH_OFFERS_MAX);
  for (guint i = 0; i < offers->len; i++)
    {
      const HaulierAuthOffer *offer = g_ptr_array_index (offers, i);

      g_assert_true (offer->scheme[0] != '\0' && g_str_is_ascii (offer->scheme));
      g_assert_cmpuint (offer->names->len, <=, HAULIER_AUTH_OFFER_MAX_PARAMETERS);
      g_assert_cmpuint (offer->names->len, ==, offer->values->len);
      for (guint j = 0; j < offer->values->len; j++)
        g_assert_true (g_utf8_validate (g_ptr_array_index (offer->values, j), -1, NULL));
    }
  schemes = haulier_auth_offers_dup_schemes (offers);
  g_assert_cmpuint (g_strv_length (schemes), <=, HAULIER_AUTH_OFFERS_MAX);
  g_assert_true (g_utf8_validate (haulier_auth_offers_get_realm (offers), -1, NULL));
  return 0;
}
