/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The calls of the engine that only look at files: done by the I/O thread. */
#pragma once

#include <gio/gio.h>

#include "haulier-io-thread.h"

G_BEGIN_DECLS

void haulier_worker_files_check (HaulierIoThread *io,
                                 GVariant *arguments,
                                 GDBusMethodInvocation *invocation);
void haulier_worker_files_discard (HaulierIoThread *io,
                                   GVariant *arguments,
                                   GDBusMethodInvocation *invocation);
void haulier_worker_files_sync (HaulierIoThread *io,
                                GVariant *arguments,
                                GDBusMethodInvocation *invocation);
void haulier_worker_files_complete (HaulierIoThread *io,
                                    mode_t mode,
                                    GVariant *arguments,
                                    GDBusMethodInvocation *invocation);

G_END_DECLS
