/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One part of a server, or one proxy, that wants a login of a job: asked for once, tried by one
 * request, used by all. */
#pragma once

#include <glib.h>

#include "haulier-login-question.h"

G_BEGIN_DECLS

/**
 * HaulierLoginSpaceState:
 * @HAULIER_LOGIN_SPACE_FREE: there is no login
 * @HAULIER_LOGIN_SPACE_ASKING: the engine was asked
 * @HAULIER_LOGIN_SPACE_PROBING: one request tries what it answered
 * @HAULIER_LOGIN_SPACE_OPEN: that was accepted
 */
typedef enum
{
  HAULIER_LOGIN_SPACE_FREE,
  HAULIER_LOGIN_SPACE_ASKING,
  HAULIER_LOGIN_SPACE_PROBING,
  HAULIER_LOGIN_SPACE_OPEN,
} HaulierLoginSpaceState;

typedef struct _HaulierLoginSpace HaulierLoginSpace;

/**
 * HaulierLoginWaiter:
 * @go_on: send the request now; with @probe it is the one that tries the login
 * @refused: nothing answers; takes the failure, %NULL when nobody could be asked
 * @user_data: for both
 *
 * A request that waits. Each is told once, and may be gone before.
 */
typedef struct
{
  void (*go_on) (gboolean probe, gpointer user_data);
  void (*refused) (HaulierFailure *failure, gpointer user_data);
  gpointer user_data;
} HaulierLoginWaiter;

/**
 * HaulierLoginSpaceOwner:
 * @ask: asks the engine; the answer comes later, with the answer data
 * @ended: tells it what came of a login
 */
typedef struct
{
  void (*ask) (const HaulierLoginQuestion *question,
               HaulierLoginAnswer answer,
               gpointer answer_data,
               gpointer owner);
  void (*ended) (guint64 login, HaulierLoginEnd outcome, const char *message, gpointer owner);
} HaulierLoginSpaceOwner;

HaulierLoginSpace *haulier_login_space_new (GMainContext *main,
                                            const HaulierLoginQuestion *question,
                                            const HaulierLoginSpaceOwner *funcs,
                                            gpointer owner);
HaulierLoginSpace *haulier_login_space_ref (HaulierLoginSpace *space);
void haulier_login_space_unref (HaulierLoginSpace *space);
void haulier_login_space_close (HaulierLoginSpace *space);
gboolean haulier_login_space_is (const HaulierLoginSpace *space,
                                 const HaulierLoginQuestion *question);
gboolean haulier_login_space_covers (const HaulierLoginSpace *space,
                                     HaulierAuthTarget target,
                                     const char *origin,
                                     const char *folder);
HaulierLoginSpaceState haulier_login_space_get_state (const HaulierLoginSpace *space);
HaulierWireLogin *haulier_login_space_get_login (const HaulierLoginSpace *space);
const char *haulier_login_space_get_realm (const HaulierLoginSpace *space);
gboolean haulier_login_space_is_prober (const HaulierLoginSpace *space,
                                        const HaulierLoginWaiter *waiter);
void haulier_login_space_add_folder (HaulierLoginSpace *space, const char *folder);
void haulier_login_space_ask (HaulierLoginSpace *space,
                              const HaulierLoginQuestion *question,
                              const HaulierLoginWaiter *waiter);
void haulier_login_space_wait (HaulierLoginSpace *space, const HaulierLoginWaiter *waiter);
void haulier_login_space_accepted (HaulierLoginSpace *space, const HaulierWireLogin *login);
void haulier_login_space_unsent (HaulierLoginSpace *space,
                                 const HaulierWireLogin *login,
                                 const char *message,
                                 const HaulierLoginWaiter *waiter);
void haulier_login_space_rejected (HaulierLoginSpace *space,
                                   const HaulierWireLogin *login,
                                   const char *message,
                                   const HaulierLoginWaiter *waiter);
void haulier_login_space_leave (HaulierLoginSpace *space,
                                const HaulierLoginWaiter *waiter,
                                gboolean sent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierLoginSpace, haulier_login_space_unref)

G_END_DECLS
