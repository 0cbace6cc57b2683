/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Jobs that a person removed, as long as it can be undone: hidden, but the engine does not know. */
#include "config.h"

#include "haulier-removal.h"

#include <glib/gi18n.h>

#include "haulier-error-text.h"
#include "haulier-job-act.h"

/* Longer than a toast usually stays: one has to read it, and to find the button. */
#define UNDO_SECONDS 10

struct _HaulierRemoval
{
  GObject parent_instance;

  HaulierAllJobs *jobs;
  HaulierJobFilter *filter;
  AdwToastOverlay *toasts;
  GPtrArray *items;   /* (nullable): hidden, not removed yet */
  GPtrArray *leaving; /* removed, but still in the list */
  AdwToast *toast;    /* (nullable): as long as it can be undone */
};

/* A removal on its way to the engine. */
typedef struct
{
  HaulierRemoval *removal;
  GPtrArray *items;
} Request;

enum
{
  CHANGED,
  REFUSED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierRemoval, haulier_removal, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
show (HaulierRemoval *self, GPtrArray *items)
{
  haulier_job_filter_show (self->filter, items);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The engine says that a job is gone a moment after it has removed it: until then it stays hidden,
 * so that it does not flash up again. */
static void
drop_gone_cb (HaulierRemoval *self)
{
  g_autoptr (GPtrArray) gone = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = self->leaving->len; i > 0; i--)
    {
      HaulierJobItem *item = g_ptr_array_index (self->leaving, i - 1);

      if (haulier_all_jobs_contains (self->jobs, item))
        continue;
      g_ptr_array_add (gone, g_object_ref (item));
      g_ptr_array_remove_index_fast (self->leaving, i - 1);
    }
  if (gone->len > 0)
    show (self, gone);
}

/* Those that an engine keeps are seen again. Returns (transfer full) why the last of them is
 * kept. */
static char *
sort_out (HaulierRemoval *self, GPtrArray *items, GPtrArray *results)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  gint why = 0;

  for (guint i = 0; results != NULL && i < results->len; i++)
    {
      HaulierActResult *result = g_ptr_array_index (results, i);

      g_hash_table_insert (by_id, result->id, result);
    }
  for (guint i = 0; i < items->len; i++)
    {
      HaulierJobItem *item = g_ptr_array_index (items, i);
      const HaulierActResult *result = g_hash_table_lookup (by_id, haulier_job_item_get_id (item));

      if (result != NULL && result->code == 0)
        {
          g_ptr_array_add (self->leaving, g_object_ref (item));
          continue;
        }
      g_ptr_array_add (kept, g_object_ref (item));
      if (result != NULL)
        why = result->code;
    }
  if (kept->len > 0)
    show (self, kept);
  return why != 0 ? haulier_error_text_dup_sentence (why) : NULL;
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Request *request = user_data;
  HaulierRemoval *self = request->removal;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = haulier_job_act_finish (result, &error);

  g_application_release (g_application_get_default ());
  if (self->filter != NULL)
    {
      g_autofree char *why = sort_out (self, request->items, results);
      g_autofree char *text = error != NULL ? haulier_error_text_dup (error) : g_strdup (why);

      drop_gone_cb (self);
      if (text != NULL)
        g_signal_emit (self, signals[REFUSED], 0, text);
    }
  g_ptr_array_unref (request->items);
  g_object_unref (request->removal);
  g_free (request);
}

/* The toast goes by itself: it was dismissed, or its button was pressed. */
static void
drop_toast (HaulierRemoval *self)
{
  if (self->toast != NULL)
    g_signal_handlers_disconnect_by_data (self->toast, self);
  g_clear_object (&self->toast);
}

static void
toast_dismissed_cb (HaulierRemoval *self)
{
  drop_toast (self);
  haulier_removal_commit (self);
}

static void
undo_cb (HaulierRemoval *self)
{
  drop_toast (self);
  haulier_removal_undo (self);
}

static void
forget_toast (HaulierRemoval *self)
{
  g_autoptr (AdwToast) toast = self->toast != NULL ? g_object_ref (self->toast) : NULL;

  drop_toast (self);
  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static void
haulier_removal_dispose (GObject *object)
{
  HaulierRemoval *self = HAULIER_REMOVAL (object);

  forget_toast (self);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);
  if (self->jobs != NULL)
    g_signal_handlers_disconnect_by_data (self->jobs, self);
  g_clear_object (&self->jobs);
  g_clear_object (&self->filter);
  g_clear_object (&self->toasts);

  G_OBJECT_CLASS (haulier_removal_parent_class)->dispose (object);
}

static void
haulier_removal_class_init (HaulierRemovalClass *klass)
{
  GType type = HAULIER_TYPE_REMOVAL;

  G_OBJECT_CLASS (klass)->dispose = haulier_removal_dispose;

  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new (
      "refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
haulier_removal_init (HaulierRemoval *self)
{
  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * haulier_removal_new:
 * @jobs: every job
 * @filter: hides the jobs
 * @toasts: where undoing is offered
 *
 * Returns: (transfer full): a removal with nothing to remove
 */
HaulierRemoval *
haulier_removal_new (HaulierAllJobs *jobs, HaulierJobFilter *filter, AdwToastOverlay *toasts)
{
  HaulierRemoval *self = g_object_new (HAULIER_TYPE_REMOVAL, NULL);

  self->jobs = g_object_ref (jobs);
  self->filter = g_object_ref (filter);
  self->toasts = g_object_ref (toasts);
  /* After the filter itself has heard of it. */
  g_signal_connect_data (jobs,
                         "items-changed",
                         G_CALLBACK (drop_gone_cb),
                         self,
                         NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}

/**
 * haulier_removal_begin:
 * @items: (transfer full) (element-type HaulierJobItem): what a person removes
 *
 * Hides jobs, and offers to undo it. What was hidden before is removed now.
 */
void
haulier_removal_begin (HaulierRemoval *self, GPtrArray *items)
{
  g_autofree char *title = NULL;

  g_return_if_fail (HAULIER_IS_REMOVAL (self));

  haulier_removal_commit (self);
  if (items->len == 1)
    /* translators: a download by its name was removed */
    title = g_markup_printf_escaped (_ ("“%s” removed"),
                                     haulier_job_item_get_job (g_ptr_array_index (items, 0))->name);
  else
    title = g_strdup_printf (ngettext ("%u download removed", "%u downloads removed", items->len),
                             items->len);
  self->items = items;
  self->toast = adw_toast_new (title);
  adw_toast_set_button_label (self->toast, _ ("_Undo"));
  adw_toast_set_timeout (self->toast, UNDO_SECONDS);
  g_signal_connect_swapped (self->toast, "dismissed", G_CALLBACK (toast_dismissed_cb), self);
  g_signal_connect_swapped (self->toast, "button-clicked", G_CALLBACK (undo_cb), self);
  haulier_job_filter_hide (self->filter, items);
  g_signal_emit (self, signals[CHANGED], 0);
  adw_toast_overlay_add_toast (self->toasts, g_object_ref (self->toast));
}

/**
 * haulier_removal_undo:
 *
 * Shows the hidden jobs again.
 */
void
haulier_removal_undo (HaulierRemoval *self)
{
  g_return_if_fail (HAULIER_IS_REMOVAL (self));

  g_autoptr (GPtrArray) items = g_steal_pointer (&self->items);

  forget_toast (self);
  if (items != NULL)
    show (self, items);
}

/**
 * haulier_removal_commit:
 *
 * Removes the hidden jobs for good: undoing is over. Nothing happens when there are none.
 */
void
haulier_removal_commit (HaulierRemoval *self)
{
  Request *request;

  g_return_if_fail (HAULIER_IS_REMOVAL (self));

  forget_toast (self);
  if (self->items == NULL)
    return;
  request = g_new0 (Request, 1);
  request->removal = g_object_ref (self);
  request->items = g_steal_pointer (&self->items);
  /* The last window may be gone before the answer comes. */
  g_application_hold (g_application_get_default ());
  haulier_job_act_async (request->items, HAULIER_JOB_ACTION_REMOVE, NULL, removed_cb, request);
}
