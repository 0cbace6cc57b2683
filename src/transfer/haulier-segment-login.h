/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How one connection logs in: what its next request carries for the server and for the proxy. */
#pragma once

#include <glib.h>

#include "haulier-http-response.h"
#include "haulier-logins.h"
#include "haulier-proxy-settings.h"
#include "haulier-request.h"

G_BEGIN_DECLS

/**
 * HaulierSegmentLoginEnd:
 * @HAULIER_SEGMENT_LOGIN_READY: what was prepared is ready: start the request
 * @HAULIER_SEGMENT_LOGIN_SEND: prepare and send it: it tries a login
 * @HAULIER_SEGMENT_LOGIN_AGAIN: begin anew: everybody may go on
 * @HAULIER_SEGMENT_LOGIN_REFUSED: see the failure
 */
typedef enum
{
  HAULIER_SEGMENT_LOGIN_READY,
  HAULIER_SEGMENT_LOGIN_SEND,
  HAULIER_SEGMENT_LOGIN_AGAIN,
  HAULIER_SEGMENT_LOGIN_REFUSED,
} HaulierSegmentLoginEnd;

/* Takes the failure, which may be %NULL. */
typedef void (*HaulierSegmentLoginFunc) (HaulierSegmentLoginEnd end,
                                         HaulierFailure *failure,
                                         gpointer user_data);

typedef struct _HaulierSegmentLogin HaulierSegmentLogin;

HaulierSegmentLogin *haulier_segment_login_new (HaulierTransferContext *context,
                                                HaulierLogins *logins,
                                                HaulierSegmentLoginFunc func,
                                                gpointer user_data);
void haulier_segment_login_free (HaulierSegmentLogin *login);
void
haulier_segment_login_set_file (HaulierSegmentLogin *login, guint index, const char *first_address);
gboolean haulier_segment_login_prepare (HaulierSegmentLogin *login,
                                        const char *address,
                                        const HaulierProxy *proxy);
void haulier_segment_login_apply (HaulierSegmentLogin *login, HaulierRequestOrder *order);
gboolean haulier_segment_login_take_answer (HaulierSegmentLogin *login,
                                            const HaulierHttpResponse *response,
                                            gboolean in_tunnel);
gboolean haulier_segment_login_was_asked (const HaulierSegmentLogin *login);
void haulier_segment_login_ask (HaulierSegmentLogin *login);
void haulier_segment_login_ended (HaulierSegmentLogin *login, gboolean sent);
gboolean haulier_segment_login_is_parked (const HaulierSegmentLogin *login);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierSegmentLogin, haulier_segment_login_free)

G_END_DECLS
