/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Who may call what: caller, interface, member. */
#include "config.h"

#include "haulier-authorisation.h"

#define MANAGER "org.haulier.Transfer1"
#define JOB_PREFIX "org.haulier.Transfer1."
#define PART(name) (JOB_PREFIX name)
#define JOB PART ("Job")
#define ACTION(name) ("org.haulier.transfer1." name)

typedef enum
{
  RULE_EVERYBODY,  /* who can have jobs here */
  RULE_AUTHORISED, /* the owner and administrators; anybody else by authorisation */
  RULE_SEE,        /* the owner, administrators, and who may see the jobs of all accounts */
  RULE_CHANGE,     /* the owner, administrators, and who may change them */
  RULE_TAKE,       /* administrators, and who is authorised each time */
  RULE_OWNER_ONLY, /* nobody else, whatever else of the job they may see */
} Rule;

static const HaulierAuthorisationVerdict verdicts[][HAULIER_CALLER_STRANGER + 1] = {
  [RULE_EVERYBODY] = {
      [HAULIER_CALLER_OWNER] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_ADMINISTRATOR] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_MANAGER] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_VIEWER] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_OTHER] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_STRANGER] = HAULIER_AUTHORISATION_DENIED,
  },
  [RULE_AUTHORISED] = {
      [HAULIER_CALLER_OWNER] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_ADMINISTRATOR] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_MANAGER] = HAULIER_AUTHORISATION_ASK,
      [HAULIER_CALLER_VIEWER] = HAULIER_AUTHORISATION_ASK,
      [HAULIER_CALLER_OTHER] = HAULIER_AUTHORISATION_ASK,
      [HAULIER_CALLER_STRANGER] = HAULIER_AUTHORISATION_DENIED,
  },
  [RULE_SEE] = {
      [HAULIER_CALLER_OWNER] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_ADMINISTRATOR] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_MANAGER] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_VIEWER] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_OTHER] = HAULIER_AUTHORISATION_UNKNOWN,
      [HAULIER_CALLER_STRANGER] = HAULIER_AUTHORISATION_UNKNOWN,
  },
  [RULE_CHANGE] = {
      [HAULIER_CALLER_OWNER] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_ADMINISTRATOR] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_MANAGER] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_VIEWER] = HAULIER_AUTHORISATION_ASK,
      [HAULIER_CALLER_OTHER] = HAULIER_AUTHORISATION_UNKNOWN,
      [HAULIER_CALLER_STRANGER] = HAULIER_AUTHORISATION_UNKNOWN,
  },
  [RULE_TAKE] = {
      [HAULIER_CALLER_OWNER] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_ADMINISTRATOR] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_MANAGER] = HAULIER_AUTHORISATION_ASK,
      [HAULIER_CALLER_VIEWER] = HAULIER_AUTHORISATION_ASK,
      [HAULIER_CALLER_OTHER] = HAULIER_AUTHORISATION_UNKNOWN,
      [HAULIER_CALLER_STRANGER] = HAULIER_AUTHORISATION_UNKNOWN,
  },
  [RULE_OWNER_ONLY] = {
      [HAULIER_CALLER_OWNER] = HAULIER_AUTHORISATION_ALLOWED,
      [HAULIER_CALLER_ADMINISTRATOR] = HAULIER_AUTHORISATION_DENIED,
      [HAULIER_CALLER_MANAGER] = HAULIER_AUTHORISATION_DENIED,
      [HAULIER_CALLER_VIEWER] = HAULIER_AUTHORISATION_DENIED,
      [HAULIER_CALLER_OTHER] = HAULIER_AUTHORISATION_UNKNOWN,
      [HAULIER_CALLER_STRANGER] = HAULIER_AUTHORISATION_UNKNOWN,
  },
};

/* In the order of the interface's description. A member with a word in brackets is the call with
 * that option or key, and is asked besides the call itself. To whom a job may not be shown there is
 * none: the owner's members are unknown to others, and not forbidden. */
static const struct
{
  const char *interface_name;
  const char *member;
  Rule rule;
  const char *action;
  const char *source;
} member_rows[] = {
  {
      .interface_name = MANAGER,
      .member = "CreateJob",
      .rule = RULE_EVERYBODY,
      .source = "IBackgroundCopyManager::CreateJob: the caller owns the job",
  },
  {
      .interface_name = MANAGER,
      .member = "CreateJob(account)",
      .rule = RULE_AUTHORISED,
      .action = ACTION ("create-for-account"),
      .source = "jobs of another account: itself, uid 0, or authorised",
  },
  {
      .interface_name = MANAGER,
      .member = "ListJobs",
      .rule = RULE_EVERYBODY,
      .source = "IBackgroundCopyManager::EnumJobs: own jobs, administrators’ too",
  },
  {
      .interface_name = MANAGER,
      .member = "ListJobs(all-owners)",
      .rule = RULE_AUTHORISED,
      .action = ACTION ("view-all-jobs"),
      .source = "BG_JOB_ENUM_ALL_USERS: administrators",
  },
  {
      .interface_name = MANAGER,
      .member = "ListJobTable",
      .rule = RULE_EVERYBODY,
      .source = "as ListJobs",
  },
  {
      .interface_name = MANAGER,
      .member = "ListJobTable(all-owners)",
      .rule = RULE_AUTHORISED,
      .action = ACTION ("view-all-jobs"),
      .source = "as ListJobs(all-owners)",
  },
  {
      .interface_name = MANAGER,
      .member = "FindJobs",
      .rule = RULE_EVERYBODY,
      .source
      = "IBackgroundCopyManager::GetJob: each job named whose GetDetails the caller may call; "
        "others are not found",
  },
  {
      .interface_name = MANAGER,
      .member = "FindJobs(all-owners)",
      .rule = RULE_AUTHORISED,
      .action = ACTION ("view-all-jobs"),
      .source = "BG_JOB_ENUM_ALL_USERS: administrators",
  },
  {
      .interface_name = MANAGER,
      .member = "Act",
      .rule = RULE_EVERYBODY,
      .source = "each job named is a call of its own member; none named: all of one's own",
  },
  {
      .interface_name = MANAGER,
      .member = "Act(all-owners)",
      .rule = RULE_AUTHORISED,
      .action = ACTION ("manage-all"),
      .source = "administrators modify the jobs of others without owning them",
  },
  {
      .interface_name = MANAGER,
      .member = "Subscribe",
      .rule = RULE_EVERYBODY,
      .source = "deltas of what the caller may see",
  },
  {
      .interface_name = MANAGER,
      .member = "Subscribe(all-owners)",
      .rule = RULE_AUTHORISED,
      .action = ACTION ("view-all-jobs"),
      .source = "BG_JOB_ENUM_ALL_USERS: administrators",
  },
  {
      .interface_name = MANAGER,
      .member = "Unsubscribe",
      .rule = RULE_EVERYBODY,
      .source = "ends the caller's own subscription",
  },
  {
      .interface_name = MANAGER,
      .member = "GetSettings",
      .rule = RULE_EVERYBODY,
      .source = "settings hold no secrets",
  },
  {
      .interface_name = MANAGER,
      .member = "SetSettings",
      .rule = RULE_AUTHORISED,
      .action = ACTION ("change-settings"),
      .source = "settings hold for everybody: group policy on Windows",
  },
  {
      .interface_name = MANAGER,
      .member = "ListAccounts",
      .rule = RULE_EVERYBODY,
      .source = "one's own account, and the service accounts that everybody can choose",
  },
  {
      .interface_name = MANAGER,
      .member = "ListAccounts(all-owners)",
      .rule = RULE_AUTHORISED,
      .action = ACTION ("view-all-jobs"),
      .source = "as ListJobs(all-owners): who has jobs",
  },
  {
      .interface_name = MANAGER,
      .member = "ListHostCredentials",
      .rule = RULE_EVERYBODY,
      .source = "the caller's own rules for hosts",
  },
  {
      .interface_name = MANAGER,
      .member = "ListHostCredentials(account)",
      .rule = RULE_AUTHORISED,
      .action = ACTION ("create-for-account"),
      .source = "as jobs of another account: itself, uid 0, or authorised",
  },
  {
      .interface_name = MANAGER,
      .member = "SetHostCredential",
      .rule = RULE_EVERYBODY,
      .source = "the caller's own rules for hosts",
  },
  {
      .interface_name = MANAGER,
      .member = "SetHostCredential(account)",
      .rule = RULE_AUTHORISED,
      .action = ACTION ("create-for-account"),
      .source = "as jobs of another account: itself, uid 0, or authorised",
  },
  {
      .interface_name = MANAGER,
      .member = "RemoveHostCredential",
      .rule = RULE_EVERYBODY,
      .source = "the caller's own rules for hosts",
  },
  {
      .interface_name = MANAGER,
      .member = "RemoveHostCredential(account)",
      .rule = RULE_AUTHORISED,
      .action = ACTION ("create-for-account"),
      .source = "as jobs of another account: itself, uid 0, or authorised",
  },
  {
      .interface_name = MANAGER,
      .member = "PlanAccess",
      .rule = RULE_EVERYBODY,
      .source
      = "about the rules and what the caller says; a job named in it is asked for as GetPlan",
  },
  {
      .interface_name = MANAGER,
      .member = "DescribeOffer",
      .rule = RULE_EVERYBODY,
      .source = "who has the code was asked by the owner; without it the job is unknown",
  },
  {
      .interface_name = MANAGER,
      .member = "Lend",
      .rule = RULE_EVERYBODY,
      .source = "IBitsTokenOptions::SetHelperToken as the helper, who has no right to the job",
  },
  {
      .interface_name = MANAGER,
      .member = "ListLoans",
      .rule = RULE_EVERYBODY,
      .source = "of Haulier: what the caller lends; no more of the job than was agreed to",
  },
  {
      .interface_name = MANAGER,
      .member = "Withdraw",
      .rule = RULE_EVERYBODY,
      .source = "of Haulier: who lent may take it back; a job that has nothing of it is unknown",
  },
  {
      .interface_name = MANAGER,
      .member = "Notices",
      .rule = RULE_EVERYBODY,
      .source = "sentences about the engine, never about a job",
  },
  {
      .interface_name = MANAGER,
      .member = "Version",
      .rule = RULE_EVERYBODY,
      .source = "public",
  },
  {
      .interface_name = JOB,
      .member = "GetDetails",
      .rule = RULE_SEE,
      .source = "administrators see names, descriptions, addresses",
  },
  {
      .interface_name = JOB,
      .member = "GetDetails(headers)",
      .rule = RULE_OWNER_ONLY,
      .source = "IBackgroundCopyJobHttpOptions: custom headers are the owner's only",
  },
  {
      .interface_name = JOB,
      .member = "GetFiles",
      .rule = RULE_SEE,
      .source = "IBackgroundCopyJob::EnumFiles",
  },
  {
      .interface_name = JOB,
      .member = "GetTrace",
      .rule = RULE_SEE,
      .source = "administrators see what happened; a trace holds no secrets",
  },
  {
      .interface_name = JOB,
      .member = "AddFiles",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source = "IBackgroundCopyJob::AddFileSet",
  },
  {
      .interface_name = JOB,
      .member = "Set",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source = "administrators modify the jobs of others without owning them",
  },
  {
      .interface_name = JOB,
      .member = "Set(headers)",
      .rule = RULE_OWNER_ONLY,
      .source = "IBackgroundCopyJobHttpOptions: custom headers are the owner's only",
  },
  {
      .interface_name = JOB,
      .member = "Set(notify-command)",
      .rule = RULE_OWNER_ONLY,
      .source = "it runs as the owner; BITS runs it as who set it",
  },
  {
      .interface_name = JOB,
      .member = "Suspend",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source = "IBackgroundCopyJob::Suspend",
  },
  {
      .interface_name = JOB,
      .member = "Resume",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source = "IBackgroundCopyJob::Resume",
  },
  {
      .interface_name = JOB,
      .member = "Cancel",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source = "IBackgroundCopyJob::Cancel",
  },
  {
      .interface_name = JOB,
      .member = "Complete",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source = "IBackgroundCopyJob::Complete",
  },
  {
      .interface_name = JOB,
      .member = "Retry",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source = "IBackgroundCopyJob::Resume",
  },
  {
      .interface_name = JOB,
      .member = "Remove",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source = "of Haulier: takes a finished job out of the history",
  },
  {
      .interface_name = JOB,
      .member = "TakeOwnership",
      .rule = RULE_TAKE,
      .action = ACTION ("take-ownership"),
      .source = "IBackgroundCopyJob::TakeOwnership: administrators",
  },
  {
      .interface_name = PART ("Access"),
      .member = "GetPlan",
      .rule = RULE_SEE,
      .source = "names identities and user names, never a secret",
  },
  {
      .interface_name = PART ("Credentials"),
      .member = "List",
      .rule = RULE_OWNER_ONLY,
      .source = "IBackgroundCopyJob2::SetCredentials: the owner, not administrators",
  },
  {
      .interface_name = PART ("Credentials"),
      .member = "Set",
      .rule = RULE_OWNER_ONLY,
      .source = "IBackgroundCopyJob2::SetCredentials: the owner, not administrators",
  },
  {
      .interface_name = PART ("Credentials"),
      .member = "Remove",
      .rule = RULE_OWNER_ONLY,
      .source = "IBackgroundCopyJob2::SetCredentials: the owner, not administrators",
  },
  {
      .interface_name = PART ("Proxy"),
      .member = "Get",
      .rule = RULE_SEE,
      .source = "IBackgroundCopyJob::SetProxySettings: owner or administrator",
  },
  {
      .interface_name = PART ("Proxy"),
      .member = "Set",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source = "IBackgroundCopyJob::SetProxySettings: owner or administrator",
  },
  {
      .interface_name = PART ("HelperToken"),
      .member = "Get",
      .rule = RULE_SEE,
      .source = "IBitsTokenOptions::GetHelperTokenFlags",
  },
  {
      .interface_name = PART ("HelperToken"),
      .member = "SetFlags",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source
      = "IBitsTokenOptions::SetHelperTokenFlags; the rules of the profile are asked besides",
  },
  {
      .interface_name = PART ("HelperToken"),
      .member = "Set",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source = "IBitsTokenOptions::SetHelperToken; the rules about lending are asked besides",
  },
  {
      .interface_name = PART ("HelperToken"),
      .member = "Clear",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source = "IBitsTokenOptions::ClearHelperToken",
  },
  {
      .interface_name = PART ("HelperToken"),
      .member = "Offer",
      .rule = RULE_CHANGE,
      .action = ACTION ("manage-all"),
      .source = "of Haulier: only who may change the job can ask somebody to lend to it",
  },
  {
      .interface_name = PART ("Certificate"),
      .member = "Get",
      .rule = RULE_OWNER_ONLY,
      .source = "IBackgroundCopyJobHttpOptions: client certificates are the owner's only",
  },
  {
      .interface_name = PART ("Certificate"),
      .member = "Set",
      .rule = RULE_OWNER_ONLY,
      .source = "IBackgroundCopyJobHttpOptions: client certificates are the owner's only",
  },
  {
      .interface_name = PART ("Certificate"),
      .member = "Clear",
      .rule = RULE_OWNER_ONLY,
      .source = "IBackgroundCopyJobHttpOptions: client certificates are the owner's only",
  },
};

/**
 * haulier_authorisation_decide:
 * @relation: what the caller is to the object
 * @interface_name: a D-Bus interface
 * @member: a method or a property of it; "METHOD(OPTION)" for an option with a rule of its own
 *
 * The one table that the gate asks before anything else happens. What has no row does not exist.
 *
 * Source: BITS: visibility and rights of owners and administrators.
 *
 * Returns: the decision and the rule that made it
 */
HaulierAuthorisation
haulier_authorisation_decide (HaulierCallerRelation relation,
                              const char *interface_name,
                              const char *member)
{
  HaulierAuthorisation decision
      = { .verdict = HAULIER_AUTHORISATION_UNKNOWN, .source = "there is no such member" };

  g_return_val_if_fail ((guint) relation <= HAULIER_CALLER_STRANGER, decision);

  for (gsize i = 0; i < G_N_ELEMENTS (member_rows); i++)
    {
      if (!g_str_equal (member_rows[i].interface_name, interface_name)
          || !g_str_equal (member_rows[i].member, member))
        continue;
      decision.verdict = verdicts[member_rows[i].rule][relation];
      decision.source = member_rows[i].source;
      if (decision.verdict == HAULIER_AUTHORISATION_ASK)
        decision.action = member_rows[i].action;
    }
  return decision;
}

/**
 * haulier_authorisation_get_nth_member:
 * @position: from 0
 * @out_interface_name: (out): the interface of that row
 * @out_member: (out): the member of that row
 *
 * For those who show or check the whole table.
 *
 * Returns: whether there is a row at @position
 */
gboolean
haulier_authorisation_get_nth_member (guint position,
                                      const char **out_interface_name,
                                      const char **out_member)
{
  if (position >= G_N_ELEMENTS (member_rows))
    return FALSE;
  *out_interface_name = member_rows[position].interface_name;
  *out_member = member_rows[position].member;
  return TRUE;
}
