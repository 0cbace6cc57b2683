/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What to mind: a sentence each, how bad it is, why, and a button that does something about it. */
#include "config.h"

#include "haulier-warning-list.h"

#include <glib/gi18n.h>

#include "haulier-access-words.h"
#include "haulier-text-label.h"

#define WHY_WIDTH_CHARS 40

struct _HaulierWarningList
{
  GtkBox parent_instance;

  GHashTable *texts; /* of what is said already */
};

enum
{
  FIX,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierWarningList, haulier_warning_list, GTK_TYPE_BOX)

static guint signals[N_SIGNALS];

/* A warning's button keeps what it does. */
typedef struct
{
  HaulierWarningList *list;
  char *action;
  GVariant *arguments; /* (nullable) */
} Fix;

static void
fix_free (gpointer data, GClosure *closure)
{
  Fix *fix = data;

  g_free (fix->action);
  g_clear_pointer (&fix->arguments, g_variant_unref);
  g_free (fix);
}

static void
fix_cb (GtkButton *button, Fix *fix)
{
  g_signal_emit (fix->list, signals[FIX], 0, fix->action, fix->arguments);
}

static const struct
{
  const char *icon;
  const char *style;
  const char *word;
} severities[] = {
  [HAULIER_SEVERITY_INFORMATION]
  = { .icon = "dialog-information-symbolic", .style = "dim-label", .word = "information" },
  [HAULIER_SEVERITY_WARNING]
  = { .icon = "dialog-warning-symbolic", .style = "warning", .word = "warning" },
  [HAULIER_SEVERITY_ERROR] = { .icon = "dialog-error-symbolic", .style = "error", .word = "error" },
  [HAULIER_SEVERITY_REFUSED]
  = { .icon = "action-unavailable-symbolic", .style = "error", .word = "refused" },
};

static GtkWidget *
new_icon (HaulierSeverity severity)
{
  GtkWidget *icon = gtk_image_new_from_icon_name (severities[severity].icon);
  const char *word
      = haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_SEVERITY, severities[severity].word);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (icon, word);
  gtk_widget_add_css_class (icon, severities[severity].style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  return icon;
}

static GtkWidget *
new_fix (HaulierWarningList *self, const HaulierPlanWarning *warning)
{
  GtkWidget *button = gtk_button_new_with_label (
      haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_FIX, warning->fix));
  Fix *fix = g_new0 (Fix, 1);

  fix->list = self;
  fix->action = g_strdup (warning->fix);
  fix->arguments = warning->fix_arguments != NULL ? g_variant_ref (warning->fix_arguments) : NULL;
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_data (button, "clicked", G_CALLBACK (fix_cb), fix, fix_free, 0);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, warning->text, -1);
  return button;
}

static gboolean
can_fix (const HaulierPlanWarning *warning, const char *const *fixes)
{
  return fixes != NULL && warning->fix != NULL && g_strv_contains (fixes, warning->fix);
}

/* One below the other: side by side they would keep a window wide. */
static void
add_warning (HaulierWarningList *self, const HaulierPlanWarning *warning, const char *const *fixes)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_box_append (GTK_BOX (line), new_icon (warning->severity));
  gtk_box_append (GTK_BOX (words), haulier_text_label_new (warning->text));
  if (can_fix (warning, fixes))
    gtk_box_append (GTK_BOX (words), new_fix (self, warning));
  gtk_box_append (GTK_BOX (words),
                  haulier_warning_list_new_why (warning->requirements, warning->source));
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (self), line);
}

static void
haulier_warning_list_finalize (GObject *object)
{
  g_hash_table_unref (HAULIER_WARNING_LIST (object)->texts);

  G_OBJECT_CLASS (haulier_warning_list_parent_class)->finalize (object);
}

static void
haulier_warning_list_class_init (HaulierWarningListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = haulier_warning_list_finalize;

  signals[FIX] = g_signal_new ("fix",
                               HAULIER_TYPE_WARNING_LIST,
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               2,
                               G_TYPE_STRING,
                               G_TYPE_VARIANT);
}

static void
haulier_warning_list_init (HaulierWarningList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 9);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * haulier_warning_list_clear:
 *
 * Takes all warnings away, and hides the list.
 */
void
haulier_warning_list_clear (HaulierWarningList *self)
{
  GtkWidget *child = NULL;

  g_return_if_fail (HAULIER_IS_WARNING_LIST (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  g_hash_table_remove_all (self->texts);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * haulier_warning_list_add:
 * @warnings: (element-type HaulierPlanWarning): what to mind
 * @fixes: (nullable): what can be done here, words of #HaulierFix
 *
 * Adds warnings below those that are there. What is to be minded for the server and for the proxy
 * is said once, unless there is something to do about each.
 */
void
haulier_warning_list_add (HaulierWarningList *self, GPtrArray *warnings, const char *const *fixes)
{
  g_return_if_fail (HAULIER_IS_WARNING_LIST (self));

  for (guint i = 0; i < warnings->len; i++)
    {
      const HaulierPlanWarning *warning = g_ptr_array_index (warnings, i);

      if (g_hash_table_add (self->texts, g_strdup (warning->text)) || can_fix (warning, fixes))
        add_warning (self, warning, fixes);
    }
  if (warnings->len > 0)
    gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

/**
 * haulier_warning_list_new_why:
 * @requirements: what asks for a rule, for instance "AUTH-9 TOK-4"
 * @source: where it comes from
 *
 * Returns: (transfer floating): a button that shows @source
 */
GtkWidget *
haulier_warning_list_new_why (const char *requirements, const char *source)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *label = haulier_text_label_new (source);
  /* translators: a button that shows where a rule comes from; %s are its numbers */
  g_autofree char *name = g_strdup_printf (_ ("Why: %s"), requirements);

  gtk_label_set_max_width_chars (GTK_LABEL (label), WHY_WIDTH_CHARS);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), name);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "why");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  source,
                                  -1);
  return button;
}
