/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How a new job logs in and which proxy it uses, folded away, and what is to be minded about it. */
#pragma once

#include <adwaita.h>

#include "haulier-account-item.h"
#include "haulier-client.h"
#include "haulier-job-request.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_LOGIN_GROUP (haulier_login_group_get_type ())
G_DECLARE_FINAL_TYPE (HaulierLoginGroup,
                      haulier_login_group,
                      HAULIER,
                      LOGIN_GROUP,
                      AdwPreferencesGroup)

/* Signals: `changed`: a person changed something; `move-login`: user and password of the address
 * are to go into the rows, see haulier_login_group_take_userinfo(); `planned`: other things are to
 * be minded. */

void haulier_login_group_plan (HaulierLoginGroup *self,
                               HaulierClient *client,
                               HaulierAccountItem *account,
                               const char *address,
                               const char *folder);
gboolean haulier_login_group_is_refused (HaulierLoginGroup *self);
void haulier_login_group_take_userinfo (HaulierLoginGroup *self, const char *userinfo);
const char *haulier_login_group_get_gravest (HaulierLoginGroup *self);
gboolean haulier_login_group_fill_request (HaulierLoginGroup *self,
                                           HaulierJobRequest *request,
                                           GError **error);

G_END_DECLS
