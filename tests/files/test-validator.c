/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of what tells one version of a file from another. */
#include "config.h"

#include "haulier-file.h"
#include "haulier-validator.h"

#define TIME 1700000000
#define ADDRESS "http://example.org/a?token=1"

typedef struct
{
  const char *why;
  const char *etag;
  gint64 last_modified;
  gint64 date;
  guint64 length;
  gboolean usable;
} UsableRow;

static const UsableRow usable_rows[] = {
  { "strong ETag alone", "\"a\"", -1, TIME, HAULIER_SIZE_UNKNOWN, TRUE },
  { "strong ETag, no clock, no time", "\"a\"", -1, -1, 10, TRUE },
  { "strong ETag and an old time", "\"a\"", TIME - 3600, TIME, 10, TRUE },
  { "strong ETag and a time of the same second", "\"a\"", TIME, TIME, 10, FALSE },
  { "strong ETag and a time two seconds before", "\"a\"", TIME - 2, TIME, 10, FALSE },
  { "strong ETag and a time three seconds before", "\"a\"", TIME - 3, TIME, 10, TRUE },
  { "strong ETag and a time after the answer", "\"a\"", TIME + 60, TIME, 10, FALSE },
  { "strong ETag and a time, no clock", "\"a\"", TIME, -1, 10, FALSE },
  { "weak ETag with length", "W/\"a\"", -1, TIME, 10, TRUE },
  { "weak ETag without length", "W/\"a\"", -1, TIME, HAULIER_SIZE_UNKNOWN, FALSE },
  { "time with length", NULL, TIME - 60, TIME, 10, TRUE },
  { "time without length", NULL, TIME - 60, TIME, HAULIER_SIZE_UNKNOWN, FALSE },
  { "fresh time with length", NULL, TIME - 1, TIME, 10, FALSE },
  { "length alone", NULL, -1, TIME, 10, FALSE },
  { "no quotes", "a", -1, TIME, 10, FALSE },
};

static void
test_validator_usable_row (gconstpointer data)
{
  const UsableRow *row = data;
  g_autoptr (HaulierValidator) validator
      = haulier_validator_new (row->etag, row->last_modified, row->date, row->length, ADDRESS);

  g_test_message ("%s", row->why);
  g_assert_cmpint (haulier_validator_is_usable (validator), ==, row->usable);
}

typedef struct
{
  const char *why;
  const char *etag;
  gint64 last_modified;
  guint64 length;
  const char *address;
  HaulierValidatorVerdict verdict;
} CompareRow;

/* Compared with "a", TIME, 10, ADDRESS. */
static const CompareRow compare_rows[] = {
  { "the same", "\"a\"", TIME, 10, ADDRESS, HAULIER_VALIDATOR_SAME },
  { "another token", "\"a\"", TIME, 10, "http://example.org/a?token=2", HAULIER_VALIDATOR_SAME },
  { "made weak on the way", "W/\"a\"", TIME, 10, ADDRESS, HAULIER_VALIDATOR_SAME },
  { "no time in the second", "\"a\"", -1, 10, ADDRESS, HAULIER_VALIDATOR_SAME },
  { "another ETag", "\"b\"", TIME, 10, ADDRESS, HAULIER_VALIDATOR_OTHER },
  { "another time", "\"a\"", TIME + 1, 10, ADDRESS, HAULIER_VALIDATOR_OTHER },
  { "another length", "\"a\"", TIME, 11, ADDRESS, HAULIER_VALIDATOR_OTHER },
  { "another host", "\"a\"", TIME, 10, "http://example.net/a", HAULIER_VALIDATOR_OTHER },
  { "no ETag", NULL, TIME, 10, ADDRESS, HAULIER_VALIDATOR_UNPROVEN },
  { "nothing", NULL, -1, HAULIER_SIZE_UNKNOWN, ADDRESS, HAULIER_VALIDATOR_UNPROVEN },
};

static void
test_validator_compare_row (gconstpointer data)
{
  const CompareRow *row = data;
  g_autoptr (HaulierValidator) known
      = haulier_validator_new ("\"a\"", TIME, TIME + 100, 10, ADDRESS);
  g_autoptr (HaulierValidator) seen = haulier_validator_new (
      row->etag, row->last_modified, TIME + 200, row->length, row->address);

  g_test_message ("%s", row->why);
  g_assert_cmpint (haulier_validator_compare (known, seen), ==, row->verdict);
}

static void
test_validator_if_range (void)
{
  g_autoptr (HaulierValidator) strong = haulier_validator_new ("\"a\"", 784111777, TIME, 10, NULL);
  g_autoptr (HaulierValidator) weak = haulier_validator_new ("W/\"a\"", -1, TIME, 10, NULL);
  g_autofree char *etag = haulier_validator_dup_if_range (strong, FALSE);
  g_autofree char *date = haulier_validator_dup_if_range (strong, TRUE);

  g_assert_cmpstr (etag, ==, "\"a\"");
  g_assert_cmpstr (date, ==, "Sun, 06 Nov 1994 08:49:37 GMT");
  /* A weak ETag must not be sent. */
  g_assert_null (haulier_validator_dup_if_range (weak, FALSE));
}

static void
test_validator_long_etag (void)
{
  g_autofree char *etag = g_strnfill (HAULIER_VALIDATOR_MAX_ETAG_BYTES + 1, '"');
  g_autoptr (HaulierValidator) validator = haulier_validator_new (etag, -1, TIME, 10, NULL);

  g_assert_null (validator->etag);
  g_assert_false (haulier_validator_is_usable (validator));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (usable_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/files/validator/usable/%zu", i);

      g_test_add_data_func (path, &usable_rows[i], test_validator_usable_row);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (compare_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/files/validator/compare/%zu", i);

      g_test_add_data_func (path, &compare_rows[i], test_validator_compare_row);
    }
  g_test_add_func ("/files/validator/if-range", test_validator_if_range);
  g_test_add_func ("/files/validator/long-etag", test_validator_long_etag);
  return g_test_run ();
}
