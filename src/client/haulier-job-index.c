/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Many jobs in order of creation, found by id and by place, and counted by group. */
#include "config.h"

#include "haulier-job-index.h"

#define N_GROUPS (HAULIER_JOB_GROUP_FINISHED + 1)

struct _HaulierJobIndex
{
  HaulierClient *client;
  HaulierAccountList *accounts; /* count the jobs of each owner */
  GPtrArray *items;             /* of HaulierJobItem, by sequence */
  GHashTable *by_id;            /* id -> item; the item owns both */
  guint n_in_group[N_GROUPS];
};

static void
count_in (HaulierJobIndex *self, HaulierJobItem *item)
{
  self->n_in_group[haulier_job_item_get_group (item)]++;
  haulier_account_item_add_job (haulier_job_item_get_owner (item),
                                haulier_job_item_get_group (item));
}

static void
count_out (HaulierJobIndex *self, HaulierJobItem *item)
{
  self->n_in_group[haulier_job_item_get_group (item)]--;
  haulier_account_item_remove_job (haulier_job_item_get_owner (item),
                                   haulier_job_item_get_group (item));
}

static void
place (HaulierJobIndex *self, HaulierJobItem *item)
{
  haulier_job_item_place (
      item,
      self->client,
      haulier_account_list_ensure (self->accounts, haulier_job_item_get_job (item)->owner));
}

/**
 * haulier_job_index_new:
 * @client: the way to the engine that has the jobs
 * @accounts: the owners, which count their jobs
 *
 * Returns: (transfer full): an empty index
 */
HaulierJobIndex *
haulier_job_index_new (HaulierClient *client, HaulierAccountList *accounts)
{
  HaulierJobIndex *self = g_new0 (HaulierJobIndex, 1);

  self->client = g_object_ref (client);
  self->accounts = g_object_ref (accounts);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

void
haulier_job_index_free (HaulierJobIndex *self)
{
  g_hash_table_unref (self->by_id);
  g_ptr_array_unref (self->items);
  g_object_unref (self->client);
  g_object_unref (self->accounts);
  g_free (self);
}

/**
 * haulier_job_index_get_length:
 * @self: an index
 *
 * Returns: how many jobs it has
 */
guint
haulier_job_index_get_length (HaulierJobIndex *self)
{
  return self->items->len;
}

/**
 * haulier_job_index_get:
 * @self: an index
 * @position: below its length
 *
 * Returns: (transfer none): the job there
 */
HaulierJobItem *
haulier_job_index_get (HaulierJobIndex *self, guint position)
{
  return g_ptr_array_index (self->items, position);
}

/**
 * haulier_job_index_lookup:
 * @self: an index
 * @id: a job
 *
 * Returns: (transfer none) (nullable): its item
 */
HaulierJobItem *
haulier_job_index_lookup (HaulierJobIndex *self, const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

static guint64
sequence_at (HaulierJobIndex *self, guint position)
{
  return haulier_job_item_get_job (haulier_job_index_get (self, position))->sequence;
}

/**
 * haulier_job_index_position:
 * @self: an index
 * @sequence: of a job, there or not
 *
 * Returns: the first position whose job is not older: where it is, or belongs
 */
guint
haulier_job_index_position (HaulierJobIndex *self, guint64 sequence)
{
  guint low = 0;
  guint high = self->items->len;

  /* nearly every new job is the last one */
  if (high > 0 && sequence_at (self, high - 1) < sequence)
    return high;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (sequence_at (self, middle) < sequence)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * haulier_job_index_count:
 * @self: an index
 * @group: a group
 *
 * Returns: how many jobs are in @group
 */
guint
haulier_job_index_count (HaulierJobIndex *self, HaulierJobGroup group)
{
  return self->n_in_group[group];
}

/**
 * haulier_job_index_insert:
 * @self: an index
 * @position: where haulier_job_index_position() says
 * @job: (transfer full): a job that is not there
 */
void
haulier_job_index_insert (HaulierJobIndex *self, guint position, HaulierJob *job)
{
  HaulierJobItem *item = haulier_job_item_new (job);

  place (self, item);
  g_ptr_array_insert (self->items, (gint) position, item);
  g_hash_table_insert (self->by_id, (gpointer) haulier_job_item_get_id (item), item);
  count_in (self, item);
}

/**
 * haulier_job_index_update:
 * @self: an index
 * @item: an item that is there
 * @job: (transfer full): its new row
 */
void
haulier_job_index_update (HaulierJobIndex *self, HaulierJobItem *item, HaulierJob *job)
{
  count_out (self, item);
  /* the key belongs to the row that goes */
  g_hash_table_steal (self->by_id, job->id);
  haulier_job_item_update (item, job);
  place (self, item);
  g_hash_table_insert (self->by_id, (gpointer) haulier_job_item_get_id (item), item);
  count_in (self, item);
}

static gint
compare_positions (gconstpointer left, gconstpointer right)
{
  guint a = *(const guint *) left;
  guint b = *(const guint *) right;

  return a < b ? -1 : a > b;
}

/**
 * haulier_job_index_forget:
 * @self: an index
 * @ids: jobs, there or not
 *
 * Takes jobs out of what can be looked up and is counted. They keep their places until
 * haulier_job_index_remove_range() or haulier_job_index_remove_positions().
 *
 * Returns: (transfer full) (element-type guint): the positions of those that were there, ascending
 */
GArray *
haulier_job_index_forget (HaulierJobIndex *self, const char *const *ids)
{
  GArray *positions = g_array_new (FALSE, FALSE, sizeof (guint));

  for (gsize i = 0; ids[i] != NULL; i++)
    {
      HaulierJobItem *item = g_hash_table_lookup (self->by_id, ids[i]);
      guint position = 0;

      if (item == NULL)
        continue;
      position = haulier_job_index_position (self, haulier_job_item_get_job (item)->sequence);
      g_hash_table_remove (self->by_id, ids[i]);
      count_out (self, item);
      g_array_append_val (positions, position);
    }
  g_array_sort (positions, compare_positions);
  return positions;
}

/**
 * haulier_job_index_remove_range:
 * @self: an index
 * @position: the first of several forgotten jobs in a row
 * @length: how many
 */
void
haulier_job_index_remove_range (HaulierJobIndex *self, guint position, guint length)
{
  g_ptr_array_remove_range (self->items, position, length);
}

/**
 * haulier_job_index_remove_positions:
 * @self: an index
 * @positions: (element-type guint): all that were forgotten, ascending
 *
 * Removes many jobs in one pass.
 */
void
haulier_job_index_remove_positions (HaulierJobIndex *self, GArray *positions)
{
  guint next = 0;
  guint kept = 0;

  for (guint position = 0; position < self->items->len; position++)
    {
      gpointer *place = &g_ptr_array_index (self->items, position);

      if (next < positions->len && g_array_index (positions, guint, next) == position)
        {
          g_object_unref (*place);
          next++;
          continue;
        }
      g_ptr_array_index (self->items, kept++) = *place;
    }
  /* what is behind was moved, not copied */
  g_ptr_array_set_free_func (self->items, NULL);
  g_ptr_array_set_size (self->items, (gint) kept);
  g_ptr_array_set_free_func (self->items, g_object_unref);
}

/**
 * haulier_job_index_count_stretches:
 * @positions: (element-type guint): ascending
 *
 * Returns: how many stretches without a gap they make
 */
guint
haulier_job_index_count_stretches (GArray *positions)
{
  guint n_stretches = 0;

  for (guint i = 0; i < positions->len; i++)
    {
      if (i == 0
          || g_array_index (positions, guint, i) != g_array_index (positions, guint, i - 1) + 1)
        n_stretches++;
    }
  return n_stretches;
}
