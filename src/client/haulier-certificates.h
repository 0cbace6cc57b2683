/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The client certificates that there are: in the person's own folder, and in the computer's. */
#pragma once

#include <gio/gio.h>

#include "haulier-account.h"
#include "haulier-certificate.h"

G_BEGIN_DECLS

#define HAULIER_CERTIFICATES_MAX_FILES 200
#define HAULIER_CERTIFICATES_MAX_FILE_BYTES (64 * 1024)

/**
 * HaulierCertificateTrouble:
 * @location: whose folder it is about
 * @error: which file or folder could not be read, and why
 */
typedef struct
{
  HaulierCertificateLocation location;
  GError *error;
} HaulierCertificateTrouble;

/**
 * HaulierCertificates:
 * @items: (element-type HaulierCertificate): the person's own first, then by file
 * @troubles: (element-type HaulierCertificateTrouble): what could not be read
 */
typedef struct
{
  GPtrArray *items;
  GPtrArray *troubles;
} HaulierCertificates;

void haulier_certificates_read_async (GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
HaulierCertificates *haulier_certificates_read_finish (GAsyncResult *result, GError **error);
char *haulier_certificates_dup_folder (HaulierCertificateLocation location);
GPtrArray *haulier_certificates_of_account (const HaulierCertificates *self,
                                            HaulierAccount account,
                                            guint *out_n_troubles);
void haulier_certificates_free (HaulierCertificates *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierCertificates, haulier_certificates_free)

G_END_DECLS
