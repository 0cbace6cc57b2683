/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window in which a person answers a code: it says what the job asks for, and lends it the
 * person's identity if that is agreed to. */
#include "config.h"

#include "haulier-lend-dialog.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "haulier-access-calls.h"
#include "haulier-account-names.h"
#include "haulier-cache-row.h"
#include "haulier-error-text.h"
#include "haulier-error.h"
#include "haulier-loan-list.h"
#include "haulier-offer-view.h"
#include "haulier-plan-item.h"
#include "haulier-token-calls.h"
#include "haulier-warning-list.h"

struct _HaulierLendDialog
{
  AdwWindow parent_instance;

  HaulierClient *client; /* (nullable) after the end */
  char *name;            /* (nullable) until it is known: the person's own */
  char *code;            /* (nullable): the one that was looked up */
  GVariant *offer;       /* (nullable): what is agreed to; without it nothing can be lent */
  gboolean busy;
  GCancellable *asking;

  GtkWidget *cancel_button;
  GtkWidget *back_button;
  GtkWidget *next_button;
  GtkWidget *lend_button;
  GtkSpinner *spinner;
  GtkLabel *trouble;
  GtkWidget *code_box;
  GtkEditable *code_row;
  HaulierLoanList *loans;
  GtkWidget *consent_box;
  GtkLabel *question;
  HaulierOfferView *view;
  HaulierWarningList *warnings;
  HaulierCacheRow *cache_row;
};

enum
{
  MESSAGE,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierLendDialog, haulier_lend_dialog, ADW_TYPE_WINDOW)

static guint signals[N_SIGNALS];

/* No engine knows a code by another name than this one: it says why that may be. */
static char *
dup_trouble (const GError *error)
{
  g_autofree char *code = NULL;

  if (!g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND))
    return haulier_error_text_dup (error);
  code = haulier_error_text_dup_code (error->code);
  /* translators: %s is a number and a name that are never translated */
  return g_strdup_printf (_ ("The code is wrong, was used already or has expired. Ask for a new "
                             "one. After ten wrong codes even a right one is refused for some "
                             "minutes. (%s)"),
                          code);
}

static void
show_trouble (HaulierLendDialog *self, const GError *error)
{
  g_autofree char *text = error != NULL ? dup_trouble (error) : g_strdup ("");

  gtk_label_set_label (self->trouble, text);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
}

static void
wipe_code (HaulierLendDialog *self)
{
  if (self->code != NULL)
    explicit_bzero (self->code, strlen (self->code));
  g_clear_pointer (&self->code, g_free);
}

/* Returns: (transfer full): what was entered, as the engine writes it */
static char *
dup_entered (HaulierLendDialog *self)
{
  return g_strstrip (g_ascii_strdown (gtk_editable_get_text (self->code_row), -1));
}

static void
update (HaulierLendDialog *self)
{
  gboolean seen = self->offer != NULL;
  g_autofree char *entered = dup_entered (self);

  gtk_widget_set_visible (self->code_box, !seen);
  gtk_widget_set_visible (self->consent_box, seen);
  gtk_widget_set_visible (self->back_button, seen);
  gtk_widget_set_visible (self->next_button, !seen);
  gtk_widget_set_visible (self->lend_button, seen);
  gtk_widget_set_sensitive (self->next_button, !self->busy && *entered != '\0');
  gtk_widget_set_sensitive (self->lend_button, !self->busy && seen);
  gtk_widget_set_sensitive (self->back_button, !self->busy);
  gtk_spinner_set_spinning (self->spinner, self->busy);
  /* The key that asks does not agree. */
  gtk_window_set_default_widget (GTK_WINDOW (self), seen ? NULL : self->next_button);
}

static void
set_busy (HaulierLendDialog *self, gboolean busy)
{
  self->busy = busy;
  update (self);
}

static void
go_back (HaulierLendDialog *self)
{
  g_clear_pointer (&self->offer, g_variant_unref);
  wipe_code (self);
  set_busy (self, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->code_row));
}

static void
back_cb (HaulierLendDialog *self)
{
  show_trouble (self, NULL);
  go_back (self);
}

/* What concerns who lends; the rest is the owner's business. */
static gboolean
concerns_lender (HaulierPlanItem *item)
{
  const char *resource = haulier_plan_item_get_resource (item);

  return g_str_equal (resource, "helper-token") || g_str_equal (resource, "download-file");
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLendDialog) self = user_data;
  g_autoptr (GPtrArray) plan
      = haulier_client_plan_access_finish (HAULIER_CLIENT (source), result, NULL);

  if (plan == NULL || self->client == NULL)
    return;
  haulier_warning_list_clear (self->warnings);
  for (guint i = 0; i < plan->len; i++)
    {
      if (concerns_lender (plan->pdata[i]))
        haulier_warning_list_add (
            self->warnings, haulier_plan_item_get_warnings (plan->pdata[i]), NULL);
    }
}

/* As if a job of one's own asked for the same; the job itself is not the lender's to look at. */
static void
plan (HaulierLendDialog *self)
{
  g_autofree const char **folders = NULL;
  g_autofree const char **origins = NULL;
  guint32 flags = 0;
  GVariantDict spec;

  g_variant_lookup (self->offer, "flags", "u", &flags);
  g_variant_lookup (self->offer, "folders", "^a&ay", &folders);
  g_variant_lookup (self->offer, "origins", "^a&s", &origins);
  g_variant_dict_init (&spec, NULL);
  g_variant_dict_insert (&spec, "token-flags", "u", flags);
  g_variant_dict_insert (&spec, "helper", "s", self->name);
  if (folders != NULL && folders[0] != NULL)
    g_variant_dict_insert (&spec, "local", "^ay", folders[0]);
  if (origins != NULL && origins[0] != NULL)
    g_variant_dict_insert (&spec, "remote", "s", origins[0]);
  haulier_client_plan_access_async (
      self->client, g_variant_dict_end (&spec), self->asking, planned_cb, g_object_ref (self));
}

static void
named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLendDialog) self = user_data;
  char *name = haulier_account_names_ask_finish (result, NULL);

  if (name != NULL)
    self->name = name;
}

static void
show_offer (HaulierLendDialog *self)
{
  const char *name = "";
  g_autofree char *text = NULL;

  g_variant_lookup (self->offer, "name", "&s", &name);
  /* translators: %s is the name of a job of somebody else */
  text = g_strdup_printf (_ ("“%s” wants to act as you, for what stands below and nothing more, "
                             "until you log off. Agree only if you expect that."),
                          name);
  gtk_label_set_label (self->question, text);
  haulier_offer_view_show (self->view, self->offer);
  haulier_warning_list_clear (self->warnings);
  if (self->name != NULL)
    plan (self);
}

static void
described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLendDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GVariant *offer = haulier_client_describe_offer_finish (HAULIER_CLIENT (source), result, &error);

  if (self->client == NULL)
    {
      g_clear_pointer (&offer, g_variant_unref);
      return;
    }
  g_clear_pointer (&self->offer, g_variant_unref);
  if (offer == NULL)
    {
      show_trouble (self, error);
      go_back (self);
      return;
    }
  self->offer = offer;
  show_offer (self);
  set_busy (self, FALSE);
  gtk_widget_grab_focus (self->cancel_button);
}

static void
describe (HaulierLendDialog *self)
{
  set_busy (self, TRUE);
  haulier_client_describe_offer_async (
      self->client, self->code, self->asking, described_cb, g_object_ref (self));
}

static void
next_cb (HaulierLendDialog *self)
{
  wipe_code (self);
  self->code = dup_entered (self);
  show_trouble (self, NULL);
  describe (self);
}

static void
finish (HaulierLendDialog *self)
{
  const char *name = "";
  g_autofree char *text = NULL;

  g_variant_lookup (self->offer, "name", "&s", &name);
  /* translators: %s is the name of a job of somebody else */
  text = g_strdup_printf (_ ("Your identity is lent to “%s” until you log off"), name);
  g_signal_emit (self, signals[MESSAGE], 0, text);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
lent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLendDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean lent = haulier_client_change_token_finish (HAULIER_CLIENT (source), result, &error);

  if (self->client == NULL)
    return;
  if (lent)
    {
      finish (self);
      return;
    }
  show_trouble (self, error);
  if (g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND))
    go_back (self);
  else if (g_error_matches (error, HAULIER_ERROR, HAULIER_ERROR_INVALID_STATE))
    /* It asks for something else by now, which is to be seen first. */
    describe (self);
  else
    set_busy (self, FALSE);
}

static void
lend_cb (HaulierLendDialog *self)
{
  const char *digest = "";

  g_variant_lookup (self->offer, "digest", "&s", &digest);
  show_trouble (self, NULL);
  haulier_client_lend_async (self->client,
                             self->code,
                             digest,
                             haulier_cache_row_get_options (self->cache_row),
                             NULL,
                             lent_cb,
                             g_object_ref (self));
  set_busy (self, TRUE);
}

static void
haulier_lend_dialog_dispose (GObject *object)
{
  HaulierLendDialog *self = HAULIER_LEND_DIALOG (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->client);
  g_clear_pointer (&self->offer, g_variant_unref);
  wipe_code (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_LEND_DIALOG);

  G_OBJECT_CLASS (haulier_lend_dialog_parent_class)->dispose (object);
}

static void
haulier_lend_dialog_finalize (GObject *object)
{
  HaulierLendDialog *self = HAULIER_LEND_DIALOG (object);

  g_clear_object (&self->asking);
  g_free (self->name);

  G_OBJECT_CLASS (haulier_lend_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, next_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, lend_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, code_box);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, loans);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, consent_box);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, question);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, view);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, warnings);
  gtk_widget_class_bind_template_child (widget_class, HaulierLendDialog, cache_row);
}

static void
haulier_lend_dialog_class_init (HaulierLendDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = haulier_lend_dialog_dispose;
  object_class->finalize = haulier_lend_dialog_finalize;

  signals[MESSAGE] = g_signal_new ("message",
                                   HAULIER_TYPE_LEND_DIALOG,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_STRING);

  g_type_ensure (HAULIER_TYPE_CACHE_ROW);
  g_type_ensure (HAULIER_TYPE_LOAN_LIST);
  g_type_ensure (HAULIER_TYPE_OFFER_VIEW);
  g_type_ensure (HAULIER_TYPE_WARNING_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-lend-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, lend_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_trouble);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
haulier_lend_dialog_init (HaulierLendDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->asking = g_cancellable_new ();
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->code_row));
}

/**
 * haulier_lend_dialog_new:
 * @parent: the window it belongs to
 * @client: the way to the engine of the computer
 *
 * Returns: (transfer none): a dialog, not yet shown
 */
HaulierLendDialog *
haulier_lend_dialog_new (GtkWindow *parent, HaulierClient *client)
{
  HaulierLendDialog *self = g_object_new (HAULIER_TYPE_LEND_DIALOG, "transient-for", parent, NULL);

  self->client = g_object_ref (client);
  haulier_loan_list_show (self->loans, client);
  haulier_account_names_ask_async (
      haulier_account_for_user (getuid ()), self->asking, named_cb, g_object_ref (self));
  return self;
}
