/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Addresses as a person writes, pastes or drops them: lines, patterns, files that list them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* As many as a job may have files. */
#define HAULIER_ADDRESS_LIST_MAX 1000000

GPtrArray *haulier_address_list_parse (const char *text, GError **error);
char *haulier_address_list_extract (const char *text);

G_END_DECLS
