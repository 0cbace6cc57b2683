/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Stops a job before anything is sent where the plan says that it fails anyway. */
#include "config.h"

#include "haulier-access-refusal.h"

#include "haulier-access-gather.h"
#include "haulier-access-plan.h"

static GVariant *
make_details (gint code, const HaulierRule *rule)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder, "{sv}", "code", g_variant_new_uint32 ((guint32) code));
  g_variant_builder_add (&builder, "{sv}", "rule", g_variant_new_string (rule->name));
  g_variant_builder_add (
      &builder, "{sv}", "requirements", g_variant_new_string (rule->requirements));
  g_variant_builder_add (&builder, "{sv}", "source", g_variant_new_string (rule->source));
  return g_variant_builder_end (&builder);
}

/**
 * haulier_access_refusal_find:
 * @job: a job that is about to run
 * @settings: `a{sv}` of the engine, with every key
 * @out_record: (out): step of the trace, when there is a refusal
 *
 * Asks the plan that front ends show: what it refuses does not run.
 *
 * Returns: (transfer full) (nullable): why the job fails, %NULL where nothing is against it
 */
HaulierFailure *
haulier_access_refusal_find (const HaulierJob *job,
                             GVariant *settings,
                             HaulierTraceRecord **out_record)
{
  g_autoptr (GPtrArray) plan = NULL;
  const HaulierRule *rule = NULL;
  HaulierAccessFacts facts = { 0 };
  gint code;

  haulier_access_gather (job, settings, &facts);
  plan = haulier_access_plan_new (&facts);
  code = haulier_access_plan_get_refusal (plan, &rule);
  if (code == 0)
    return NULL;
  *out_record = haulier_trace_record_new (
      g_get_real_time (), HAULIER_FAILURE_NO_FILE, "access", rule->text, make_details (code, rule));
  return haulier_failure_new (
      code, HAULIER_ERROR_CONTEXT_QUEUE_MANAGER, HAULIER_FAILURE_NO_FILE, rule->text, NULL);
}
