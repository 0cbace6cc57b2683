/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A row in which one of the words of the bus is chosen, by what a person reads. */
#include "config.h"

#include "haulier-word-row.h"

#include <glib/gi18n.h>

#include "haulier-model-types.h"
#include "haulier-profiles.h"
#include "haulier-words.h"

struct _HaulierWordRow
{
  AdwComboRow parent_instance;

  GPtrArray *words;
  GtkStringList *texts;
};

G_DEFINE_FINAL_TYPE (HaulierWordRow, haulier_word_row, ADW_TYPE_COMBO_ROW)

static void
haulier_word_row_finalize (GObject *object)
{
  HaulierWordRow *self = HAULIER_WORD_ROW (object);

  g_ptr_array_unref (self->words);
  g_clear_object (&self->texts);

  G_OBJECT_CLASS (haulier_word_row_parent_class)->finalize (object);
}

static void
haulier_word_row_class_init (HaulierWordRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = haulier_word_row_finalize;
}

static void
haulier_word_row_init (HaulierWordRow *self)
{
  self->words = g_ptr_array_new_with_free_func (g_free);
  self->texts = gtk_string_list_new (NULL);
  adw_combo_row_set_model (ADW_COMBO_ROW (self), G_LIST_MODEL (self->texts));
}

/**
 * haulier_word_row_new:
 * @title: what is chosen
 * @vocabulary: the words there are
 *
 * Returns: (transfer floating): a row that shows what is chosen below its title, where it is not
 * cut
 */
GtkWidget *
haulier_word_row_new (const char *title, HaulierAccessVocabulary vocabulary)
{
  HaulierWordRow *self
      = g_object_new (HAULIER_TYPE_WORD_ROW, "title", title, "use-subtitle", TRUE, NULL);
  g_auto (GStrv) words = haulier_access_words_list (vocabulary);

  for (gsize i = 0; words[i] != NULL; i++)
    haulier_word_row_add (self, words[i], haulier_access_words_say (vocabulary, words[i]));
  return GTK_WIDGET (self);
}

/**
 * haulier_word_row_add:
 * @word: a word of the bus
 * @text: what a person reads
 *
 * Adds a choice.
 */
void
haulier_word_row_add (HaulierWordRow *self, const char *word, const char *text)
{
  g_return_if_fail (HAULIER_IS_WORD_ROW (self));

  g_ptr_array_add (self->words, g_strdup (word));
  gtk_string_list_append (self->texts, text);
}

/**
 * haulier_word_row_add_profiles:
 *
 * Adds every profile, and none of its own.
 */
void
haulier_word_row_add_profiles (HaulierWordRow *self)
{
  g_return_if_fail (HAULIER_IS_WORD_ROW (self));

  haulier_word_row_add (self, "", _ ("Not set"));
  for (gint i = HAULIER_PROFILE_NATIVE; i <= HAULIER_PROFILE_XP; i++)
    haulier_word_row_add (self,
                          haulier_word_from_value (HAULIER_TYPE_PROFILE, i),
                          _ (haulier_profile_get_facts ((HaulierProfile) i)->title));
}

/**
 * haulier_word_row_get_word:
 *
 * Returns: (transfer none): the word that is chosen; "" for none
 */
const char *
haulier_word_row_get_word (HaulierWordRow *self)
{
  guint selected = 0;

  g_return_val_if_fail (HAULIER_IS_WORD_ROW (self), "");

  selected = adw_combo_row_get_selected (ADW_COMBO_ROW (self));
  return selected < self->words->len ? g_ptr_array_index (self->words, selected) : "";
}

/**
 * haulier_word_row_set_word:
 * @word: a word; one that there is not leaves the row as it is
 *
 * Chooses a word.
 */
void
haulier_word_row_set_word (HaulierWordRow *self, const char *word)
{
  guint position = 0;

  g_return_if_fail (HAULIER_IS_WORD_ROW (self));

  if (g_ptr_array_find_with_equal_func (self->words, word, g_str_equal, &position))
    adw_combo_row_set_selected (ADW_COMBO_ROW (self), position);
}
