/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One row of the access plan: what is touched, used as whom, with what, and why. */
#include "config.h"

#include "haulier-access-row.h"

#include <glib/gi18n.h>

#include "haulier-access-fix.h"
#include "haulier-access-words.h"
#include "haulier-error-text.h"
#include "haulier-warning-list.h"

struct _HaulierAccessRow
{
  GtkListBoxRow parent_instance;

  HaulierPlanItem *item;

  GtkLabel *resource;
  GtkLabel *subject;
  GtkWidget *edit_button;
  GtkBox *facts;
  GtkLabel *used_as;
  GtkLabel *with;
  GtkLabel *state;
  GtkLabel *sentence;
  GtkBox *why;
  HaulierWarningList *warnings;
  AdwBin *extra;
};

enum
{
  EDIT,
  FIX,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierAccessRow, haulier_access_row, GTK_TYPE_LIST_BOX_ROW)

static guint signals[N_SIGNALS];

static void
edit_cb (HaulierAccessRow *self)
{
  g_signal_emit (self, signals[EDIT], 0);
}

static void
fix_cb (HaulierAccessRow *self, const char *action, GVariant *arguments)
{
  g_signal_emit (self, signals[FIX], 0, action, arguments);
}

static void
haulier_access_row_dispose (GObject *object)
{
  HaulierAccessRow *self = HAULIER_ACCESS_ROW (object);

  g_clear_object (&self->item);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_ACCESS_ROW);

  G_OBJECT_CLASS (haulier_access_row_parent_class)->dispose (object);
}

static void
haulier_access_row_class_init (HaulierAccessRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = HAULIER_TYPE_ACCESS_ROW;

  G_OBJECT_CLASS (klass)->dispose = haulier_access_row_dispose;

  signals[EDIT]
      = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FIX] = g_signal_new ("fix",
                               type,
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               2,
                               G_TYPE_STRING,
                               G_TYPE_VARIANT);

  g_type_ensure (HAULIER_TYPE_WARNING_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-access-row.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessRow, resource);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessRow, subject);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessRow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessRow, facts);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessRow, used_as);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessRow, with);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessRow, state);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessRow, why);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessRow, warnings);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessRow, extra);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, fix_cb);
}

static void
haulier_access_row_init (HaulierAccessRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_state (HaulierAccessRow *self)
{
  const char *word = haulier_plan_item_get_state (self->item);
  const char *state = haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_STATE, word);
  gint code = haulier_plan_item_get_code (self->item);
  g_autofree char *code_text = code != 0 ? haulier_error_text_dup_code (code) : NULL;
  g_autofree char *text
      = code_text != NULL ? g_strdup_printf ("%s (%s)", state, code_text) : g_strdup (state);

  gtk_label_set_label (self->state, text);
  if (g_str_equal (word, "refused"))
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "error");
  else if (g_str_equal (word, "withheld"))
    gtk_widget_add_css_class (GTK_WIDGET (self->state), "warning");
}

static void
show_why (HaulierAccessRow *self)
{
  const char *sentence = haulier_plan_item_get_sentence (self->item);
  const char *requirements = haulier_plan_item_get_text (self->item, "requirements");

  gtk_label_set_label (self->sentence, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), *sentence != '\0');
  if (*requirements != '\0')
    gtk_box_append (self->why,
                    haulier_warning_list_new_why (
                        requirements, haulier_plan_item_get_text (self->item, "source")));
}

static void
show_facts (HaulierAccessRow *self)
{
  const char *resource = haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_RESOURCE,
                                                   haulier_plan_item_get_resource (self->item));
  const char *subject = haulier_plan_item_get_subject (self->item);
  g_autofree char *used_as = haulier_plan_item_dup_used_as (self->item);
  g_autofree char *with = haulier_plan_item_dup_with (self->item);
  /* translators: a button beside a thing, for instance a proxy login */
  g_autofree char *edit = g_strdup_printf (_ ("Edit %s"), resource);

  gtk_label_set_label (self->resource, resource);
  gtk_label_set_label (self->subject, subject);
  gtk_widget_set_visible (GTK_WIDGET (self->subject), *subject != '\0');
  gtk_label_set_label (self->used_as, used_as);
  gtk_label_set_label (self->with, with);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->edit_button), GTK_ACCESSIBLE_PROPERTY_LABEL, edit, -1);
}

/**
 * haulier_access_row_new:
 * @item: a row of the plan
 * @editable: what decides it can be changed
 * @fixable: offers what can be done about warnings
 *
 * Returns: (transfer floating): a row that shows it
 */
GtkWidget *
haulier_access_row_new (HaulierPlanItem *item, gboolean editable, gboolean fixable)
{
  HaulierAccessRow *self = g_object_new (HAULIER_TYPE_ACCESS_ROW, NULL);
  gboolean lends = !g_str_equal (haulier_plan_item_get_resource (item), "helper-token");
  g_autofree char *description = haulier_plan_item_dup_description (item);

  self->item = g_object_ref (item);
  show_facts (self);
  show_state (self);
  show_why (self);
  haulier_warning_list_add (self->warnings,
                            haulier_plan_item_get_warnings (item),
                            fixable ? haulier_access_fix_get_known (lends) : NULL);
  gtk_widget_set_visible (self->edit_button, editable);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  return GTK_WIDGET (self);
}

/**
 * haulier_access_row_get_item:
 *
 * Returns: (transfer none): what it shows
 */
HaulierPlanItem *
haulier_access_row_get_item (HaulierAccessRow *self)
{
  g_return_val_if_fail (HAULIER_IS_ACCESS_ROW (self), NULL);

  return self->item;
}

/**
 * haulier_access_row_set_extra:
 * @widget: what more can be done; a row that had it has it no more
 *
 * Adds it below everything else.
 */
void
haulier_access_row_set_extra (HaulierAccessRow *self, GtkWidget *widget)
{
  GtkWidget *former = NULL;

  g_return_if_fail (HAULIER_IS_ACCESS_ROW (self));

  former = gtk_widget_get_parent (widget);
  if (former != NULL)
    adw_bin_set_child (ADW_BIN (former), NULL);
  adw_bin_set_child (self->extra, widget);
  gtk_widget_set_visible (GTK_WIDGET (self->extra), TRUE);
}

/**
 * haulier_access_row_set_wide:
 * @wide: there is room for columns
 *
 * Puts what it says side by side, or one below another.
 */
void
haulier_access_row_set_wide (HaulierAccessRow *self, gboolean wide)
{
  g_return_if_fail (HAULIER_IS_ACCESS_ROW (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->facts),
                                  wide ? GTK_ORIENTATION_HORIZONTAL : GTK_ORIENTATION_VERTICAL);
  gtk_box_set_homogeneous (self->facts, wide);
}
