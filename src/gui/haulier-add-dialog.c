/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The dialog for a new download: what, where to, how; it stays open until the engine has it. */
#include "config.h"

#include "haulier-add-dialog.h"

#include <glib/gi18n.h>

#include "haulier-address-list.h"
#include "haulier-checksum.h"
#include "haulier-error-text.h"
#include "haulier-job-sending.h"
#include "haulier-job-words.h"
#include "haulier-login-group.h"
#include "haulier-model-types.h"
#include "haulier-rate.h"
#include "haulier-uri.h"

struct _HaulierAddDialog
{
  AdwWindow parent_instance;

  HaulierEngines *engines; /* (nullable) until it is known */
  char *folder;            /* absolute */
  GPtrArray *addresses;    /* (nullable): what the text says; NULL while it is wrong */
  gboolean busy;
  GtkFileChooserNative *chooser; /* (nullable) while it is open */

  GtkWidget *start_button;
  GtkSpinner *spinner;
  GtkInfoBar *error_bar;
  GtkLabel *error_label;
  GtkTextView *text_view;
  GtkTextBuffer *buffer;
  GtkLabel *hint;
  AdwComboRow *account_row;
  AdwActionRow *folder_row;
  GtkEditable *name_row;
  GtkSwitch *paused_switch;
  AdwComboRow *priority_row;
  GtkSpinButton *connections_spin;
  GtkEditable *limit_row;
  GtkEditable *checksum_row;
  HaulierLoginGroup *login_group;
};

enum
{
  ADDED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierAddDialog, haulier_add_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

static char *
dup_entered (GtkEditable *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (row)));
}

/* A row with a wrong text is marked; an empty one is right. */
static gboolean
check_row (GtkEditable *row, gboolean (*check) (const char *text))
{
  g_autofree char *text = dup_entered (row);
  gboolean right = *text == '\0' || check (text);

  if (right)
    gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               right ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  return right;
}

static gboolean
is_rate (const char *text)
{
  guint64 rate;

  return haulier_rate_parse (text, &rate, NULL);
}

static gboolean
is_checksum (const char *text)
{
  GChecksumType type;
  g_autofree char *hex = NULL;

  return haulier_checksum_parse (text, &type, &hex, NULL);
}

static void
show_hint (HaulierAddDialog *self, const GError *error)
{
  g_autofree char *text = NULL;

  if (error != NULL)
    text = g_strdup (error->message);
  else if (self->addresses->len == 0)
    text = g_strdup (_ ("One address a line. [01-20] and {a,b} stand for many."));
  else
    /* translators: below the addresses: how many files they name */
    text = g_strdup_printf (ngettext ("%u file", "%u files", self->addresses->len),
                            self->addresses->len);
  gtk_label_set_label (self->hint, text);
  if (error != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->hint), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->hint), "error");
}

static void
update_sensitivity (HaulierAddDialog *self)
{
  gboolean rows_right = check_row (self->limit_row, is_rate);
  gboolean single = self->addresses != NULL && self->addresses->len == 1;

  rows_right = check_row (self->checksum_row, is_checksum) && rows_right;
  gtk_widget_set_sensitive (GTK_WIDGET (self->checksum_row),
                            self->addresses == NULL || self->addresses->len <= 1);
  gtk_widget_set_sensitive (self->start_button,
                            !self->busy && rows_right && self->addresses != NULL
                                && !haulier_login_group_is_refused (self->login_group)
                                && (single || self->addresses->len > 1));
}

static HaulierAccountItem *
get_account (HaulierAddDialog *self)
{
  gpointer chosen = adw_combo_row_get_selected_item (self->account_row);

  return chosen != NULL
             ? chosen
             : haulier_account_list_get_self (haulier_engines_get_accounts (self->engines));
}

/* The way to the engine that is to have the job. */
static HaulierClient *
get_client (HaulierAddDialog *self)
{
  return haulier_engines_get_client_for (self->engines, get_account (self));
}

/* What is to be minded about the first address, as far as it is known. */
static void
plan_access (HaulierAddDialog *self)
{
  gboolean any = self->addresses != NULL && self->addresses->len > 0;

  if (self->engines != NULL)
    haulier_login_group_plan (self->login_group,
                              get_client (self),
                              get_account (self),
                              any ? g_ptr_array_index (self->addresses, 0) : NULL,
                              self->folder);
}

static void
changed_cb (HaulierAddDialog *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  text = gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);
  self->addresses = haulier_address_list_parse (text, &error);
  show_hint (self, error);
  update_sensitivity (self);
  plan_access (self);
}

/* Takes user and password out of every address; those of the first one are kept. */
static void
move_login_cb (HaulierAddDialog *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *kept = NULL;

  for (guint i = 0; self->addresses != NULL && i < self->addresses->len; i++)
    {
      g_autofree char *remote = NULL;
      g_autofree char *userinfo = NULL;

      if (!haulier_uri_split (g_ptr_array_index (self->addresses, i), &remote, &userinfo, NULL))
        continue;
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", remote);
      if (kept == NULL)
        kept = g_steal_pointer (&userinfo);
    }
  if (kept == NULL)
    return;
  haulier_login_group_take_userinfo (self->login_group, kept);
  gtk_text_buffer_set_text (self->buffer, text->str, -1);
}

/* What the account means for the job is seen where it is chosen, without scrolling. */
static void
planned_cb (HaulierAddDialog *self)
{
  const char *gravest = haulier_account_item_is_self (get_account (self))
                            ? NULL
                            : haulier_login_group_get_gravest (self->login_group);
  g_autofree char *subtitle = g_markup_escape_text (
      gravest != NULL ? gravest : _ ("Whose rights and network identity it has"), -1);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->account_row), subtitle);
  if (gravest != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->account_row), "minded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->account_row), "minded");
  update_sensitivity (self);
}

static void
account_chosen_cb (HaulierAddDialog *self)
{
  plan_access (self);
}

/* Oneself, the accounts of services, and the users of which the engine tells. */
static gboolean
can_own (gpointer item, gpointer user_data)
{
  return haulier_account_item_is_self (item)
         || haulier_account_item_get_account (item).kind != HAULIER_ACCOUNT_LOGIN_USER
         || haulier_account_item_get_facts (item) != NULL;
}

static void
computer_connected_cb (HaulierAddDialog *self)
{
  gboolean connected = haulier_client_is_connected (haulier_engines_get_computer (self->engines));

  if (!connected)
    adw_combo_row_set_selected (self->account_row, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->account_row), connected);
}

static void
facts_changed_cb (GtkFilter *filter)
{
  gtk_filter_changed (filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
offer_accounts (HaulierAddDialog *self)
{
  GListModel *accounts = G_LIST_MODEL (haulier_engines_get_accounts (self->engines));
  g_autoptr (GtkExpression) label
      = gtk_property_expression_new (HAULIER_TYPE_ACCOUNT_ITEM, NULL, "label");
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (can_own, NULL, NULL));
  g_autoptr (GtkFilterListModel) owners
      = gtk_filter_list_model_new (g_object_ref (accounts), filter);

  haulier_engines_refresh_accounts (self->engines);
  adw_combo_row_set_expression (self->account_row, label);
  adw_combo_row_set_model (self->account_row, G_LIST_MODEL (owners));
  g_signal_connect_object (
      accounts, "changed", G_CALLBACK (facts_changed_cb), filter, G_CONNECT_SWAPPED);
  g_signal_connect_object (haulier_engines_get_computer (self->engines),
                           "notify::connected",
                           G_CALLBACK (computer_connected_cb),
                           self,
                           G_CONNECT_SWAPPED);
  computer_connected_cb (self);
}

static void
set_busy (HaulierAddDialog *self, gboolean busy)
{
  self->busy = busy;
  gtk_spinner_set_spinning (self->spinner, busy);
  update_sensitivity (self);
}

static HaulierJobRequest *
create_request (HaulierAddDialog *self, GError **error)
{
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autofree char *name = dup_entered (self->name_row);
  g_autofree char *limit = dup_entered (self->limit_row);
  g_autofree char *checksum = dup_entered (self->checksum_row);
  g_autofree char *target = g_str_has_suffix (self->folder, "/")
                                ? g_strdup (self->folder)
                                : g_strconcat (self->folder, "/", NULL);
  guint priority = adw_combo_row_get_selected (self->priority_row);
  guint64 rate = 0;

  if (!haulier_account_item_is_self (get_account (self)))
    haulier_job_request_set (
        request,
        "account",
        g_variant_new_string (haulier_account_item_get_key (get_account (self))));
  if (*name != '\0')
    haulier_job_request_set (request, "name", g_variant_new_string (name));
  if (*limit != '\0' && haulier_rate_parse (limit, &rate, NULL))
    haulier_job_request_set (request, "limit", g_variant_new_uint64 (rate));
  haulier_job_request_set (
      request, "start", g_variant_new_boolean (!gtk_switch_get_active (self->paused_switch)));
  haulier_job_request_set (
      request,
      "priority",
      g_variant_new_string (haulier_word_from_value (HAULIER_TYPE_PRIORITY, (gint) priority)));
  haulier_job_request_set (
      request,
      "connections",
      g_variant_new_uint32 ((guint32) gtk_spin_button_get_value_as_int (self->connections_spin)));
  for (guint i = 0; i < self->addresses->len; i++)
    {
      GVariantDict options;

      g_variant_dict_init (&options, NULL);
      if (*checksum != '\0' && self->addresses->len == 1)
        g_variant_dict_insert (&options, "checksum", "s", checksum);
      haulier_job_request_add_file (
          request, g_ptr_array_index (self->addresses, i), target, g_variant_dict_end (&options));
    }
  if (!haulier_login_group_fill_request (self->login_group, request, error))
    return NULL;
  return g_steal_pointer (&request);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierAddDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HaulierJob) job
      = haulier_client_create_job_finish (HAULIER_CLIENT (source), result, &error);

  if (self->engines == NULL)
    return;
  set_busy (self, FALSE);
  if (job == NULL)
    {
      haulier_add_dialog_show_error (self, error);
      return;
    }
  g_signal_emit (self, signals[ADDED], 0, job->id, self->folder);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
start_cb (HaulierAddDialog *self)
{
  g_autoptr (HaulierJobRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  if (!gtk_widget_is_sensitive (self->start_button))
    return;
  gtk_info_bar_set_revealed (self->error_bar, FALSE);
  request = create_request (self, &error);
  if (request == NULL)
    {
      haulier_add_dialog_show_error (self, error);
      return;
    }
  set_busy (self, TRUE);
  haulier_client_create_job_async (
      get_client (self), request, NULL, created_cb, g_object_ref (self));
}

/* Return starts, as in a dialog of one line; with Shift it makes another line. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                HaulierAddDialog *self)
{
  if ((keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter)
      || (state & GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  if (gtk_widget_is_sensitive (self->start_button))
    start_cb (self);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
  return GDK_EVENT_STOP;
}

static void
chooser_response_cb (GtkNativeDialog *chooser, int response, HaulierAddDialog *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
      g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

      if (path != NULL)
        haulier_add_dialog_set_folder (self, path);
    }
  gtk_native_dialog_destroy (chooser);
  g_clear_object (&self->chooser);
}

static void
choose_folder_cb (HaulierAddDialog *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);

  if (self->chooser != NULL)
    return;
  self->chooser = gtk_file_chooser_native_new (_ ("Choose a Folder"),
                                               GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                                               _ ("_Select"),
                                               _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (self->chooser), folder, NULL);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chooser_response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
haulier_add_dialog_dispose (GObject *object)
{
  HaulierAddDialog *self = HAULIER_ADD_DIALOG (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  g_clear_object (&self->engines);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_ADD_DIALOG);

  G_OBJECT_CLASS (haulier_add_dialog_parent_class)->dispose (object);
}

static void
haulier_add_dialog_finalize (GObject *object)
{
  HaulierAddDialog *self = HAULIER_ADD_DIALOG (object);

  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->addresses, g_ptr_array_unref);

  G_OBJECT_CLASS (haulier_add_dialog_parent_class)->finalize (object);
}

static void
haulier_add_dialog_class_init (HaulierAddDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = haulier_add_dialog_dispose;
  object_class->finalize = haulier_add_dialog_finalize;

  signals[ADDED] = g_signal_new ("added",
                                 HAULIER_TYPE_ADD_DIALOG,
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 2,
                                 G_TYPE_STRING,
                                 G_TYPE_STRING);

  g_type_ensure (HAULIER_TYPE_LOGIN_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-add-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, start_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, error_bar);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, error_label);
  gtk_widget_class_bind_template_child_full (
      widget_class, "addresses", FALSE, G_STRUCT_OFFSET (HaulierAddDialog, text_view));
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, buffer);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, account_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, folder_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, paused_switch);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, priority_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, connections_spin);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, limit_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, checksum_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierAddDialog, login_group);
  gtk_widget_class_bind_template_callback (widget_class, account_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, move_login_cb);
  gtk_widget_class_bind_template_callback (widget_class, planned_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_sensitivity);
  gtk_widget_class_bind_template_callback (widget_class, start_cb);
}

static void
haulier_add_dialog_init (HaulierAddDialog *self)
{
  g_autoptr (GtkStringList) priorities = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = HAULIER_PRIORITY_FOREGROUND; i <= HAULIER_PRIORITY_LOW; i++)
    gtk_string_list_append (priorities, haulier_job_words_priority ((HaulierPriority) i));
  adw_combo_row_set_model (self->priority_row, G_LIST_MODEL (priorities));
  adw_combo_row_set_selected (self->priority_row, HAULIER_PRIORITY_NORMAL);
  gtk_spin_button_set_value (self->connections_spin, HAULIER_CONNECTIONS_DEFAULT);
  changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

/**
 * haulier_add_dialog_new:
 * @parent: the window it belongs to
 * @engines: the ways to the engines
 *
 * Returns: (transfer none): the dialog, not yet shown, for the download folder
 */
HaulierAddDialog *
haulier_add_dialog_new (GtkWindow *parent, HaulierEngines *engines)
{
  HaulierAddDialog *self = g_object_new (HAULIER_TYPE_ADD_DIALOG, "transient-for", parent, NULL);

  self->engines = g_object_ref (engines);
  offer_accounts (self);
  return self;
}

/**
 * haulier_add_dialog_set_folder:
 * @folder: (type filename): an absolute path; the engine says whether it will do
 */
void
haulier_add_dialog_set_folder (HaulierAddDialog *self, const char *folder)
{
  g_return_if_fail (HAULIER_IS_ADD_DIALOG (self));

  g_autofree char *name = g_filename_display_name (folder);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  g_free (self->folder);
  self->folder = g_strdup (folder);
  adw_action_row_set_subtitle (self->folder_row, escaped);
  plan_access (self);
}

/**
 * haulier_add_dialog_add_text:
 * @text: addresses
 *
 * Adds lines to what is there.
 */
void
haulier_add_dialog_add_text (HaulierAddDialog *self, const char *text)
{
  GtkTextIter end;

  g_return_if_fail (HAULIER_IS_ADD_DIALOG (self));

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  if (!gtk_text_iter_starts_line (&end))
    gtk_text_buffer_insert (self->buffer, &end, "\n", 1);
  gtk_text_buffer_insert (self->buffer, &end, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
}

/**
 * haulier_add_dialog_show_error:
 * @error: why the engine refuses
 *
 * Says what is wrong above what a person entered, which stays as it is.
 */
void
haulier_add_dialog_show_error (HaulierAddDialog *self, const GError *error)
{
  g_return_if_fail (HAULIER_IS_ADD_DIALOG (self));

  g_autofree char *text = haulier_error_text_dup (error);

  gtk_label_set_label (self->error_label, text);
  gtk_info_bar_set_revealed (self->error_bar, TRUE);
}
