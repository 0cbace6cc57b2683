/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Shows one part of a job's access settings: a dictionary of few known keys. */
#pragma once

#include "haulier-access-calls.h"
#include "haulier-access-words.h"
#include "haulier-cli-command.h"

G_BEGIN_DECLS

/**
 * HaulierCliPartField:
 * @key: of the dictionary
 * @label: for people; translatable
 * @vocabulary: whose words its values are, where @is_word
 * @is_word: the value is a word of the bus
 */
typedef struct
{
  const char *key;
  const char *label;
  HaulierAccessVocabulary vocabulary;
  gboolean is_word;
} HaulierCliPartField;

void haulier_cli_print_part (HaulierCli *cli,
                             GVariant *settings,
                             const HaulierCliPartField *fields,
                             guint n_fields);
HaulierCliStatus haulier_cli_show_part (HaulierCli *cli,
                                        const HaulierCliCommand *command,
                                        char **arguments,
                                        HaulierAccessPart part,
                                        const HaulierCliPartField *fields,
                                        guint n_fields);

G_END_DECLS
