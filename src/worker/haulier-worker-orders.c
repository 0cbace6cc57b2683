/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the engine sends, as values of the transfer layer. */
#include "config.h"

#include "haulier-worker-orders.h"

#include "haulier-worker-rows.h"

#include "haulier-checksum.h"
#include "haulier-desktop-proxy.h"
#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-transfer-failure.h"
#include "haulier-words.h"

static gboolean
take_ranges (HaulierFileOrder *order, GVariant *ranges, GError **error)
{
  order->n_ranges = MIN (g_variant_n_children (ranges), HAULIER_RANGE_MAX_PER_FILE);
  order->ranges = g_new (HaulierRange, order->n_ranges);
  for (gsize i = 0; i < order->n_ranges; i++)
    g_variant_get_child (ranges, i, "(tt)", &order->ranges[i].offset, &order->ranges[i].length);
  return TRUE;
}

static gboolean
take_checksum (HaulierFileOrder *order, GVariant *checksum, GError **error)
{
  const char *algorithm = NULL;
  const char *value = NULL;
  g_autofree char *text = NULL;

  g_variant_get (checksum, "(&s&s)", &algorithm, &value);
  if (*algorithm == '\0')
    return TRUE;
  text = g_strconcat (algorithm, ":", value, NULL);
  return haulier_checksum_parse (text, &order->checksum_type, &order->checksum, error);
}

static const struct
{
  const char *name;
  const char *type;
  gboolean (*take) (HaulierFileOrder *order, GVariant *value, GError **error);
} option_rows[] = {
  { "ranges", "a(tt)", take_ranges },
  { "checksum", "(ss)", take_checksum },
};

/* Options without a row, or of another type, are of a newer engine: ignored. */
static gboolean
take_option (HaulierFileOrder *order, const char *name, GVariant *value, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (option_rows); i++)
    {
      if (g_str_equal (option_rows[i].name, name)
          && g_variant_is_of_type (value, G_VARIANT_TYPE (option_rows[i].type)))
        return option_rows[i].take (order, value, error);
    }
  return TRUE;
}

static gboolean
read_options (GVariant *options, HaulierFileOrder *order, GError **error)
{
  GVariantIter iter;
  const char *name = NULL;
  GVariant *value = NULL;

  g_variant_iter_init (&iter, options);
  while (g_variant_iter_next (&iter, "{&sv}", &name, &value))
    {
      gboolean taken = take_option (order, name, value, error);

      g_variant_unref (value);
      if (!taken)
        return FALSE;
    }
  return TRUE;
}

static HaulierFileOrder *
make_order (guint index, const char *address, const char *path, guint flags, GError **error)
{
  HaulierFileOrder *order = NULL;

  if (!g_path_is_absolute (path))
    {
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_NAME,
                   "save in “%s”: the path is not absolute",
                   path);
      return NULL;
    }
  order = g_new0 (HaulierFileOrder, 1);
  order->index = index;
  order->address = g_strdup (address);
  order->path = g_strdup (path);
  order->rename = (flags & HAULIER_WORKER_FILE_RENAME) != 0;
  order->overwrite = (flags & HAULIER_WORKER_FILE_OVERWRITE) != 0;
  order->fresh = (flags & HAULIER_WORKER_FILE_FRESH) != 0;
  return order;
}

/* Options name their file by its index; few files have some. */
static gboolean
spread_options (GPtrArray *orders, GVariant *options, GError **error)
{
  g_autoptr (GHashTable) by_index = NULL;
  GVariantIter iter;
  GVariant *own = NULL;
  guint index = 0;

  if (g_variant_n_children (options) == 0)
    return TRUE;
  by_index = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < orders->len; i++)
    {
      HaulierFileOrder *order = g_ptr_array_index (orders, i);

      g_hash_table_insert (by_index, GUINT_TO_POINTER (order->index), order);
    }
  g_variant_iter_init (&iter, options);
  while (g_variant_iter_next (&iter, "(u@a{sv})", &index, &own))
    {
      g_autoptr (GVariant) owned = own;
      HaulierFileOrder *order = g_hash_table_lookup (by_index, GUINT_TO_POINTER (index));

      if (order != NULL && !read_options (own, order, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * haulier_worker_orders_read_files:
 * @columns: columns of %HAULIER_WORKER_ORDER_COLUMNS
 * @options: of %HAULIER_WORKER_EXTRAS_TYPE
 * @error: return location
 *
 * Returns: (element-type HaulierFileOrder) (transfer full): the orders, in an array without a free
 * function
 */
GPtrArray *
haulier_worker_orders_read_files (GVariant *columns, GVariant *options, GError **error)
{
  g_autoptr (GPtrArray) orders
      = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_file_order_free);
  g_auto (HaulierColumnsReader) reader;
  const char *address = NULL;
  const char *path = NULL;
  guint32 index = 0;
  guint32 flags = 0;

  haulier_columns_reader_init (&reader, columns, HAULIER_WORKER_ORDER_COLUMNS);
  while (haulier_columns_reader_next (&reader, &index, &address, &path, &flags))
    {
      HaulierFileOrder *order = make_order (index, address, path, flags, error);

      if (order == NULL)
        return NULL;
      g_ptr_array_add (orders, order);
    }
  if (!spread_options (orders, options, error))
    return NULL;
  g_ptr_array_set_free_func (orders, NULL);
  return g_steal_pointer (&orders);
}

/* Variables of the environment never count. */
static HaulierProxyRoute *
make_route (GVariant *settings)
{
  const char *word = "preconfig";
  const char *list = NULL;
  const char *bypass = NULL;
  gint usage = HAULIER_PROXY_USAGE_PRECONFIG;

  (void) g_variant_lookup (settings, "proxy-usage", "&s", &word);
  (void) g_variant_lookup (settings, "proxy-list", "&s", &list);
  (void) g_variant_lookup (settings, "proxy-bypass", "&s", &bypass);
  (void) haulier_word_to_value (HAULIER_TYPE_PROXY_USAGE, word, &usage, NULL);
  switch ((HaulierProxyUsage) usage)
    {
    case HAULIER_PROXY_USAGE_PRECONFIG:
      return haulier_desktop_proxy_route_new ();
    case HAULIER_PROXY_USAGE_NO_PROXY:
      return haulier_proxy_route_new (NULL, NULL, NULL, NULL);
    case HAULIER_PROXY_USAGE_OVERRIDE:
      return haulier_proxy_route_new (list, bypass, NULL, NULL);
    case HAULIER_PROXY_USAGE_AUTODETECT:
      break;
    }
  return haulier_proxy_route_new (
      NULL,
      NULL,
      NULL,
      haulier_transfer_failure_new (HAULIER_ERROR_AUTODETECTION_FAILED,
                                    HAULIER_ERROR_CONTEXT_GENERAL_TRANSPORT,
                                    "find a proxy: it cannot be detected automatically here"));
}

/**
 * haulier_worker_orders_read_settings:
 * @settings: `a{sv}` of OpenJob
 * @out_settings: (out): the settings; the caller frees their content
 */
void
haulier_worker_orders_read_settings (GVariant *settings, HaulierTransferSettings *out_settings)
{
  HaulierTransferSettings read = { .connections = HAULIER_TRANSFER_DEFAULT_CONNECTIONS };

  g_variant_lookup (settings, "connections", "u", &read.connections);
  g_variant_lookup (settings, "limit", "t", &read.limit);
  g_variant_lookup (settings, "headers", "^as", &read.headers);
  g_variant_lookup (settings, "security-flags", "u", &read.security_flags);
  g_variant_lookup (settings, "http-method", "s", &read.method);
  g_variant_lookup (settings, "hold", "b", &read.hold);
  read.route = make_route (settings);
  if (read.method != NULL && (*read.method == '\0' || g_str_equal (read.method, "GET")))
    g_clear_pointer (&read.method, g_free);
  *out_settings = read;
}

/**
 * haulier_worker_orders_find_proxy:
 * @address: an address of a file
 *
 * Returns: (transfer floating): `a{sv}` of FindProxy
 */
GVariant *
haulier_worker_orders_find_proxy (const char *address)
{
  HaulierProxySettings found = { 0 };
  GVariantBuilder builder;

  haulier_desktop_proxy_find (address, &found);
  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&builder,
                         "{sv}",
                         "usage",
                         g_variant_new_string (haulier_word_from_value (HAULIER_TYPE_PROXY_USAGE,
                                                                        (gint) found.usage)));
  g_variant_builder_add (
      &builder, "{sv}", "list", g_variant_new_string (found.list != NULL ? found.list : ""));
  g_variant_builder_add (
      &builder, "{sv}", "bypass", g_variant_new_string (found.bypass != NULL ? found.bypass : ""));
  haulier_proxy_settings_clear (&found);
  return g_variant_builder_end (&builder);
}
