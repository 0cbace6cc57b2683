/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which client certificate a job shows: store and thumbprint or subject; never the key. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* BG_CERT_STORE_LOCATION. */
typedef enum
{
  HAULIER_CERTIFICATE_LOCATION_CURRENT_USER,
  HAULIER_CERTIFICATE_LOCATION_LOCAL_MACHINE,
  HAULIER_CERTIFICATE_LOCATION_CURRENT_SERVICE,
  HAULIER_CERTIFICATE_LOCATION_SERVICES,
  HAULIER_CERTIFICATE_LOCATION_USERS,
  HAULIER_CERTIFICATE_LOCATION_CURRENT_USER_GROUP_POLICY,
  HAULIER_CERTIFICATE_LOCATION_LOCAL_MACHINE_GROUP_POLICY,
  HAULIER_CERTIFICATE_LOCATION_LOCAL_MACHINE_ENTERPRISE,
} HaulierCertificateLocation;

#define HAULIER_CERTIFICATE_STORE_MAX_CHARS 255
#define HAULIER_CERTIFICATE_SUBJECT_MAX_CHARS 255
#define HAULIER_CERTIFICATE_THUMBPRINT_BYTES 20

/**
 * HaulierCertificateReference:
 * @location: whose store
 * @store: name of the store, for instance "MY"
 * @thumbprint: (nullable): SHA-1 of the DER form, 40 lower-case hexadecimal digits
 * @subject: (nullable): part of the subject's name; one of the two is set
 */
typedef struct
{
  HaulierCertificateLocation location;
  char *store;
  char *thumbprint;
  char *subject;
} HaulierCertificateReference;

HaulierCertificateReference *haulier_certificate_reference_new (HaulierCertificateLocation location,
                                                                const char *store,
                                                                const char *thumbprint,
                                                                const char *subject,
                                                                GError **error);
HaulierCertificateReference *
haulier_certificate_reference_copy (const HaulierCertificateReference *reference);
void haulier_certificate_reference_free (HaulierCertificateReference *reference);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierCertificateReference, haulier_certificate_reference_free)

G_END_DECLS
