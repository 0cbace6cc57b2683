/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window in which a person asks for a helper: it has the code, and tells what becomes of it. */
#include "config.h"

#include "haulier-offer-dialog.h"

#include <glib/gi18n.h>

#include "haulier-access-calls.h"
#include "haulier-error-text.h"
#include "haulier-helper-token.h"
#include "haulier-helper-uses.h"
#include "haulier-job-words.h"
#include "haulier-job.h"
#include "haulier-offer-view.h"
#include "haulier-token-calls.h"

/* Two codes of one job that end at the same time are the same one. */
#define SAME_END_USEC 1000

typedef enum
{
  STAGE_LOADING,   /* what the job uses a helper for is asked for */
  STAGE_ASKING,    /* a person says what the helper is for */
  STAGE_MAKING,    /* the engine makes a code */
  STAGE_OPEN,      /* the code is good */
  STAGE_USED,      /* somebody lent an identity */
  STAGE_EXPIRED,   /* nobody did in time */
  STAGE_WITHDRAWN, /* another code took its place, or the engine forgot it */
} Stage;

struct _HaulierOfferDialog
{
  AdwWindow parent_instance;

  HaulierClient *client; /* (nullable) after the end */
  char *id;
  Stage stage;
  guint flags;          /* of the job */
  gint64 since;         /* when the token was lent that was there before the code; 0: none was */
  gint64 ends;          /* of the code, monotonic microseconds */
  gboolean job_changed; /* since the last look */
  guint tick_source;
  GCancellable *asking;

  GtkWidget *close_button;
  GtkWidget *make_button;
  GtkSpinner *spinner;
  GtkLabel *trouble;
  GtkWidget *ask_box;
  GtkWidget *code_box;
  HaulierHelperUses *uses;
  GtkWidget *card;
  GtkLabel *code;
  GtkLabel *expiry;
  GtkLabel *outcome;
  HaulierOfferView *view;
};

enum
{
  CHANGED,
  LENT,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierOfferDialog, haulier_offer_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

static void look (HaulierOfferDialog *self);

static void
show_trouble (HaulierOfferDialog *self, const GError *error)
{
  g_autofree char *text = error != NULL ? haulier_error_text_dup (error) : g_strdup ("");

  gtk_label_set_label (self->trouble, text);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
}

static void
update_make_button (HaulierOfferDialog *self)
{
  gtk_widget_set_sensitive (self->make_button,
                            self->stage != STAGE_LOADING && self->stage != STAGE_MAKING
                                && haulier_helper_uses_get_flags (self->uses) != 0);
}

/* A code that is good for nothing any more is not shown. */
static void
set_stage (HaulierOfferDialog *self, Stage stage)
{
  gboolean asks = stage == STAGE_LOADING || stage == STAGE_ASKING || stage == STAGE_MAKING;
  gboolean again = stage == STAGE_EXPIRED || stage == STAGE_WITHDRAWN;

  self->stage = stage;
  gtk_button_set_label (GTK_BUTTON (self->close_button), asks ? _ ("_Cancel") : _ ("_Close"));
  gtk_button_set_label (GTK_BUTTON (self->make_button),
                        again ? _ ("_New Code") : _ ("_Make a Code"));
  gtk_widget_set_visible (self->make_button, asks || again);
  gtk_spinner_set_spinning (self->spinner, stage == STAGE_LOADING || stage == STAGE_MAKING);
  gtk_widget_set_visible (self->ask_box, asks);
  gtk_widget_set_visible (self->code_box, !asks);
  gtk_widget_set_visible (self->card, stage == STAGE_OPEN);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome), !asks && stage != STAGE_OPEN);
  if (stage != STAGE_OPEN)
    {
      gtk_label_set_label (self->code, "");
      g_clear_handle_id (&self->tick_source, g_source_remove);
    }
  update_make_button (self);
}

static void
end (HaulierOfferDialog *self, Stage stage, const char *text)
{
  gtk_label_set_label (self->outcome, text);
  set_stage (self, stage);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* It is over, however the engine counts. */
static void
expire (HaulierOfferDialog *self)
{
  end (self, STAGE_EXPIRED, _ ("The code has expired. Nobody used it."));
}

/* A job that moves changes ten times a second; one look a second will do. */
static gboolean
tick_cb (gpointer user_data)
{
  HaulierOfferDialog *self = user_data;
  gint64 left = (self->ends - g_get_monotonic_time ()) / G_USEC_PER_SEC;
  g_autofree char *words = haulier_job_words_time_left (MAX (left, 0));
  /* translators: of a code; a time, for instance "5 min" */
  g_autofree char *text = g_strdup_printf (_ ("Good once, for %s more"), words);

  if (left <= 0)
    {
      self->tick_source = 0;
      expire (self);
      return G_SOURCE_REMOVE;
    }
  gtk_label_set_label (self->expiry, text);
  if (self->job_changed)
    look (self);
  return G_SOURCE_CONTINUE;
}

/* Returns: when the code of the job ends, monotonic microseconds; 0: none is good */
static gint64
read_end (GVariant *token)
{
  gint64 expires = 0;

  if (!g_variant_lookup (token, "offer-expires", "x", &expires))
    return 0;
  return g_get_monotonic_time () + expires - g_get_real_time ();
}

static gint64
read_since (GVariant *token)
{
  gint64 since = 0;

  g_variant_lookup (token, "since", "x", &since);
  return since;
}

static void
withdraw (HaulierOfferDialog *self)
{
  end (self,
       STAGE_WITHDRAWN,
       _ ("The code was withdrawn: another one was made for this job, or it is gone."));
}

static void
conclude (HaulierOfferDialog *self, GVariant *token)
{
  const char *principal = "";
  g_autofree char *text = NULL;

  g_variant_lookup (token, "principal", "&s", &principal);
  /* translators: %s is the name of somebody who lent an identity */
  text = g_strdup_printf (_ ("%s is lent to this job now. The code is used up."), principal);
  if (read_since (token) > self->since)
    {
      end (self, STAGE_USED, text);
      g_signal_emit (self, signals[LENT], 0);
    }
  else if (g_get_monotonic_time () >= self->ends)
    expire (self);
  else
    withdraw (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierOfferDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) token
      = haulier_client_get_access_part_finish (HAULIER_CLIENT (source), result, &error);

  if (self->client == NULL || self->stage != STAGE_OPEN)
    return;
  if (token == NULL)
    {
      if (!haulier_client_error_is_unreachable (error))
        withdraw (self);
    }
  else if (read_since (token) > self->since || ABS (read_end (token) - self->ends) > SAME_END_USEC)
    conclude (self, token);
}

static void
look (HaulierOfferDialog *self)
{
  self->job_changed = FALSE;
  haulier_client_get_access_part_async (self->client,
                                        self->id,
                                        HAULIER_ACCESS_PART_HELPER_TOKEN,
                                        self->asking,
                                        looked_cb,
                                        g_object_ref (self));
}

static void
connected_cb (HaulierOfferDialog *self)
{
  if (self->client != NULL && self->stage == STAGE_OPEN
      && haulier_client_is_connected (self->client))
    look (self);
}

static void
jobs_changed_cb (HaulierOfferDialog *self, GPtrArray *jobs, const char *const *removed)
{
  gboolean concerned = removed != NULL && g_strv_contains (removed, self->id);

  for (guint i = 0; i < jobs->len && !concerned; i++)
    concerned = g_str_equal (((const HaulierJob *) jobs->pdata[i])->id, self->id);
  self->job_changed = self->job_changed || concerned;
}

/* Back to where a person can do something about it. */
static void
fail (HaulierOfferDialog *self, const GError *error)
{
  if (self->client == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_stage (self, STAGE_ASKING);
  show_trouble (self, error);
}

static void
expiry_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierOfferDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) token
      = haulier_client_get_access_part_finish (HAULIER_CLIENT (source), result, &error);

  if (token == NULL)
    {
      fail (self, error);
      return;
    }
  if (self->client == NULL)
    return;
  self->ends = read_end (token);
  self->since = read_since (token);
  self->job_changed = FALSE;
  set_stage (self, STAGE_OPEN);
  self->tick_source = g_timeout_add_seconds (1, tick_cb, self);
  if (tick_cb (self) == G_SOURCE_CONTINUE)
    gtk_widget_grab_focus (GTK_WIDGET (self->code));
}

static void
described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierOfferDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) offer
      = haulier_client_describe_offer_finish (HAULIER_CLIENT (source), result, &error);

  if (offer == NULL)
    {
      fail (self, error);
      return;
    }
  if (self->client == NULL)
    return;
  haulier_offer_view_show (self->view, offer);
  haulier_client_get_access_part_async (self->client,
                                        self->id,
                                        HAULIER_ACCESS_PART_HELPER_TOKEN,
                                        self->asking,
                                        expiry_cb,
                                        g_object_ref (self));
}

static void
offered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierOfferDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *code
      = haulier_client_offer_token_finish (HAULIER_CLIENT (source), result, &error);

  if (code == NULL)
    {
      fail (self, error);
      return;
    }
  if (self->client != NULL)
    {
      gtk_label_set_label (self->code, code);
      haulier_client_describe_offer_async (
          self->client, code, self->asking, described_cb, g_object_ref (self));
    }
  explicit_bzero (code, strlen (code));
}

static void
offer (HaulierOfferDialog *self)
{
  haulier_client_offer_token_async (
      self->client, self->id, self->asking, offered_cb, g_object_ref (self));
}

static void
flags_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierOfferDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!haulier_client_set_access_part_finish (HAULIER_CLIENT (source), result, &error))
    {
      fail (self, error);
      return;
    }
  if (self->client == NULL)
    return;
  self->flags = haulier_helper_uses_get_flags (self->uses);
  g_signal_emit (self, signals[CHANGED], 0);
  offer (self);
}

static void
make_cb (HaulierOfferDialog *self)
{
  guint flags = haulier_helper_uses_get_flags (self->uses);

  show_trouble (self, NULL);
  set_stage (self, STAGE_MAKING);
  if (flags == self->flags)
    offer (self);
  else
    haulier_client_set_token_flags_async (
        self->client, self->id, flags, self->asking, flags_set_cb, g_object_ref (self));
}

static void
copy_cb (HaulierOfferDialog *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          gtk_label_get_label (self->code));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierOfferDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) token
      = haulier_client_get_access_part_finish (HAULIER_CLIENT (source), result, &error);

  if (token == NULL)
    {
      fail (self, error);
      return;
    }
  if (self->client == NULL)
    return;
  g_variant_lookup (token, "flags", "u", &self->flags);
  /* A helper that is used for nothing is not asked for. */
  haulier_helper_uses_set_flags (self->uses,
                                 self->flags != 0 ? self->flags : HAULIER_TOKEN_NETWORK);
  set_stage (self, STAGE_ASKING);
  gtk_widget_grab_focus (self->make_button);
}

static void
haulier_offer_dialog_dispose (GObject *object)
{
  HaulierOfferDialog *self = HAULIER_OFFER_DIALOG (object);

  g_cancellable_cancel (self->asking);
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_clear_object (&self->client);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_OFFER_DIALOG);

  G_OBJECT_CLASS (haulier_offer_dialog_parent_class)->dispose (object);
}

static void
haulier_offer_dialog_finalize (GObject *object)
{
  HaulierOfferDialog *self = HAULIER_OFFER_DIALOG (object);

  g_clear_object (&self->asking);
  g_free (self->id);

  G_OBJECT_CLASS (haulier_offer_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HaulierOfferDialog, close_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierOfferDialog, make_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierOfferDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HaulierOfferDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, HaulierOfferDialog, ask_box);
  gtk_widget_class_bind_template_child (widget_class, HaulierOfferDialog, code_box);
  gtk_widget_class_bind_template_child (widget_class, HaulierOfferDialog, uses);
  gtk_widget_class_bind_template_child (widget_class, HaulierOfferDialog, card);
  gtk_widget_class_bind_template_child (widget_class, HaulierOfferDialog, code);
  gtk_widget_class_bind_template_child (widget_class, HaulierOfferDialog, expiry);
  gtk_widget_class_bind_template_child (widget_class, HaulierOfferDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, HaulierOfferDialog, view);
}

static void
haulier_offer_dialog_class_init (HaulierOfferDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = HAULIER_TYPE_OFFER_DIALOG;

  object_class->dispose = haulier_offer_dialog_dispose;
  object_class->finalize = haulier_offer_dialog_finalize;

  signals[CHANGED]
      = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LENT]
      = g_signal_new ("lent", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (HAULIER_TYPE_HELPER_USES);
  g_type_ensure (HAULIER_TYPE_OFFER_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-offer-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, make_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_make_button);
}

static void
haulier_offer_dialog_init (HaulierOfferDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->asking = g_cancellable_new ();
  set_stage (self, STAGE_LOADING);
}

/**
 * haulier_offer_dialog_new:
 * @parent: the window it belongs to
 * @client: the way to the engine
 * @id: the job
 *
 * Returns: (transfer none): a dialog, not yet shown
 */
HaulierOfferDialog *
haulier_offer_dialog_new (GtkWindow *parent, HaulierClient *client, const char *id)
{
  HaulierOfferDialog *self
      = g_object_new (HAULIER_TYPE_OFFER_DIALOG, "transient-for", parent, NULL);

  self->client = g_object_ref (client);
  self->id = g_strdup (id);
  g_signal_connect_object (
      client, "jobs-changed", G_CALLBACK (jobs_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      client, "notify::connected", G_CALLBACK (connected_cb), self, G_CONNECT_SWAPPED);
  haulier_client_get_access_part_async (
      client, id, HAULIER_ACCESS_PART_HELPER_TOKEN, self->asking, loaded_cb, g_object_ref (self));
  return self;
}
