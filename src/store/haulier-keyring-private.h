/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The Secret Service: each call opens it anew, ends within a few seconds, and asks nobody. */
#pragma once

#include "haulier-vault.h"

G_BEGIN_DECLS

/* Attributes of an item. */
#define HAULIER_KEYRING_REFERENCE "reference"
#define HAULIER_KEYRING_JOB "job"
#define HAULIER_KEYRING_TARGET "target"
#define HAULIER_KEYRING_SCHEME "scheme"
#define HAULIER_KEYRING_ORIGIN "origin"

void haulier_keyring_keep_async (GHashTable *attributes,
                                 const char *label,
                                 HaulierSecret *secret,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean haulier_keyring_keep_finish (GAsyncResult *result, GError **error);
void haulier_keyring_search_async (const char *attribute,
                                   const char *value,
                                   gboolean with_secrets,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GList *haulier_keyring_search_finish (GAsyncResult *result, GError **error);
void haulier_keyring_remove_async (const char *reference,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean haulier_keyring_remove_finish (GAsyncResult *result, GError **error);

G_END_DECLS
