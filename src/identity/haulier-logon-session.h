/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which login session a process belongs to. */
#pragma once

#include "haulier-logon-watch.h"

G_BEGIN_DECLS

void haulier_logon_session_find_async (HaulierLogonWatch *watch,
                                       pid_t pid,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
char *haulier_logon_session_find_finish (HaulierLogonWatch *watch, GAsyncResult *result);

G_END_DECLS
