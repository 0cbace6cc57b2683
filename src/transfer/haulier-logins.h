/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The logins of one job: which part of which server wants which, and over which connections they
 * go. */
#pragma once

#include <glib.h>

#include "haulier-login-space.h"
#include "haulier-transfer-context.h"

G_BEGIN_DECLS

typedef struct _HaulierLogins HaulierLogins;

HaulierLogins *haulier_logins_new (HaulierTransferContext *context, guint job);
void haulier_logins_free (HaulierLogins *logins);
HaulierLoginSpace *haulier_logins_find (HaulierLogins *logins,
                                        HaulierAuthTarget target,
                                        const char *origin,
                                        const char *folder);
HaulierLoginSpace *haulier_logins_ensure (HaulierLogins *logins,
                                          const HaulierLoginQuestion *question);
HaulierCurlSource *haulier_logins_get_source (HaulierLogins *logins,
                                              const HaulierWireLogin *server,
                                              const HaulierWireLogin *proxy);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierLogins, haulier_logins_free)

G_END_DECLS
