/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The ways to log in that a server or proxy offers: WWW-Authenticate and Proxy-Authenticate. */
#include "config.h"

#include "haulier-auth-offers.h"

#include <string.h>

#define TOKEN_CHARACTERS                                                                           \
  "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define TOKEN68_CHARACTERS "-._~+/0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define BLANKS " \t"

static void
offer_free (gpointer data)
{
  HaulierAuthOffer *offer = data;

  g_free (offer->scheme);
  g_free (offer->token);
  g_ptr_array_unref (offer->names);
  g_ptr_array_unref (offer->values);
  g_free (offer);
}

/**
 * haulier_auth_offers_new:
 *
 * Returns: (transfer full) (element-type HaulierAuthOffer): no offers yet
 */
GPtrArray *
haulier_auth_offers_new (void)
{
  return g_ptr_array_new_with_free_func (offer_free);
}

static const char *
skip (const char *text, const char *characters)
{
  return text + strspn (text, characters);
}

/* Bytes of a header become text that can be shown, stored and sent over a bus. */
static char *
dup_text (const char *bytes, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (bytes, (gssize) length);

  for (char *p = valid; *p != '\0'; p++)
    {
      if (g_ascii_iscntrl (*p))
        *p = ' ';
    }
  return g_steal_pointer (&valid);
}

static char *
read_quoted (const char **at)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *p = *at + 1;

  for (; *p != '\0' && *p != '"'; p++)
    {
      if (*p == '\\' && p[1] != '\0')
        p++;
      g_string_append_c (value, *p);
    }
  *at = *p == '"' ? p + 1 : p;
  return dup_text (value->str, value->len);
}

/* Servers write more in plain values than the standard allows: all up to the next comma. */
static char *
read_value (const char **at)
{
  const char *start = *at;
  gsize length = strcspn (start, ",;" BLANKS);

  if (*start == '"')
    return read_quoted (at);
  *at = start + length;
  return dup_text (start, length);
}

/* "name = value": only then it belongs to the offer before. */
static gboolean
read_parameter (HaulierAuthOffer *offer, const char **at)
{
  gsize length = strspn (*at, TOKEN_CHARACTERS);
  const char *equals = skip (*at + length, BLANKS);
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;

  if (length == 0 || *equals != '=')
    return FALSE;
  name = g_ascii_strdown (*at, (gssize) length);
  *at = skip (equals + 1, BLANKS);
  value = read_value (at);
  if (offer == NULL || offer->names->len >= HAULIER_AUTH_OFFER_MAX_PARAMETERS
      || haulier_auth_offer_get (offer, name) != NULL)
    return TRUE;
  g_ptr_array_add (offer->names, g_steal_pointer (&name));
  g_ptr_array_add (offer->values, g_steal_pointer (&value));
  return TRUE;
}

/* What follows a scheme: nothing, parameters, or one token that ends with the offer. */
static char *
read_token68 (const char **at)
{
  gsize length = strspn (*at, TOKEN68_CHARACTERS);
  const char *end = skip (*at + length, "=");
  const char *after = skip (end, BLANKS);
  const char *start = *at;

  if (length == 0 || (*after != ',' && *after != '\0'))
    return NULL;
  *at = after;
  return g_strndup (start, (gsize) (end - start));
}

static HaulierAuthOffer *
read_scheme (GPtrArray *offers, const char **at)
{
  gsize length = strspn (*at, TOKEN_CHARACTERS);
  const char *after = *at + length;
  HaulierAuthOffer *offer = NULL;

  if (length == 0)
    {
      /* No scheme can begin so; the list goes on behind the next comma. */
      *at += strcspn (*at, ",");
      return NULL;
    }
  if (offers->len < HAULIER_AUTH_OFFERS_MAX)
    {
      offer = g_new0 (HaulierAuthOffer, 1);
      offer->scheme = g_strndup (*at, length);
      offer->names = g_ptr_array_new_with_free_func (g_free);
      offer->values = g_ptr_array_new_with_free_func (g_free);
      g_ptr_array_add (offers, offer);
    }
  *at = skip (after, BLANKS);
  if (*at > after)
    {
      g_autofree char *token = read_token68 (at);

      if (offer != NULL)
        offer->token = g_steal_pointer (&token);
    }
  return offer;
}

/**
 * haulier_auth_offers_take_header:
 * @offers: (element-type HaulierAuthOffer): what was offered so far
 * @value: one header as it came
 *
 * Adds what a header offers: it may hold several offers, and a comma separates them as well as
 * their parameters. What cannot be read is passed over.
 *
 * Source: RFC 7235, 2.1, 4.1 and 4.3.
 */
void
haulier_auth_offers_take_header (GPtrArray *offers, const char *value)
{
  const char *at = skip (value, "," BLANKS);
  HaulierAuthOffer *offer = NULL;

  while (*at != '\0')
    {
      if (!read_parameter (offer, &at))
        offer = read_scheme (offers, &at);
      at = skip (at, ",;" BLANKS);
    }
}

/**
 * haulier_auth_offer_get:
 * @offer: an offer
 * @name: of a parameter, in lower case
 *
 * Returns: (transfer none) (nullable): its first value
 */
const char *
haulier_auth_offer_get (const HaulierAuthOffer *offer, const char *name)
{
  for (guint i = 0; i < offer->names->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (offer->names, i), name))
        return g_ptr_array_index (offer->values, i);
    }
  return NULL;
}

/**
 * haulier_auth_offers_find:
 * @offers: (element-type HaulierAuthOffer): offers
 * @scheme: its name, in whatever case
 *
 * Returns: (transfer none) (nullable): the first offer of a scheme
 */
const HaulierAuthOffer *
haulier_auth_offers_find (GPtrArray *offers, const char *scheme)
{
  for (guint i = 0; i < offers->len; i++)
    {
      const HaulierAuthOffer *offer = g_ptr_array_index (offers, i);

      if (g_ascii_strcasecmp (offer->scheme, scheme) == 0)
        return offer;
    }
  return NULL;
}

/**
 * haulier_auth_offers_get_realm:
 * @offers: (element-type HaulierAuthOffer): offers
 *
 * Returns: (transfer none): the first realm that is named, or an empty text
 */
const char *
haulier_auth_offers_get_realm (GPtrArray *offers)
{
  for (guint i = 0; i < offers->len; i++)
    {
      const char *realm = haulier_auth_offer_get (g_ptr_array_index (offers, i), "realm");

      if (realm != NULL)
        return realm;
    }
  return "";
}

/**
 * haulier_auth_offers_dup_schemes:
 * @offers: (element-type HaulierAuthOffer): offers
 *
 * Returns: (transfer full): the name of each scheme, once, in lower case
 */
char **
haulier_auth_offers_dup_schemes (GPtrArray *offers)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < offers->len; i++)
    {
      const HaulierAuthOffer *offer = g_ptr_array_index (offers, i);
      g_autofree char *name = g_ascii_strdown (offer->scheme, -1);

      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}
