/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The access plan of the job on show, and the ways to change it. */
#include "config.h"

#include "haulier-access-page.h"

#include <glib/gi18n.h>

#include "haulier-access-calls.h"
#include "haulier-access-editor.h"
#include "haulier-access-fix.h"
#include "haulier-access-row.h"
#include "haulier-access-words.h"
#include "haulier-certificate-form.h"
#include "haulier-client-job-calls.h"
#include "haulier-credential-form.h"
#include "haulier-error-text.h"
#include "haulier-helper-actions.h"
#include "haulier-plan-list.h"
#include "haulier-proxy-form.h"
#include "haulier-token-form.h"
#include "haulier-word-row.h"

/* From here on a row has columns. */
#define WIDE_MIN_PX 560

struct _HaulierAccessPage
{
  AdwBin parent_instance;

  HaulierClient *client;
  HaulierJobItem *item;  /* (nullable) */
  HaulierPlanList *plan; /* (nullable) */
  GCancellable *asking;  /* (nullable): the profile */
  GCancellable *what_if; /* (nullable): the plan of another account */
  gboolean wide;
  gboolean loading;
  guint layout_source;
  HaulierHelperActions *helper; /* in the row of the helper token, when there is one */

  HaulierWordRow *account_row;
  HaulierWordRow *profile_row;
  GtkLabel *trouble;
  GtkListBox *list_box;
  GtkAdjustment *across; /* its page is as wide as what is in sight */
};

enum
{
  MESSAGE,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierAccessPage, haulier_access_page, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
tell (HaulierAccessPage *self, const GError *error)
{
  g_autofree char *text = haulier_error_text_dup (error);

  g_signal_emit (self, signals[MESSAGE], 0, text);
}

static void
show_trouble (HaulierAccessPage *self, const GError *error)
{
  g_autofree char *text = error != NULL ? haulier_error_text_dup (error) : g_strdup ("");

  gtk_label_set_label (self->trouble, text);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), error != NULL);
}

static gboolean
is_what_if (HaulierAccessPage *self)
{
  return *haulier_word_row_get_word (self->account_row) != '\0';
}

/* Which editor decides about a resource; NULL: none. */
static GtkWidget *
new_form (const char *resource)
{
  if (g_str_equal (resource, "server-login"))
    return haulier_credential_form_new ("server");
  if (g_str_equal (resource, "proxy-login"))
    return haulier_credential_form_new ("proxy");
  if (g_str_equal (resource, "proxy-settings") || g_str_equal (resource, "proxy-script"))
    return haulier_proxy_form_new (NULL);
  if (g_str_equal (resource, "client-certificate"))
    return haulier_certificate_form_new ();
  if (g_str_equal (resource, "helper-token"))
    return haulier_token_form_new (-1);
  return NULL;
}

static gboolean
has_form (const char *resource)
{
  static const char *const resources[] = {
    "server-login", "proxy-login", "proxy-settings", "proxy-script", "client-certificate",
    "helper-token", NULL,
  };

  return g_strv_contains (resources, resource);
}

static void
details_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierAccessPage) self = user_data;
  g_autoptr (GVariant) details = NULL;
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (HaulierJob) job
      = haulier_client_get_details_finish (HAULIER_CLIENT (source), result, &details, NULL);
  const char *profile = "";

  if (job == NULL || self->item == NULL)
    return;
  settings = g_variant_lookup_value (details, "settings", G_VARIANT_TYPE_VARDICT);
  if (settings != NULL)
    g_variant_lookup (settings, "profile", "&s", &profile);
  self->loading = TRUE;
  haulier_word_row_set_word (self->profile_row, profile);
  self->loading = FALSE;
}

static void
ask_details (HaulierAccessPage *self)
{
  haulier_client_get_details_async (self->client,
                                    haulier_job_item_get_id (self->item),
                                    self->asking,
                                    details_cb,
                                    g_object_ref (self));
}

/* What is set now, whether that was taken or refused. */
static void
saved_cb (HaulierAccessPage *self)
{
  if (self->plan == NULL)
    return;
  haulier_plan_list_refresh (self->plan);
  ask_details (self);
}

static void
open_editor (HaulierAccessPage *self, const char *title, GtkWidget *form)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  HaulierAccessEditor *editor = haulier_access_editor_new (
      GTK_WINDOW (root), title, self->client, haulier_job_item_get_id (self->item), form);

  g_signal_connect_object (editor, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (editor));
}

static void
edit_cb (HaulierAccessRow *row, HaulierAccessPage *self)
{
  const char *resource = haulier_plan_item_get_resource (haulier_access_row_get_item (row));

  open_editor (self,
               haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_RESOURCE, resource),
               new_form (resource));
}

/* A person has to say more: the editor begins with what is known. */
static void
open_fix (HaulierAccessPage *self, const char *action, GVariant *arguments)
{
  const char *title = haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_FIX, action);
  const char *target = "server";
  const char *usage = "override";
  guint32 flags = 0;

  if (arguments != NULL)
    {
      g_variant_lookup (arguments, "target", "&s", &target);
      g_variant_lookup (arguments, "usage", "&s", &usage);
      g_variant_lookup (arguments, "flags", "u", &flags);
    }
  if (g_str_equal (action, "set-credential"))
    open_editor (self, title, haulier_credential_form_new (target));
  else if (g_str_equal (action, "set-proxy"))
    open_editor (self, title, haulier_proxy_form_new (usage));
  else
    haulier_helper_actions_lend (self->helper, flags);
}

static void
fixed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierAccessPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!haulier_access_fix_finish (HAULIER_CLIENT (source), result, &error))
    tell (self, error);
  saved_cb (self);
}

static void
fix_cb (HaulierAccessRow *row, const char *action, GVariant *arguments, HaulierAccessPage *self)
{
  if (haulier_access_fix_needs_editor (action, arguments))
    open_fix (self, action, arguments);
  else
    haulier_access_fix_async (self->client,
                              haulier_job_item_get_id (self->item),
                              action,
                              arguments,
                              fixed_cb,
                              g_object_ref (self));
}

static void
insert_row (HaulierAccessPage *self, HaulierPlanItem *item, gint position)
{
  gboolean editable = !is_what_if (self);
  GtkWidget *row = haulier_access_row_new (
      item, editable && has_form (haulier_plan_item_get_resource (item)), editable);

  haulier_access_row_set_wide (HAULIER_ACCESS_ROW (row), self->wide);
  if (editable && g_str_equal (haulier_plan_item_get_resource (item), "helper-token"))
    haulier_access_row_set_extra (HAULIER_ACCESS_ROW (row), GTK_WIDGET (self->helper));
  g_signal_connect (row, "edit", G_CALLBACK (edit_cb), self);
  g_signal_connect (row, "fix", G_CALLBACK (fix_cb), self);
  gtk_list_box_insert (self->list_box, row, position);
  gtk_widget_set_visible (GTK_WIDGET (self->list_box), TRUE);
}

static void
remove_rows (HaulierAccessPage *self, guint position, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list_box, (gint) position);

      if (row == NULL)
        break;
      gtk_list_box_remove (self->list_box, GTK_WIDGET (row));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list_box),
                          gtk_list_box_get_row_at_index (self->list_box, 0) != NULL);
}

static void
plan_changed_cb (HaulierAccessPage *self, guint position, guint removed, guint added)
{
  if (is_what_if (self))
    return;
  show_trouble (self, NULL);
  remove_rows (self, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (HaulierPlanItem) item
          = g_list_model_get_item (G_LIST_MODEL (self->plan), position + i);

      insert_row (self, item, (gint) (position + i));
    }
}

static void
plan_failed_cb (HaulierAccessPage *self, const GError *error)
{
  if (!is_what_if (self))
    show_trouble (self, error);
}

static void
show_own_plan (HaulierAccessPage *self)
{
  remove_rows (self, 0, G_MAXUINT16);
  if (self->plan != NULL)
    plan_changed_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (self->plan)));
}

static void
what_if_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierAccessPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) plan
      = haulier_client_plan_access_finish (HAULIER_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_trouble (self, error);
  remove_rows (self, 0, G_MAXUINT16);
  for (guint i = 0; plan != NULL && i < plan->len; i++)
    insert_row (self, g_ptr_array_index (plan, i), (gint) i);
}

static void
stop_what_if (HaulierAccessPage *self)
{
  g_cancellable_cancel (self->what_if);
  g_clear_object (&self->what_if);
}

static void
ask_what_if (HaulierAccessPage *self)
{
  GVariantDict spec;

  g_variant_dict_init (&spec, NULL);
  g_variant_dict_insert (&spec, "job", "s", haulier_job_item_get_id (self->item));
  g_variant_dict_insert (&spec, "account", "s", haulier_word_row_get_word (self->account_row));
  self->what_if = g_cancellable_new ();
  haulier_client_plan_access_async (
      self->client, g_variant_dict_end (&spec), self->what_if, what_if_cb, g_object_ref (self));
}

static void
account_changed_cb (HaulierAccessPage *self)
{
  if (self->item == NULL || self->loading)
    return;
  stop_what_if (self);
  if (is_what_if (self))
    ask_what_if (self);
  else
    show_own_plan (self);
}

static void
profile_set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierAccessPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!haulier_client_set_finish (HAULIER_CLIENT (source), result, &error))
    tell (self, error);
  saved_cb (self);
}

static void
profile_changed_cb (HaulierAccessPage *self)
{
  GVariantDict settings;

  if (self->item == NULL || self->loading)
    return;
  g_variant_dict_init (&settings, NULL);
  g_variant_dict_insert (&settings, "profile", "s", haulier_word_row_get_word (self->profile_row));
  haulier_client_set_async (self->client,
                            haulier_job_item_get_id (self->item),
                            g_variant_dict_end (&settings),
                            NULL,
                            profile_set_cb,
                            g_object_ref (self));
}

static void
helper_message_cb (HaulierAccessPage *self, const char *text)
{
  g_signal_emit (self, signals[MESSAGE], 0, text);
}

static gboolean
layout_cb (gpointer user_data)
{
  HaulierAccessPage *self = user_data;
  GtkListBoxRow *row = NULL;

  self->layout_source = 0;
  for (gint i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    haulier_access_row_set_wide (HAULIER_ACCESS_ROW (row), self->wide);
  return G_SOURCE_REMOVE;
}

/* Rows change their shape after the layout, not in it. */
static void
width_changed_cb (HaulierAccessPage *self)
{
  gboolean wide = gtk_adjustment_get_page_size (self->across) >= WIDE_MIN_PX;

  if (wide == self->wide)
    return;
  self->wide = wide;
  if (self->layout_source == 0)
    self->layout_source = g_idle_add (layout_cb, self);
}

static void
drop_plan (HaulierAccessPage *self)
{
  if (self->plan != NULL)
    g_signal_handlers_disconnect_by_data (self->plan, self);
  g_clear_object (&self->plan);
  stop_what_if (self);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

static void
haulier_access_page_dispose (GObject *object)
{
  HaulierAccessPage *self = HAULIER_ACCESS_PAGE (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  drop_plan (self);
  g_clear_object (&self->item);
  g_clear_object (&self->client);
  /* The template would unparent the child behind the back of its parent. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_ACCESS_PAGE);
  g_clear_object (&self->helper);

  G_OBJECT_CLASS (haulier_access_page_parent_class)->dispose (object);
}

static void
haulier_access_page_class_init (HaulierAccessPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haulier_access_page_dispose;

  signals[MESSAGE] = g_signal_new ("message",
                                   HAULIER_TYPE_ACCESS_PAGE,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_STRING);

  g_type_ensure (HAULIER_TYPE_WORD_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-access-page.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessPage, account_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessPage, profile_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessPage, trouble);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessPage, list_box);
  gtk_widget_class_bind_template_child (widget_class, HaulierAccessPage, across);
  gtk_widget_class_bind_template_callback (widget_class, account_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, profile_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, width_changed_cb);
}

static void
haulier_access_page_init (HaulierAccessPage *self)
{
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  haulier_word_row_add (self->account_row, "", _ ("The owner"));
  haulier_word_row_add (self->account_row, "LocalSystem", "LocalSystem");
  haulier_word_row_add (self->account_row, "LocalService", "LocalService");
  haulier_word_row_add (self->account_row, "NetworkService", "NetworkService");
  haulier_word_row_add_profiles (self->profile_row);
  self->loading = FALSE;
  self->helper = g_object_ref_sink (g_object_new (HAULIER_TYPE_HELPER_ACTIONS, NULL));
  /* A change that is on its way keeps it, and not the page. */
  g_signal_connect_object (self->helper, "changed", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->helper, "message", G_CALLBACK (helper_message_cb), self, G_CONNECT_SWAPPED);
}

/**
 * haulier_access_page_show:
 * @client: the way to the engine
 * @item: (nullable): the job; %NULL: the page is not looked at, and asks for nothing
 *
 * Shows who is used for what in a job.
 */
void
haulier_access_page_show (HaulierAccessPage *self, HaulierClient *client, HaulierJobItem *item)
{
  g_return_if_fail (HAULIER_IS_ACCESS_PAGE (self));

  if (!g_set_object (&self->item, item))
    return;
  g_set_object (&self->client, client);
  haulier_helper_actions_show (self->helper, item);
  drop_plan (self);
  remove_rows (self, 0, G_MAXUINT16);
  show_trouble (self, NULL);
  self->loading = TRUE;
  haulier_word_row_set_word (self->account_row, "");
  self->loading = FALSE;
  if (item == NULL)
    return;
  self->asking = g_cancellable_new ();
  self->plan = haulier_plan_list_new (client, item);
  g_signal_connect_swapped (self->plan, "items-changed", G_CALLBACK (plan_changed_cb), self);
  g_signal_connect_swapped (self->plan, "failed", G_CALLBACK (plan_failed_cb), self);
  ask_details (self);
}
