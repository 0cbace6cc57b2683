/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Jobs that ask for a helper token: each has a code that somebody else can answer it with, once. */
#include "config.h"

#include "haulier-offers.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "haulier-error.h"

/* 128 bits, in groups of digits that can be read out. */
#define CODE_BYTES 16
#define GROUP_BYTES 2
#define CODE_CHARS (CODE_BYTES * 2 + CODE_BYTES / GROUP_BYTES - 1)
#define LIFETIME_USEC (HAULIER_OFFER_LIFETIME_SEC * G_USEC_PER_SEC)

typedef struct
{
  char code[CODE_CHARS + 1];
  char *job_id;
  gint64 ends; /* monotonic microseconds */
} Offer;

/* Wrong codes of one caller. */
typedef struct
{
  guint count;
  gint64 ends; /* monotonic microseconds: forgotten then */
} Guesses;

struct _HaulierOffers
{
  GPtrArray *offers;
  GHashTable *guesses; /* uid -> Guesses */
};

static void
offer_free (Offer *offer)
{
  memset (offer->code, 0, sizeof offer->code);
  g_free (offer->job_id);
  g_free (offer);
}

/**
 * haulier_offers_new:
 *
 * Returns: (transfer full): no offers
 */
HaulierOffers *
haulier_offers_new (void)
{
  HaulierOffers *offers = g_new0 (HaulierOffers, 1);

  offers->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) offer_free);
  offers->guesses = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return offers;
}

/**
 * haulier_offers_free:
 * @offers: (nullable): the offers
 */
void
haulier_offers_free (HaulierOffers *offers)
{
  if (offers == NULL)
    return;
  g_ptr_array_unref (offers->offers);
  g_hash_table_unref (offers->guesses);
  g_free (offers);
}

static void
forget_old (HaulierOffers *offers, gint64 now)
{
  GHashTableIter iter;
  gpointer value = NULL;

  for (guint i = offers->offers->len; i > 0; i--)
    {
      if (((Offer *) offers->offers->pdata[i - 1])->ends <= now)
        g_ptr_array_remove_index_fast (offers->offers, i - 1);
    }
  g_hash_table_iter_init (&iter, offers->guesses);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (((Guesses *) value)->ends <= now)
        g_hash_table_iter_remove (&iter);
    }
}

static gboolean
make_code (char *code, GError **error)
{
  guint8 bytes[CODE_BYTES];
  char *end = code;

  if (getrandom (bytes, sizeof bytes, 0) != (gssize) sizeof bytes)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_FAILED,
                   "ask for a helper token: no random numbers: %s",
                   g_strerror (errno));
      return FALSE;
    }
  for (gsize i = 0; i < sizeof bytes; i++)
    {
      if (i > 0 && i % GROUP_BYTES == 0)
        *end++ = '-';
      g_snprintf (end, 3, "%02x", bytes[i]);
      end += 2;
    }
  return TRUE;
}

/**
 * haulier_offers_make:
 * @offers: the offers
 * @job_id: a job
 * @now: monotonic microseconds
 * @error: return location
 *
 * A former code of the job is not good any more.
 *
 * Errors: %HAULIER_ERROR_FAILED when too many are good already.
 *
 * Returns: (transfer full) (nullable): the code
 */
char *
haulier_offers_make (HaulierOffers *offers, const char *job_id, gint64 now, GError **error)
{
  Offer *offer = NULL;

  haulier_offers_withdraw (offers, job_id);
  forget_old (offers, now);
  if (offers->offers->len >= HAULIER_OFFERS_MAX)
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_FAILED,
                   "ask for a helper token: %d codes wait for an answer already",
                   HAULIER_OFFERS_MAX);
      return NULL;
    }
  offer = g_new0 (Offer, 1);
  if (!make_code (offer->code, error))
    {
      offer_free (offer);
      return NULL;
    }
  offer->job_id = g_strdup (job_id);
  offer->ends = now + LIFETIME_USEC;
  g_ptr_array_add (offers->offers, offer);
  return g_strdup (offer->code);
}

/* Takes as long for a code that is nearly right as for any other. */
static gboolean
is_equal (const char *code, const char *guess)
{
  guchar difference = 0;

  for (gsize i = 0; i < CODE_CHARS; i++)
    difference |= (guchar) code[i] ^ (guchar) guess[i];
  return difference == 0;
}

static const Offer *
match (HaulierOffers *offers, const char *code)
{
  const Offer *found = NULL;

  if (strlen (code) != CODE_CHARS)
    return NULL;
  for (guint i = 0; i < offers->offers->len; i++)
    {
      const Offer *offer = offers->offers->pdata[i];

      if (is_equal (offer->code, code))
        found = offer;
    }
  return found;
}

static void
note_guess (HaulierOffers *offers, Guesses *guesses, uid_t caller, gint64 now)
{
  if (guesses == NULL)
    {
      guesses = g_new0 (Guesses, 1);
      g_hash_table_insert (offers->guesses, GUINT_TO_POINTER (caller), guesses);
    }
  guesses->count++;
  guesses->ends = now + LIFETIME_USEC;
}

/**
 * haulier_offers_find:
 * @offers: the offers
 * @caller: who has the code
 * @code: what may be one
 * @now: monotonic microseconds
 *
 * A code that is wrong, used or too old is as none at all, and so is every code of a caller who
 * guesses.
 *
 * Returns: (transfer none) (nullable): the job that the code is for
 */
const char *
haulier_offers_find (HaulierOffers *offers, uid_t caller, const char *code, gint64 now)
{
  Guesses *guesses = NULL;
  const Offer *offer = NULL;

  forget_old (offers, now);
  guesses = g_hash_table_lookup (offers->guesses, GUINT_TO_POINTER (caller));
  offer = match (offers, code);
  if (offer == NULL)
    note_guess (offers, guesses, caller, now);
  else if (guesses == NULL || guesses->count < HAULIER_OFFERS_MAX_WRONG_CODES)
    return offer->job_id;
  return NULL;
}

/**
 * haulier_offers_get_end:
 * @offers: the offers
 * @job_id: a job
 * @now: monotonic microseconds
 *
 * Returns: when the code of the job ends, monotonic microseconds; 0 where none is good
 */
gint64
haulier_offers_get_end (HaulierOffers *offers, const char *job_id, gint64 now)
{
  forget_old (offers, now);
  for (guint i = 0; i < offers->offers->len; i++)
    {
      const Offer *offer = offers->offers->pdata[i];

      if (g_str_equal (offer->job_id, job_id))
        return offer->ends;
    }
  return 0;
}

/**
 * haulier_offers_withdraw:
 * @offers: the offers
 * @job_id: a job
 *
 * The code of the job, if there is one, was used or is not wanted any more.
 */
void
haulier_offers_withdraw (HaulierOffers *offers, const char *job_id)
{
  for (guint i = offers->offers->len; i > 0; i--)
    {
      if (g_str_equal (((Offer *) offers->offers->pdata[i - 1])->job_id, job_id))
        g_ptr_array_remove_index_fast (offers->offers, i - 1);
    }
}
