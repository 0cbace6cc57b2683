/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engine on a bus: objects, callers, subscriptions, and the end when nobody needs it. */
#include "config.h"

#include "haulier-daemon.h"

#include "haulier-bus-info.h"
#include "haulier-bus-names.h"
#include "haulier-engine-token.h"
#include "haulier-gate.h"

#define PROPERTIES_INTERFACE "org.freedesktop.DBus.Properties"
/* How long an engine without work and without callers stays. */
#define IDLE_TIMEOUT_SEC 120

struct _HaulierDaemon
{
  GDBusConnection *connection;
  HaulierEngine *engine;
  HaulierCallers *callers;
  HaulierSubscriptions *subscriptions;
  HaulierMachineFinder *machine;
  HaulierOwners *owners;
  HaulierOffers *offers;
  guint object_id;
  guint subtree_id;
  guint idle_id; /* armed when somebody left or a job changed, never periodic */
  HaulierDaemonIdleFunc idle;
  gpointer user_data;
};

/* The engine of the computer is BITS's service: it stays as long as there are jobs, whatever they
 * wait for. */
static gboolean
is_needed (HaulierDaemon *self)
{
  return haulier_callers_get_n_callers (self->callers) > 0 || !haulier_engine_is_idle (self->engine)
         || (haulier_owners_get_scope (self->owners) == HAULIER_ENGINE_SCOPE_SYSTEM
             && haulier_engine_get_n_open_jobs (self->engine) > 0);
}

static gboolean
idle_cb (gpointer user_data)
{
  HaulierDaemon *self = user_data;

  self->idle_id = 0;
  if (!is_needed (self))
    self->idle (self->user_data);
  return G_SOURCE_REMOVE;
}

static void
consider_idle (HaulierDaemon *self)
{
  if (self->idle_id == 0 && haulier_callers_get_n_callers (self->callers) == 0)
    self->idle_id = g_timeout_add_seconds (IDLE_TIMEOUT_SEC, idle_cb, self);
}

static void
call_free (HaulierCall *call)
{
  haulier_caller_unref (call->caller);
  g_free (call->interface_name);
  g_free (call->member);
  g_free (call->job_id);
  g_variant_unref (call->parameters);
  g_free (call);
}

/**
 * haulier_call_return:
 * @call: (transfer full): a call
 * @body: (nullable) (transfer floating): the reply, a tuple
 */
void
haulier_call_return (HaulierCall *call, GVariant *body)
{
  g_dbus_method_invocation_return_value (call->invocation, body);
  call_free (call);
}

/**
 * haulier_call_fail:
 * @call: (transfer full): a call
 * @error: (transfer full): why
 */
void
haulier_call_fail (HaulierCall *call, GError *error)
{
  g_dbus_method_invocation_take_error (call->invocation, error);
  call_free (call);
}

/* Reading a property is a call like any other: its name is the member. */
static void
unwrap_property_call (HaulierCall *call)
{
  const char *interface_name = NULL;
  const char *property = NULL;

  g_free (call->member);
  g_free (call->interface_name);
  if (g_variant_is_of_type (call->parameters, G_VARIANT_TYPE ("(ss)")))
    {
      g_variant_get (call->parameters, "(&s&s)", &interface_name, &property);
      call->member = g_strdup (property);
    }
  else
    {
      g_variant_get_child (call->parameters, 0, "&s", &interface_name);
      call->member = g_strdup ("Properties");
    }
  call->interface_name = g_strdup (interface_name);
}

static void
method_call_cb (GDBusConnection *connection,
                const char *sender,
                const char *object_path,
                const char *interface_name,
                const char *method_name,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  HaulierDaemon *self = user_data;
  HaulierCall *call = g_new0 (HaulierCall, 1);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  call->daemon = self;
  call->engine = self->engine;
  call->subscriptions = self->subscriptions;
  call->machine = self->machine;
  call->owners = self->owners;
  call->offers = self->offers;
  call->interface_name = g_strdup (interface_name);
  call->member = g_strdup (method_name);
  call->parameters = g_variant_ref (parameters);
  call->invocation = invocation;
  if (g_str_has_prefix (object_path, HAULIER_BUS_JOBS_PATH "/"))
    call->job_id = haulier_bus_job_id_from_node (object_path + strlen (HAULIER_BUS_JOBS_PATH "/"));
  if (g_str_equal (interface_name, PROPERTIES_INTERFACE))
    unwrap_property_call (call);
  haulier_gate_pass (call, self->callers);
}

/* Properties are NULL here, so that reading one arrives as a call and goes through the gate. */
static const GDBusInterfaceVTable object_vtable = { .method_call = method_call_cb };

static char **
enumerate_cb (GDBusConnection *connection,
              const char *sender,
              const char *object_path,
              gpointer user_data)
{
  /* A job is found by its id; what exists is not told to everybody who asks. */
  return g_new0 (char *, 1);
}

/* What the object of a job has. */
static const GDBusInterfaceInfo *const job_interfaces[] = {
  &org_haulier_transfer1_job_interface,          &org_haulier_transfer1_access_interface,
  &org_haulier_transfer1_credentials_interface,  &org_haulier_transfer1_proxy_interface,
  &org_haulier_transfer1_helper_token_interface, &org_haulier_transfer1_certificate_interface,
};

static GDBusInterfaceInfo **
introspect_cb (GDBusConnection *connection,
               const char *sender,
               const char *object_path,
               const char *node,
               gpointer user_data)
{
  const gsize n_interfaces = G_N_ELEMENTS (job_interfaces);
  GDBusInterfaceInfo **interfaces = g_new0 (GDBusInterfaceInfo *, n_interfaces + 1);

  for (gsize i = 0; node != NULL && i < n_interfaces; i++)
    interfaces[i] = g_dbus_interface_info_ref ((GDBusInterfaceInfo *) job_interfaces[i]);
  return interfaces;
}

static const GDBusInterfaceVTable *
dispatch_cb (GDBusConnection *connection,
             const char *sender,
             const char *object_path,
             const char *interface_name,
             const char *node,
             gpointer *out_user_data,
             gpointer user_data)
{
  *out_user_data = user_data;
  return &object_vtable;
}

static const GDBusSubtreeVTable subtree_vtable = {
  .enumerate = enumerate_cb,
  .introspect = introspect_cb,
  .dispatch = dispatch_cb,
};

static void
caller_gone_cb (const HaulierCaller *caller, gpointer user_data)
{
  HaulierDaemon *self = user_data;

  haulier_subscriptions_drop (self->subscriptions, caller->name);
  if (!haulier_callers_has_user (self->callers, caller->uid))
    haulier_logon_watch_set_connected (
        haulier_engine_get_logon_watch (self->engine), caller->uid, FALSE);
  consider_idle (self);
}

/* For the journal: who looks there has no front end open. */
static void
log_notices (const char *const *notices)
{
  for (guint i = 0; notices[i] != NULL; i++)
    g_printerr ("haulierd: %s\n", notices[i]);
}

static void
notices_changed_cb (HaulierDaemon *self)
{
  g_auto (GStrv) notices = haulier_engine_dup_notices (self->engine);
  GVariantBuilder changed;

  log_notices ((const char *const *) notices);
  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (
      &changed, "{sv}", "Notices", g_variant_new_strv ((const char *const *) notices, -1));
  haulier_subscriptions_send_to_all (
      self->subscriptions,
      PROPERTIES_INTERFACE,
      "PropertiesChanged",
      g_variant_new ("(sa{sv}as)", HAULIER_BUS_INTERFACE, &changed, NULL));
}

/**
 * haulier_daemon_new:
 * @connection: the bus
 * @engine: an open engine
 * @owners: whom it serves, and who is who
 * @idle: called when nobody who called is still on the bus and nothing has to be done, for a while
 * @user_data: for @idle
 * @error: return location
 *
 * Puts the engine on the bus; the name is requested afterwards.
 *
 * Returns: (transfer full): the daemon, or %NULL when an object could not be registered
 */
HaulierDaemon *
haulier_daemon_new (GDBusConnection *connection,
                    HaulierEngine *engine,
                    HaulierOwners *owners,
                    HaulierDaemonIdleFunc idle,
                    gpointer user_data,
                    GError **error)
{
  HaulierDaemon *self = g_new0 (HaulierDaemon, 1);
  g_auto (GStrv) notices = haulier_engine_dup_notices (engine);

  log_notices ((const char *const *) notices);
  self->connection = g_object_ref (connection);
  self->engine = g_object_ref (engine);
  self->callers = haulier_callers_new (connection, caller_gone_cb, self);
  self->subscriptions = haulier_subscriptions_new (connection, engine, owners);
  self->machine = haulier_machine_finder_new ();
  self->owners = haulier_owners_ref (owners);
  self->offers = haulier_offers_new ();
  self->idle = idle;
  self->user_data = user_data;
  g_signal_connect_swapped (engine, "notices-changed", G_CALLBACK (notices_changed_cb), self);
  g_signal_connect_swapped (engine, "job-changed", G_CALLBACK (consider_idle), self);
  self->object_id
      = g_dbus_connection_register_object (connection,
                                           HAULIER_BUS_PATH,
                                           (GDBusInterfaceInfo *) &org_haulier_transfer1_interface,
                                           &object_vtable,
                                           self,
                                           NULL,
                                           error);
  if (self->object_id != 0)
    self->subtree_id
        = g_dbus_connection_register_subtree (connection,
                                              HAULIER_BUS_JOBS_PATH,
                                              &subtree_vtable,
                                              G_DBUS_SUBTREE_FLAGS_DISPATCH_TO_UNENUMERATED_NODES,
                                              self,
                                              NULL,
                                              error);
  if (self->subtree_id == 0)
    {
      haulier_daemon_free (self);
      return NULL;
    }
  consider_idle (self);
  return self;
}

/**
 * haulier_daemon_free:
 * @daemon: (nullable): the daemon
 */
void
haulier_daemon_free (HaulierDaemon *daemon)
{
  if (daemon == NULL)
    return;
  g_clear_handle_id (&daemon->idle_id, g_source_remove);
  if (daemon->object_id != 0)
    g_dbus_connection_unregister_object (daemon->connection, daemon->object_id);
  if (daemon->subtree_id != 0)
    g_dbus_connection_unregister_subtree (daemon->connection, daemon->subtree_id);
  g_signal_handlers_disconnect_by_data (daemon->engine, daemon);
  haulier_subscriptions_free (daemon->subscriptions);
  haulier_machine_finder_free (daemon->machine);
  haulier_callers_free (daemon->callers);
  haulier_owners_unref (daemon->owners);
  haulier_offers_free (daemon->offers);
  g_object_unref (daemon->engine);
  g_object_unref (daemon->connection);
  g_free (daemon);
}
