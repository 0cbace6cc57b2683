/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form for a job's proxy. */
#include "config.h"

#include "haulier-proxy-form.h"

#include "haulier-access-calls.h"
#include "haulier-proxy-rows.h"

struct _HaulierProxyForm
{
  AdwBin parent_instance;

  HaulierClient *client;
  char *id;
  char *wanted; /* (nullable): the usage to begin with */
  GCancellable *asking;

  HaulierProxyRows *rows;
};

static void haulier_proxy_form_access_form_init (HaulierAccessFormInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierProxyForm,
                               haulier_proxy_form,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (HAULIER_TYPE_ACCESS_FORM,
                                                      haulier_proxy_form_access_form_init))

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
  haulier_proxy_rows_show (self->rows, self->wanted != NULL ? self->wanted : usage, list, bypass);
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
  HaulierProxyRows *rows = HAULIER_PROXY_FORM (form)->rows;

  g_variant_dict_insert (spec, "proxy-usage", "s", haulier_proxy_rows_get_usage (rows));
  g_variant_dict_insert (spec, "proxy-list", "s", haulier_proxy_rows_get_list (rows));
  g_variant_dict_insert (spec, "proxy-bypass", "s", haulier_proxy_rows_get_bypass (rows));
  return haulier_proxy_rows_is_complete (rows);
}

static gboolean
is_complete (HaulierAccessForm *form)
{
  return haulier_proxy_rows_is_complete (HAULIER_PROXY_FORM (form)->rows);
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
  const char *usage = "override";

  g_variant_lookup (arguments, "usage", "&s", &usage);
  haulier_proxy_rows_begin (HAULIER_PROXY_FORM (form)->rows, usage);
}

static void
save (HaulierAccessForm *form, GTask *task)
{
  HaulierProxyForm *self = HAULIER_PROXY_FORM (form);

  haulier_client_set_proxy_async (self->client,
                                  self->id,
                                  haulier_proxy_rows_get_usage (self->rows),
                                  haulier_proxy_rows_get_list (self->rows),
                                  haulier_proxy_rows_get_bypass (self->rows),
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

static void
haulier_proxy_form_init (HaulierProxyForm *self)
{
  GtkWidget *rows = haulier_proxy_rows_new (TRUE);

  self->asking = g_cancellable_new ();
  self->rows = HAULIER_PROXY_ROWS (rows);
  adw_bin_set_child (ADW_BIN (self), rows);
  g_signal_connect_swapped (rows, "changed", G_CALLBACK (haulier_access_form_changed), self);
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
