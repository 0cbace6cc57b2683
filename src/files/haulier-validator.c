/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What tells one version of a remote file from another. */
#include "config.h"

#include "haulier-validator.h"

#include "haulier-file.h"

#include <string.h>
#include <time.h>

/* A file that changed so shortly before the answer may change again within the same second. */
#define DOUBT_SEC 2

/**
 * haulier_validator_new:
 * @etag: (nullable): the ETag header
 * @last_modified: seconds since 1970, or -1
 * @date: the server's clock when it answered, seconds since 1970, or -1
 * @length: bytes of the whole file, or %HAULIER_SIZE_UNKNOWN
 * @address: (nullable): the address that answered, after redirects
 *
 * Returns: (transfer full): the validator
 */
HaulierValidator *
haulier_validator_new (const char *etag,
                       gint64 last_modified,
                       gint64 date,
                       guint64 length,
                       const char *address)
{
  HaulierValidator *validator = g_new0 (HaulierValidator, 1);

  if (etag != NULL && *etag != '\0' && strlen (etag) <= HAULIER_VALIDATOR_MAX_ETAG_BYTES)
    validator->etag = g_strdup (etag);
  validator->last_modified = last_modified;
  validator->date = date;
  validator->length = length;
  validator->hop = address != NULL ? haulier_validator_digest_hop (address) : NULL;
  return validator;
}

/**
 * haulier_validator_copy:
 * @validator: (nullable): a validator
 *
 * Returns: (transfer full) (nullable): a copy
 */
HaulierValidator *
haulier_validator_copy (const HaulierValidator *validator)
{
  HaulierValidator *copy = NULL;

  if (validator == NULL)
    return NULL;
  copy = g_new0 (HaulierValidator, 1);
  *copy = *validator;
  copy->etag = g_strdup (validator->etag);
  copy->hop = g_strdup (validator->hop);
  return copy;
}

/**
 * haulier_validator_free:
 * @validator: (nullable): a validator
 */
void
haulier_validator_free (HaulierValidator *validator)
{
  if (validator == NULL)
    return;
  g_free (validator->etag);
  g_free (validator->hop);
  g_free (validator);
}

/**
 * haulier_validator_has_strong_etag:
 * @validator: a validator
 *
 * Returns: whether it has an ETag that stands for every byte
 */
gboolean
haulier_validator_has_strong_etag (const HaulierValidator *validator)
{
  return validator->etag != NULL && validator->etag[0] == '"';
}

static gboolean
is_weak_etag (const char *etag)
{
  return etag != NULL && g_str_has_prefix (etag, "W/\"");
}

/* Servers derive ETags from time and size, so that a doubtful time makes a strong ETag doubtful
 * too. */
static gboolean
is_doubtful (const HaulierValidator *validator)
{
  if (validator->last_modified < 0)
    return FALSE;
  return validator->date < 0 || validator->last_modified >= validator->date - DOUBT_SEC;
}

/**
 * haulier_validator_is_usable:
 * @validator: (nullable): a validator
 *
 * Tells whether a part of the file may be added to another part: there is a strong ETag, or a weak
 * ETag or a time together with the length, and the file did not change in the seconds before the
 * answer.
 *
 * Returns: whether it proves that two answers are of one version
 */
gboolean
haulier_validator_is_usable (const HaulierValidator *validator)
{
  if (validator == NULL || is_doubtful (validator))
    return FALSE;
  if (haulier_validator_has_strong_etag (validator))
    return TRUE;
  return validator->length != HAULIER_SIZE_UNKNOWN
         && (is_weak_etag (validator->etag) || validator->last_modified >= 0);
}

/**
 * haulier_validator_dup_if_range:
 * @validator: a usable validator
 * @prefer_date: whether to send the time although there is an ETag
 *
 * Returns: (transfer full) (nullable): the value of If-Range, or %NULL when there is none that may
 * be sent
 */
char *
haulier_validator_dup_if_range (const HaulierValidator *validator, gboolean prefer_date)
{
  time_t seconds = (time_t) validator->last_modified;
  struct tm parts;
  char text[64];

  if (haulier_validator_has_strong_etag (validator) && !prefer_date)
    return g_strdup (validator->etag);
  if (validator->last_modified < 0 || gmtime_r (&seconds, &parts) == NULL)
    return NULL;
  /* The locale of the worker is always C. */
  strftime (text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return g_strdup (text);
}

static gboolean
etags_are_same (const char *a, const char *b)
{
  a += g_str_has_prefix (a, "W/") ? 2 : 0;
  b += g_str_has_prefix (b, "W/") ? 2 : 0;
  return g_str_equal (a, b);
}

/**
 * haulier_validator_compare:
 * @known: that of the bytes that are there
 * @seen: that of a new answer
 *
 * What both answers tell must agree; the strongest that the known one has must be told again.
 *
 * Returns: whether both are of the same version
 */
HaulierValidatorVerdict
haulier_validator_compare (const HaulierValidator *known, const HaulierValidator *seen)
{
  gboolean both_etags = known->etag != NULL && seen->etag != NULL;
  gboolean both_times = known->last_modified >= 0 && seen->last_modified >= 0;

  if (both_etags && !etags_are_same (known->etag, seen->etag))
    return HAULIER_VALIDATOR_OTHER;
  if (both_times && known->last_modified != seen->last_modified)
    return HAULIER_VALIDATOR_OTHER;
  if (known->length != HAULIER_SIZE_UNKNOWN && seen->length != HAULIER_SIZE_UNKNOWN
      && known->length != seen->length)
    return HAULIER_VALIDATOR_OTHER;
  if (known->hop != NULL && seen->hop != NULL && !g_str_equal (known->hop, seen->hop))
    return HAULIER_VALIDATOR_OTHER;
  if (known->etag != NULL ? !both_etags : !both_times)
    return HAULIER_VALIDATOR_UNPROVEN;
  return HAULIER_VALIDATOR_SAME;
}

/**
 * haulier_validator_to_text:
 * @validator: (nullable): a validator
 *
 * Returns: (transfer full): for people, for instance the ETag or the time; empty when there is
 * nothing
 */
char *
haulier_validator_to_text (const HaulierValidator *validator)
{
  if (validator == NULL)
    return g_strdup ("");
  if (validator->etag != NULL)
    return g_utf8_make_valid (validator->etag, -1);
  if (validator->last_modified >= 0)
    return haulier_validator_dup_if_range (validator, TRUE);
  return g_strdup ("");
}

/**
 * haulier_validator_digest_hop:
 * @address: an address
 *
 * The query is left out: signed addresses have another one each time.
 *
 * Returns: (transfer full): a digest of the address without its query
 */
char *
haulier_validator_digest_hop (const char *address)
{
  return g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, (const guchar *) address, strcspn (address, "?#"));
}
