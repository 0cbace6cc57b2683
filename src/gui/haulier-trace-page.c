/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What happened to the job on show, step by step, to read and to copy. */
#include "config.h"

#include "haulier-trace-page.h"

#include <string.h>

#include "haulier-failure.h"
#include "haulier-login-step.h"
#include "haulier-stack.h"
#include "haulier-trace-list.h"
#include "haulier-trace-words.h"

struct _HaulierTracePage
{
  AdwBin parent_instance;

  HaulierJobItem *item;    /* (nullable): the job whose steps are listed */
  HaulierTraceList *steps; /* (nullable) */
  GtkCustomFilter *filter;
  char *wanted; /* (nullable): casefolded; only steps with it are shown */

  GtkStack *stack;
  GtkListView *list_view;
  GtkStack *list_stack;
};

G_DEFINE_FINAL_TYPE (HaulierTracePage, haulier_trace_page, ADW_TYPE_BIN)

static char *
dup_time (const HaulierTraceRecord *record, const char *form)
{
  g_autoptr (GDateTime) moment = g_date_time_new_from_unix_local (record->time / G_USEC_PER_SEC);

  return moment != NULL ? g_date_time_format (moment, form) : g_strdup ("–");
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  g_autoptr (GtkBuilder) builder
      = gtk_builder_new_from_resource ("/org/haulier/Haulier/haulier-trace-row.ui");

  gtk_list_item_set_activatable (list_item, FALSE);
  gtk_list_item_set_child (list_item, GTK_WIDGET (gtk_builder_get_object (builder, "row")));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  const HaulierTraceRecord *record
      = haulier_trace_item_get_record (gtk_list_item_get_item (list_item));
  GtkWidget *head = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  GtkWidget *kind = gtk_widget_get_first_child (head);
  GtkWidget *time = gtk_widget_get_next_sibling (kind);
  g_autofree char *moment = dup_time (record, "%X");
  g_autofree char *text = haulier_trace_words_text (record);
  GtkWidget *decision = NULL;

  gtk_label_set_label (GTK_LABEL (kind), haulier_trace_words_kind (record));
  gtk_label_set_label (GTK_LABEL (time), moment);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (head)), text);
  decision = haulier_login_step_new (record);
  if (decision != NULL)
    gtk_box_append (GTK_BOX (gtk_list_item_get_child (list_item)), decision);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);
  GtkWidget *last = gtk_widget_get_last_child (row);

  if (GTK_IS_EXPANDER (last))
    gtk_box_remove (GTK_BOX (row), last);
}

static gboolean
contains (const char *text, const char *wanted)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  return strstr (folded, wanted) != NULL;
}

static gboolean
is_wanted (gpointer item, gpointer user_data)
{
  HaulierTracePage *self = user_data;
  const HaulierTraceRecord *record = haulier_trace_item_get_record (item);
  g_autofree char *text = NULL;

  if (self->wanted == NULL || *self->wanted == '\0')
    return TRUE;
  text = haulier_trace_words_text (record);
  return contains (haulier_trace_words_kind (record), self->wanted)
         || contains (text, self->wanted);
}

/* The list, or that nothing in it is what is looked for. */
static void
shown_changed_cb (HaulierTracePage *self)
{
  GListModel *shown = G_LIST_MODEL (gtk_list_view_get_model (self->list_view));
  guint n_shown = shown != NULL ? g_list_model_get_n_items (shown) : 0;

  haulier_stack_show (self->list_stack, n_shown > 0 ? "list" : "none");
}

static void
search_changed_cb (HaulierTracePage *self, GtkEditable *entry)
{
  g_free (self->wanted);
  self->wanted = g_utf8_casefold (gtk_editable_get_text (entry), -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  shown_changed_cb (self);
}

static void
steps_changed_cb (HaulierTracePage *self)
{
  guint n_steps = self->steps != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->steps)) : 0;

  haulier_stack_show (self->stack, n_steps > 0 ? "steps" : "empty");
  shown_changed_cb (self);
}

/* For a report: times to the second with their zone, and what the words of the row leave out. */
static void
copy_cb (HaulierTracePage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_steps = self->steps != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->steps)) : 0;

  for (guint i = 0; i < n_steps; i++)
    {
      g_autoptr (HaulierTraceItem) item = g_list_model_get_item (G_LIST_MODEL (self->steps), i);
      const HaulierTraceRecord *record = haulier_trace_item_get_record (item);
      g_autofree char *time = dup_time (record, "%FT%T%:z");
      g_autofree char *details
          = record->details != NULL ? g_variant_print (record->details, FALSE) : NULL;

      g_string_append_printf (text, "%s  %s  ", time, record->kind);
      if (record->file_index != HAULIER_FAILURE_NO_FILE)
        g_string_append_printf (text, "file %u: ", record->file_index);
      g_string_append_printf (text,
                              "%s%s%s\n",
                              record->text,
                              details != NULL ? "  " : "",
                              details != NULL ? details : "");
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
drop_steps (HaulierTracePage *self)
{
  if (self->steps != NULL)
    g_signal_handlers_disconnect_by_data (self->steps, self);
  g_clear_object (&self->steps);
}

static void
haulier_trace_page_dispose (GObject *object)
{
  HaulierTracePage *self = HAULIER_TRACE_PAGE (object);

  drop_steps (self);
  g_clear_object (&self->item);
  g_clear_object (&self->filter);
  /* The template would unparent the child behind the back of its parent. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_TRACE_PAGE);

  G_OBJECT_CLASS (haulier_trace_page_parent_class)->dispose (object);
}

static void
haulier_trace_page_finalize (GObject *object)
{
  g_free (HAULIER_TRACE_PAGE (object)->wanted);

  G_OBJECT_CLASS (haulier_trace_page_parent_class)->finalize (object);
}

static void
haulier_trace_page_class_init (HaulierTracePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haulier_trace_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = haulier_trace_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-trace-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierTracePage, stack);
  gtk_widget_class_bind_template_child (widget_class, HaulierTracePage, list_view);
  gtk_widget_class_bind_template_child (widget_class, HaulierTracePage, list_stack);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
haulier_trace_page_init (HaulierTracePage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->filter = gtk_custom_filter_new (is_wanted, self, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
}

/**
 * haulier_trace_page_show:
 * @client: the way to the engine
 * @item: (nullable): the job; %NULL: the page is not looked at, and asks for nothing
 *
 * Lists what happened to a job.
 */
void
haulier_trace_page_show (HaulierTracePage *self, HaulierClient *client, HaulierJobItem *item)
{
  g_autoptr (GtkSelectionModel) model = NULL;

  g_return_if_fail (HAULIER_IS_TRACE_PAGE (self));

  if (!g_set_object (&self->item, item))
    return;
  drop_steps (self);
  if (item != NULL)
    {
      self->steps = haulier_trace_list_new (client, item);
      model = GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (gtk_filter_list_model_new (
          g_object_ref (G_LIST_MODEL (self->steps)), g_object_ref (GTK_FILTER (self->filter))))));
    }
  gtk_list_view_set_model (self->list_view, model);
  /* After the view's own models, which have to know first. */
  if (self->steps != NULL)
    g_signal_connect_swapped (self->steps, "items-changed", G_CALLBACK (steps_changed_cb), self);
  steps_changed_cb (self);
}
