/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether files can be saved where they shall be, and under which names. */
#pragma once

#include <glib.h>

#include "haulier-failure.h"

G_BEGIN_DECLS

typedef struct _HaulierTargetCheck HaulierTargetCheck;

HaulierTargetCheck *haulier_target_check_new (void);
void haulier_target_check_free (HaulierTargetCheck *check);
char *haulier_target_check_name (HaulierTargetCheck *check,
                                 const char *folder,
                                 const char *name,
                                 gboolean explicit_name,
                                 gboolean overwrite,
                                 HaulierFailure **out_failure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierTargetCheck, haulier_target_check_free)

G_END_DECLS
