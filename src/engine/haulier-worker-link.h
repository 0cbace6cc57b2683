/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One worker process as the engine sees it: calls to it, and what it reports. */
#pragma once

#include <gio/gio.h>

#include "haulier-file.h"
#include "haulier-job.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_WORKER_LINK (haulier_worker_link_get_type ())
G_DECLARE_FINAL_TYPE (HaulierWorkerLink, haulier_worker_link, HAULIER, WORKER_LINK, GObject)

/**
 * HaulierWorkerEvents:
 *
 * What a worker reports about one job, as described in org.haulier.Worker1.
 */
typedef struct
{
  void (*progress) (guint index,
                    guint64 transferred,
                    guint64 total,
                    guint connections,
                    gpointer user_data);
  void (*finished) (GVariant *columns, GVariant *details, gpointer user_data);
  void (*durable) (GVariant *indexes, gpointer user_data); /* au */
  void (*traced) (GVariant *records, gpointer user_data);  /* a(xussa{sv}) */
  void (*challenged) (guint file,
                      GVariant *challenge, /* a{sv} */
                      GDBusMethodInvocation *invocation,
                      gpointer user_data); /* takes the invocation */
  void (*died) (gpointer user_data);
} HaulierWorkerEvents;

HaulierWorkerLink *haulier_worker_link_new (GDBusConnection *connection);
G_END_DECLS
