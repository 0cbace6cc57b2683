/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Buttons with which a job gets a helper, gets rid of one, or goes on without. */
#include "config.h"

#include "haulier-helper-actions.h"

#include <glib/gi18n.h>

#include "haulier-access-calls.h"
#include "haulier-access-editor.h"
#include "haulier-error-text.h"
#include "haulier-error.h"
#include "haulier-identity-form.h"
#include "haulier-job-act.h"
#include "haulier-offer-dialog.h"
#include "haulier-token-calls.h"

struct _HaulierHelperActions
{
  GtkBox parent_instance;

  HaulierJobItem *item; /* (nullable) */
  HaulierClient *client;
  GSignalGroup *changes;    /* of the job */
  GSignalGroup *connection; /* of the client */
  GCancellable *asking;     /* (nullable): what the job has now */
  char *principal;          /* (nullable): who is lent to it */

  GtkWidget *ask_button;
  GtkWidget *lend_button;
  GtkWidget *go_on_button;
  GtkWidget *clear_button;
};

enum
{
  CHANGED,
  MESSAGE,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierHelperActions, haulier_helper_actions, GTK_TYPE_BOX)

static guint signals[N_SIGNALS];

static void
tell (HaulierHelperActions *self, const GError *error)
{
  g_autofree char *text = haulier_error_text_dup (error);

  g_signal_emit (self, signals[MESSAGE], 0, text);
}

static void
hide (HaulierHelperActions *self)
{
  gtk_widget_set_visible (self->ask_button, FALSE);
  gtk_widget_set_visible (self->lend_button, FALSE);
  gtk_widget_set_visible (self->go_on_button, FALSE);
  gtk_widget_set_visible (self->clear_button, FALSE);
}

/* Nobody else can come to an engine of one user, who has other tickets at most. */
static void
show_state (HaulierHelperActions *self, const char *state, guint flags)
{
  gboolean is_set = g_str_equal (state, "set");
  gboolean shared = haulier_client_is_system (self->client);

  gtk_button_set_label (GTK_BUTTON (self->lend_button),
                        shared ? _ ("_Use My Identity…") : _ ("_Use Another Kerberos Cache…"));
  gtk_widget_set_visible (self->ask_button, !is_set && shared);
  gtk_widget_set_visible (self->lend_button, !is_set);
  gtk_widget_set_visible (self->go_on_button, !is_set && flags != 0);
  gtk_widget_set_visible (self->clear_button, is_set);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierHelperActions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) token
      = haulier_client_get_access_part_finish (HAULIER_CLIENT (source), result, &error);
  const char *state = "none";
  guint32 flags = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->item == NULL
      || (error != NULL && haulier_client_error_is_unreachable (error)))
    return;
  if (token == NULL || haulier_job_item_get_group (self->item) == HAULIER_JOB_GROUP_FINISHED)
    {
      hide (self);
      return;
    }
  g_variant_lookup (token, "flags", "u", &flags);
  g_variant_lookup (token, "state", "&s", &state);
  g_clear_pointer (&self->principal, g_free);
  g_variant_lookup (token, "principal", "s", &self->principal);
  show_state (self, state, flags);
}

static void
look_cb (HaulierHelperActions *self)
{
  if (self->item == NULL)
    return;
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  haulier_client_get_access_part_async (self->client,
                                        haulier_job_item_get_id (self->item),
                                        HAULIER_ACCESS_PART_HELPER_TOKEN,
                                        self->asking,
                                        loaded_cb,
                                        g_object_ref (self));
}

static void
resumed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierHelperActions) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = haulier_job_act_finish (result, &error);

  if (results == NULL)
    tell (self, error);
}

/* What stopped for want of a helper goes on now. */
static void
go_on (HaulierHelperActions *self, HaulierJobItem *item)
{
  const HaulierJob *job = haulier_job_item_get_job (item);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  if (job->state != HAULIER_JOB_STATE_ERROR || job->failure == NULL
      || job->failure->code != HAULIER_ERROR_TOKEN_REQUIRED)
    return;
  g_ptr_array_add (items, item);
  haulier_job_act_async (items, HAULIER_JOB_ACTION_RESUME, NULL, resumed_cb, g_object_ref (self));
}

/* The job that was changed may not be the one on show any more. */
typedef struct
{
  HaulierHelperActions *self;
  HaulierJobItem *item;
} Change;

static Change *
change_new (HaulierHelperActions *self)
{
  Change *change = g_new0 (Change, 1);

  change->self = g_object_ref (self);
  change->item = g_object_ref (self->item);
  return change;
}

static void
change_free (Change *change)
{
  g_object_unref (change->self);
  g_object_unref (change->item);
  g_free (change);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void
change_closure_free (gpointer data, GClosure *closure)
{
  change_free (data);
}

static void
lent_cb (Change *change)
{
  g_signal_emit (change->self, signals[CHANGED], 0);
  go_on (change->self, change->item);
}

static void
flags_cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Change) change = user_data;
  g_autoptr (GError) error = NULL;

  if (!haulier_client_set_access_part_finish (HAULIER_CLIENT (source), result, &error))
    tell (change->self, error);
  else
    lent_cb (change);
}

static void
go_on_cb (HaulierHelperActions *self)
{
  haulier_client_set_token_flags_async (self->client,
                                        haulier_job_item_get_id (self->item),
                                        0,
                                        NULL,
                                        flags_cleared_cb,
                                        change_new (self));
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierHelperActions) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!haulier_client_change_token_finish (HAULIER_CLIENT (source), result, &error))
    tell (self, error);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_response_cb (Change *change, const char *response)
{
  HaulierHelperActions *self = change->self;

  if (g_str_equal (response, "clear"))
    haulier_client_clear_token_async (haulier_job_item_get_client (change->item),
                                      haulier_job_item_get_id (change->item),
                                      NULL,
                                      cleared_cb,
                                      g_object_ref (self));
}

static GtkWindow *
get_window (HaulierHelperActions *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

/* What somebody else lent cannot be had back without them: it is asked about. */
static void
clear_cb (HaulierHelperActions *self)
{
  /* translators: %s is the name of somebody whose identity is lent */
  g_autofree char *text
      = g_strdup_printf (_ ("If the job needs %s again, they have to lend their identity anew."),
                         self->principal != NULL ? self->principal : "–");
  GtkWidget *dialog = adw_message_dialog_new (get_window (self), _ ("Clear the Helper?"), text);

  adw_message_dialog_add_responses (
      ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep"), "clear", _ ("_Clear Helper"), NULL);
  adw_message_dialog_set_response_appearance (
      ADW_MESSAGE_DIALOG (dialog), "clear", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_data (dialog,
                         "response",
                         G_CALLBACK (clear_response_cb),
                         change_new (self),
                         change_closure_free,
                         G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
offer_changed_cb (HaulierHelperActions *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
ask_cb (HaulierHelperActions *self)
{
  HaulierOfferDialog *dialog = haulier_offer_dialog_new (
      get_window (self), self->client, haulier_job_item_get_id (self->item));

  g_signal_connect_object (
      dialog, "changed", G_CALLBACK (offer_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_data (dialog,
                         "lent",
                         G_CALLBACK (lent_cb),
                         change_new (self),
                         change_closure_free,
                         G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
lend_cb (HaulierHelperActions *self)
{
  haulier_helper_actions_lend (self, 0);
}

static void
haulier_helper_actions_dispose (GObject *object)
{
  HaulierHelperActions *self = HAULIER_HELPER_ACTIONS (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->changes);
  g_clear_object (&self->connection);
  g_clear_object (&self->item);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (haulier_helper_actions_parent_class)->dispose (object);
}

static void
haulier_helper_actions_finalize (GObject *object)
{
  g_free (HAULIER_HELPER_ACTIONS (object)->principal);

  G_OBJECT_CLASS (haulier_helper_actions_parent_class)->finalize (object);
}

static void
haulier_helper_actions_class_init (HaulierHelperActionsClass *klass)
{
  GType type = HAULIER_TYPE_HELPER_ACTIONS;

  G_OBJECT_CLASS (klass)->dispose = haulier_helper_actions_dispose;
  G_OBJECT_CLASS (klass)->finalize = haulier_helper_actions_finalize;

  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new (
      "message", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
add_button (HaulierHelperActions *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (self), button);
  return button;
}

static void
haulier_helper_actions_init (HaulierHelperActions *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->ask_button = add_button (self, _ ("Ask for a _Helper…"), G_CALLBACK (ask_cb));
  self->lend_button = add_button (self, _ ("_Use My Identity…"), G_CALLBACK (lend_cb));
  self->go_on_button = add_button (self, _ ("Go On _Without a Helper"), G_CALLBACK (go_on_cb));
  self->clear_button = add_button (self, _ ("C_lear Helper…"), G_CALLBACK (clear_cb));
  hide (self);
  self->changes = g_signal_group_new (HAULIER_TYPE_JOB_ITEM);
  g_signal_group_connect_swapped (self->changes, "notify::modified", G_CALLBACK (look_cb), self);
  g_signal_group_connect_swapped (self->changes, "notify::state", G_CALLBACK (look_cb), self);
  self->connection = g_signal_group_new (HAULIER_TYPE_CLIENT);
  g_signal_group_connect_swapped (
      self->connection, "notify::connected", G_CALLBACK (look_cb), self);
}

/**
 * haulier_helper_actions_show:
 * @item: (nullable): the job; %NULL: nothing is offered
 *
 * Offers what can be done about the helper of a job.
 */
void
haulier_helper_actions_show (HaulierHelperActions *self, HaulierJobItem *item)
{
  g_return_if_fail (HAULIER_IS_HELPER_ACTIONS (self));

  if (!g_set_object (&self->item, item))
    return;
  g_cancellable_cancel (self->asking);
  hide (self);
  if (item != NULL)
    g_set_object (&self->client, haulier_job_item_get_client (item));
  g_signal_group_set_target (self->changes, item);
  g_signal_group_set_target (self->connection, item != NULL ? self->client : NULL);
  if (item != NULL)
    look_cb (self);
}

/**
 * haulier_helper_actions_lend:
 * @flags: HAULIER_TOKEN_… to begin with; 0: what the job has
 *
 * Lets a person lend the own identity to the job.
 */
void
haulier_helper_actions_lend (HaulierHelperActions *self, guint flags)
{
  HaulierAccessEditor *editor = NULL;
  const char *title = NULL;

  g_return_if_fail (HAULIER_IS_HELPER_ACTIONS (self) && self->item != NULL);

  title = haulier_client_is_system (self->client) ? _ ("Use My Identity")
                                                  : _ ("Use Another Kerberos Cache");
  editor = haulier_access_editor_new (get_window (self),
                                      title,
                                      self->client,
                                      haulier_job_item_get_id (self->item),
                                      haulier_identity_form_new (flags));
  g_signal_connect_data (editor,
                         "saved",
                         G_CALLBACK (lent_cb),
                         change_new (self),
                         change_closure_free,
                         G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}
