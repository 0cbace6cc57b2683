/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who calls: found out from the bus, once for each connection. */
#pragma once

#include <gio/gio.h>
#include <sys/types.h>

#include "haulier-caller-relations.h"

G_BEGIN_DECLS

typedef struct _HaulierCallers HaulierCallers;

/**
 * HaulierCaller:
 * @name: unique name of the connection
 * @uid: the user, as the bus says; never a claim of the caller
 * @groups: (array length=n_groups): its groups at the time of connecting; none where the bus does
 * not say
 * @n_groups: how many
 * @pid: the process that connected, 0 where the bus does not say; it may have ended, and the number
 * be another's, unless @pidfd tells
 * @pidfd: the same process for certain; -1 where the bus gives none
 * @grants: what it was authorised for
 * @leaving: cancelled when the connection leaves the bus
 */
typedef struct
{
  char *name;
  uid_t uid;
  gid_t *groups;
  gsize n_groups;
  pid_t pid;
  int pidfd;
  HaulierCallerFacts grants;
  GCancellable *leaving;
} HaulierCaller;

typedef void (*HaulierCallerGoneFunc) (const HaulierCaller *caller, gpointer user_data);

HaulierCaller *haulier_caller_ref (HaulierCaller *caller);
void haulier_caller_unref (HaulierCaller *caller);

HaulierCallers *
haulier_callers_new (GDBusConnection *connection, HaulierCallerGoneFunc gone, gpointer user_data);
void haulier_callers_free (HaulierCallers *callers);
void haulier_callers_identify_async (HaulierCallers *callers,
                                     const char *name,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
HaulierCaller *haulier_callers_identify_finish (GAsyncResult *result, GError **error);
HaulierCaller *haulier_callers_lookup (HaulierCallers *callers, const char *name);
guint haulier_callers_get_n_callers (HaulierCallers *callers);
gboolean haulier_callers_has_user (HaulierCallers *callers, uid_t uid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierCaller, haulier_caller_unref)

G_END_DECLS
