/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a person asks for: a job's settings and its files, in the form in which they travel. */
#include "config.h"

#include "haulier-job-request.h"

#include <string.h>

#define FILES_TYPE G_VARIANT_TYPE ("a(saya{sv})")

/* D-Bus takes arrays up to 64 MiB; smaller parcels keep the bus free for others in between. */
#define PARCEL_MAX_BYTES (16 * 1024 * 1024)
#define PARCEL_MAX_FILES 100000
/* Alignment, lengths and an empty dictionary around the two texts of a file. */
#define FILE_OVERHEAD_BYTES 32

struct _HaulierJobRequest
{
  gatomicrefcount references;
  GVariantDict *spec;
  GUnixFDList *descriptors; /* (nullable): passwords; the spec names them by position */
  GPtrArray *parcels;       /* of GVariant, of FILES_TYPE */
  GVariantBuilder *files;
  gsize open_bytes; /* in the parcel being filled */
  guint open_files;
  guint n_files;
  GVariant *no_options;
  char *last_target;           /* (nullable) */
  GVariant *last_target_bytes; /* (nullable) */
};

G_DEFINE_BOXED_TYPE (HaulierJobRequest,
                     haulier_job_request,
                     haulier_job_request_ref,
                     haulier_job_request_unref)

/**
 * haulier_job_request_new:
 *
 * Returns: (transfer full): a request without files
 */
HaulierJobRequest *
haulier_job_request_new (void)
{
  HaulierJobRequest *self = g_new0 (HaulierJobRequest, 1);

  g_atomic_ref_count_init (&self->references);
  self->spec = g_variant_dict_new (NULL);
  self->parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  self->files = g_variant_builder_new (FILES_TYPE);
  self->no_options = g_variant_ref_sink (g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));
  return self;
}

HaulierJobRequest *
haulier_job_request_ref (HaulierJobRequest *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
haulier_job_request_unref (HaulierJobRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_variant_dict_unref (self->spec);
  g_clear_object (&self->descriptors);
  g_ptr_array_unref (self->parcels);
  g_variant_builder_unref (self->files);
  g_variant_unref (self->no_options);
  g_clear_pointer (&self->last_target_bytes, g_variant_unref);
  g_free (self->last_target);
  g_free (self);
}

/**
 * haulier_job_request_set:
 * @self: a request
 * @key: `name`, `origin` or another key of CreateJob's spec
 * @value: (transfer floating): its value
 */
void
haulier_job_request_set (HaulierJobRequest *self, const char *key, GVariant *value)
{
  g_variant_dict_insert_value (self->spec, key, value);
}

/**
 * haulier_job_request_add_descriptor:
 * @self: a request
 * @fd: a descriptor from which a password can be read; the request has its own copy afterwards
 * @error: return location
 *
 * Returns: what names it in the spec: the value of a `secret` h; -1 on failure
 */
gint
haulier_job_request_add_descriptor (HaulierJobRequest *self, int fd, GError **error)
{
  if (self->descriptors == NULL)
    self->descriptors = g_unix_fd_list_new ();
  return g_unix_fd_list_append (self->descriptors, fd, error);
}

/**
 * haulier_job_request_get_descriptors:
 * @self: a request
 *
 * Returns: (transfer none) (nullable): what goes with the spec
 */
GUnixFDList *
haulier_job_request_get_descriptors (HaulierJobRequest *self)
{
  return self->descriptors;
}

static void
close_parcel (HaulierJobRequest *self)
{
  if (self->open_files == 0)
    return;
  g_ptr_array_add (self->parcels, g_variant_ref_sink (g_variant_builder_end (self->files)));
  g_variant_builder_unref (self->files);
  self->files = g_variant_builder_new (FILES_TYPE);
  self->open_files = 0;
  self->open_bytes = 0;
}

/* Ten thousand files of one folder share its bytes. */
static GVariant *
target_bytes (HaulierJobRequest *self, const char *target, gsize length)
{
  if (g_strcmp0 (self->last_target, target) != 0)
    {
      g_free (self->last_target);
      g_clear_pointer (&self->last_target_bytes, g_variant_unref);
      self->last_target = g_strdup (target);
      self->last_target_bytes
          = g_variant_ref_sink (g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, target, length, 1));
    }
  return self->last_target_bytes;
}

/**
 * haulier_job_request_add_file:
 * @self: a request
 * @address: an address as the person wrote it; the engine checks it
 * @target: (type filename): an absolute path; one that ends in a slash is a folder
 * @options: (nullable) (transfer floating): `a{sv}` with `ranges`, `checksum`, `overwrite`
 */
void
haulier_job_request_add_file (HaulierJobRequest *self,
                              const char *address,
                              const char *target,
                              GVariant *options)
{
  gsize target_length = strlen (target);
  gsize bytes = strlen (address) + target_length + FILE_OVERHEAD_BYTES;

  g_return_if_fail (g_utf8_validate (address, -1, NULL));

  if (options != NULL)
    bytes += g_variant_get_size (options);
  if (self->open_files >= PARCEL_MAX_FILES || self->open_bytes + bytes > PARCEL_MAX_BYTES)
    close_parcel (self);
  {
    GVariant *file[] = {
      g_variant_new_string (address),
      target_bytes (self, target, target_length),
      options != NULL ? options : self->no_options,
    };

    g_variant_builder_add_value (self->files, g_variant_new_tuple (file, G_N_ELEMENTS (file)));
  }
  self->open_files++;
  self->open_bytes += bytes;
  self->n_files++;
}

/**
 * haulier_job_request_get_n_files:
 * @self: a request
 *
 * Returns: how many files were added
 */
guint
haulier_job_request_get_n_files (HaulierJobRequest *self)
{
  return self->n_files;
}

/**
 * haulier_job_request_starts:
 * @self: a request
 *
 * Returns: whether the job is to start by itself once it is there
 */
gboolean
haulier_job_request_starts (HaulierJobRequest *self)
{
  const char *origin = "desktop";
  gboolean start = FALSE;

  if (g_variant_dict_lookup (self->spec, "start", "b", &start))
    return start;
  g_variant_dict_lookup (self->spec, "origin", "&s", &origin);
  return g_str_equal (origin, "desktop");
}

/**
 * haulier_job_request_dup_spec:
 * @self: a request
 * @hold_back: whether the job stays suspended until every parcel is there
 *
 * Returns: (transfer full): the `a{sv}` of CreateJob
 */
GVariant *
haulier_job_request_dup_spec (HaulierJobRequest *self, gboolean hold_back)
{
  g_autoptr (GVariant) spec = g_variant_ref_sink (g_variant_dict_end (self->spec));
  GVariantDict dict;

  g_variant_dict_unref (self->spec);
  self->spec = g_variant_dict_new (spec);
  g_variant_dict_init (&dict, spec);
  if (hold_back)
    g_variant_dict_insert (&dict, "start", "b", FALSE);
  return g_variant_ref_sink (g_variant_dict_end (&dict));
}

/**
 * haulier_job_request_get_n_parcels:
 * @self: a request; files can't be added to a parcel that was counted
 *
 * Returns: in how many messages its files travel; 0 without files
 */
guint
haulier_job_request_get_n_parcels (HaulierJobRequest *self)
{
  close_parcel (self);
  return self->parcels->len;
}

/**
 * haulier_job_request_get_parcel:
 * @self: a request
 * @position: below haulier_job_request_get_n_parcels()
 *
 * Returns: (transfer none): files as CreateJob and AddFiles take them
 */
GVariant *
haulier_job_request_get_parcel (HaulierJobRequest *self, guint position)
{
  g_return_val_if_fail (position < self->parcels->len, NULL);

  return g_ptr_array_index (self->parcels, position);
}
