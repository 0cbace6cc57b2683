/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Many deadlines, one timer. */
#include "config.h"

#include "haulier-deadlines.h"

/* A hundred thousand GSources would be looked at in each turn of the loop: so there is one, armed
 * for the earliest deadline, and none when there is nothing to wait for. */

typedef struct
{
  gint64 due; /* monotonic microseconds: a clock that is set right delays nothing */
  gpointer item;
} Deadline;

struct _HaulierDeadlines
{
  GSequence *sequence; /* of Deadline, sorted by due */
  GSource *timer;
  HaulierDeadlineFunc func;
  gpointer user_data;
};

static gint
compare_due (const void *left, const void *right, gpointer user_data)
{
  const Deadline *a = left;
  const Deadline *b = right;

  return a->due < b->due ? -1 : a->due > b->due;
}

static void
arm (HaulierDeadlines *deadlines)
{
  GSequenceIter *first = g_sequence_get_begin_iter (deadlines->sequence);
  const Deadline *deadline = NULL;

  if (g_sequence_iter_is_end (first))
    {
      g_source_set_ready_time (deadlines->timer, -1);
      return;
    }
  deadline = g_sequence_get (first);
  g_source_set_ready_time (deadlines->timer, MAX (deadline->due, 0));
}

static gboolean
timer_cb (gpointer user_data)
{
  HaulierDeadlines *deadlines = user_data;
  gint64 now = g_get_monotonic_time ();

  g_source_set_ready_time (deadlines->timer, -1);
  for (;;)
    {
      GSequenceIter *first = g_sequence_get_begin_iter (deadlines->sequence);
      const Deadline *deadline = NULL;

      if (g_sequence_iter_is_end (first))
        break;
      deadline = g_sequence_get (first);
      if (deadline->due > now)
        break;
      deadlines->func (deadline->item, deadlines->user_data);
    }
  arm (deadlines);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = dispatch };

/**
 * haulier_deadlines_new:
 * @func: called for each item whose time has come; it must remove the item's deadline
 * @user_data: for @func
 *
 * Returns: (transfer full): an empty set of deadlines
 */
HaulierDeadlines *
haulier_deadlines_new (HaulierDeadlineFunc func, gpointer user_data)
{
  HaulierDeadlines *deadlines = g_new0 (HaulierDeadlines, 1);

  deadlines->sequence = g_sequence_new (g_free);
  deadlines->func = func;
  deadlines->user_data = user_data;
  deadlines->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_static_name (deadlines->timer, "haulier-deadlines");
  g_source_set_callback (deadlines->timer, timer_cb, deadlines, NULL);
  g_source_attach (deadlines->timer, NULL);
  return deadlines;
}

/**
 * haulier_deadlines_free:
 * @deadlines: (nullable): the set
 */
void
haulier_deadlines_free (HaulierDeadlines *deadlines)
{
  if (deadlines == NULL)
    return;
  g_source_destroy (deadlines->timer);
  g_source_unref (deadlines->timer);
  g_sequence_free (deadlines->sequence);
  g_free (deadlines);
}

/**
 * haulier_deadlines_add:
 * @deadlines: the set
 * @due: microseconds since 1970, by the clock as it is now
 * @item: handed to the function
 *
 * Returns: (transfer none): what haulier_deadlines_remove() takes
 */
GSequenceIter *
haulier_deadlines_add (HaulierDeadlines *deadlines, gint64 due, gpointer item)
{
  Deadline *deadline = g_new (Deadline, 1);
  GSequenceIter *iter = NULL;

  deadline->due = g_get_monotonic_time () + (due - g_get_real_time ());
  deadline->item = item;
  iter = g_sequence_insert_sorted (deadlines->sequence, deadline, compare_due, NULL);
  arm (deadlines);
  return iter;
}

/**
 * haulier_deadlines_remove:
 * @deadlines: the set
 * @iter: of haulier_deadlines_add()
 */
void
haulier_deadlines_remove (HaulierDeadlines *deadlines, GSequenceIter *iter)
{
  g_sequence_remove (iter);
  arm (deadlines);
}
