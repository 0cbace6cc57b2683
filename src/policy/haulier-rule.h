/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What every row of the tables about accounts, credentials, tokens and proxies carries. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * HaulierRule:
 * @name: unique; words with hyphens; goes to traces, JSON and over the bus
 * @requirements: what asks for it, for instance "AUTH-9 TOK-4", separated by spaces
 * @source: the text of BITS that says so, or the decision
 * @text: one sentence for the person, untranslated; consequence first
 *
 * Embedded in the rows of each table; all of them can be walked.
 */
typedef struct
{
  const char *name;
  const char *requirements;
  const char *source;
  const char *text;
} HaulierRule;

const HaulierRule *haulier_rule_find (const char *name);
const HaulierRule *haulier_rule_get_nth (guint position);
HaulierRule *
haulier_rule_new (const char *name, const char *requirements, const char *source, const char *text);
void haulier_rule_free (HaulierRule *rule);

G_END_DECLS
