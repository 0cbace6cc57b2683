/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What a server and a proxy asked for when the job ran before, read from its trace. */
#include "config.h"

#include "haulier-asked-before.h"

#include "haulier-model-types.h"
#include "haulier-trace-record.h"
#include "haulier-uri.h"
#include "haulier-words.h"

static guint
read_schemes (GVariant *details)
{
  g_autofree const char **words = NULL;
  guint schemes = 0;
  gint scheme = 0;

  if (!g_variant_lookup (details, "offered", "^a&s", &words))
    return 0;
  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (haulier_word_to_value (HAULIER_TYPE_AUTH_SCHEME, words[i], &scheme, NULL))
        schemes |= HAULIER_AUTH_SCHEME_BIT (scheme);
    }
  return schemes;
}

/**
 * haulier_asked_before_read:
 * @records: (element-type HaulierTraceRecord): steps of the job, the oldest first
 * @facts: facts with an address, to which what was asked for is added
 *
 * What was asked for last counts. Another server than that of the address does not.
 */
void
haulier_asked_before_read (GPtrArray *records, HaulierAccessFacts *facts)
{
  g_autofree char *server = facts->remote != NULL ? haulier_uri_dup_origin (facts->remote) : NULL;

  for (guint i = 0; i < records->len; i++)
    {
      const HaulierTraceRecord *record = records->pdata[i];
      const char *target = "";
      const char *origin = "";
      guint schemes;

      if (!g_str_equal (record->kind, "login") || record->details == NULL)
        continue;
      g_variant_lookup (record->details, "target", "&s", &target);
      g_variant_lookup (record->details, "origin", "&s", &origin);
      schemes = read_schemes (record->details);
      if (schemes == 0)
        continue;
      if (g_str_equal (target, "proxy"))
        facts->proxy_offered = schemes;
      else if (g_strcmp0 (origin, server) == 0)
        facts->server_offered = schemes;
    }
}
