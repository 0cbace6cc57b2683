/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the rules about access have to know about a job of this engine. */
#include "config.h"

#include "haulier-access-gather.h"

#include "haulier-settings.h"

/**
 * haulier_access_gather:
 * @job: a job
 * @settings: `a{sv}` of the engine, with every key
 * @facts: (out): the facts; they point into @job
 *
 * Says what is known without asking anybody.
 */
void
haulier_access_gather (const HaulierJob *job, GVariant *settings, HaulierAccessFacts *facts)
{
  *facts = (HaulierAccessFacts){
    .owner = job->owner.kind,
    .type = job->type,
    .profile = haulier_settings_get_profile (settings, job->settings.profile),
    .use_lm_compat = haulier_settings_get_level (settings, "use-lm-compat"),
    .lm_compatibility_level = haulier_settings_get_level (settings, "lm-compatibility-level"),
    .access = &job->access,
    .remote = job->remote,
    .local = job->local,
    .wire_schemes = HAULIER_ACCESS_WIRE_SCHEMES,
    .proxy_variables = (const char *const *) job->proxy_variables,
    .owner_logged_on = HAULIER_FACT_YES,
  };
}
