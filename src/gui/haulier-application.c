/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The application: one instance, its actions, and what opens its window. */
#include "config.h"

#include "haulier-application.h"

#include <glib/gi18n.h>

#include "haulier-application-actions.h"
#include "haulier-window.h"

struct _HaulierApplication
{
  AdwApplication parent_instance;

  HaulierEngines *engines; /* (nullable): from startup on, as all of these */
  HaulierAllJobs *jobs;
  HaulierJobWatch *watch;
  HaulierNotifier *notifier;
  HaulierMemory *memory;
  GCancellable *opening; /* (nullable): while the engine is looked for */
  char *unreachable;     /* (nullable) */
};

enum
{
  PROP_0,
  PROP_UNREACHABLE,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (HaulierApplication, haulier_application, ADW_TYPE_APPLICATION)

static GParamSpec *properties[N_PROPS];

static void
set_unreachable (HaulierApplication *self, const char *why)
{
  g_free (self->unreachable);
  self->unreachable = g_strdup (why);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UNREACHABLE]);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean open = haulier_engines_open_finish (HAULIER_ENGINES (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->opening);
  set_unreachable (self, open ? NULL : error->message);
}

static void
haulier_application_startup (GApplication *application)
{
  HaulierApplication *self = HAULIER_APPLICATION (application);
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "haulier", "window.ini", NULL);

  G_APPLICATION_CLASS (haulier_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (HAULIER_APPLICATION_ID);
  haulier_application_actions_add (self);
  self->memory = haulier_memory_new (path);
  self->engines = haulier_engines_new ();
  self->jobs = haulier_all_jobs_new (self->engines);
  self->watch = haulier_job_watch_new (self->jobs);
  self->notifier = haulier_notifier_new (GTK_APPLICATION (self), self->watch);
  haulier_application_open_engine (self);
}

static void
haulier_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (haulier_window_ensure (HAULIER_APPLICATION (application))));
}

static void
haulier_application_open (GApplication *application, GFile **files, gint n_files, const char *hint)
{
  g_autoptr (GPtrArray) uris = g_ptr_array_new_with_free_func (g_free);

  for (gint i = 0; i < n_files; i++)
    g_ptr_array_add (uris, g_file_get_uri (files[i]));
  g_ptr_array_add (uris, NULL);
  g_application_activate (application);
  haulier_window_open (haulier_window_ensure (HAULIER_APPLICATION (application)),
                       (const char *const *) uris->pdata);
}

/* Addresses go as they were written: a GFile may write them otherwise. They are given to the first
 * instance, which may be this one. */
static gint
haulier_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  g_auto (GStrv) arguments = NULL;
  g_autoptr (GPtrArray) uris = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  if (!g_variant_dict_lookup (options, G_OPTION_REMAINING, "^aay", &arguments)
      || arguments[0] == NULL)
    return -1;
  for (guint i = 0; arguments[i] != NULL; i++)
    {
      g_autoptr (GFile) file = NULL;
      g_autofree char *scheme = g_uri_parse_scheme (arguments[i]);

      if (scheme != NULL)
        {
          g_ptr_array_add (uris, g_strdup (arguments[i]));
          continue;
        }
      file = g_file_new_for_commandline_arg (arguments[i]);
      g_ptr_array_add (uris, g_file_get_uri (file));
    }
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("haulier: %s\n", error->message);
      return 1;
    }
  g_action_group_activate_action (
      G_ACTION_GROUP (application),
      "open",
      g_variant_new_strv ((const char *const *) uris->pdata, (gssize) uris->len));
  return -1;
}

static void
haulier_application_dispose (GObject *object)
{
  HaulierApplication *self = HAULIER_APPLICATION (object);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_object (&self->notifier);
  g_clear_object (&self->watch);
  g_clear_object (&self->jobs);
  g_clear_object (&self->engines);

  G_OBJECT_CLASS (haulier_application_parent_class)->dispose (object);
}

static void
haulier_application_finalize (GObject *object)
{
  HaulierApplication *self = HAULIER_APPLICATION (object);

  g_clear_pointer (&self->memory, haulier_memory_free);
  g_clear_pointer (&self->unreachable, g_free);

  G_OBJECT_CLASS (haulier_application_parent_class)->finalize (object);
}

static void
haulier_application_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_UNREACHABLE:
      g_value_set_string (value, HAULIER_APPLICATION (object)->unreachable);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
haulier_application_class_init (HaulierApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->dispose = haulier_application_dispose;
  object_class->finalize = haulier_application_finalize;
  object_class->get_property = haulier_application_get_property;
  application_class->startup = haulier_application_startup;
  application_class->activate = haulier_application_activate;
  application_class->open = haulier_application_open;
  application_class->handle_local_options = haulier_application_handle_local_options;

  properties[PROP_UNREACHABLE] = g_param_spec_string (
      "unreachable", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
haulier_application_init (HaulierApplication *self)
{
  static const GOptionEntry options[] = {
    { .long_name = G_OPTION_REMAINING,
      .arg = G_OPTION_ARG_FILENAME_ARRAY,
      .arg_description = N_ ("[ADDRESS…]") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (
      G_APPLICATION (self),
      _ ("Opens the window of Haulier, and downloads the addresses given. A file is read for the "
         "addresses that it lists."));
}

/**
 * haulier_application_new:
 *
 * Returns: (transfer full): the application, not yet registered
 */
HaulierApplication *
haulier_application_new (void)
{
  return g_object_new (HAULIER_TYPE_APPLICATION,
                       "application-id",
                       HAULIER_APPLICATION_ID,
                       "resource-base-path",
                       "/org/haulier/Haulier",
                       "flags",
                       G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

/**
 * haulier_application_get_engines:
 *
 * Returns: (transfer none): the ways to the engines, from startup on
 */
HaulierEngines *
haulier_application_get_engines (HaulierApplication *self)
{
  g_return_val_if_fail (HAULIER_IS_APPLICATION (self), NULL);

  return self->engines;
}

/**
 * haulier_application_get_jobs:
 *
 * Returns: (transfer none): every job, from startup on
 */
HaulierAllJobs *
haulier_application_get_jobs (HaulierApplication *self)
{
  g_return_val_if_fail (HAULIER_IS_APPLICATION (self), NULL);

  return self->jobs;
}

/**
 * haulier_application_get_watch:
 *
 * Returns: (transfer none): what moves and ends, from startup on
 */
HaulierJobWatch *
haulier_application_get_watch (HaulierApplication *self)
{
  g_return_val_if_fail (HAULIER_IS_APPLICATION (self), NULL);

  return self->watch;
}

/**
 * haulier_application_get_memory:
 *
 * Returns: (transfer none): what was remembered from the last time, from startup on
 */
HaulierMemory *
haulier_application_get_memory (HaulierApplication *self)
{
  g_return_val_if_fail (HAULIER_IS_APPLICATION (self), NULL);

  return self->memory;
}

/**
 * haulier_application_get_notifier:
 *
 * Returns: (transfer none): the way to the desktop's notifications, from startup on
 */
HaulierNotifier *
haulier_application_get_notifier (HaulierApplication *self)
{
  g_return_val_if_fail (HAULIER_IS_APPLICATION (self), NULL);

  return self->notifier;
}

/**
 * haulier_application_get_unreachable:
 *
 * Returns: (nullable): why there is no engine
 */
const char *
haulier_application_get_unreachable (HaulierApplication *self)
{
  g_return_val_if_fail (HAULIER_IS_APPLICATION (self), NULL);

  return self->unreachable;
}

/**
 * haulier_application_open_engine:
 *
 * Looks for the engine, starts it where it does not run; again after it could not be reached.
 */
void
haulier_application_open_engine (HaulierApplication *self)
{
  g_return_if_fail (HAULIER_IS_APPLICATION (self));

  if (self->opening != NULL)
    return;
  self->opening = g_cancellable_new ();
  set_unreachable (self, NULL);
  haulier_engines_open_async (self->engines, self->opening, opened_cb, g_object_ref (self));
}
