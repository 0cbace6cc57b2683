/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* An engine without transfers, on a bus of its own: answers from its own list, tells what a test
 * says. */
#include "config.h"

#include "fake-engine.h"

#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "haulier-bus-errors.h"
#include "haulier-bus-info.h"
#include "haulier-bus-names.h"
#include "haulier-file-row.h"
#include "haulier-job-row.h"
#include "haulier-job-table.h"
#include "haulier-trace-row.h"

void
fake_engine_take_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **out_result = user_data;

  *out_result = g_object_ref (result);
}

/* Whether the last argument of a call has `all-owners`. */
static gboolean
wants_everybody (GVariant *parameters)
{
  gsize n_arguments = g_variant_n_children (parameters);
  g_autoptr (GVariant) options
      = n_arguments > 0 ? g_variant_get_child_value (parameters, n_arguments - 1) : NULL;
  gboolean everybody = FALSE;

  return options != NULL && g_variant_is_of_type (options, G_VARIANT_TYPE_VARDICT)
         && g_variant_lookup (options, "all-owners", "b", &everybody) && everybody;
}

/* Who is not oneself, and no system account. */
static gboolean
is_other (const HaulierJob *job)
{
  return job->owner.kind == HAULIER_ACCOUNT_LOGIN_USER && job->owner.uid != getuid ();
}

static GVariant *
job_table (GPtrArray *jobs, guint64 after, guint count, gboolean hides_others)
{
  g_autoptr (GPtrArray) page = g_ptr_array_new ();

  for (guint i = 0; i < jobs->len && page->len < count; i++)
    {
      HaulierJob *job = g_ptr_array_index (jobs, i);

      if (job->sequence > after && !(hides_others && is_other (job)))
        g_ptr_array_add (page, job);
    }
  return haulier_job_table_new (page);
}

static const HaulierJob *
find_job (FakeEngine *self, const char *text)
{
  for (guint i = 0; i < self->jobs->len; i++)
    {
      const HaulierJob *job = g_ptr_array_index (self->jobs, i);

      if (g_str_equal (job->id, text) || g_str_equal (job->name, text))
        return job;
    }
  return NULL;
}

static GVariant *
found_rows (FakeEngine *self, char **texts, GError **error)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, HAULIER_JOB_ROWS_TYPE);
  for (gsize i = 0; texts[i] != NULL; i++)
    {
      const HaulierJob *job = find_job (self, texts[i]);

      if (job == NULL)
        {
          g_set_error (error,
                       HAULIER_ERROR,
                       HAULIER_ERROR_NOT_FOUND,
                       "find the job “%s”: there is none",
                       texts[i]);
          g_variant_builder_clear (&builder);
          return NULL;
        }
      g_variant_builder_add_value (&builder, haulier_job_row_new (job));
    }
  return g_variant_builder_end (&builder);
}

static void
subscribe (FakeEngine *self, const char *sender, GVariant *parameters)
{
  g_autoptr (GVariant) options = NULL;

  g_strfreev (self->followed);
  g_strfreev (self->followed_files);
  g_free (self->subscriber);
  self->subscriber = g_strdup (sender);
  self->followed_files = NULL;
  g_variant_get (parameters, "(^as@a{sv})", &self->followed, &options);
  g_variant_lookup (options, "files", "^as", &self->followed_files);
}

static GVariant *
act (FakeEngine *self, GVariant *parameters)
{
  g_auto (GStrv) ids = NULL;
  GVariantBuilder builder;

  g_variant_get (parameters, "(&s^as@a{sv})", NULL, &ids, NULL);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(sus)"));
  for (gsize i = 0; ids[i] != NULL; i++)
    g_variant_builder_add (&builder,
                           "(sus)",
                           ids[i],
                           i == 0 ? 0 : (guint32) HAULIER_ERROR_INVALID_STATE,
                           i == 0 ? "" : "it is finished");
  return g_variant_new ("(a(sus))", &builder);
}

static GVariant *
answer_manager (FakeEngine *self,
                const char *sender,
                const char *method,
                GVariant *parameters,
                GError **error)
{
  guint64 after = 0;
  guint count = 0;
  g_auto (GStrv) texts = NULL;
  GVariant *rows = NULL;

  if (g_str_equal (method, "ListJobTable"))
    {
      g_variant_get (parameters, "(tu@a{sv})", &after, &count, NULL);
      return g_variant_new (
          "(@ay)",
          job_table (
              self->jobs, after, count, self->hides_others && !wants_everybody (parameters)));
    }
  if (g_str_equal (method, "FindJobs"))
    {
      g_variant_get (parameters, "(^as@a{sv})", &texts, NULL);
      rows = found_rows (self, texts, error);
      return rows != NULL ? g_variant_new ("(@a" HAULIER_JOB_ROW_SIGNATURE ")", rows) : NULL;
    }
  if (g_str_equal (method, "CreateJob"))
    return g_variant_new (
        "(@" HAULIER_JOB_ROW_SIGNATURE ")",
        haulier_job_row_new (g_ptr_array_index (self->jobs, self->jobs->len - 1)));
  if (g_str_equal (method, "Act"))
    return act (self, parameters);
  if (g_str_equal (method, "ListAccounts"))
    return g_variant_new_parsed (
        "(@aa{sv} [{'account': <'NetworkService'>, 'jobs': <uint32 2>}],)");
  return g_variant_new ("()");
}

static GVariant *
answer_job (FakeEngine *self, const char *method, GVariant *parameters)
{
  guint first = 0;
  guint64 after = 0;
  guint count = 0;
  GVariantBuilder builder;

  if (g_str_equal (method, "GetFiles"))
    {
      g_variant_get (parameters, "(uu)", &first, &count);
      g_variant_builder_init (&builder, HAULIER_FILE_ROWS_TYPE);
      for (guint i = first; i < self->files->len && i - first < count; i++)
        g_variant_builder_add_value (&builder,
                                     haulier_file_row_new (g_ptr_array_index (self->files, i)));
      return g_variant_new ("(a" HAULIER_FILE_ROW_SIGNATURE ")", &builder);
    }
  if (g_str_equal (method, "GetTrace"))
    {
      g_variant_get (parameters, "(tu)", &after, &count);
      g_variant_builder_init (&builder, HAULIER_TRACE_ROWS_TYPE);
      for (guint i = (guint) after; i < self->records->len && i - after < count; i++)
        g_variant_builder_add_value (&builder,
                                     haulier_trace_row_new (g_ptr_array_index (self->records, i)));
      return g_variant_new ("(a" HAULIER_TRACE_ROW_SIGNATURE ")", &builder);
    }
  if (g_str_equal (method, "GetDetails"))
    return g_variant_new ("(@" HAULIER_JOB_ROW_SIGNATURE "@a{sv})",
                          haulier_job_row_new (g_ptr_array_index (self->jobs, self->jobs->len - 1)),
                          g_variant_new_parsed ("@a{sv} {'error-count': <uint32 3>}"));
  return g_variant_new ("()");
}

/* Reads the one descriptor of a call to its end. */
static void
read_secret (FakeEngine *self, GDBusMethodInvocation *invocation)
{
  GUnixFDList *descriptors
      = g_dbus_message_get_unix_fd_list (g_dbus_method_invocation_get_message (invocation));
  char bytes[256] = "";
  int fd = -1;

  if (descriptors == NULL || g_unix_fd_list_get_length (descriptors) == 0)
    return;
  fd = g_unix_fd_list_get (descriptors, 0, NULL);
  g_assert_cmpint (read (fd, bytes, sizeof bytes - 1), >=, 0);
  g_assert_cmpint (write (fd, "x", 1), ==, -1);
  g_close (fd, NULL);
  g_free (self->secret);
  self->secret = g_strdup (bytes);
}

static void
on_call (GDBusConnection *bus,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer user_data)
{
  FakeEngine *self = user_data;
  g_autoptr (GError) error = NULL;
  GVariant *reply = NULL;

  if (g_dbus_message_get_flags (g_dbus_method_invocation_get_message (invocation))
      & G_DBUS_MESSAGE_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION)
    g_ptr_array_add (self->calls, g_strdup_printf ("%s interactively", method));
  g_ptr_array_add (self->calls, g_strdup (method));
  g_clear_pointer (&self->parameters, g_variant_unref);
  self->parameters = g_variant_ref (parameters);
  read_secret (self, invocation);
  if (g_str_equal (method, "Subscribe"))
    subscribe (self, sender, parameters);
  if (self->failure != NULL)
    error = g_error_copy (self->failure);
  else if (self->refuses_everybody && wants_everybody (parameters))
    error = g_error_new_literal (
        HAULIER_ERROR, HAULIER_ERROR_ELEVATION_REQUIRED, "see all jobs: ask an administrator");
  else if (g_str_equal (method, "PlanAccess")
           || (!g_str_equal (interface, HAULIER_BUS_INTERFACE)
               && !g_str_equal (interface, HAULIER_BUS_JOB_INTERFACE)))
    reply = self->answer != NULL ? g_variant_ref (self->answer) : g_variant_new ("()");
  else if (g_str_equal (interface, HAULIER_BUS_INTERFACE))
    reply = answer_manager (self, sender, method, parameters, &error);
  else
    reply = answer_job (self, method, parameters);
  if (reply != NULL)
    g_dbus_method_invocation_return_value (invocation, reply);
  else
    g_dbus_method_invocation_return_gerror (invocation, error);
}

static GVariant *
on_get (GDBusConnection *bus,
        const char *sender,
        const char *path,
        const char *interface,
        const char *property,
        GError **error,
        gpointer user_data)
{
  const char *const notices[] = { "a notice", NULL };

  if (g_str_equal (property, "Notices"))
    return g_variant_new_strv (notices, -1);
  return g_variant_new_string ("fake");
}

static const GDBusInterfaceVTable vtable = {
  .method_call = on_call,
  .get_property = on_get,
};

static GDBusInterfaceInfo **
introspect (GDBusConnection *bus,
            const char *sender,
            const char *path,
            const char *node,
            gpointer user_data)
{
  const GDBusInterfaceInfo *const all[] = {
    (const GDBusInterfaceInfo *) &org_haulier_transfer1_job_interface,
    (const GDBusInterfaceInfo *) &org_haulier_transfer1_access_interface,
    (const GDBusInterfaceInfo *) &org_haulier_transfer1_credentials_interface,
    (const GDBusInterfaceInfo *) &org_haulier_transfer1_proxy_interface,
    (const GDBusInterfaceInfo *) &org_haulier_transfer1_helper_token_interface,
    (const GDBusInterfaceInfo *) &org_haulier_transfer1_certificate_interface,
  };
  GDBusInterfaceInfo **infos = g_new0 (GDBusInterfaceInfo *, G_N_ELEMENTS (all) + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    infos[i] = g_dbus_interface_info_ref ((GDBusInterfaceInfo *) all[i]);
  return infos;
}

static const GDBusInterfaceVTable *
dispatch (GDBusConnection *bus,
          const char *sender,
          const char *path,
          const char *interface,
          const char *node,
          gpointer *out_user_data,
          gpointer user_data)
{
  *out_user_data = user_data;
  return &vtable;
}

static const GDBusSubtreeVTable subtree_vtable = {
  .introspect = introspect,
  .dispatch = dispatch,
};

/* The engine has the bus of the environment, as the client will have. */
FakeEngine *
fake_engine_new (void)
{
  FakeEngine *self = g_new0 (FakeEngine, 1);

  haulier_bus_errors_register ();
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_job_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_trace_record_free);
  self->calls = g_ptr_array_new_with_free_func (g_free);
  self->test_bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->test_bus);
  return self;
}

void
fake_engine_free (FakeEngine *self)
{
  fake_engine_stop (self);
  g_test_dbus_down (self->test_bus);
  g_object_unref (self->test_bus);
  g_ptr_array_unref (self->jobs);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->calls);
  g_strfreev (self->followed);
  g_strfreev (self->followed_files);
  g_free (self->subscriber);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->answer, g_variant_unref);
  g_clear_pointer (&self->parameters, g_variant_unref);
  g_free (self->secret);
  g_free (self);
}

static void
on_name (GDBusConnection *bus, const char *name, gpointer user_data)
{
  gboolean *out_has_name = user_data;

  *out_has_name = TRUE;
}

void
fake_engine_start (FakeEngine *self)
{
  g_autoptr (GError) error = NULL;
  gboolean has_name = FALSE;

  self->bus = g_dbus_connection_new_for_address_sync (
      g_test_dbus_get_bus_address (self->test_bus),
      G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
          | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
      NULL,
      NULL,
      &error);
  g_assert_no_error (error);
  self->manager
      = g_dbus_connection_register_object (self->bus,
                                           HAULIER_BUS_PATH,
                                           (GDBusInterfaceInfo *) &org_haulier_transfer1_interface,
                                           &vtable,
                                           self,
                                           NULL,
                                           &error);
  g_assert_no_error (error);
  self->subtree
      = g_dbus_connection_register_subtree (self->bus,
                                            HAULIER_BUS_JOBS_PATH,
                                            &subtree_vtable,
                                            G_DBUS_SUBTREE_FLAGS_DISPATCH_TO_UNENUMERATED_NODES,
                                            self,
                                            NULL,
                                            &error);
  g_assert_no_error (error);
  self->name = g_bus_own_name_on_connection (
      self->bus, HAULIER_BUS_NAME, G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL, &has_name, NULL);
  wait_until (has_name);
}

void
fake_engine_stop (FakeEngine *self)
{
  if (self->bus == NULL)
    return;
  g_bus_unown_name (self->name);
  g_dbus_connection_unregister_object (self->bus, self->manager);
  g_dbus_connection_unregister_subtree (self->bus, self->subtree);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->bus);
}

HaulierJob *
fake_engine_add_job (FakeEngine *self, guint64 sequence, const char *name)
{
  g_autofree char *id
      = g_strdup_printf ("00000000-0000-4000-8000-%012" G_GINT64_MODIFIER "x", sequence);
  HaulierJob *job = haulier_job_new (id, name, HAULIER_JOB_ORIGIN_DESKTOP);

  job->sequence = sequence;
  job->files_total = 1;
  g_ptr_array_add (self->jobs, job);
  return job;
}

void
fake_engine_add_files (FakeEngine *self, guint count)
{
  for (guint i = 0; i < count; i++)
    {
      g_autofree char *remote = g_strdup_printf ("http://example.org/%u", self->files->len);
      g_autofree char *local = g_strdup_printf ("/tmp/%u", self->files->len);

      g_ptr_array_add (self->files, haulier_file_new (self->files->len, remote, local, 0));
    }
}

static void
tell (FakeEngine *self, const char *signal, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->bus,
                                 self->subscriber,
                                 HAULIER_BUS_PATH,
                                 HAULIER_BUS_INTERFACE,
                                 signal,
                                 parameters,
                                 &error);
  g_assert_no_error (error);
}

void
fake_engine_tell_jobs (FakeEngine *self, GPtrArray *jobs, const char *const *removed)
{
  const char *const none[] = { NULL };
  GVariantBuilder rows;

  g_variant_builder_init (&rows, HAULIER_JOB_ROWS_TYPE);
  for (guint i = 0; i < jobs->len; i++)
    g_variant_builder_add_value (&rows, haulier_job_row_new (g_ptr_array_index (jobs, i)));
  tell (self,
        "JobsChanged",
        g_variant_new (
            "(a" HAULIER_JOB_ROW_SIGNATURE "^as)", &rows, removed != NULL ? removed : none));
}

void
fake_engine_tell_job (FakeEngine *self, const HaulierJob *job)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();

  g_ptr_array_add (jobs, (gpointer) job);
  fake_engine_tell_jobs (self, jobs, NULL);
}

void
fake_engine_tell_file (FakeEngine *self, const char *id, const HaulierFile *file)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, HAULIER_FILE_ROWS_TYPE);
  g_variant_builder_add_value (&builder, haulier_file_row_new (file));
  tell (self, "FilesChanged", g_variant_new ("(sa" HAULIER_FILE_ROW_SIGNATURE ")", id, &builder));
}

guint
fake_engine_count_calls (FakeEngine *self, const char *method)
{
  guint count = 0;

  for (guint i = 0; i < self->calls->len; i++)
    count += g_str_equal (g_ptr_array_index (self->calls, i), method);
  return count;
}
