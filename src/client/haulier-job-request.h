/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a person asks for: a job's settings and its files, in the form in which they travel. */
#pragma once

#include <gio/gunixfdlist.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_JOB_REQUEST (haulier_job_request_get_type ())
typedef struct _HaulierJobRequest HaulierJobRequest;

GType haulier_job_request_get_type (void);
HaulierJobRequest *haulier_job_request_new (void);
HaulierJobRequest *haulier_job_request_ref (HaulierJobRequest *self);
void haulier_job_request_unref (HaulierJobRequest *self);
void haulier_job_request_set (HaulierJobRequest *self, const char *key, GVariant *value);
void haulier_job_request_add_file (HaulierJobRequest *self,
                                   const char *address,
                                   const char *target,
                                   GVariant *options);
gint haulier_job_request_add_descriptor (HaulierJobRequest *self, int fd, GError **error);
GUnixFDList *haulier_job_request_get_descriptors (HaulierJobRequest *self);
guint haulier_job_request_get_n_files (HaulierJobRequest *self);
GVariant *haulier_job_request_dup_spec (HaulierJobRequest *self, gboolean hold_back);
gboolean haulier_job_request_starts (HaulierJobRequest *self);
guint haulier_job_request_get_n_parcels (HaulierJobRequest *self);
GVariant *haulier_job_request_get_parcel (HaulierJobRequest *self, guint position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierJobRequest, haulier_job_request_unref)

G_END_DECLS
