/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A row of the sidebar: an account, whether there is something to mind about it, its number. */
#include "config.h"

#include "haulier-account-row.h"

#include <glib/gi18n.h>

#include "haulier-plan-item.h"

struct _HaulierAccountRow
{
  GtkListBoxRow parent_instance;

  HaulierAccountItem *item; /* (nullable): all accounts */
  guint count;

  GtkImage *icon;
  GtkLabel *name;
  GtkImage *mark;
  GtkLabel *number;
};

G_DEFINE_FINAL_TYPE (HaulierAccountRow, haulier_account_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
get_name (HaulierAccountRow *self)
{
  return self->item != NULL ? haulier_account_item_get_label (self->item) : _ ("All Accounts");
}

static const char *
get_icon (HaulierAccountRow *self)
{
  if (self->item == NULL)
    return "system-users-symbolic";
  return haulier_account_item_get_account (self->item).kind == HAULIER_ACCOUNT_LOGIN_USER
             ? "avatar-default-symbolic"
             : "computer-symbolic";
}

/* Returns (nullable): what to mind about the account, more than for information. */
static char *
dup_warnings (HaulierAccountRow *self)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  GPtrArray *warnings = self->item != NULL ? haulier_account_item_get_warnings (self->item) : NULL;

  for (guint i = 0; warnings != NULL && i < warnings->len; i++)
    {
      const HaulierPlanWarning *warning = g_ptr_array_index (warnings, i);

      if (warning->severity != HAULIER_SEVERITY_INFORMATION)
        g_ptr_array_add (lines, warning->text);
    }
  if (lines->len == 0)
    return NULL;
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
update_cb (HaulierAccountRow *self)
{
  g_autofree char *warnings = dup_warnings (self);
  g_autofree char *number = g_strdup_printf ("%u", self->count);
  g_autofree char *label = g_strdup_printf (_ ("%s: %u"), get_name (self), self->count);

  gtk_label_set_label (self->name, get_name (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), get_name (self));
  gtk_label_set_label (self->number, number);
  gtk_widget_set_visible (GTK_WIDGET (self->mark), warnings != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), warnings);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  warnings != NULL ? warnings : "",
                                  -1);
}

static void
haulier_account_row_dispose (GObject *object)
{
  HaulierAccountRow *self = HAULIER_ACCOUNT_ROW (object);

  g_clear_object (&self->item);

  G_OBJECT_CLASS (haulier_account_row_parent_class)->dispose (object);
}

static void
haulier_account_row_class_init (HaulierAccountRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_account_row_dispose;
}

static GtkWidget *
new_image (const char *icon)
{
  return g_object_new (
      GTK_TYPE_IMAGE, "icon-name", icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
}

static void
haulier_account_row_init (HaulierAccountRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *number = gtk_label_new (NULL);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_add_css_class (number, "count");
  gtk_widget_add_css_class (number, "dim-label");
  self->icon = GTK_IMAGE (new_image (NULL));
  gtk_widget_set_margin_end (GTK_WIDGET (self->icon), 6);
  self->mark = GTK_IMAGE (new_image ("dialog-warning-symbolic"));
  gtk_widget_add_css_class (GTK_WIDGET (self->mark), "warning");
  self->name = GTK_LABEL (name);
  self->number = GTK_LABEL (number);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->mark));
  gtk_box_append (GTK_BOX (box), number);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

/**
 * haulier_account_row_new:
 * @item: (nullable): an account; %NULL: all of them
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
haulier_account_row_new (HaulierAccountItem *item)
{
  HaulierAccountRow *self = g_object_new (HAULIER_TYPE_ACCOUNT_ROW, NULL);

  if (item != NULL)
    {
      self->item = g_object_ref (item);
      g_signal_connect_object (item, "notify", G_CALLBACK (update_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_image_set_from_icon_name (self->icon, get_icon (self));
  update_cb (self);
  return GTK_WIDGET (self);
}

/**
 * haulier_account_row_get_item:
 *
 * Returns: (transfer none) (nullable): the account; %NULL: all of them
 */
HaulierAccountItem *
haulier_account_row_get_item (HaulierAccountRow *self)
{
  g_return_val_if_fail (HAULIER_IS_ACCOUNT_ROW (self), NULL);

  return self->item;
}

/**
 * haulier_account_row_set_count:
 * @count: how many jobs to show
 */
void
haulier_account_row_set_count (HaulierAccountRow *self, guint count)
{
  g_return_if_fail (HAULIER_IS_ACCOUNT_ROW (self));

  if (self->count == count)
    return;
  self->count = count;
  update_cb (self);
}
