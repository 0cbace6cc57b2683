/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What was tried to log in at one place: who asked, for which realm; and what is being tried now.
 */
#include "config.h"

#include "haulier-login-place.h"

/**
 * haulier_login_lease_free:
 * @lease: (nullable) (transfer full): a lease
 */
void
haulier_login_lease_free (HaulierLoginLease *lease)
{
  if (lease == NULL)
    return;
  g_free (lease->user);
  g_free (lease->message);
  g_free (lease);
}

/**
 * haulier_login_lease_copy:
 * @lease: a lease
 *
 * Returns: (transfer full): the same
 */
HaulierLoginLease *
haulier_login_lease_copy (const HaulierLoginLease *lease)
{
  HaulierLoginLease *copy = g_memdup2 (lease, sizeof *lease);

  copy->user = g_strdup (lease->user);
  copy->message = g_strdup (lease->message);
  return copy;
}

/**
 * haulier_login_place_new:
 * @where: owner, target, origin and realm
 *
 * Returns: (transfer full): a place of which nothing is known yet
 */
HaulierLoginPlace *
haulier_login_place_new (const HaulierLoginRecord *where)
{
  HaulierLoginPlace *place = g_new0 (HaulierLoginPlace, 1);

  place->where = haulier_login_record_copy (where);
  place->leases = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_login_lease_free);
  place->lost = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_login_lease_free);
  place->withheld = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_login_lease_free);
  return place;
}

/**
 * haulier_login_place_free:
 * @place: (nullable) (transfer full): a place
 */
void
haulier_login_place_free (HaulierLoginPlace *place)
{
  if (place == NULL)
    return;
  haulier_login_record_free (place->where);
  g_clear_pointer (&place->records, g_ptr_array_unref);
  g_ptr_array_unref (place->leases);
  g_ptr_array_unref (place->withheld);
  g_ptr_array_unref (place->lost);
  g_free (place);
}

/**
 * haulier_login_place_is:
 * @place: a place
 * @where: owner, target, origin and realm
 *
 * Returns: whether they are those of @place
 */
gboolean
haulier_login_place_is (const HaulierLoginPlace *place, const HaulierLoginRecord *where)
{
  return place->where->target == where->target && g_str_equal (place->where->owner, where->owner)
         && g_str_equal (place->where->origin, where->origin)
         && g_str_equal (place->where->realm, where->realm);
}

/* The same credential, in the same scheme. */
static gboolean
is_record_of (const HaulierLoginRecord *record, const HaulierLoginLease *lease)
{
  return record->kind == lease->kind && record->scheme == lease->scheme
         && record->stamp == lease->stamp;
}

static gboolean
is_same (const HaulierLoginLease *left, const HaulierLoginLease *right)
{
  return left->kind == right->kind && left->scheme == right->scheme && left->stamp == right->stamp;
}

/**
 * haulier_login_place_note:
 * @place: a place that is known
 * @lease: what was tried
 * @outcome: how it ended
 * @time: microseconds since 1970
 *
 * Remembers it.
 *
 * Returns: (transfer none): what has to be stored
 */
HaulierLoginRecord *
haulier_login_place_note (HaulierLoginPlace *place,
                          const HaulierLoginLease *lease,
                          HaulierLoginOutcome outcome,
                          gint64 time)
{
  HaulierLoginRecord *record = NULL;

  for (guint i = 0; i < place->records->len && record == NULL; i++)
    {
      if (is_record_of (g_ptr_array_index (place->records, i), lease))
        record = g_ptr_array_index (place->records, i);
    }
  if (record == NULL)
    {
      record = haulier_login_record_copy (place->where);
      record->kind = lease->kind;
      record->scheme = lease->scheme;
      record->stamp = lease->stamp;
      g_free (record->user);
      record->user = g_strdup (lease->user);
      g_ptr_array_add (place->records, record);
    }
  record->outcome = outcome;
  record->time = time;
  return record;
}

/**
 * haulier_login_place_has_outcome:
 * @place: a place that is known
 * @lease: what would be tried
 * @outcome: an outcome
 *
 * Returns: whether the same was tried, and ended so
 */
gboolean
haulier_login_place_has_outcome (const HaulierLoginPlace *place,
                                 const HaulierLoginLease *lease,
                                 HaulierLoginOutcome outcome)
{
  for (guint i = 0; i < place->records->len; i++)
    {
      const HaulierLoginRecord *record = g_ptr_array_index (place->records, i);

      if (is_record_of (record, lease) && record->outcome == outcome)
        return TRUE;
    }
  return FALSE;
}

/**
 * haulier_login_place_get_past:
 * @place: a place that is known
 * @lease: what was given out, or would be
 *
 * Returns: what became of it here before; of what is being tried, before that
 */
HaulierLoginPast
haulier_login_place_get_past (const HaulierLoginPlace *place, const HaulierLoginLease *lease)
{
  if (haulier_login_place_has_outcome (place, lease, HAULIER_LOGIN_ACCEPTED))
    return HAULIER_LOGIN_PAST_ACCEPTED;
  if (haulier_login_place_has_outcome (place, lease, HAULIER_LOGIN_REFUSED))
    return HAULIER_LOGIN_PAST_REFUSED;
  return haulier_login_place_has_outcome (place, lease, HAULIER_LOGIN_ATTEMPTED)
             ? lease->past
             : HAULIER_LOGIN_PAST_NONE;
}

/**
 * haulier_login_place_find_probe:
 * @place: a place
 * @like: what would be tried
 *
 * Returns: (transfer none) (nullable): the same, which somebody tries just now
 */
HaulierLoginLease *
haulier_login_place_find_probe (const HaulierLoginPlace *place, const HaulierLoginLease *like)
{
  for (guint i = 0; i < place->leases->len; i++)
    {
      HaulierLoginLease *lease = g_ptr_array_index (place->leases, i);

      if (!lease->open && is_same (lease, like))
        return lease;
    }
  return NULL;
}

/**
 * haulier_login_place_find_lease:
 * @place: a place
 * @number: of a login
 *
 * Returns: (transfer none) (nullable): the lease with that number
 */
HaulierLoginLease *
haulier_login_place_find_lease (const HaulierLoginPlace *place, guint64 number)
{
  for (guint i = 0; i < place->leases->len; i++)
    {
      HaulierLoginLease *lease = g_ptr_array_index (place->leases, i);

      if (lease->number == number)
        return lease;
    }
  return NULL;
}

/**
 * haulier_login_place_withhold:
 * @place: a place
 * @lease: what its run does not try again
 * @file: for which file only; %HAULIER_FAILURE_NO_FILE: for none
 * @message: (nullable): why it was of no use
 */
void
haulier_login_place_withhold (HaulierLoginPlace *place,
                              const HaulierLoginLease *lease,
                              guint file,
                              const char *message)
{
  HaulierLoginLease *copy = haulier_login_lease_copy (lease);

  copy->file = file;
  g_free (copy->message);
  copy->message = g_strdup (message);
  g_ptr_array_add (place->withheld, copy);
}

/**
 * haulier_login_place_get_message:
 * @place: a place
 * @run: a run of a job
 *
 * Returns: (transfer none) (nullable): why the last login that it had was of no use
 */
const char *
haulier_login_place_get_message (const HaulierLoginPlace *place, gconstpointer run)
{
  const char *message = NULL;

  for (guint i = 0; i < place->withheld->len; i++)
    {
      const HaulierLoginLease *lease = g_ptr_array_index (place->withheld, i);

      if (lease->run == run && lease->message != NULL)
        message = lease->message;
    }
  return message;
}

/**
 * haulier_login_place_count_lost:
 * @place: a place
 * @lease: what was sent, and not answered
 *
 * Returns: whether that had happened before
 */
gboolean
haulier_login_place_count_lost (HaulierLoginPlace *place, const HaulierLoginLease *lease)
{
  for (guint i = 0; i < place->lost->len; i++)
    {
      if (is_same (g_ptr_array_index (place->lost, i), lease))
        return TRUE;
    }
  g_ptr_array_add (place->lost, haulier_login_lease_copy (lease));
  return FALSE;
}

/**
 * haulier_login_place_end_lease:
 * @place: a place
 * @lease: (transfer full): one of its leases
 */
void
haulier_login_place_end_lease (HaulierLoginPlace *place, HaulierLoginLease *lease)
{
  g_ptr_array_remove (place->leases, lease);
}

static void
forget (GPtrArray *leases, gconstpointer run)
{
  for (guint i = leases->len; i > 0; i--)
    {
      if (((HaulierLoginLease *) g_ptr_array_index (leases, i - 1))->run == run)
        g_ptr_array_remove_index (leases, i - 1);
    }
}

/**
 * haulier_login_place_forget_run:
 * @place: a place
 * @run: a run of a job that is over
 *
 * What it was trying has no outcome.
 *
 * Returns: whether it had leases, so that those who wait have to be looked at
 */
gboolean
haulier_login_place_forget_run (HaulierLoginPlace *place, gconstpointer run)
{
  guint before = place->leases->len;

  forget (place->leases, run);
  forget (place->withheld, run);
  return place->leases->len < before;
}

static void
add_frozen (GArray *frozen, const HaulierLoginLease *lease, HaulierTriedEnd end)
{
  HaulierFrozenLogin row = {
    .kind = lease->kind,
    .scheme = lease->scheme,
    .stamp = lease->stamp,
    .end = end,
  };

  g_array_append_val (frozen, row);
}

/**
 * haulier_login_place_list_frozen:
 * @place: a place that is known
 * @run: the run of a job that asks
 * @file: index of the file that it asks for
 *
 * What is being tried just now is not frozen: one waits for it. Logon credentials are frozen for
 * the run only: a ticket is no password, and the next one may be accepted.
 *
 * Returns: (transfer full) (element-type HaulierFrozenLogin): what must not be tried
 */
GArray *
haulier_login_place_list_frozen (const HaulierLoginPlace *place, gconstpointer run, guint file)
{
  GArray *frozen = g_array_new (FALSE, FALSE, sizeof (HaulierFrozenLogin));

  for (guint i = 0; i < place->records->len; i++)
    {
      const HaulierLoginRecord *record = g_ptr_array_index (place->records, i);
      const HaulierLoginLease like
          = { .kind = record->kind, .scheme = record->scheme, .stamp = record->stamp };

      if (record->kind == HAULIER_CANDIDATE_IMPLICIT)
        continue;
      if (record->outcome == HAULIER_LOGIN_REJECTED)
        add_frozen (frozen, &like, HAULIER_TRIED_REJECTED);
      else if (record->outcome == HAULIER_LOGIN_ATTEMPTED
               && haulier_login_place_find_probe (place, &like) == NULL)
        add_frozen (frozen, &like, HAULIER_TRIED_UNKNOWN);
    }
  for (guint i = 0; i < place->withheld->len; i++)
    {
      const HaulierLoginLease *lease = g_ptr_array_index (place->withheld, i);

      if (lease->run == run && lease->file == HAULIER_FAILURE_NO_FILE)
        add_frozen (frozen, lease, HAULIER_TRIED_REJECTED);
      else if (lease->run == run && lease->file == file)
        add_frozen (frozen, lease, HAULIER_TRIED_FOR_FILE);
    }
  return frozen;
}
