/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What can be changed of a job while it runs: priority and speed limit. */
#include "config.h"

#include "haulier-job-options.h"

#include <glib/gi18n.h>

#include "haulier-client-job-calls.h"
#include "haulier-error-text.h"
#include "haulier-job-words.h"
#include "haulier-model-types.h"
#include "haulier-rate.h"

struct _HaulierJobOptions
{
  AdwPreferencesGroup parent_instance;

  HaulierClient *client;
  char *id;
  guint64 limit; /* bytes a second as the engine has it; 0 is none */
  gboolean loading;

  AdwComboRow *priority_row;
  AdwEntryRow *limit_row;
};

enum
{
  REFUSED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (HaulierJobOptions, haulier_job_options, ADW_TYPE_PREFERENCES_GROUP)

static guint signals[N_SIGNALS];

static void
show_limit (HaulierJobOptions *self)
{
  g_autofree char *text = self->limit != 0 ? haulier_job_setting_format (
                              "limit", g_variant_ref_sink (g_variant_new_uint64 (self->limit)))
                                           : g_strdup ("");

  self->loading = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->limit_row), text);
  gtk_widget_remove_css_class (GTK_WIDGET (self->limit_row), "error");
  self->loading = FALSE;
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierJobOptions) self = user_data;
  g_autoptr (GError) error = NULL;

  if (haulier_client_set_finish (HAULIER_CLIENT (source), result, &error))
    return;

  g_autofree char *text = haulier_error_text_dup (error);

  g_signal_emit (self, signals[REFUSED], 0, text);
}

static void
set (HaulierJobOptions *self, const char *key, GVariant *value)
{
  GVariantDict settings;

  g_variant_dict_init (&settings, NULL);
  g_variant_dict_insert_value (&settings, key, value);
  haulier_client_set_async (
      self->client, self->id, g_variant_dict_end (&settings), NULL, set_cb, g_object_ref (self));
}

static void
priority_changed_cb (HaulierJobOptions *self)
{
  gint priority = (gint) adw_combo_row_get_selected (self->priority_row);

  if (!self->loading && self->id != NULL)
    set (self,
         "priority",
         g_variant_new_string (haulier_word_from_value (HAULIER_TYPE_PRIORITY, priority)));
}

static void
limit_changed_cb (HaulierJobOptions *self)
{
  if (!self->loading)
    gtk_widget_remove_css_class (GTK_WIDGET (self->limit_row), "error");
}

static void
limit_applied_cb (HaulierJobOptions *self)
{
  g_autofree char *text
      = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->limit_row))));
  guint64 rate = 0;

  if (*text != '\0' && !haulier_rate_parse (text, &rate, NULL))
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->limit_row), "error");
      return;
    }
  self->limit = rate;
  set (self, "limit", g_variant_new_uint64 (rate));
  show_limit (self);
}

static void
haulier_job_options_dispose (GObject *object)
{
  HaulierJobOptions *self = HAULIER_JOB_OPTIONS (object);

  g_clear_object (&self->client);
  gtk_widget_dispose_template (GTK_WIDGET (object), HAULIER_TYPE_JOB_OPTIONS);

  G_OBJECT_CLASS (haulier_job_options_parent_class)->dispose (object);
}

static void
haulier_job_options_finalize (GObject *object)
{
  g_free (HAULIER_JOB_OPTIONS (object)->id);

  G_OBJECT_CLASS (haulier_job_options_parent_class)->finalize (object);
}

static void
haulier_job_options_class_init (HaulierJobOptionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = haulier_job_options_dispose;
  object_class->finalize = haulier_job_options_finalize;

  signals[REFUSED] = g_signal_new ("refused",
                                   HAULIER_TYPE_JOB_OPTIONS,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   1,
                                   G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/haulier/Haulier/haulier-job-options.ui");
  gtk_widget_class_bind_template_child (widget_class, HaulierJobOptions, priority_row);
  gtk_widget_class_bind_template_child (widget_class, HaulierJobOptions, limit_row);
  gtk_widget_class_bind_template_callback (widget_class, limit_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, limit_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, priority_changed_cb);
}

static void
haulier_job_options_init (HaulierJobOptions *self)
{
  g_autoptr (GtkStringList) priorities = gtk_string_list_new (NULL);

  for (guint i = HAULIER_PRIORITY_FOREGROUND; i <= HAULIER_PRIORITY_LOW; i++)
    gtk_string_list_append (priorities, haulier_job_words_priority ((HaulierPriority) i));
  self->loading = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_combo_row_set_model (self->priority_row, G_LIST_MODEL (priorities));
  self->loading = FALSE;
}

/**
 * haulier_job_options_show:
 * @client: the way to the engine
 * @id: the job
 * @settings: what the engine has
 *
 * Shows what is set for a job. What a person is writing stays.
 */
void
haulier_job_options_show (HaulierJobOptions *self,
                          HaulierClient *client,
                          const char *id,
                          const HaulierJobSettings *settings)
{
  gboolean other;

  g_return_if_fail (HAULIER_IS_JOB_OPTIONS (self));

  other = g_strcmp0 (self->id, id) != 0;
  g_set_object (&self->client, client);
  if (other)
    {
      g_free (self->id);
      self->id = g_strdup (id);
    }
  self->loading = TRUE;
  adw_combo_row_set_selected (self->priority_row, settings->priority);
  self->loading = FALSE;
  if (other || self->limit != settings->limit)
    {
      self->limit = settings->limit;
      show_limit (self);
    }
}
