/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The jobs that have a person's identity, each with a button that takes it back. */
#include "config.h"

#include "haulier-loan-list.h"

#include <glib/gi18n.h>

#include "haulier-access-words.h"
#include "haulier-account-names.h"
#include "haulier-token-calls.h"

struct _HaulierLoanList
{
  AdwPreferencesGroup parent_instance;

  HaulierClient *client; /* (nullable) until it is shown */
  GPtrArray *rows;       /* (unowned) GtkWidget that are in the group */
  GCancellable *asking;
};

enum
{
  FAILED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierLoanList, haulier_loan_list, ADW_TYPE_PREFERENCES_GROUP)

static guint signals[N_SIGNALS];

static void load (HaulierLoanList *self);

static void
fail (HaulierLoanList *self, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[FAILED], 0, error);
}

/* Whatever came of it: what is lent now. */
static void
withdrawn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLoanList) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!haulier_client_change_token_finish (HAULIER_CLIENT (source), result, &error))
    fail (self, error);
  if (!g_cancellable_is_cancelled (self->asking))
    load (self);
}

/* A button keeps what it takes back. */
typedef struct
{
  HaulierLoanList *list;
  char *id;
} Loan;

static void
loan_free (gpointer data, GClosure *closure)
{
  Loan *loan = data;

  g_free (loan->id);
  g_free (loan);
}

static void
take_back_cb (GtkButton *button, Loan *loan)
{
  HaulierLoanList *self = loan->list;

  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  haulier_client_withdraw_async (self->client, loan->id, NULL, withdrawn_cb, g_object_ref (self));
}

static GtkWidget *
new_button (HaulierLoanList *self, const char *id, const char *job)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Take Back"));
  /* translators: %s is the name of a job that has one's identity */
  g_autofree char *name = g_strdup_printf (_ ("Take Back from %s"), job);
  Loan *loan = g_new0 (Loan, 1);

  loan->list = self;
  loan->id = g_strdup (id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_data (button, "clicked", G_CALLBACK (take_back_cb), loan, loan_free, 0);
  return button;
}

/* Whose job it is comes before what for. */
static void
owner_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AdwActionRow) row = user_data;
  g_autofree char *name = haulier_account_names_ask_finish (result, NULL);
  g_autofree char *text = NULL;

  if (name == NULL)
    return;
  text = g_markup_printf_escaped ("%s, %s", name, adw_action_row_get_subtitle (row));
  adw_action_row_set_subtitle (row, text);
}

static void
ask_owner (HaulierLoanList *self, GVariant *loan, GtkWidget *row)
{
  const char *key = "";
  HaulierAccount owner;

  g_variant_lookup (loan, "owner", "&s", &key);
  if (haulier_account_from_key (key, &owner, NULL))
    haulier_account_names_ask_async (owner, self->asking, owner_cb, g_object_ref (row));
}

static void
add_row (HaulierLoanList *self, GVariant *loan)
{
  const char *id = "";
  const char *job = "";
  guint32 flags = 0;
  g_autofree char *title = NULL;
  GtkWidget *row = NULL;

  g_variant_lookup (loan, "id", "&s", &id);
  g_variant_lookup (loan, "name", "&s", &job);
  g_variant_lookup (loan, "flags", "u", &flags);
  title = g_markup_escape_text (job, -1);
  row = g_object_new (ADW_TYPE_ACTION_ROW,
                      "title",
                      title,
                      "subtitle",
                      haulier_access_words_token_flags (flags),
                      NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_button (self, id, job));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  ask_owner (self, loan, row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierLoanList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) loans
      = haulier_client_list_loans_finish (HAULIER_CLIENT (source), result, &error);

  if (loans == NULL)
    {
      fail (self, error);
      return;
    }
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (gsize i = 0; i < g_variant_n_children (loans); i++)
    {
      g_autoptr (GVariant) loan = g_variant_get_child_value (loans, i);

      add_row (self, loan);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

static void
load (HaulierLoanList *self)
{
  haulier_client_list_loans_async (self->client, self->asking, listed_cb, g_object_ref (self));
}

static void
haulier_loan_list_dispose (GObject *object)
{
  HaulierLoanList *self = HAULIER_LOAN_LIST (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (haulier_loan_list_parent_class)->dispose (object);
}

static void
haulier_loan_list_finalize (GObject *object)
{
  HaulierLoanList *self = HAULIER_LOAN_LIST (object);

  g_clear_object (&self->asking);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (haulier_loan_list_parent_class)->finalize (object);
}

static void
haulier_loan_list_class_init (HaulierLoanListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_loan_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = haulier_loan_list_finalize;

  signals[FAILED] = g_signal_new ("failed",
                                  HAULIER_TYPE_LOAN_LIST,
                                  G_SIGNAL_RUN_LAST,
                                  0,
                                  NULL,
                                  NULL,
                                  NULL,
                                  G_TYPE_NONE,
                                  1,
                                  G_TYPE_ERROR);
}

static void
haulier_loan_list_init (HaulierLoanList *self)
{
  self->rows = g_ptr_array_new ();
  self->asking = g_cancellable_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Lent Now"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * haulier_loan_list_show:
 * @client: the way to the engine of the computer
 *
 * Shows what is lent, if anything is.
 */
void
haulier_loan_list_show (HaulierLoanList *self, HaulierClient *client)
{
  g_return_if_fail (HAULIER_IS_LOAN_LIST (self));

  g_set_object (&self->client, client);
  load (self);
}
