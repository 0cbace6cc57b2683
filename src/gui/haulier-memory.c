/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the window remembers from one time to the next, in a key file. */
#include "config.h"

#include "haulier-memory.h"

#define GROUP "window"

struct _HaulierMemory
{
  GKeyFile *file;
  char *path;
};

/**
 * haulier_memory_new:
 * @path: (type filename): the file; one that is missing or damaged is an empty memory
 *
 * Returns: (transfer full): what was remembered
 */
HaulierMemory *
haulier_memory_new (const char *path)
{
  HaulierMemory *self = g_new0 (HaulierMemory, 1);
  g_autoptr (GError) error = NULL;

  self->path = g_strdup (path);
  self->file = g_key_file_new ();
  if (!g_key_file_load_from_file (self->file, path, G_KEY_FILE_NONE, &error)
      && !g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    g_debug ("read %s, ignoring: %s", path, error->message);
  return self;
}

/**
 * haulier_memory_free:
 *
 * Forgets what was not saved.
 */
void
haulier_memory_free (HaulierMemory *self)
{
  g_key_file_unref (self->file);
  g_free (self->path);
  g_free (self);
}

/**
 * haulier_memory_save:
 *
 * Writes the file. A window that cannot remember is still a window: a failure is only noted.
 */
void
haulier_memory_save (HaulierMemory *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  if (!g_key_file_save_to_file (self->file, self->path, &error))
    g_debug ("write %s, ignoring: %s", self->path, error->message);
}

/**
 * haulier_memory_get_number:
 * @otherwise: what holds when nothing was remembered
 */
gint
haulier_memory_get_number (HaulierMemory *self, const char *key, gint otherwise)
{
  g_autoptr (GError) error = NULL;
  gint value = g_key_file_get_integer (self->file, GROUP, key, &error);

  return error == NULL ? value : otherwise;
}

/**
 * haulier_memory_set_number:
 *
 * Remembers a number.
 */
void
haulier_memory_set_number (HaulierMemory *self, const char *key, gint value)
{
  g_key_file_set_integer (self->file, GROUP, key, value);
}

/**
 * haulier_memory_get_flag:
 * @otherwise: what holds when nothing was remembered
 */
gboolean
haulier_memory_get_flag (HaulierMemory *self, const char *key, gboolean otherwise)
{
  g_autoptr (GError) error = NULL;
  gboolean value = g_key_file_get_boolean (self->file, GROUP, key, &error);

  return error == NULL ? value : otherwise;
}

/**
 * haulier_memory_set_flag:
 *
 * Remembers yes or no.
 */
void
haulier_memory_set_flag (HaulierMemory *self, const char *key, gboolean value)
{
  g_key_file_set_boolean (self->file, GROUP, key, value);
}

/**
 * haulier_memory_dup_text:
 *
 * Returns: (transfer full) (nullable): what was remembered
 */
char *
haulier_memory_dup_text (HaulierMemory *self, const char *key)
{
  return g_key_file_get_string (self->file, GROUP, key, NULL);
}

/**
 * haulier_memory_set_text:
 *
 * Remembers a text.
 */
void
haulier_memory_set_text (HaulierMemory *self, const char *key, const char *value)
{
  g_key_file_set_string (self->file, GROUP, key, value);
}
