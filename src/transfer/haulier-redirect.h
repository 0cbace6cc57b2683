/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether a redirect is followed. */
#pragma once

#include <glib.h>

#include "haulier-failure.h"

G_BEGIN_DECLS

char *haulier_redirect_follow (guint security_flags,
                               const char *from,
                               const char *to,
                               guint status,
                               guint n_redirects,
                               HaulierFailure **out_failure);

G_END_DECLS
