/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* CreateJob and AddFiles: everything is read and checked, passwords too, before anything is done.
 */
#pragma once

#include "haulier-daemon.h"

G_BEGIN_DECLS

void haulier_handle_create_job (HaulierCall *call);
void haulier_handle_add_files (HaulierCall *call);

G_END_DECLS
