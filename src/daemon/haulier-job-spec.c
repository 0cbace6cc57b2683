/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Unpacks what CreateJob and AddFiles get, and refuses what makes no sense. */
#include "config.h"

#include "haulier-job-spec.h"

#include <string.h>

#include "haulier-access-spec.h"
#include "haulier-checksum.h"
#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-range.h"
#include "haulier-uri.h"

static gboolean
refuse_type (const char *key, GVariant *value, GError **error)
{
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               "set %s: the value has the wrong type (%s)",
               key,
               g_variant_get_type_string (value));
  return FALSE;
}

static gboolean
read_word (GVariant *spec,
           const char *key,
           GType enum_type,
           gint fallback,
           gint *out_value,
           GError **error)
{
  const char *word = NULL;

  *out_value = fallback;
  if (!g_variant_lookup (spec, key, "&s", &word))
    return TRUE;
  if (haulier_word_to_value (enum_type, word, out_value, error))
    return TRUE;
  g_prefix_error (error, "set %s: ", key);
  return FALSE;
}

/* The keys that are no settings; the others are checked by the table of settings. */
static gboolean
read_own_key (HaulierJob *job, gboolean *start, const char *key, GVariant *value, GError **error)
{
  if (g_str_equal (key, "start"))
    {
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
        return refuse_type (key, value, error);
      *start = g_variant_get_boolean (value);
      return TRUE;
    }
  if (g_str_equal (key, "proxy-variables"))
    {
      if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING_ARRAY))
        return refuse_type (key, value, error);
      job->proxy_variables
          = g_variant_n_children (value) > 0 ? g_variant_dup_strv (value, NULL) : NULL;
      return TRUE;
    }
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return refuse_type (key, value, error);
  if (g_str_equal (key, "name"))
    {
      g_free (job->name);
      job->name = g_variant_dup_string (value, NULL);
      return haulier_job_name_check (job->name, error);
    }
  g_free (job->description);
  job->description = g_variant_dup_string (value, NULL);
  return haulier_job_description_check (job->description, error);
}

static gboolean
is_own_key (const char *key)
{
  static const char *const keys[] = { "name", "description", "start", "proxy-variables", NULL };

  return g_strv_contains (keys, key);
}

/* What is read before the rest of the job. */
static gboolean
is_kind_key (const char *key)
{
  return g_str_equal (key, "origin") || g_str_equal (key, "type") || g_str_equal (key, "account");
}

/**
 * haulier_job_spec_read_owner:
 * @spec: `a{sv}`, see CreateJob
 * @account: (inout): who owns the job; left alone where @spec does not say
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_INVALID_ARGUMENT.
 *
 * Returns: whether @account is an account
 */
gboolean
haulier_job_spec_read_owner (GVariant *spec, HaulierAccount *account, GError **error)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (spec, "account", NULL);

  if (value == NULL)
    return TRUE;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return refuse_type ("account", value, error);
  return haulier_account_from_key (g_variant_get_string (value, NULL), account, error);
}

static HaulierJob *
new_job (GVariant *spec, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();
  HaulierJob *job = NULL;
  gint origin = 0;
  gint type = 0;

  if (!read_word (
          spec, "origin", HAULIER_TYPE_JOB_ORIGIN, HAULIER_JOB_ORIGIN_DESKTOP, &origin, error)
      || !read_word (spec, "type", HAULIER_TYPE_JOB_TYPE, HAULIER_JOB_TYPE_DOWNLOAD, &type, error))
    return NULL;
  if (type != HAULIER_JOB_TYPE_DOWNLOAD)
    {
      g_set_error_literal (error,
                           HAULIER_ERROR,
                           HAULIER_ERROR_NOT_IMPLEMENTED,
                           "create the job: only downloads are supported");
      return NULL;
    }
  job = haulier_job_new (id, "", origin);
  job->type = type;
  return job;
}

/**
 * haulier_job_spec_read:
 * @spec: `a{sv}`, see CreateJob
 * @owner: who owns the job
 * @intake: expects its passwords afterwards
 * @out_start: (out): whether it is queued at once
 * @error: return location
 *
 * Errors: those of the keys; %HAULIER_ERROR_UNKNOWN_PROPERTY_ID; %HAULIER_ERROR_NOT_IMPLEMENTED.
 *
 * Returns: (transfer full): a job without files, or %NULL
 */
HaulierJob *
haulier_job_spec_read (GVariant *spec,
                       HaulierAccount owner,
                       HaulierSecretIntake *intake,
                       gboolean *out_start,
                       GError **error)
{
  g_autoptr (HaulierJob) job = new_job (spec, error);
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;
  gboolean start = FALSE;

  if (job == NULL)
    return NULL;
  job->owner = owner;
  start = job->origin == HAULIER_JOB_ORIGIN_DESKTOP;
  g_variant_iter_init (&iter, spec);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned = value;
      gboolean done
          = is_kind_key (key) || haulier_access_spec_is_key (key)
            || (is_own_key (key) ? read_own_key (job, &start, key, value, error)
                                 : haulier_job_settings_set (&job->settings, key, value, error));

      if (!done)
        return NULL;
    }
  if (!haulier_access_spec_read (spec, &job->access, intake, NULL, error))
    return NULL;
  *out_start = start;
  return g_steal_pointer (&job);
}

static gboolean
has_dot_segments (const char *path)
{
  return strstr (path, "/./") != NULL || strstr (path, "/../") != NULL
         || g_str_has_suffix (path, "/.") || g_str_has_suffix (path, "/..");
}

static gboolean
check_target (const char *path, GError **error)
{
  if (path[0] != '/')
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   "use the target “%s”: it is not an absolute path",
                   shown);
      return FALSE;
    }
  if (has_dot_segments (path))
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_NAME,
                   "use the target “%s”: it has “.” or “..” in it",
                   shown);
      return FALSE;
    }
  return TRUE;
}

static gboolean
read_option (HaulierFile *file, const char *key, GVariant *value, GError **error)
{
  if (g_str_equal (key, "overwrite") && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    {
      if (g_variant_get_boolean (value))
        file->flags |= HAULIER_FILE_OVERWRITE;
      return TRUE;
    }
  if (g_str_equal (key, "ranges") && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      g_autoptr (GArray) ranges = haulier_ranges_parse (g_variant_get_string (value, NULL), error);

      file->ranges = g_variant_dup_string (value, NULL);
      return ranges != NULL;
    }
  if (g_str_equal (key, "checksum") && g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    {
      g_autofree char *hex = NULL;
      GChecksumType type;

      if (!haulier_checksum_parse (g_variant_get_string (value, NULL), &type, &hex, error))
        return FALSE;
      file->checksum = g_strconcat (haulier_checksum_type_to_name (type), ":", hex, NULL);
      return TRUE;
    }
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               "use the option “%s” of a file: there is none of that name and type",
               key);
  return FALSE;
}

static gboolean
read_address (const char *address,
              HaulierJobAccess *access,
              HaulierSecretIntake *intake,
              char **out_remote,
              GError **error)
{
  char *userinfo = NULL;
  gboolean done;

  if (!haulier_uri_split (address, out_remote, &userinfo, error))
    return FALSE;
  if (userinfo == NULL)
    return TRUE;
  done = haulier_access_spec_add_userinfo (access, *out_remote, userinfo, intake, error);
  explicit_bzero (userinfo, strlen (userinfo));
  g_free (userinfo);
  return done;
}

static HaulierFile *
read_file (guint index,
           GVariant *row,
           HaulierJobAccess *access,
           HaulierSecretIntake *intake,
           GError **error)
{
  g_autoptr (HaulierFile) file = NULL;
  g_autoptr (GVariant) remote_text = g_variant_get_child_value (row, 0);
  g_autoptr (GVariant) path = g_variant_get_child_value (row, 1);
  g_autoptr (GVariant) options = g_variant_get_child_value (row, 2);
  g_autofree char *remote = NULL;
  g_autofree char *target = NULL;
  const char *bytes = NULL;
  const char *key = NULL;
  GVariant *value = NULL;
  GVariantIter iter;
  gsize length = 0;

  bytes = g_variant_get_fixed_array (path, &length, 1);
  if (length > 0 && memchr (bytes, '\0', length) != NULL)
    {
      g_set_error_literal (error,
                           HAULIER_ERROR,
                           HAULIER_ERROR_INVALID_NAME,
                           "use the target: it has a zero byte in it");
      return NULL;
    }
  target = g_strndup (bytes != NULL ? bytes : "", length);
  if (!read_address (g_variant_get_string (remote_text, NULL), access, intake, &remote, error)
      || !check_target (target, error))
    return NULL;
  file = haulier_file_new (
      index, remote, target, g_str_has_suffix (target, "/") ? 0 : HAULIER_FILE_EXPLICIT);
  if (g_variant_n_children (options) == 0)
    return g_steal_pointer (&file);
  g_variant_iter_init (&iter, options);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned = value;

      if (!read_option (file, key, value, error))
        return NULL;
    }
  return g_steal_pointer (&file);
}

/**
 * haulier_job_spec_read_files:
 * @files: `a(saya{sv})`, see CreateJob
 * @max_files: how many are read at most; a job may have a million
 * @access: of the job; gets the logins that stand in addresses
 * @intake: gets their passwords
 * @list: (element-type HaulierFile): gets the files, numbered from 0: the next ones of @files
 * @error: return location
 *
 * Errors: those of the first file that is refused.
 *
 * Returns: whether they could be read
 */
gboolean
haulier_job_spec_read_files (GVariant *files,
                             guint max_files,
                             HaulierJobAccess *access,
                             HaulierSecretIntake *intake,
                             GPtrArray *list,
                             GError **error)
{
  gsize end = MIN (g_variant_n_children (files), (gsize) list->len + max_files);

  while (list->len < end)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (files, list->len);
      HaulierFile *file = read_file (list->len, row, access, intake, error);

      if (file == NULL)
        return FALSE;
      g_ptr_array_add (list, file);
    }
  return TRUE;
}
