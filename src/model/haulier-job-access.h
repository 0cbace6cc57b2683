/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Everything of a job that decides who is used for it: credentials, proxy, helper token,
 * certificate. */
#pragma once

#include <glib.h>

#include "haulier-certificate-reference.h"
#include "haulier-credential.h"
#include "haulier-helper-token.h"
#include "haulier-proxy-settings.h"

G_BEGIN_DECLS

/**
 * HaulierJobAccess:
 * @credentials: (element-type HaulierCredential): of the job and of its addresses; %NULL in a job
 * that came over the bus, whose access stays with the engine
 * @proxy: its proxy settings
 * @token: the helper token; its flags are stored, and that there was one
 * @certificate: (nullable): the client certificate
 */
typedef struct
{
  GPtrArray *credentials;
  HaulierProxySettings proxy;
  HaulierHelperToken token;
  HaulierCertificateReference *certificate;
} HaulierJobAccess;

void haulier_job_access_init (HaulierJobAccess *access);
void haulier_job_access_copy (HaulierJobAccess *target, const HaulierJobAccess *source);
void haulier_job_access_clear (HaulierJobAccess *access);
GVariant *haulier_job_access_to_variant (const HaulierJobAccess *access);
gboolean
haulier_job_access_from_variant (HaulierJobAccess *access, GVariant *variant, GError **error);

G_END_DECLS
