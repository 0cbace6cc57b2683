/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Finished files of a job on their way to stable storage, one sync for many of them. */
#pragma once

#include <glib.h>

#include "haulier-transfer-context.h"

G_BEGIN_DECLS

typedef struct _HaulierDurability HaulierDurability;

HaulierDurability *haulier_durability_new (HaulierTransferContext *context, guint job);
void haulier_durability_free (HaulierDurability *durability);
void haulier_durability_add (HaulierDurability *durability,
                             guint index,
                             HaulierPartFile *part,
                             gboolean hold);
void haulier_durability_flush (HaulierDurability *durability);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierDurability, haulier_durability_free)

G_END_DECLS
