/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The rows in which proxy settings are entered: usage, list and the hosts reached without it. */
#include "config.h"

#include "haulier-proxy-rows.h"

#include <glib/gi18n.h>

#include "haulier-word-row.h"

struct _HaulierProxyRows
{
  AdwPreferencesGroup parent_instance;

  HaulierWordRow *usage_row;
  GtkEditable *list_row;
  GtkEditable *bypass_row;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierProxyRows, haulier_proxy_rows, ADW_TYPE_PREFERENCES_GROUP)

static guint signals[N_SIGNALS];

static gboolean
is_override (HaulierProxyRows *self)
{
  return g_str_equal (haulier_word_row_get_word (self->usage_row), "override");
}

static void
changed_cb (HaulierProxyRows *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->list_row), is_override (self));
  gtk_widget_set_visible (GTK_WIDGET (self->bypass_row), is_override (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
haulier_proxy_rows_class_init (HaulierProxyRowsClass *klass)
{
  signals[CHANGED] = g_signal_new (
      "changed", HAULIER_TYPE_PROXY_ROWS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkEditable *
add_entry (HaulierProxyRows *self, const char *title)
{
  GtkWidget *row = g_object_new (
      ADW_TYPE_ENTRY_ROW, "title", title, "tooltip-text", title, "activates-default", TRUE, NULL);

  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  gtk_widget_set_visible (row, FALSE);
  return GTK_EDITABLE (row);
}

static void
haulier_proxy_rows_init (HaulierProxyRows *self)
{
  GtkWidget *usage
      = g_object_new (HAULIER_TYPE_WORD_ROW, "title", _ ("Proxy"), "use-subtitle", TRUE, NULL);

  self->usage_row = HAULIER_WORD_ROW (usage);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), usage);
  self->list_row = add_entry (self, _ ("Proxies, such as proxy:3128 or https=proxy:3129"));
  self->bypass_row = add_entry (self, _ ("Without it, such as *.example.org"));
}

/**
 * haulier_proxy_rows_new:
 * @has_desktop: whether there is a desktop whose settings can be meant
 *
 * Returns: (transfer floating): the rows
 */
GtkWidget *
haulier_proxy_rows_new (gboolean has_desktop)
{
  HaulierProxyRows *self = g_object_new (HAULIER_TYPE_PROXY_ROWS, NULL);
  g_auto (GStrv) words = haulier_access_words_list (HAULIER_ACCESS_VOCABULARY_PROXY_USAGE);

  for (gsize i = 0; words[i] != NULL; i++)
    if (has_desktop || !g_str_equal (words[i], "preconfig"))
      haulier_word_row_add (
          self->usage_row,
          words[i],
          haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_PROXY_USAGE, words[i]));
  g_signal_connect_swapped (self->usage_row, "notify::selected", G_CALLBACK (changed_cb), self);
  return GTK_WIDGET (self);
}

/**
 * haulier_proxy_rows_show:
 * @usage: word of a usage
 * @list: proxies
 * @bypass: hosts reached without them
 *
 * Enters what is set.
 */
void
haulier_proxy_rows_show (HaulierProxyRows *self,
                         const char *usage,
                         const char *list,
                         const char *bypass)
{
  g_return_if_fail (HAULIER_IS_PROXY_ROWS (self));

  gtk_editable_set_text (self->list_row, list);
  gtk_editable_set_text (self->bypass_row, bypass);
  haulier_word_row_set_word (self->usage_row, usage);
  changed_cb (self);
}

/**
 * haulier_proxy_rows_begin:
 * @usage: word of a usage
 *
 * Chooses a usage for a person, who goes on from there.
 */
void
haulier_proxy_rows_begin (HaulierProxyRows *self, const char *usage)
{
  g_return_if_fail (HAULIER_IS_PROXY_ROWS (self));

  haulier_word_row_set_word (self->usage_row, usage);
  if (is_override (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->list_row));
}

/**
 * haulier_proxy_rows_get_usage:
 *
 * Returns: (transfer none): the word that is chosen
 */
const char *
haulier_proxy_rows_get_usage (HaulierProxyRows *self)
{
  g_return_val_if_fail (HAULIER_IS_PROXY_ROWS (self), "");

  return haulier_word_row_get_word (self->usage_row);
}

/**
 * haulier_proxy_rows_get_list:
 *
 * Returns: (transfer none): the proxies; "" unless the usage is `override`
 */
const char *
haulier_proxy_rows_get_list (HaulierProxyRows *self)
{
  g_return_val_if_fail (HAULIER_IS_PROXY_ROWS (self), "");

  return is_override (self) ? gtk_editable_get_text (self->list_row) : "";
}

/**
 * haulier_proxy_rows_get_bypass:
 *
 * Returns: (transfer none): hosts reached without them; "" unless the usage is `override`
 */
const char *
haulier_proxy_rows_get_bypass (HaulierProxyRows *self)
{
  g_return_val_if_fail (HAULIER_IS_PROXY_ROWS (self), "");

  return is_override (self) ? gtk_editable_get_text (self->bypass_row) : "";
}

/**
 * haulier_proxy_rows_is_complete:
 *
 * Returns: whether there is something to ask the engine about
 */
gboolean
haulier_proxy_rows_is_complete (HaulierProxyRows *self)
{
  g_return_val_if_fail (HAULIER_IS_PROXY_ROWS (self), FALSE);

  return !is_override (self) || *haulier_proxy_rows_get_list (self) != '\0';
}
