/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What is said of who is used for what, in the person's language: the one place for these words. */
#include "config.h"

#include "haulier-access-words.h"

#include <glib/gi18n-lib.h>

#include "haulier-helper-token.h"

/* A word of the bus, and what a person reads. */
typedef struct
{
  HaulierAccessVocabulary vocabulary;
  const char *word;
  const char *text;
} Word;

static const Word words[] = {
  { HAULIER_ACCESS_VOCABULARY_RESOURCE, "download-file", N_ ("Local file") },
  { HAULIER_ACCESS_VOCABULARY_RESOURCE, "upload-file", N_ ("Local file") },
  { HAULIER_ACCESS_VOCABULARY_RESOURCE, "reply-file", N_ ("Reply file") },
  { HAULIER_ACCESS_VOCABULARY_RESOURCE, "smb-file", N_ ("File on the server") },
  { HAULIER_ACCESS_VOCABULARY_RESOURCE, "server-login", N_ ("Server login") },
  { HAULIER_ACCESS_VOCABULARY_RESOURCE, "proxy-login", N_ ("Proxy login") },
  { HAULIER_ACCESS_VOCABULARY_RESOURCE, "proxy-settings", N_ ("Proxy settings") },
  { HAULIER_ACCESS_VOCABULARY_RESOURCE, "proxy-script", N_ ("Proxy script") },
  { HAULIER_ACCESS_VOCABULARY_RESOURCE, "client-certificate", N_ ("Client certificate") },
  { HAULIER_ACCESS_VOCABULARY_RESOURCE, "helper-token", N_ ("Helper token") },
  { HAULIER_ACCESS_VOCABULARY_RESOURCE, "other", N_ ("Everything else") },
  { HAULIER_ACCESS_VOCABULARY_STATE, "will-be-used", N_ ("will be used") },
  { HAULIER_ACCESS_VOCABULARY_STATE, "withheld", N_ ("withheld") },
  { HAULIER_ACCESS_VOCABULARY_STATE, "refused", N_ ("refused") },
  { HAULIER_ACCESS_VOCABULARY_STATE, "unknown", N_ ("unknown until asked") },
  { HAULIER_ACCESS_VOCABULARY_STATE, "not-needed", N_ ("not needed") },
  { HAULIER_ACCESS_VOCABULARY_SEVERITY, "information", N_ ("Information") },
  { HAULIER_ACCESS_VOCABULARY_SEVERITY, "warning", N_ ("Warning") },
  { HAULIER_ACCESS_VOCABULARY_SEVERITY, "error", N_ ("Error") },
  { HAULIER_ACCESS_VOCABULARY_SEVERITY, "refused", N_ ("Refused") },
  { HAULIER_ACCESS_VOCABULARY_TARGET, "server", N_ ("Server") },
  { HAULIER_ACCESS_VOCABULARY_TARGET, "proxy", N_ ("Proxy") },
  { HAULIER_ACCESS_VOCABULARY_SCHEME, "negotiate", N_ ("Negotiate (Kerberos or NTLM)") },
  { HAULIER_ACCESS_VOCABULARY_SCHEME, "ntlm", "NTLM" },
  { HAULIER_ACCESS_VOCABULARY_SCHEME, "digest", "Digest" },
  { HAULIER_ACCESS_VOCABULARY_SCHEME, "basic", "Basic" },
  { HAULIER_ACCESS_VOCABULARY_SCHEME, "passport", "Passport" },
  { HAULIER_ACCESS_VOCABULARY_CREDENTIAL, "url", N_ ("from the address") },
  { HAULIER_ACCESS_VOCABULARY_CREDENTIAL, "job", N_ ("set for this job") },
  { HAULIER_ACCESS_VOCABULARY_CREDENTIAL, "host", N_ ("kept for this host") },
  { HAULIER_ACCESS_VOCABULARY_CREDENTIAL, "implicit", N_ ("logon credentials") },
  { HAULIER_ACCESS_VOCABULARY_CREDENTIAL, "anonymous", N_ ("no credentials") },
  { HAULIER_ACCESS_VOCABULARY_KEPT, "keyring", N_ ("in the keyring") },
  { HAULIER_ACCESS_VOCABULARY_KEPT, "machine", N_ ("sealed for this computer") },
  { HAULIER_ACCESS_VOCABULARY_KEPT, "memory", N_ ("until the engine ends") },
  { HAULIER_ACCESS_VOCABULARY_KEPT, "locked", N_ ("in the keyring, which is locked") },
  { HAULIER_ACCESS_VOCABULARY_KEPT, "missing", N_ ("gone: it has to be entered again") },
  { HAULIER_ACCESS_VOCABULARY_KEPT, "none", N_ ("there is none to keep") },
  { HAULIER_ACCESS_VOCABULARY_LOGIN_STATE, "unused", N_ ("not tried yet") },
  { HAULIER_ACCESS_VOCABULARY_LOGIN_STATE, "accepted", N_ ("accepted") },
  { HAULIER_ACCESS_VOCABULARY_LOGIN_STATE, "frozen", N_ ("rejected, not tried again") },
  { HAULIER_ACCESS_VOCABULARY_LOGIN_STATE, "refused", N_ ("accepted, but not for one file") },
  { HAULIER_ACCESS_VOCABULARY_LOGIN_STATE, "rejected", N_ ("rejected") },
  { HAULIER_ACCESS_VOCABULARY_PROXY_USAGE, "preconfig", N_ ("As set on the desktop") },
  { HAULIER_ACCESS_VOCABULARY_PROXY_USAGE, "none", N_ ("No proxy") },
  { HAULIER_ACCESS_VOCABULARY_PROXY_USAGE, "override", N_ ("This proxy") },
  { HAULIER_ACCESS_VOCABULARY_PROXY_USAGE, "autodetect", N_ ("Detect it") },
  { HAULIER_ACCESS_VOCABULARY_TOKEN_STATE, "none", N_ ("none is lent") },
  { HAULIER_ACCESS_VOCABULARY_TOKEN_STATE, "set", N_ ("lent until log-off or restart") },
  { HAULIER_ACCESS_VOCABULARY_TOKEN_STATE, "lost", N_ ("gone with a log-off or a restart") },
  { HAULIER_ACCESS_VOCABULARY_TOKEN_STATE, "widened", N_ ("lent for less than the job asks for") },
  { HAULIER_ACCESS_VOCABULARY_TOKEN_STATE, "withdrawn", N_ ("taken back by who lent it") },
  { HAULIER_ACCESS_VOCABULARY_LOCATION, "current-user", N_ ("This user’s") },
  { HAULIER_ACCESS_VOCABULARY_LOCATION, "local-machine", N_ ("This computer’s") },
  { HAULIER_ACCESS_VOCABULARY_LOCATION, "current-service", N_ ("This service’s") },
  { HAULIER_ACCESS_VOCABULARY_LOCATION, "services", N_ ("A service’s") },
  { HAULIER_ACCESS_VOCABULARY_LOCATION, "users", N_ ("Another user’s") },
  { HAULIER_ACCESS_VOCABULARY_LOCATION,
    "current-user-group-policy",
    N_ ("This user’s, by group policy") },
  { HAULIER_ACCESS_VOCABULARY_LOCATION,
    "local-machine-group-policy",
    N_ ("This computer’s, by group policy") },
  { HAULIER_ACCESS_VOCABULARY_LOCATION,
    "local-machine-enterprise",
    N_ ("This computer’s, by the enterprise") },
  { HAULIER_ACCESS_VOCABULARY_FIX, "set-credential", N_ ("Set Credentials") },
  { HAULIER_ACCESS_VOCABULARY_FIX, "move-url-credentials", N_ ("Move into Credentials") },
  { HAULIER_ACCESS_VOCABULARY_FIX, "remove-credential", N_ ("Remove Credentials") },
  { HAULIER_ACCESS_VOCABULARY_FIX, "set-proxy", N_ ("Set Proxy") },
  { HAULIER_ACCESS_VOCABULARY_FIX, "set-token-flags", N_ ("Change Helper Token") },
  { HAULIER_ACCESS_VOCABULARY_FIX, "lend-token", N_ ("Use a Helper Token") },
  { HAULIER_ACCESS_VOCABULARY_FIX, "clear-certificate", N_ ("Remove Certificate") },
  { HAULIER_ACCESS_VOCABULARY_FIX, "set-engine-setting", N_ ("Change Setting") },
  { HAULIER_ACCESS_VOCABULARY_FIX, "set-profile", N_ ("Change Profile") },
  { HAULIER_ACCESS_VOCABULARY_FIX, "change-local-path", N_ ("Choose Another Folder") },
};

/**
 * haulier_access_words_say:
 * @vocabulary: what is spoken of
 * @word: (nullable): a word of the bus
 *
 * Returns: (transfer none): what a person reads; @word itself when a newer engine said it, "" for
 *   %NULL
 */
const char *
haulier_access_words_say (HaulierAccessVocabulary vocabulary, const char *word)
{
  for (gsize i = 0; word != NULL && i < G_N_ELEMENTS (words); i++)
    {
      if (words[i].vocabulary == vocabulary && g_str_equal (words[i].word, word))
        return _ (words[i].text);
    }
  return word != NULL ? word : "";
}

/**
 * haulier_access_words_list:
 * @vocabulary: what is spoken of
 *
 * Returns: (transfer full): every word of the bus that there is, in the order in which a person
 *   chooses
 */
char **
haulier_access_words_list (HaulierAccessVocabulary vocabulary)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (words[i].vocabulary == vocabulary)
        g_strv_builder_add (builder, words[i].word);
    }
  return g_strv_builder_end (builder);
}

/**
 * haulier_access_words_token_flags:
 * @flags: HAULIER_TOKEN_…
 *
 * Returns: (transfer none): what the helper token is used for
 */
const char *
haulier_access_words_token_flags (guint flags)
{
  switch (flags & HAULIER_TOKEN_FLAGS_ALL)
    {
    case HAULIER_TOKEN_LOCAL_FILE:
      return _ ("for local files");
    case HAULIER_TOKEN_NETWORK:
      return _ ("for the network");
    case HAULIER_TOKEN_FLAGS_ALL:
      return _ ("for local files and the network");
    default:
      return _ ("not used");
    }
}

/**
 * haulier_access_words_identity:
 * @identity: (nullable): `owner`, `helper`, `computer`, `anonymous` or `nobody`
 * @name: (nullable): its name for people
 *
 * Returns: (transfer full): who is used
 */
char *
haulier_access_words_identity (const char *identity, const char *name)
{
  gboolean named = name != NULL && *name != '\0';

  if (g_strcmp0 (identity, "helper") == 0)
    /* translators: %s is the name of somebody whose identity is lent */
    return named ? g_strdup_printf (_ ("%s, lent"), name) : g_strdup (_ ("the helper"));
  if (g_strcmp0 (identity, "computer") == 0)
    /* translators: %s is the computer's name, for instance HOST$ */
    return named ? g_strdup_printf (_ ("the computer %s"), name) : g_strdup (_ ("the computer"));
  if (g_strcmp0 (identity, "anonymous") == 0)
    return g_strdup (_ ("anonymous"));
  if (g_strcmp0 (identity, "nobody") == 0)
    return g_strdup (_ ("nobody"));
  if (named)
    return g_strdup (name);
  return g_strdup (g_strcmp0 (identity, "owner") == 0 ? _ ("the owner") : "–");
}

/**
 * haulier_access_words_login:
 * @credential: (nullable): where the credential comes from: `url`, `job`, `host`, `implicit` or
 *   `anonymous`
 * @scheme: (nullable): how it logs in
 * @user: (nullable): its user name
 *
 * Returns: (transfer full): with what somebody logs in, for instance "Basic, ann, set for this
 *   job"; "–" where nobody logs in
 */
char *
haulier_access_words_login (const char *credential, const char *scheme, const char *user)
{
  const char *parts[4] = { NULL };
  gsize n_parts = 0;

  if (scheme != NULL && *scheme != '\0')
    parts[n_parts++] = haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_SCHEME, scheme);
  if (user != NULL && *user != '\0')
    parts[n_parts++] = user;
  if (credential != NULL && *credential != '\0')
    parts[n_parts++] = haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_CREDENTIAL, credential);
  return n_parts > 0 ? g_strjoinv (", ", (char **) parts) : g_strdup ("–");
}
