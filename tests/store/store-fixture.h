/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What every test of the store needs: a folder of its own, and calls that wait. */
#pragma once

#include "haulier-store.h"

G_BEGIN_DECLS

char *store_fixture_make_folder (void);
void store_fixture_remove_folder (const char *folder);
HaulierStore *store_fixture_open (const char *folder);
HaulierStore *store_fixture_try_open (const char *folder, GError **error);
void store_fixture_close (HaulierStore *store);

HaulierJob *store_fixture_make_job (guint number);
GPtrArray *store_fixture_make_files (const char *folder, guint n_files, guint flags);
gboolean
store_fixture_create (HaulierStore *store, HaulierJob *job, GPtrArray *files, GError **error);
void store_fixture_create_jobs (HaulierStore *store, guint first, guint n_jobs);
gboolean
store_fixture_add_files (HaulierStore *store, HaulierJob *job, GPtrArray *files, GError **error);
gboolean store_fixture_remove (HaulierStore *store, const char *id, GError **error);
gboolean store_fixture_flush (HaulierStore *store, GError **error);
GPtrArray *store_fixture_load_jobs (HaulierStore *store);
GPtrArray *store_fixture_load_files (HaulierStore *store, const char *id, guint first, guint count);
GPtrArray *store_fixture_list_unsynced (HaulierStore *store);
GPtrArray *
store_fixture_load_trace (HaulierStore *store, const char *id, guint64 after, guint count);

void store_fixture_damage (const char *path, gsize offset, const char *bytes, gsize size);

G_END_DECLS
