/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a worker is told about one file. */
#pragma once

#include "haulier-file.h"

G_BEGIN_DECLS

GVariant *haulier_worker_order_new (const HaulierFile *file);

G_END_DECLS
