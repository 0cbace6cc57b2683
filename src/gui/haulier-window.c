/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The window: sidebar, list of jobs, details. */
#include "config.h"

#include "haulier-window-private.h"

#include <glib/gi18n.h>

#include "haulier-job-words.h"
#include "haulier-stack.h"

G_DEFINE_FINAL_TYPE (HaulierWindow, haulier_window, ADW_TYPE_APPLICATION_WINDOW)

static HaulierApplication *
get_application (HaulierWindow *self)
{
  return HAULIER_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

/**
 * haulier_window_count:
 * @queue: a part of the queue
 * @account: (nullable): whose jobs; %NULL: everybody's
 *
 * Returns: how many jobs are there, without those that are being removed
 */
guint
haulier_window_count (HaulierWindow *self, HaulierQueue queue, HaulierAccountItem *account)
{
  HaulierJobFilter *filter = haulier_job_selection_get_filter (self->selection);
  guint hidden = haulier_job_filter_count_hidden (filter, queue, account);
  guint n_jobs = 0;

  if (queue == HAULIER_QUEUE_ALL)
    n_jobs = account != NULL ? haulier_account_item_count_all (account)
                             : g_list_model_get_n_items (G_LIST_MODEL (self->jobs));
  else
    n_jobs = account != NULL ? haulier_account_item_count (account, haulier_queue_get_group (queue))
                             : haulier_all_jobs_count (self->jobs, haulier_queue_get_group (queue));
  return n_jobs - MIN (n_jobs, hidden);
}

static guint
count (HaulierWindow *self, HaulierQueue queue)
{
  return haulier_window_count (self, queue, NULL);
}

static void
update_counts (HaulierWindow *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *title = haulier_sidebar_dup_title (self->sidebar);
  g_autofree char *subtitle = NULL;
  HaulierAccountItem *account = haulier_window_accounts_get_chosen (self);
  guint n_active = count (self, HAULIER_QUEUE_ACTIVE);
  guint n_waiting = count (self, HAULIER_QUEUE_WAITING);
  guint64 speed
      = haulier_job_watch_get_speed (haulier_application_get_watch (get_application (self)));

  for (guint i = 0; i < HAULIER_QUEUE_COUNT; i++)
    haulier_sidebar_set_count (
        self->sidebar, (HaulierQueue) i, haulier_window_count (self, (HaulierQueue) i, account));
  haulier_window_accounts_update (self);
  if (n_active > 0)
    g_ptr_array_add (words,
                     g_strdup_printf (ngettext ("%u active", "%u active", n_active), n_active));
  if (n_waiting > 0)
    g_ptr_array_add (words,
                     g_strdup_printf (ngettext ("%u waiting", "%u waiting", n_waiting), n_waiting));
  if (speed > 0)
    g_ptr_array_add (words, haulier_job_words_speed (speed));
  g_ptr_array_add (words, NULL);
  subtitle = g_strjoinv (" · ", (char **) words->pdata);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
}

/* What to say where no job is shown, though there are some. */
static void
describe_none (HaulierWindow *self)
{
  if (haulier_job_filter_has_text (haulier_job_selection_get_filter (self->selection)))
    {
      adw_status_page_set_icon_name (self->none_page, "edit-find-symbolic");
      adw_status_page_set_title (self->none_page, _ ("No Match"));
      adw_status_page_set_description (self->none_page, _ ("Try another name or address."));
      return;
    }
  adw_status_page_set_icon_name (self->none_page, "object-select-symbolic");
  adw_status_page_set_title (self->none_page, _ ("Nothing Here"));
  adw_status_page_set_description (self->none_page,
                                   _ ("No download is in this part of the queue now."));
}

static const char *
choose_page (HaulierWindow *self)
{
  guint n_jobs = count (self, HAULIER_QUEUE_ALL);

  if (n_jobs == 0 && haulier_application_get_unreachable (get_application (self)) != NULL)
    return "unreachable";
  if (n_jobs == 0
      && (!haulier_client_is_connected (self->client) || haulier_all_jobs_is_loading (self->jobs)))
    return "loading";
  if (n_jobs == 0)
    return "empty";
  return haulier_job_selection_count_shown (self->selection) == 0 ? "none" : "jobs";
}

static void
update_page (HaulierWindow *self)
{
  const char *page = choose_page (self);
  const char *why = haulier_application_get_unreachable (get_application (self));

  if (g_str_equal (page, "none"))
    describe_none (self);
  if (g_str_equal (page, "unreachable"))
    {
      g_autofree char *escaped = g_markup_escape_text (why, -1);

      adw_status_page_set_description (self->unreachable_page, escaped);
    }
  haulier_stack_show (self->pages, page);
}

static void
update_notice (HaulierWindow *self)
{
  const char *const *notices = haulier_client_get_notices (self->client);
  gboolean any = notices != NULL && notices[0] != NULL;
  g_autofree char *details = any ? g_strjoinv ("\n", (char **) notices) : NULL;
  g_autofree char *text = NULL;

  /* The engine tells of nothing but this; it writes for the journal, in one language. */
  if (any)
    text = g_strdup_printf (
        "%s\n%s",
        _ ("The list of downloads was damaged on the disk. What could be saved is here."),
        details);
  gtk_label_set_label (self->notice_label, any ? text : "");
  gtk_info_bar_set_revealed (self->notice_bar, any);
}

static void
update_selection (HaulierWindow *self)
{
  g_autoptr (HaulierJobItem) item = haulier_job_selection_get_only_selected (self->selection);
  guint n_selected = haulier_job_selection_count_selected (self->selection);
  g_autofree char *text
      /* translators: how many downloads are selected */
      = g_strdup_printf (ngettext ("%u selected", "%u selected", n_selected), n_selected);

  gtk_label_set_label (self->selected_label, text);
  haulier_details_show (self->details, item, n_selected);
}

static gboolean
update_cb (gpointer user_data)
{
  HaulierWindow *self = user_data;

  self->update_source = 0;
  if (get_application (self) == NULL)
    return G_SOURCE_REMOVE;
  if (self->shown_after_load != NULL)
    haulier_window_show_job (self, self->shown_after_load);
  update_counts (self);
  update_page (self);
  update_selection (self);
  haulier_window_actions_update (self);
  haulier_window_layout_update (self);
  return G_SOURCE_REMOVE;
}

/**
 * haulier_window_queue_update:
 *
 * However many jobs change at once, the window follows once.
 */
void
haulier_window_queue_update (HaulierWindow *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add (update_cb, self);
}

static void
job_changed_cb (HaulierWindow *self, HaulierJobItem *item)
{
  haulier_speed_log_add (self->speeds,
                         haulier_job_item_get_id (item),
                         haulier_job_item_get_job (item)->speed,
                         g_get_monotonic_time ());
  haulier_details_job_changed (self->details, item);
  haulier_job_view_job_changed (self->view, item);
  haulier_window_queue_update (self);
}

static void
connected_cb (HaulierWindow *self)
{
  if (haulier_client_is_connected (self->client))
    haulier_window_input_flush (self);
  haulier_window_queue_update (self);
}

static void
active_changed_cb (HaulierWindow *self)
{
  if (!gtk_window_is_active (GTK_WINDOW (self)) || get_application (self) == NULL)
    return;
  haulier_notifier_seen (haulier_application_get_notifier (get_application (self)));
  haulier_engines_refresh_accounts (self->engines);
}

static void
queue_changed_cb (HaulierWindow *self)
{
  haulier_job_filter_set_queue (haulier_job_selection_get_filter (self->selection),
                                haulier_sidebar_get_queue (self->sidebar));
  haulier_window_queue_update (self);
}

static void
search_changed_cb (HaulierWindow *self)
{
  haulier_job_filter_set_text (haulier_job_selection_get_filter (self->selection),
                               gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  haulier_window_queue_update (self);
}

static void
notice_response_cb (HaulierWindow *self)
{
  gtk_info_bar_set_revealed (self->notice_bar, FALSE);
}

static void
retry_cb (HaulierWindow *self)
{
  haulier_application_open_engine (get_application (self));
}

static void
tell_cb (HaulierWindow *self, const char *text)
{
  haulier_window_tell (self, text);
}

static void
remember (HaulierWindow *self)
{
  gboolean descending = FALSE;
  const char *order = haulier_job_view_get_order (self->view, &descending);
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  haulier_memory_set_number (self->memory, "width", width);
  haulier_memory_set_number (self->memory, "height", height);
  haulier_memory_set_flag (self->memory, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  haulier_memory_set_number (
      self->memory, "queue", (gint) haulier_sidebar_get_queue (self->sidebar));
  haulier_memory_set_flag (self->memory, "sidebar", gtk_widget_get_visible (self->sidebar_box));
  haulier_memory_set_flag (self->memory, "details", self->details_shown);
  haulier_memory_set_text (self->memory, "order", order != NULL ? order : "");
  haulier_memory_set_flag (self->memory, "descending", descending);
  if (self->folder != NULL)
    haulier_memory_set_text (self->memory, "folder", self->folder);
  haulier_memory_save (self->memory);
}

static void
recall (HaulierWindow *self)
{
  HaulierMemory *memory = self->memory;
  g_autofree char *order = haulier_memory_dup_text (memory, "order");
  gint queue = haulier_memory_get_number (memory, "queue", HAULIER_QUEUE_ALL);

  gtk_window_set_default_size (GTK_WINDOW (self),
                               MAX (haulier_memory_get_number (memory, "width", 1080), 360),
                               MAX (haulier_memory_get_number (memory, "height", 640), 294));
  if (haulier_memory_get_flag (memory, "maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  haulier_sidebar_set_queue (self->sidebar,
                             (HaulierQueue) CLAMP (queue, 0, HAULIER_QUEUE_COUNT - 1));
  gtk_widget_set_visible (self->sidebar_box, haulier_memory_get_flag (memory, "sidebar", TRUE));
  g_object_set (self, "details-shown", haulier_memory_get_flag (memory, "details", TRUE), NULL);
  haulier_job_view_set_order (self->view,
                              order != NULL ? order : "added",
                              haulier_memory_get_flag (memory, "descending", TRUE));
  self->folder = haulier_memory_dup_text (memory, "folder");
}

/* Once only: from then on a person knows. */
static void
tell_background (HaulierWindow *self)
{
  if (count (self, HAULIER_QUEUE_ACTIVE) == 0
      || haulier_memory_get_flag (self->memory, "told-background", FALSE))
    return;
  haulier_memory_set_flag (self->memory, "told-background", TRUE);
  haulier_notifier_tell_background (haulier_application_get_notifier (get_application (self)));
}

static gboolean
haulier_window_close_request (GtkWindow *window)
{
  HaulierWindow *self = HAULIER_WINDOW (window);

  haulier_removal_commit (self->removal);
  tell_background (self);
  remember (self);
  return GTK_WINDOW_CLASS (haulier_window_parent_class)->close_request (window);
}

static void
haulier_window_dispose (GObject *object)
{
  HaulierWindow *self = HAULIER_WINDOW (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->removal != NULL)
    g_signal_handlers_disconnect_by_data (self->removal, self);
  g_clear_object (&self->removal);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_WINDOW);

  G_OBJECT_CLASS (haulier_window_parent_class)->dispose (object);
}

static void
haulier_window_finalize (GObject *object)
{
  HaulierWindow *self = HAULIER_WINDOW (object);

  /* Parts that go may have asked for one more update. */
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_pointer (&self->speeds, haulier_speed_log_free);
  g_clear_pointer (&self->waiting_uris, g_ptr_array_unref);
  g_clear_pointer (&self->shown_after_load, g_free);
  g_clear_pointer (&self->folder, g_free);

  G_OBJECT_CLASS (haulier_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, outer);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, inner);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, sidebar_box);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, content_box);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, details_separator);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, sidebar_header);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, content_header);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, details_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, details);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, title);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, all_section);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, notice_bar);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, unreachable_page);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, none_page);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, view);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, action_bar);
  gtk_widget_class_bind_template_child (widget_class, HaulierWindow, selected_label);
}

static void
haulier_window_class_init (HaulierWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = haulier_window_dispose;
  object_class->finalize = haulier_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = haulier_window_close_request;

  g_type_ensure (HAULIER_TYPE_DETAILS);
  g_type_ensure (HAULIER_TYPE_JOB_VIEW);
  g_type_ensure (HAULIER_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, notice_response_cb);
  gtk_widget_class_bind_template_callback (widget_class, queue_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tell_cb);
  haulier_window_layout_install (widget_class);
  haulier_window_actions_install (widget_class);
  haulier_window_input_install (widget_class);
}

static void
haulier_window_init (HaulierWindow *self)
{
  self->speeds = haulier_speed_log_new ();
  self->waiting_uris = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->selection = haulier_job_view_get_selection (self->view);
}

static void
setup (HaulierWindow *self, HaulierApplication *application)
{
  self->engines = haulier_application_get_engines (application);
  self->client = haulier_engines_get_own (self->engines);
  self->jobs = haulier_application_get_jobs (application);
  self->memory = haulier_application_get_memory (application);
  self->removal = haulier_removal_new (
      self->jobs, haulier_job_selection_get_filter (self->selection), self->toasts);
  haulier_details_setup (self->details, self->speeds);
  haulier_window_layout_setup (self);
  haulier_window_input_setup (self);
  haulier_window_accounts_setup (self);
  recall (self);
  haulier_job_selection_set_jobs (self->selection, G_LIST_MODEL (self->jobs));

  g_signal_connect_object (self->selection,
                           "changed",
                           G_CALLBACK (haulier_window_queue_update),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection,
                           "shown-changed",
                           G_CALLBACK (haulier_window_queue_update),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->jobs, "changed", G_CALLBACK (job_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->jobs,
                           "items-changed",
                           G_CALLBACK (haulier_window_queue_update),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->jobs,
                           "notify::loading",
                           G_CALLBACK (haulier_window_queue_update),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->client, "notify::connected", G_CALLBACK (connected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (
      self->client, "notify::notices", G_CALLBACK (update_notice), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (application,
                           "notify::unreachable",
                           G_CALLBACK (haulier_window_queue_update),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::is-active", G_CALLBACK (active_changed_cb), NULL);
  g_signal_connect_swapped (
      self->removal, "changed", G_CALLBACK (haulier_window_queue_update), self);
  g_signal_connect_swapped (self->removal, "refused", G_CALLBACK (tell_cb), self);
  update_notice (self);
  update_cb (self);
  g_clear_handle_id (&self->update_source, g_source_remove);
}

/**
 * haulier_window_ensure:
 * @application: the application it belongs to
 *
 * Returns: (transfer none): the window, made now if there was none
 */
HaulierWindow *
haulier_window_ensure (HaulierApplication *application)
{
  HaulierWindow *self;

  g_return_val_if_fail (HAULIER_IS_APPLICATION (application), NULL);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL;
       l = l->next)
    if (HAULIER_IS_WINDOW (l->data))
      return l->data;
  self = g_object_new (HAULIER_TYPE_WINDOW, "application", application, NULL);
  setup (self, application);
  return self;
}

/**
 * haulier_window_show_job:
 * @id: a job
 *
 * Selects a job and shows its details; as soon as it is in the list, if it is not yet.
 */
void
haulier_window_show_job (HaulierWindow *self, const char *id)
{
  HaulierJobItem *item;
  g_autofree char *wanted = g_strdup (id);

  g_return_if_fail (HAULIER_IS_WINDOW (self));

  item = haulier_all_jobs_lookup (self->jobs, wanted);
  g_clear_pointer (&self->shown_after_load, g_free);
  if (item == NULL)
    {
      self->shown_after_load = g_steal_pointer (&wanted);
      return;
    }
  if (!haulier_job_filter_matches (haulier_job_selection_get_filter (self->selection), item))
    {
      gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
      haulier_sidebar_set_queue (self->sidebar, HAULIER_QUEUE_ALL);
      haulier_window_accounts_choose_all (self);
    }
  haulier_job_view_select (self->view, item);
}

/**
 * haulier_window_tell:
 * @text: a sentence
 *
 * Tells a person something in passing.
 */
void
haulier_window_tell (HaulierWindow *self, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}
