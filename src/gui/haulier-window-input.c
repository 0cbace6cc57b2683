/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How addresses come into the window: dialog, paste, drag and drop, command line, other programs.
 */
#include "config.h"

#include "haulier-window-private.h"

#include <glib/gi18n.h>

#include "haulier-address-list.h"
#include "haulier-download-folder.h"
#include "haulier-error-text.h"
#include "haulier-job-sending.h"
#include "haulier-shortcuts.h"

/* A list of a million addresses fits; a film that was dropped by mistake is not read to its end. */
#define LIST_MAX_BYTES (64 * 1024 * 1024)

/* What is read before the dialog opens or the job is made. */
typedef struct
{
  HaulierWindow *window;
  GString *text;
  GPtrArray *files; /* of GFile, not read yet */
  gboolean at_once; /* without the dialog */
} Intake;

static void read_next (Intake *intake);

static const char *
ensure_folder (HaulierWindow *self)
{
  if (self->folder == NULL || *self->folder == '\0')
    {
      g_free (self->folder);
      self->folder = haulier_download_folder_ensure (NULL);
      /* Whether it can be written the engine says, about the job. */
      if (self->folder == NULL)
        self->folder = g_strdup (g_get_home_dir ());
    }
  return self->folder;
}

static void
added_cb (HaulierWindow *self, const char *id, const char *folder)
{
  g_free (self->folder);
  self->folder = g_strdup (folder);
  haulier_window_show_job (self, id);
}

static HaulierAddDialog *
present_dialog (HaulierWindow *self, const char *text)
{
  HaulierAddDialog *dialog = haulier_add_dialog_new (GTK_WINDOW (self), self->engines);

  haulier_add_dialog_set_folder (dialog, ensure_folder (self));
  if (text != NULL)
    haulier_add_dialog_add_text (dialog, text);
  g_signal_connect_object (dialog, "added", G_CALLBACK (added_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static void
intake_free (Intake *intake)
{
  g_object_unref (intake->window);
  g_string_free (intake->text, TRUE);
  g_ptr_array_unref (intake->files);
  g_free (intake);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Intake, intake_free)

/* A job that the engine refuses is given to the dialog, where it can be put right. */
static void
refuse (Intake *intake, const GError *error)
{
  haulier_add_dialog_show_error (present_dialog (intake->window, intake->text->str), error);
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Intake) intake = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HaulierJob) job
      = haulier_client_create_job_finish (HAULIER_CLIENT (source), result, &error);

  if (job != NULL)
    haulier_window_show_job (intake->window, job->id);
  else
    refuse (intake, error);
}

static void
create_job (Intake *intake)
{
  HaulierWindow *self = intake->window;
  g_autoptr (HaulierJobRequest) request = haulier_job_request_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) addresses = haulier_address_list_parse (intake->text->str, &error);
  g_autofree char *target = g_strconcat (ensure_folder (self), "/", NULL);

  if (addresses == NULL)
    {
      refuse (intake, error);
      intake_free (intake);
      return;
    }
  for (guint i = 0; i < addresses->len; i++)
    haulier_job_request_add_file (request, g_ptr_array_index (addresses, i), target, NULL);
  haulier_client_create_job_async (self->client, request, NULL, created_cb, intake);
}

static void
take (Intake *intake)
{
  if (intake->text->len == 0)
    haulier_window_tell (intake->window, _ ("No addresses there"));
  else if (intake->at_once)
    {
      create_job (intake);
      return;
    }
  else
    present_dialog (intake->window, intake->text->str);
  intake_free (intake);
}

static void
append (Intake *intake, const char *text)
{
  g_string_append_printf (intake->text, "%s%s", intake->text->len > 0 ? "\n" : "", text);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Intake *intake = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *found = NULL;
  gsize length = 0;

  if (!g_file_load_contents_finish (G_FILE (source), result, &contents, &length, NULL, &error))
    haulier_window_tell (intake->window, error->message);
  else if (length > LIST_MAX_BYTES || !g_utf8_validate (contents, (gssize) length, NULL))
    haulier_window_tell (intake->window, _ ("That file is no list of addresses"));
  else
    found = haulier_address_list_extract (contents);
  if (found != NULL)
    append (intake, found);
  read_next (intake);
}

static void
sized_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Intake *intake = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (info != NULL && g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
      && g_file_info_get_size (info) <= LIST_MAX_BYTES)
    {
      g_file_load_contents_async (G_FILE (source), NULL, read_cb, intake);
      return;
    }
  haulier_window_tell (intake->window,
                       error != NULL ? error->message : _ ("That file is no list of addresses"));
  read_next (intake);
}

static void
read_next (Intake *intake)
{
  g_autoptr (GFile) file = NULL;

  if (intake->files->len == 0)
    {
      take (intake);
      return;
    }
  file = g_ptr_array_steal_index (intake->files, 0);
  g_file_query_info_async (file,
                           G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                           G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT,
                           NULL,
                           sized_cb,
                           intake);
}

static Intake *
intake_new (HaulierWindow *self, gboolean at_once)
{
  Intake *intake = g_new0 (Intake, 1);

  intake->window = g_object_ref (self);
  intake->text = g_string_new (NULL);
  intake->files = g_ptr_array_new_with_free_func (g_object_unref);
  intake->at_once = at_once;
  return intake;
}

static void
intake_add_uri (Intake *intake, const char *uri)
{
  if (g_ascii_strncasecmp (uri, "file:", 5) == 0)
    g_ptr_array_add (intake->files, g_file_new_for_uri (uri));
  else
    append (intake, uri);
}

void
haulier_window_open (HaulierWindow *self, const char *const *uris)
{
  g_return_if_fail (HAULIER_IS_WINDOW (self));

  for (guint i = 0; uris[i] != NULL; i++)
    g_ptr_array_add (self->waiting_uris, g_strdup (uris[i]));
  if (haulier_client_is_connected (self->client))
    haulier_window_input_flush (self);
}

/**
 * haulier_window_input_flush:
 *
 * Downloads what was given before there was an engine.
 */
void
haulier_window_input_flush (HaulierWindow *self)
{
  Intake *intake;

  if (self->waiting_uris->len == 0)
    return;
  intake = intake_new (self, TRUE);
  for (guint i = 0; i < self->waiting_uris->len; i++)
    intake_add_uri (intake, g_ptr_array_index (self->waiting_uris, i));
  g_ptr_array_set_size (self->waiting_uris, 0);
  read_next (intake);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  present_dialog (HAULIER_WINDOW (widget), NULL);
}

static void
take_text (HaulierWindow *self, const char *text)
{
  g_autofree char *found = text != NULL ? haulier_address_list_extract (text) : NULL;

  if (found != NULL)
    present_dialog (self, found);
  else
    haulier_window_tell (self, _ ("No addresses there"));
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierWindow) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  take_text (self, text);
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (
      gtk_widget_get_clipboard (widget), NULL, pasted_cb, g_object_ref (widget));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, HaulierWindow *self)
{
  Intake *intake;

  if (!G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      take_text (self, g_value_get_string (value));
      return TRUE;
    }
  intake = intake_new (self, FALSE);
  for (GSList *l = g_value_get_boxed (value); l != NULL; l = l->next)
    {
      g_autofree char *uri = g_file_get_uri (l->data);

      intake_add_uri (intake, uri);
    }
  read_next (intake);
  return TRUE;
}

static void
search_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  HaulierWindow *self = HAULIER_WINDOW (widget);

  adw_leaflet_set_visible_child (self->outer, GTK_WIDGET (self->inner));
  adw_leaflet_set_visible_child (self->inner, self->content_box);
  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
menu_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup (HAULIER_WINDOW (widget)->menu_button);
}

static void
show_help_overlay_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  haulier_shortcuts_present (GTK_WINDOW (widget));
}

/**
 * haulier_window_input_setup:
 *
 * To be called once, when the window has its parts.
 */
void
haulier_window_input_setup (HaulierWindow *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (self->content_box, GTK_EVENT_CONTROLLER (target));
  gtk_search_bar_connect_entry (self->search_bar, GTK_EDITABLE (self->search_entry));
}

/**
 * haulier_window_input_install:
 *
 * Adds what concerns input to the class.
 */
void
haulier_window_input_install (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "win.new", NULL, new_action);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (
      widget_class, "win.show-help-overlay", NULL, show_help_overlay_action);
  gtk_widget_class_add_binding_action (
      widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste", NULL);
}
