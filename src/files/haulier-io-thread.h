/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A named thread that does tasks in order, and hands them back to the main loop in batches. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HaulierIoThread HaulierIoThread;
typedef struct _HaulierIoTask HaulierIoTask;

typedef void (*HaulierIoFunc) (HaulierIoTask *task);

/**
 * HaulierIoTask:
 * @run: what the thread does
 * @done: what the main context does afterwards; frees the task
 *
 * The first member of the structure that holds the arguments and the results.
 */
struct _HaulierIoTask
{
  HaulierIoFunc run;
  HaulierIoFunc done;
  /*< private >*/
  HaulierIoTask *next;
  gboolean gathered;
};

HaulierIoThread *haulier_io_thread_new (const char *name, GMainContext *context);
void haulier_io_thread_free (HaulierIoThread *thread);
void haulier_io_thread_push (HaulierIoThread *thread, HaulierIoTask *task);
void haulier_io_thread_push_gathered (HaulierIoThread *thread, HaulierIoTask *task);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierIoThread, haulier_io_thread_free)

G_END_DECLS
