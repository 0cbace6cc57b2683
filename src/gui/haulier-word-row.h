/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A row in which one of the words of the bus is chosen, by what a person reads. */
#pragma once

#include <adwaita.h>

#include "haulier-access-words.h"

G_BEGIN_DECLS

#define HAULIER_TYPE_WORD_ROW (haulier_word_row_get_type ())
G_DECLARE_FINAL_TYPE (HaulierWordRow, haulier_word_row, HAULIER, WORD_ROW, AdwComboRow)

GtkWidget *haulier_word_row_new (const char *title, HaulierAccessVocabulary vocabulary);
void haulier_word_row_add (HaulierWordRow *self, const char *word, const char *text);
void haulier_word_row_add_profiles (HaulierWordRow *self);
const char *haulier_word_row_get_word (HaulierWordRow *self);
void haulier_word_row_set_word (HaulierWordRow *self, const char *word);

G_END_DECLS
