/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of rules for hosts: who logs in where, for every job of an account. */
#include "config.h"

#include "haulier-store-hosts-private.h"

#include "haulier-store-access.h"

/* Owner and rules, of one account. */
void
haulier_store_hosts_put (HaulierStoreRowWriter *writer, GVariant *rules)
{
  g_autoptr (GVariant) access = g_variant_get_child_value (rules, 1);
  const char *owner = NULL;

  g_variant_get_child (rules, 0, "&s", &owner);
  haulier_store_row_put_copy (writer, owner);
  haulier_store_row_put_variant (writer, access);
}

/* Returns: (transfer full) (nullable): what haulier_store_hosts_put() wrote */
GVariant *
haulier_store_hosts_get (HaulierStoreRowReader *reader)
{
  g_autofree char *owner = g_strdup (haulier_store_row_get_text (reader));
  g_autoptr (GVariant) access = haulier_store_row_get_variant (reader, G_VARIANT_TYPE_VARDICT);

  if (owner == NULL || reader->broken)
    return NULL;
  return g_variant_ref_sink (
      access != NULL ? g_variant_new ("(s@a{sv})", owner, access)
                     : g_variant_new ("(s@a{sv})", owner, g_variant_new ("a{sv}", NULL)));
}

gboolean
haulier_store_hosts_write (HaulierStoreConnection *connection, GVariant *rules, GError **error)
{
  HaulierStoreRowWriter writer = { .statement = haulier_store_connection_prepare (
                                       connection, HAULIER_STATEMENT_HOST_INSERT, error) };

  if (writer.statement == NULL)
    return FALSE;
  haulier_store_hosts_put (&writer, rules);
  return haulier_store_connection_run (
      connection, writer.statement, "store the rules for hosts", error);
}

/* Returns: (transfer full) (element-type GVariant) (nullable): those of every account */
GPtrArray *
haulier_store_hosts_list (HaulierStoreConnection *connection, GError **error)
{
  sqlite3_stmt *statement
      = haulier_store_connection_prepare (connection, HAULIER_STATEMENT_HOST_LIST, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  gboolean more = statement != NULL;

  if (statement == NULL)
    return NULL;
  while (more)
    {
      HaulierStoreRowReader reader = { .statement = statement };
      GVariant *rules = NULL;

      if (!haulier_store_connection_next (
              connection, statement, "read the rules for hosts", &more, error))
        return NULL;
      rules = more ? haulier_store_hosts_get (&reader) : NULL;
      if (rules != NULL)
        g_ptr_array_add (rows, rules);
    }
  return g_steal_pointer (&rows);
}
