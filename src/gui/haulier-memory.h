/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the window remembers from one time to the next, in a key file. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _HaulierMemory HaulierMemory;

HaulierMemory *haulier_memory_new (const char *path);
void haulier_memory_free (HaulierMemory *self);
void haulier_memory_save (HaulierMemory *self);
gint haulier_memory_get_number (HaulierMemory *self, const char *key, gint otherwise);
void haulier_memory_set_number (HaulierMemory *self, const char *key, gint value);
gboolean haulier_memory_get_flag (HaulierMemory *self, const char *key, gboolean otherwise);
void haulier_memory_set_flag (HaulierMemory *self, const char *key, gboolean value);
char *haulier_memory_dup_text (HaulierMemory *self, const char *key);
void haulier_memory_set_text (HaulierMemory *self, const char *key, const char *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierMemory, haulier_memory_free)

G_END_DECLS
