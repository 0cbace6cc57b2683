/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A real worker over a socket pair, as the engine has it, and what it reported. */
#include "config.h"

#include "haulier-worker-fixture.h"

#include <gio/gunixfdlist.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "haulier-bus-errors.h"
#include "haulier-bus-info.h"
#include "haulier-bus-names.h"
#include "haulier-part-name.h"
#include "haulier-progress-record.h"
#include "haulier-worker-rows.h"

static void
result_free (gpointer data)
{
  HaulierFixtureResult *result = data;

  g_free (result->path);
  g_variant_unref (result->details);
  g_free (result);
}

static GVariant *
find_details (GVariant *details, guint index)
{
  GVariantIter iter;
  GVariant *own = NULL;
  guint of = 0;

  g_variant_iter_init (&iter, details);
  while (g_variant_iter_next (&iter, "(u@a{sv})", &of, &own))
    {
      if (of == index)
        return own;
      g_variant_unref (own);
    }
  return g_variant_ref_sink (g_variant_new ("a{sv}", NULL));
}

static void
take_finished (HaulierWorkerFixture *fixture, GVariant *arguments)
{
  g_autoptr (GVariant) columns = g_variant_get_child_value (arguments, 1);
  g_autoptr (GVariant) details = g_variant_get_child_value (arguments, 2);
  g_auto (HaulierColumnsReader) reader;
  HaulierFixtureResult result = { 0 };
  const char *path = NULL;
  const char *validator = NULL;
  gint64 modified = 0;
  guint index = 0;

  haulier_columns_reader_init (&reader, columns, HAULIER_WORKER_RESULT_COLUMNS);
  while (haulier_columns_reader_next (
      &reader, &index, &result.code, &result.size, &path, &modified, &validator))
    {
      /* Each file is reported once. */
      g_assert_false (g_hash_table_contains (fixture->results, GUINT_TO_POINTER (index)));
      result.path = g_strdup (path);
      result.details = find_details (details, index);
      g_hash_table_insert (
          fixture->results, GUINT_TO_POINTER (index), g_memdup2 (&result, sizeof result));
    }
}

static void
take_durable (HaulierWorkerFixture *fixture, GVariant *arguments)
{
  g_autoptr (GVariantIter) iter = NULL;
  guint index = 0;

  g_variant_get (arguments, "(uau)", NULL, &iter);
  while (g_variant_iter_next (iter, "u", &index))
    {
      g_assert_true (g_hash_table_contains (fixture->results, GUINT_TO_POINTER (index)));
      g_hash_table_add (fixture->durable, GUINT_TO_POINTER (index));
    }
}

static void
take_trace (HaulierWorkerFixture *fixture, GVariant *arguments)
{
  g_autoptr (GVariantIter) iter = NULL;
  const char *kind = NULL;
  const char *text = NULL;

  g_variant_get (arguments, "(ua(xussa{sv}))", NULL, &iter);
  while (g_variant_iter_loop (iter, "(xu&s&sa{sv})", NULL, NULL, &kind, &text, NULL))
    g_string_append_printf (fixture->trace, "%s: %s\n", kind, text);
}

static void
take_progress (HaulierWorkerFixture *fixture, GVariant *arguments)
{
  g_autoptr (GVariantIter) iter = NULL;
  guint64 transferred = 0;

  g_variant_get (arguments, "(a(uuttu))", &iter);
  while (g_variant_iter_next (iter, "(uuttu)", NULL, NULL, &transferred, NULL, NULL))
    fixture->progress = transferred;
}

static const struct
{
  const char *name;
  void (*take) (HaulierWorkerFixture *fixture, GVariant *arguments);
} signal_rows[] = {
  { "FilesFinished", take_finished },
  { "FilesDurable", take_durable },
  { "Traced", take_trace },
  { "Progress", take_progress },
};

static void
on_signal (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *name,
           GVariant *arguments,
           gpointer user_data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signal_rows); i++)
    {
      if (g_str_equal (signal_rows[i].name, name))
        signal_rows[i].take (user_data, arguments);
    }
}

static int
make_secret_fd (const char *secret)
{
  int fd = memfd_create ("secret", MFD_CLOEXEC);

  g_assert_cmpint (write (fd, secret, strlen (secret)), ==, (gssize) strlen (secret));
  return fd;
}

static void
answer_challenge (HaulierWorkerFixture *fixture,
                  GVariant *arguments,
                  GDBusMethodInvocation *invocation)
{
  g_autoptr (GUnixFDList) list = g_unix_fd_list_new ();
  g_autoptr (GVariant) challenge = NULL;
  guint file = 0;

  g_variant_get (arguments, "(uu@a{sv})", NULL, &file, &challenge);
  g_ptr_array_add (fixture->challenges, g_variant_ref (challenge));
  if (fixture->secret != NULL)
    {
      int fd = make_secret_fd (fixture->secret);

      g_assert_cmpint (g_unix_fd_list_append (list, fd, NULL), ==, 0);
      g_close (fd, NULL);
    }
  g_dbus_method_invocation_return_value_with_unix_fd_list (
      invocation, g_variant_new ("(@a{sv})", fixture->engine (fixture, file, challenge)), list);
}

static void
on_engine_call (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *arguments,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  HaulierWorkerFixture *fixture = user_data;

  if (g_str_equal (method, "Challenge"))
    {
      answer_challenge (fixture, arguments, invocation);
      return;
    }
  g_ptr_array_add (fixture->outcomes, g_variant_ref (arguments));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static const GDBusInterfaceVTable engine_vtable = { .method_call = on_engine_call };

/**
 * haulier_worker_fixture_serve_engine:
 * @fixture: a worker
 * @engine: who answers it
 */
void
haulier_worker_fixture_serve_engine (HaulierWorkerFixture *fixture, HaulierFixtureEngine engine)
{
  GError *error = NULL;

  fixture->engine = engine;
  fixture->registration
      = g_dbus_connection_register_object (fixture->connection,
                                           HAULIER_ENGINE_PATH,
                                           (GDBusInterfaceInfo *) &org_haulier_engine1_interface,
                                           &engine_vtable,
                                           fixture,
                                           NULL,
                                           &error);
  g_assert_no_error (error);
}

static HaulierWorkerFixture *
new_fixture (const char *folder, const char *argument, const char *identity)
{
  HaulierWorkerFixture *fixture = g_new0 (HaulierWorkerFixture, 1);
  GError *error = NULL;

  haulier_bus_errors_register ();
  fixture->process
      = haulier_worker_process_start ("haulier-worker", argument, identity, &fixture->connection);
  fixture->folder = folder != NULL ? g_strdup (folder) : g_dir_make_tmp ("worker-XXXXXX", &error);
  fixture->results = g_hash_table_new_full (NULL, NULL, NULL, result_free);
  fixture->durable = g_hash_table_new (NULL, NULL);
  fixture->trace = g_string_new (NULL);
  fixture->challenges = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  fixture->outcomes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  fixture->subscription = g_dbus_connection_signal_subscribe (fixture->connection,
                                                              NULL,
                                                              HAULIER_WORKER_INTERFACE,
                                                              NULL,
                                                              HAULIER_WORKER_PATH,
                                                              NULL,
                                                              G_DBUS_SIGNAL_FLAGS_NONE,
                                                              on_signal,
                                                              fixture,
                                                              NULL);
  g_dbus_connection_start_message_processing (fixture->connection);
  return fixture;
}

/**
 * haulier_worker_fixture_new:
 * @folder: (nullable): where files go; %NULL makes a new one
 *
 * Returns: (transfer full): a running worker
 */
HaulierWorkerFixture *
haulier_worker_fixture_new (const char *folder)
{
  return new_fixture (folder, NULL, NULL);
}

/**
 * haulier_worker_fixture_new_sides:
 * @folder: where files go
 * @files_identity: (nullable): UID:GROUP of who opens the files
 * @network_identity: (nullable): UID:GROUP of who talks to the network
 *
 * Returns: (transfer full): a running worker whose files another process opens
 */
HaulierWorkerFixture *
haulier_worker_fixture_new_sides (const char *folder,
                                  const char *files_identity,
                                  const char *network_identity)
{
  HaulierWorkerFixture *fixture = new_fixture (folder, "--network-only", network_identity);

  fixture->files_process = haulier_worker_process_start (
      "haulier-files", NULL, files_identity, &fixture->files_connection);
  g_dbus_connection_start_message_processing (fixture->files_connection);
  return fixture;
}

static void
free_rest (HaulierWorkerFixture *fixture)
{
  g_clear_object (&fixture->files_connection);
  g_clear_object (&fixture->files_process);
  g_dbus_connection_signal_unsubscribe (fixture->connection, fixture->subscription);
  if (fixture->registration != 0)
    g_dbus_connection_unregister_object (fixture->connection, fixture->registration);
  g_ptr_array_unref (fixture->challenges);
  g_ptr_array_unref (fixture->outcomes);
  g_object_unref (fixture->connection);
  g_object_unref (fixture->process);
  g_free (fixture->folder);
  g_hash_table_unref (fixture->results);
  g_hash_table_unref (fixture->durable);
  g_string_free (fixture->trace, TRUE);
  g_free (fixture);
}

/**
 * haulier_worker_fixture_free:
 * @fixture: (nullable): a worker
 *
 * Closes the connection; the worker has to end by itself, and well.
 */
void
haulier_worker_fixture_free (HaulierWorkerFixture *fixture)
{
  if (fixture == NULL)
    return;
  g_dbus_connection_close_sync (fixture->connection, NULL, NULL);
  g_assert_true (g_subprocess_wait (fixture->process, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (fixture->process));
  if (fixture->files_process != NULL)
    {
      g_dbus_connection_close_sync (fixture->files_connection, NULL, NULL);
      g_assert_true (g_subprocess_wait (fixture->files_process, NULL, NULL));
      g_assert_true (g_subprocess_get_successful (fixture->files_process));
    }
  free_rest (fixture);
}

/**
 * haulier_worker_fixture_kill_files:
 * @fixture: a worker whose files another process opens
 *
 * Ends that process without warning.
 */
void
haulier_worker_fixture_kill_files (HaulierWorkerFixture *fixture)
{
  g_subprocess_force_exit (fixture->files_process);
  g_assert_true (g_subprocess_wait (fixture->files_process, NULL, NULL));
  g_clear_object (&fixture->files_connection);
  g_clear_object (&fixture->files_process);
}

/**
 * haulier_worker_fixture_kill_network:
 * @fixture: a worker
 *
 * Ends the process that talks to the network without warning.
 */
void
haulier_worker_fixture_kill_network (HaulierWorkerFixture *fixture)
{
  g_subprocess_force_exit (fixture->process);
  g_assert_true (g_subprocess_wait (fixture->process, NULL, NULL));
}

/**
 * haulier_worker_fixture_kill:
 * @fixture: (transfer full): a worker
 *
 * Ends the worker without warning.
 */
void
haulier_worker_fixture_kill (HaulierWorkerFixture *fixture)
{
  haulier_worker_fixture_kill_network (fixture);
  if (fixture->files_process != NULL)
    haulier_worker_fixture_kill_files (fixture);
  free_rest (fixture);
}

static gboolean
on_deadline (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

typedef gboolean (*Condition) (HaulierWorkerFixture *fixture, guint64 argument);

static void
wait_for (HaulierWorkerFixture *fixture, Condition condition, guint64 argument)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add_seconds (HAULIER_WORKER_FIXTURE_DEADLINE_SEC, on_deadline, &late);

  while (!condition (fixture, argument) && !late)
    g_main_context_iteration (NULL, TRUE);
  if (late)
    g_test_message ("trace:\n%s", fixture->trace->str);
  g_assert_false (late);
  g_source_remove (timer);
}

static gboolean
has_result (HaulierWorkerFixture *fixture, guint64 index)
{
  return g_hash_table_contains (fixture->results, GUINT_TO_POINTER ((guint) index));
}

static gboolean
has_progress (HaulierWorkerFixture *fixture, guint64 bytes)
{
  return fixture->progress >= bytes;
}

static gboolean
has_traced (HaulierWorkerFixture *fixture, guint64 words)
{
  return strstr (fixture->trace->str, GSIZE_TO_POINTER ((gsize) words)) != NULL;
}

static gboolean
is_durable (HaulierWorkerFixture *fixture, guint64 index)
{
  return g_hash_table_contains (fixture->durable, GUINT_TO_POINTER ((guint) index));
}

/**
 * haulier_worker_fixture_wait:
 * @fixture: a worker
 * @index: of a file
 *
 * Returns: (transfer none): what became of the file
 */
const HaulierFixtureResult *
haulier_worker_fixture_wait (HaulierWorkerFixture *fixture, guint index)
{
  wait_for (fixture, has_result, index);
  return g_hash_table_lookup (fixture->results, GUINT_TO_POINTER (index));
}

/**
 * haulier_worker_fixture_wait_trace:
 * @fixture: a worker
 * @words: that a sentence of its trace shall have
 */
void
haulier_worker_fixture_wait_trace (HaulierWorkerFixture *fixture, const char *words)
{
  wait_for (fixture, has_traced, GPOINTER_TO_SIZE (words));
}

/**
 * haulier_worker_fixture_wait_progress:
 * @fixture: a worker
 * @bytes: that shall be there of the only file
 */
void
haulier_worker_fixture_wait_progress (HaulierWorkerFixture *fixture, guint64 bytes)
{
  wait_for (fixture, has_progress, bytes);
}

static gboolean
look_again (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static guint64
read_written (const char *folder, const char *id)
{
  g_autofree char *name = haulier_part_name_dup_record (id, 0);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *content = NULL;
  g_autoptr (HaulierProgressRecord) record = NULL;
  gsize length = 0;

  if (g_file_get_contents (path, &content, &length, NULL))
    record = haulier_progress_record_decode ((const guint8 *) content, length);
  return record != NULL ? haulier_extents_get_total (record->written) : 0;
}

/**
 * haulier_worker_fixture_wait_recorded:
 * @fixture: a worker
 * @id: of the job of its only file
 * @bytes: that the progress record shall have as written
 *
 * What is reported is on its way into the record; on a busy machine that takes a moment.
 */
void
haulier_worker_fixture_wait_recorded (HaulierWorkerFixture *fixture, const char *id, guint64 bytes)
{
  gboolean late = FALSE;
  guint timer = g_timeout_add_seconds (HAULIER_WORKER_FIXTURE_DEADLINE_SEC, on_deadline, &late);
  guint tick = g_timeout_add (5, look_again, NULL);

  while (read_written (fixture->folder, id) < bytes && !late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (late);
  g_source_remove (timer);
  g_source_remove (tick);
}

/**
 * haulier_worker_fixture_wait_durable:
 * @fixture: a worker
 * @index: of a file
 */
void
haulier_worker_fixture_wait_durable (HaulierWorkerFixture *fixture, guint index)
{
  wait_for (fixture, is_durable, index);
}

/**
 * haulier_fixture_result_get_message:
 * @result: what became of a file
 *
 * Returns: (transfer none): why it failed, or an empty text
 */
const char *
haulier_fixture_result_get_message (const HaulierFixtureResult *result)
{
  const char *message = "";

  (void) g_variant_lookup (result->details, "message", "&s", &message);
  return message;
}
