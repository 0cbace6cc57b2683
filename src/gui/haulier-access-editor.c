/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window in which one part of the access settings of a job, or of an account, is changed; it
 * says what would come of it. */
#include "config.h"

#include "haulier-access-editor.h"

#include "haulier-access-calls.h"
#include "haulier-error-text.h"
#include "haulier-plan-item.h"
#include "haulier-warning-list.h"

/* A person who types is not interrupted. */
#define SETTLE_MS 200

struct _HaulierAccessEditor
{
  AdwWindow parent_instance;

  HaulierClient *client;
  char *id; /* (nullable): the job; NULL: the form says what it is about */
  HaulierAccessForm *form;
  GCancellable *planning; /* (nullable): the question on its way */
  guint settle_source;
  gboolean busy;
  gboolean refused; /* the engine says that it would not take what is entered */

  GtkWidget *save_button;
  GtkWidget *remove_button;
  GtkSpinner *spinner;
  GtkBox *box;
  GtkLabel *trouble;
  HaulierWarningList *warnings;
};

enum
{
  SAVED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierAccessEditor, haulier_access_editor, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

static void
show_trouble (HaulierAccessEditor *self, const GError *error)
{
  g_autofree char *text = error != NULL ? haulier_error_text_dup (error) : g_strdup ("");

  gtk_label_set_label (self->trouble, text);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
}

static void
update_buttons (HaulierAccessEditor *self)
{
  gtk_widget_set_sensitive (self->save_button,
                            !self->busy && !self->refused
                                && haulier_access_form_is_complete (self->form));
  gtk_widget_set_visible (self->remove_button, haulier_access_form_can_remove (self->form));
  gtk_widget_set_sensitive (self->remove_button, !self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
}

static void
add_warnings (HaulierAccessEditor *self, HaulierPlanItem *item)
{
  haulier_warning_list_add (self->warnings,
                            haulier_plan_item_get_warnings (item),
                            haulier_access_form_get_fixes (self->form));
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierAccessEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plan
      = haulier_client_plan_access_finish (HAULIER_CLIENT (source), result, &error);

  if (self->client == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    show_trouble (self, error);
  haulier_warning_list_clear (self->warnings);
  self->refused = self->refused || (plan != NULL && haulier_plan_items_find_refusal (plan) != NULL);
  for (guint i = 0; plan != NULL && i < plan->len; i++)
    {
      HaulierPlanItem *item = g_ptr_array_index (plan, i);

      if (haulier_access_form_concerns (self->form, haulier_plan_item_get_resource (item)))
        add_warnings (self, item);
    }
  update_buttons (self);
}

static void
stop_planning (HaulierAccessEditor *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  g_cancellable_cancel (self->planning);
  g_clear_object (&self->planning);
}

static void
plan (HaulierAccessEditor *self)
{
  GVariantDict spec;

  stop_planning (self);
  g_variant_dict_init (&spec, NULL);
  if (self->id != NULL)
    g_variant_dict_insert (&spec, "job", "s", self->id);
  if (!haulier_access_form_fill_spec (self->form, &spec))
    {
      g_variant_dict_clear (&spec);
      haulier_warning_list_clear (self->warnings);
      return;
    }
  self->planning = g_cancellable_new ();
  haulier_client_plan_access_async (
      self->client, g_variant_dict_end (&spec), self->planning, planned_cb, g_object_ref (self));
}

static gboolean
settled_cb (gpointer user_data)
{
  HaulierAccessEditor *self = user_data;

  self->settle_source = 0;
  plan (self);
  return G_SOURCE_REMOVE;
}

static void
form_changed_cb (HaulierAccessEditor *self)
{
  g_autoptr (GError) error = NULL;

  if (self->client == NULL)
    return;
  /* Who is quicker than the plan is answered when it is saved. */
  self->refused = !haulier_access_form_check (self->form, &error);
  show_trouble (self, error);
  update_buttons (self);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static void
fix_cb (HaulierAccessEditor *self, const char *action, GVariant *arguments)
{
  haulier_access_form_enter_fix (self->form, action, arguments);
}

static void
form_failed_cb (HaulierAccessEditor *self, const GError *error)
{
  if (self->client != NULL)
    show_trouble (self, error);
}

/* A person wants to change something, not to cancel that. */
static void
mapped_cb (HaulierAccessEditor *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self->form), GTK_DIR_TAB_FORWARD);
}

static void
set_busy (HaulierAccessEditor *self, gboolean busy)
{
  self->busy = busy;
  /* What the engine says of it now is not to be replaced by what would come of it. */
  if (busy)
    stop_planning (self);
  update_buttons (self);
}

/* What was entered stays when it is refused. */
static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierAccessEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = haulier_access_form_finish (HAULIER_ACCESS_FORM (source), result, &error);

  if (self->client == NULL)
    return;
  set_busy (self, FALSE);
  if (!done)
    {
      show_trouble (self, error);
      return;
    }
  g_signal_emit (self, signals[SAVED], 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save_cb (HaulierAccessEditor *self)
{
  set_busy (self, TRUE);
  haulier_access_form_save_async (self->form, done_cb, g_object_ref (self));
}

static void
remove_cb (HaulierAccessEditor *self)
{
  set_busy (self, TRUE);
  haulier_access_form_remove_async (self->form, done_cb, g_object_ref (self));
}

static void
haulier_access_editor_dispose (GObject *object)
{
  HaulierAccessEditor *self = HAULIER_ACCESS_EDITOR (object);

  stop_planning (self);
  g_clear_object (&self->client);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_ACCESS_EDITOR);

  G_OBJECT_CLASS (haulier_access_editor_parent_class)->dispose (object);
}

static void
haulier_access_editor_finalize (GObject *object)
{
  g_free (HAULIER_ACCESS_EDITOR (object)->id);

  G_OBJECT_CLASS (haulier_access_editor_parent_class)->finalize (object);
}

static void
haulier_access_editor_class_init (HaulierAccessEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = haulier_access_editor_dispose;
  object_class->finalize = haulier_access_editor_finalize;

  signals[SAVED] = g_signal_new (
      "saved", HAULIER_TYPE_ACCESS_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (HAULIER_TYPE_WARNING_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-access-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessEditor, remove_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessEditor, spinner);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessEditor, box);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessEditor, trouble);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessEditor, warnings);
  gtk_widget_class_bind_template_callback (widget_class, fix_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
haulier_access_editor_init (HaulierAccessEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * haulier_access_editor_new:
 * @parent: the window it belongs to
 * @title: what is changed
 * @client: the way to the engine
 * @id: (nullable): the job; %NULL when the form is about something else
 * @form: (transfer floating): a #HaulierAccessForm
 *
 * Returns: (transfer none): an editor, not yet shown
 */
HaulierAccessEditor *
haulier_access_editor_new (GtkWindow *parent,
                           const char *title,
                           HaulierClient *client,
                           const char *id,
                           GtkWidget *form)
{
  HaulierAccessEditor *self
      = g_object_new (HAULIER_TYPE_ACCESS_EDITOR, "transient-for", parent, "title", title, NULL);

  self->client = g_object_ref (client);
  self->id = g_strdup (id);
  self->form = HAULIER_ACCESS_FORM (form);
  gtk_box_prepend (self->box, form);
  g_signal_connect_object (form, "changed", G_CALLBACK (form_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "failed", G_CALLBACK (form_failed_cb), self, G_CONNECT_SWAPPED);
  update_buttons (self);
  haulier_access_form_start (self->form, client, id);
  return self;
}
