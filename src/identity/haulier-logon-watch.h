/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who is logged on: what the login manager says, with signals when that changes. */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

G_BEGIN_DECLS

#define HAULIER_TYPE_LOGON_WATCH (haulier_logon_watch_get_type ())
G_DECLARE_FINAL_TYPE (HaulierLogonWatch, haulier_logon_watch, HAULIER, LOGON_WATCH, GObject)

/**
 * HaulierLogonService:
 * @HAULIER_LOGON_SERVICE_LOOKING: not known yet; nobody counts as logged on
 * @HAULIER_LOGON_SERVICE_PRESENT: the login manager tells
 * @HAULIER_LOGON_SERVICE_ABSENT: there is none: who has a connection to the engine is logged on
 * @HAULIER_LOGON_SERVICE_UNNEEDED: the engine is that of one user, who is there while it runs
 */
typedef enum
{
  HAULIER_LOGON_SERVICE_LOOKING,
  HAULIER_LOGON_SERVICE_PRESENT,
  HAULIER_LOGON_SERVICE_ABSENT,
  HAULIER_LOGON_SERVICE_UNNEEDED,
} HaulierLogonService;

HaulierLogonWatch *haulier_logon_watch_new (GDBusConnection *system_bus);
HaulierLogonWatch *haulier_logon_watch_new_for_computer (void);
HaulierLogonWatch *haulier_logon_watch_new_for_user (uid_t uid);
HaulierLogonService haulier_logon_watch_get_service (HaulierLogonWatch *self);
gboolean haulier_logon_watch_is_logged_on (HaulierLogonWatch *self, uid_t uid);
gboolean haulier_logon_watch_has_session (HaulierLogonWatch *self, const char *session);
GDBusConnection *haulier_logon_watch_get_bus (HaulierLogonWatch *self);
void haulier_logon_watch_set_connected (HaulierLogonWatch *self, uid_t uid, gboolean connected);

G_END_DECLS
