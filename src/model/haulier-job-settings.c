/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What can be set on a job: one table of keys with type, default and check. */
#include "config.h"

#include "haulier-job-settings.h"

#include <string.h>

#include "haulier-error.h"
#include "haulier-job-setting-check-private.h"
#include "haulier-model-types.h"
#include "haulier-rate.h"

#define SECONDS_MAX G_MAXINT32
/* IBackgroundCopyJob::SetMinimumRetryDelay raises lower values to this one. */
#define RETRY_DELAY_MIN_SECONDS 5

typedef enum
{
  SETTING_WORD,    /* enum as a nickname; s */
  SETTING_CHOICE,  /* as a word, or empty when it is not set; s */
  SETTING_SECONDS, /* guint32; u */
  SETTING_NUMBER,  /* guint32; u */
  SETTING_RATE,    /* guint64 bytes a second; t */
  SETTING_LINES,   /* char **; as */
  SETTING_TEXT,    /* char *; s */
} SettingType;

static const char *const setting_signatures[] = {
  [SETTING_WORD] = "s", [SETTING_CHOICE] = "s", [SETTING_SECONDS] = "u", [SETTING_NUMBER] = "u",
  [SETTING_RATE] = "t", [SETTING_LINES] = "as", [SETTING_TEXT] = "s",
};

typedef struct
{
  const char *key;
  SettingType type;
  gsize offset;
  GType (*get_enum_type) (void);
  gboolean (*check) (GVariant *value, GError **error);
  const char *usual;    /* (nullable) a text that is as good as none */
  gboolean hexadecimal; /* how a person reads the number */
  guint64 desktop_default;
  guint64 bits_default;
} SettingRow;

#define FIELD(name) G_STRUCT_OFFSET (HaulierJobSettings, name)

static const SettingRow setting_rows[] = {
  {
      .key = "priority",
      .type = SETTING_WORD,
      .offset = FIELD (priority),
      .get_enum_type = haulier_priority_get_type,
      .desktop_default = HAULIER_PRIORITY_NORMAL,
      .bits_default = HAULIER_PRIORITY_NORMAL,
  },
  {
      .key = "transfer-policy",
      .type = SETTING_WORD,
      .offset = FIELD (transfer_policy),
      .get_enum_type = haulier_transfer_policy_get_type,
      .desktop_default = HAULIER_TRANSFER_POLICY_UNMETERED,
      .bits_default = HAULIER_TRANSFER_POLICY_ALWAYS,
  },
  {
      .key = "minimum-retry-delay",
      .type = SETTING_SECONDS,
      .offset = FIELD (minimum_retry_delay),
      .desktop_default = 600,
      .bits_default = 600,
  },
  {
      .key = "no-progress-timeout",
      .type = SETTING_SECONDS,
      .offset = FIELD (no_progress_timeout),
      .desktop_default = 1209600,
      .bits_default = 1209600,
  },
  {
      .key = "maximum-download-time",
      .type = SETTING_SECONDS,
      .offset = FIELD (maximum_download_time),
      .desktop_default = 7776000,
      .bits_default = 7776000,
  },
  {
      .key = "security-flags",
      .type = SETTING_NUMBER,
      .offset = FIELD (security_flags),
      .check = haulier_job_setting_check_security_flags,
      .hexadecimal = TRUE,
  },
  {
      .key = "connections",
      .type = SETTING_NUMBER,
      .offset = FIELD (connections),
      .check = haulier_job_setting_check_connections,
      .desktop_default = HAULIER_CONNECTIONS_DEFAULT,
      .bits_default = HAULIER_CONNECTIONS_DEFAULT,
  },
  {
      .key = "limit",
      .type = SETTING_RATE,
      .offset = FIELD (limit),
      .check = haulier_job_setting_check_limit,
  },
  {
      .key = "headers",
      .type = SETTING_LINES,
      .offset = FIELD (headers),
      .check = haulier_job_setting_check_headers,
  },
  {
      .key = "http-method",
      .type = SETTING_TEXT,
      .offset = FIELD (http_method),
      .check = haulier_job_setting_check_method,
      .usual = "GET",
  },
  {
      .key = "notify-flags",
      .type = SETTING_NUMBER,
      .offset = FIELD (notify_flags),
      .check = haulier_job_setting_check_notify_flags,
      .hexadecimal = TRUE,
      .desktop_default = HAULIER_NOTIFY_TRANSFERRED | HAULIER_NOTIFY_ERROR,
      .bits_default = HAULIER_NOTIFY_TRANSFERRED | HAULIER_NOTIFY_ERROR,
  },
  {
      .key = "notify-command",
      .type = SETTING_TEXT,
      .offset = FIELD (notify_command),
      .check = haulier_job_setting_check_notify_command,
  },
  {
      .key = "profile",
      .type = SETTING_CHOICE,
      .offset = FIELD (profile),
      .get_enum_type = haulier_profile_get_type,
      .desktop_default = (guint32) HAULIER_NOT_SET,
      .bits_default = (guint32) HAULIER_NOT_SET,
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
  haulier_job_setting_refuse (
      error, HAULIER_ERROR_UNKNOWN_PROPERTY_ID, "set “%s”: there is no such setting", key);
  return NULL;
}

/**
 * haulier_job_settings_init:
 * @settings: (out): settings to fill
 * @origin: whose defaults
 */
void
haulier_job_settings_init (HaulierJobSettings *settings, HaulierJobOrigin origin)
{
  *settings = (HaulierJobSettings){ 0 };
  for (gsize i = 0; i < G_N_ELEMENTS (setting_rows); i++)
    {
      const SettingRow *row = &setting_rows[i];
      guint64 value = origin == HAULIER_JOB_ORIGIN_BITS ? row->bits_default : row->desktop_default;

      if (row->type == SETTING_WORD || row->type == SETTING_CHOICE || row->type == SETTING_SECONDS
          || row->type == SETTING_NUMBER)
        G_STRUCT_MEMBER (guint32, settings, row->offset) = (guint32) value;
    }
}

/**
 * haulier_job_settings_clear:
 * @settings: settings to empty
 */
void
haulier_job_settings_clear (HaulierJobSettings *settings)
{
  g_clear_pointer (&settings->headers, g_strfreev);
  g_clear_pointer (&settings->http_method, g_free);
  g_clear_pointer (&settings->notify_command, g_free);
}

/**
 * haulier_job_settings_copy:
 * @target: (out): uninitialised settings
 * @source: settings
 */
void
haulier_job_settings_copy (HaulierJobSettings *target, const HaulierJobSettings *source)
{
  *target = *source;
  target->headers = g_strdupv (source->headers);
  target->http_method = g_strdup (source->http_method);
  target->notify_command = g_strdup (source->notify_command);
}

static gboolean
set_word (HaulierJobSettings *settings, const SettingRow *row, GVariant *value, GError **error)
{
  const char *word = g_variant_get_string (value, NULL);
  gint number = HAULIER_NOT_SET;

  if (!(row->type == SETTING_CHOICE && word[0] == '\0')
      && !haulier_word_to_value (row->get_enum_type (), word, &number, error))
    {
      g_prefix_error (error, "set %s: ", row->key);
      return FALSE;
    }
  G_STRUCT_MEMBER (guint32, settings, row->offset) = (guint32) number;
  return TRUE;
}

static void
set_seconds (HaulierJobSettings *settings, const SettingRow *row, guint32 seconds)
{
  if (row->offset == FIELD (minimum_retry_delay))
    seconds = MAX (seconds, RETRY_DELAY_MIN_SECONDS);
  G_STRUCT_MEMBER (guint32, settings, row->offset) = MIN (seconds, SECONDS_MAX);
}

static gboolean
is_default_text (const SettingRow *row, const char *text)
{
  return text[0] == '\0' || g_strcmp0 (text, row->usual) == 0;
}

/**
 * haulier_job_settings_set:
 * @settings: settings
 * @key: a key
 * @value: its value, of the key's type
 * @error: return location
 *
 * Sets one key; when it is refused the former value stays.
 *
 * Errors: %HAULIER_ERROR_UNKNOWN_PROPERTY_ID, %HAULIER_ERROR_INVALID_ARGUMENT,
 *   %HAULIER_ERROR_STRING_TOO_LONG, %HAULIER_ERROR_NOT_IMPLEMENTED.
 *
 * Returns: whether it was set
 */
gboolean
haulier_job_settings_set (HaulierJobSettings *settings,
                          const char *key,
                          GVariant *value,
                          GError **error)
{
  const SettingRow *row = lookup_row (key, error);
  const char *text = NULL;

  if (row == NULL)
    return FALSE;
  if (!g_variant_is_of_type (value, G_VARIANT_TYPE (setting_signatures[row->type])))
    return haulier_job_setting_refuse (error,
                                       HAULIER_ERROR_INVALID_ARGUMENT,
                                       "set %s: the value has the wrong type (%s)",
                                       key,
                                       g_variant_get_type_string (value));
  if (row->check != NULL && !row->check (value, error))
    return FALSE;
  switch (row->type)
    {
    case SETTING_WORD:
    case SETTING_CHOICE:
      return set_word (settings, row, value, error);
    case SETTING_SECONDS:
      set_seconds (settings, row, g_variant_get_uint32 (value));
      break;
    case SETTING_NUMBER:
      G_STRUCT_MEMBER (guint32, settings, row->offset) = g_variant_get_uint32 (value);
      break;
    case SETTING_RATE:
      G_STRUCT_MEMBER (guint64, settings, row->offset) = g_variant_get_uint64 (value);
      break;
    case SETTING_LINES:
      g_strfreev (G_STRUCT_MEMBER (char **, settings, row->offset));
      G_STRUCT_MEMBER (char **, settings, row->offset)
          = g_variant_n_children (value) > 0 ? g_variant_dup_strv (value, NULL) : NULL;
      break;
    case SETTING_TEXT:
      text = g_variant_get_string (value, NULL);
      g_free (G_STRUCT_MEMBER (char *, settings, row->offset));
      G_STRUCT_MEMBER (char *, settings, row->offset)
          = is_default_text (row, text) ? NULL : g_strdup (text);
      break;
    }
  return TRUE;
}

static GVariant *
get_value (const HaulierJobSettings *settings, const SettingRow *row)
{
  const char *const empty[] = { NULL };
  guint32 number = 0;
  char **lines = NULL;
  const char *text = NULL;

  switch (row->type)
    {
    case SETTING_WORD:
    case SETTING_CHOICE:
      number = G_STRUCT_MEMBER (guint32, settings, row->offset);
      if (row->type == SETTING_CHOICE && (gint) number == HAULIER_NOT_SET)
        return g_variant_new_string ("");
      return g_variant_new_string (haulier_word_from_value (row->get_enum_type (), (gint) number));
    case SETTING_SECONDS:
    case SETTING_NUMBER:
      return g_variant_new_uint32 (G_STRUCT_MEMBER (guint32, settings, row->offset));
    case SETTING_RATE:
      return g_variant_new_uint64 (G_STRUCT_MEMBER (guint64, settings, row->offset));
    case SETTING_LINES:
      lines = G_STRUCT_MEMBER (char **, settings, row->offset);
      return g_variant_new_strv (lines != NULL ? (const char *const *) lines : empty, -1);
    case SETTING_TEXT:
      text = G_STRUCT_MEMBER (char *, settings, row->offset);
      return g_variant_new_string (text != NULL ? text : "");
    }
  g_assert_not_reached ();
}

/**
 * haulier_job_settings_get:
 * @settings: settings
 * @key: a key
 *
 * Returns: (transfer floating) (nullable): the value, or %NULL for an unknown key
 */
GVariant *
haulier_job_settings_get (const HaulierJobSettings *settings, const char *key)
{
  const SettingRow *row = lookup_row (key, NULL);

  return row != NULL ? get_value (settings, row) : NULL;
}

/**
 * haulier_job_settings_to_variant:
 * @settings: settings
 *
 * Returns: (transfer floating): `a{sv}` of every key
 */
GVariant *
haulier_job_settings_to_variant (const HaulierJobSettings *settings)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE_VARDICT);
  for (gsize i = 0; i < G_N_ELEMENTS (setting_rows); i++)
    g_variant_builder_add (
        &builder, "{sv}", setting_rows[i].key, get_value (settings, &setting_rows[i]));
  return g_variant_builder_end (&builder);
}

/**
 * haulier_job_setting_parse:
 * @key: a key
 * @text: its value as a person writes it; several headers are separated by line ends
 * @error: return location
 *
 * Errors: as haulier_job_settings_set().
 *
 * Returns: (transfer floating) (nullable): the value, of the key's type
 */
GVariant *
haulier_job_setting_parse (const char *key, const char *text, GError **error)
{
  const SettingRow *row = lookup_row (key, error);
  g_auto (GStrv) lines = NULL;
  guint64 number = 0;
  gboolean hexadecimal = g_str_has_prefix (text, "0x");

  if (row == NULL)
    return NULL;
  switch (row->type)
    {
    case SETTING_WORD:
    case SETTING_CHOICE:
    case SETTING_TEXT:
      return g_variant_new_string (text);
    case SETTING_SECONDS:
    case SETTING_NUMBER:
      if (g_ascii_string_to_unsigned (
              hexadecimal ? text + 2 : text, hexadecimal ? 16 : 10, 0, G_MAXUINT32, &number, NULL))
        return g_variant_new_uint32 ((guint32) number);
      haulier_job_setting_refuse (
          error, HAULIER_ERROR_INVALID_ARGUMENT, "set %s: “%s” is not a number", key, text);
      return NULL;
    case SETTING_RATE:
      return haulier_rate_parse (text, &number, error) ? g_variant_new_uint64 (number) : NULL;
    case SETTING_LINES:
      lines = g_strsplit (text, "\n", -1);
      return g_variant_new_strv ((const char *const *) lines, -1);
    }
  g_assert_not_reached ();
}

/**
 * haulier_job_setting_format:
 * @key: a key
 * @value: its value
 *
 * Returns: (transfer full): the value for a person, as haulier_job_setting_parse() reads it
 */
char *
haulier_job_setting_format (const char *key, GVariant *value)
{
  const SettingRow *row = lookup_row (key, NULL);
  g_autofree const char **lines = NULL;

  if (row == NULL || !g_variant_is_of_type (value, G_VARIANT_TYPE (setting_signatures[row->type])))
    return g_variant_print (value, FALSE);
  switch (row->type)
    {
    case SETTING_WORD:
    case SETTING_CHOICE:
    case SETTING_TEXT:
      return g_variant_dup_string (value, NULL);
    case SETTING_SECONDS:
      return g_strdup_printf ("%u", g_variant_get_uint32 (value));
    case SETTING_NUMBER:
      if (row->hexadecimal)
        return g_strdup_printf ("0x%x", g_variant_get_uint32 (value));
      return g_strdup_printf ("%u", g_variant_get_uint32 (value));
    case SETTING_RATE:
      return haulier_rate_format (g_variant_get_uint64 (value));
    case SETTING_LINES:
      lines = g_variant_get_strv (value, NULL);
      return g_strjoinv ("\n", (char **) lines);
    }
  g_assert_not_reached ();
}

/**
 * haulier_job_setting_list_keys:
 *
 * Returns: (transfer container): every key, in the order of the table
 */
char **
haulier_job_setting_list_keys (void)
{
  char **keys = g_new0 (char *, G_N_ELEMENTS (setting_rows) + 1);

  for (gsize i = 0; i < G_N_ELEMENTS (setting_rows); i++)
    keys[i] = (char *) setting_rows[i].key;
  return keys;
}
