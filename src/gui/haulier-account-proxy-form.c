/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form for the proxy that the engine of the computer keeps for a service account. */
#include "config.h"

#include "haulier-account-proxy-form.h"

#include "haulier-account-proxy.h"
#include "haulier-client-calls.h"
#include "haulier-model-types.h"
#include "haulier-proxy-rows.h"
#include "haulier-settings.h"
#include "haulier-words.h"

struct _HaulierAccountProxyForm
{
  AdwBin parent_instance;

  HaulierAccountKind account;
  HaulierClient *client;
  GCancellable *asking;
  gboolean loaded;

  HaulierProxyRows *rows;
};

static void haulier_account_proxy_form_access_form_init (HaulierAccessFormInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierAccountProxyForm,
                               haulier_account_proxy_form,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (HAULIER_TYPE_ACCESS_FORM,
                                                      haulier_account_proxy_form_access_form_init))

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierAccountProxyForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings
      = haulier_client_get_settings_finish (HAULIER_CLIENT (source), result, &error);
  HaulierProxySettings proxy = { .usage = HAULIER_PROXY_USAGE_NO_PROXY };

  if (settings == NULL)
    {
      haulier_access_form_failed (HAULIER_ACCESS_FORM (self), error);
      return;
    }
  (void) haulier_settings_get_proxy (settings, self->account, &proxy);
  self->loaded = TRUE;
  haulier_proxy_rows_show (self->rows,
                           haulier_word_from_value (HAULIER_TYPE_PROXY_USAGE, (gint) proxy.usage),
                           proxy.list != NULL ? proxy.list : "",
                           proxy.bypass != NULL ? proxy.bypass : "");
  haulier_proxy_settings_clear (&proxy);
}

static void
start (HaulierAccessForm *form, HaulierClient *client, const char *id)
{
  HaulierAccountProxyForm *self = HAULIER_ACCOUNT_PROXY_FORM (form);

  g_set_object (&self->client, client);
  haulier_client_get_settings_async (client, self->asking, loaded_cb, g_object_ref (self));
}

static gboolean
concerns (HaulierAccessForm *form, const char *resource)
{
  return g_str_has_prefix (resource, "proxy-");
}

static gboolean
fill_spec (HaulierAccessForm *form, GVariantDict *spec)
{
  HaulierAccountProxyForm *self = HAULIER_ACCOUNT_PROXY_FORM (form);
  g_autofree char *key = haulier_account_to_key ((HaulierAccount){ .kind = self->account });

  g_variant_dict_insert (spec, "account", "s", key);
  g_variant_dict_insert_value (
      spec,
      "account-proxy",
      g_variant_new_parsed ("{'usage': <%s>, 'list': <%s>, 'bypass': <%s>}",
                            haulier_proxy_rows_get_usage (self->rows),
                            haulier_proxy_rows_get_list (self->rows),
                            haulier_proxy_rows_get_bypass (self->rows)));
  return self->loaded && haulier_proxy_rows_is_complete (self->rows);
}

static gboolean
is_complete (HaulierAccessForm *form)
{
  HaulierAccountProxyForm *self = HAULIER_ACCOUNT_PROXY_FORM (form);

  return self->loaded && haulier_proxy_rows_is_complete (self->rows);
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
  haulier_proxy_rows_begin (HAULIER_ACCOUNT_PROXY_FORM (form)->rows, usage);
}

/* Returns: (transfer full) (nullable): the value of the engine's setting */
static char *
make_value (HaulierAccountProxyForm *self, GError **error)
{
  g_autoptr (HaulierProxySettings) given = g_new0 (HaulierProxySettings, 1);
  gint usage = 0;

  if (!haulier_word_to_value (
          HAULIER_TYPE_PROXY_USAGE, haulier_proxy_rows_get_usage (self->rows), &usage, error))
    return NULL;
  given->usage = (HaulierProxyUsage) usage;
  given->list = g_strdup (haulier_proxy_rows_get_list (self->rows));
  given->bypass = g_strdup (haulier_proxy_rows_get_bypass (self->rows));
  return haulier_account_proxy_check (given, error) ? haulier_account_proxy_format (given) : NULL;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (haulier_client_set_settings_finish (HAULIER_CLIENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
save (HaulierAccessForm *form, GTask *task)
{
  HaulierAccountProxyForm *self = HAULIER_ACCOUNT_PROXY_FORM (form);
  GError *error = NULL;
  g_autofree char *value = make_value (self, &error);

  if (value == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  haulier_client_set_settings_async (
      self->client,
      g_variant_new_parsed ("{%s: <%s>}", haulier_account_proxy_get_key (self->account), value),
      NULL,
      saved_cb,
      task);
}

static void
haulier_account_proxy_form_access_form_init (HaulierAccessFormInterface *interface)
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
haulier_account_proxy_form_dispose (GObject *object)
{
  HaulierAccountProxyForm *self = HAULIER_ACCOUNT_PROXY_FORM (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (haulier_account_proxy_form_parent_class)->dispose (object);
}

static void
haulier_account_proxy_form_finalize (GObject *object)
{
  g_clear_object (&HAULIER_ACCOUNT_PROXY_FORM (object)->asking);

  G_OBJECT_CLASS (haulier_account_proxy_form_parent_class)->finalize (object);
}

static void
haulier_account_proxy_form_class_init (HaulierAccountProxyFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_account_proxy_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = haulier_account_proxy_form_finalize;
}

static void
haulier_account_proxy_form_init (HaulierAccountProxyForm *self)
{
  GtkWidget *rows = haulier_proxy_rows_new (FALSE);

  self->asking = g_cancellable_new ();
  self->rows = HAULIER_PROXY_ROWS (rows);
  adw_bin_set_child (ADW_BIN (self), rows);
  g_signal_connect_swapped (rows, "changed", G_CALLBACK (haulier_access_form_changed), self);
}

/**
 * haulier_account_proxy_form_new:
 * @account: a service account, which has no desktop
 *
 * Source: bitsadmin /Util /SetIEProxy.
 *
 * Returns: (transfer floating): a form for what PRECONFIG means for its jobs
 */
GtkWidget *
haulier_account_proxy_form_new (HaulierAccountKind account)
{
  HaulierAccountProxyForm *self = g_object_new (HAULIER_TYPE_ACCOUNT_PROXY_FORM, NULL);

  self->account = account;
  return GTK_WIDGET (self);
}
