/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Accounts as a person names them. */
#pragma once

#include "haulier-account.h"
#include "haulier-cli.h"
#include "haulier-job-request.h"

G_BEGIN_DECLS

gboolean haulier_cli_account_read (const char *name, HaulierAccount *out_account, GError **error);
gboolean haulier_cli_account_apply (HaulierCli *cli,
                                    const char *name,
                                    HaulierJobRequest *request,
                                    GError **error);

G_END_DECLS
