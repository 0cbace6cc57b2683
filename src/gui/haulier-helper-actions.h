/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Buttons with which a job gets a helper, gets rid of one, or goes on without. */
#pragma once

#include <adwaita.h>

#include "haulier-client.h"
#include "haulier-job-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_HELPER_ACTIONS (haulier_helper_actions_get_type ())
G_DECLARE_FINAL_TYPE (HaulierHelperActions, haulier_helper_actions, HAULIER, HELPER_ACTIONS, GtkBox)

/* Signals: `changed`: the job has another helper, or uses it for something else; `message`: what a
 * person is to be told. */

void haulier_helper_actions_show (HaulierHelperActions *self, HaulierJobItem *item);
void haulier_helper_actions_lend (HaulierHelperActions *self, guint flags);

G_END_DECLS
