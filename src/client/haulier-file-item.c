/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A file of a job as a front end shows it; empty until its row has come. */
#include "config.h"

#include "haulier-file-item.h"

#include "haulier-job-words.h"
#include "haulier-model-types.h"

struct _HaulierFileItem
{
  GObject parent_instance;

  guint index;
  HaulierFile *file; /* (nullable): until its row has come */
};

enum
{
  PROP_INDEX = 1,
  PROP_LOADED,
  PROP_NAME,
  PROP_ADDRESS,
  PROP_PATH,
  PROP_STATE,
  PROP_TRANSFERRED,
  PROP_TOTAL,
  PROP_PROGRESS,
  PROP_STATE_TEXT,
  PROP_ERROR_MESSAGE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HaulierFileItem, haulier_file_item, G_TYPE_OBJECT)

/* What is shown before the row has come. */
static const HaulierFile no_file = { .total = HAULIER_SIZE_UNKNOWN };

static const HaulierFile *
shown (const HaulierFile *file)
{
  return file != NULL ? file : &no_file;
}

static double
get_progress (const HaulierFile *file)
{
  if (file->state == HAULIER_FILE_STATE_HELD || file->state == HAULIER_FILE_STATE_FINISHED)
    return 1;
  if (file->total == HAULIER_SIZE_UNKNOWN || file->total == 0)
    return file->transferred == 0 ? 0 : -1;
  return MIN ((double) file->transferred / (double) file->total, 1);
}

static char *
dup_name (const HaulierFile *file)
{
  g_autofree char *name = NULL;

  if (file->local == NULL)
    return NULL;
  name = g_path_get_basename (file->local);
  return g_filename_display_name (name);
}

static const char *
get_message (const HaulierFile *file)
{
  return file->failure != NULL ? file->failure->message : NULL;
}

static void
haulier_file_item_finalize (GObject *object)
{
  HaulierFileItem *self = HAULIER_FILE_ITEM (object);

  g_clear_pointer (&self->file, haulier_file_free);
  G_OBJECT_CLASS (haulier_file_item_parent_class)->finalize (object);
}

static void
haulier_file_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HaulierFileItem *self = HAULIER_FILE_ITEM (object);
  const HaulierFile *file = shown (self->file);

  switch (prop_id)
    {
    case PROP_INDEX:
      g_value_set_uint (value, self->index);
      break;
    case PROP_LOADED:
      g_value_set_boolean (value, self->file != NULL);
      break;
    case PROP_NAME:
      g_value_take_string (value, dup_name (file));
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, file->remote);
      break;
    case PROP_PATH:
      g_value_set_string (value, file->local);
      break;
    case PROP_STATE:
      g_value_set_enum (value, file->state);
      break;
    case PROP_TRANSFERRED:
      g_value_set_uint64 (value, file->transferred);
      break;
    case PROP_TOTAL:
      g_value_set_uint64 (value, file->total);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, get_progress (file));
      break;
    case PROP_STATE_TEXT:
      g_value_set_string (value,
                          self->file != NULL ? haulier_job_words_file_state (file->state) : "");
      break;
    case PROP_ERROR_MESSAGE:
      g_value_set_string (value, get_message (file));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static GParamSpec *
text_spec (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
size_spec (const char *name)
{
  return g_param_spec_uint64 (
      name, NULL, NULL, 0, G_MAXUINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
haulier_file_item_class_init (HaulierFileItemClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = haulier_file_item_finalize;
  object_class->get_property = haulier_file_item_get_property;

  properties[PROP_INDEX] = g_param_spec_uint ("index", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_NAME] = text_spec ("name");
  properties[PROP_ADDRESS] = text_spec ("address");
  properties[PROP_PATH] = text_spec ("path");
  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, HAULIER_TYPE_FILE_STATE, 0, flags);
  properties[PROP_TRANSFERRED] = size_spec ("transferred");
  properties[PROP_TOTAL] = size_spec ("total");
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, -1, 1, 0, flags);
  properties[PROP_STATE_TEXT] = text_spec ("state-text");
  properties[PROP_ERROR_MESSAGE] = text_spec ("error-message");
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
haulier_file_item_init (HaulierFileItem *self)
{
}

/**
 * haulier_file_item_new:
 * @index: the file's place in its job
 *
 * Returns: (transfer full): an item that shows nothing yet
 */
HaulierFileItem *
haulier_file_item_new (guint index)
{
  HaulierFileItem *self = g_object_new (HAULIER_TYPE_FILE_ITEM, NULL);

  self->index = index;
  return self;
}

static void
notify_if (HaulierFileItem *self, guint property, gboolean changed)
{
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/**
 * haulier_file_item_update:
 * @self: an item
 * @file: (transfer full): its row
 *
 * Takes over a row, and notifies the properties that changed, no other.
 */
void
haulier_file_item_update (HaulierFileItem *self, HaulierFile *file)
{
  g_autoptr (HaulierFile) former = self->file;
  const HaulierFile *old = shown (former);
  gboolean path = g_strcmp0 (old->local, file->local) != 0;
  gboolean state = old->state != file->state || former == NULL;

  self->file = file;
  g_object_freeze_notify (G_OBJECT (self));
  notify_if (self, PROP_LOADED, former == NULL);
  notify_if (self, PROP_NAME, path);
  notify_if (self, PROP_PATH, path);
  notify_if (self, PROP_ADDRESS, g_strcmp0 (old->remote, file->remote) != 0);
  notify_if (self, PROP_STATE, state);
  notify_if (self, PROP_STATE_TEXT, state);
  notify_if (self, PROP_TRANSFERRED, old->transferred != file->transferred);
  notify_if (self, PROP_TOTAL, old->total != file->total);
  notify_if (self, PROP_PROGRESS, get_progress (old) != get_progress (file));
  notify_if (self, PROP_ERROR_MESSAGE, g_strcmp0 (get_message (old), get_message (file)) != 0);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * haulier_file_item_get_index:
 * @self: an item
 *
 * Returns: the file's place in its job
 */
guint
haulier_file_item_get_index (HaulierFileItem *self)
{
  return self->index;
}

/**
 * haulier_file_item_get_file:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the row, until the next update; %NULL before the first
 */
const HaulierFile *
haulier_file_item_get_file (HaulierFileItem *self)
{
  return self->file;
}
