/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Runs a program for the owner of a job. */
#pragma once

#include <gio/gio.h>

#include "haulier-identity-finder.h"

G_BEGIN_DECLS

void haulier_command_launcher_run_async (HaulierIdentityFinder *identities,
                                         HaulierAccount owner,
                                         const char *const *arguments,
                                         const char *const *variables,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
haulier_command_launcher_run_finish (GAsyncResult *result, int *out_status, GError **error);

G_END_DECLS
