/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* All places where somebody was asked to log in, and what one says about another. */
#include "config.h"

#include "haulier-login-places.h"

/* With more, those that nobody uses are read from the store again when somebody asks. */
#define MAX_IDLE_PLACES 1000

/**
 * haulier_login_places_new:
 *
 * Returns: (transfer full) (element-type HaulierLoginPlace): no places yet
 */
GPtrArray *
haulier_login_places_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_login_place_free);
}

/* A server may name its realm anew each time. */
static void
forget_idle (GPtrArray *places)
{
  for (guint i = places->len; i > 0; i--)
    {
      const HaulierLoginPlace *place = g_ptr_array_index (places, i - 1);

      if (place->n_visits == 0 && place->leases->len == 0 && place->withheld->len == 0)
        g_ptr_array_remove_index_fast (places, i - 1);
    }
}

/**
 * haulier_login_places_ensure:
 * @places: (element-type HaulierLoginPlace): the places
 * @where: owner, target, origin and realm
 *
 * Returns: (transfer none): the place
 */
HaulierLoginPlace *
haulier_login_places_ensure (GPtrArray *places, const HaulierLoginRecord *where)
{
  HaulierLoginPlace *place = NULL;

  for (guint i = 0; i < places->len; i++)
    {
      if (haulier_login_place_is (g_ptr_array_index (places, i), where))
        return g_ptr_array_index (places, i);
    }
  if (places->len >= MAX_IDLE_PLACES)
    forget_idle (places);
  place = haulier_login_place_new (where);
  g_ptr_array_add (places, place);
  return place;
}

/**
 * haulier_login_places_find_lease:
 * @places: (element-type HaulierLoginPlace): the places
 * @number: of a login
 * @out_place: (out): whose lease it is; untouched when there is none
 *
 * Returns: (transfer none) (nullable): the lease
 */
HaulierLoginLease *
haulier_login_places_find_lease (GPtrArray *places, guint64 number, HaulierLoginPlace **out_place)
{
  for (guint i = 0; i < places->len; i++)
    {
      HaulierLoginPlace *place = g_ptr_array_index (places, i);
      HaulierLoginLease *lease = haulier_login_place_find_lease (place, number);

      if (lease == NULL)
        continue;
      *out_place = place;
      return lease;
    }
  return NULL;
}

/**
 * haulier_login_places_are_neighbours:
 * @left: a place
 * @right: another one
 *
 * Returns: whether they are of one server or proxy, whatever that calls its realms
 */
gboolean
haulier_login_places_are_neighbours (const HaulierLoginPlace *left, const HaulierLoginPlace *right)
{
  return left->where->target == right->where->target
         && g_str_equal (left->where->owner, right->where->owner)
         && g_str_equal (left->where->origin, right->where->origin);
}

/**
 * haulier_login_places_are_probed:
 * @places: (element-type HaulierLoginPlace): the places
 * @place: one of them
 * @like: what would be tried there
 *
 * Returns: whether somebody tries the same there, or next to it, just now
 */
gboolean
haulier_login_places_are_probed (GPtrArray *places,
                                 const HaulierLoginPlace *place,
                                 const HaulierLoginLease *like)
{
  for (guint i = 0; i < places->len; i++)
    {
      const HaulierLoginPlace *other = g_ptr_array_index (places, i);

      if (haulier_login_places_are_neighbours (other, place)
          && haulier_login_place_find_probe (other, like) != NULL)
        return TRUE;
    }
  return FALSE;
}

/**
 * haulier_login_places_have_rejected:
 * @places: (element-type HaulierLoginPlace): the places
 * @place: one of them
 * @like: what would be tried there
 *
 * A server that calls its realm differently each time must not get a wrong password each time.
 *
 * Returns: whether the same was rejected next to it, and accepted nowhere there
 */
gboolean
haulier_login_places_have_rejected (GPtrArray *places,
                                    const HaulierLoginPlace *place,
                                    const HaulierLoginLease *like)
{
  gboolean rejected = FALSE;

  for (guint i = 0; i < places->len; i++)
    {
      const HaulierLoginPlace *other = g_ptr_array_index (places, i);

      if (other->records == NULL || !haulier_login_places_are_neighbours (other, place))
        continue;
      if (haulier_login_place_has_outcome (other, like, HAULIER_LOGIN_ACCEPTED)
          || haulier_login_place_has_outcome (other, like, HAULIER_LOGIN_REFUSED))
        return FALSE;
      rejected = rejected || haulier_login_place_has_outcome (other, like, HAULIER_LOGIN_REJECTED);
    }
  return rejected;
}

/**
 * haulier_login_places_find_proxy_scheme:
 * @places: (element-type HaulierLoginPlace): the places
 * @run: a run of a job
 *
 * Returns: how it answers its proxy, 0 when it does not
 */
HaulierAuthScheme
haulier_login_places_find_proxy_scheme (GPtrArray *places, gconstpointer run)
{
  for (guint i = 0; i < places->len; i++)
    {
      const HaulierLoginPlace *place = g_ptr_array_index (places, i);

      for (guint j = 0; place->where->target == HAULIER_AUTH_TARGET_PROXY && j < place->leases->len;
           j++)
        {
          const HaulierLoginLease *lease = g_ptr_array_index (place->leases, j);

          if (lease->run == run)
            return lease->scheme;
        }
    }
  return 0;
}
