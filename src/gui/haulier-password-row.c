/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A row in which a password is entered, and which tells it to nobody on the accessibility bus. GTK
 * 4.8 shows every program there what is in any GtkEditable that it presents, hidden or not, and
 * that is what AdwPasswordEntryRow and GtkPasswordEntry are. A bare GtkText is not presented; what
 * stands for it is the box around it, which has a name and no text. */
#include "config.h"

#include "haulier-password-row.h"

#include <glib/gi18n.h>

struct _HaulierPasswordRow
{
  AdwPreferencesRow parent_instance;

  GtkWidget *title; /* above the text; where there is none, it stands in its place */
  GtkText *text;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierPasswordRow, haulier_password_row, ADW_TYPE_PREFERENCES_ROW)

static guint signals[N_SIGNALS];

static void
changed_cb (HaulierPasswordRow *self)
{
  gtk_widget_set_visible (self->title, gtk_text_get_text_length (self->text) > 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clicked_cb (HaulierPasswordRow *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self->text)))
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static gboolean
haulier_password_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (HAULIER_PASSWORD_ROW (widget)->text));
}

static void
haulier_password_row_class_init (HaulierPasswordRowClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = haulier_password_row_grab_focus;

  signals[CHANGED] = g_signal_new (
      "changed", HAULIER_TYPE_PASSWORD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
new_text (HaulierPasswordRow *self)
{
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();
  GtkWidget *text = g_object_new (GTK_TYPE_TEXT,
                                  "buffer",
                                  buffer,
                                  "placeholder-text",
                                  _ ("Password"),
                                  "visibility",
                                  FALSE,
                                  "input-purpose",
                                  GTK_INPUT_PURPOSE_PASSWORD,
                                  "activates-default",
                                  TRUE,
                                  NULL);

  g_signal_connect_swapped (text, "changed", G_CALLBACK (changed_cb), self);
  self->text = GTK_TEXT (text);
  return text;
}

/* The title above the text, as in other rows with an entry that is filled. */
static GtkWidget *
new_entry (HaulierPasswordRow *self)
{
  GtkWidget *entry = g_object_new (GTK_TYPE_BOX,
                                   "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_TEXT_BOX,
                                   "orientation",
                                   GTK_ORIENTATION_VERTICAL,
                                   "spacing",
                                   3,
                                   "hexpand",
                                   TRUE,
                                   "valign",
                                   GTK_ALIGN_CENTER,
                                   NULL);

  self->title = g_object_new (
      GTK_TYPE_LABEL, "label", _ ("Password"), "xalign", 0.0, "visible", FALSE, NULL);
  gtk_widget_add_css_class (self->title, "subtitle");
  gtk_box_append (GTK_BOX (entry), self->title);
  gtk_box_append (GTK_BOX (entry), new_text (self));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Password"), -1);
  return entry;
}

static GtkWidget *
new_eye (HaulierPasswordRow *self)
{
  GtkWidget *eye = g_object_new (GTK_TYPE_TOGGLE_BUTTON,
                                 "icon-name",
                                 "view-reveal-symbolic",
                                 "tooltip-text",
                                 _ ("Show the Password"),
                                 "valign",
                                 GTK_ALIGN_CENTER,
                                 NULL);

  gtk_widget_add_css_class (eye, "flat");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (eye), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Show the Password"), -1);
  g_object_bind_property (eye, "active", self->text, "visibility", G_BINDING_DEFAULT);
  return eye;
}

static void
haulier_password_row_init (HaulierPasswordRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_add_css_class (box, "header");
  gtk_box_append (GTK_BOX (box), new_entry (self));
  gtk_box_append (GTK_BOX (box), new_eye (self));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Password"));
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "password");
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Password"), -1);
  g_signal_connect_swapped (click, "released", G_CALLBACK (clicked_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * haulier_password_row_new:
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
haulier_password_row_new (void)
{
  return g_object_new (HAULIER_TYPE_PASSWORD_ROW, NULL);
}

/**
 * haulier_password_row_get_password:
 *
 * Returns: (transfer none): the password, in memory that is wiped when it goes; not to be copied
 */
const char *
haulier_password_row_get_password (HaulierPasswordRow *self)
{
  g_return_val_if_fail (HAULIER_IS_PASSWORD_ROW (self), "");

  return gtk_editable_get_text (GTK_EDITABLE (self->text));
}

/**
 * haulier_password_row_set_password:
 * @password: a password
 *
 * Enters a password.
 */
void
haulier_password_row_set_password (HaulierPasswordRow *self, const char *password)
{
  g_return_if_fail (HAULIER_IS_PASSWORD_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->text), password);
}
