/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of a job's settings: defaults, every key there and back, and refusals that change nothing.
 */
#include "config.h"

#include "haulier-job-settings.h"

#include <string.h>

#include "haulier-error.h"

static const struct
{
  const char *key;
  const char *signature;
  const char *desktop; /* the default, as a person reads it */
  const char *bits;
} default_rows[] = {
  { "priority", "s", "normal", "normal" },
  { "transfer-policy", "s", "unmetered", "always" },
  { "minimum-retry-delay", "u", "600", "600" },
  { "no-progress-timeout", "u", "1209600", "1209600" },
  { "maximum-download-time", "u", "7776000", "7776000" },
  { "security-flags", "u", "0x0", "0x0" },
  { "connections", "u", "8", "8" },
  { "limit", "t", "none", "none" },
  { "headers", "as", "", "" },
  { "http-method", "s", "", "" },
  { "notify-flags", "u", "0x3", "0x3" },
  { "notify-command", "s", "", "" },
  { "profile", "s", "", "" },
};

static char *
dup_formatted (const HaulierJobSettings *settings, const char *key)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (haulier_job_settings_get (settings, key));

  return haulier_job_setting_format (key, value);
}

static void
test_job_settings_defaults (void)
{
  HaulierJobSettings desktop;
  HaulierJobSettings bits;
  g_auto (GStrv) none = NULL;
  g_autofree char **keys = haulier_job_setting_list_keys ();

  haulier_job_settings_init (&desktop, HAULIER_JOB_ORIGIN_DESKTOP);
  haulier_job_settings_init (&bits, HAULIER_JOB_ORIGIN_BITS);
  g_assert_cmpuint (g_strv_length (keys), ==, G_N_ELEMENTS (default_rows));
  for (gsize i = 0; i < G_N_ELEMENTS (default_rows); i++)
    {
      g_autofree char *desktop_text = dup_formatted (&desktop, default_rows[i].key);
      g_autofree char *bits_text = dup_formatted (&bits, default_rows[i].key);

      g_assert_cmpstr (keys[i], ==, default_rows[i].key);
      g_assert_cmpstr (desktop_text, ==, default_rows[i].desktop);
      g_assert_cmpstr (bits_text, ==, default_rows[i].bits);
    }
  haulier_job_settings_clear (&desktop);
  haulier_job_settings_clear (&bits);
}

/* What a person writes, and what the setting shows afterwards. */
static const struct
{
  const char *key;
  const char *text;
  const char *shown;
} accepted_rows[] = {
  { "priority", "foreground", "foreground" },
  { "priority", "low", "low" },
  { "transfer-policy", "always", "always" },
  { "minimum-retry-delay", "60", "60" },
  { "minimum-retry-delay", "5", "5" },
  { "minimum-retry-delay", "4", "5" },
  { "minimum-retry-delay", "0", "5" },
  { "minimum-retry-delay", "4294967295", "2147483647" },
  { "no-progress-timeout", "0", "0" },
  { "no-progress-timeout", "2147483648", "2147483647" },
  { "maximum-download-time", "1", "1" },
  { "security-flags", "0x100", "0x100" },
  { "security-flags", "0x200", "0x200" },
  { "security-flags", "2304", "0x900" },
  { "security-flags", "0x80e", "0x80e" },
  { "security-flags", "0", "0x0" },
  { "connections", "1", "1" },
  { "connections", "16", "16" },
  { "connections", "0x10", "16" },
  { "limit", "500k", "500k" },
  { "limit", "none", "none" },
  { "limit", "0", "none" },
  { "headers", "X-A: 1", "X-A: 1" },
  { "headers", "X-A: 1\nX-B:2", "X-A: 1\nX-B:2" },
  { "headers", "X-Empty:", "X-Empty:" },
  { "headers", "Cookie: ä=\tb; c", "Cookie: ä=\tb; c" },
  { "headers", "X!#$%&'*+-.^_`|~9: x", "X!#$%&'*+-.^_`|~9: x" },
  { "headers", "Ranges: 1", "Ranges: 1" },
  { "headers", "", "" },
  { "http-method", "POST", "POST" },
  { "http-method", "X-get", "X-get" },
  { "http-method", "get", "get" },
  { "http-method", "GET", "" },
  { "http-method", "", "" },
  { "notify-flags", "0", "0x0" },
  { "notify-flags", "63", "0x3f" },
  { "notify-command", "/bin/true", "/bin/true" },
  { "notify-command", "'/opt/a b' \"c d\" $HOME", "'/opt/a b' \"c d\" $HOME" },
  { "notify-command", "", "" },
  { "profile", "xp-sp2", "xp-sp2" },
  { "profile", "native", "native" },
  { "profile", "", "" },
};

static void
test_job_settings_accepted (void)
{
  HaulierJobSettings settings;

  haulier_job_settings_init (&settings, HAULIER_JOB_ORIGIN_DESKTOP);
  for (gsize i = 0; i < G_N_ELEMENTS (accepted_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) value
          = haulier_job_setting_parse (accepted_rows[i].key, accepted_rows[i].text, &error);
      g_autofree char *shown = NULL;

      g_test_message ("%s=%s", accepted_rows[i].key, accepted_rows[i].text);
      g_assert_no_error (error);
      g_variant_ref_sink (value);
      g_assert_true (haulier_job_settings_set (&settings, accepted_rows[i].key, value, &error));
      g_assert_no_error (error);
      shown = dup_formatted (&settings, accepted_rows[i].key);
      g_assert_cmpstr (shown, ==, accepted_rows[i].shown);
    }
  g_assert_null (settings.headers);
  g_assert_null (settings.http_method);
  g_assert_null (settings.notify_command);
  haulier_job_settings_clear (&settings);
}

#define INVALID HAULIER_ERROR_INVALID_ARGUMENT

static const struct
{
  const char *key;
  const char *text;
  gint code;
} refused_rows[] = {
  { "priority", "", INVALID },
  { "priority", "urgent", INVALID },
  { "priority", "Low", INVALID },
  { "transfer-policy", "metered", INVALID },
  { "minimum-retry-delay", "", INVALID },
  { "minimum-retry-delay", "-1", INVALID },
  { "minimum-retry-delay", "4294967296", INVALID },
  { "minimum-retry-delay", "5s", INVALID },
  { "minimum-retry-delay", "0x", INVALID },
  { "minimum-retry-delay", " 5", INVALID },
  { "security-flags", "0x1", HAULIER_ERROR_NOT_IMPLEMENTED },
  { "security-flags", "0x11", HAULIER_ERROR_NOT_IMPLEMENTED },
  { "security-flags", "0x10", HAULIER_ERROR_NOT_IMPLEMENTED },
  { "security-flags", "0x300", INVALID },
  { "security-flags", "0x400", INVALID },
  { "security-flags", "0x700", INVALID },
  { "security-flags", "0x20", INVALID },
  { "security-flags", "0x1000", INVALID },
  { "security-flags", "0xffffffff", HAULIER_ERROR_NOT_IMPLEMENTED },
  { "connections", "0", INVALID },
  { "connections", "17", INVALID },
  { "limit", "fast", INVALID },
  { "notify-flags", "0x40", INVALID },
  { "notify-flags", "all", INVALID },
  { "notify-command", "true", INVALID },
  { "notify-command", "./true", INVALID },
  { "notify-command", "  ", INVALID },
  { "notify-command", "/bin/true '", INVALID },
  { "notify-command", "/bin/true\n", INVALID },
  { "headers", "X-A", INVALID },
  { "headers", ": x", INVALID },
  { "headers", "X A: x", INVALID },
  { "headers", " X-A: x", INVALID },
  { "headers", "X-A : x", INVALID },
  { "headers", "Ü: x", INVALID },
  { "headers", "X-A: a\rEvil: b", INVALID },
  { "headers", "X-A: a\033b", INVALID },
  { "headers", "X-A: a\177", INVALID },
  { "headers", "X-A: 1\n", INVALID },
  { "headers", "X-A: 1\n\nX-B: 2", INVALID },
  { "headers", "Host: evil", INVALID },
  { "headers", "hOsT: evil", INVALID },
  { "headers", "X-A: 1\nRange: bytes=0-1", INVALID },
  { "headers", "If-None-Match: \"x\"", INVALID },
  { "headers", "Authorization: Basic x", INVALID },
  { "headers", "Proxy-Authorization: Basic x", INVALID },
  { "headers", "Accept-Encoding: gzip", INVALID },
  { "headers", "Content-Length: 5", INVALID },
  { "headers", "Transfer-Encoding: chunked", INVALID },
  { "profile", "windows-12", INVALID },
  { "profile", "XP", INVALID },
  { "http-method", "GET /evil HTTP/1.1", INVALID },
  { "http-method", "A\r\nB", INVALID },
  { "http-method", "Ä", INVALID },
  { "http-method", "HEAD", INVALID },
  { "http-method", "CONNECT", INVALID },
  { "http-method", "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG", INVALID },
  { "no-such-key", "1", HAULIER_ERROR_UNKNOWN_PROPERTY_ID },
  { "Priority", "low", HAULIER_ERROR_UNKNOWN_PROPERTY_ID },
  { "", "1", HAULIER_ERROR_UNKNOWN_PROPERTY_ID },
};

/* Settings that differ from the defaults in every key. */
static void
fill (HaulierJobSettings *settings)
{
  static const char *const rows[][2] = {
    { "priority", "high" },
    { "transfer-policy", "always" },
    { "minimum-retry-delay", "77" },
    { "no-progress-timeout", "78" },
    { "maximum-download-time", "79" },
    { "security-flags", "0x802" },
    { "connections", "3" },
    { "limit", "81" },
    { "headers", "X-A: 1\nX-B: 2" },
    { "http-method", "POST" },
  };

  haulier_job_settings_init (settings, HAULIER_JOB_ORIGIN_DESKTOP);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GVariant) value
          = g_variant_ref_sink (haulier_job_setting_parse (rows[i][0], rows[i][1], NULL));

      g_assert_true (haulier_job_settings_set (settings, rows[i][0], value, NULL));
    }
}

static void
test_job_settings_refused (void)
{
  HaulierJobSettings settings;
  g_autoptr (GVariant) before = NULL;

  fill (&settings);
  before = g_variant_ref_sink (haulier_job_settings_to_variant (&settings));
  for (gsize i = 0; i < G_N_ELEMENTS (refused_rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GVariant) after = NULL;
      GVariant *value
          = haulier_job_setting_parse (refused_rows[i].key, refused_rows[i].text, &error);

      g_test_message ("%s=%s", refused_rows[i].key, refused_rows[i].text);
      if (value != NULL)
        {
          g_variant_ref_sink (value);
          g_assert_false (haulier_job_settings_set (&settings, refused_rows[i].key, value, &error));
          g_variant_unref (value);
        }
      g_assert_error (error, HAULIER_ERROR, refused_rows[i].code);
      g_assert_null (strstr (error->message, "Basic x"));
      after = g_variant_ref_sink (haulier_job_settings_to_variant (&settings));
      g_assert_true (g_variant_equal (before, after));
    }
  haulier_job_settings_clear (&settings);
}

/* Every key with a value of every type but its own: from the bus anything can come. */
static void
test_job_settings_wrong_type (void)
{
  static const char *const values[]
      = { "'low'",  "uint32 1",   "uint64 1", "['X-A: 1']", "1",        "true",
          "@as []", "<uint32 1>", "1.5",      "b'x'",       "('low',)", "@a{sv} {}" };
  HaulierJobSettings settings;
  g_autoptr (GVariant) before = NULL;

  fill (&settings);
  before = g_variant_ref_sink (haulier_job_settings_to_variant (&settings));
  for (gsize i = 0; i < G_N_ELEMENTS (default_rows); i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_autoptr (GVariant) value = g_variant_parse (NULL, values[j], NULL, NULL, NULL);
          g_autoptr (GVariant) after = NULL;
          g_autoptr (GError) error = NULL;

          if (g_variant_is_of_type (value, G_VARIANT_TYPE (default_rows[i].signature)))
            continue;
          g_assert_false (haulier_job_settings_set (&settings, default_rows[i].key, value, &error));
          g_assert_error (error, HAULIER_ERROR, INVALID);
          after = g_variant_ref_sink (haulier_job_settings_to_variant (&settings));
          g_assert_true (g_variant_equal (before, after));
          g_free (haulier_job_setting_format (default_rows[i].key, value));
        }
    }
  haulier_job_settings_clear (&settings);
}

/* What the bus carries makes the same settings again. */
static void
test_job_settings_round_trip (void)
{
  HaulierJobSettings settings;
  HaulierJobSettings other;
  HaulierJobSettings copy;
  g_autoptr (GVariant) values = NULL;
  g_autoptr (GVariant) others = NULL;
  g_autoptr (GVariant) copies = NULL;
  GVariantIter iter;
  const char *key = NULL;
  GVariant *value = NULL;

  fill (&settings);
  haulier_job_settings_copy (&copy, &settings);
  haulier_job_settings_init (&other, HAULIER_JOB_ORIGIN_BITS);
  values = g_variant_ref_sink (haulier_job_settings_to_variant (&settings));
  g_assert_cmpuint (g_variant_n_children (values), ==, G_N_ELEMENTS (default_rows));
  g_variant_iter_init (&iter, values);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    {
      g_autofree char *text = haulier_job_setting_format (key, value);
      g_autoptr (GVariant) again = g_variant_ref_sink (haulier_job_setting_parse (key, text, NULL));

      g_assert_true (g_variant_equal (again, value));
      g_assert_true (haulier_job_settings_set (&other, key, value, NULL));
    }
  haulier_job_settings_clear (&settings);
  others = g_variant_ref_sink (haulier_job_settings_to_variant (&other));
  copies = g_variant_ref_sink (haulier_job_settings_to_variant (&copy));
  g_assert_true (g_variant_equal (values, others));
  g_assert_true (g_variant_equal (values, copies));
  g_assert_null (haulier_job_settings_get (&copy, "no-such-key"));
  haulier_job_settings_clear (&other);
  haulier_job_settings_clear (&copy);
}

static void
test_job_settings_header_limit (void)
{
  for (guint length = 16382; length <= 16383; length++)
    {
      g_autofree char *filler = g_strnfill (length - strlen ("A:"), 'x');
      g_autofree char *header = g_strdup_printf ("A:%s", filler);
      g_autoptr (GVariant) value
          = g_variant_ref_sink (haulier_job_setting_parse ("headers", header, NULL));
      g_autoptr (GError) error = NULL;
      HaulierJobSettings settings;

      /* each line ends with CR LF, and that counts */
      haulier_job_settings_init (&settings, HAULIER_JOB_ORIGIN_DESKTOP);
      g_assert_cmpint (
          haulier_job_settings_set (&settings, "headers", value, &error), ==, length == 16382);
      if (length > 16382)
        g_assert_error (error, HAULIER_ERROR, HAULIER_ERROR_STRING_TOO_LONG);
      haulier_job_settings_clear (&settings);
    }
}

static void
test_job_settings_limit_range (void)
{
  HaulierJobSettings settings;
  g_autoptr (GVariant) most = g_variant_ref_sink (g_variant_new_uint64 (G_MAXINT64));
  g_autoptr (GVariant) more = g_variant_ref_sink (g_variant_new_uint64 ((guint64) G_MAXINT64 + 1));
  g_autoptr (GError) error = NULL;

  haulier_job_settings_init (&settings, HAULIER_JOB_ORIGIN_DESKTOP);
  g_assert_true (haulier_job_settings_set (&settings, "limit", most, &error));
  g_assert_false (haulier_job_settings_set (&settings, "limit", more, &error));
  g_assert_error (error, HAULIER_ERROR, INVALID);
  g_assert_cmpuint (settings.limit, ==, G_MAXINT64);
  haulier_job_settings_clear (&settings);
}

static void
test_job_settings_unknown_key_is_shown (void)
{
  g_autoptr (GVariant) value = g_variant_ref_sink (g_variant_new_uint32 (7));
  g_autofree char *shown = haulier_job_setting_format ("of-a-newer-engine", value);

  g_assert_cmpstr (shown, ==, "7");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/model/job-settings/defaults", test_job_settings_defaults);
  g_test_add_func ("/model/job-settings/accepted", test_job_settings_accepted);
  g_test_add_func ("/model/job-settings/refused", test_job_settings_refused);
  g_test_add_func ("/model/job-settings/wrong-type", test_job_settings_wrong_type);
  g_test_add_func ("/model/job-settings/round-trip", test_job_settings_round_trip);
  g_test_add_func ("/model/job-settings/header-limit", test_job_settings_header_limit);
  g_test_add_func ("/model/job-settings/limit-range", test_job_settings_limit_range);
  g_test_add_func ("/model/job-settings/unknown-key", test_job_settings_unknown_key_is_shown);
  return g_test_run ();
}
