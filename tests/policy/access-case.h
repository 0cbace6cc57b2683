/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Facts about access from one line of words, so that a case of a test is one line. */
#pragma once

#include <glib.h>

#include "haulier-access-plan.h"

G_BEGIN_DECLS

/**
 * HaulierAccessCase:
 *
 * Facts and what they point to. Words, later ones first: owner=, type=, profile=, compat=, level=,
 * remote=, local=, wire=SCHEME,…; server=SCHEME[:USER|:implicit], proxy=…, host=… (repeatable: a
 * credential), url=USER; usage=, list=, bypass=; flags=, token=, helper=, administrator;
 * certificate=THUMBPRINT; variable=NAME; account-proxy=, account-bypass=, account-usage=,
 * no-account-proxy; computer=, logon=, logged-on=, session=, system-user=, helper-administrator=
 * (yes, no); server-asks=SCHEME,…, proxy-asks=SCHEME,…
 */
typedef struct
{
  HaulierAccessFacts facts;
  HaulierJobAccess access;
  HaulierProxySettings account_proxy; /* texts are kept below */
  GPtrArray *texts;
  GPtrArray *variables;
} HaulierAccessCase;

HaulierAccessCase *haulier_access_case_new (const char *words);
const HaulierPlanRow *haulier_access_case_find_row (GPtrArray *plan, HaulierResource resource);
void haulier_access_case_free (HaulierAccessCase *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (HaulierAccessCase, haulier_access_case_free)

G_END_DECLS
