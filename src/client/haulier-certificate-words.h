/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What is said of client certificates, in the person's language. */
#pragma once

#include "haulier-certificates.h"

G_BEGIN_DECLS

char *haulier_certificate_words_validity (const HaulierCertificate *certificate, gint64 now);
char *haulier_certificate_words_one (const HaulierCertificate *certificate, gint64 now);
char *haulier_certificate_words_account (const HaulierCertificates *certificates,
                                         HaulierAccount account,
                                         gint64 now);

G_END_DECLS
