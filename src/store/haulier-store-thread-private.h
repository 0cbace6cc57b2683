/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The thread of the store: requests go in, and come back done, in order. */
#pragma once

#include "haulier-store-request-private.h"

G_BEGIN_DECLS

typedef struct _HaulierStoreThread HaulierStoreThread;

/* What the thread tells the main context. */
typedef struct
{
  gboolean opened; /* the answer to the opening: the three below */
  GError *error;   /* (nullable) why it could not be opened; the thread has ended */
  char **notices;
  GVariant *settings;

  GPtrArray *requests; /* (nullable) HaulierStoreRequest, done */
  char **rescued;      /* (nullable) sentences: the queue was brought back while in use */
  gboolean trouble_changed;
  char *trouble; /* (nullable) */
} HaulierStoreReport;

typedef void (*HaulierStoreReportFunc) (HaulierStoreReport *report, gpointer user_data);

HaulierStoreThread *haulier_store_thread_start (const char *folder,
                                                HaulierStoreReportFunc function,
                                                gpointer user_data);
void haulier_store_thread_stop (HaulierStoreThread *self);
void haulier_store_thread_free (HaulierStoreThread *self);
void haulier_store_thread_push (HaulierStoreThread *self, HaulierStoreRequest *request);
HaulierStoreRequest *haulier_store_thread_begin_save (HaulierStoreThread *self);
void haulier_store_thread_end_save (HaulierStoreThread *self);

G_END_DECLS
