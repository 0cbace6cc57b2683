/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One login that the engine gave a job for one origin: scheme, user, secret, and what is made of
 * them. */
#pragma once

#include <glib.h>

#include "haulier-credential.h"

G_BEGIN_DECLS

typedef struct _HaulierNegotiate HaulierNegotiate;

/**
 * HaulierWireLogin:
 * @number: what the engine calls it
 * @scheme: the one scheme that it is sent with
 * @implicit: logon credentials
 * @user: (nullable): user name
 * @secret: (nullable): password; wiped when it goes
 * @negotiate: (nullable): its Kerberos credentials; belongs to the Kerberos thread while that works
 */
typedef struct
{
  guint references;
  guint64 number;
  HaulierAuthScheme scheme;
  gboolean implicit;
  char *user;
  char *secret;
  HaulierNegotiate *negotiate;
} HaulierWireLogin;

HaulierWireLogin *haulier_wire_login_new (guint64 number,
                                          HaulierAuthScheme scheme,
                                          gboolean implicit,
                                          const char *user,
                                          char *secret);
HaulierWireLogin *haulier_wire_login_ref (HaulierWireLogin *login);
void haulier_wire_login_unref (HaulierWireLogin *login);
gboolean haulier_wire_login_needs_thread (const HaulierWireLogin *login);
gboolean haulier_wire_login_binds_connection (const HaulierWireLogin *login);
char *haulier_wire_login_dup_basic (const HaulierWireLogin *login);
void haulier_wipe (char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierWireLogin, haulier_wire_login_unref)

G_END_DECLS
