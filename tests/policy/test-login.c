/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of which credential answers a challenge, and of what is said about each other candidate. */
#include "config.h"

#include "login-case.h"

#include "haulier-error.h"

/* Every candidate as "KIND[:SCHEME]=RULE", in order, with "!" for the one that is used. */
static char *
describe (const HaulierLoginDecision *decision)
{
  static const char *const kinds[] = { "url", "job", "host", "implicit", "anonymous" };
  static const char *const schemes[]
      = { "", ":basic", ":digest", ":ntlm", ":negotiate", ":passport" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < decision->candidates->len; i++)
    {
      const HaulierCandidate *candidate
          = &g_array_index (decision->candidates, HaulierCandidate, i);

      g_string_append_printf (text,
                              "%s%s%s%s=%s",
                              i > 0 ? " " : "",
                              candidate->used ? "!" : "",
                              kinds[candidate->kind],
                              schemes[candidate->scheme],
                              candidate->rule->name);
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  HaulierCredentialSource source;
  HaulierAuthTarget target; /* 0: none */
  HaulierAuthScheme scheme;
  const char *user;
} Credential;

/* Something unusual about a case. */
typedef enum
{
  USUAL,
  REDIRECTED,
  IN_THE_CLEAR,
  REJECTED,        /* the first credential, with the first scheme that it has */
  UNKNOWN_OUTCOME, /* the same */
  NOT_PERMITTED,   /* the same, for this file only */
  SET_AGAIN,       /* what was rejected had another stamp */
  LOGON_REJECTED,
  NO_TICKET,
  NO_COMPUTER_TICKET,
  NO_KEYTAB,
  BASIC_ONLY, /* all that the engine speaks */
  TOKEN_LOST,
  HELPER,
  DIGEST_PROXY, /* is what the proxy was answered with */
  AUTODETECTED,
} Twist;

static void
twist_case (LoginCase *login, Twist twist)
{
  HaulierCandidateKind kind = (HaulierCandidateKind) login->credentials[0].source;
  HaulierAuthScheme scheme = login->credentials[0].scheme;

  switch (twist)
    {
    case USUAL:
      break;
    case REDIRECTED:
      login->challenge.same_origin = FALSE;
      login->challenge.origin = OTHER_ORIGIN;
      break;
    case IN_THE_CLEAR:
      login->challenge.secure = FALSE;
      break;
    case REJECTED:
      login_case_freeze (login, kind, scheme, login->credentials[0].stamp, HAULIER_TRIED_REJECTED);
      break;
    case UNKNOWN_OUTCOME:
      login_case_freeze (login, kind, scheme, login->credentials[0].stamp, HAULIER_TRIED_UNKNOWN);
      break;
    case NOT_PERMITTED:
      login_case_freeze (login, kind, scheme, login->credentials[0].stamp, HAULIER_TRIED_FOR_FILE);
      break;
    case SET_AGAIN:
      login_case_freeze (login, kind, scheme, 1, HAULIER_TRIED_REJECTED);
      break;
    case LOGON_REJECTED:
      login_case_freeze (login, HAULIER_CANDIDATE_IMPLICIT, NEGOTIATE, 0, HAULIER_TRIED_REJECTED);
      break;
    case NO_TICKET:
      login->facts.logon_credentials = HAULIER_FACT_NO;
      break;
    case NO_COMPUTER_TICKET:
      login->facts.computer_ticket = HAULIER_FACT_NO;
      break;
    case NO_KEYTAB:
      login->facts.computer_credentials = HAULIER_FACT_NO;
      break;
    case BASIC_ONLY:
      login->facts.wire_schemes = OFFER (BASIC);
      break;
    case TOKEN_LOST:
      login->access.token.flags = HAULIER_TOKEN_NETWORK;
      login->access.token.state = HAULIER_TOKEN_STATE_LOST;
      break;
    case HELPER:
      login->access.token.flags = HAULIER_TOKEN_NETWORK;
      login->access.token.state = HAULIER_TOKEN_STATE_SET;
      break;
    case DIGEST_PROXY:
      login->challenge.proxy_scheme = DIGEST;
      break;
    case AUTODETECTED:
      login->access.proxy.usage = HAULIER_PROXY_USAGE_AUTODETECT;
      break;
    }
}

#define NOTHING_SET "url=login-url-none job=login-job-none host=login-host-none "

static const struct
{
  const char *why;
  HaulierAuthTarget target;
  guint offered;
  HaulierAccountKind owner;
  HaulierProfile profile;
  Twist twist;
  Credential credentials[3];
  guint32 code;     /* 0: something answers */
  const char *rule; /* of the decision */
  const char *candidates;
} login_rows[] = {
  /* clang-format off */
  { "nothing is set", SERVER, OFFER (BASIC), USER, 0, USUAL, { },
    0x80190191, "login-anonymous-server",
    NOTHING_SET "implicit:basic=implicit-basic-digest !anonymous=login-anonymous-server", },
  { "nothing is set for the proxy", PROXY, OFFER (DIGEST), USER, 0, USUAL, { },
    0x80190197, "login-anonymous-proxy",
    NOTHING_SET "implicit:digest=implicit-basic-digest !anonymous=login-anonymous-proxy", },
  { "nobody said that logon credentials may be sent", SERVER, OFFER (NEGOTIATE) | OFFER (BASIC), USER, 0, USUAL, { },
    0x80190191, "implicit-compat-2",
    NOTHING_SET "implicit:negotiate=implicit-compat-2 implicit:basic=implicit-basic-digest "
    "!anonymous=login-anonymous-server", },
  { "SetCredentials for Basic", SERVER, OFFER (BASIC), USER, 0, USUAL, { { JOB, SERVER, BASIC, "ann", }, },
    0, "login-job-used",
    "url=login-url-none !job:basic=login-job-used host=login-host-none implicit:basic=implicit-basic-digest "
    "anonymous=login-anonymous-not-needed", },
  { "the same for a proxy", PROXY, OFFER (BASIC), NETWORK_SERVICE, 0, USUAL, { { JOB, PROXY, BASIC, "ann", }, },
    0, "login-job-used",
    "url=login-url-none !job:basic=login-job-used host=login-host-none implicit:basic=implicit-basic-digest "
    "anonymous=login-anonymous-not-needed", },
  { "what is set for the proxy is not for the server", SERVER, OFFER (BASIC), USER, 0, USUAL,
    { { JOB, PROXY, BASIC, "ann", }, },
    0x80190191, "login-anonymous-server",
    NOTHING_SET "implicit:basic=implicit-basic-digest !anonymous=login-anonymous-server", },
  { "Basic outside HTTPS", SERVER, OFFER (BASIC), USER, 0, IN_THE_CLEAR, { { JOB, SERVER, BASIC, "ann", }, },
    0, "login-basic-readable",
    "url=login-url-none !job:basic=login-basic-readable host=login-host-none "
    "implicit:basic=implicit-basic-digest anonymous=login-anonymous-not-needed", },
  { "Digest outside HTTPS", SERVER, OFFER (DIGEST), USER, 0, IN_THE_CLEAR, { { JOB, SERVER, DIGEST, "ann", }, },
    0, "login-job-used",
    "url=login-url-none !job:digest=login-job-used host=login-host-none "
    "implicit:digest=implicit-basic-digest anonymous=login-anonymous-not-needed", },
  { "set for something that is not offered", SERVER, OFFER (DIGEST), USER, 0, USUAL,
    { { JOB, SERVER, BASIC, "ann", }, },
    0x80190191, "login-not-offered",
    "url=login-url-none job:basic=login-not-offered host=login-host-none "
    "implicit:digest=implicit-basic-digest !anonymous=login-anonymous-server", },
  { "both places", SERVER, OFFER (BASIC), USER, 0, USUAL,
    { { URL, SERVER, BASIC, "ann", }, { JOB, SERVER, BASIC, "ben", }, },
    0, "login-url-used",
    "!url:basic=login-url-used job:basic=login-url-wins host=login-host-none "
    "implicit:basic=implicit-basic-digest anonymous=login-anonymous-not-needed", },
  { "the address answers NTLM, Digest and Basic", SERVER, HAULIER_AUTH_SCHEMES_ALL, USER, 0, USUAL,
    { { URL, SERVER, BASIC, "ann", }, },
    0, "login-url-used",
    "url:negotiate=login-url-scheme !url:ntlm=login-url-used url:passport=login-url-scheme "
    "url:digest=login-stronger-scheme url:basic=login-stronger-scheme job=login-job-none host=login-host-none "
    "implicit:negotiate=implicit-compat-2 implicit:ntlm=implicit-compat-2 "
    "implicit:passport=implicit-passport implicit:digest=implicit-basic-digest "
    "implicit:basic=implicit-basic-digest anonymous=login-anonymous-not-needed", },
  { "not Negotiate", SERVER, OFFER (NEGOTIATE), USER, 0, USUAL, { { URL, SERVER, BASIC, "ann", }, },
    0x80190191, "login-url-scheme",
    "url:negotiate=login-url-scheme job=login-job-none host=login-host-none "
    "implicit:negotiate=implicit-compat-2 !anonymous=login-anonymous-server", },
  { "an address never answers a proxy", PROXY, OFFER (BASIC), USER, 0, USUAL, { { URL, SERVER, BASIC, "ann", }, },
    0x80190197, "login-anonymous-proxy",
    NOTHING_SET "implicit:basic=implicit-basic-digest !anonymous=login-anonymous-proxy", },
  { "the strongest first", SERVER, HAULIER_AUTH_SCHEMES_ALL, USER, 0, USUAL,
    { { JOB, SERVER, BASIC, "ann", }, { JOB, SERVER, PASSPORT, "ann", }, { JOB, SERVER, NTLM, "ann", }, },
    0, "login-job-used",
    "url=login-url-none !job:ntlm=login-job-used job:passport=login-stronger-scheme "
    "job:basic=login-stronger-scheme host=login-host-none implicit:negotiate=implicit-compat-2 "
    "implicit:ntlm=implicit-compat-2 implicit:passport=implicit-passport "
    "implicit:digest=implicit-basic-digest implicit:basic=implicit-basic-digest "
    "anonymous=login-anonymous-not-needed", },
  { "the job before logon credentials, whatever the scheme", SERVER, OFFER (NEGOTIATE) | OFFER (BASIC), USER, 0, USUAL,
    { { JOB, SERVER, NEGOTIATE, NULL, }, { JOB, SERVER, BASIC, "ann", }, },
    0, "login-job-used",
    "url=login-url-none !job:basic=login-job-used host=login-host-none "
    "implicit:negotiate=login-job-wins implicit:basic=implicit-basic-digest "
    "anonymous=login-anonymous-not-needed", },
  { "a rule for the host about something that is not offered", SERVER, OFFER (DIGEST), USER, 0, USUAL,
    { { HOST, SERVER, BASIC, "ann", }, },
    0x80190191, "login-not-offered",
    "url=login-url-none job=login-job-none host:basic=login-not-offered implicit:digest=implicit-basic-digest "
    "!anonymous=login-anonymous-server", },
  { "a rule for the host", SERVER, OFFER (DIGEST), USER, 0, USUAL, { { HOST, SERVER, DIGEST, "ann", }, },
    0, "login-host-used",
    "url=login-url-none job=login-job-none !host:digest=login-host-used "
    "implicit:digest=implicit-basic-digest anonymous=login-anonymous-not-needed", },
  { "before logon credentials", SERVER, OFFER (NEGOTIATE), USER, 0, USUAL,
    { { HOST, SERVER, NEGOTIATE, "ann", }, { JOB, SERVER, NEGOTIATE, NULL, }, },
    0, "login-host-used",
    "url=login-url-none job=login-job-none !host:negotiate=login-host-used "
    "implicit:negotiate=login-host-wins anonymous=login-anonymous-not-needed", },
  { "behind the job", SERVER, OFFER (DIGEST), USER, 0, USUAL,
    { { HOST, SERVER, DIGEST, "ann", }, { JOB, SERVER, DIGEST, "ben", }, },
    0, "login-job-used",
    "url=login-url-none !job:digest=login-job-used host:digest=login-job-wins "
    "implicit:digest=implicit-basic-digest anonymous=login-anonymous-not-needed", },
  { "logon credentials", SERVER, OFFER (NEGOTIATE) | OFFER (NTLM), USER, 0, USUAL,
    { { JOB, SERVER, NEGOTIATE, NULL, }, },
    0, "implicit-set",
    NOTHING_SET "!implicit:negotiate=implicit-set implicit:ntlm=login-stronger-scheme "
    "anonymous=login-anonymous-not-needed", },
  { "NTLM answers NTLM only", SERVER, OFFER (NEGOTIATE) | OFFER (NTLM), USER, 0, USUAL,
    { { JOB, SERVER, NTLM, NULL, }, },
    0, "implicit-set",
    NOTHING_SET "implicit:negotiate=implicit-ntlm-only !implicit:ntlm=implicit-set "
    "anonymous=login-anonymous-not-needed", },
  { "set for the proxy, sent to the server", SERVER, OFFER (NEGOTIATE), USER, 0, USUAL,
    { { JOB, PROXY, NEGOTIATE, NULL, }, },
    0, "implicit-from-proxy",
    NOTHING_SET "!implicit:negotiate=implicit-from-proxy anonymous=login-anonymous-not-needed", },
  { "LocalService has none", SERVER, OFFER (NEGOTIATE), LOCAL_SERVICE, 0, USUAL,
    { { JOB, SERVER, NEGOTIATE, NULL, }, },
    0x80190191, "implicit-anonymous-account",
    NOTHING_SET "implicit:negotiate=implicit-anonymous-account !anonymous=login-anonymous-server", },
  { "but may have others", SERVER, OFFER (NEGOTIATE), LOCAL_SERVICE, 0, USUAL,
    { { JOB, SERVER, NEGOTIATE, "ann", }, },
    0, "login-job-used",
    "url=login-url-none !job:negotiate=login-job-used host=login-host-none "
    "implicit:negotiate=implicit-anonymous-account anonymous=login-anonymous-not-needed", },
  { "the computer's", PROXY, OFFER (NEGOTIATE), NETWORK_SERVICE, 0, USUAL,
    { { JOB, PROXY, NEGOTIATE, NULL, }, },
    0, "implicit-set",
    NOTHING_SET "!implicit:negotiate=implicit-set anonymous=login-anonymous-not-needed", },
  { "the computer is in no domain", PROXY, OFFER (NEGOTIATE), SYSTEM, 0, NO_KEYTAB,
    { { JOB, PROXY, NEGOTIATE, NULL, }, },
    0x80190197, "login-no-computer-credentials",
    NOTHING_SET "implicit:negotiate=login-no-computer-credentials !anonymous=login-anonymous-proxy", },
  { "which does not matter to a user", PROXY, OFFER (NEGOTIATE), USER, 0, NO_KEYTAB,
    { { JOB, PROXY, NEGOTIATE, NULL, }, },
    0, "implicit-set",
    NOTHING_SET "!implicit:negotiate=implicit-set anonymous=login-anonymous-not-needed", },
  { "no ticket; NTLM needs none", SERVER, OFFER (NEGOTIATE) | OFFER (NTLM), USER, 0, NO_TICKET,
    { { JOB, SERVER, NEGOTIATE, NULL, }, },
    0, "implicit-set",
    NOTHING_SET "implicit:negotiate=login-no-ticket !implicit:ntlm=implicit-set "
    "anonymous=login-anonymous-not-needed", },
  { "that of a person says nothing of the computer's", SERVER, OFFER (NEGOTIATE), NETWORK_SERVICE, 0, NO_TICKET,
    { { JOB, SERVER, NEGOTIATE, NULL, }, },
    0, "implicit-set",
    NOTHING_SET "!implicit:negotiate=implicit-set anonymous=login-anonymous-not-needed", },
  { "the computer was refused one", SERVER, OFFER (NEGOTIATE), NETWORK_SERVICE, 0, NO_COMPUTER_TICKET,
    { { JOB, SERVER, NEGOTIATE, NULL, }, },
    0x80190191, "login-no-ticket",
    NOTHING_SET "implicit:negotiate=login-no-ticket !anonymous=login-anonymous-server", },
  { "the helper's", SERVER, OFFER (NEGOTIATE), LOCAL_SERVICE, 0, HELPER,
    { { JOB, SERVER, NEGOTIATE, NULL, }, },
    0, "implicit-helper-set",
    NOTHING_SET "!implicit:negotiate=implicit-helper-set anonymous=login-anonymous-not-needed", },
  { "NETWORK alone does nothing", SERVER, OFFER (NEGOTIATE), USER, 0, HELPER, { },
    0x80190191, "implicit-helper-not-set",
    NOTHING_SET "implicit:negotiate=implicit-helper-not-set !anonymous=login-anonymous-server", },
  { "a token that went", SERVER, OFFER (NEGOTIATE), USER, 0, TOKEN_LOST,
    { { JOB, SERVER, NEGOTIATE, NULL, }, },
    0x80200056, "implicit-token-required",
    NOTHING_SET "implicit:negotiate=implicit-token-required !anonymous=login-anonymous-server", },
  { "has its own error, whatever else was kept back", SERVER, OFFER (NEGOTIATE), USER, 0, TOKEN_LOST,
    { { JOB, SERVER, BASIC, "ann", }, },
    0x80200056, "implicit-token-required",
    "url=login-url-none job:basic=login-not-offered host=login-host-none "
    "implicit:negotiate=implicit-token-required !anonymous=login-anonymous-server", },
  { "but no matter where a user name answers", SERVER, OFFER (NEGOTIATE), USER, 0, TOKEN_LOST,
    { { JOB, SERVER, NEGOTIATE, "ann", }, },
    0, "login-job-used",
    "url=login-url-none !job:negotiate=login-job-used host=login-host-none "
    "implicit:negotiate=implicit-token-required anonymous=login-anonymous-not-needed", },
  { "a redirect to elsewhere", SERVER, HAULIER_AUTH_SCHEMES_ALL, USER, 0, REDIRECTED,
    { { URL, SERVER, BASIC, "ann", }, { JOB, SERVER, NTLM, "ben", }, { JOB, SERVER, NEGOTIATE, NULL, }, },
    0x80190191, "login-other-origin",
    "url=login-other-origin job=login-other-origin host=login-other-origin implicit=login-other-origin "
    "!anonymous=login-anonymous-server", },
  { "a way to log in that nobody knows", SERVER, 0, USER, 0, USUAL, { { JOB, SERVER, BASIC, "ann", }, },
    0x80190191, "login-no-known-scheme",
    "url=login-url-none job=login-no-known-scheme host=login-host-none implicit=login-no-known-scheme "
    "!anonymous=login-anonymous-server", },
  { "what the engine does not speak", SERVER, OFFER (DIGEST) | OFFER (BASIC), USER, 0, BASIC_ONLY,
    { { URL, SERVER, BASIC, "ann", }, },
    0, "login-url-used",
    "url:digest=login-not-spoken !url:basic=login-url-used job=login-job-none host=login-host-none "
    "implicit:digest=implicit-basic-digest implicit:basic=implicit-basic-digest "
    "anonymous=login-anonymous-not-needed", },
  { "nor logon credentials", SERVER, OFFER (NEGOTIATE), USER, 0, BASIC_ONLY,
    { { JOB, SERVER, NEGOTIATE, NULL, }, },
    0x80190191, "login-not-spoken",
    NOTHING_SET "implicit:negotiate=login-not-spoken !anonymous=login-anonymous-server", },
  { "a wrong password", SERVER, OFFER (BASIC), USER, 0, REJECTED, { { JOB, SERVER, BASIC, "ann", }, },
    0x80190191, "login-rejected",
    "url=login-url-none job:basic=login-rejected host=login-host-none implicit:basic=implicit-basic-digest "
    "!anonymous=login-anonymous-server", },
  { "is not tried in another way", SERVER, OFFER (DIGEST) | OFFER (BASIC), USER, 0, REJECTED,
    { { JOB, SERVER, DIGEST, "ann", }, { JOB, SERVER, BASIC, "ann", }, },
    0x80190191, "login-rejected",
    "url=login-url-none job:digest=login-rejected job:basic=login-rejected host=login-host-none "
    "implicit:digest=implicit-basic-digest implicit:basic=implicit-basic-digest "
    "!anonymous=login-anonymous-server", },
  { "another user is", SERVER, OFFER (DIGEST) | OFFER (BASIC), USER, 0, REJECTED,
    { { JOB, SERVER, DIGEST, "ann", }, { JOB, SERVER, BASIC, "ben", }, },
    0, "login-job-used",
    "url=login-url-none job:digest=login-rejected !job:basic=login-job-used host=login-host-none "
    "implicit:digest=implicit-basic-digest implicit:basic=implicit-basic-digest "
    "anonymous=login-anonymous-not-needed", },
  { "nor the address's", SERVER, OFFER (NTLM) | OFFER (BASIC), USER, 0, REJECTED,
    { { URL, SERVER, BASIC, "ann", }, { JOB, SERVER, BASIC, "ann", }, },
    0, "login-job-used",
    "url:ntlm=login-rejected url:basic=login-rejected !job:basic=login-job-used host=login-host-none "
    "implicit:ntlm=implicit-compat-2 implicit:basic=implicit-basic-digest "
    "anonymous=login-anonymous-not-needed", },
  { "nobody knows how it ended", SERVER, OFFER (BASIC), USER, 0, UNKNOWN_OUTCOME,
    { { HOST, SERVER, BASIC, "ann", }, },
    0x80190191, "login-outcome-unknown",
    "url=login-url-none job=login-job-none host:basic=login-outcome-unknown "
    "implicit:basic=implicit-basic-digest !anonymous=login-anonymous-server", },
  { "a file that the user may not read", SERVER, OFFER (BASIC), USER, 0, NOT_PERMITTED,
    { { JOB, SERVER, BASIC, "ann", }, },
    0x80190191, "login-not-permitted",
    "url=login-url-none job:basic=login-not-permitted host=login-host-none "
    "implicit:basic=implicit-basic-digest !anonymous=login-anonymous-server", },
  { "but another one may", SERVER, OFFER (BASIC), USER, 0, NOT_PERMITTED,
    { { URL, SERVER, BASIC, "ann", }, { JOB, SERVER, BASIC, "ben", }, },
    0, "login-job-used",
    "url:basic=login-not-permitted !job:basic=login-job-used host=login-host-none "
    "implicit:basic=implicit-basic-digest anonymous=login-anonymous-not-needed", },
  { "set again", SERVER, OFFER (BASIC), USER, 0, SET_AGAIN, { { JOB, SERVER, BASIC, "ann", }, },
    0, "login-job-used",
    "url=login-url-none !job:basic=login-job-used host=login-host-none implicit:basic=implicit-basic-digest "
    "anonymous=login-anonymous-not-needed", },
  { "logon credentials that were rejected", SERVER, OFFER (NEGOTIATE) | OFFER (NTLM), USER, 0, LOGON_REJECTED,
    { { JOB, SERVER, NEGOTIATE, NULL, }, },
    0x80190191, "login-rejected",
    NOTHING_SET "implicit:negotiate=login-rejected implicit:ntlm=login-rejected "
    "!anonymous=login-anonymous-server", },
  { "BITS 1.2 sends logon credentials, and nothing that is set", SERVER, OFFER (NEGOTIATE) | OFFER (BASIC), USER,
    HAULIER_PROFILE_XP, USUAL, { { JOB, SERVER, BASIC, "ann", }, },
    0, "implicit-always",
    "url=login-url-none job=login-profile-none host=login-host-none !implicit:negotiate=implicit-always "
    "implicit:basic=implicit-basic-digest anonymous=login-anonymous-not-needed", },
  { "but what is in the address", SERVER, OFFER (NEGOTIATE) | OFFER (BASIC), USER,
    HAULIER_PROFILE_XP_SP1, USUAL, { { URL, SERVER, BASIC, "ann", }, },
    0, "login-url-used",
    "url:negotiate=login-url-scheme !url:basic=login-url-used job=login-job-none host=login-host-none "
    "implicit:negotiate=login-url-wins implicit:basic=implicit-basic-digest "
    "anonymous=login-anonymous-not-needed", },
  { "and logs in to no proxy", PROXY, OFFER (NEGOTIATE), USER, HAULIER_PROFILE_XP, USUAL,
    { { JOB, PROXY, NEGOTIATE, "ann", }, },
    0x80190197, "login-profile-none",
    "url=login-url-none job=login-profile-none host=login-host-none implicit:negotiate=implicit-proxy-none "
    "!anonymous=login-anonymous-proxy", },
  { "a proxy that wants Passport", PROXY, OFFER (PASSPORT), USER, 0, USUAL, { { JOB, PROXY, PASSPORT, "ann", }, },
    0x80190197, "login-passport-proxy",
    "url=login-url-none job:passport=login-passport-proxy host=login-host-none "
    "implicit:passport=implicit-passport !anonymous=login-anonymous-proxy", },
  { "a combination that XP does not support", SERVER, OFFER (NTLM), USER, HAULIER_PROFILE_XP_SP3, DIGEST_PROXY,
    { { JOB, SERVER, NTLM, "ann", }, },
    0x80190191, "combination-login-digest-proxy",
    "url=login-url-none job:ntlm=combination-login-digest-proxy host=login-host-none "
    "implicit:ntlm=implicit-level-low !anonymous=login-anonymous-server", },
  { "works natively", SERVER, OFFER (NTLM), USER, 0, DIGEST_PROXY, { { JOB, SERVER, NTLM, "ann", }, },
    0, "login-job-used",
    "url=login-url-none !job:ntlm=login-job-used host=login-host-none implicit:ntlm=implicit-compat-2 "
    "anonymous=login-anonymous-not-needed", },
  { "another way to log in may be supported", SERVER, OFFER (PASSPORT) | OFFER (BASIC), USER,
    HAULIER_PROFILE_SERVER_2003, AUTODETECTED,
    { { JOB, SERVER, PASSPORT, "ann", }, { JOB, SERVER, BASIC, "ann", }, },
    0, "login-job-used",
    "url=login-url-none job:passport=combination-passport-autodetect !job:basic=login-job-used "
    "host=login-host-none implicit:passport=implicit-passport implicit:basic=implicit-basic-digest "
    "anonymous=login-anonymous-not-needed", },
  /* clang-format on */
};

static void
test_login_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (HaulierLoginDecision) decision = NULL;
  g_autofree char *candidates = NULL;
  LoginCase login;

  login_case_init (&login);
  login_case_ask (&login, login_rows[i].target, login_rows[i].offered);
  login.facts.owner = login_rows[i].owner;
  login.facts.profile = login_rows[i].profile;
  for (gsize j = 0; j < 3 && login_rows[i].credentials[j].target != 0; j++)
    login_case_add (&login,
                    login_rows[i].credentials[j].source,
                    login_rows[i].credentials[j].target,
                    login_rows[i].credentials[j].scheme,
                    login_rows[i].credentials[j].user);
  twist_case (&login, login_rows[i].twist);
  decision = haulier_login_decide (&login.facts, &login.challenge);
  candidates = describe (decision);
  g_test_message ("%s", login_rows[i].why);
  g_assert_cmpstr (candidates, ==, login_rows[i].candidates);
  g_assert_cmphex ((guint32) decision->code, ==, login_rows[i].code);
  g_assert_cmpstr (decision->rule->name, ==, login_rows[i].rule);
}

/* A rule of the person is for one origin, and so is a user name in an address. */
static void
test_login_own_origin_only (void)
{
  for (guint source = URL; source <= HOST; source++)
    {
      g_autoptr (HaulierLoginDecision) decision = NULL;
      LoginCase login;

      login_case_init (&login);
      login_case_add (&login, source, SERVER, BASIC, "ann");
      login.challenge.origin = OTHER_ORIGIN; /* of another file of the job */
      decision = haulier_login_decide (&login.facts, &login.challenge);
      g_assert_cmpint (decision->kind == HAULIER_CANDIDATE_ANONYMOUS, ==, source != JOB);
    }
}

/* XP takes no HTTPS address through a proxy that asks for Digest. */
static void
test_login_digest_proxy_of_https (void)
{
  g_autoptr (HaulierLoginDecision) refused = NULL;
  g_autoptr (HaulierLoginDecision) allowed = NULL;
  LoginCase login;

  login_case_init (&login);
  login_case_ask (&login, PROXY, OFFER (DIGEST));
  login_case_add (&login, JOB, PROXY, DIGEST, "ann");
  login.facts.profile = HAULIER_PROFILE_XP_SP2;
  allowed = haulier_login_decide (&login.facts, &login.challenge);
  g_assert_cmpint (allowed->code, ==, 0);
  login.facts.remote = "https://server.test/file";
  refused = haulier_login_decide (&login.facts, &login.challenge);
  g_assert_cmphex ((guint32) refused->code, ==, 0x80190197);
  g_assert_cmpstr (refused->rule->name, ==, "combination-https-digest-proxy");
}

/* Whose logon credentials are sent. */
static void
test_login_identity (void)
{
  static const struct
  {
    HaulierAccountKind owner;
    guint flags;
    HaulierIdentity identity;
  } rows[] = {
    { USER, 0, HAULIER_IDENTITY_OWNER },
    { USER, HAULIER_TOKEN_LOCAL_FILE, HAULIER_IDENTITY_OWNER },
    { USER, HAULIER_TOKEN_NETWORK, HAULIER_IDENTITY_HELPER },
    { SYSTEM, 0, HAULIER_IDENTITY_COMPUTER },
    { NETWORK_SERVICE, 0, HAULIER_IDENTITY_COMPUTER },
    { NETWORK_SERVICE, HAULIER_TOKEN_NETWORK, HAULIER_IDENTITY_HELPER },
    { LOCAL_SERVICE, HAULIER_TOKEN_FLAGS_ALL, HAULIER_IDENTITY_HELPER },
    { LOCAL_SERVICE, 0, HAULIER_IDENTITY_ANONYMOUS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HaulierLoginDecision) decision = NULL;
      LoginCase login;

      login_case_init (&login);
      login_case_ask (&login, SERVER, OFFER (NEGOTIATE));
      login_case_add (&login, JOB, SERVER, NEGOTIATE, NULL);
      login.facts.owner = rows[i].owner;
      login.access.token.flags = rows[i].flags;
      login.access.token.state = HAULIER_TOKEN_STATE_SET;
      decision = haulier_login_decide (&login.facts, &login.challenge);
      g_assert_cmpint (decision->identity, ==, rows[i].identity);
      g_assert_null (decision->credential);
    }
}

/* Only for one file: another one may be answered. */
static void
test_login_file_only (void)
{
  static const struct
  {
    HaulierTriedEnd end;
    gboolean file_only;
  } rows[] = {
    { HAULIER_TRIED_REJECTED, FALSE },
    { HAULIER_TRIED_UNKNOWN, FALSE },
    { HAULIER_TRIED_FOR_FILE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HaulierLoginDecision) refused = NULL;
      g_autoptr (HaulierLoginDecision) answered = NULL;
      LoginCase login;

      login_case_init (&login);
      login_case_ask (&login, SERVER, OFFER (BASIC));
      login_case_add (&login, JOB, SERVER, BASIC, "ann");
      login_case_freeze (
          &login, HAULIER_CANDIDATE_JOB, BASIC, login.credentials[0].stamp, rows[i].end);
      refused = haulier_login_decide (&login.facts, &login.challenge);
      g_assert_cmpint (refused->file_only, ==, rows[i].file_only);
      login_case_add (&login, HOST, SERVER, BASIC, "ben");
      answered = haulier_login_decide (&login.facts, &login.challenge);
      g_assert_cmpint (answered->kind, ==, HAULIER_CANDIDATE_HOST);
      g_assert_false (answered->file_only);
    }
}

/* Which entry says that logon credentials are sent. */
static void
test_login_entry (void)
{
  static const struct
  {
    Credential credentials[3];
    gint compat;
    gint entry; /* which of them, -1: none */
  } rows[] = {
    { { { JOB, SERVER, NEGOTIATE, NULL } }, 2, 0 },
    { { { JOB, PROXY, NEGOTIATE, NULL }, { JOB, SERVER, NEGOTIATE, NULL } }, 2, 1 },
    { { { JOB, PROXY, NEGOTIATE, NULL } }, 2, 0 },
    { { { HOST, SERVER, NEGOTIATE, NULL } }, 2, 0 },
    { { { 0 } }, 0, -1 },
    { { { JOB, PROXY, NEGOTIATE, NULL }, { JOB, SERVER, DIGEST, "ann" } }, 0, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (HaulierLoginDecision) decision = NULL;
      LoginCase login;

      login_case_init (&login);
      login_case_ask (&login, SERVER, OFFER (NEGOTIATE));
      login.facts.use_lm_compat = rows[i].compat;
      for (guint j = 0; rows[i].credentials[j].target != 0; j++)
        login_case_add (&login,
                        rows[i].credentials[j].source,
                        rows[i].credentials[j].target,
                        rows[i].credentials[j].scheme,
                        rows[i].credentials[j].user);
      decision = haulier_login_decide (&login.facts, &login.challenge);
      g_assert_cmpint (decision->kind, ==, HAULIER_CANDIDATE_IMPLICIT);
      g_assert_true (decision->entry
                     == (rows[i].entry < 0 ? NULL : &login.credentials[rows[i].entry]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (login_rows); i++)
    {
      g_autofree char *path
          = g_strdup_printf ("/policy/login/%02" G_GSIZE_FORMAT "-%s", i, login_rows[i].rule);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_login_row);
    }
  g_test_add_func ("/policy/login/own-origin", test_login_own_origin_only);
  g_test_add_func ("/policy/login/digest-proxy", test_login_digest_proxy_of_https);
  g_test_add_func ("/policy/login/identity", test_login_identity);
  g_test_add_func ("/policy/login/file-only", test_login_file_only);
  g_test_add_func ("/policy/login/entry", test_login_entry);
  return g_test_run ();
}
