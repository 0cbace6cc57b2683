/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The passwords that come with one call: read from descriptors, so that no message has them. */
#pragma once

#include <gio/gunixfdlist.h>

#include "haulier-secret.h"

G_BEGIN_DECLS

typedef struct _HaulierSecretIntake HaulierSecretIntake;

HaulierSecretIntake *haulier_secret_intake_new (void);
void haulier_secret_intake_free (HaulierSecretIntake *intake);
void haulier_secret_intake_expect (HaulierSecretIntake *intake, const char *reference, gint handle);
void haulier_secret_intake_take (HaulierSecretIntake *intake,
                                 const char *reference,
                                 HaulierSecret *secret);
HaulierSecret *haulier_secret_intake_get (HaulierSecretIntake *intake, const char *reference);
gboolean haulier_secret_intake_is_empty (HaulierSecretIntake *intake);
GHashTable *haulier_secret_intake_get_all (HaulierSecretIntake *intake);
void haulier_secret_intake_read_async (HaulierSecretIntake *intake,
                                       GUnixFDList *descriptors,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean haulier_secret_intake_read_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierSecretIntake, haulier_secret_intake_free)

G_END_DECLS
