/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Keeps a list that shows its beginning at its beginning when rows come in above. */
#include "config.h"

#include "haulier-list-top.h"

/* Rows have their places after one frame; what comes in steps has a few more. */
#define SETTLING_FRAMES 5

typedef struct
{
  GtkWidget *list;
  guint settling; /* tick callback until the rows that came in have their places, or 0 */
  guint n_frames; /* since they came in */
} Top;

static void
top_free (gpointer data, GClosure *closure)
{
  g_free (data); /* the list took its tick callback along */
}

static void
scroll (Top *top)
{
  gtk_widget_activate_action (top->list, "list.scroll-to-item", "u", 0);
}

/* A tick comes before the layout of its frame. */
static gboolean
tick_cb (GtkWidget *list, GdkFrameClock *clock, gpointer user_data)
{
  Top *top = user_data;

  scroll (top);
  if (++top->n_frames < SETTLING_FRAMES)
    return G_SOURCE_CONTINUE;
  top->settling = 0;
  return G_SOURCE_REMOVE;
}

/* The place is the one before the change: the list moves when it is laid out again. A long change
 * comes in steps, each of which begins anew. */
static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, Top *top)
{
  GtkAdjustment *place = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (top->list));

  if (position > 0 || added == 0 || place == NULL
      || (top->settling == 0 && gtk_adjustment_get_value (place) > 0))
    return;
  top->n_frames = 0;
  if (top->settling == 0)
    top->settling = gtk_widget_add_tick_callback (top->list, tick_cb, top, NULL);
}

/**
 * haulier_list_top_keep:
 * @list: a #GtkListView, also that of a #GtkColumnView
 * @model: what it shows, now or later
 *
 * The toolkit keeps the row that was at the top where it is. A queue that comes in page by page,
 * the newest jobs last, would be opened somewhere in its middle, and a new download would not be
 * seen.
 */
void
haulier_list_top_keep (GtkWidget *list, GListModel *model)
{
  Top *top = NULL;
  GClosure *closure = NULL;

  g_return_if_fail (GTK_IS_SCROLLABLE (list));

  top = g_new0 (Top, 1);
  top->list = list;
  closure = g_cclosure_new (G_CALLBACK (items_changed_cb), top, top_free);
  g_object_watch_closure (G_OBJECT (list), closure);
  g_signal_connect_closure (model, "items-changed", closure, TRUE);
}
