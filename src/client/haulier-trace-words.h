/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Steps of a trace in the person's language. */
#pragma once

#include "haulier-trace-record.h"

G_BEGIN_DECLS

const char *haulier_trace_words_kind (const HaulierTraceRecord *record);
char *haulier_trace_words_text (const HaulierTraceRecord *record);

G_END_DECLS
