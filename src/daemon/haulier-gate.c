/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The one gate that each call goes through: who calls, may he, and only then the handler. */
#include "config.h"

#include "haulier-gate.h"

#include "haulier-authority.h"
#include "haulier-bus-names.h"
#include "haulier-engine-token.h"
#include "haulier-error.h"

static const struct
{
  const char *name;
  const HaulierHandlerRow *handlers;
} interface_rows[] = {
  { HAULIER_BUS_INTERFACE, haulier_manager_methods },
  { HAULIER_BUS_JOB_INTERFACE, haulier_job_methods },
  { HAULIER_BUS_ACCESS_INTERFACE, haulier_access_methods },
  { HAULIER_BUS_CREDENTIALS_INTERFACE, haulier_credentials_methods },
  { HAULIER_BUS_PROXY_INTERFACE, haulier_proxy_methods },
  { HAULIER_BUS_HELPER_TOKEN_INTERFACE, haulier_helper_token_methods },
  { HAULIER_BUS_CERTIFICATE_INTERFACE, haulier_certificate_methods },
};

static HaulierHandler
lookup_handler (const HaulierCall *call)
{
  const HaulierHandlerRow *row = haulier_manager_methods;

  for (gsize i = 0; i < G_N_ELEMENTS (interface_rows); i++)
    {
      if (g_str_equal (call->interface_name, interface_rows[i].name))
        row = interface_rows[i].handlers;
    }
  for (; row->member != NULL; row++)
    {
      if (g_str_equal (row->member, call->member))
        return row->handler;
    }
  return NULL;
}

/* A call that waits for polkit. */
typedef struct
{
  HaulierCall *call;
  const char *action;
  HaulierHandler then;
} Question;

static void
fail_unknown (HaulierCall *call)
{
  haulier_call_fail (
      call,
      g_error_new_literal (HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND, "find the job: there is none"));
}

static HaulierCallerRelation
get_relation (const HaulierCall *call, const HaulierJob *job)
{
  return job != NULL ? haulier_owners_relate (call->owners, call->caller, job->owner)
                     : haulier_owners_relate_to_engine (call->owners, call->caller);
}

static const HaulierJob *
lookup_job (const HaulierCall *call)
{
  return call->job_id != NULL ? haulier_engine_lookup_job (call->engine, call->job_id) : NULL;
}

static void
fail_denied (HaulierCall *call)
{
  const char *why = get_relation (call, lookup_job (call)) == HAULIER_CALLER_STRANGER
                        ? "this engine serves its own user only"
                        : "only the owner of the job may";

  haulier_call_fail (
      call,
      g_error_new (HAULIER_ERROR, HAULIER_ERROR_ACCESS_DENIED, "call %s: %s", call->member, why));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *question = user_data;
  HaulierCall *call = question->call;
  GError *error = NULL;

  if (!haulier_authority_check_finish (result, &error))
    {
      g_prefix_error (&error, "call %s: ", call->member);
      haulier_call_fail (call, error);
      return;
    }
  call->caller->grants |= haulier_caller_get_grants (question->action);
  question->then (call);
}

static void
ask (HaulierCall *call, const char *action, HaulierHandler then)
{
  GDBusMessage *message = g_dbus_method_invocation_get_message (call->invocation);
  Question *question = g_new0 (Question, 1);
  gboolean interactive
      = (g_dbus_message_get_flags (message) & G_DBUS_MESSAGE_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION)
        != 0;

  question->call = call;
  question->action = action;
  question->then = then;
  haulier_authority_check_async (g_dbus_method_invocation_get_connection (call->invocation),
                                 call->caller,
                                 action,
                                 interactive,
                                 checked_cb,
                                 question);
}

static void
go_on (HaulierCall *call, HaulierAuthorisation authorisation, HaulierHandler then)
{
  switch (authorisation.verdict)
    {
    case HAULIER_AUTHORISATION_ALLOWED:
      then (call);
      return;
    case HAULIER_AUTHORISATION_ASK:
      ask (call, authorisation.action, then);
      return;
    case HAULIER_AUTHORISATION_DENIED:
      fail_denied (call);
      return;
    case HAULIER_AUTHORISATION_UNKNOWN:
      fail_unknown (call);
      return;
    }
  g_assert_not_reached ();
}

/* All properties at once are read by whom each of them is for: they have the same rule. */
static const char *
get_deciding_member (const HaulierCall *call)
{
  return g_str_equal (call->member, "Properties") ? "Notices" : call->member;
}

static void
decide (HaulierCall *call)
{
  const HaulierJob *job = lookup_job (call);
  HaulierHandler handler = lookup_handler (call);

  if (handler == NULL
      || (job == NULL && !g_str_equal (call->interface_name, HAULIER_BUS_INTERFACE)))
    {
      fail_unknown (call);
      return;
    }
  go_on (call,
         haulier_authorisation_decide (
             get_relation (call, job), call->interface_name, get_deciding_member (call)),
         handler);
}

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;

  call->caller = haulier_callers_identify_finish (result, &error);
  if (call->caller == NULL)
    {
      haulier_call_fail (call, error);
      return;
    }
  haulier_logon_watch_set_connected (
      haulier_engine_get_logon_watch (call->engine), call->caller->uid, TRUE);
  decide (call);
}

/**
 * haulier_gate_pass:
 * @call: (transfer full): a call whose caller is not known yet
 * @callers: the directory of callers
 *
 * Identifies the caller by what the bus says, finds out what it is to the owner of the job, asks
 * the table, and polkit where the table says so; then hands the call to its handler or answers with
 * an error. Nothing of a call is looked at before.
 */
void
haulier_gate_pass (HaulierCall *call, HaulierCallers *callers)
{
  const char *name = g_dbus_method_invocation_get_sender (call->invocation);
  HaulierCaller *caller = haulier_callers_lookup (callers, name);

  if (caller == NULL)
    {
      haulier_callers_identify_async (callers, name, identified_cb, call);
      return;
    }
  call->caller = haulier_caller_ref (caller);
  decide (call);
}

/**
 * haulier_gate_pass_part:
 * @call: (transfer full): a call that passed
 * @member: a row of the table for what it asks for besides, for instance "ListJobs(all-owners)"
 * @then: what to do with it then
 *
 * As haulier_gate_pass(), for a part of a call.
 */
void
haulier_gate_pass_part (HaulierCall *call, const char *member, HaulierHandler then)
{
  go_on (call,
         haulier_authorisation_decide (
             get_relation (call, lookup_job (call)), call->interface_name, member),
         then);
}

/**
 * haulier_gate_pass_for_account:
 * @call: (transfer full): a call that passed
 * @account: the account that it is about
 * @member: a row of the table, for instance "CreateJob(account)"
 * @then: what to do with it then
 *
 * As haulier_gate_pass(), for a part of a call that is about an account.
 */
void
haulier_gate_pass_for_account (HaulierCall *call,
                               HaulierAccount account,
                               const char *member,
                               HaulierHandler then)
{
  go_on (call,
         haulier_authorisation_decide (haulier_owners_relate (call->owners, call->caller, account),
                                       call->interface_name,
                                       member),
         then);
}

/**
 * haulier_gate_judge:
 * @call: a call that passed
 * @job: (nullable): a job, which may be another one than the call's
 * @interface_name: an interface, which may be another one
 * @member: a row of the table
 *
 * For a call that does what another call does, for instance to a job that it names.
 *
 * Returns: what the gate would do
 */
HaulierAuthorisationVerdict
haulier_gate_judge (const HaulierCall *call,
                    const HaulierJob *job,
                    const char *interface_name,
                    const char *member)
{
  return job == NULL
             ? HAULIER_AUTHORISATION_UNKNOWN
             : haulier_authorisation_decide (get_relation (call, job), interface_name, member)
                   .verdict;
}

/**
 * haulier_gate_allows:
 * @call: a call that passed, about a job
 * @member: a row of the table for a part of it, for instance "Set(headers)"
 *
 * Returns: whether the caller may do that part too
 */
gboolean
haulier_gate_allows (const HaulierCall *call, const char *member)
{
  return haulier_gate_judge (call, lookup_job (call), call->interface_name, member)
         == HAULIER_AUTHORISATION_ALLOWED;
}
