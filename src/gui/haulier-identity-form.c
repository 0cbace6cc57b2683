/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form with which a person lends the own identity to a job: what for, and with which tickets.
 */
#include "config.h"

#include "haulier-identity-form.h"

#include <unistd.h>

#include "haulier-access-calls.h"
#include "haulier-account-names.h"
#include "haulier-cache-row.h"
#include "haulier-helper-token.h"
#include "haulier-helper-uses.h"
#include "haulier-token-calls.h"

struct _HaulierIdentityForm
{
  AdwBin parent_instance;

  HaulierClient *client;
  char *id;
  guint wanted; /* flags to begin with; 0: what is set */
  guint flags;  /* of the job */
  char *name;   /* (nullable) until it is known: the own one */
  GCancellable *asking;

  HaulierHelperUses *uses;
  HaulierCacheRow *cache_row;
};

static void haulier_identity_form_access_form_init (HaulierAccessFormInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierIdentityForm,
                               haulier_identity_form,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (HAULIER_TYPE_ACCESS_FORM,
                                                      haulier_identity_form_access_form_init))

static void
changed_cb (HaulierIdentityForm *self)
{
  haulier_access_form_changed (HAULIER_ACCESS_FORM (self));
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierIdentityForm) self = user_data;
  char *name = haulier_account_names_ask_finish (result, NULL);

  if (name == NULL)
    return;
  g_free (self->name);
  self->name = name;
  changed_cb (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierIdentityForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) token
      = haulier_client_get_access_part_finish (HAULIER_CLIENT (source), result, &error);

  if (token == NULL)
    {
      haulier_access_form_failed (HAULIER_ACCESS_FORM (self), error);
      return;
    }
  g_variant_lookup (token, "flags", "u", &self->flags);
  /* Who is lent for nothing is not lent. */
  haulier_helper_uses_set_flags (self->uses,
                                 self->wanted != 0  ? self->wanted
                                 : self->flags != 0 ? self->flags
                                                    : HAULIER_TOKEN_NETWORK);
  changed_cb (self);
}

static void
start (HaulierAccessForm *form, HaulierClient *client, const char *id)
{
  HaulierIdentityForm *self = HAULIER_IDENTITY_FORM (form);

  g_set_object (&self->client, client);
  g_free (self->id);
  self->id = g_strdup (id);
  haulier_client_get_access_part_async (
      client, id, HAULIER_ACCESS_PART_HELPER_TOKEN, self->asking, loaded_cb, g_object_ref (self));
  haulier_account_names_ask_async (
      haulier_account_for_user (getuid ()), self->asking, named_cb, g_object_ref (self));
}

/* It changes who is used for everything. */
static gboolean
concerns (HaulierAccessForm *form, const char *resource)
{
  return TRUE;
}

static gboolean
fill_spec (HaulierAccessForm *form, GVariantDict *spec)
{
  HaulierIdentityForm *self = HAULIER_IDENTITY_FORM (form);

  if (self->name == NULL)
    return FALSE;
  g_variant_dict_insert (spec, "token-flags", "u", haulier_helper_uses_get_flags (self->uses));
  g_variant_dict_insert (spec, "helper", "s", self->name);
  return TRUE;
}

static gboolean
is_complete (HaulierAccessForm *form)
{
  return haulier_helper_uses_get_flags (HAULIER_IDENTITY_FORM (form)->uses) != 0;
}

static const char *const *
get_fixes (HaulierAccessForm *form)
{
  static const char *const fixes[] = { "set-token-flags", NULL };

  return fixes;
}

static void
enter_fix (HaulierAccessForm *form, const char *action, GVariant *arguments)
{
  guint32 flags = 0;

  g_variant_lookup (arguments, "flags", "u", &flags);
  haulier_helper_uses_set_flags (HAULIER_IDENTITY_FORM (form)->uses, flags);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (haulier_client_change_token_finish (HAULIER_CLIENT (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
set (HaulierIdentityForm *self, GTask *task)
{
  haulier_client_set_token_async (
      self->client, self->id, haulier_cache_row_get_options (self->cache_row), NULL, set_cb, task);
}

static void
flags_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  HaulierIdentityForm *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!haulier_client_set_access_part_finish (HAULIER_CLIENT (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  self->flags = haulier_helper_uses_get_flags (self->uses);
  set (self, g_steal_pointer (&task));
}

/* What it is for first: a helper of more than that would be lent for a moment. */
static void
save (HaulierAccessForm *form, GTask *task)
{
  HaulierIdentityForm *self = HAULIER_IDENTITY_FORM (form);
  guint flags = haulier_helper_uses_get_flags (self->uses);

  if (flags == self->flags)
    set (self, task);
  else
    haulier_client_set_token_flags_async (self->client, self->id, flags, NULL, flags_set_cb, task);
}

static void
haulier_identity_form_access_form_init (HaulierAccessFormInterface *interface)
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
haulier_identity_form_dispose (GObject *object)
{
  HaulierIdentityForm *self = HAULIER_IDENTITY_FORM (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (haulier_identity_form_parent_class)->dispose (object);
}

static void
haulier_identity_form_finalize (GObject *object)
{
  HaulierIdentityForm *self = HAULIER_IDENTITY_FORM (object);

  g_clear_object (&self->asking);
  g_free (self->id);
  g_free (self->name);

  G_OBJECT_CLASS (haulier_identity_form_parent_class)->finalize (object);
}

static void
haulier_identity_form_class_init (HaulierIdentityFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_identity_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = haulier_identity_form_finalize;
}

static void
haulier_identity_form_init (HaulierIdentityForm *self)
{
  GtkWidget *cache = haulier_cache_row_new ();

  self->asking = g_cancellable_new ();
  self->uses = HAULIER_HELPER_USES (haulier_helper_uses_new ());
  self->cache_row = HAULIER_CACHE_ROW (cache);
  g_signal_connect_swapped (self->uses, "changed", G_CALLBACK (changed_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->uses), cache);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->uses));
}

/**
 * haulier_identity_form_new:
 * @flags: HAULIER_TOKEN_… to begin with; 0: what is set
 *
 * Returns: (transfer floating): a form
 */
GtkWidget *
haulier_identity_form_new (guint flags)
{
  HaulierIdentityForm *self = g_object_new (HAULIER_TYPE_IDENTITY_FORM, NULL);

  self->wanted = flags;
  return GTK_WIDGET (self);
}
