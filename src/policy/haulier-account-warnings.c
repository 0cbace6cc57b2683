/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Warnings about who owns a job: logged on or not, service accounts, folders of a session. */
#include "config.h"

#include <glib/gi18n.h>

#include "haulier-rule-tables-private.h"
#include "haulier-warnings-private.h"

static gboolean
owner_is_logged_off (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return !haulier_warning_owner_is_service (decisions)
         && decisions->facts->owner_logged_on == HAULIER_FACT_NO;
}

static gboolean
owner_is_system_user (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return !haulier_warning_owner_is_service (decisions)
         && decisions->facts->owner_is_system_user == HAULIER_FACT_YES;
}

static gboolean
opens_as_service (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return haulier_warning_owner_is_service (decisions)
         && decisions->identities[resource].identity == HAULIER_IDENTITY_OWNER;
}

static gboolean
path_is_session_bound (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return opens_as_service (decisions, resource)
         && decisions->facts->session_bound == HAULIER_FACT_YES;
}

/* LocalSystem has every right here. */
static gboolean
has_little_right (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return opens_as_service (decisions, resource)
         && decisions->facts->owner != HAULIER_ACCOUNT_LOCAL_SYSTEM;
}

static GVariant *
lend_for_local_file (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return haulier_fix_with_flags (decisions->facts->access->token.flags | HAULIER_TOKEN_LOCAL_FILE);
}

static gboolean
shows_computer (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  HaulierAuthTarget target = haulier_warning_get_target (resource);

  return decisions->identities[resource].identity == HAULIER_IDENTITY_COMPUTER
         && decisions->facts->computer_credentials != HAULIER_FACT_NO
         && haulier_access_decisions_answers (decisions, target, HAULIER_CANDIDATE_IMPLICIT);
}

static gboolean
computer_has_none (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return decisions->identities[resource].identity == HAULIER_IDENTITY_COMPUTER
         && decisions->facts->computer_credentials == HAULIER_FACT_NO
         && haulier_access_decisions_wants_implicit (decisions,
                                                     haulier_warning_get_target (resource));
}

static gboolean
is_nobody (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return decisions->identities[resource].identity == HAULIER_IDENTITY_ANONYMOUS
         && haulier_access_decisions_wants_implicit (decisions,
                                                     haulier_warning_get_target (resource));
}

static const HaulierWarningRow account_rows[] = {
  {
      .rule = {
          .name = "warn-owner-logged-off",
          .requirements = "ACC-2",
          .source = "Users and network connections: a job runs only while its owner is logged on",
          .text = N_ ("The job waits until its owner logs on: a person’s jobs run only then"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON (OTHER),
      .holds = owner_is_logged_off,
  },
  {
      .rule = {
          .name = "warn-owner-system-user",
          .requirements = "ACC-9",
          .source = "Service accounts and BITS: a service uses one of the three accounts",
          .text = N_ ("The job is refused: a service has to use LocalSystem, LocalService or "
                      "NetworkService, and can be lent somebody’s identity"),
      },
      .severity = HAULIER_SEVERITY_ERROR,
      .resources = HAULIER_WARNING_ON (OTHER),
      .holds = owner_is_system_user,
      .fix = "lend-token",
  },
  {
      .rule = {
          .name = "warn-path-session-bound",
          .requirements = "ACC-5",
          .source = "Service accounts and BITS: mapped drive letters",
          .text = N_ ("The job loses this folder when somebody logs off or the computer restarts: "
                      "it is there only while that person is logged on"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON_LOCAL_FILE | HAULIER_WARNING_ON (REPLY_FILE),
      .holds = path_is_session_bound,
      .fix = "change-local-path",
  },
  {
      .rule = {
          .name = "warn-service-opens-file",
          .requirements = "ACC-7 TOK-2",
          .source = "Service accounts and BITS: access denied by the access control list",
          .text = N_ ("Access is denied where only people may open the file: the service account "
                      "opens it"),
      },
      .severity = HAULIER_SEVERITY_INFORMATION,
      .resources = HAULIER_WARNING_ON_LOCAL_FILE,
      .holds = has_little_right,
      .fix = "lend-token",
      .arguments = lend_for_local_file,
  },
  {
      .rule = {
          .name = "warn-computer-logs-in",
          .requirements = "ACC-6 ACC-7",
          .source = "Service accounts and BITS: computer credentials",
          .text = N_ ("Access is denied where only people are let in: the server sees the "
                      "computer, and no person"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON_LOGINS,
      .holds = shows_computer,
      .fix = "lend-token",
      .arguments = haulier_fix_with_network,
  },
  {
      .rule = {
          .name = "warn-computer-has-no-login",
          .requirements = "ACC-6",
          .source = "Service accounts and BITS: computer credentials need a domain",
          .text = N_ ("Nothing is sent: this computer has no identity of its own on the network; "
                      "an administrator can join it to a domain"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON_LOGINS,
      .holds = computer_has_none,
      .fix = "lend-token",
      .arguments = haulier_fix_with_network,
  },
  {
      .rule = {
          .name = "warn-local-service-is-nobody",
          .requirements = "ACC-6",
          .source = "Service accounts and BITS: LocalService is anonymous on the network",
          .text = N_ ("Nothing is sent: LocalService is nobody on the network and has no logon "
                      "credentials"),
      },
      .severity = HAULIER_SEVERITY_WARNING,
      .resources = HAULIER_WARNING_ON_LOGINS,
      .holds = is_nobody,
      .fix = "lend-token",
      .arguments = haulier_fix_with_network,
  },
};

const HaulierWarningTable haulier_account_warnings = HAULIER_WARNING_TABLE (account_rows);
const HaulierRuleTable haulier_account_warning_rules = HAULIER_RULE_TABLE (account_rows);
