/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The client certificates that there are, for the commands that list them. */
#pragma once

#include "haulier-certificates.h"
#include "haulier-cli-json.h"

G_BEGIN_DECLS

HaulierCertificates *haulier_cli_read_certificates (void);
void haulier_cli_json_certificates (HaulierCliJson *json, const char *key, GPtrArray *items);

G_END_DECLS
