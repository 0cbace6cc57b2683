/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The one gate that each call goes through: who calls, may he, and only then the handler. */
#include "config.h"

#include "haulier-gate.h"

#include <unistd.h>

#include "haulier-authorisation.h"
#include "haulier-bus-names.h"
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

static HaulierCallerRelation
get_relation (const HaulierCall *call)
{
  if (call->uid == getuid ())
    return HAULIER_CALLER_OWNER;
  return call->uid == 0 ? HAULIER_CALLER_ADMINISTRATOR : HAULIER_CALLER_STRANGER;
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
  HaulierAuthorisation authorisation = haulier_authorisation_decide (
      get_relation (call), call->interface_name, get_deciding_member (call));
  HaulierHandler handler = lookup_handler (call);

  if (authorisation.verdict == HAULIER_AUTHORISATION_ALLOWED && handler != NULL)
    {
      handler (call);
      return;
    }
  if (authorisation.verdict == HAULIER_AUTHORISATION_UNKNOWN)
    haulier_call_fail (call,
                       g_error_new_literal (
                           HAULIER_ERROR, HAULIER_ERROR_NOT_FOUND, "find the job: there is none"));
  else
    haulier_call_fail (call,
                       g_error_new (HAULIER_ERROR,
                                    HAULIER_ERROR_ACCESS_DENIED,
                                    "call %s: this engine serves its own user only",
                                    call->member));
}

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  HaulierCall *call = user_data;
  GError *error = NULL;
  const HaulierCaller *caller = haulier_callers_identify_finish (result, &error);

  if (caller == NULL)
    {
      haulier_call_fail (call, error);
      return;
    }
  call->uid = caller->uid;
  decide (call);
}

/**
 * haulier_gate_pass:
 * @call: (transfer full): a call whose caller is not known yet
 * @callers: the directory of callers
 *
 * Identifies the caller by what the bus says, asks the table, and hands the call to its handler or
 * answers with an error. Nothing of a call is looked at before.
 */
void
haulier_gate_pass (HaulierCall *call, HaulierCallers *callers)
{
  const HaulierCaller *caller = haulier_callers_lookup (callers, call->caller);

  if (caller == NULL)
    {
      haulier_callers_identify_async (callers, call->caller, identified_cb, call);
      return;
    }
  call->uid = caller->uid;
  decide (call);
}

/**
 * haulier_gate_allows_on:
 * @call: a call that passed
 * @interface_name: an interface, which may be another one
 * @member: a row of the table
 *
 * For a call that does what another call does, for instance to a job that it names.
 *
 * Returns: whether the caller may
 */
gboolean
haulier_gate_allows_on (const HaulierCall *call, const char *interface_name, const char *member)
{
  HaulierAuthorisation authorisation
      = haulier_authorisation_decide (get_relation (call), interface_name, member);

  return authorisation.verdict == HAULIER_AUTHORISATION_ALLOWED;
}

/**
 * haulier_gate_allows:
 * @call: a call that passed
 * @member: a row of the table for a part of it, for instance "Set(headers)"
 *
 * Returns: whether the caller may do that part too
 */
gboolean
haulier_gate_allows (const HaulierCall *call, const char *member)
{
  return haulier_gate_allows_on (call, call->interface_name, member);
}
