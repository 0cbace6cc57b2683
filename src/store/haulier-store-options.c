/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of the engine's settings. */
#include "config.h"

#include "haulier-store-options-private.h"

#include "haulier-settings.h"

/* Returns: (transfer full): every key in the order of the table, with its value in @values */
static GVariant *
put_in_order (GVariantDict *values)
{
  g_autoptr (GVariant) defaults = g_variant_ref_sink (haulier_settings_get_defaults ());
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key = NULL;
  GVariant *usual = NULL;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_iter_init (&iter, defaults);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &usual))
    {
      g_autoptr (GVariant) value = g_variant_dict_lookup_value (values, key, NULL);

      g_variant_builder_add (&builder, "{sv}", key, value != NULL ? value : usual);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* Returns: (transfer full) (nullable): @settings with the values of @changes, all of them or none
 */
GVariant *
haulier_store_options_merge (GVariant *settings, GVariant *changes, GError **error)
{
  g_auto (GVariantDict) merged;
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  g_variant_dict_init (&merged, settings);
  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned = value;

      if (!haulier_settings_check (key, owned, error))
        return NULL;
      g_variant_dict_insert_value (&merged, key, owned);
    }
  return put_in_order (&merged);
}

/* Stored as a person writes them, so that the file can be read. */
gboolean
haulier_store_options_save (HaulierStoreConnection *connection, GVariant *settings, GError **error)
{
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, settings);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value))
    {
      g_autoptr (GVariant) owned = value;
      g_autofree char *text = haulier_settings_format (key, owned);
      sqlite3_stmt *statement
          = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_SETTING_INSERT, error);

      if (statement == NULL)
        return FALSE;
      sqlite3_bind_text (statement, 1, key, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (statement, 2, text, -1, SQLITE_TRANSIENT);
      if (!haulier_store_connection_run (connection, statement, "store the settings", error))
        return FALSE;
    }
  return TRUE;
}

/* A key or a value that this program does not know counts as not set.
 *
 * Returns: (transfer full) (nullable): every key */
GVariant *
haulier_store_options_load (HaulierStoreConnection *connection, GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_SETTING_LIST, error);
  g_auto (GVariantDict) settings;
  gboolean more = statement != NULL;

  g_variant_dict_init (&settings, NULL);
  while (more)
    {
      const char *key = NULL;
      g_autoptr (GVariant) value = NULL;

      if (!haulier_store_connection_next (connection, statement, "read the settings", &more, error))
        return NULL;
      if (!more)
        break;
      key = (const char *) sqlite3_column_text (statement, 0);
      value = haulier_settings_parse (key, (const char *) sqlite3_column_text (statement, 1), NULL);
      if (value != NULL)
        g_variant_dict_insert_value (&settings, key, g_variant_ref_sink (value));
    }
  return statement != NULL ? put_in_order (&settings) : NULL;
}
