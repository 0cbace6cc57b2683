/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the files of the link to a worker share. */
#pragma once

#include "haulier-worker-link.h"

G_BEGIN_DECLS

typedef struct
{
  const HaulierWorkerEvents *events;
  gpointer user_data;
} HaulierLinkedJob;

struct _HaulierWorkerLink
{
  GObject parent_instance;

  GDBusConnection *connection;
  GHashTable *jobs; /* handle -> HaulierLinkedJob */
  guint next_handle;
  guint signal_id;
  guint engine_id; /* the object that the worker calls */
  gulong closed_id;
};

G_END_DECLS
