/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Every job of an engine: by id, by name, in the order of creation. */
#pragma once

#include "haulier-engine.h"
#include "haulier-task.h"

G_BEGIN_DECLS

/* A shorter beginning of an id is not looked up. */
#define HAULIER_QUEUE_MIN_PREFIX_CHARS 4

typedef struct _HaulierQueue HaulierQueue;

HaulierQueue *haulier_queue_new (void);
void haulier_queue_free (HaulierQueue *queue);
void haulier_queue_add (HaulierQueue *queue, HaulierTask *task);
void haulier_queue_remove (HaulierQueue *queue, HaulierTask *task);
HaulierTask *haulier_queue_lookup (HaulierQueue *queue, const char *id);
HaulierTask *haulier_queue_find (HaulierQueue *queue,
                                 const char *text,
                                 HaulierJobFilter filter,
                                 gpointer user_data,
                                 GError **error);
guint haulier_queue_get_n_jobs (HaulierQueue *queue);
GPtrArray *haulier_queue_list (HaulierQueue *queue, guint64 after, guint count);
GPtrArray *haulier_queue_list_some (HaulierQueue *queue,
                                    guint64 after,
                                    guint count,
                                    HaulierJobFilter filter,
                                    gpointer user_data);

G_END_DECLS
