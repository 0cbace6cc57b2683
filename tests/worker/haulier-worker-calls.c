/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the engine calls of a worker, for the fixture. */
#include "config.h"

#include "haulier-worker-fixture.h"

#include <sys/socket.h>

#include "haulier-bus-info.h"
#include "haulier-bus-names.h"
#include "haulier-worker-rows.h"

#define JOB 1

/* With a descriptor that is the callee's then. */
static GVariant *
call_with_fd (HaulierWorkerFixture *fixture, const char *method, GVariant *arguments, int fd)
{
  GDBusInterfaceInfo *files = (GDBusInterfaceInfo *) &org_haulier_files1_interface;
  gboolean of_files = g_dbus_interface_info_lookup_method (files, method) != NULL;
  GError *error = NULL;
  GVariant *answer = haulier_worker_process_call (
      of_files && fixture->files_connection != NULL ? fixture->files_connection
                                                    : fixture->connection,
      of_files ? HAULIER_FILES_INTERFACE : HAULIER_WORKER_INTERFACE,
      method,
      arguments,
      fd,
      &error);

  g_assert_no_error (error);
  return answer;
}

/**
 * haulier_worker_fixture_call:
 * @fixture: a worker
 * @method: of one of its interfaces
 * @arguments: its arguments
 *
 * Returns: (transfer full): the answer; the test fails when it is an error
 */
GVariant *
haulier_worker_fixture_call (HaulierWorkerFixture *fixture, const char *method, GVariant *arguments)
{
  return call_with_fd (fixture, method, arguments, -1);
}

static GVariant *
make_dictionary (const char *key, GVariant *value, gboolean with_channel)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  if (with_channel)
    g_variant_builder_add (&builder, "{sv}", "files", g_variant_new_handle (0));
  if (key != NULL)
    g_variant_builder_add (&builder, "{sv}", key, value);
  return g_variant_builder_end (&builder);
}

/* Returns: (transfer full): the other end of the channel. */
static int
serve_job (HaulierWorkerFixture *fixture, const char *id, const char *key, GVariant *value)
{
  g_autoptr (GVariant) answer = NULL;
  int pair[2] = { -1, -1 };

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair), ==, 0);
  answer = call_with_fd (
      fixture,
      "ServeJob",
      g_variant_new ("(us@a{sv}h)", JOB, id, make_dictionary (key, value, FALSE), 0),
      pair[0]);
  return fixture->gate != NULL ? haulier_channel_gate_insert (fixture->gate, pair[1]) : pair[1];
}

static void
serve_file (HaulierWorkerFixture *fixture, guint index, const char *path, guint flags)
{
  HaulierColumns *columns = haulier_columns_new (HAULIER_WORKER_SERVED_COLUMNS);
  g_autoptr (GVariant) answer = NULL;

  haulier_columns_add (columns, index, path, flags);
  answer = haulier_worker_fixture_call (
      fixture, "ServeFiles", g_variant_new ("(u@aay)", JOB, haulier_columns_end (columns)));
}

/* Names of options that are flags of an order. */
static guint
get_flag (const char *key)
{
  if (g_strcmp0 (key, "rename") == 0)
    return HAULIER_WORKER_FILE_RENAME;
  return g_strcmp0 (key, "overwrite") == 0 ? HAULIER_WORKER_FILE_OVERWRITE : 0;
}

/**
 * haulier_worker_fixture_open:
 * @fixture: a worker
 * @id: UUID of the job
 * @key: (nullable): a setting
 * @value: (nullable): of it
 */
void
haulier_worker_fixture_open (HaulierWorkerFixture *fixture,
                             const char *id,
                             const char *key,
                             GVariant *value)
{
  g_autoptr (GVariant) owned = value != NULL ? g_variant_ref_sink (value) : NULL;
  gboolean sides = fixture->files_connection != NULL;
  int channel = sides ? serve_job (fixture, id, key, owned) : -1;
  g_autoptr (GVariant) answer
      = call_with_fd (fixture,
                      "OpenJob",
                      g_variant_new ("(us@a{sv})", JOB, id, make_dictionary (key, owned, sides)),
                      channel);
}

/**
 * haulier_worker_fixture_add:
 * @fixture: a worker with an open job
 * @index: of the file
 * @address: what to get
 * @name: in the folder
 * @key: (nullable): an option, or "rename", or "overwrite"
 * @value: (nullable): of it
 */
void
haulier_worker_fixture_add (HaulierWorkerFixture *fixture,
                            guint index,
                            const char *address,
                            const char *name,
                            const char *key,
                            GVariant *value)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  HaulierColumns *columns = haulier_columns_new (HAULIER_WORKER_ORDER_COLUMNS);
  GVariantBuilder options;
  g_autoptr (GVariant) answer = NULL;
  guint flags = get_flag (key);

  if (fixture->files_connection != NULL)
    serve_file (fixture, index, path, flags);
  haulier_columns_add (columns, index, address, path, flags);
  g_variant_builder_init (&options, HAULIER_WORKER_EXTRAS_TYPE);
  if (key != NULL && flags == 0)
    g_variant_builder_add (&options, "(u@a{sv})", index, make_dictionary (key, value, FALSE));
  answer = haulier_worker_fixture_call (
      fixture,
      "AddFiles",
      g_variant_new ("(u@aaya(ua{sv}))", JOB, haulier_columns_end (columns), &options));
}
