/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Settings of the engine: one table of keys with type, default and check. */
#include "config.h"

#include "haulier-settings.h"

#include "haulier-error.h"
#include "haulier-rate.h"

typedef enum
{
  SETTING_NUMBER,
  SETTING_RATE, /* bytes a second; 0 is none */
  SETTING_PATH, /* an absolute path or empty */
} SettingType;

typedef struct
{
  const char *key;
  SettingType type;
  guint64 number_default;
  guint64 min;
  guint64 max;
  const char *source;
} SettingRow;

static const SettingRow setting_rows[] = {
  {
      .key = "background-jobs",
      .type = SETTING_NUMBER,
      .number_default = 3,
      .min = 1,
      .max = 64,
      .source = "BITS runs one background job; three use a link better",
  },
  {
      .key = "time-slice",
      .type = SETTING_NUMBER,
      .number_default = 300,
      .min = 1,
      .max = 86400,
      .source = "seconds; BITS does not document its own",
  },
  {
      .key = "download-limit",
      .type = SETTING_RATE,
      .max = G_MAXINT64,
      .source = "all jobs together",
  },
  {
      .key = "history-days",
      .type = SETTING_NUMBER,
      .number_default = 30,
      .max = 3650,
      .source = "finished jobs stay as history",
  },
  {
      .key = "inactivity-days",
      .type = SETTING_NUMBER,
      .number_default = 90,
      .min = 1,
      .max = 999,
      .source = "JobInactivityTimeout",
  },
  {
      .key = "maximum-jobs",
      .type = SETTING_NUMBER,
      .number_default = 100000,
      .min = 1,
      .max = 1000000,
      .source = "MaxJobsPerMachine",
  },
  {
      .key = "maximum-files",
      .type = SETTING_NUMBER,
      .number_default = 1000000,
      .min = 1,
      .max = 10000000,
      .source = "MaxFilesPerJob",
  },
  {
      .key = "certificate-authorities",
      .type = SETTING_PATH,
      .source = "a PEM file beside the system's authorities",
  },
};

static const SettingRow *
lookup_row (const char *key, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (setting_rows); i++)
    {
      if (g_str_equal (setting_rows[i].key, key))
        return &setting_rows[i];
    }
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_UNKNOWN_PROPERTY_ID,
               "use the setting “%s”: there is no such setting",
               key);
  return NULL;
}

/**
 * haulier_settings_get_defaults:
 *
 * Returns: (transfer floating): `a{sv}` with every key
 */
GVariant *
haulier_settings_get_defaults (void)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (gsize i = 0; i < G_N_ELEMENTS (setting_rows); i++)
    {
      const SettingRow *row = &setting_rows[i];

      g_variant_builder_add (&builder,
                             "{sv}",
                             row->key,
                             row->type == SETTING_PATH
                                 ? g_variant_new_string ("")
                                 : g_variant_new_uint64 (row->number_default));
    }
  return g_variant_builder_end (&builder);
}

/**
 * haulier_settings_check:
 * @key: a key
 * @value: a value
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_UNKNOWN_PROPERTY_ID, %HAULIER_ERROR_INVALID_ARGUMENT.
 *
 * Returns: whether @key can have @value
 */
gboolean
haulier_settings_check (const char *key, GVariant *value, GError **error)
{
  const SettingRow *row = lookup_row (key, error);
  const char *path = NULL;

  if (row == NULL)
    return FALSE;
  if (row->type == SETTING_PATH)
    {
      path = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
                 ? g_variant_get_string (value, NULL)
                 : ".";
      if (path[0] == '\0' || g_path_is_absolute (path))
        return TRUE;
      g_set_error (error,
                   HAULIER_ERROR,
                   HAULIER_ERROR_INVALID_ARGUMENT,
                   "set %s: it is an absolute path",
                   key);
      return FALSE;
    }
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64)
      && g_variant_get_uint64 (value) >= row->min && g_variant_get_uint64 (value) <= row->max)
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               "set %s: it is a number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT,
               key,
               row->min,
               row->max);
  return FALSE;
}

static gboolean
parse_number (const SettingRow *row, const char *text, guint64 *out_number, GError **error)
{
  if (row->type == SETTING_RATE)
    return haulier_rate_parse (text, out_number, error);
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, out_number, NULL))
    return TRUE;
  g_set_error (error,
               HAULIER_ERROR,
               HAULIER_ERROR_INVALID_ARGUMENT,
               "set %s: “%s” is not a number",
               row->key,
               text);
  return FALSE;
}

/**
 * haulier_settings_parse:
 * @key: a key
 * @text: a value as a person writes it
 * @error: return location
 *
 * Errors: as haulier_settings_check().
 *
 * Returns: (transfer floating) (nullable): the checked value
 */
GVariant *
haulier_settings_parse (const char *key, const char *text, GError **error)
{
  const SettingRow *row = lookup_row (key, error);
  g_autoptr (GVariant) value = NULL;
  guint64 number = 0;

  if (row == NULL)
    return NULL;
  if (row->type == SETTING_PATH)
    value = g_variant_new_string (text);
  else if (parse_number (row, text, &number, error))
    value = g_variant_new_uint64 (number);
  if (value == NULL || !haulier_settings_check (key, value, error))
    return NULL;
  return g_steal_pointer (&value);
}

/**
 * haulier_settings_format:
 * @key: a key
 * @value: its value
 *
 * Returns: (transfer full): the value for a person
 */
char *
haulier_settings_format (const char *key, GVariant *value)
{
  const SettingRow *row = lookup_row (key, NULL);

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return g_variant_dup_string (value, NULL);
  if (row != NULL && row->type == SETTING_RATE
      && g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64))
    return haulier_rate_format (g_variant_get_uint64 (value));
  return g_variant_print (value, FALSE);
}

/**
 * haulier_settings_get_number:
 * @settings: `a{sv}` with every key
 * @key: the key of a number or a rate
 *
 * Returns: its value
 */
guint64
haulier_settings_get_number (GVariant *settings, const char *key)
{
  guint64 number = 0;

  g_variant_lookup (settings, key, "t", &number);
  return number;
}

/**
 * haulier_settings_get_text:
 * @settings: `a{sv}` with every key
 * @key: the key of a path
 *
 * Returns: (transfer none): its value, owned by @settings
 */
const char *
haulier_settings_get_text (GVariant *settings, const char *key)
{
  const char *text = "";

  g_variant_lookup (settings, key, "&s", &text);
  return text;
}
