/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether logon credentials may answer: account, entries of the job, UseLMCompat, LM level. */
#include "config.h"

#include "haulier-login-private.h"

#include <glib/gi18n.h>

#include "haulier-error.h"
#include "haulier-rule-tables-private.h"

/* What may be the case; each bit is found out once. */
enum
{
  IS_PASSPORT = 1 << 0,
  IS_BASIC_OR_DIGEST = 1 << 1,
  IS_NTLM = 1 << 2,
  IS_HELPER = 1 << 3,
  IS_COMPUTER = 1 << 4,
  IS_ANONYMOUS = 1 << 5,
  IS_NOBODY = 1 << 6,        /* a token that is not there */
  NO_PROXY_LOGINS = 1 << 7,  /* asked by a proxy, in a profile that logs in to none */
  HAS_ENTRY = 1 << 8,        /* SetCredentials(target, scheme, NULL, NULL) */
  HAS_HOST_ENTRY = 1 << 9,   /* the same by a rule for the host */
  HAS_NTLM_ENTRY = 1 << 10,  /* for NTLM, and Negotiate is asked */
  HAS_PROXY_ENTRY = 1 << 11, /* for the proxy, and the server asks */
  SERVER_EXPLICIT = 1 << 12, /* a user name and password for the server are set */
  SERVER_FREE = 1 << 13,     /* none are */
  NEEDS_ENTRY = 1 << 14,     /* no engine setting will do */
  BEFORE_1_5 = 1 << 15,      /* BITS 1.2 and earlier */
  COMPAT_0 = 1 << 16,        /* UseLMCompat that holds */
  COMPAT_1 = 1 << 17,
  LEVEL_REACHED = 1 << 18, /* LMCompatibilityLevel that holds is 2 or more */
  LEVEL_UNKNOWN = 1 << 19,
};

/* What sets NULL, NULL. */
#define ENTRIES (HAS_ENTRY | HAS_HOST_ENTRY | HAS_PROXY_ENTRY)

typedef struct
{
  guint conditions; /* all of them have to hold */
  gboolean allowed;
  gint code;
  HaulierRule rule;
} ImplicitRow;

/* The first row that fits is taken: what can never be, then what the job says, then what the engine
 * is set to. An entry of the job outranks UseLMCompat; one for NTLM does not cover Negotiate.
 */
static const ImplicitRow implicit_rows[] = {
  {
      .conditions = IS_PASSPORT,
      .rule = {
          .name = "implicit-passport",
          .requirements = "AUTH-5",
          .source = "Authentication: explicit credentials only",
          .text = N_ ("Logon credentials are not sent: Passport takes a user name and a password "
                      "only"),
      },
  },
  {
      .conditions = IS_BASIC_OR_DIGEST,
      .rule = {
          .name = "implicit-basic-digest",
          .requirements = "AUTH-8",
          .source = "Authentication: using implicit credentials, for NTLM or Kerberos",
          .text = N_ ("Logon credentials are not sent: they answer NTLM and Negotiate only"),
      },
  },
  {
      .conditions = IS_NOBODY,
      .code = HAULIER_ERROR_TOKEN_REQUIRED,
      .rule = {
          .name = "implicit-token-required",
          .requirements = "TOK-10",
          .source = "Helper tokens for BITS transfer jobs: BG_E_TOKEN_REQUIRED",
          .text = N_ ("Logon credentials are not sent: the flag NETWORK asks for a helper token "
                      "that is not there"),
      },
  },
  {
      .conditions = IS_ANONYMOUS,
      .rule = {
          .name = "implicit-anonymous-account",
          .requirements = "ACC-6 ACC-7",
          .source = "Service Accounts and BITS: anonymous credentials",
          .text = N_ ("Logon credentials are not sent: LocalService has none, it is anonymous on "
                      "the network"),
      },
  },
  {
      .conditions = IS_COMPUTER | IS_NTLM,
      .rule = {
          .name = "implicit-computer-ntlm",
          .requirements = "ACC-6",
          .source = "BG_BASIC_CREDENTIALS: system accounts, with Negotiate only",
          .text = N_ ("Logon credentials are not sent: the computer answers Negotiate only, not "
                      "NTLM"),
      },
  },
  {
      .conditions = NO_PROXY_LOGINS,
      .rule = {
          .name = "implicit-proxy-none",
          .requirements = "PRX-6",
          .source = "Service Accounts and BITS: BITS 1.2 and earlier",
          .text = N_ ("Logon credentials are not sent: BITS 1.2 and earlier log in to no proxy"),
      },
  },
  {
      .conditions = HAS_ENTRY | IS_HELPER,
      .allowed = TRUE,
      .rule = {
          .name = "implicit-helper-set",
          .requirements = "TOK-3 TOK-4 ACC-8",
          .source = "SetHelperTokenFlags, UsageFlags: SetCredentials (..., NULL, NULL)",
          .text = N_ ("The helper’s logon credentials are sent: the job has them set"),
      },
  },
  {
      .conditions = HAS_ENTRY,
      .allowed = TRUE,
      .rule = {
          .name = "implicit-set",
          .requirements = "AUTH-8 PRX-1",
          .source = "Authentication: using implicit credentials; outranks UseLMCompat",
          .text = N_ ("Logon credentials are sent: the job has them set"),
      },
  },
  {
      .conditions = HAS_HOST_ENTRY,
      .allowed = TRUE,
      .rule = {
          .name = "implicit-host-set",
          .requirements = "AUTH-8",
          .source = "of Haulier: a rule for one host, as if set for the job",
          .text = N_ ("Logon credentials are sent: a rule for this host has them set"),
      },
  },
  {
      .conditions = HAS_PROXY_ENTRY | SERVER_FREE,
      .allowed = TRUE,
      .rule = {
          .name = "implicit-from-proxy",
          .requirements = "AUTH-9 TOK-4",
          .source = "Authentication: implicit credentials for a proxy",
          .text = N_ ("Logon credentials are sent to the server too: they are set for the proxy, "
                      "and the server has no others"),
      },
  },
  {
      .conditions = NEEDS_ENTRY | HAS_NTLM_ENTRY,
      .rule = {
          .name = "implicit-ntlm-only",
          .requirements = "AUTH-8 AUTH-11",
          .source = "decision: an entry for NTLM answers NTLM only",
          .text = N_ ("Logon credentials are not sent: the job has them set for NTLM, which does "
                      "not cover Negotiate"),
      },
  },
  {
      .conditions = NEEDS_ENTRY | HAS_PROXY_ENTRY | SERVER_EXPLICIT,
      .rule = {
          .name = "implicit-proxy-only",
          .requirements = "AUTH-9",
          .source = "Authentication: unless you specify explicit server credentials",
          .text = N_ ("Logon credentials are not sent: they are set for the proxy, and the "
                      "server has a user name and password of its own"),
      },
  },
  {
      .conditions = IS_HELPER,
      .rule = {
          .name = "implicit-helper-not-set",
          .requirements = "TOK-4",
          .source = "SetHelperTokenFlags, UsageFlags: SetCredentials (..., NULL, NULL)",
          .text = N_ ("The helper’s logon credentials are not sent: the flag NETWORK alone does "
                      "nothing over HTTP; set logon credentials for the job"),
      },
  },
  {
      .conditions = BEFORE_1_5,
      .allowed = TRUE,
      .rule = {
          .name = "implicit-always",
          .requirements = "AUTH-13",
          .source = "Authentication: BITS 1.2 and earlier",
          .text = N_ ("Logon credentials are sent: BITS 1.2 and earlier always do"),
      },
  },
  {
      .conditions = COMPAT_0,
      .allowed = TRUE,
      .rule = {
          .name = "implicit-compat-0",
          .requirements = "AUTH-11 AUTH-12",
          .source = "Authentication: UseLMCompat 0",
          .text = N_ ("Logon credentials are sent: UseLMCompat is 0, so they are whenever NTLM "
                      "or Negotiate is asked for"),
      },
  },
  {
      .conditions = COMPAT_1 | LEVEL_REACHED,
      .allowed = TRUE,
      .rule = {
          .name = "implicit-level-reached",
          .requirements = "AUTH-10 AUTH-11 AUTH-12",
          .source = "Authentication: UseLMCompat 1; LMCompatibilityLevel two or greater",
          .text = N_ ("Logon credentials are sent: UseLMCompat is 1, and LMCompatibilityLevel is "
                      "2 or more"),
      },
  },
  {
      .conditions = COMPAT_1 | LEVEL_UNKNOWN,
      .rule = {
          .name = "implicit-level-not-set",
          .requirements = "AUTH-11 AUTH-18",
          .source = "Authentication: UseLMCompat 1; absent is not a value",
          .text = N_ ("Logon credentials are not sent: with UseLMCompat 1, LMCompatibilityLevel "
                      "has to be 2 or more, and it is not set; the owner can set logon "
                      "credentials for the job"),
      },
  },
  {
      .conditions = COMPAT_1,
      .rule = {
          .name = "implicit-level-low",
          .requirements = "AUTH-11 AUTH-18",
          .source = "Authentication: UseLMCompat 1",
          .text = N_ ("Logon credentials are not sent: with UseLMCompat 1, LMCompatibilityLevel "
                      "has to be 2 or more, and it is less; the owner can set logon credentials "
                      "for the job"),
      },
  },
  {
      .rule = {
          .name = "implicit-compat-2",
          .requirements = "AUTH-11 AUTH-12",
          .source = "Authentication: UseLMCompat 2",
          .text = N_ ("Logon credentials are not sent: with UseLMCompat 2 they have to be set "
                      "for the job, which its owner can do"),
      },
  },
};

const HaulierRuleTable haulier_implicit_rules = HAULIER_RULE_TABLE (implicit_rows);

/* NULL, NULL is set for @scheme or, as Negotiate holds NTLM, for something that covers it. */
static gboolean
is_entry_for (const HaulierCredential *credential, HaulierAuthScheme scheme)
{
  return credential->implicit
         && (credential->scheme == scheme
             || (credential->scheme == HAULIER_AUTH_SCHEME_NEGOTIATE
                 && scheme == HAULIER_AUTH_SCHEME_NTLM));
}

/* What one credential, which may be any, says about the question. That of an address or of a rule
 * counts for its own origin only. */
static guint
conditions_of_credential (const HaulierCredential *credential,
                          HaulierAuthTarget target,
                          HaulierAuthScheme scheme,
                          const char *origin)
{
  gboolean is_job = credential->source == HAULIER_CREDENTIAL_SOURCE_JOB;
  gboolean is_ours = credential->target == target;

  if (!is_job && (credential->origin == NULL || g_strcmp0 (credential->origin, origin) != 0))
    return 0;
  if (is_ours && is_entry_for (credential, scheme))
    return is_job ? HAS_ENTRY : HAS_HOST_ENTRY;
  if (is_job && is_ours && is_entry_for (credential, HAULIER_AUTH_SCHEME_NTLM))
    return HAS_NTLM_ENTRY;
  if (is_job && target == HAULIER_AUTH_TARGET_SERVER && !is_ours
      && is_entry_for (credential, scheme))
    return HAS_PROXY_ENTRY;
  if (credential->target == HAULIER_AUTH_TARGET_SERVER && !credential->implicit)
    return SERVER_EXPLICIT;
  return 0;
}

static guint
conditions_of_job (const HaulierAccessFacts *facts,
                   HaulierAuthTarget target,
                   HaulierAuthScheme scheme,
                   const char *origin)
{
  GPtrArray *credentials = facts->access->credentials;
  guint conditions = 0;

  for (guint i = 0; credentials != NULL && i < credentials->len; i++)
    conditions |= conditions_of_credential (credentials->pdata[i], target, scheme, origin);
  return conditions | ((conditions & SERVER_EXPLICIT) != 0 ? 0 : SERVER_FREE);
}

/* The entry that a row is about. */
static const HaulierCredential *
find_entry (const HaulierAccessFacts *facts,
            HaulierAuthTarget target,
            HaulierAuthScheme scheme,
            const char *origin,
            const ImplicitRow *row)
{
  GPtrArray *credentials = facts->access->credentials;

  if (!row->allowed || (row->conditions & ENTRIES) == 0)
    return NULL;
  for (guint i = 0; i < credentials->len; i++)
    {
      const HaulierCredential *credential = credentials->pdata[i];
      guint conditions = conditions_of_credential (credential, target, scheme, origin);

      if ((conditions & row->conditions & ENTRIES) != 0)
        return credential;
    }
  g_assert_not_reached ();
}

static guint
conditions_of_scheme (HaulierAuthScheme scheme)
{
  switch (scheme)
    {
    case HAULIER_AUTH_SCHEME_BASIC:
    case HAULIER_AUTH_SCHEME_DIGEST:
      return IS_BASIC_OR_DIGEST;
    case HAULIER_AUTH_SCHEME_NTLM:
      return IS_NTLM;
    case HAULIER_AUTH_SCHEME_NEGOTIATE:
      return 0;
    case HAULIER_AUTH_SCHEME_PASSPORT:
      return IS_PASSPORT;
    }
  g_assert_not_reached ();
}

static guint
conditions_of_identity (const HaulierAccessFacts *facts, HaulierAuthTarget target)
{
  HaulierResource resource = target == HAULIER_AUTH_TARGET_PROXY ? HAULIER_RESOURCE_PROXY_LOGIN
                                                                 : HAULIER_RESOURCE_SERVER_LOGIN;

  switch (haulier_identity_decide (resource, &facts->access->token, facts->owner, facts->profile)
              .identity)
    {
    case HAULIER_IDENTITY_OWNER:
      return 0;
    case HAULIER_IDENTITY_HELPER:
      return IS_HELPER | NEEDS_ENTRY;
    case HAULIER_IDENTITY_COMPUTER:
      return IS_COMPUTER;
    case HAULIER_IDENTITY_ANONYMOUS:
      return IS_ANONYMOUS;
    case HAULIER_IDENTITY_NOBODY:
      return IS_NOBODY;
    }
  g_assert_not_reached ();
}

static guint
conditions_of_settings (const HaulierAccessFacts *facts)
{
  gint compat = haulier_profile_get_use_lm_compat (facts->profile, facts->use_lm_compat);
  gint level = haulier_profile_get_lm_level (facts->profile, facts->lm_compatibility_level);
  guint conditions = compat == 0 ? COMPAT_0 : compat == 1 ? COMPAT_1 : NEEDS_ENTRY;

  if (level == HAULIER_NOT_SET)
    conditions |= LEVEL_UNKNOWN;
  else if (level >= 2)
    conditions |= LEVEL_REACHED;
  return conditions;
}

static guint
conditions_of_profile (const HaulierAccessFacts *facts, HaulierAuthTarget target)
{
  const HaulierProfileFacts *profile = haulier_profile_get_facts (facts->profile);
  guint conditions = profile->has_credentials ? 0 : BEFORE_1_5;

  if (target == HAULIER_AUTH_TARGET_PROXY && !profile->has_proxy_credentials)
    conditions |= NO_PROXY_LOGINS;
  return conditions;
}

/* Decides about logon credentials for one scheme, whether it is offered or not. Entries do not
 * count in a profile that has none. */
HaulierLoginVerdict
haulier_implicit_rules_decide (const HaulierAccessFacts *facts,
                               HaulierAuthTarget target,
                               HaulierAuthScheme scheme,
                               const char *origin)
{
  const ImplicitRow *row = &implicit_rows[0];
  guint conditions = conditions_of_scheme (scheme) | conditions_of_identity (facts, target)
                     | conditions_of_settings (facts) | conditions_of_profile (facts, target);

  if ((conditions & BEFORE_1_5) == 0)
    conditions |= conditions_of_job (facts, target, scheme, origin);
  while ((row->conditions & ~conditions) != 0)
    row++;
  return (HaulierLoginVerdict){
    .is_used = row->allowed,
    .matters = (conditions & (IS_PASSPORT | IS_BASIC_OR_DIGEST)) == 0,
    .code = row->code,
    .entry = find_entry (facts, target, scheme, origin, row),
    .rule = &row->rule,
  };
}
