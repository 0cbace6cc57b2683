/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Settings of the engine: one table of keys with type, default and check. */
#include "config.h"

#include "haulier-settings.h"

#include "haulier-account-proxy.h"
#include "haulier-error.h"
#include "haulier-model-types.h"
#include "haulier-rate.h"
#include "haulier-words.h"

typedef enum
{
  SETTING_NUMBER, /* t */
  SETTING_RATE,   /* t; bytes a second; 0 is none */
  SETTING_PATH,   /* s; an absolute path or empty */
  SETTING_LEVEL,  /* i; HAULIER_NOT_SET when it is not set */
  SETTING_WORD,   /* s; nickname of an enum, or empty when it is not set */
  SETTING_PROXY,  /* s; as haulier_account_proxy_parse() */
} SettingType;

typedef struct
{
  const char *key;
  SettingType type;
  guint64 number_default;
  guint64 min;
  guint64 max;
  GType (*get_enum_type) (void);
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
      .key = "maximum-jobs-per-user",
      .type = SETTING_NUMBER,
      .number_default = 100000,
      .min = 1,
      .max = 1000000,
      .source = "MaxJobsPerUser",
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
      .key = "maximum-ranges",
      .type = SETTING_NUMBER,
      .number_default = 100000,
      .min = 1,
      .max = 1000000,
      .source = "MaxRangesPerFile",
  },
  {
      .key = "certificate-authorities",
      .type = SETTING_PATH,
      .source = "a PEM file beside the system's authorities",
  },
  {
      .key = "keytab",
      .type = SETTING_PATH,
      .source = "the computer's Kerberos keys; not set: /etc/krb5.keytab",
  },
  {
      .key = "profile",
      .type = SETTING_WORD,
      .get_enum_type = haulier_profile_get_type,
      .source = "for jobs that have none of their own; not set: native",
  },
  {
      .key = "use-lm-compat",
      .type = SETTING_LEVEL,
      .max = 2,
      .source = "UseLMCompat; not set: the default of the profile",
  },
  {
      .key = "lm-compatibility-level",
      .type = SETTING_LEVEL,
      .max = 5,
      .source = "LMCompatibilityLevel; not set: the default of the profile",
  },
  {
      .key = "local-system-proxy",
      .type = SETTING_PROXY,
      .source = "bitsadmin /Util /SetIEProxy LOCALSYSTEM",
  },
  {
      .key = "local-service-proxy",
      .type = SETTING_PROXY,
      .source = "bitsadmin /Util /SetIEProxy LOCALSERVICE",
  },
  {
      .key = "network-service-proxy",
      .type = SETTING_PROXY,
      .source = "bitsadmin /Util /SetIEProxy NETWORKSERVICE",
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

static GVariant *
get_default (const SettingRow *row)
{
  switch (row->type)
    {
    case SETTING_NUMBER:
    case SETTING_RATE:
      return g_variant_new_uint64 (row->number_default);
    case SETTING_PATH:
    case SETTING_WORD:
      return g_variant_new_string ("");
    case SETTING_PROXY:
      return g_variant_new_string ("none");
    case SETTING_LEVEL:
      return g_variant_new_int32 (HAULIER_NOT_SET);
    }
  g_assert_not_reached ();
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
    g_variant_builder_add (&builder, "{sv}", setting_rows[i].key, get_default (&setting_rows[i]));
  return g_variant_builder_end (&builder);
}

static gboolean
refuse (const SettingRow *row, const char *what, GError **error)
{
  g_set_error (
      error, HAULIER_ERROR, HAULIER_ERROR_INVALID_ARGUMENT, "set %s: it is %s", row->key, what);
  return FALSE;
}

static gboolean
check_number (const SettingRow *row, GVariant *value, GError **error)
{
  g_autofree char *what = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT64)
      && g_variant_get_uint64 (value) >= row->min && g_variant_get_uint64 (value) <= row->max)
    return TRUE;
  what = g_strdup_printf (
      "a number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT, row->min, row->max);
  return refuse (row, what, error);
}

static gboolean
check_level (const SettingRow *row, GVariant *value, GError **error)
{
  g_autofree char *what = NULL;

  if (g_variant_is_of_type (value, G_VARIANT_TYPE_INT32)
      && g_variant_get_int32 (value) >= HAULIER_NOT_SET
      && g_variant_get_int32 (value) <= (gint) row->max)
    return TRUE;
  what = g_strdup_printf ("a number from 0 to %d, or not set", (gint) row->max);
  return refuse (row, what, error);
}

static gboolean
check_path (const SettingRow *row, GVariant *value, GError **error)
{
  const char *path = g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)
                         ? g_variant_get_string (value, NULL)
                         : ".";

  return path[0] == '\0' || g_path_is_absolute (path) || refuse (row, "an absolute path", error);
}

static gboolean
check_word (const SettingRow *row, GVariant *value, GError **error)
{
  gint number = 0;

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return refuse (row, "a word", error);
  if (g_variant_get_string (value, NULL)[0] == '\0'
      || haulier_word_to_value (
          row->get_enum_type (), g_variant_get_string (value, NULL), &number, error))
    return TRUE;
  g_prefix_error (error, "set %s: ", row->key);
  return FALSE;
}

static gboolean
check_proxy (const SettingRow *row, GVariant *value, GError **error)
{
  HaulierProxySettings settings = { 0 };

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    return refuse (row, "a text", error);
  if (!haulier_account_proxy_parse (g_variant_get_string (value, NULL), &settings, error))
    return FALSE;
  haulier_proxy_settings_clear (&settings);
  return TRUE;
}

/**
 * haulier_settings_check:
 * @key: a key
 * @value: a value
 * @error: return location
 *
 * Errors: %HAULIER_ERROR_UNKNOWN_PROPERTY_ID, %HAULIER_ERROR_INVALID_ARGUMENT, and for a proxy
 *   those of haulier_account_proxy_parse().
 *
 * Returns: whether @key can have @value
 */
gboolean
haulier_settings_check (const char *key, GVariant *value, GError **error)
{
  const SettingRow *row = lookup_row (key, error);

  if (row == NULL)
    return FALSE;
  switch (row->type)
    {
    case SETTING_NUMBER:
    case SETTING_RATE:
      return check_number (row, value, error);
    case SETTING_PATH:
      return check_path (row, value, error);
    case SETTING_LEVEL:
      return check_level (row, value, error);
    case SETTING_WORD:
      return check_word (row, value, error);
    case SETTING_PROXY:
      return check_proxy (row, value, error);
    }
  g_assert_not_reached ();
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

/* Returns: (transfer floating) (nullable): the value, not checked */
static GVariant *
parse_value (const SettingRow *row, const char *text, GError **error)
{
  guint64 number = 0;

  switch (row->type)
    {
    case SETTING_PATH:
    case SETTING_WORD:
    case SETTING_PROXY:
      return g_variant_new_string (text);
    case SETTING_LEVEL:
      if (text[0] == '\0')
        return g_variant_new_int32 (HAULIER_NOT_SET);
      if (!parse_number (row, text, &number, error))
        return NULL;
      return g_variant_new_int32 (number <= G_MAXINT32 ? (gint) number : G_MAXINT32);
    case SETTING_NUMBER:
    case SETTING_RATE:
      return parse_number (row, text, &number, error) ? g_variant_new_uint64 (number) : NULL;
    }
  g_assert_not_reached ();
}

/**
 * haulier_settings_parse:
 * @key: a key
 * @text: a value as a person writes it; empty for what is not set
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

  if (row == NULL)
    return NULL;
  value = parse_value (row, text, error);
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
  if (row != NULL && row->type == SETTING_LEVEL
      && g_variant_is_of_type (value, G_VARIANT_TYPE_INT32)
      && g_variant_get_int32 (value) == HAULIER_NOT_SET)
    return g_strdup ("");
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
 * @key: the key of a path, a word or a proxy
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

/**
 * haulier_settings_get_level:
 * @settings: `a{sv}` with every key
 * @key: the key of a level
 *
 * Returns: its value, or %HAULIER_NOT_SET
 */
gint
haulier_settings_get_level (GVariant *settings, const char *key)
{
  gint level = HAULIER_NOT_SET;

  g_variant_lookup (settings, key, "i", &level);
  return level;
}

/**
 * haulier_settings_get_proxy:
 * @settings: `a{sv}` with every key
 * @account: an account
 * @out_proxy: (out): what is kept for it; the caller clears it
 *
 * Returns: whether something is kept for accounts of that kind
 */
gboolean
haulier_settings_get_proxy (GVariant *settings,
                            HaulierAccountKind account,
                            HaulierProxySettings *out_proxy)
{
  const char *key = haulier_account_proxy_get_key (account);

  return key != NULL
         && haulier_account_proxy_parse (
             haulier_settings_get_text (settings, key), out_proxy, NULL);
}

/**
 * haulier_settings_get_profile:
 * @settings: `a{sv}` with every key
 * @own: the profile of a job, or %HAULIER_NOT_SET
 *
 * Returns: the profile that holds for the job
 */
HaulierProfile
haulier_settings_get_profile (GVariant *settings, gint own)
{
  const char *word = haulier_settings_get_text (settings, "profile");
  gint profile = HAULIER_PROFILE_NATIVE;

  if (own != HAULIER_NOT_SET)
    return (HaulierProfile) own;
  if (word[0] != '\0')
    haulier_word_to_value (HAULIER_TYPE_PROFILE, word, &profile, NULL);
  return (HaulierProfile) profile;
}
