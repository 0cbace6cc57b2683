/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What somebody agrees to who lends an identity to a job: owner, flags, folders, origins. */
#pragma once

#include <glib.h>

#include "haulier-account.h"
#include "haulier-proxy-settings.h"

G_BEGIN_DECLS

/* Nobody can agree to more than can be read. */
#define HAULIER_CONSENT_MAX_FOLDERS 1000
#define HAULIER_CONSENT_MAX_ORIGINS 1000

/**
 * HaulierConsent:
 * @owner: who owns the job
 * @flags: HAULIER_TOKEN_…
 * @folders: set of paths: where its files are or go to
 * @origins: set of scheme://host:port: its servers, and the proxies that are set for it
 *
 * Files are added to a new one with haulier_consent_add_file().
 */
typedef struct
{
  HaulierAccount owner;
  guint flags;
  GHashTable *folders;
  GHashTable *origins;
} HaulierConsent;

HaulierConsent *haulier_consent_new (HaulierAccount owner, guint flags);
HaulierConsent *haulier_consent_copy (const HaulierConsent *consent);
void haulier_consent_free (HaulierConsent *consent);
void haulier_consent_add_file (HaulierConsent *consent, const char *remote, const char *local);
void haulier_consent_add_proxy (HaulierConsent *consent, const HaulierProxySettings *proxy);
gboolean haulier_consent_check (const HaulierConsent *consent, GError **error);
char **haulier_consent_dup_folders (const HaulierConsent *consent);
char **haulier_consent_dup_origins (const HaulierConsent *consent);
char *haulier_consent_dup_digest (const HaulierConsent *consent);
gboolean haulier_consent_covers (const HaulierConsent *given, const HaulierConsent *asked);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierConsent, haulier_consent_free)

G_END_DECLS
