/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Settings of the engine, changed at once. */
#include "config.h"

#include "haulier-preferences.h"

#include <glib/gi18n.h>

#include "haulier-access-preferences.h"
#include "haulier-accounts-page.h"
#include "haulier-client-calls.h"
#include "haulier-error-text.h"
#include "haulier-rate.h"
#include "haulier-settings.h"

/* A number is sent when a person has stopped turning it for so long. */
#define SETTLE_MS 400

struct _HaulierPreferences
{
  AdwPreferencesWindow parent_instance;

  HaulierClient *client;
  HaulierAccountsPage *accounts; /* (nullable) until they are known */
  GCancellable *asking;
  char *authorities; /* path, empty: none */
  gboolean loading;
  guint settle_source;
  GtkFileChooserNative *chooser; /* (nullable) while it is open */

  AdwPreferencesPage *page;
  AdwEntryRow *limit_row;
  GtkSpinButton *jobs_spin;
  GtkSpinButton *history_spin;
  AdwActionRow *authorities_row;
  GtkWidget *clear_button;
  HaulierAccessPreferences *access;
};

G_DEFINE_FINAL_TYPE (HaulierPreferences, haulier_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void ask (HaulierPreferences *self);

static void
tell (HaulierPreferences *self, const GError *error)
{
  g_autofree char *text = haulier_error_text_dup (error);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (escaped));
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierPreferences) self = user_data;
  g_autoptr (GError) error = NULL;

  if (haulier_client_set_settings_finish (HAULIER_CLIENT (source), result, &error)
      || self->client == NULL)
    return;
  tell (self, error);
  ask (self);
}

static void
set (HaulierPreferences *self, const char *key, GVariant *value)
{
  GVariantDict settings;

  g_variant_dict_init (&settings, NULL);
  g_variant_dict_insert_value (&settings, key, value);
  haulier_client_set_settings_async (
      self->client, g_variant_dict_end (&settings), NULL, set_cb, g_object_ref (self));
}

static void
show_authorities (HaulierPreferences *self)
{
  g_autofree char *name = g_filename_display_name (self->authorities);
  g_autofree char *escaped = g_markup_escape_text (name, -1);
  gboolean any = *self->authorities != '\0';

  adw_action_row_set_subtitle (self->authorities_row,
                               any ? escaped : _ ("Those of the system only"));
  gtk_widget_set_visible (self->clear_button, any);
}

static void
take_settings (HaulierPreferences *self, GVariant *settings)
{
  guint64 limit = haulier_settings_get_number (settings, "download-limit");
  g_autofree char *text = limit != 0 ? haulier_settings_format (
                              "download-limit", g_variant_ref_sink (g_variant_new_uint64 (limit)))
                                     : g_strdup ("");

  self->loading = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->limit_row), text);
  gtk_spin_button_set_value (self->jobs_spin,
                             (double) haulier_settings_get_number (settings, "background-jobs"));
  gtk_spin_button_set_value (self->history_spin,
                             (double) haulier_settings_get_number (settings, "history-days"));
  g_free (self->authorities);
  self->authorities = g_strdup (haulier_settings_get_text (settings, "certificate-authorities"));
  show_authorities (self);
  haulier_access_preferences_show (self->access, settings);
  self->loading = FALSE;
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->page)))
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->page), TRUE);
      gtk_widget_grab_focus (GTK_WIDGET (self->limit_row));
    }
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierPreferences) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) settings
      = haulier_client_get_settings_finish (HAULIER_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (settings != NULL)
    take_settings (self, settings);
  else
    tell (self, error);
}

static void
ask (HaulierPreferences *self)
{
  haulier_client_get_settings_async (self->client, self->asking, asked_cb, g_object_ref (self));
}

static void
limit_applied_cb (HaulierPreferences *self)
{
  g_autofree char *text
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->limit_row))));
  guint64 rate = 0;

  if (*text != '\0' && !haulier_rate_parse (text, &rate, NULL))
    gtk_widget_add_css_class (GTK_WIDGET (self->limit_row), "error");
  else
    set (self, "download-limit", g_variant_new_uint64 (rate));
}

static void
limit_changed_cb (HaulierPreferences *self)
{
  gtk_widget_remove_css_class (GTK_WIDGET (self->limit_row), "error");
}

static void
send_numbers (HaulierPreferences *self)
{
  g_clear_handle_id (&self->settle_source, g_source_remove);
  set (self,
       "background-jobs",
       g_variant_new_uint64 ((guint64) gtk_spin_button_get_value_as_int (self->jobs_spin)));
  set (self,
       "history-days",
       g_variant_new_uint64 ((guint64) gtk_spin_button_get_value_as_int (self->history_spin)));
}

static gboolean
settled_cb (gpointer user_data)
{
  HaulierPreferences *self = user_data;

  self->settle_source = 0;
  send_numbers (self);
  return G_SOURCE_REMOVE;
}

static void
number_changed_cb (HaulierPreferences *self)
{
  if (self->loading)
    return;
  g_clear_handle_id (&self->settle_source, g_source_remove);
  self->settle_source = g_timeout_add (SETTLE_MS, settled_cb, self);
}

static void
set_authorities (HaulierPreferences *self, const char *path)
{
  g_free (self->authorities);
  self->authorities = g_strdup (path);
  show_authorities (self);
  set (self, "certificate-authorities", g_variant_new_string (path));
}

static void
clear_authorities_cb (HaulierPreferences *self)
{
  set_authorities (self, "");
}

static void
chooser_response_cb (GtkNativeDialog *chooser, int response, HaulierPreferences *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                               : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    set_authorities (self, path);
  gtk_native_dialog_destroy (chooser);
  g_clear_object (&self->chooser);
}

static void
choose_authorities_cb (HaulierPreferences *self)
{
  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Certificate Authorities"),
                                               GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _ ("_Select"),
                                               _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chooser_response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
access_set_cb (HaulierPreferences *self, const char *key, GVariant *value)
{
  set (self, key, value);
}

/* The page is there from the moment on when there is something on it. */
static void
accounts_changed_cb (HaulierPreferences *self)
{
  if (!haulier_accounts_page_is_empty (self->accounts)
      && gtk_widget_get_parent (GTK_WIDGET (self->accounts)) == NULL)
    adw_preferences_window_add (ADW_PREFERENCES_WINDOW (self),
                                ADW_PREFERENCES_PAGE (self->accounts));
}

static gboolean
haulier_preferences_close_request (GtkWindow *window)
{
  HaulierPreferences *self = HAULIER_PREFERENCES (window);

  if (self->settle_source != 0)
    send_numbers (self);
  return GTK_WINDOW_CLASS (haulier_preferences_parent_class)->close_request (window);
}

static void
haulier_preferences_dispose (GObject *object)
{
  HaulierPreferences *self = HAULIER_PREFERENCES (object);

  g_cancellable_cancel (self->asking);
  g_clear_handle_id (&self->settle_source, g_source_remove);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->accounts);
  g_clear_object (&self->client);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_PREFERENCES);

  G_OBJECT_CLASS (haulier_preferences_parent_class)->dispose (object);
}

static void
haulier_preferences_finalize (GObject *object)
{
  HaulierPreferences *self = HAULIER_PREFERENCES (object);

  g_clear_object (&self->asking);
  g_free (self->authorities);

  G_OBJECT_CLASS (haulier_preferences_parent_class)->finalize (object);
}

static void
haulier_preferences_class_init (HaulierPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = haulier_preferences_dispose;
  object_class->finalize = haulier_preferences_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = haulier_preferences_close_request;

  g_type_ensure (HAULIER_TYPE_ACCESS_PREFERENCES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierPreferences, page);
  gtk_widget_class_bind_template_child (widget_class, HaulierPreferences, limit_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierPreferences, jobs_spin);
  gtk_widget_class_bind_template_child (widget_class, HaulierPreferences, history_spin);
  gtk_widget_class_bind_template_child (widget_class, HaulierPreferences, authorities_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierPreferences, clear_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierPreferences, access);
  gtk_widget_class_bind_template_callback (widget_class, access_set_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_authorities_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_authorities_cb);
  gtk_widget_class_bind_template_callback (widget_class, limit_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, limit_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, number_changed_cb);
}

static void
haulier_preferences_init (HaulierPreferences *self)
{
  self->asking = g_cancellable_new ();
  self->authorities = g_strdup ("");
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->loading = FALSE;
}

/**
 * haulier_preferences_present:
 * @parent: the window it belongs to
 * @engines: the ways to the engines
 *
 * Opens the preferences.
 */
void
haulier_preferences_present (GtkWindow *parent, HaulierEngines *engines)
{
  HaulierPreferences *self
      = g_object_new (HAULIER_TYPE_PREFERENCES, "transient-for", parent, "modal", TRUE, NULL);

  self->client = g_object_ref (haulier_engines_get_own (engines));
  self->accounts = haulier_accounts_page_new (engines);
  g_object_ref_sink (self->accounts);
  g_signal_connect_object (haulier_engines_get_accounts (engines),
                           "changed",
                           G_CALLBACK (accounts_changed_cb),
                           self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  accounts_changed_cb (self);
  haulier_engines_renew_accounts (engines);
  ask (self);
  gtk_window_present (GTK_WINDOW (self));
}
