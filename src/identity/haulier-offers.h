/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Jobs that ask for a helper token: each has a code that somebody else can answer it with, once. */
#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/* How long a code is good for. */
#define HAULIER_OFFER_LIFETIME_SEC 300
/* At most so many codes are good at a time, one a job. */
#define HAULIER_OFFERS_MAX 256
/* So many wrong codes of one caller within the lifetime of a code, and no code of his is right. */
#define HAULIER_OFFERS_MAX_WRONG_CODES 10

typedef struct _HaulierOffers HaulierOffers;

HaulierOffers *haulier_offers_new (void);
void haulier_offers_free (HaulierOffers *offers);
char *haulier_offers_make (HaulierOffers *offers, const char *job_id, gint64 now, GError **error);
const char *haulier_offers_find (HaulierOffers *offers, uid_t caller, const char *code, gint64 now);
gint64 haulier_offers_get_end (HaulierOffers *offers, const char *job_id, gint64 now);
void haulier_offers_withdraw (HaulierOffers *offers, const char *job_id);

G_END_DECLS
