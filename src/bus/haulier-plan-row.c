/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Plan rows: who is used for one resource, on the bus. */
#include "config.h"

#include "haulier-plan-row.h"

#include "haulier-model-types.h"
#include "haulier-policy-types.h"
#include "haulier-words.h"

/* A path may be anything; a text on the bus is UTF-8. */
static void
add_text (GVariantBuilder *builder, const char *key, const char *text)
{
  if (text != NULL)
    g_variant_builder_add (
        builder, "{sv}", key, g_variant_new_take_string (g_utf8_make_valid (text, -1)));
}

static void
add_word (GVariantBuilder *builder, const char *key, GType type, gint value)
{
  add_text (builder, key, haulier_word_from_value (type, value));
}

static void
add_code (GVariantBuilder *builder, gint code)
{
  if (code != 0)
    g_variant_builder_add (builder, "{sv}", "code", g_variant_new_uint32 ((guint32) code));
}

static void
add_rule (GVariantBuilder *builder, const HaulierRule *rule)
{
  add_text (builder, "rule", rule->name);
  add_text (builder, "requirements", rule->requirements);
  add_text (builder, "source", rule->source);
  add_text (builder, "text", rule->text);
}

static GVariant *
warning_to_variant (const HaulierWarning *warning)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_rule (&builder, warning->rule);
  add_word (&builder, "severity", HAULIER_TYPE_SEVERITY, (gint) warning->severity);
  add_code (&builder, warning->code);
  add_text (&builder, "detail", warning->detail);
  add_text (&builder, "fix", warning->fix.action);
  if (warning->fix.arguments != NULL)
    g_variant_builder_add (&builder, "{sv}", "fix-arguments", warning->fix.arguments);
  return g_variant_builder_end (&builder);
}

static gboolean
is_login (HaulierResource resource)
{
  return resource == HAULIER_RESOURCE_SERVER_LOGIN || resource == HAULIER_RESOURCE_PROXY_LOGIN;
}

/**
 * haulier_warnings_to_variant:
 * @warnings: (nullable) (element-type HaulierWarning): warnings
 *
 * Returns: (transfer floating): they as aa{sv}
 */
GVariant *
haulier_warnings_to_variant (GPtrArray *warnings)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, HAULIER_PLAN_TYPE);
  for (guint i = 0; warnings != NULL && i < warnings->len; i++)
    g_variant_builder_add_value (&builder, warning_to_variant (warnings->pdata[i]));
  return g_variant_builder_end (&builder);
}

/**
 * haulier_plan_row_to_variant:
 * @row: a row
 *
 * Returns: (transfer floating): it as a{sv}; keys that mean nothing for it are absent
 */
GVariant *
haulier_plan_row_to_variant (const HaulierPlanRow *row)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  add_word (&builder, "resource", HAULIER_TYPE_RESOURCE, (gint) row->resource);
  add_text (&builder, "subject", row->subject);
  add_word (&builder, "identity", HAULIER_TYPE_IDENTITY, (gint) row->identity);
  add_text (&builder, "name", row->name);
  if (is_login (row->resource))
    add_word (&builder, "credential", HAULIER_TYPE_CANDIDATE_KIND, (gint) row->kind);
  if (row->scheme != 0)
    add_word (&builder, "scheme", HAULIER_TYPE_AUTH_SCHEME, (gint) row->scheme);
  add_text (&builder, "user", row->user);
  add_word (&builder, "state", HAULIER_TYPE_PLAN_STATE, (gint) row->state);
  add_code (&builder, row->code);
  add_rule (&builder, row->rule);
  g_variant_builder_add (&builder, "{sv}", "warnings", haulier_warnings_to_variant (row->warnings));
  return g_variant_builder_end (&builder);
}

static gint
read_word (GVariant *row, const char *key, GType type, gint fallback)
{
  const char *word = NULL;
  gint value = fallback;

  if (g_variant_lookup (row, key, "&s", &word))
    haulier_word_to_value (type, word, &value, NULL);
  return value;
}

static char *
read_text (GVariant *row, const char *key)
{
  char *text = NULL;

  g_variant_lookup (row, key, "s", &text);
  return text;
}

static gint
read_code (GVariant *row)
{
  guint32 code = 0;

  g_variant_lookup (row, "code", "u", &code);
  return (gint) code;
}

/* The rule of a table of this program, where there is one: its text has a translation. */
static const HaulierRule *
read_rule (GVariant *row, HaulierRule **out_foreign)
{
  const char *name = "";
  const char *requirements = "";
  const char *source = "";
  const char *text = "";
  const HaulierRule *rule = NULL;

  g_variant_lookup (row, "rule", "&s", &name);
  g_variant_lookup (row, "requirements", "&s", &requirements);
  g_variant_lookup (row, "source", "&s", &source);
  g_variant_lookup (row, "text", "&s", &text);
  rule = haulier_rule_find (name);
  if (rule != NULL && g_str_equal (rule->text, text))
    return rule;
  *out_foreign = haulier_rule_new (name, requirements, source, text);
  return *out_foreign;
}

static HaulierWarning *
warning_from_variant (GVariant *variant)
{
  HaulierWarning *warning = g_new0 (HaulierWarning, 1);
  const char *action = NULL;

  warning->rule = read_rule (variant, &warning->foreign);
  warning->severity
      = read_word (variant, "severity", HAULIER_TYPE_SEVERITY, HAULIER_SEVERITY_WARNING);
  warning->code = read_code (variant);
  warning->detail = read_text (variant, "detail");
  if (g_variant_lookup (variant, "fix", "&s", &action))
    warning->fix.action = g_strdup (action);
  warning->fix.arguments
      = g_variant_lookup_value (variant, "fix-arguments", G_VARIANT_TYPE_VARDICT);
  return warning;
}

static GPtrArray *
read_warnings (GVariant *row)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_warning_free);
  g_autoptr (GVariant) list = g_variant_lookup_value (row, "warnings", HAULIER_PLAN_TYPE);

  for (gsize i = 0; list != NULL && i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (list, i);

      g_ptr_array_add (warnings, warning_from_variant (child));
    }
  return warnings;
}

/**
 * haulier_plan_row_from_variant:
 * @variant: a{sv} of haulier_plan_row_to_variant()
 *
 * Reads a row of an engine, which may be of another version: words that are not known become what
 * promises least.
 *
 * Returns: (transfer full): the row
 */
HaulierPlanRow *
haulier_plan_row_from_variant (GVariant *variant)
{
  HaulierPlanRow *row = g_new0 (HaulierPlanRow, 1);

  row->resource = read_word (variant, "resource", HAULIER_TYPE_RESOURCE, HAULIER_RESOURCE_OTHER);
  row->subject = read_text (variant, "subject");
  row->identity = read_word (variant, "identity", HAULIER_TYPE_IDENTITY, HAULIER_IDENTITY_NOBODY);
  row->name = read_text (variant, "name");
  row->kind
      = read_word (variant, "credential", HAULIER_TYPE_CANDIDATE_KIND, HAULIER_CANDIDATE_ANONYMOUS);
  row->scheme = read_word (variant, "scheme", HAULIER_TYPE_AUTH_SCHEME, 0);
  row->user = read_text (variant, "user");
  row->state = read_word (variant, "state", HAULIER_TYPE_PLAN_STATE, HAULIER_PLAN_STATE_UNKNOWN);
  row->code = read_code (variant);
  row->rule = read_rule (variant, &row->foreign);
  row->warnings = read_warnings (variant);
  return row;
}

/**
 * haulier_plan_to_variant:
 * @plan: (element-type HaulierPlanRow): a plan
 *
 * Returns: (transfer floating): its rows, of %HAULIER_PLAN_TYPE
 */
GVariant *
haulier_plan_to_variant (GPtrArray *plan)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, HAULIER_PLAN_TYPE);
  for (guint i = 0; i < plan->len; i++)
    g_variant_builder_add_value (&builder, haulier_plan_row_to_variant (plan->pdata[i]));
  return g_variant_builder_end (&builder);
}

/**
 * haulier_plan_from_variant:
 * @variant: rows of %HAULIER_PLAN_TYPE
 *
 * Returns: (transfer full) (element-type HaulierPlanRow): the plan
 */
GPtrArray *
haulier_plan_from_variant (GVariant *variant)
{
  GPtrArray *plan = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_plan_row_free);

  for (gsize i = 0; i < g_variant_n_children (variant); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (variant, i);

      g_ptr_array_add (plan, haulier_plan_row_from_variant (row));
    }
  return plan;
}
