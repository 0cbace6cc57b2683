/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the engine tells without being asked: read, and passed on. */
#include "config.h"

#include "haulier-client-private.h"
#include "haulier-file-row.h"
#include "haulier-job-row.h"

static void
on_jobs_changed (HaulierClient *self, GVariant *parameters)
{
  g_autoptr (GVariant) rows = NULL;
  g_auto (GStrv) removed = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  g_variant_get (parameters, "(@a" HAULIER_JOB_ROW_SIGNATURE "^as)", &rows, &removed);
  jobs = haulier_client_read_jobs (rows);
  g_signal_emit_by_name (self, "jobs-changed", jobs, removed);
}

static void
on_files_changed (HaulierClient *self, GVariant *parameters)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_free);
  const char *id = NULL;
  g_autoptr (GVariant) rows = NULL;
  GVariantIter iter;
  GVariant *row = NULL;

  g_variant_get (parameters, "(&s@a" HAULIER_FILE_ROW_SIGNATURE ")", &id, &rows);
  g_variant_iter_init (&iter, rows);
  while ((row = g_variant_iter_next_value (&iter)) != NULL)
    {
      g_ptr_array_add (files, haulier_file_row_read (row));
      g_variant_unref (row);
    }
  g_signal_emit_by_name (self, "files-changed", id, files);
}

static void
on_properties_changed (HaulierClient *self, GVariant *parameters)
{
  g_autoptr (GVariant) changed = NULL;
  g_autoptr (GVariant) notices = NULL;

  g_variant_get (parameters, "(&s@a{sv}^a&s)", NULL, &changed, NULL);
  notices = g_variant_lookup_value (changed, "Notices", NULL);
  if (notices != NULL)
    haulier_client_take_notices (self, notices);
}

static const struct
{
  const char *member;
  const char *signature;
  void (*handle) (HaulierClient *self, GVariant *parameters);
} signal_rows[] = {
  {
      .member = "JobsChanged",
      .signature = "(a" HAULIER_JOB_ROW_SIGNATURE "as)",
      .handle = on_jobs_changed,
  },
  {
      .member = "FilesChanged",
      .signature = "(sa" HAULIER_FILE_ROW_SIGNATURE ")",
      .handle = on_files_changed,
  },
  {
      .member = "PropertiesChanged",
      .signature = "(sa{sv}as)",
      .handle = on_properties_changed,
  },
};

/**
 * haulier_client_handle_signal:
 * @self: a client
 * @member: the signal
 * @parameters: what came with it
 *
 * Passes on what the engine told. A signal of another shape, of another version, is left alone.
 */
void
haulier_client_handle_signal (HaulierClient *self, const char *member, GVariant *parameters)
{
  for (gsize i = 0; i < G_N_ELEMENTS (signal_rows); i++)
    {
      if (g_str_equal (signal_rows[i].member, member)
          && g_variant_is_of_type (parameters, G_VARIANT_TYPE (signal_rows[i].signature)))
        signal_rows[i].handle (self, parameters);
    }
}
