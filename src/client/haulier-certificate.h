/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A certificate as a person knows it: whose it is, how long it is good, its thumbprint; no key. */
#pragma once

#include "haulier-certificate-reference.h"

G_BEGIN_DECLS

/**
 * HaulierCertificate:
 * @location: whose folder it is in: the user's or the computer's
 * @file: name of its file there, as it is shown
 * @name: its common name, else the whole subject
 * @subject: the subject (RFC 2253)
 * @issuer: the issuer (RFC 2253)
 * @thumbprint: SHA-1 of the DER form, 40 lower-case hexadecimal digits
 * @not_before: since when it is good, seconds since 1970
 * @not_after: until when it is good, seconds since 1970
 * @is_for_clients: whether what it says of its use lets a client show it to a server
 */
typedef struct
{
  HaulierCertificateLocation location;
  char *file;
  char *name;
  char *subject;
  char *issuer;
  char *thumbprint;
  gint64 not_before;
  gint64 not_after;
  gboolean is_for_clients;
} HaulierCertificate;

gboolean haulier_certificate_parse (HaulierCertificateLocation location,
                                    const char *file,
                                    const char *text,
                                    gsize length,
                                    GPtrArray *certificates,
                                    GError **error);
gboolean haulier_certificate_is_good (const HaulierCertificate *certificate, gint64 now);
void haulier_certificate_free (HaulierCertificate *certificate);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierCertificate, haulier_certificate_free)

G_END_DECLS
