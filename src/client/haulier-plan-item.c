/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One row of the access plan as a front end shows it: who is used, with what, why, what to mind. */
#include "config.h"

#include "haulier-plan-item.h"

#include <glib/gi18n-lib.h>

#include "haulier-access-words.h"
#include "haulier-error.h"

struct _HaulierPlanItem
{
  GObject parent_instance;

  GVariant *row;
  GPtrArray *warnings; /* of HaulierPlanWarning */
};

G_DEFINE_FINAL_TYPE (HaulierPlanItem, haulier_plan_item, G_TYPE_OBJECT)

/* The engine speaks English; the catalogues of a front end have its sentences. */
static const char *
translate (const char *text)
{
  return *text != '\0' ? _ (text) : "";
}

static const char *
look_up (GVariant *dict, const char *key)
{
  const char *text = "";

  g_variant_lookup (dict, key, "&s", &text);
  return text;
}

static HaulierSeverity
read_severity (const char *word)
{
  if (g_str_equal (word, "refused"))
    return HAULIER_SEVERITY_REFUSED;
  if (g_str_equal (word, "error"))
    return HAULIER_SEVERITY_ERROR;
  return g_str_equal (word, "warning") ? HAULIER_SEVERITY_WARNING : HAULIER_SEVERITY_INFORMATION;
}

/* What cannot be set comes with the answer that setting it would get. */
static char *
dup_words (const char *text, gint code, const char *detail)
{
  g_autofree char *answer = NULL;

  if (code == 0)
    return g_strdup (text);
  answer = g_strdup_printf ("0x%08X %s", (guint) code, haulier_error_get_symbol (code));
  if (*detail == '\0')
    /* translators: a sentence, and the code and symbol of an error */
    return g_strdup_printf (_ ("%s (%s)"), text, answer);
  /* translators: a sentence, the code and symbol of an error, and what exactly is wrong */
  return g_strdup_printf (_ ("%s (%s: %s)"), text, answer, detail);
}

static HaulierPlanWarning *
read_warning (GVariant *dict)
{
  HaulierPlanWarning *warning = g_new0 (HaulierPlanWarning, 1);
  const char *fix = look_up (dict, "fix");
  guint32 code = 0;

  warning->rule = g_strdup (look_up (dict, "rule"));
  warning->requirements = g_strdup (look_up (dict, "requirements"));
  warning->severity = read_severity (look_up (dict, "severity"));
  g_variant_lookup (dict, "code", "u", &code);
  warning->code = (gint) code;
  warning->text
      = dup_words (translate (look_up (dict, "text")), warning->code, look_up (dict, "detail"));
  warning->source = g_strdup (look_up (dict, "source"));
  warning->fix = *fix != '\0' ? g_strdup (fix) : NULL;
  warning->fix_arguments = g_variant_lookup_value (dict, "fix-arguments", G_VARIANT_TYPE_VARDICT);
  return warning;
}

static void
read_warnings (HaulierPlanItem *self)
{
  g_autoptr (GVariant) dicts
      = g_variant_lookup_value (self->row, "warnings", G_VARIANT_TYPE ("aa{sv}"));

  for (gsize i = 0; dicts != NULL && i < g_variant_n_children (dicts); i++)
    {
      g_autoptr (GVariant) dict = g_variant_get_child_value (dicts, i);

      g_ptr_array_add (self->warnings, read_warning (dict));
    }
}

static void
haulier_plan_item_finalize (GObject *object)
{
  HaulierPlanItem *self = HAULIER_PLAN_ITEM (object);

  g_clear_pointer (&self->row, g_variant_unref);
  g_ptr_array_unref (self->warnings);
  G_OBJECT_CLASS (haulier_plan_item_parent_class)->finalize (object);
}

static void
haulier_plan_item_class_init (HaulierPlanItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = haulier_plan_item_finalize;
}

static void
haulier_plan_item_init (HaulierPlanItem *self)
{
  self->warnings = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_plan_warning_free);
}

/**
 * haulier_plan_item_new:
 * @row: (transfer floating): a plan row, see Access.GetPlan
 *
 * Returns: (transfer full): an item that shows it
 */
HaulierPlanItem *
haulier_plan_item_new (GVariant *row)
{
  HaulierPlanItem *self = g_object_new (HAULIER_TYPE_PLAN_ITEM, NULL);

  self->row = g_variant_ref_sink (row);
  read_warnings (self);
  return self;
}

/**
 * haulier_plan_item_new_for_token:
 * @token: `a{sv}`: the helper token of a job, see HelperToken.Get
 *
 * Returns: (transfer full): an item that shows it as one more row
 */
HaulierPlanItem *
haulier_plan_item_new_for_token (GVariant *token)
{
  const char *principal = look_up (token, "principal");
  const char *state = look_up (token, "state");
  gboolean is_used = g_str_equal (state, "set");
  guint32 flags = 0;
  GVariantDict row;

  g_variant_lookup (token, "flags", "u", &flags);
  g_variant_dict_init (&row, NULL);
  g_variant_dict_insert (&row, "resource", "s", "helper-token");
  if (*principal != '\0')
    {
      g_variant_dict_insert (&row, "identity", "s", "helper");
      g_variant_dict_insert (&row, "name", "s", principal);
    }
  g_variant_dict_insert (&row, "user", "s", haulier_access_words_token_flags (flags));
  g_variant_dict_insert (&row, "state", "s", is_used && flags != 0 ? "will-be-used" : "not-needed");
  g_variant_dict_insert (
      &row, "text", "s", haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_TOKEN_STATE, state));
  return haulier_plan_item_new (g_variant_dict_end (&row));
}

/**
 * haulier_plan_items_new:
 * @rows: `aa{sv}`: a plan
 *
 * Returns: (transfer full) (element-type HaulierPlanItem): its rows, in order
 */
GPtrArray *
haulier_plan_items_new (GVariant *rows)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < g_variant_n_children (rows); i++)
    {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);

      g_ptr_array_add (items, haulier_plan_item_new (row));
    }
  return items;
}

/**
 * haulier_plan_items_find_refusal:
 * @items: (element-type HaulierPlanItem): a plan
 *
 * Returns: (transfer none) (nullable): why what is planned for cannot be set; %NULL where it can
 */
const HaulierPlanWarning *
haulier_plan_items_find_refusal (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const HaulierPlanItem *item = items->pdata[i];

      for (guint j = 0; j < item->warnings->len; j++)
        {
          const HaulierPlanWarning *warning = item->warnings->pdata[j];

          if (warning->severity == HAULIER_SEVERITY_REFUSED)
            return warning;
        }
    }
  return NULL;
}

/**
 * haulier_plan_item_equal:
 * @self: an item
 * @other: another
 *
 * Returns: whether they say the same
 */
gboolean
haulier_plan_item_equal (HaulierPlanItem *self, HaulierPlanItem *other)
{
  return g_variant_equal (self->row, other->row);
}

/**
 * haulier_plan_item_get_row:
 * @self: an item
 *
 * Returns: (transfer none): the row as the engine gave it, untranslated
 */
GVariant *
haulier_plan_item_get_row (HaulierPlanItem *self)
{
  return self->row;
}

/**
 * haulier_plan_item_get_text:
 * @self: an item
 * @key: of a row's text, for instance `identity` or `source`
 *
 * Returns: (transfer none): its text, untranslated; "" where there is none
 */
const char *
haulier_plan_item_get_text (HaulierPlanItem *self, const char *key)
{
  return look_up (self->row, key);
}

/**
 * haulier_plan_item_get_resource:
 * @self: an item
 *
 * Returns: (transfer none): what is touched, a word of %HAULIER_ACCESS_VOCABULARY_RESOURCE
 */
const char *
haulier_plan_item_get_resource (HaulierPlanItem *self)
{
  return look_up (self->row, "resource");
}

/**
 * haulier_plan_item_get_subject:
 * @self: an item
 *
 * Returns: (transfer none): which one: a path, an origin, a proxy; "" where there is only one
 */
const char *
haulier_plan_item_get_subject (HaulierPlanItem *self)
{
  return look_up (self->row, "subject");
}

/**
 * haulier_plan_item_get_state:
 * @self: an item
 *
 * Returns: (transfer none): what becomes of it, a word of %HAULIER_ACCESS_VOCABULARY_STATE
 */
const char *
haulier_plan_item_get_state (HaulierPlanItem *self)
{
  return look_up (self->row, "state");
}

/**
 * haulier_plan_item_get_code:
 * @self: an item
 *
 * Returns: the #HaulierErrorCode that the job fails with where it is refused, else 0
 */
gint
haulier_plan_item_get_code (HaulierPlanItem *self)
{
  guint32 code = 0;

  g_variant_lookup (self->row, "code", "u", &code);
  return (gint) code;
}

/**
 * haulier_plan_item_get_sentence:
 * @self: an item
 *
 * Returns: (transfer none): the rule's sentence in the person's language
 */
const char *
haulier_plan_item_get_sentence (HaulierPlanItem *self)
{
  return translate (look_up (self->row, "text"));
}

/**
 * haulier_plan_item_get_warnings:
 * @self: an item
 *
 * Returns: (transfer none) (element-type HaulierPlanWarning): what to mind
 */
GPtrArray *
haulier_plan_item_get_warnings (HaulierPlanItem *self)
{
  return self->warnings;
}

/**
 * haulier_plan_item_dup_used_as:
 * @self: an item
 *
 * Returns: (transfer full): who is used, in words
 */
char *
haulier_plan_item_dup_used_as (HaulierPlanItem *self)
{
  return haulier_access_words_identity (look_up (self->row, "identity"),
                                        look_up (self->row, "name"));
}

/**
 * haulier_plan_item_dup_with:
 * @self: an item
 *
 * Returns: (transfer full): with what, in words
 */
char *
haulier_plan_item_dup_with (HaulierPlanItem *self)
{
  const char *resource = haulier_plan_item_get_resource (self);

  if (g_str_has_suffix (resource, "-file") && !g_str_equal (resource, "smb-file"))
    return g_strdup (_ ("file permissions"));
  return haulier_access_words_login (look_up (self->row, "credential"),
                                     look_up (self->row, "scheme"),
                                     look_up (self->row, "user"));
}

/**
 * haulier_plan_item_dup_description:
 * @self: an item
 *
 * Returns: (transfer full): the whole row as sentences, for who hears it
 */
char *
haulier_plan_item_dup_description (HaulierPlanItem *self)
{
  const char *subject = haulier_plan_item_get_subject (self);
  const char *state = haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_STATE,
                                                haulier_plan_item_get_state (self));
  g_autofree char *used_as = haulier_plan_item_dup_used_as (self);
  g_autofree char *with = haulier_plan_item_dup_with (self);
  GString *text = g_string_new (haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_RESOURCE,
                                                          haulier_plan_item_get_resource (self)));

  if (*subject != '\0')
    g_string_append_printf (text, " %s", subject);
  /* translators: after the name of a thing: who is used, with what, and what becomes of it */
  g_string_append_printf (text, _ (": %s, %s, %s"), used_as, with, state);
  g_string_append_printf (text, ". %s", haulier_plan_item_get_sentence (self));
  for (guint i = 0; i < self->warnings->len; i++)
    {
      const HaulierPlanWarning *warning = g_ptr_array_index (self->warnings, i);

      g_string_append_printf (text, " %s", warning->text);
    }
  return g_string_free (text, FALSE);
}

void
haulier_plan_warning_free (HaulierPlanWarning *warning)
{
  g_free (warning->rule);
  g_free (warning->requirements);
  g_free (warning->text);
  g_free (warning->source);
  g_free (warning->fix);
  g_clear_pointer (&warning->fix_arguments, g_variant_unref);
  g_free (warning);
}
