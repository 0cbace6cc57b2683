/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What happened to one job: a GListModel of HaulierTraceItem that grows while it is looked at. */
#pragma once

#include "haulier-client.h"
#include "haulier-job-item.h"
#include "haulier-trace-item.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_TRACE_LIST (haulier_trace_list_get_type ())
G_DECLARE_FINAL_TYPE (HaulierTraceList, haulier_trace_list, HAULIER, TRACE_LIST, GObject)

HaulierTraceList *haulier_trace_list_new (HaulierClient *client, HaulierJobItem *job);

G_END_DECLS
