/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a person does to the selected jobs. */
#include "config.h"

#include "haulier-window-private.h"

#include <glib/gi18n.h>

#include "haulier-error-text.h"
#include "haulier-job-act.h"
#include "haulier-job-words.h"
#include "haulier-opener.h"

/* Actions of the engine, and the names that buttons and keys have for them. */
typedef struct
{
  const char *name;
  HaulierJobAction action;
} JobAction;

static const JobAction job_actions[] = {
  { "win.suspend", HAULIER_JOB_ACTION_SUSPEND },   { "win.resume", HAULIER_JOB_ACTION_RESUME },
  { "win.cancel", HAULIER_JOB_ACTION_CANCEL },     { "win.retry", HAULIER_JOB_ACTION_RETRY },
  { "win.complete", HAULIER_JOB_ACTION_COMPLETE },
};

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = haulier_job_act_finish (result, &error);
  const HaulierActResult *refusal = NULL;
  guint n_refused = 0;

  if (results == NULL)
    {
      g_autofree char *text = haulier_error_text_dup (error);

      haulier_window_tell (self, text);
      return;
    }
  for (guint i = 0; i < results->len; i++)
    if (((const HaulierActResult *) g_ptr_array_index (results, i))->code != 0)
      {
        refusal = g_ptr_array_index (results, i);
        n_refused++;
      }
  if (refusal == NULL)
    return;

  g_autofree char *code = haulier_error_text_dup_code (refusal->code);
  g_autofree char *sentence = haulier_error_text_dup_sentence (refusal->code);
  g_autofree char *text
      = n_refused == 1
            ? g_strdup_printf ("%s (%s)", sentence, code)
            /* translators: of several downloads some could not be changed; one reason follows */
            : g_strdup_printf (ngettext ("%u download was left: %s (%s)",
                                         "%u downloads were left: %s (%s)",
                                         n_refused),
                               n_refused,
                               haulier_job_words_error (refusal->code),
                               code);

  haulier_window_tell (self, text);
}

static void
act_on (HaulierWindow *self, GPtrArray *items, HaulierJobAction action)
{
  g_autoptr (GPtrArray) offered = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    if (haulier_job_selection_offers (g_ptr_array_index (items, i), action))
      g_ptr_array_add (offered, g_ptr_array_index (items, i));
  haulier_job_act_async (offered, action, NULL, acted_cb, g_object_ref (self));
}

static void
act (HaulierWindow *self, HaulierJobAction action)
{
  g_autoptr (GPtrArray) items = haulier_job_selection_list_selected (self->selection);

  act_on (self, items, action);
}

static void
job_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (guint i = 0; i < G_N_ELEMENTS (job_actions); i++)
    if (g_str_equal (job_actions[i].name, name))
      act (HAULIER_WINDOW (widget), job_actions[i].action);
}

static void
cancel_response_cb (HaulierWindow *self, const char *response)
{
  if (g_str_equal (response, "cancel-download"))
    act (self, HAULIER_JOB_ACTION_CANCEL);
}

static gboolean
would_lose_bytes (HaulierWindow *self, guint *out_n_jobs)
{
  g_autoptr (GPtrArray) items = haulier_job_selection_list_selected (self->selection);
  gboolean loses = FALSE;

  *out_n_jobs = 0;
  for (guint i = 0; i < items->len; i++)
    {
      HaulierJobItem *item = g_ptr_array_index (items, i);

      if (!haulier_job_selection_offers (item, HAULIER_JOB_ACTION_CANCEL))
        continue;
      (*out_n_jobs)++;
      loses = loses || haulier_job_item_get_job (item)->bytes_transferred > 0;
    }
  return loses;
}

/* Cancelling cannot be undone: it is asked about when something would be lost. */
static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HaulierWindow *self = HAULIER_WINDOW (widget);
  guint n_jobs;
  GtkWidget *dialog;

  if (!would_lose_bytes (self, &n_jobs))
    {
      act (self, HAULIER_JOB_ACTION_CANCEL);
      return;
    }
  dialog = adw_message_dialog_new (
      GTK_WINDOW (self),
      ngettext ("Cancel the Download?", "Cancel the Downloads?", n_jobs),
      ngettext (
          "What has arrived of an unfinished file is deleted. Suspend it instead to go on later.",
          "What has arrived of unfinished files is deleted. Suspend them instead to go on later.",
          n_jobs));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "keep",
                                    _ ("_Keep"),
                                    "cancel-download",
                                    ngettext ("_Cancel Download", "_Cancel Downloads", n_jobs),
                                    NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "cancel-download", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (
      dialog, "response", G_CALLBACK (cancel_response_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
remove_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HaulierWindow *self = HAULIER_WINDOW (widget);
  g_autoptr (GPtrArray) items = haulier_job_selection_list_selected (self->selection);

  if (items->len == 0)
    return;
  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
  haulier_removal_begin (self->removal, g_steal_pointer (&items));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!haulier_opener_open_finish (result, &error))
    haulier_window_tell (self, error->message);
}

static void
open_selected (HaulierWindow *self, gboolean folder)
{
  g_autoptr (HaulierJobItem) item = haulier_job_selection_get_only_selected (self->selection);
  const HaulierJob *job = item != NULL ? haulier_job_item_get_job (item) : NULL;

  if (job == NULL || job->local == NULL)
    return;
  haulier_opener_open_async (
      job->local, folder || job->files_total > 1, NULL, opened_cb, g_object_ref (self));
}

static void
open_file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_selected (HAULIER_WINDOW (widget), FALSE);
}

static void
show_in_folder_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_selected (HAULIER_WINDOW (widget), TRUE);
}

static void
copy_address_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HaulierWindow *self = HAULIER_WINDOW (widget);
  g_autoptr (GPtrArray) items = haulier_job_selection_list_selected (self->selection);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      const HaulierJob *job = haulier_job_item_get_job (g_ptr_array_index (items, i));

      if (job->remote != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", job->remote);
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text->str);
}

static void
take_ownership_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haulier_window_ownership_ask (HAULIER_WINDOW (widget));
}

static void
select_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haulier_job_selection_select_all (HAULIER_WINDOW (widget)->selection);
}

/* The person's own, whoever else's are on show; those of another account when it was chosen. */
static void
act_on_all (HaulierWindow *self, HaulierJobAction action)
{
  HaulierAccountItem *account = haulier_window_accounts_get_chosen (self);
  g_autoptr (GPtrArray) items = NULL;

  if (account == NULL || haulier_account_item_is_self (account))
    {
      haulier_job_act_on_own_async (self->engines, action, NULL, acted_cb, g_object_ref (self));
      return;
    }
  items = haulier_all_jobs_list_of (self->jobs, account);
  act_on (self, items, action);
}

static void
suspend_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  act_on_all (HAULIER_WINDOW (widget), HAULIER_JOB_ACTION_SUSPEND);
}

static void
resume_all_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  act_on_all (HAULIER_WINDOW (widget), HAULIER_JOB_ACTION_RESUME);
}

static void
lend_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haulier_window_accounts_lend (HAULIER_WINDOW (widget));
}

/**
 * haulier_window_actions_update:
 *
 * Enables what can be done to the selected jobs. Buttons of what cannot are not shown.
 */
void
haulier_window_actions_update (HaulierWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  g_autoptr (HaulierJobItem) item = haulier_job_selection_get_only_selected (self->selection);
  const HaulierJob *job = item != NULL ? haulier_job_item_get_job (item) : NULL;
  gboolean any = haulier_job_selection_count_selected (self->selection) > 0;
  gboolean file = job != NULL && job->local != NULL && job->files_transferred > 0;

  for (guint i = 0; i < G_N_ELEMENTS (job_actions); i++)
    gtk_widget_action_set_enabled (
        widget,
        job_actions[i].name,
        any && haulier_job_selection_can (self->selection, job_actions[i].action));
  /* The key removes any job; the buttons are for those for which there is nothing else to do. */
  gtk_widget_action_set_enabled (widget, "win.remove", any);
  gtk_widget_action_set_enabled (
      widget,
      "win.remove-ended",
      any && haulier_job_selection_can (self->selection, HAULIER_JOB_ACTION_REMOVE));
  gtk_widget_action_set_enabled (widget, "win.copy-address", any);
  gtk_widget_action_set_enabled (widget, "win.show-details", item != NULL);
  gtk_widget_action_set_enabled (widget, "win.show-in-folder", file);
  gtk_widget_action_set_enabled (
      widget, "win.take-ownership", item != NULL && haulier_job_item_can_take (item));
  gtk_widget_action_set_enabled (
      widget, "win.open-file", file && job->files_transferred == job->files_total);
}

/**
 * haulier_window_actions_install:
 *
 * Adds the actions to the class.
 */
void
haulier_window_actions_install (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (job_actions); i++)
    gtk_widget_class_install_action (
        widget_class,
        job_actions[i].name,
        NULL,
        job_actions[i].action == HAULIER_JOB_ACTION_CANCEL ? cancel_action : job_action);
  gtk_widget_class_install_action (widget_class, "win.copy-address", NULL, copy_address_action);
  gtk_widget_class_install_action (widget_class, "win.lend", NULL, lend_action);
  gtk_widget_class_install_action (widget_class, "win.open-file", NULL, open_file_action);
  gtk_widget_class_install_action (widget_class, "win.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "win.remove-ended", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "win.resume-all", NULL, resume_all_action);
  gtk_widget_class_install_action (widget_class, "win.select-all", NULL, select_all_action);
  gtk_widget_class_install_action (widget_class, "win.show-in-folder", NULL, show_in_folder_action);
  gtk_widget_class_install_action (widget_class, "win.suspend-all", NULL, suspend_all_action);
  gtk_widget_class_install_action (widget_class, "win.take-ownership", NULL, take_ownership_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "win.remove", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Delete, 0, "win.remove", NULL);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_a, GDK_CONTROL_MASK, "win.select-all", NULL);
}
