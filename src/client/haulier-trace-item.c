/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One step of what happened to a job, as a front end shows it. */
#include "config.h"

#include "haulier-trace-item.h"

struct _HaulierTraceItem
{
  GObject parent_instance;

  HaulierTraceRecord *record;
};

enum
{
  PROP_SEQUENCE = 1,
  PROP_TIME,
  PROP_FILE_INDEX,
  PROP_KIND,
  PROP_TEXT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HaulierTraceItem, haulier_trace_item, G_TYPE_OBJECT)

static void
haulier_trace_item_finalize (GObject *object)
{
  haulier_trace_record_free (HAULIER_TRACE_ITEM (object)->record);
  G_OBJECT_CLASS (haulier_trace_item_parent_class)->finalize (object);
}

static void
haulier_trace_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  const HaulierTraceRecord *record = HAULIER_TRACE_ITEM (object)->record;

  switch (prop_id)
    {
    case PROP_SEQUENCE:
      g_value_set_uint64 (value, record->sequence);
      break;
    case PROP_TIME:
      g_value_set_int64 (value, record->time);
      break;
    case PROP_FILE_INDEX:
      g_value_set_uint (value, record->file_index);
      break;
    case PROP_KIND:
      g_value_set_string (value, record->kind);
      break;
    case PROP_TEXT:
      g_value_set_string (value, record->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
haulier_trace_item_class_init (HaulierTraceItemClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = haulier_trace_item_finalize;
  object_class->get_property = haulier_trace_item_get_property;

  properties[PROP_SEQUENCE]
      = g_param_spec_uint64 ("sequence", NULL, NULL, 0, G_MAXUINT64, 0, flags);
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_FILE_INDEX]
      = g_param_spec_uint ("file-index", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
haulier_trace_item_init (HaulierTraceItem *self)
{
}

/**
 * haulier_trace_item_new:
 * @record: (transfer full): a step
 *
 * Returns: (transfer full): an item that shows it
 */
HaulierTraceItem *
haulier_trace_item_new (HaulierTraceRecord *record)
{
  HaulierTraceItem *self = g_object_new (HAULIER_TYPE_TRACE_ITEM, NULL);

  self->record = record;
  return self;
}

/**
 * haulier_trace_item_get_record:
 * @self: an item
 *
 * Returns: (transfer none): the step
 */
const HaulierTraceRecord *
haulier_trace_item_get_record (HaulierTraceItem *self)
{
  return self->record;
}
