/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Failures about local files, made where they are seen, with the evidence. */
#pragma once

#include <glib.h>

#include "haulier-failure.h"

G_BEGIN_DECLS

HaulierFailure *haulier_local_failure_new (gint code, const char *format, ...) G_GNUC_PRINTF (2, 3);
HaulierFailure *haulier_local_failure_from_errno (gint error_number, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
HaulierFailure *haulier_local_failure_new_told (gint code, gint error_number, const char *message);

G_END_DECLS
