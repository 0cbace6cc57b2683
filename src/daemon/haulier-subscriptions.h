/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who follows which jobs, and the batched changes that are sent to them alone. */
#pragma once

#include <gio/gio.h>

#include "haulier-engine.h"
#include "haulier-owners.h"

G_BEGIN_DECLS

typedef struct _HaulierSubscriptions HaulierSubscriptions;

HaulierSubscriptions *haulier_subscriptions_new (GDBusConnection *connection,
                                                 HaulierEngine *engine,
                                                 HaulierOwners *owners);
void haulier_subscriptions_free (HaulierSubscriptions *subscriptions);
void haulier_subscriptions_set (HaulierSubscriptions *subscriptions,
                                HaulierCaller *caller,
                                gboolean all_owners,
                                const char *const *ids,
                                const char *const *file_ids);
void haulier_subscriptions_send_to_all (HaulierSubscriptions *subscriptions,
                                        const char *interface_name,
                                        const char *signal,
                                        GVariant *body);
void haulier_subscriptions_drop (HaulierSubscriptions *subscriptions, const char *name);

G_END_DECLS
