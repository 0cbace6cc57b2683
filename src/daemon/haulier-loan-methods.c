/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Handlers for who has lent an identity: to which jobs, and no longer. */
#include "config.h"

#include "haulier-loan-methods.h"

#include "haulier-engine-token.h"
#include "haulier-plan-row.h"

static void
add_text (GVariantBuilder *row, const char *key, const char *text)
{
  if (text != NULL)
    g_variant_builder_add (row, "{sv}", key, g_variant_new_string (text));
}

/* Who lends to oneself agrees to whatever the job does. */
static void
add_consent (GVariantBuilder *row, const HaulierConsent *consent)
{
  g_auto (GStrv) folders = NULL;
  g_auto (GStrv) origins = NULL;

  if (consent == NULL)
    return;
  folders = haulier_consent_dup_folders (consent);
  origins = haulier_consent_dup_origins (consent);
  g_variant_builder_add (
      row, "{sv}", "folders", g_variant_new_bytestring_array ((const char *const *) folders, -1));
  g_variant_builder_add (
      row, "{sv}", "origins", g_variant_new_strv ((const char *const *) origins, -1));
}

static GVariant *
new_row (const HaulierJob *job, const HaulierLoan *loan)
{
  g_autofree char *owner = haulier_account_to_key (job->owner);
  GVariantBuilder row;

  g_variant_builder_init (&row, G_VARIANT_TYPE_VARDICT);
  add_text (&row, "id", job->id);
  add_text (&row, "name", job->name);
  add_text (&row, "owner", owner);
  g_variant_builder_add (&row, "{sv}", "flags", g_variant_new_uint32 (job->access.token.flags));
  add_text (&row, "principal", loan->principal);
  add_text (&row, "session", loan->session);
  g_variant_builder_add (&row, "{sv}", "since", g_variant_new_int64 (loan->since));
  add_consent (&row, loan->consent);
  return g_variant_builder_end (&row);
}

/**
 * haulier_handle_list_loans:
 * @call: (transfer full): a call of ListLoans
 */
void
haulier_handle_list_loans (HaulierCall *call)
{
  g_autoptr (GPtrArray) ids = haulier_engine_list_loans (call->engine, call->caller->uid);
  GVariantBuilder rows;

  g_variant_builder_init (&rows, HAULIER_PLAN_TYPE);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = ids->pdata[i];

      g_variant_builder_add_value (&rows,
                                   new_row (haulier_engine_lookup_job (call->engine, id),
                                            haulier_engine_get_loan (call->engine, id)));
    }
  haulier_call_return (call, g_variant_new ("(" HAULIER_PLAN_SIGNATURE ")", &rows));
}

/**
 * haulier_handle_withdraw:
 * @call: (transfer full): a call of Withdraw
 */
void
haulier_handle_withdraw (HaulierCall *call)
{
  const char *id = NULL;
  GError *error = NULL;

  g_variant_get (call->parameters, "(&s)", &id);
  if (haulier_engine_withdraw_token (call->engine, id, call->caller->uid, &error))
    haulier_call_return (call, NULL);
  else
    haulier_call_fail (call, error);
}
