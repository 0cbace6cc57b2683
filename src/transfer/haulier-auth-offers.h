/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The ways to log in that a server or proxy offers: WWW-Authenticate and Proxy-Authenticate. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More of them than this are no offer but an attack. */
#define HAULIER_AUTH_OFFERS_MAX 16
#define HAULIER_AUTH_OFFER_MAX_PARAMETERS 24

/**
 * HaulierAuthOffer:
 * @scheme: as it was written, for instance "Basic"
 * @token: (nullable): what followed the scheme without a name, for instance the answer of a
 * Negotiate server
 * @names: names of parameters, in lower case
 * @values: of the same parameters, without quotes
 */
typedef struct
{
  char *scheme;
  char *token;
  GPtrArray *names;
  GPtrArray *values;
} HaulierAuthOffer;

GPtrArray *haulier_auth_offers_new (void);
void haulier_auth_offers_take_header (GPtrArray *offers, const char *value);
const char *haulier_auth_offer_get (const HaulierAuthOffer *offer, const char *name);
const HaulierAuthOffer *haulier_auth_offers_find (GPtrArray *offers, const char *scheme);
const char *haulier_auth_offers_get_realm (GPtrArray *offers);
char **haulier_auth_offers_dup_schemes (GPtrArray *offers);

G_END_DECLS
