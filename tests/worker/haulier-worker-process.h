/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A program of the worker's room, started and spoken to as the engine does it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How long a test waits for anything. */
#define HAULIER_WORKER_FIXTURE_DEADLINE_SEC 40

GSubprocess *haulier_worker_process_start (const char *program,
                                           const char *argument,
                                           const char *identity,
                                           GDBusConnection **out_connection);
GVariant *haulier_worker_process_call (GDBusConnection *connection,
                                       const char *interface_name,
                                       const char *method,
                                       GVariant *arguments,
                                       int fd,
                                       GError **error);

G_END_DECLS
