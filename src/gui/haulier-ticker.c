/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Counts a waiting job's time down while somebody looks at it. */
#include "config.h"

#include "haulier-ticker.h"

struct _HaulierTicker
{
  HaulierJobItem *item; /* (nullable) */
  guint source;         /* 0 unless it counts down: an idle window has no timer */
};

static gboolean
tick_cb (gpointer user_data)
{
  HaulierTicker *self = user_data;

  if (haulier_job_item_is_counting_down (self->item))
    {
      haulier_job_item_tick (self->item);
      return G_SOURCE_CONTINUE;
    }
  self->source = 0;
  return G_SOURCE_REMOVE;
}

/**
 * haulier_ticker_new:
 *
 * Returns: (transfer full): a ticker that watches nothing
 */
HaulierTicker *
haulier_ticker_new (void)
{
  return g_new0 (HaulierTicker, 1);
}

/**
 * haulier_ticker_free:
 *
 * Ends it.
 */
void
haulier_ticker_free (HaulierTicker *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->item);
  g_free (self);
}

/**
 * haulier_ticker_watch:
 * @item: (nullable): the job on show
 *
 * Follows a job; to be called again whenever its state changed.
 */
void
haulier_ticker_watch (HaulierTicker *self, HaulierJobItem *item)
{
  gboolean counts = item != NULL && haulier_job_item_is_counting_down (item);

  g_set_object (&self->item, item);
  if (counts && self->source == 0)
    self->source = g_timeout_add_seconds (1, tick_cb, self);
  else if (!counts)
    g_clear_handle_id (&self->source, g_source_remove);
}
