/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What deserves a warning before anything is sent, with what to do about it. */
#include "config.h"

#include "haulier-warnings.h"

#include "haulier-combinations.h"
#include "haulier-model-types.h"
#include "haulier-warnings-private.h"

static const HaulierWarningTable *const tables[] = {
  &haulier_account_warnings,
  &haulier_proxy_warnings,
  &haulier_login_warnings,
  &haulier_token_warnings,
};

HaulierAuthTarget
haulier_warning_get_target (HaulierResource resource)
{
  return resource == HAULIER_RESOURCE_PROXY_LOGIN ? HAULIER_AUTH_TARGET_PROXY
                                                  : HAULIER_AUTH_TARGET_SERVER;
}

gboolean
haulier_warning_owner_is_service (const HaulierAccessDecisions *decisions)
{
  return decisions->facts->owner != HAULIER_ACCOUNT_LOGIN_USER;
}

GVariant *
haulier_fix_with_flags (guint flags)
{
  return g_variant_new_parsed ("{'flags': <%u>}", flags);
}

GVariant *
haulier_fix_with_logon_credentials (const HaulierAccessDecisions *decisions,
                                    HaulierResource resource)
{
  HaulierAuthTarget target = haulier_warning_get_target (resource);

  return g_variant_new_parsed ("{'target': <%s>, 'scheme': <'negotiate'>, 'implicit': <true>}",
                               haulier_word_from_value (HAULIER_TYPE_AUTH_TARGET, target));
}

GVariant *
haulier_fix_with_target (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  HaulierAuthTarget target = haulier_warning_get_target (resource);

  return g_variant_new_parsed ("{'target': <%s>}",
                               haulier_word_from_value (HAULIER_TYPE_AUTH_TARGET, target));
}

GVariant *
haulier_fix_with_network (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return haulier_fix_with_flags (decisions->facts->access->token.flags | HAULIER_TOKEN_NETWORK);
}

GVariant *
haulier_fix_with_native (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  return g_variant_new_parsed (
      "{'profile': <%s>}", haulier_word_from_value (HAULIER_TYPE_PROFILE, HAULIER_PROFILE_NATIVE));
}

static void
add_warning (GPtrArray *warnings,
             const HaulierRule *rule,
             HaulierSeverity severity,
             const char *fix,
             GVariant *arguments)
{
  HaulierWarning *warning = g_new0 (HaulierWarning, 1);

  warning->rule = rule;
  warning->severity = severity;
  warning->fix.action = g_strdup (fix);
  warning->fix.arguments = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;
  g_ptr_array_add (warnings, warning);
}

/* What may be asked for and would be answered with something that is set: 0 is not at all. */
static guint
get_possible_schemes (const HaulierAccessDecisions *decisions, HaulierAuthTarget target)
{
  GPtrArray *credentials = decisions->facts->access->credentials;
  guint known = target == HAULIER_AUTH_TARGET_SERVER ? decisions->facts->server_offered
                                                     : decisions->facts->proxy_offered;
  guint schemes = 0;

  for (guint scheme = HAULIER_AUTH_SCHEME_BASIC; scheme <= HAULIER_AUTH_SCHEME_PASSPORT; scheme++)
    {
      if (decisions->logins[target][scheme]->kind != HAULIER_CANDIDATE_ANONYMOUS)
        schemes |= HAULIER_AUTH_SCHEME_BIT (scheme);
    }
  for (guint i = 0; credentials != NULL && i < credentials->len; i++)
    {
      const HaulierCredential *credential = credentials->pdata[i];

      if (credential->target == target)
        schemes |= HAULIER_AUTH_SCHEME_BIT (credential->scheme);
    }
  return (known != 0 ? schemes & known : schemes) | HAULIER_AUTH_SCHEME_BIT (0);
}

/* Each mix that the credentials make possible, said once. */
static void
add_combinations (const HaulierAccessDecisions *decisions, GPtrArray *warnings)
{
  guint server = get_possible_schemes (decisions, HAULIER_AUTH_TARGET_SERVER);
  guint proxy = decisions->has_proxy == HAULIER_FACT_NO
                    ? HAULIER_AUTH_SCHEME_BIT (0)
                    : get_possible_schemes (decisions, HAULIER_AUTH_TARGET_PROXY);

  for (guint s = 0; s <= HAULIER_AUTH_SCHEME_PASSPORT; s++)
    {
      for (guint p = 0; p <= HAULIER_AUTH_SCHEME_PASSPORT; p++)
        {
          const HaulierRule *rule = NULL;
          HaulierCombinationVerdict verdict;

          if ((server & HAULIER_AUTH_SCHEME_BIT (s)) == 0
              || (proxy & HAULIER_AUTH_SCHEME_BIT (p)) == 0)
            continue;
          verdict = haulier_combination_decide (decisions->facts->profile,
                                                s,
                                                decisions->secure,
                                                decisions->facts->access->proxy.usage,
                                                p,
                                                &rule);
          for (guint i = 0; i < warnings->len && verdict != HAULIER_COMBINATION_SUPPORTED; i++)
            {
              if (((const HaulierWarning *) warnings->pdata[i])->rule == rule)
                verdict = HAULIER_COMBINATION_SUPPORTED;
            }
          if (verdict == HAULIER_COMBINATION_REPORTED)
            add_warning (warnings, rule, HAULIER_SEVERITY_INFORMATION, NULL, NULL);
          else if (verdict == HAULIER_COMBINATION_REFUSED)
            add_warning (warnings,
                         rule,
                         HAULIER_SEVERITY_WARNING,
                         "set-profile",
                         haulier_fix_with_native (decisions, HAULIER_RESOURCE_PROXY_LOGIN));
        }
    }
}

static void
add_table (const HaulierWarningTable *table,
           const HaulierAccessDecisions *decisions,
           HaulierResource resource,
           GPtrArray *warnings)
{
  for (gsize i = 0; i < table->n_rows; i++)
    {
      const HaulierWarningRow *row = &table->rows[i];

      if ((row->resources & (1u << resource)) == 0 || !row->holds (decisions, resource))
        continue;
      add_warning (warnings,
                   &row->rule,
                   row->severity,
                   row->fix,
                   row->arguments != NULL ? row->arguments (decisions, resource) : NULL);
    }
}

/**
 * haulier_warnings_collect:
 * @decisions: what the tables decided
 * @resource: which row of the plan
 *
 * Collects what a person should read about one resource before the job runs.
 *
 * Source: each row of the tables names its own.
 *
 * Returns: (transfer full) (element-type HaulierWarning): in the order of the tables; may be empty
 */
GPtrArray *
haulier_warnings_collect (const HaulierAccessDecisions *decisions, HaulierResource resource)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_warning_free);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    add_table (tables[i], decisions, resource, warnings);
  if (resource == HAULIER_RESOURCE_PROXY_LOGIN)
    add_combinations (decisions, warnings);
  return warnings;
}

/**
 * haulier_warnings_collect_of_account:
 * @decisions: what the tables decided
 * @resource: which row of the plan
 *
 * As haulier_warnings_collect(), but only what comes of who owns the job.
 *
 * Source: each row of the table names its own.
 *
 * Returns: (transfer full) (element-type HaulierWarning): in the order of the table; may be empty
 */
GPtrArray *
haulier_warnings_collect_of_account (const HaulierAccessDecisions *decisions,
                                     HaulierResource resource)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_warning_free);

  add_table (&haulier_account_warnings, decisions, resource, warnings);
  return warnings;
}

void
haulier_warning_free (HaulierWarning *warning)
{
  g_free (warning->detail);
  g_free (warning->fix.action);
  g_clear_pointer (&warning->fix.arguments, g_variant_unref);
  haulier_rule_free (warning->foreign);
  g_free (warning);
}
