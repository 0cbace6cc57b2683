/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What an engine is asked to tell of by itself: which jobs, whose, and the files of which. */
#pragma once

#include "haulier-engine-link.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_SUBSCRIPTION (haulier_subscription_get_type ())
G_DECLARE_FINAL_TYPE (HaulierSubscription, haulier_subscription, HAULIER, SUBSCRIPTION, GObject)

/* Property `everybody`: whether the jobs of other accounts are followed; it may end by itself. */

HaulierSubscription *haulier_subscription_new (HaulierEngineLink *link);
void haulier_subscription_close (HaulierSubscription *self);
void haulier_subscription_renew (HaulierSubscription *self);
void haulier_subscription_follow (HaulierSubscription *self, const char *const *ids);
void haulier_subscription_follow_files (HaulierSubscription *self, const char *id);
void haulier_subscription_unfollow_files (HaulierSubscription *self, const char *id);
gboolean haulier_subscription_has_everybody (HaulierSubscription *self);
void haulier_subscription_set_everybody (HaulierSubscription *self, gboolean everybody);
GVariant *haulier_subscription_to_variant (HaulierSubscription *self, gboolean everybody);
void haulier_subscription_accepted (HaulierSubscription *self, gboolean everybody);

G_END_DECLS
