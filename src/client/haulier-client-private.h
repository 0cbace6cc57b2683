/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* How the methods of the client reach the engine. */
#pragma once

#include <gio/gunixfdlist.h>

#include "haulier-client.h"
#include "haulier-engine-link.h"
#include "haulier-subscription.h"

G_BEGIN_DECLS

/* Most answers come at once; what takes files in, or acts on all jobs, may commit many rows. */
#define HAULIER_CLIENT_CALL_TIMEOUT_MS 25000
#define HAULIER_CLIENT_LONG_CALL_TIMEOUT_MS 600000

/**
 * HaulierClientCall:
 * @job_id: (nullable): the job whose object is meant; %NULL: the manager
 * @interface: (nullable): one of the object's; %NULL: the manager's, or that of a job
 * @method: a method
 * @descriptors: (nullable): that go with the message
 * @timeout_ms: when to give up; 0: %HAULIER_CLIENT_CALL_TIMEOUT_MS
 * @is_wish: a person wants it now: it may ask for a password, whoever looks on
 * @source_tag: of the task
 */
typedef struct
{
  const char *job_id;
  const char *interface;
  const char *method;
  GUnixFDList *descriptors;
  int timeout_ms;
  gboolean is_wish;
  gpointer source_tag;
} HaulierClientCall;

HaulierEngineLink *haulier_client_get_link (HaulierClient *self);
HaulierSubscription *haulier_client_get_subscription (HaulierClient *self);
void haulier_client_call (HaulierClient *self,
                          const HaulierClientCall *call,
                          GVariant *parameters,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
GVariant *haulier_client_call_finish (GAsyncResult *result, const char *signature, GError **error);
void haulier_client_handle_signal (HaulierClient *self, const char *member, GVariant *parameters);
void haulier_client_take_notices (HaulierClient *self, GVariant *value);
GPtrArray *haulier_client_read_jobs (GVariant *rows);
GVariant *haulier_client_no_options (void);
GVariant *haulier_client_owners_options (HaulierClient *self);

G_END_DECLS
