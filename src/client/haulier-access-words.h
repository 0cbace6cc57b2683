/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What is said of who is used for what, in the person's language: the one place for these words. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HaulierAccessVocabulary:
 *
 * Which words of the bus are meant: those of one key, as org.haulier.Transfer1.xml names them.
 */
typedef enum
{
  HAULIER_ACCESS_VOCABULARY_RESOURCE,
  HAULIER_ACCESS_VOCABULARY_STATE,
  HAULIER_ACCESS_VOCABULARY_SEVERITY,
  HAULIER_ACCESS_VOCABULARY_TARGET,
  HAULIER_ACCESS_VOCABULARY_SCHEME,
  HAULIER_ACCESS_VOCABULARY_CREDENTIAL, /* where one comes from */
  HAULIER_ACCESS_VOCABULARY_KEPT,
  HAULIER_ACCESS_VOCABULARY_LOGIN_STATE,
  HAULIER_ACCESS_VOCABULARY_PROXY_USAGE,
  HAULIER_ACCESS_VOCABULARY_TOKEN_STATE,
  HAULIER_ACCESS_VOCABULARY_LOCATION, /* of a certificate */
  HAULIER_ACCESS_VOCABULARY_FIX,
} HaulierAccessVocabulary;

const char *haulier_access_words_say (HaulierAccessVocabulary vocabulary, const char *word);
char **haulier_access_words_list (HaulierAccessVocabulary vocabulary);
const char *haulier_access_words_token_flags (guint flags);
char *haulier_access_words_identity (const char *identity, const char *name);
char *haulier_access_words_login (const char *credential, const char *scheme, const char *user);

G_END_DECLS
