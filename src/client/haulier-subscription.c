/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What an engine is asked to tell of by itself: which jobs, whose, and the files of which. */
#include "config.h"

#include "haulier-subscription.h"

#include "haulier-bus-names.h"
#include "haulier-client-private.h"

struct _HaulierSubscription
{
  GObject parent_instance;

  HaulierEngineLink *link;
  GCancellable *cancellable;
  char **followed; /* (nullable): ids; NULL with following: every job */
  gboolean following;
  GHashTable *followed_files; /* id -> how often (GUINT) */
  gboolean everybody;         /* jobs of other accounts too */
  gboolean accepted;          /* this engine has accepted one */
  gboolean is_queued;
};

enum
{
  PROP_EVERYBODY = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (HaulierSubscription, haulier_subscription, G_TYPE_OBJECT)

static void subscribe (HaulierSubscription *self);

static void
set_everybody (HaulierSubscription *self, gboolean everybody)
{
  if (self->everybody == everybody)
    return;
  self->everybody = everybody;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EVERYBODY]);
}

/* To see the jobs of others is allowed for some minutes only. What an engine accepted before goes
 * on; one that accepted nothing yet is asked for one's own jobs. */
static void
on_subscribed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierSubscription) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply
      = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    {
      self->accepted = TRUE;
      return;
    }
  if (!self->everybody || self->accepted || g_cancellable_is_cancelled (self->cancellable))
    return;
  set_everybody (self, FALSE);
  subscribe (self);
}

static void
subscribe (HaulierSubscription *self)
{
  const char *engine = haulier_engine_link_get_engine (self->link);

  if (engine == NULL || !self->following)
    return;
  g_dbus_connection_call (haulier_engine_link_get_bus (self->link),
                          engine,
                          HAULIER_BUS_PATH,
                          HAULIER_BUS_INTERFACE,
                          "Subscribe",
                          haulier_subscription_to_variant (self, self->everybody),
                          NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          HAULIER_CLIENT_CALL_TIMEOUT_MS,
                          self->cancellable,
                          on_subscribed,
                          g_object_ref (self));
}

static gboolean
on_due (gpointer user_data)
{
  HaulierSubscription *self = user_data;

  self->is_queued = FALSE;
  subscribe (self);
  return G_SOURCE_REMOVE;
}

/* A view that moves from one job to the next leaves the one and follows the other: one call. */
static void
queue (HaulierSubscription *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->is_queued)
    return;
  self->is_queued = TRUE;
  source = g_idle_source_new ();
  g_source_set_callback (source, on_due, g_object_ref (self), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

static void
haulier_subscription_finalize (GObject *object)
{
  HaulierSubscription *self = HAULIER_SUBSCRIPTION (object);

  g_clear_object (&self->link);
  g_clear_object (&self->cancellable);
  g_strfreev (self->followed);
  g_hash_table_unref (self->followed_files);
  G_OBJECT_CLASS (haulier_subscription_parent_class)->finalize (object);
}

static void
haulier_subscription_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_EVERYBODY:
      g_value_set_boolean (value, HAULIER_SUBSCRIPTION (object)->everybody);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
haulier_subscription_class_init (HaulierSubscriptionClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = haulier_subscription_finalize;
  object_class->get_property = haulier_subscription_get_property;

  properties[PROP_EVERYBODY] = g_param_spec_boolean (
      "everybody", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
haulier_subscription_init (HaulierSubscription *self)
{
  self->cancellable = g_cancellable_new ();
  self->followed_files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * haulier_subscription_new:
 * @link: the line to the engine
 *
 * Returns: (transfer full): a subscription to nothing
 */
HaulierSubscription *
haulier_subscription_new (HaulierEngineLink *link)
{
  HaulierSubscription *self = g_object_new (HAULIER_TYPE_SUBSCRIPTION, NULL);

  self->link = g_object_ref (link);
  return self;
}

/**
 * haulier_subscription_close:
 * @self: a subscription
 *
 * Waits for no answer any more.
 */
void
haulier_subscription_close (HaulierSubscription *self)
{
  g_cancellable_cancel (self->cancellable);
}

/**
 * haulier_subscription_renew:
 * @self: a subscription
 *
 * Subscribes at an engine that knows nothing of it.
 */
void
haulier_subscription_renew (HaulierSubscription *self)
{
  self->accepted = FALSE;
  subscribe (self);
}

/**
 * haulier_subscription_follow:
 * @self: a subscription
 * @ids: (nullable): the jobs to follow; %NULL: every job
 */
void
haulier_subscription_follow (HaulierSubscription *self, const char *const *ids)
{
  g_strfreev (self->followed);
  self->followed = g_strdupv ((char **) ids);
  self->following = TRUE;
  subscribe (self);
}

/**
 * haulier_subscription_follow_files:
 * @self: a subscription
 * @id: a job whose files are followed, until haulier_subscription_unfollow_files() was called as
 *   often
 */
void
haulier_subscription_follow_files (HaulierSubscription *self, const char *id)
{
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (self->followed_files, id));

  g_hash_table_replace (self->followed_files, g_strdup (id), GUINT_TO_POINTER (times + 1));
  if (times == 0)
    queue (self);
}

/**
 * haulier_subscription_unfollow_files:
 * @self: a subscription
 * @id: a job
 */
void
haulier_subscription_unfollow_files (HaulierSubscription *self, const char *id)
{
  guint times = GPOINTER_TO_UINT (g_hash_table_lookup (self->followed_files, id));

  if (times > 1)
    {
      g_hash_table_replace (self->followed_files, g_strdup (id), GUINT_TO_POINTER (times - 1));
      return;
    }
  g_hash_table_remove (self->followed_files, id);
  queue (self);
}

/**
 * haulier_subscription_has_everybody:
 * @self: a subscription
 *
 * Returns: whether it is to the jobs of other accounts too
 */
gboolean
haulier_subscription_has_everybody (HaulierSubscription *self)
{
  return self->everybody;
}

/**
 * haulier_subscription_set_everybody:
 * @self: a subscription
 * @everybody: whether the jobs of other accounts are followed too
 */
void
haulier_subscription_set_everybody (HaulierSubscription *self, gboolean everybody)
{
  set_everybody (self, everybody);
  subscribe (self);
}

/**
 * haulier_subscription_to_variant:
 * @self: a subscription
 * @everybody: whether to ask for the jobs of other accounts
 *
 * Returns: (transfer floating): the arguments of Subscribe
 */
GVariant *
haulier_subscription_to_variant (HaulierSubscription *self, gboolean everybody)
{
  const char *const all[] = { NULL };
  g_autofree const char **files
      = (const char **) g_hash_table_get_keys_as_array (self->followed_files, NULL);
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "files", g_variant_new_strv (files, -1));
  if (everybody)
    g_variant_builder_add (&options, "{sv}", "all-owners", g_variant_new_boolean (TRUE));
  return g_variant_new (
      "(^asa{sv})", self->followed != NULL ? self->followed : (char **) all, &options);
}

/**
 * haulier_subscription_accepted:
 * @self: a subscription
 * @everybody: as in haulier_subscription_to_variant()
 *
 * Takes down that the engine accepted those arguments.
 */
void
haulier_subscription_accepted (HaulierSubscription *self, gboolean everybody)
{
  self->accepted = TRUE;
  set_everybody (self, everybody);
}
