/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How many jobs each account has. */
#include "config.h"

#include "haulier-job-count.h"

struct _HaulierJobCount
{
  GHashTable *by_owner; /* account, as a number (gint64) -> how many (GUINT) */
  guint total;
};

/**
 * haulier_job_count_new:
 *
 * Returns: (transfer full): a count of nothing
 */
HaulierJobCount *
haulier_job_count_new (void)
{
  HaulierJobCount *count = g_new0 (HaulierJobCount, 1);

  count->by_owner = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return count;
}

/**
 * haulier_job_count_free:
 * @count: (nullable): a count
 */
void
haulier_job_count_free (HaulierJobCount *count)
{
  if (count == NULL)
    return;
  g_hash_table_unref (count->by_owner);
  g_free (count);
}

static gint64
make_key (HaulierAccount owner)
{
  return ((gint64) owner.kind << 32) | owner.uid;
}

/**
 * haulier_job_count_add:
 * @count: a count
 * @owner: whose
 * @n_jobs: how many more; negative: fewer
 */
void
haulier_job_count_add (HaulierJobCount *count, HaulierAccount owner, gint n_jobs)
{
  gint64 key = make_key (owner);
  guint n_owned = haulier_job_count_get (count, owner) + (guint) n_jobs;

  count->total += (guint) n_jobs;
  if (n_owned == 0)
    g_hash_table_remove (count->by_owner, &key);
  else
    g_hash_table_replace (
        count->by_owner, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (n_owned));
}

/**
 * haulier_job_count_get:
 * @count: a count
 * @owner: whose
 *
 * Returns: how many
 */
guint
haulier_job_count_get (HaulierJobCount *count, HaulierAccount owner)
{
  gint64 key = make_key (owner);

  return GPOINTER_TO_UINT (g_hash_table_lookup (count->by_owner, &key));
}

/**
 * haulier_job_count_get_total:
 * @count: a count
 *
 * Returns: how many all accounts have together
 */
guint
haulier_job_count_get_total (HaulierJobCount *count)
{
  return count->total;
}
