/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form for a job's proxy: usage, list and the hosts that are reached without it. */
#include "config.h"

#include "haulier-proxy-form.h"

#include <glib/gi18n.h>

#include "haulier-access-calls.h"
#include "haulier-word-row.h"

struct _HaulierProxyForm
{
  AdwPreferencesGroup parent_instance;

  HaulierClient *client;
  char *id;
  char *wanted; /* (nullable): the usage to begin with */
  GCancellable *asking;

  HaulierWordRow *usage_row;
  GtkEditable *list_row;
  GtkEditable *bypass_row;
};

static void haulier_proxy_form_access_form_init (HaulierAccessFormInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierProxyForm,
                               haulier_proxy_form,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (HAULIER_TYPE_ACCESS_FORM,
                                                      haulier_proxy_form_access_form_init))

static gboolean
is_override (HaulierProxyForm *self)
{
  return g_str_equal (haulier_word_row_get_word (self->usage_row), "override");
}

static const char *
get_list (HaulierProxyForm *self)
{
  return is_override (self) ? gtk_editable_get_text (self->list_row) : "";
}

static const char *
get_bypass (HaulierProxyForm *self)
{
  return is_override (self) ? gtk_editable_get_text (self->bypass_row) : "";
}

static void
changed_cb (HaulierProxyForm *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->list_row), is_override (self));
  gtk_widget_set_visible (GTK_WIDGET (self->bypass_row), is_override (self));
  haulier_access_form_changed (HAULIER_ACCESS_FORM (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierProxyForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings
      = haulier_client_get_access_part_finish (HAULIER_CLIENT (source), result, &error);
  const char *usage = "";
  const char *list = "";
  const char *bypass = "";

  if (settings == NULL)
    {
      haulier_access_form_failed (HAULIER_ACCESS_FORM (self), error);
      return;
    }
  g_variant_lookup (settings, "usage", "&s", &usage);
  g_variant_lookup (settings, "list", "&s", &list);
  g_variant_lookup (settings, "bypass", "&s", &bypass);
  gtk_editable_set_text (self->list_row, list);
  gtk_editable_set_text (self->bypass_row, bypass);
  haulier_word_row_set_word (self->usage_row, self->wanted != NULL ? self->wanted : usage);
  changed_cb (self);
}

static void
start (HaulierAccessForm *form, HaulierClient *client, const char *id)
{
  HaulierProxyForm *self = HAULIER_PROXY_FORM (form);

  g_set_object (&self->client, client);
  g_free (self->id);
  self->id = g_strdup (id);
  haulier_client_get_access_part_async (
      client, id, HAULIER_ACCESS_PART_PROXY, self->asking, loaded_cb, g_object_ref (self));
}

static gboolean
concerns (HaulierAccessForm *form, const char *resource)
{
  return g_str_has_prefix (resource, "proxy-");
}

static gboolean
fill_spec (HaulierAccessForm *form, GVariantDict *spec)
{
  HaulierProxyForm *self = HAULIER_PROXY_FORM (form);

  g_variant_dict_insert (spec, "proxy-usage", "s", haulier_word_row_get_word (self->usage_row));
  g_variant_dict_insert (spec, "proxy-list", "s", get_list (self));
  g_variant_dict_insert (spec, "proxy-bypass", "s", get_bypass (self));
  return !is_override (self) || *get_list (self) != '\0';
}

static gboolean
is_complete (HaulierAccessForm *form)
{
  HaulierProxyForm *self = HAULIER_PROXY_FORM (form);

  return !is_override (self) || *get_list (self) != '\0';
}

static const char *const *
get_fixes (HaulierAccessForm *form)
{
  static const char *const fixes[] = { "set-proxy", NULL };

  return fixes;
}

static void
enter_fix (HaulierAccessForm *form, const char *action, GVariant *arguments)
{
  HaulierProxyForm *self = HAULIER_PROXY_FORM (form);
  const char *usage = "override";

  g_variant_lookup (arguments, "usage", "&s", &usage);
  haulier_word_row_set_word (self->usage_row, usage);
  if (is_override (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->list_row));
}

static void
save (HaulierAccessForm *form, GTask *task)
{
  HaulierProxyForm *self = HAULIER_PROXY_FORM (form);

  haulier_client_set_proxy_async (self->client,
                                  self->id,
                                  haulier_word_row_get_word (self->usage_row),
                                  get_list (self),
                                  get_bypass (self),
                                  NULL,
                                  haulier_access_form_on_set,
                                  task);
}

static void
haulier_proxy_form_access_form_init (HaulierAccessFormInterface *interface)
{
  interface->start = start;
  interface->concerns = concerns;
  interface->fill_spec = fill_spec;
  interface->is_complete = is_complete;
  interface->get_fixes = get_fixes;
  interface->enter_fix = enter_fix;
  interface->save = save;
}

static void
haulier_proxy_form_dispose (GObject *object)
{
  HaulierProxyForm *self = HAULIER_PROXY_FORM (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (haulier_proxy_form_parent_class)->dispose (object);
}

static void
haulier_proxy_form_finalize (GObject *object)
{
  HaulierProxyForm *self = HAULIER_PROXY_FORM (object);

  g_clear_object (&self->asking);
  g_free (self->id);
  g_free (self->wanted);

  G_OBJECT_CLASS (haulier_proxy_form_parent_class)->finalize (object);
}

static void
haulier_proxy_form_class_init (HaulierProxyFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_proxy_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = haulier_proxy_form_finalize;
}

static GtkEditable *
add_entry (HaulierProxyForm *self, const char *title)
{
  GtkWidget *row = g_object_new (
      ADW_TYPE_ENTRY_ROW, "title", title, "tooltip-text", title, "activates-default", TRUE, NULL);

  g_signal_connect_swapped (row, "changed", G_CALLBACK (changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  gtk_widget_set_visible (row, FALSE);
  return GTK_EDITABLE (row);
}

static void
haulier_proxy_form_init (HaulierProxyForm *self)
{
  GtkWidget *usage = haulier_word_row_new (_ ("Proxy"), HAULIER_ACCESS_VOCABULARY_PROXY_USAGE);

  self->asking = g_cancellable_new ();
  self->usage_row = HAULIER_WORD_ROW (usage);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), usage);
  self->list_row = add_entry (self, _ ("Proxies, such as proxy:3128 or https=proxy:3129"));
  self->bypass_row = add_entry (self, _ ("Without it, such as *.example.org"));
  g_signal_connect_swapped (usage, "notify::selected", G_CALLBACK (changed_cb), self);
}

/**
 * haulier_proxy_form_new:
 * @usage: (nullable): what to begin with; %NULL: what is set
 *
 * Returns: (transfer floating): a form
 */
GtkWidget *
haulier_proxy_form_new (const char *usage)
{
  HaulierProxyForm *self = g_object_new (HAULIER_TYPE_PROXY_FORM, NULL);

  self->wanted = g_strdup (usage);
  return GTK_WIDGET (self);
}
