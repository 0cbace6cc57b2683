/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The object that the engine calls to have files looked at, named and served to another process. */
#pragma once

#include <gio/gio.h>

#include "haulier-io-thread.h"

G_BEGIN_DECLS

typedef struct _HaulierFilesObject HaulierFilesObject;

HaulierFilesObject *haulier_files_object_new (GDBusConnection *connection,
                                              HaulierIoThread *io,
                                              HaulierIoThread *sync,
                                              GError **error);
void haulier_files_object_free (HaulierFilesObject *object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierFilesObject, haulier_files_object_free)

G_END_DECLS
