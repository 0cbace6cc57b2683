/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a worker is told about one file. */
#pragma once

#include "haulier-columns.h"
#include "haulier-file.h"

G_BEGIN_DECLS

void haulier_worker_order_add (const HaulierFile *file,
                               HaulierColumns *columns,
                               GVariantBuilder *options);

G_END_DECLS
