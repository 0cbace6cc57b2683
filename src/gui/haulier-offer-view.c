/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows that say what a job asks a helper for: its owner, the uses, folders, servers. */
#include "config.h"

#include "haulier-offer-view.h"

#include <glib/gi18n.h>

#include "haulier-access-words.h"
#include "haulier-account-names.h"

struct _HaulierOfferView
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows; /* (unowned) GtkWidget that are in the group */
  AdwActionRow *owner_row;
  GCancellable *asking; /* (nullable): the name of the owner */
};

G_DEFINE_FINAL_TYPE (HaulierOfferView, haulier_offer_view, ADW_TYPE_PREFERENCES_GROUP)

/* Who hears it hears the whole row. */
static void
set_text (AdwActionRow *row, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_action_row_set_subtitle (row, escaped);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* All of it is read before somebody agrees: nothing is cut short. */
static AdwActionRow *
add_row (HaulierOfferView *self, const char *title, const char *text)
{
  GtkWidget *row = g_object_new (
      ADW_TYPE_ACTION_ROW, "title", title, "subtitle-lines", 0, "activatable", FALSE, NULL);

  set_text (ADW_ACTION_ROW (row), text);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  return ADW_ACTION_ROW (row);
}

static void
owner_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HaulierOfferView) self = user_data;
  g_autofree char *name = haulier_account_names_ask_finish (result, NULL);

  if (name != NULL && self->owner_row != NULL)
    set_text (self->owner_row, name);
}

static void
clear (HaulierOfferView *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->owner_row = NULL;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

static void
haulier_offer_view_dispose (GObject *object)
{
  HaulierOfferView *self = HAULIER_OFFER_VIEW (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->owner_row = NULL;

  G_OBJECT_CLASS (haulier_offer_view_parent_class)->dispose (object);
}

static void
haulier_offer_view_finalize (GObject *object)
{
  g_ptr_array_unref (HAULIER_OFFER_VIEW (object)->rows);

  G_OBJECT_CLASS (haulier_offer_view_parent_class)->finalize (object);
}

static void
haulier_offer_view_class_init (HaulierOfferViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = haulier_offer_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = haulier_offer_view_finalize;
}

static void
haulier_offer_view_init (HaulierOfferView *self)
{
  self->rows = g_ptr_array_new ();
}

static void
add_owner (HaulierOfferView *self, const char *key)
{
  HaulierAccount owner;

  self->owner_row = add_row (self, _ ("Owner"), key);
  if (!haulier_account_from_key (key, &owner, NULL))
    return;
  self->asking = g_cancellable_new ();
  haulier_account_names_ask_async (owner, self->asking, owner_cb, g_object_ref (self));
}

static void
add_folders (HaulierOfferView *self, GVariant *offer)
{
  g_autofree const char **paths = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  g_variant_lookup (offer, "folders", "^a&ay", &paths);
  for (gsize i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      g_autofree char *shown = g_filename_display_name (paths[i]);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", shown);
    }
  add_row (self, _ ("Folders"), text->len > 0 ? text->str : _ ("none"));
}

static void
add_origins (HaulierOfferView *self, GVariant *offer)
{
  g_autofree const char **origins = NULL;
  g_autofree char *text = NULL;

  g_variant_lookup (offer, "origins", "^a&s", &origins);
  text = origins != NULL && origins[0] != NULL ? g_strjoinv ("\n", (char **) origins) : NULL;
  add_row (self, _ ("Servers and Proxies"), text != NULL ? text : _ ("none"));
}

/**
 * haulier_offer_view_show:
 * @offer: `a{sv}`, see DescribeOffer
 *
 * Says it instead of what was said before.
 */
void
haulier_offer_view_show (HaulierOfferView *self, GVariant *offer)
{
  const char *name = "";
  const char *owner = "";
  guint32 flags = 0;

  g_return_if_fail (HAULIER_IS_OFFER_VIEW (self));

  clear (self);
  g_variant_lookup (offer, "name", "&s", &name);
  g_variant_lookup (offer, "owner", "&s", &owner);
  g_variant_lookup (offer, "flags", "u", &flags);
  add_row (self, _ ("Job"), name);
  add_owner (self, owner);
  add_row (self, _ ("Used For"), haulier_access_words_token_flags (flags));
  add_folders (self, offer);
  add_origins (self, offer);
}
