/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A decision of the trace about a login: who asked, what answers, and who was passed over. */
#include "config.h"

#include "haulier-login-step.h"

#include <glib/gi18n.h>

#include "haulier-access-words.h"
#include "haulier-text-label.h"

static const char *
look_up (GVariant *dict, const char *key)
{
  const char *text = "";

  g_variant_lookup (dict, key, "&s", &text);
  return text;
}

static void
add_line (GString *text, const char *name, const char *value)
{
  if (*value != '\0')
    /* translators: name and value of a fact, for instance "Origin: http://example.org" */
    g_string_append_printf (text, _ ("%s: %s\n"), name, value);
}

static void
add_label (GtkWidget *box, const char *text)
{
  GtkWidget *label = haulier_text_label_new (text);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_add_css_class (label, "caption");
  gtk_box_append (GTK_BOX (box), label);
}

static void
add_candidate (GtkWidget *box, GVariant *candidate)
{
  g_autofree char *login = haulier_access_words_login (
      look_up (candidate, "kind"), look_up (candidate, "scheme"), look_up (candidate, "user"));
  const char *reason = look_up (candidate, "text");
  const char *words = *reason != '\0' ? _ (reason) : "";
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  gboolean used = FALSE;

  g_variant_lookup (candidate, "used", "b", &used);
  if (used)
    /* translators: with what somebody logs in, and the rule about it */
    text = g_strdup_printf (_ ("Used: %s. %s"), login, words);
  else
    /* translators: with what somebody could log in, and why not */
    text = g_strdup_printf (_ ("Passed over: %s. %s"), login, words);
  line = g_strdup_printf ("%s (%s)", text, look_up (candidate, "rule"));
  add_label (box, line);
}

static char *
dup_facts (GVariant *details)
{
  GString *text = g_string_new (NULL);

  add_line (
      text,
      _ ("Asked by"),
      haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_TARGET, look_up (details, "target")));
  add_line (text, _ ("Origin"), look_up (details, "origin"));
  add_line (text, _ ("Realm"), look_up (details, "realm"));
  add_line (text, _ ("Rule"), look_up (details, "rule"));
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

/* What was asked, and each login that there was to answer with, one a paragraph. */
static GtkWidget *
new_decision (GVariant *details, GVariant *candidates)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autofree char *facts = dup_facts (details);

  gtk_widget_set_margin_top (box, 3);
  gtk_widget_set_margin_start (box, 12);
  add_label (box, facts);
  for (gsize i = 0; i < g_variant_n_children (candidates); i++)
    {
      g_autoptr (GVariant) candidate = g_variant_get_child_value (candidates, i);

      add_candidate (box, candidate);
    }
  return box;
}

/**
 * haulier_login_step_new:
 * @record: a step
 *
 * Returns: (transfer floating) (nullable): what can be unfolded below a decision; %NULL for other
 *   steps
 */
GtkWidget *
haulier_login_step_new (const HaulierTraceRecord *record)
{
  g_autoptr (GVariant) candidates
      = record->details != NULL && g_str_equal (record->kind, "login")
            ? g_variant_lookup_value (record->details, "candidates", G_VARIANT_TYPE ("aa{sv}"))
            : NULL;
  GtkWidget *expander = NULL;

  if (candidates == NULL)
    return NULL;
  expander = gtk_expander_new_with_mnemonic (_ ("_Decision"));
  gtk_expander_set_child (GTK_EXPANDER (expander), new_decision (record->details, candidates));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Decision"), -1);
  return expander;
}
