/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The client certificates that there are: in the person's own folder, and in the computer's. */
#include "config.h"

#include "haulier-certificates.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "haulier-error.h"

#define FOLDER "certificates"
#define OWN HAULIER_CERTIFICATE_LOCATION_CURRENT_USER
#define COMPUTERS HAULIER_CERTIFICATE_LOCATION_LOCAL_MACHINE

static const char *const suffixes[] = { ".pem", ".crt" };

/* One folder that is being read. */
typedef struct
{
  HaulierCertificates *found;
  HaulierCertificateLocation location;
  char *path; /* (type filename) */
  DIR *stream;
} Reading;

static void
trouble_free (HaulierCertificateTrouble *trouble)
{
  g_error_free (trouble->error);
  g_free (trouble);
}

static void
add_trouble (const Reading *reading, gint code, const char *path, const char *why)
{
  HaulierCertificateTrouble *trouble = g_new0 (HaulierCertificateTrouble, 1);
  g_autofree char *shown = g_filename_display_name (path);

  trouble->location = reading->location;
  /* translators: a file or folder, then why */
  trouble->error
      = g_error_new (HAULIER_ERROR, code, _ ("read the certificates of %s: %s"), shown, why);
  g_ptr_array_add (reading->found->troubles, trouble);
}

static gboolean
is_certificate_name (const char *name)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (name[0] != '.' && g_str_has_suffix (folded, suffixes[i]))
      return TRUE;
  return FALSE;
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full) (element-type filename): in the order of their names */
static GPtrArray *
list_names (const Reading *reading)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  struct dirent *entry = readdir (reading->stream);

  for (; entry != NULL && names->len <= HAULIER_CERTIFICATES_MAX_FILES;
       entry = readdir (reading->stream))
    if (is_certificate_name (entry->d_name))
      g_ptr_array_add (names, g_strdup (entry->d_name));
  if (names->len > HAULIER_CERTIFICATES_MAX_FILES)
    {
      g_ptr_array_set_size (names, HAULIER_CERTIFICATES_MAX_FILES);
      add_trouble (reading,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   reading->path,
                   _ ("there are more than 200 files; not all are read"));
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

static gboolean
fail (gint code, const char *why, GError **error)
{
  g_set_error_literal (error, HAULIER_ERROR, code, why);
  return FALSE;
}

/* What is no regular file could keep its reader waiting. */
static gboolean
check_kind (int fd, GError **error)
{
  struct stat status;

  if (fd < 0 || fstat (fd, &status) != 0)
    return fail (haulier_error_code_from_errno (errno), g_strerror (errno), error);
  if (!S_ISREG (status.st_mode))
    return fail (HAULIER_ERROR_INVALID_ARGUMENT, _ ("it is not a regular file"), error);
  return TRUE;
}

/* One byte more than there may be tells that there is more. */
static gboolean
read_bytes (int fd, char *buffer, gsize *out_length, GError **error)
{
  gsize length = 0;
  gssize part = 1;

  while (part != 0 && length <= HAULIER_CERTIFICATES_MAX_FILE_BYTES)
    {
      part = read (fd, buffer + length, HAULIER_CERTIFICATES_MAX_FILE_BYTES + 1 - length);
      if (part < 0 && errno != EINTR)
        return fail (haulier_error_code_from_errno (errno), g_strerror (errno), error);
      length += part > 0 ? (gsize) part : 0;
    }
  if (length > HAULIER_CERTIFICATES_MAX_FILE_BYTES)
    return fail (HAULIER_ERROR_FILE_TOO_LARGE, _ ("it is larger than a certificate is"), error);
  *out_length = length;
  return TRUE;
}

static void
read_file (const Reading *reading, const char *name)
{
  g_autofree char *path = g_build_filename (reading->path, name, NULL);
  g_autofree char *buffer = g_malloc0 (HAULIER_CERTIFICATES_MAX_FILE_BYTES + 1);
  g_autoptr (GError) error = NULL;
  gsize length = 0;
  int fd = openat (dirfd (reading->stream), name, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);

  if (!check_kind (fd, &error) || !read_bytes (fd, buffer, &length, &error)
      || !haulier_certificate_parse (
          reading->location, name, buffer, length, reading->found->items, &error))
    add_trouble (reading, error->code, path, error->message);
  explicit_bzero (buffer, HAULIER_CERTIFICATES_MAX_FILE_BYTES + 1); /* a key may have been in it */
  if (fd >= 0)
    g_close (fd, NULL);
}

/* A folder that is not there has none. */
static void
read_folder (HaulierCertificates *found,
             HaulierCertificateLocation location,
             GCancellable *cancellable)
{
  g_autofree char *path = haulier_certificates_dup_folder (location);
  g_autoptr (GPtrArray) names = NULL;
  Reading reading
      = { .found = found, .location = location, .path = path, .stream = opendir (path) };

  if (reading.stream == NULL)
    {
      if (errno != ENOENT)
        add_trouble (&reading, haulier_error_code_from_errno (errno), path, g_strerror (errno));
      return;
    }
  names = list_names (&reading);
  for (guint i = 0; i < names->len && !g_cancellable_is_cancelled (cancellable); i++)
    read_file (&reading, g_ptr_array_index (names, i));
  closedir (reading.stream);
}

static void
read_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  HaulierCertificates *self = g_new0 (HaulierCertificates, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_certificate_free);
  self->troubles = g_ptr_array_new_with_free_func ((GDestroyNotify) trouble_free);
  read_folder (self, OWN, cancellable);
  read_folder (self, COMPUTERS, cancellable);
  g_task_return_pointer (task, self, (GDestroyNotify) haulier_certificates_free);
}

/**
 * haulier_certificates_read_async:
 * @cancellable: (nullable): cancellable
 * @callback: called when they are read
 * @user_data: its data
 *
 * Reads the files that end in .pem or .crt, with the rights of who runs this program, in a thread.
 */
void
haulier_certificates_read_async (GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, haulier_certificates_read_async);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * haulier_certificates_read_finish:
 * @result: the result
 * @error: return location
 *
 * Errors: only %G_IO_ERROR_CANCELLED; what cannot be read is among the troubles.
 *
 * Returns: (transfer full) (nullable): what there is
 */
HaulierCertificates *
haulier_certificates_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * haulier_certificates_dup_folder:
 * @location: the user's or the computer's
 *
 * The computer's is in CONFIGURATION_DIRECTORY as systemd names it, else in the folder of Haulier
 * under the configuration of the system.
 *
 * Returns: (transfer full) (type filename): the folder, there or not
 */
char *
haulier_certificates_dup_folder (HaulierCertificateLocation location)
{
  const char *given = g_getenv ("CONFIGURATION_DIRECTORY");

  if (location == OWN)
    return g_build_filename (g_get_user_config_dir (), "haulier", FOLDER, NULL);
  if (given != NULL && g_path_is_absolute (given))
    return g_build_filename (given, FOLDER, NULL);
  return g_build_filename (HAULIER_SYSCONFDIR, "haulier", FOLDER, NULL);
}

/**
 * haulier_certificates_of_account:
 * @self: what there is
 * @account: an account
 * @out_n_troubles: (out): how many files of it could not be read
 *
 * Returns: (transfer container) (nullable) (element-type HaulierCertificate): those that @account
 *   can refer to and a client can use; %NULL for another user, whose folder is not looked into
 */
GPtrArray *
haulier_certificates_of_account (const HaulierCertificates *self,
                                 HaulierAccount account,
                                 guint *out_n_troubles)
{
  gboolean is_own = haulier_account_equal (account, haulier_account_for_user (getuid ()));
  g_autoptr (GPtrArray) usable = g_ptr_array_new ();
  guint n_troubles = 0;

  if (!is_own && account.kind == HAULIER_ACCOUNT_LOGIN_USER)
    return NULL;
  for (guint i = 0; i < self->items->len; i++)
    {
      HaulierCertificate *item = g_ptr_array_index (self->items, i);

      if (item->is_for_clients && (is_own || item->location != OWN))
        g_ptr_array_add (usable, item);
    }
  for (guint i = 0; i < self->troubles->len; i++)
    {
      const HaulierCertificateTrouble *trouble = g_ptr_array_index (self->troubles, i);

      n_troubles += is_own || trouble->location != OWN;
    }
  *out_n_troubles = n_troubles;
  return g_steal_pointer (&usable);
}

/**
 * haulier_certificates_free:
 * @self: (nullable): what was read
 */
void
haulier_certificates_free (HaulierCertificates *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->troubles);
  g_free (self);
}
