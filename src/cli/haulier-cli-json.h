/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Writes JSON (RFC 8259), value by value. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HaulierCliJson:
 *
 * A document that is being written. @key is %NULL for elements of an array and for the document
 * itself.
 */
typedef struct _HaulierCliJson HaulierCliJson;

HaulierCliJson *haulier_cli_json_new (gboolean pretty);
void haulier_cli_json_free (HaulierCliJson *self);
void haulier_cli_json_begin_object (HaulierCliJson *self, const char *key);
void haulier_cli_json_end_object (HaulierCliJson *self);
void haulier_cli_json_begin_array (HaulierCliJson *self, const char *key);
void haulier_cli_json_end_array (HaulierCliJson *self);
void haulier_cli_json_text (HaulierCliJson *self, const char *key, const char *text);
void haulier_cli_json_number (HaulierCliJson *self, const char *key, guint64 number);
void haulier_cli_json_boolean (HaulierCliJson *self, const char *key, gboolean value);
void haulier_cli_json_null (HaulierCliJson *self, const char *key);
void haulier_cli_json_time (HaulierCliJson *self, const char *key, gint64 time);
void haulier_cli_json_variant (HaulierCliJson *self, const char *key, GVariant *value);
char *haulier_cli_json_take_text (HaulierCliJson *self);
void haulier_cli_json_print (HaulierCliJson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierCliJson, haulier_cli_json_free)

G_END_DECLS
