/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A decision of the trace about a login: who asked, what answers, and who was passed over. */
#include "config.h"

#include "haulier-login-step.h"

#include <glib/gi18n.h>

#include "haulier-access-words.h"

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
add_candidate (GString *text, GVariant *candidate)
{
  g_autofree char *login = haulier_access_words_login (
      look_up (candidate, "kind"), look_up (candidate, "scheme"), look_up (candidate, "user"));
  const char *reason = look_up (candidate, "text");
  gboolean used = FALSE;

  g_variant_lookup (candidate, "used", "b", &used);
  if (used)
    /* translators: with what somebody logs in, and the rule about it */
    g_string_append_printf (text, _ ("Used: %s. %s"), login, *reason != '\0' ? _ (reason) : "");
  else
    /* translators: with what somebody could log in, and why not */
    g_string_append_printf (
        text, _ ("Passed over: %s. %s"), login, *reason != '\0' ? _ (reason) : "");
  g_string_append_printf (text, " (%s)\n", look_up (candidate, "rule"));
}

static char *
dup_text (GVariant *details, GVariant *candidates)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) offered = NULL;
  g_autofree char *schemes = NULL;

  if (g_variant_lookup (details, "offered", "^as", &offered))
    schemes = g_strjoinv (", ", offered);
  add_line (
      text,
      _ ("Asked by"),
      haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_TARGET, look_up (details, "target")));
  add_line (text, _ ("Origin"), look_up (details, "origin"));
  add_line (text, _ ("Realm"), look_up (details, "realm"));
  add_line (text, _ ("Offered"), schemes != NULL ? schemes : "");
  add_line (text, _ ("Rule"), look_up (details, "rule"));
  for (gsize i = 0; i < g_variant_n_children (candidates); i++)
    {
      g_autoptr (GVariant) candidate = g_variant_get_child_value (candidates, i);

      add_candidate (text, candidate);
    }
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
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
  g_autofree char *text = NULL;
  GtkWidget *expander = NULL;
  GtkWidget *label = NULL;

  if (candidates == NULL)
    return NULL;
  text = dup_text (record->details, candidates);
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_add_css_class (label, "caption");
  expander = gtk_expander_new_with_mnemonic (_ ("_Decision"));
  gtk_expander_set_child (GTK_EXPANDER (expander), label);
  return expander;
}
