/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How a person becomes the owner of somebody else's job, and what is said before. */
#include "config.h"

#include "haulier-window-private.h"

#include <glib/gi18n.h>

#include "haulier-client-job-calls.h"
#include "haulier-error-text.h"

/* What a person was asked about: by the time of the answer another job may be selected. */
typedef struct
{
  HaulierWindow *window;
  HaulierJobItem *item;
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->window);
  g_object_unref (question->item);
  g_free (question);
}

static void
refused (HaulierWindow *self, const GError *error)
{
  g_autofree char *text = haulier_error_text_dup (error);
  GtkWidget *dialog
      = adw_message_dialog_new (GTK_WINDOW (self), _ ("The Download Keeps Its Owner"), text);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (gtk_window_get_application (GTK_WINDOW (self)) == NULL)
    return;
  if (haulier_client_take_ownership_finish (HAULIER_CLIENT (source), result, &error))
    haulier_window_tell (self, _ ("The download is yours now"));
  else
    refused (self, error);
}

static void
answered_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  if (g_str_equal (response, "take"))
    haulier_client_take_ownership_async (haulier_job_item_get_client (question->item),
                                         haulier_job_item_get_id (question->item),
                                         NULL,
                                         taken_cb,
                                         g_object_ref (question->window));
}

/* Source: IBackgroundCopyJob::TakeOwnership, Remarks. */
static GtkWidget *
new_question (HaulierWindow *self, HaulierJobItem *item)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL);

  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog),
                                     /* translators: %s is the name of a download */
                                     _ ("Take Ownership of “%s”?"),
                                     haulier_job_item_get_job (item)->name);
  adw_message_dialog_format_body (
      ADW_MESSAGE_DIALOG (dialog),
      /* translators: %s is an account, for instance LocalSystem */
      _ ("From then on it runs as you, and only while you are logged on. It is %s’s no longer.\n\n"
         "Its passwords and other credentials, client certificate, headers of its own and notify "
         "command are dropped for good. An identity that was lent to it is not used until its "
         "lender agrees again."),
      haulier_account_item_get_label (haulier_job_item_get_owner (item)));
  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "take", _ ("_Take Ownership"), NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "take", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  return dialog;
}

/**
 * haulier_window_ownership_ask:
 *
 * Asks whether the selected job is to become the person's own; what it loses cannot be had back.
 */
void
haulier_window_ownership_ask (HaulierWindow *self)
{
  g_autoptr (HaulierJobItem) item = haulier_job_selection_get_only_selected (self->selection);
  GtkWidget *dialog = NULL;
  Question *question = NULL;

  if (item == NULL || !haulier_job_item_can_take (item))
    return;
  dialog = new_question (self, item);
  question = g_new0 (Question, 1);
  question->window = g_object_ref (self);
  question->item = g_steal_pointer (&item);
  g_signal_connect_data (
      dialog, "response", G_CALLBACK (answered_cb), question, question_free, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (dialog));
}
