/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Asks the engine who logs in, and tells it what came of it. */
#pragma once

#include <gio/gio.h>

#include "haulier-login-question.h"

G_BEGIN_DECLS

void haulier_worker_logins_ask (GDBusConnection *connection,
                                guint job,
                                const HaulierLoginQuestion *question,
                                HaulierLoginAnswer answer,
                                gpointer answer_data);
void haulier_worker_logins_say_ended (GDBusConnection *connection,
                                      guint64 login,
                                      HaulierLoginEnd outcome,
                                      const char *message);

G_END_DECLS
