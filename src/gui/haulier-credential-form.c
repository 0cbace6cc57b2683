/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form for who logs in: where, how, as whom. */
#include "config.h"

#include "haulier-credential-form.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "haulier-access-calls.h"
#include "haulier-login-rows.h"
#include "haulier-secret-descriptor.h"
#include "haulier-word-row.h"

struct _HaulierCredentialForm
{
  AdwPreferencesGroup parent_instance;

  HaulierClient *client;
  char *id;
  GCancellable *asking;
  GVariant *list; /* (nullable): what is set, aa{sv} */
  gboolean loading;

  HaulierWordRow *target_row;
  HaulierLoginRows *login;
  AdwActionRow *kept_row;
};

static void haulier_credential_form_access_form_init (HaulierAccessFormInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierCredentialForm,
                               haulier_credential_form,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (HAULIER_TYPE_ACCESS_FORM,
                                                      haulier_credential_form_access_form_init))

static const char *
look_up (GVariant *dict, const char *key)
{
  const char *text = "";

  g_variant_lookup (dict, key, "&s", &text);
  return text;
}

/* What is set for a target; with a scheme, what is set for both. */
static GVariant *
find_set (HaulierCredentialForm *self, const char *scheme)
{
  const char *target = haulier_word_row_get_word (self->target_row);

  for (gsize i = 0; self->list != NULL && i < g_variant_n_children (self->list); i++)
    {
      g_autoptr (GVariant) credential = g_variant_get_child_value (self->list, i);

      if (g_str_equal (look_up (credential, "target"), target)
          && g_str_equal (look_up (credential, "from"), "job")
          && (scheme == NULL || g_str_equal (look_up (credential, "scheme"), scheme)))
        return g_steal_pointer (&credential);
    }
  return NULL;
}

/* Where the password is, and what became of it. */
static void
show_kept (HaulierCredentialForm *self)
{
  g_autoptr (GVariant) set = find_set (self, haulier_login_rows_get_scheme (self->login));
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->kept_row), set != NULL);
  if (set == NULL)
    return;
  text = g_strdup_printf (
      "%s; %s",
      haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_KEPT, look_up (set, "kept")),
      haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_LOGIN_STATE, look_up (set, "state")));
  adw_action_row_set_subtitle (self->kept_row, text);
}

static void
changed_cb (HaulierCredentialForm *self)
{
  if (self->loading)
    return;
  show_kept (self);
  haulier_access_form_changed (HAULIER_ACCESS_FORM (self));
}

/* What is set for the target that was chosen. */
static void
target_changed_cb (HaulierCredentialForm *self)
{
  g_autoptr (GVariant) set = find_set (self, NULL);
  gboolean implicit = FALSE;

  if (set != NULL)
    {
      g_variant_lookup (set, "implicit", "b", &implicit);
      self->loading = TRUE;
      haulier_login_rows_show (
          self->login, look_up (set, "scheme"), implicit, look_up (set, "user"));
      self->loading = FALSE;
    }
  changed_cb (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierCredentialForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) list
      = haulier_client_list_credentials_finish (HAULIER_CLIENT (source), result, &error);

  if (list == NULL)
    {
      haulier_access_form_failed (HAULIER_ACCESS_FORM (self), error);
      return;
    }
  g_clear_pointer (&self->list, g_variant_unref);
  self->list = g_steal_pointer (&list);
  target_changed_cb (self);
}

static void
start (HaulierAccessForm *form, HaulierClient *client, const char *id)
{
  HaulierCredentialForm *self = HAULIER_CREDENTIAL_FORM (form);

  g_set_object (&self->client, client);
  g_free (self->id);
  self->id = g_strdup (id);
  haulier_client_list_credentials_async (client, id, self->asking, loaded_cb, g_object_ref (self));
}

static gboolean
concerns (HaulierAccessForm *form, const char *resource)
{
  return g_str_has_suffix (resource, "-login");
}

static gboolean
is_complete (HaulierAccessForm *form)
{
  HaulierCredentialForm *self = HAULIER_CREDENTIAL_FORM (form);
  g_autoptr (GVariant) set = find_set (self, haulier_login_rows_get_scheme (self->login));

  if (haulier_login_rows_is_implicit (self->login))
    return TRUE;
  /* The password that is kept goes with another user's name nowhere, so it has to be entered. */
  return *haulier_login_rows_get_user (self->login) != '\0'
         && (set == NULL || *haulier_login_rows_get_password (self->login) != '\0');
}

static gboolean
check (HaulierAccessForm *form, GError **error)
{
  return haulier_login_rows_check_password (HAULIER_CREDENTIAL_FORM (form)->login, error);
}

static gboolean
fill_spec (HaulierAccessForm *form, GVariantDict *spec)
{
  HaulierCredentialForm *self = HAULIER_CREDENTIAL_FORM (form);
  GVariant *login = NULL;

  if (haulier_login_rows_is_empty (self->login))
    return TRUE;
  login = haulier_login_rows_to_variant (self->login, haulier_word_row_get_word (self->target_row));
  g_variant_dict_insert_value (
      spec, "credentials", g_variant_new_array (G_VARIANT_TYPE_VARDICT, &login, 1));
  return TRUE;
}

static gboolean
can_remove (HaulierAccessForm *form)
{
  HaulierCredentialForm *self = HAULIER_CREDENTIAL_FORM (form);
  g_autoptr (GVariant) set = find_set (self, haulier_login_rows_get_scheme (self->login));

  return set != NULL;
}

static const char *const *
get_fixes (HaulierAccessForm *form)
{
  static const char *const fixes[] = { "set-credential", NULL };

  return fixes;
}

static void
enter_fix (HaulierAccessForm *form, const char *action, GVariant *arguments)
{
  HaulierCredentialForm *self = HAULIER_CREDENTIAL_FORM (form);

  haulier_word_row_set_word (self->target_row, look_up (arguments, "target"));
  haulier_login_rows_enter_fix (self->login, arguments);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept
      = haulier_client_set_credential_finish (HAULIER_CLIENT (source), result, &error);

  if (kept != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
save (HaulierAccessForm *form, GTask *task)
{
  HaulierCredentialForm *self = HAULIER_CREDENTIAL_FORM (form);
  gboolean implicit = haulier_login_rows_is_implicit (self->login);
  HaulierCredentialChange change = {
    .target = haulier_word_row_get_word (self->target_row),
    .scheme = haulier_login_rows_get_scheme (self->login),
    .user = implicit ? NULL : haulier_login_rows_get_user (self->login),
    .secret = -1,
  };
  g_autoptr (GError) error = NULL;

  if (!implicit)
    change.secret
        = haulier_secret_descriptor_new (haulier_login_rows_get_password (self->login), -1, &error);
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  haulier_client_set_credential_async (self->client, self->id, &change, NULL, saved_cb, task);
  if (change.secret >= 0)
    g_close (change.secret, NULL);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (haulier_client_remove_credential_finish (HAULIER_CLIENT (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
remove_credential (HaulierAccessForm *form, GTask *task)
{
  HaulierCredentialForm *self = HAULIER_CREDENTIAL_FORM (form);

  haulier_client_remove_credential_async (self->client,
                                          self->id,
                                          haulier_word_row_get_word (self->target_row),
                                          haulier_login_rows_get_scheme (self->login),
                                          NULL,
                                          removed_cb,
                                          task);
}

static void
haulier_credential_form_access_form_init (HaulierAccessFormInterface *interface)
{
  interface->start = start;
  interface->concerns = concerns;
  interface->fill_spec = fill_spec;
  interface->is_complete = is_complete;
  interface->check = check;
  interface->can_remove = can_remove;
  interface->get_fixes = get_fixes;
  interface->enter_fix = enter_fix;
  interface->save = save;
  interface->remove = remove_credential;
}

static void
haulier_credential_form_dispose (GObject *object)
{
  HaulierCredentialForm *self = HAULIER_CREDENTIAL_FORM (object);

  g_cancellable_cancel (self->asking);
  if (self->login != NULL)
    g_signal_handlers_disconnect_by_data (self->login, self);
  g_clear_object (&self->login);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (haulier_credential_form_parent_class)->dispose (object);
}

static void
haulier_credential_form_finalize (GObject *object)
{
  HaulierCredentialForm *self = HAULIER_CREDENTIAL_FORM (object);

  g_clear_object (&self->asking);
  g_clear_pointer (&self->list, g_variant_unref);
  g_free (self->id);

  G_OBJECT_CLASS (haulier_credential_form_parent_class)->finalize (object);
}

static void
haulier_credential_form_class_init (HaulierCredentialFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_credential_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = haulier_credential_form_finalize;
}

static void
haulier_credential_form_init (HaulierCredentialForm *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  GtkWidget *target = haulier_word_row_new (_ ("For"), HAULIER_ACCESS_VOCABULARY_TARGET);
  GtkWidget *kept
      = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Password Is Kept"), "visible", FALSE, NULL);

  self->asking = g_cancellable_new ();
  self->target_row = HAULIER_WORD_ROW (target);
  adw_preferences_group_add (group, target);
  self->login = haulier_login_rows_new ();
  haulier_login_rows_add_to_group (self->login, group);
  self->kept_row = ADW_ACTION_ROW (kept);
  adw_preferences_group_add (group, kept);
  g_signal_connect_swapped (target, "notify::selected", G_CALLBACK (target_changed_cb), self);
  g_signal_connect_swapped (self->login, "changed", G_CALLBACK (changed_cb), self);
}

/**
 * haulier_credential_form_new:
 * @target: `server` or `proxy`: what to begin with
 *
 * Returns: (transfer floating): a form
 */
GtkWidget *
haulier_credential_form_new (const char *target)
{
  HaulierCredentialForm *self = g_object_new (HAULIER_TYPE_CREDENTIAL_FORM, NULL);

  self->loading = TRUE;
  haulier_word_row_set_word (self->target_row, target);
  self->loading = FALSE;
  return GTK_WIDGET (self);
}
