/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A password in memory: never swapped or dumped where that can be helped, wiped when it goes. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HaulierSecret:
 *
 * Immutable; there is one copy of the text, shared by reference. What it says is had by
 * haulier_secret_peek() only: no print of a struct or of a variant shows it.
 */
typedef struct _HaulierSecret HaulierSecret;

HaulierSecret *haulier_secret_new (const char *text, gssize length);
HaulierSecret *haulier_secret_ref (HaulierSecret *secret);
void haulier_secret_unref (HaulierSecret *secret);
const char *haulier_secret_peek (HaulierSecret *secret);
gsize haulier_secret_get_length (HaulierSecret *secret);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierSecret, haulier_secret_unref)

G_END_DECLS
