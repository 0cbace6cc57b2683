/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A job as a front end shows it: every field of its row as a property, and what is said of it. */
#include "config.h"

#include "haulier-job-item.h"

#include <unistd.h>

#include "haulier-client-types.h"
#include "haulier-job-transition.h"
#include "haulier-job-words.h"
#include "haulier-model-types.h"
#include "haulier-owner-rules.h"

struct _HaulierJobItem
{
  GObject parent_instance;

  HaulierJob *job;
  HaulierClient *client;     /* (nullable): the way to its engine */
  HaulierAccountItem *owner; /* (nullable) */
};

enum
{
  PROP_ID = 1,
  PROP_SEQUENCE,
  PROP_NAME,
  PROP_TYPE,
  PROP_STATE,
  PROP_PRIORITY,
  PROP_ORIGIN,
  PROP_WAITING,
  PROP_OWNER,
  PROP_ADDRESS,
  PROP_PATH,
  PROP_BYTES_TRANSFERRED,
  PROP_BYTES_TOTAL,
  PROP_FILES_TRANSFERRED,
  PROP_FILES_TOTAL,
  PROP_SPEED,
  PROP_CREATED,
  PROP_MODIFIED,
  PROP_COMPLETED,
  PROP_RETRY_AT,
  PROP_ERROR_CODE,
  PROP_ERROR_MESSAGE,
  PROP_CONNECTIONS,
  PROP_GROUP,
  PROP_STATE_TEXT,
  PROP_PROGRESS,
  PROP_TIME_LEFT,
  PROP_OWNER_LABEL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HaulierJobItem, haulier_job_item, G_TYPE_OBJECT)

static gint
failure_code (const HaulierJob *job)
{
  return job->failure != NULL ? job->failure->code : 0;
}

static const char *
failure_message (const HaulierJob *job)
{
  return job->failure != NULL ? job->failure->message : NULL;
}

static void
haulier_job_item_finalize (GObject *object)
{
  HaulierJobItem *self = HAULIER_JOB_ITEM (object);

  haulier_job_free (self->job);
  g_clear_object (&self->client);
  g_clear_object (&self->owner);
  G_OBJECT_CLASS (haulier_job_item_parent_class)->finalize (object);
}

static void
haulier_job_item_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  HaulierJobItem *self = HAULIER_JOB_ITEM (object);
  const HaulierJob *job = self->job;

  switch (prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, job->id);
      break;
    case PROP_SEQUENCE:
      g_value_set_uint64 (value, job->sequence);
      break;
    case PROP_NAME:
      g_value_set_string (value, job->name);
      break;
    case PROP_TYPE:
      g_value_set_enum (value, job->type);
      break;
    case PROP_STATE:
      g_value_set_enum (value, job->state);
      break;
    case PROP_PRIORITY:
      g_value_set_enum (value, job->settings.priority);
      break;
    case PROP_ORIGIN:
      g_value_set_enum (value, job->origin);
      break;
    case PROP_WAITING:
      g_value_set_enum (value, job->waiting);
      break;
    case PROP_OWNER:
      g_value_take_string (value, haulier_account_to_key (job->owner));
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, job->remote);
      break;
    case PROP_PATH:
      g_value_set_string (value, job->local);
      break;
    case PROP_BYTES_TRANSFERRED:
      g_value_set_uint64 (value, job->bytes_transferred);
      break;
    case PROP_BYTES_TOTAL:
      g_value_set_uint64 (value, job->bytes_total);
      break;
    case PROP_FILES_TRANSFERRED:
      g_value_set_uint (value, job->files_transferred);
      break;
    case PROP_FILES_TOTAL:
      g_value_set_uint (value, job->files_total);
      break;
    case PROP_SPEED:
      g_value_set_uint64 (value, job->speed);
      break;
    case PROP_CREATED:
      g_value_set_int64 (value, job->created);
      break;
    case PROP_MODIFIED:
      g_value_set_int64 (value, job->modified);
      break;
    case PROP_COMPLETED:
      g_value_set_int64 (value, job->completed);
      break;
    case PROP_RETRY_AT:
      g_value_set_int64 (value, job->retry_at);
      break;
    case PROP_ERROR_CODE:
      g_value_set_int (value, failure_code (job));
      break;
    case PROP_ERROR_MESSAGE:
      g_value_set_string (value, failure_message (job));
      break;
    case PROP_CONNECTIONS:
      g_value_set_uint (value, job->connections);
      break;
    case PROP_GROUP:
      g_value_set_enum (value, haulier_job_get_group (job));
      break;
    case PROP_STATE_TEXT:
      g_value_take_string (value, haulier_job_item_dup_state_text (self));
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, haulier_job_get_progress (job));
      break;
    case PROP_TIME_LEFT:
      g_value_set_int64 (value, haulier_job_get_time_left (job));
      break;
    case PROP_OWNER_LABEL:
      if (self->owner != NULL)
        g_value_set_string (value, haulier_account_item_get_label (self->owner));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static GParamSpec *
number_spec (const char *name)
{
  return g_param_spec_uint64 (
      name, NULL, NULL, 0, G_MAXUINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
count_spec (const char *name)
{
  return g_param_spec_uint (
      name, NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
time_spec (const char *name)
{
  return g_param_spec_int64 (
      name, NULL, NULL, -1, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
text_spec (const char *name)
{
  return g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
enum_spec (const char *name, GType type)
{
  return g_param_spec_enum (name, NULL, NULL, type, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
haulier_job_item_class_init (HaulierJobItemClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = haulier_job_item_finalize;
  object_class->get_property = haulier_job_item_get_property;

  properties[PROP_ID] = text_spec ("id");
  properties[PROP_SEQUENCE] = number_spec ("sequence");
  properties[PROP_NAME] = text_spec ("name");
  properties[PROP_TYPE] = enum_spec ("type", HAULIER_TYPE_JOB_TYPE);
  properties[PROP_STATE] = enum_spec ("state", HAULIER_TYPE_JOB_STATE);
  properties[PROP_PRIORITY] = enum_spec ("priority", HAULIER_TYPE_PRIORITY);
  properties[PROP_ORIGIN] = enum_spec ("origin", HAULIER_TYPE_JOB_ORIGIN);
  properties[PROP_WAITING] = enum_spec ("waiting", HAULIER_TYPE_WAITING_REASON);
  properties[PROP_OWNER] = text_spec ("owner");
  properties[PROP_ADDRESS] = text_spec ("address");
  properties[PROP_PATH] = text_spec ("path");
  properties[PROP_BYTES_TRANSFERRED] = number_spec ("bytes-transferred");
  properties[PROP_BYTES_TOTAL] = number_spec ("bytes-total");
  properties[PROP_FILES_TRANSFERRED] = count_spec ("files-transferred");
  properties[PROP_FILES_TOTAL] = count_spec ("files-total");
  properties[PROP_SPEED] = number_spec ("speed");
  properties[PROP_CREATED] = time_spec ("created");
  properties[PROP_MODIFIED] = time_spec ("modified");
  properties[PROP_COMPLETED] = time_spec ("completed");
  properties[PROP_RETRY_AT] = time_spec ("retry-at");
  properties[PROP_ERROR_CODE] = g_param_spec_int (
      "error-code", NULL, NULL, G_MININT, G_MAXINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR_MESSAGE] = text_spec ("error-message");
  properties[PROP_CONNECTIONS] = count_spec ("connections");
  properties[PROP_GROUP] = enum_spec ("group", HAULIER_TYPE_JOB_GROUP);
  properties[PROP_STATE_TEXT] = text_spec ("state-text");
  properties[PROP_PROGRESS] = g_param_spec_double (
      "progress", NULL, NULL, -1, 1, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TIME_LEFT] = time_spec ("time-left");
  properties[PROP_OWNER_LABEL] = text_spec ("owner-label");
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
haulier_job_item_init (HaulierJobItem *self)
{
}

/**
 * haulier_job_item_new:
 * @job: (transfer full): a job
 *
 * Returns: (transfer full): an item that shows @job
 */
HaulierJobItem *
haulier_job_item_new (HaulierJob *job)
{
  HaulierJobItem *self = g_object_new (HAULIER_TYPE_JOB_ITEM, NULL);

  self->job = job;
  return self;
}

/**
 * haulier_job_item_place:
 * @self: an item
 * @client: the way to the engine that has the job
 * @owner: the account that it belongs to
 *
 * Says where a job is and whose.
 */
void
haulier_job_item_place (HaulierJobItem *self, HaulierClient *client, HaulierAccountItem *owner)
{
  g_set_object (&self->client, client);
  if (g_set_object (&self->owner, owner))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OWNER_LABEL]);
}

/**
 * haulier_job_item_get_client:
 * @self: an item of a list
 *
 * Returns: (transfer none): the way to the engine that has the job
 */
HaulierClient *
haulier_job_item_get_client (HaulierJobItem *self)
{
  return self->client;
}

/**
 * haulier_job_item_get_owner:
 * @self: an item of a list
 *
 * Returns: (transfer none): the account that the job belongs to
 */
HaulierAccountItem *
haulier_job_item_get_owner (HaulierJobItem *self)
{
  return self->owner;
}

static void
notify_if (HaulierJobItem *self, guint property, gboolean changed)
{
  if (changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
notify_changes (HaulierJobItem *self, const HaulierJob *old)
{
  const HaulierJob *new = self->job;
  gboolean bytes = old->bytes_transferred != new->bytes_transferred;
  gboolean total = old->bytes_total != new->bytes_total;
  gboolean files = old->files_transferred != new->files_transferred;
  gboolean count = old->files_total != new->files_total;
  gboolean state = old->state != new->state;
  gboolean waiting = old->waiting != new->waiting;
  gboolean retry = old->retry_at != new->retry_at;
  gboolean code = failure_code (old) != failure_code (new);
  gboolean finished_more = state || files || count;

  notify_if (self, PROP_NAME, g_strcmp0 (old->name, new->name) != 0);
  notify_if (self, PROP_STATE, state);
  notify_if (self, PROP_PRIORITY, old->settings.priority != new->settings.priority);
  notify_if (self, PROP_WAITING, waiting);
  notify_if (self, PROP_OWNER, !haulier_account_equal (old->owner, new->owner));
  notify_if (self, PROP_ADDRESS, g_strcmp0 (old->remote, new->remote) != 0);
  notify_if (self, PROP_PATH, g_strcmp0 (old->local, new->local) != 0);
  notify_if (self, PROP_BYTES_TRANSFERRED, bytes);
  notify_if (self, PROP_BYTES_TOTAL, total);
  notify_if (self, PROP_FILES_TRANSFERRED, files);
  notify_if (self, PROP_FILES_TOTAL, count);
  notify_if (self, PROP_SPEED, old->speed != new->speed);
  notify_if (self, PROP_MODIFIED, old->modified != new->modified);
  notify_if (self, PROP_COMPLETED, old->completed != new->completed);
  notify_if (self, PROP_RETRY_AT, retry);
  notify_if (self, PROP_ERROR_CODE, code);
  notify_if (
      self, PROP_ERROR_MESSAGE, g_strcmp0 (failure_message (old), failure_message (new)) != 0);
  notify_if (self, PROP_CONNECTIONS, old->connections != new->connections);
  notify_if (self, PROP_GROUP, haulier_job_get_group (old) != haulier_job_get_group (new));
  notify_if (self, PROP_STATE_TEXT, finished_more || waiting || retry || code);
  notify_if (self, PROP_PROGRESS, haulier_job_get_progress (old) != haulier_job_get_progress (new));
  notify_if (
      self, PROP_TIME_LEFT, haulier_job_get_time_left (old) != haulier_job_get_time_left (new));
}

/**
 * haulier_job_item_update:
 * @self: an item
 * @job: (transfer full): a newer row of the same job
 *
 * Takes over a row, and notifies the properties that changed, no other.
 */
void
haulier_job_item_update (HaulierJobItem *self, HaulierJob *job)
{
  g_autoptr (HaulierJob) old = self->job;

  self->job = job;
  g_object_freeze_notify (G_OBJECT (self));
  notify_changes (self, old);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * haulier_job_item_get_job:
 * @self: an item
 *
 * Returns: (transfer none): the row, until the next update; what sorters and filters read
 */
const HaulierJob *
haulier_job_item_get_job (HaulierJobItem *self)
{
  return self->job;
}

/**
 * haulier_job_item_get_id:
 * @self: an item
 *
 * Returns: (transfer none): the job's id
 */
const char *
haulier_job_item_get_id (HaulierJobItem *self)
{
  return self->job->id;
}

/**
 * haulier_job_item_get_group:
 * @self: an item
 *
 * Returns: haulier_job_get_group() of its job
 */
HaulierJobGroup
haulier_job_item_get_group (HaulierJobItem *self)
{
  return haulier_job_get_group (self->job);
}

/**
 * haulier_job_item_get_progress:
 * @self: an item
 *
 * Returns: haulier_job_get_progress() of its job
 */
double
haulier_job_item_get_progress (HaulierJobItem *self)
{
  return haulier_job_get_progress (self->job);
}

/**
 * haulier_job_item_get_time_left:
 * @self: an item
 *
 * Returns: haulier_job_get_time_left() of its job
 */
gint64
haulier_job_item_get_time_left (HaulierJobItem *self)
{
  return haulier_job_get_time_left (self->job);
}

/**
 * haulier_job_item_dup_state_text:
 * @self: an item
 *
 * Returns: (transfer full): haulier_job_words_state() of its job, now
 */
char *
haulier_job_item_dup_state_text (HaulierJobItem *self)
{
  return haulier_job_words_state (self->job, g_get_real_time ());
}

/**
 * haulier_job_item_is_counting_down:
 * @self: an item
 *
 * Returns: whether its state text changes with time: who shows it calls haulier_job_item_tick()
 *   every second
 */
gboolean
haulier_job_item_is_counting_down (HaulierJobItem *self)
{
  return self->job->waiting == HAULIER_WAITING_RETRY && self->job->retry_at != 0
         && haulier_job_get_group (self->job) == HAULIER_JOB_GROUP_WAITING;
}

/**
 * haulier_job_item_tick:
 * @self: an item
 *
 * Notifies the state text when it is a countdown.
 */
void
haulier_job_item_tick (HaulierJobItem *self)
{
  notify_if (self, PROP_STATE_TEXT, haulier_job_item_is_counting_down (self));
}

/**
 * haulier_job_item_can_take:
 * @self: an item
 *
 * Who sees a job of somebody else may become its owner, when that is authorised.
 *
 * Returns: whether the person may want to own it
 */
gboolean
haulier_job_item_can_take (HaulierJobItem *self)
{
  HaulierAccount own = haulier_account_for_user (getuid ());

  return !haulier_job_state_is_final (self->job->state)
         && haulier_owner_rules_take (own, self->job->owner, NULL) != HAULIER_TAKING_NOTHING
         && haulier_owner_rules_refuse (HAULIER_ENGINE_SCOPE_SYSTEM, own, NULL) == NULL;
}

/**
 * haulier_job_item_can:
 * @self: an item
 * @action: what a person might want
 *
 * Returns: haulier_job_can() of its job
 */
gboolean
haulier_job_item_can (HaulierJobItem *self, HaulierJobAction action)
{
  return haulier_job_can (self->job, action);
}
