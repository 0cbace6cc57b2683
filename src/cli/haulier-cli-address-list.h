/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Lists of addresses: one in each line, with a target behind a tab perhaps. */
#pragma once

#include "haulier-job-request.h"

G_BEGIN_DECLS

gboolean haulier_cli_address_list_read (const char *path,
                                        const char *target,
                                        GVariant *options,
                                        HaulierJobRequest *request,
                                        GError **error);
gboolean haulier_cli_address_list_parse (char *text,
                                         const char *name,
                                         const char *target,
                                         GVariant *options,
                                         HaulierJobRequest *request,
                                         GError **error);

G_END_DECLS
