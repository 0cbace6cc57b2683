/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Unpacks what calls say about access: credentials, proxy, flags, certificate. */
#pragma once

#include <glib.h>

#include "haulier-job-access.h"
#include "haulier-secret-intake.h"

G_BEGIN_DECLS

gboolean haulier_access_spec_is_key (const char *key);
gboolean haulier_access_spec_read (GVariant *spec,
                                   HaulierJobAccess *access,
                                   HaulierSecretIntake *intake,
                                   GPtrArray *refused,
                                   GError **error);
HaulierCredential *haulier_access_spec_read_credential (const char *target,
                                                        const char *scheme,
                                                        GVariant *options,
                                                        HaulierSecretIntake *intake,
                                                        GError **error);
gboolean haulier_access_spec_read_key (const char *target_word,
                                       const char *scheme_word,
                                       HaulierAuthTarget *out_target,
                                       HaulierAuthScheme *out_scheme,
                                       GError **error);
gboolean haulier_access_spec_read_proxy (const char *usage,
                                         const char *list,
                                         const char *bypass,
                                         HaulierProxySettings *out_proxy,
                                         GError **error);
HaulierCertificateReference *haulier_access_spec_read_certificate (GVariant *spec, GError **error);
gboolean haulier_access_spec_add_userinfo (HaulierJobAccess *access,
                                           const char *remote,
                                           const char *userinfo,
                                           HaulierSecretIntake *intake,
                                           GError **error);

G_END_DECLS
