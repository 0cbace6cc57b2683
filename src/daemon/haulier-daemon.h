/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The engine on a bus: objects, callers, subscriptions, and the end when nobody needs it. */
#pragma once

#include <gio/gio.h>

#include "haulier-caller.h"
#include "haulier-engine-act.h"
#include "haulier-engine-create.h"
#include "haulier-engine-query.h"
#include "haulier-machine-finder.h"
#include "haulier-offers.h"
#include "haulier-owners.h"
#include "haulier-subscriptions.h"

G_BEGIN_DECLS

typedef struct _HaulierDaemon HaulierDaemon;

/**
 * HaulierCall:
 *
 * One call that the gate let through; a handler takes it, unpacks, calls the engine and answers
 * once with haulier_call_return() or haulier_call_fail().
 */
typedef struct
{
  HaulierDaemon *daemon;
  HaulierEngine *engine;
  HaulierSubscriptions *subscriptions;
  HaulierMachineFinder *machine;
  HaulierOwners *owners;
  HaulierOffers *offers;
  HaulierCaller *caller;
  char *interface_name;
  char *member;
  char *job_id; /* (nullable) the job of the object */
  GVariant *parameters;
  GDBusMethodInvocation *invocation;
} HaulierCall;

typedef void (*HaulierDaemonIdleFunc) (gpointer user_data);

HaulierDaemon *haulier_daemon_new (GDBusConnection *connection,
                                   HaulierEngine *engine,
                                   HaulierOwners *owners,
                                   HaulierDaemonIdleFunc idle,
                                   gpointer user_data,
                                   GError **error);
void haulier_daemon_free (HaulierDaemon *daemon);

void haulier_call_return (HaulierCall *call, GVariant *body);
void haulier_call_fail (HaulierCall *call, GError *error);

G_END_DECLS
