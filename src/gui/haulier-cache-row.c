/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* A row for the name of the Kerberos cache whose tickets go with a lent identity. */
#include "config.h"

#include "haulier-cache-row.h"

#include <glib/gi18n.h>

struct _HaulierCacheRow
{
  AdwEntryRow parent_instance;
};

G_DEFINE_FINAL_TYPE (HaulierCacheRow, haulier_cache_row, ADW_TYPE_ENTRY_ROW)

static void
haulier_cache_row_class_init (HaulierCacheRowClass *klass)
{
}

static void
haulier_cache_row_init (HaulierCacheRow *self)
{
  const char *cache = g_getenv ("KRB5CCNAME");
  const char *title = _ ("Kerberos cache, such as FILE:/tmp/krb5cc_1000");

  g_object_set (self, "title", title, "tooltip-text", title, "activates-default", TRUE, NULL);
  if (cache != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self), cache);
}

/**
 * haulier_cache_row_new:
 *
 * Returns: (transfer floating): a row; it begins with the cache of this program
 */
GtkWidget *
haulier_cache_row_new (void)
{
  return g_object_new (HAULIER_TYPE_CACHE_ROW, NULL);
}

/**
 * haulier_cache_row_get_options:
 *
 * Returns: (transfer floating): `a{sv}`, see HelperToken.Set; without a name the engine takes the
 *   cache that the identity has anyway
 */
GVariant *
haulier_cache_row_get_options (HaulierCacheRow *self)
{
  GVariantDict options;

  g_return_val_if_fail (HAULIER_IS_CACHE_ROW (self), NULL);

  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self))));

  g_variant_dict_init (&options, NULL);
  if (*name != '\0')
    g_variant_dict_insert (&options, "kerberos-cache", "s", name);
  return g_variant_dict_end (&options);
}
