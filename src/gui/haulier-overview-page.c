/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How it stands with one job: progress, speed, what went wrong, where from and where to. */
#include "config.h"

#include "haulier-overview-page.h"

#include <glib/gi18n.h>

#include "haulier-account-names.h"
#include "haulier-client-job-calls.h"
#include "haulier-error-text.h"
#include "haulier-error.h"
#include "haulier-helper-actions.h"
#include "haulier-job-column.h"
#include "haulier-job-options.h"
#include "haulier-job-words.h"
#include "haulier-moment.h"
#include "haulier-speed-graph.h"
#include "haulier-ticker.h"

struct _HaulierOverviewPage
{
  AdwBin parent_instance;

  HaulierClient *client;
  HaulierSpeedLog *log;
  HaulierJobItem *item; /* (nullable) */
  GSignalGroup *changes;
  HaulierTicker *ticker;
  GCancellable *asking; /* (nullable): for details and checksum */

  GtkLabel *state;
  GtkLabel *percent;
  GtkProgressBar *bar;
  GtkLabel *amount;
  GtkLabel *pace;
  GtkWidget *error_box;
  GtkLabel *error_text;
  GtkLabel *error_message;
  GtkLabel *error_code;
  HaulierHelperActions *helper;
  GtkWidget *graph_box;
  HaulierSpeedGraph *graph;
  HaulierJobOptions *options;
  AdwActionRow *from_row;
  AdwActionRow *to_row;
  AdwActionRow *files_row;
  AdwActionRow *checksum_row;
  AdwActionRow *connections_row;
  AdwActionRow *owner_row;
  AdwActionRow *added_row;
  AdwActionRow *finished_row;
};

enum
{
  MESSAGE,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierOverviewPage, haulier_overview_page, ADW_TYPE_BIN)

static guint signals[N_SIGNALS];

static void
set_row (AdwActionRow *row, const char *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (row), text != NULL && *text != '\0');
  if (g_strcmp0 (adw_action_row_get_subtitle (row), escaped) != 0)
    adw_action_row_set_subtitle (row, escaped != NULL ? escaped : "");
}

static void
update_progress (HaulierOverviewPage *self, const HaulierJob *job)
{
  double progress = haulier_job_item_get_progress (self->item);
  g_autofree char *state = haulier_job_item_dup_state_text (self->item);
  g_autofree char *percent = haulier_job_column_dup_percent (self->item);
  g_autofree char *amount = haulier_job_words_amount (job->bytes_transferred, job->bytes_total);
  g_autofree char *speed = haulier_job_words_speed (job->speed);
  g_autofree char *left = haulier_job_words_time_left (haulier_job_item_get_time_left (self->item));
  g_autofree char *pace = NULL;

  if (haulier_job_item_get_time_left (self->item) >= 0)
    /* translators: speed and time left, for instance "24 MB/s · 25 s left" */
    pace = g_strdup_printf (_ ("%s · %s left"), speed, left);
  gtk_label_set_label (self->state, state);
  gtk_label_set_label (self->percent, progress >= 0 ? percent : "");
  gtk_label_set_label (self->amount, amount);
  gtk_label_set_label (self->pace, job->speed == 0 ? "" : pace != NULL ? pace : speed);
  gtk_progress_bar_set_fraction (self->bar, CLAMP (progress, 0, 1));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, percent, -1);
}

static void
update_error (HaulierOverviewPage *self, const HaulierJob *job)
{
  HaulierJobGroup group = haulier_job_item_get_group (self->item);
  gboolean failed
      = job->failure != NULL && job->state != HAULIER_JOB_STATE_CANCELLED
        && group != HAULIER_JOB_GROUP_ACTIVE
        && !(group == HAULIER_JOB_GROUP_FINISHED && job->files_transferred == job->files_total);
  gboolean helpless = failed && group == HAULIER_JOB_GROUP_ATTENTION
                      && job->failure->code == HAULIER_ERROR_TOKEN_REQUIRED;

  gtk_widget_set_visible (self->error_box, failed);
  haulier_helper_actions_show (self->helper, helpless ? self->item : NULL);
  if (!failed)
    return;

  g_autofree char *code = haulier_error_text_dup_code (job->failure->code);
  g_autofree char *sentence = haulier_error_text_dup_sentence (job->failure->code);

  /* Where it has stopped the line of its state says why already. */
  gtk_widget_set_visible (GTK_WIDGET (self->error_text), group != HAULIER_JOB_GROUP_ATTENTION);
  gtk_label_set_label (self->error_text, sentence);
  gtk_label_set_label (self->error_message, job->failure->message);
  gtk_widget_set_visible (GTK_WIDGET (self->error_message),
                          job->failure->message != NULL && *job->failure->message != '\0');
  gtk_label_set_label (self->error_code, code);
}

static void
update_facts (HaulierOverviewPage *self, const HaulierJob *job)
{
  g_autofree char *path = job->local != NULL ? g_filename_display_name (job->local) : NULL;
  g_autofree char *files = NULL;
  g_autofree char *connections = NULL;
  g_autofree char *added = haulier_moment_dup_long (job->created);
  g_autofree char *finished = NULL;

  if (job->files_total > 1)
    /* translators: how many files of a job are there, for instance "3 of 10" */
    files = g_strdup_printf (_ ("%u of %u"), job->files_transferred, job->files_total);
  if (job->connections > 0)
    connections = g_strdup_printf ("%u", job->connections);
  if (job->completed != 0)
    finished = haulier_moment_dup_long (job->completed);
  set_row (self->from_row, job->remote);
  set_row (self->to_row, path);
  set_row (self->files_row, files);
  set_row (self->connections_row, connections);
  set_row (self->added_row, added);
  set_row (self->finished_row, finished);
}

static void
update_cb (HaulierOverviewPage *self)
{
  const HaulierJob *job = haulier_job_item_get_job (self->item);

  update_progress (self, job);
  update_error (self, job);
  update_facts (self, job);
  gtk_widget_set_visible (GTK_WIDGET (self->options),
                          haulier_job_item_get_group (self->item) != HAULIER_JOB_GROUP_FINISHED);
  haulier_ticker_watch (self->ticker, self->item);
}

static void
details_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierOverviewPage) self = user_data;
  g_autoptr (GVariant) details = NULL;
  g_autoptr (HaulierJob) job
      = haulier_client_get_details_finish (HAULIER_CLIENT (source), result, &details, NULL);

  if (job == NULL || self->item == NULL
      || !g_str_equal (job->id, haulier_job_item_get_id (self->item)))
    return;
  haulier_job_options_show (self->options, self->client, job->id, &job->settings);
}

static void
files_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierOverviewPage) self = user_data;
  g_autoptr (GPtrArray) files
      = haulier_client_get_files_finish (HAULIER_CLIENT (source), result, NULL);

  if (files == NULL || files->len != 1)
    return;
  set_row (self->checksum_row, ((const HaulierFile *) g_ptr_array_index (files, 0))->checksum);
}

static void
owner_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierOverviewPage) self = user_data;
  g_autofree char *name = haulier_account_names_ask_finish (result, NULL);

  if (name != NULL)
    set_row (self->owner_row, name);
}

/* What a row of the list does not have: settings, the checksum of the only file, a person's name.
 */
static void
ask_cb (HaulierOverviewPage *self)
{
  const char *id = haulier_job_item_get_id (self->item);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  haulier_client_get_details_async (
      self->client, id, self->asking, details_cb, g_object_ref (self));
  haulier_account_names_ask_async (
      haulier_job_item_get_job (self->item)->owner, self->asking, owner_cb, g_object_ref (self));
  if (haulier_job_item_get_job (self->item)->files_total == 1)
    haulier_client_get_files_async (
        self->client, id, 0, 1, self->asking, files_cb, g_object_ref (self));
  else
    set_row (self->checksum_row, NULL);
}

static void
copy (HaulierOverviewPage *self, const char *text, const char *message)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit (self, signals[MESSAGE], 0, message);
}

static void
copy_error_cb (HaulierOverviewPage *self)
{
  const HaulierJob *job = haulier_job_item_get_job (self->item);
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%s\n%s\n",
                                           gtk_label_get_label (self->error_text),
                                           gtk_label_get_label (self->error_message),
                                           gtk_label_get_label (self->error_code),
                                           job->remote != NULL ? job->remote : "");

  copy (self, text, _ ("Error copied"));
}

static void
copy_address_cb (HaulierOverviewPage *self)
{
  const char *address = haulier_job_item_get_job (self->item)->remote;

  copy (self, address != NULL ? address : "", _ ("Address copied"));
}

static void
refused_cb (HaulierOverviewPage *self, const char *message)
{
  g_signal_emit (self, signals[MESSAGE], 0, message);
  ask_cb (self);
}

static void
haulier_overview_page_dispose (GObject *object)
{
  HaulierOverviewPage *self = HAULIER_OVERVIEW_PAGE (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->changes);
  g_clear_pointer (&self->ticker, haulier_ticker_free);
  g_clear_object (&self->item);
  g_clear_object (&self->client);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_OVERVIEW_PAGE);

  G_OBJECT_CLASS (haulier_overview_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, state);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, percent);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, bar);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, amount);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, pace);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, error_box);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, error_text);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, error_message);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, error_code);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, helper);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, graph_box);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, graph);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, options);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, from_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, to_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, files_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, checksum_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, connections_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, owner_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, added_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierOverviewPage, finished_row);
}

static void
haulier_overview_page_class_init (HaulierOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = haulier_overview_page_dispose;

  signals[MESSAGE] = g_signal_new ("message",
                                   HAULIER_TYPE_OVERVIEW_PAGE,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_STRING);

  g_type_ensure (HAULIER_TYPE_HELPER_ACTIONS);
  g_type_ensure (HAULIER_TYPE_JOB_OPTIONS);
  g_type_ensure (HAULIER_TYPE_SPEED_GRAPH);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-overview-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, copy_address_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_error_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
}

static void
haulier_overview_page_init (HaulierOverviewPage *self)
{
  static const char *const watched[] = {
    "notify::state-text", "notify::bytes-transferred", "notify::bytes-total",
    "notify::speed",      "notify::files-transferred", "notify::connections",
    "notify::completed",  "notify::error-message",     "notify::path",
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->ticker = haulier_ticker_new ();
  self->changes = g_signal_group_new (HAULIER_TYPE_JOB_ITEM);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_swapped (self->changes, watched[i], G_CALLBACK (update_cb), self);
  g_signal_group_connect_swapped (self->changes, "notify::priority", G_CALLBACK (ask_cb), self);
}

/**
 * haulier_overview_page_show:
 * @client: the way to the engine
 * @log: the speeds of jobs; it has to outlive the page
 * @item: (nullable): the job; %NULL: the page is not looked at
 *
 * Shows a job.
 */
void
haulier_overview_page_show (HaulierOverviewPage *self,
                            HaulierClient *client,
                            HaulierSpeedLog *log,
                            HaulierJobItem *item)
{
  g_return_if_fail (HAULIER_IS_OVERVIEW_PAGE (self));

  if (!g_set_object (&self->item, item))
    return;
  g_set_object (&self->client, client);
  self->log = log;
  g_signal_group_set_target (self->changes, item);
  haulier_ticker_watch (self->ticker, NULL);
  haulier_helper_actions_show (self->helper, NULL);
  g_cancellable_cancel (self->asking);
  if (item == NULL)
    return;
  set_row (self->checksum_row, NULL);
  update_cb (self);
  haulier_overview_page_update_graph (self);
  ask_cb (self);
}

/**
 * haulier_overview_page_update_graph:
 *
 * Draws what the log of speeds has now.
 */
void
haulier_overview_page_update_graph (HaulierOverviewPage *self)
{
  guint n_samples;
  const char *id;

  g_return_if_fail (HAULIER_IS_OVERVIEW_PAGE (self));

  if (self->item == NULL)
    return;
  id = haulier_job_item_get_id (self->item);
  haulier_speed_log_get (self->log, id, &n_samples);
  gtk_widget_set_visible (self->graph_box, n_samples > 0);
  if (n_samples > 0)
    haulier_speed_graph_show (self->graph, self->log, id);
}
