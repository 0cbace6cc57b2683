/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Job tables: many jobs on the bus, column by column. */
#include "config.h"

#include "haulier-job-table.h"

#include <string.h>

/* A row of twenty-four values costs some twenty microseconds to build and as many to take apart; a
 * column is one block of memory, of numbers or of texts with a zero after each. A list of a hundred
 * thousand jobs is the reason. */

typedef enum
{
  COLUMN_LONG,    /* guint64 or gint64: at */
  COLUMN_NUMBER,  /* guint: au */
  COLUMN_WORD,    /* an enum: ay */
  COLUMN_TEXT,    /* char *, NULL is empty: ay */
  COLUMN_PATH,    /* char *, NULL is empty, any bytes: ay */
  COLUMN_ID,      /* the id: ay */
  COLUMN_OWNER,   /* key of the account: ay */
  COLUMN_CODE,    /* of the failure: au */
  COLUMN_CONTEXT, /* of the failure: ay */
  COLUMN_MESSAGE, /* of the failure: ay */
} ColumnType;

#define FIELD(name) G_STRUCT_OFFSET (HaulierJob, name)

static const struct
{
  ColumnType type;
  gsize offset;
} columns[] = {
  { COLUMN_LONG, FIELD (sequence) },
  { COLUMN_ID, 0 },
  { COLUMN_TEXT, FIELD (name) },
  { COLUMN_WORD, FIELD (type) },
  { COLUMN_WORD, FIELD (state) },
  { COLUMN_WORD, FIELD (settings.priority) },
  { COLUMN_WORD, FIELD (origin) },
  { COLUMN_WORD, FIELD (waiting) },
  { COLUMN_OWNER, 0 },
  { COLUMN_TEXT, FIELD (remote) },
  { COLUMN_PATH, FIELD (local) },
  { COLUMN_LONG, FIELD (bytes_transferred) },
  { COLUMN_LONG, FIELD (bytes_total) },
  { COLUMN_NUMBER, FIELD (files_transferred) },
  { COLUMN_NUMBER, FIELD (files_total) },
  { COLUMN_LONG, FIELD (speed) },
  { COLUMN_LONG, FIELD (created) },
  { COLUMN_LONG, FIELD (modified) },
  { COLUMN_LONG, FIELD (completed) },
  { COLUMN_LONG, FIELD (retry_at) },
  { COLUMN_CODE, 0 },
  { COLUMN_CONTEXT, 0 },
  { COLUMN_MESSAGE, 0 },
  { COLUMN_NUMBER, FIELD (connections) },
  { COLUMN_LONG, FIELD (settings.limit) },
};

static const char table_signature[] = "(atayayayayayayayayayayatatauauatatatatatauayayauat)";

static guint32
get_number (const HaulierJob *job, gsize column)
{
  switch (columns[column].type)
    {
    case COLUMN_NUMBER:
    case COLUMN_WORD:
      return G_STRUCT_MEMBER (guint32, job, columns[column].offset);
    case COLUMN_CODE:
      return job->failure != NULL ? (guint32) job->failure->code : 0;
    case COLUMN_CONTEXT:
      return job->failure != NULL ? (guint32) job->failure->context : 0;
    case COLUMN_LONG:
    case COLUMN_TEXT:
    case COLUMN_PATH:
    case COLUMN_ID:
    case COLUMN_OWNER:
    case COLUMN_MESSAGE:
      break;
    }
  g_assert_not_reached ();
}

static GVariant *
new_longs (GPtrArray *jobs, gsize column)
{
  g_autofree guint64 *values = g_new (guint64, jobs->len);

  for (guint i = 0; i < jobs->len; i++)
    values[i] = G_STRUCT_MEMBER (guint64, jobs->pdata[i], columns[column].offset);
  return g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, values, jobs->len, sizeof *values);
}

static GVariant *
new_numbers (GPtrArray *jobs, gsize column)
{
  g_autofree guint32 *values = g_new (guint32, jobs->len);

  for (guint i = 0; i < jobs->len; i++)
    values[i] = get_number (jobs->pdata[i], column);
  return g_variant_new_fixed_array (G_VARIANT_TYPE_UINT32, values, jobs->len, sizeof *values);
}

static GVariant *
new_bytes (GPtrArray *jobs, gsize column)
{
  g_autofree guchar *values = g_new (guchar, jobs->len);

  for (guint i = 0; i < jobs->len; i++)
    values[i] = (guchar) get_number (jobs->pdata[i], column);
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, values, jobs->len, sizeof *values);
}

static const char *
get_text (const HaulierJob *job, gsize column)
{
  const char *text = NULL;

  if (columns[column].type == COLUMN_ID)
    return job->id;
  if (columns[column].type != COLUMN_MESSAGE)
    text = G_STRUCT_MEMBER (const char *, job, columns[column].offset);
  else if (job->failure != NULL)
    text = job->failure->message;
  return text != NULL ? text : "";
}

static void
append_text (GByteArray *block, const char *text)
{
  g_byte_array_append (block, (const guint8 *) text, strlen (text) + 1);
}

static GVariant *
end_texts (GByteArray *block)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (block);

  return g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}

static GVariant *
new_texts (GPtrArray *jobs, gsize column)
{
  GByteArray *block = g_byte_array_new ();

  for (guint i = 0; i < jobs->len; i++)
    append_text (block, get_text (jobs->pdata[i], column));
  return end_texts (block);
}

static GVariant *
new_owners (GPtrArray *jobs)
{
  GByteArray *block = g_byte_array_new ();
  const HaulierJob *former = NULL;
  g_autofree char *key = NULL;

  for (guint i = 0; i < jobs->len; i++)
    {
      const HaulierJob *job = jobs->pdata[i];

      /* Most lists are of one account. */
      if (former == NULL || !haulier_account_equal (job->owner, former->owner))
        {
          g_free (key);
          key = haulier_account_to_key (job->owner);
        }
      append_text (block, key);
      former = job;
    }
  return end_texts (block);
}

static GVariant *
new_column (GPtrArray *jobs, gsize column)
{
  switch (columns[column].type)
    {
    case COLUMN_LONG:
      return new_longs (jobs, column);
    case COLUMN_NUMBER:
    case COLUMN_CODE:
      return new_numbers (jobs, column);
    case COLUMN_WORD:
    case COLUMN_CONTEXT:
      return new_bytes (jobs, column);
    case COLUMN_TEXT:
    case COLUMN_PATH:
    case COLUMN_ID:
    case COLUMN_MESSAGE:
      return new_texts (jobs, column);
    case COLUMN_OWNER:
      return new_owners (jobs);
    }
  g_assert_not_reached ();
}

/**
 * haulier_job_table_new:
 * @jobs: (element-type HaulierJob): jobs
 *
 * Returns: (transfer floating): `ay`: the serialised form of a tuple of columns
 */
GVariant *
haulier_job_table_new (GPtrArray *jobs)
{
  GVariant *children[G_N_ELEMENTS (columns)];
  g_autoptr (GVariant) table = NULL;
  g_autoptr (GBytes) bytes = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    children[i] = new_column (jobs, i);
  table = g_variant_ref_sink (g_variant_new_tuple (children, G_N_ELEMENTS (columns)));
  g_assert (g_variant_is_of_type (table, G_VARIANT_TYPE (table_signature)));
  bytes = g_variant_get_data_as_bytes (table);
  return g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, bytes, TRUE);
}

static HaulierFailure *
ensure_failure (HaulierJob *job)
{
  if (job->failure == NULL)
    job->failure
        = haulier_failure_new (0, HAULIER_ERROR_CONTEXT_NONE, HAULIER_FAILURE_NO_FILE, NULL, NULL);
  return job->failure;
}

static void
set_number (HaulierJob *job, gsize column, guint32 value)
{
  if (columns[column].type == COLUMN_NUMBER || columns[column].type == COLUMN_WORD)
    G_STRUCT_MEMBER (guint32, job, columns[column].offset) = value;
  else if (columns[column].type == COLUMN_CODE && value != 0)
    ensure_failure (job)->code = (gint) value;
  else if (columns[column].type == COLUMN_CONTEXT && job->failure != NULL)
    job->failure->context = value;
}

static void
set_text (HaulierJob *job, gsize column, const char *text)
{
  if (columns[column].type == COLUMN_ID)
    g_strlcpy (job->id, text, sizeof job->id);
  else if (columns[column].type == COLUMN_OWNER)
    (void) haulier_account_from_key (text, &job->owner, NULL);
  else if (columns[column].type == COLUMN_MESSAGE && job->failure != NULL)
    job->failure->message = g_strdup (text);
  else if (columns[column].type == COLUMN_TEXT || columns[column].type == COLUMN_PATH)
    G_STRUCT_MEMBER (char *, job, columns[column].offset)
        = text[0] != '\0' || columns[column].offset == FIELD (name) ? g_strdup (text) : NULL;
}

/* Each reader returns whether the column has a value for every job. */

static gboolean
read_longs (GVariant *values, gsize column, GPtrArray *jobs)
{
  gsize n_values = 0;
  const guint64 *longs = g_variant_get_fixed_array (values, &n_values, sizeof *longs);

  for (guint i = 0; i < jobs->len && i < n_values; i++)
    G_STRUCT_MEMBER (guint64, jobs->pdata[i], columns[column].offset) = longs[i];
  return n_values == jobs->len;
}

static gboolean
read_numbers (GVariant *values, gsize column, GPtrArray *jobs)
{
  gsize n_values = 0;
  const guint32 *numbers = g_variant_get_fixed_array (values, &n_values, sizeof *numbers);

  for (guint i = 0; i < jobs->len && i < n_values; i++)
    set_number (jobs->pdata[i], column, numbers[i]);
  return n_values == jobs->len;
}

static gboolean
read_bytes (GVariant *values, gsize column, GPtrArray *jobs)
{
  gsize n_values = 0;
  const guchar *bytes = g_variant_get_fixed_array (values, &n_values, sizeof *bytes);

  for (guint i = 0; i < jobs->len && i < n_values; i++)
    set_number (jobs->pdata[i], column, bytes[i]);
  return n_values == jobs->len;
}

static gboolean
read_texts (GVariant *values, gsize column, GPtrArray *jobs)
{
  gsize left = 0;
  const char *text = g_variant_get_fixed_array (values, &left, 1);

  for (guint i = 0; i < jobs->len; i++)
    {
      const char *end = left > 0 ? memchr (text, '\0', left) : NULL;

      if (end == NULL
          || (columns[column].type != COLUMN_PATH && !g_utf8_validate (text, end - text, NULL)))
        return FALSE;
      set_text (jobs->pdata[i], column, text);
      left -= (gsize) (end - text) + 1;
      text = end + 1;
    }
  return left == 0;
}

static gboolean
read_column (GVariant *values, gsize column, GPtrArray *jobs)
{
  switch (columns[column].type)
    {
    case COLUMN_LONG:
      return read_longs (values, column, jobs);
    case COLUMN_NUMBER:
    case COLUMN_CODE:
      return read_numbers (values, column, jobs);
    case COLUMN_WORD:
    case COLUMN_CONTEXT:
      return read_bytes (values, column, jobs);
    case COLUMN_TEXT:
    case COLUMN_PATH:
    case COLUMN_ID:
    case COLUMN_OWNER:
    case COLUMN_MESSAGE:
      return read_texts (values, column, jobs);
    }
  g_assert_not_reached ();
}

/**
 * haulier_job_table_read:
 * @table: `ay` of haulier_job_table_new()
 *
 * Returns: (transfer full) (element-type HaulierJob) (nullable): the jobs, with what a row holds,
 * or %NULL when the table is malformed
 */
GPtrArray *
haulier_job_table_read (GVariant *table)
{
  g_autoptr (GBytes) bytes = g_variant_get_data_as_bytes (table);
  g_autoptr (GVariant) tuple = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (table_signature), bytes, FALSE));
  g_autoptr (GVariant) first = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  gsize n_jobs = 0;

  /* Checked once and for all, reading is much faster than when each value is checked. */
  if (!g_variant_is_normal_form (tuple))
    return NULL;
  first = g_variant_get_child_value (tuple, 0);
  n_jobs = g_variant_n_children (first);
  jobs = g_ptr_array_new_full (n_jobs, (GDestroyNotify) haulier_job_free);
  for (gsize i = 0; i < n_jobs; i++)
    g_ptr_array_add (jobs, g_new0 (HaulierJob, 1));
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GVariant) values = g_variant_get_child_value (tuple, i);

      if (!read_column (values, i, jobs))
        return NULL;
    }
  return g_steal_pointer (&jobs);
}
