/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The passwords that come with one call: read from descriptors, so that no message has them. */
#include "config.h"

#include "haulier-secret-intake.h"

#include <gio/gunixinputstream.h>
#include <string.h>

#include "haulier-credential.h"
#include "haulier-error.h"

/* Whoever types a password has done so before he calls. */
#define TIMEOUT_SEC 10
/* One more than a password can have: then it is too long. */
#define BUFFER_BYTES ((gsize) HAULIER_PASSWORD_MAX_CHARS * 4 + 1)

typedef struct
{
  char *reference;
  gint handle;
} Expected;

struct _HaulierSecretIntake
{
  GHashTable *secrets;      /* char * reference → HaulierSecret */
  GPtrArray *expected;      /* of Expected */
  guint next;               /* of them */
  GUnixFDList *descriptors; /* (nullable) */
  char *buffer;             /* (nullable) while it reads */
  guint timeout_id;
};

static void
expected_free (Expected *expected)
{
  g_free (expected->reference);
  g_free (expected);
}

/**
 * haulier_secret_intake_new:
 *
 * Returns: (transfer full): an intake that expects nothing
 */
HaulierSecretIntake *
haulier_secret_intake_new (void)
{
  HaulierSecretIntake *intake = g_new0 (HaulierSecretIntake, 1);

  intake->secrets = g_hash_table_new_full (
      g_str_hash, g_str_equal, g_free, (GDestroyNotify) haulier_secret_unref);
  intake->expected = g_ptr_array_new_with_free_func ((GDestroyNotify) expected_free);
  return intake;
}

static void
wipe_buffer (HaulierSecretIntake *intake)
{
  if (intake->buffer != NULL)
    explicit_bzero (intake->buffer, BUFFER_BYTES);
  g_clear_pointer (&intake->buffer, g_free);
}

/**
 * haulier_secret_intake_free:
 * @intake: (nullable): an intake that does not read
 */
void
haulier_secret_intake_free (HaulierSecretIntake *intake)
{
  if (intake == NULL)
    return;
  wipe_buffer (intake);
  g_clear_handle_id (&intake->timeout_id, g_source_remove);
  g_clear_object (&intake->descriptors);
  g_hash_table_unref (intake->secrets);
  g_ptr_array_unref (intake->expected);
  g_free (intake);
}

/**
 * haulier_secret_intake_expect:
 * @intake: an intake
 * @reference: what the secret is called
 * @handle: which of the descriptors of the call it comes from
 */
void
haulier_secret_intake_expect (HaulierSecretIntake *intake, const char *reference, gint handle)
{
  Expected *expected = g_new0 (Expected, 1);

  expected->reference = g_strdup (reference);
  expected->handle = handle;
  g_ptr_array_add (intake->expected, expected);
}

/**
 * haulier_secret_intake_take:
 * @intake: an intake
 * @reference: what the secret is called
 * @secret: (transfer full): a secret that came another way
 */
void
haulier_secret_intake_take (HaulierSecretIntake *intake,
                            const char *reference,
                            HaulierSecret *secret)
{
  g_hash_table_replace (intake->secrets, g_strdup (reference), secret);
}

/**
 * haulier_secret_intake_get:
 * @intake: an intake
 * @reference: (nullable): what the secret is called
 *
 * Returns: (transfer none) (nullable): the secret
 */
HaulierSecret *
haulier_secret_intake_get (HaulierSecretIntake *intake, const char *reference)
{
  return reference != NULL ? g_hash_table_lookup (intake->secrets, reference) : NULL;
}

/**
 * haulier_secret_intake_is_empty:
 * @intake: an intake
 *
 * Returns: whether it neither has nor expects a secret
 */
gboolean
haulier_secret_intake_is_empty (HaulierSecretIntake *intake)
{
  return intake->expected->len == 0 && g_hash_table_size (intake->secrets) == 0;
}

/**
 * haulier_secret_intake_get_all:
 * @intake: an intake
 *
 * Returns: (transfer none) (element-type utf8 HaulierSecret): reference to secret
 */
GHashTable *
haulier_secret_intake_get_all (HaulierSecretIntake *intake)
{
  return intake->secrets;
}

static void read_next (GTask *task);

static gboolean
timeout_cb (gpointer user_data)
{
  GTask *task = user_data;
  HaulierSecretIntake *intake = g_task_get_task_data (task);

  intake->timeout_id = 0;
  g_cancellable_cancel (g_task_get_cancellable (task));
  return G_SOURCE_REMOVE;
}

/* What is wrong with a descriptor says nothing about what is in it. */
static void
fail (GTask *task, const GError *error)
{
  HaulierSecretIntake *intake = g_task_get_task_data (task);

  wipe_buffer (intake);
  g_clear_handle_id (&intake->timeout_id, g_source_remove);
  g_task_return_new_error (task,
                           HAULIER_ERROR,
                           HAULIER_ERROR_INVALID_CREDENTIALS,
                           "read the password from the descriptor: %s",
                           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
                               ? "it does not end"
                               : error->message);
  g_object_unref (task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  HaulierSecretIntake *intake = g_task_get_task_data (task);
  const Expected *expected = g_ptr_array_index (intake->expected, intake->next);
  g_autoptr (GError) error = NULL;
  GError *check_error = NULL;
  gsize length = 0;

  if (!g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &length, &error))
    {
      fail (task, error);
      return;
    }
  if (!haulier_password_check (intake->buffer, (gssize) length, &check_error))
    {
      wipe_buffer (intake);
      g_clear_handle_id (&intake->timeout_id, g_source_remove);
      g_task_return_error (task, check_error);
      g_object_unref (task);
      return;
    }
  haulier_secret_intake_take (
      intake, expected->reference, haulier_secret_new (intake->buffer, (gssize) length));
  explicit_bzero (intake->buffer, length);
  intake->next++;
  read_next (task);
}

/* Takes @task. */
static void
read_next (GTask *task)
{
  HaulierSecretIntake *intake = g_task_get_task_data (task);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  const Expected *expected = NULL;
  gint fd = -1;

  if (intake->next == intake->expected->len)
    {
      wipe_buffer (intake);
      g_clear_handle_id (&intake->timeout_id, g_source_remove);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  expected = g_ptr_array_index (intake->expected, intake->next);
  if (intake->descriptors != NULL && expected->handle >= 0
      && expected->handle < g_unix_fd_list_get_length (intake->descriptors))
    fd = g_unix_fd_list_get (intake->descriptors, expected->handle, &error);
  if (fd < 0)
    {
      if (error == NULL)
        g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_FAILED, "there is none");
      fail (task, error);
      return;
    }
  stream = g_unix_input_stream_new (fd, TRUE);
  g_input_stream_read_all_async (stream,
                                 intake->buffer,
                                 BUFFER_BYTES,
                                 G_PRIORITY_DEFAULT,
                                 g_task_get_cancellable (task),
                                 read_cb,
                                 task);
}

/**
 * haulier_secret_intake_read_async:
 * @intake: an intake; it stays until the callback
 * @descriptors: (nullable): those that came with the call
 * @callback: called when every secret that is expected has been read
 * @user_data: for @callback
 *
 * Each descriptor is read to its end, in a few seconds all together.
 */
void
haulier_secret_intake_read_async (HaulierSecretIntake *intake,
                                  GUnixFDList *descriptors,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, haulier_secret_intake_read_async);
  g_task_set_task_data (task, intake, NULL);
  /* who reads none of them has not been cancelled, only late */
  g_task_set_check_cancellable (task, FALSE);
  if (intake->expected->len > 0)
    {
      intake->buffer = g_malloc0 (BUFFER_BYTES);
      intake->timeout_id = g_timeout_add_seconds (TIMEOUT_SEC, timeout_cb, task);
      g_set_object (&intake->descriptors, descriptors);
    }
  read_next (task);
}

/**
 * haulier_secret_intake_read_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_CREDENTIALS, %HAULIER_ERROR_PASSWORD_TOO_LARGE.
 *
 * Returns: whether all were read
 */
gboolean
haulier_secret_intake_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
