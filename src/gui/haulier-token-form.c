/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The form for what a job uses its helper token for. */
#include "config.h"

#include "haulier-token-form.h"

#include <glib/gi18n.h>

#include "haulier-access-calls.h"
#include "haulier-access-words.h"
#include "haulier-helper-uses.h"

struct _HaulierTokenForm
{
  AdwBin parent_instance;

  HaulierClient *client;
  char *id;
  gint wanted; /* flags to begin with; -1: what is set */
  GCancellable *asking;

  HaulierHelperUses *uses;
  AdwActionRow *state_row;
};

static void haulier_token_form_access_form_init (HaulierAccessFormInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (HaulierTokenForm,
                               haulier_token_form,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (HAULIER_TYPE_ACCESS_FORM,
                                                      haulier_token_form_access_form_init))

static void
changed_cb (HaulierTokenForm *self)
{
  haulier_access_form_changed (HAULIER_ACCESS_FORM (self));
}

static void
show_state (HaulierTokenForm *self, const char *state, const char *principal)
{
  const char *words = haulier_access_words_say (HAULIER_ACCESS_VOCABULARY_TOKEN_STATE, state);
  g_autofree char *text
      = *principal != '\0' ? g_strdup_printf ("%s, %s", principal, words) : g_strdup (words);
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (self->state_row, escaped);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierTokenForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) token
      = haulier_client_get_access_part_finish (HAULIER_CLIENT (source), result, &error);
  const char *state = "none";
  const char *principal = "";
  guint32 flags = 0;

  if (token == NULL)
    {
      haulier_access_form_failed (HAULIER_ACCESS_FORM (self), error);
      return;
    }
  g_variant_lookup (token, "flags", "u", &flags);
  g_variant_lookup (token, "state", "&s", &state);
  g_variant_lookup (token, "principal", "&s", &principal);
  if (self->wanted >= 0)
    flags = (guint32) self->wanted;
  haulier_helper_uses_set_flags (self->uses, flags);
  show_state (self, state, principal);
  changed_cb (self);
}

static void
start (HaulierAccessForm *form, HaulierClient *client, const char *id)
{
  HaulierTokenForm *self = HAULIER_TOKEN_FORM (form);

  g_set_object (&self->client, client);
  g_free (self->id);
  self->id = g_strdup (id);
  haulier_client_get_access_part_async (
      client, id, HAULIER_ACCESS_PART_HELPER_TOKEN, self->asking, loaded_cb, g_object_ref (self));
}

/* It changes who is used for everything. */
static gboolean
concerns (HaulierAccessForm *form, const char *resource)
{
  return TRUE;
}

static gboolean
fill_spec (HaulierAccessForm *form, GVariantDict *spec)
{
  guint flags = haulier_helper_uses_get_flags (HAULIER_TOKEN_FORM (form)->uses);

  g_variant_dict_insert (spec, "token-flags", "u", flags);
  return TRUE;
}

static gboolean
is_complete (HaulierAccessForm *form)
{
  return TRUE;
}

static const char *const *
get_fixes (HaulierAccessForm *form)
{
  static const char *const fixes[] = { "set-token-flags", NULL };

  return fixes;
}

static void
enter_fix (HaulierAccessForm *form, const char *action, GVariant *arguments)
{
  guint32 flags = 0;

  g_variant_lookup (arguments, "flags", "u", &flags);
  haulier_helper_uses_set_flags (HAULIER_TOKEN_FORM (form)->uses, flags);
}

static void
save (HaulierAccessForm *form, GTask *task)
{
  HaulierTokenForm *self = HAULIER_TOKEN_FORM (form);

  haulier_client_set_token_flags_async (self->client,
                                        self->id,
                                        haulier_helper_uses_get_flags (self->uses),
                                        NULL,
                                        haulier_access_form_on_set,
                                        task);
}

static void
haulier_token_form_access_form_init (HaulierAccessFormInterface *interface)
{
  interface->start = start;
  interface->concerns = concerns;
  interface->fill_spec = fill_spec;
  interface->is_complete = is_complete;
  interface->get_fixes = get_fixes;
  interface->enter_fix = enter_fix;
  interface->save = save;
}

static void
haulier_token_form_dispose (GObject *object)
{
  HaulierTokenForm *self = HAULIER_TOKEN_FORM (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (haulier_token_form_parent_class)->dispose (object);
}

static void
haulier_token_form_finalize (GObject *object)
{
  HaulierTokenForm *self = HAULIER_TOKEN_FORM (object);

  g_clear_object (&self->asking);
  g_free (self->id);

  G_OBJECT_CLASS (haulier_token_form_parent_class)->finalize (object);
}

static void
haulier_token_form_class_init (HaulierTokenFormClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_token_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = haulier_token_form_finalize;
}

static void
haulier_token_form_init (HaulierTokenForm *self)
{
  GtkWidget *state
      = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ ("Lent Identity"), "subtitle-lines", 3, NULL);

  self->asking = g_cancellable_new ();
  self->wanted = -1;
  self->uses = HAULIER_HELPER_USES (haulier_helper_uses_new ());
  g_signal_connect_swapped (self->uses, "changed", G_CALLBACK (changed_cb), self);
  self->state_row = ADW_ACTION_ROW (state);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->uses), state);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->uses));
}

/**
 * haulier_token_form_new:
 * @flags: HAULIER_TOKEN_… to begin with; -1: what is set
 *
 * Returns: (transfer floating): a form
 */
GtkWidget *
haulier_token_form_new (gint flags)
{
  HaulierTokenForm *self = g_object_new (HAULIER_TYPE_TOKEN_FORM, NULL);

  self->wanted = flags;
  return GTK_WIDGET (self);
}
