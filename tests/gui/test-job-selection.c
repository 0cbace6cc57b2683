/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Which jobs the list shows, in what order, and which of them are selected; without a display. */
#include "config.h"

#include <unistd.h>

#include "haulier-job-order.h"
#include "haulier-job-selection.h"

static HaulierJobItem *
new_item (const char *name, HaulierJobState state)
{
  HaulierJob *job = haulier_job_new (name, name, HAULIER_JOB_ORIGIN_DESKTOP);

  job->state = state;
  job->files_total = 1;
  job->remote = g_strconcat ("http://example.org/", name, NULL);
  return haulier_job_item_new (job);
}

static GListStore *
new_jobs (void)
{
  static const HaulierJobState states[] = { HAULIER_JOB_STATE_TRANSFERRING,
                                            HAULIER_JOB_STATE_SUSPENDED,
                                            HAULIER_JOB_STATE_ERROR,
                                            HAULIER_JOB_STATE_ACKNOWLEDGED };
  static const char *const names[] = { "Delta", "alpha", "Bravo", "Straße" };
  GListStore *jobs = g_list_store_new (HAULIER_TYPE_JOB_ITEM);

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autoptr (HaulierJobItem) item = new_item (names[i], states[i]);

      g_list_store_append (jobs, item);
    }
  return jobs;
}

static char *
dup_names (HaulierJobSelection *selection)
{
  GListModel *model = G_LIST_MODEL (haulier_job_selection_get_model (selection));
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (HaulierJobItem) item = g_list_model_get_item (model, i);

      g_string_append_printf (
          names, "%s%s", i > 0 ? " " : "", haulier_job_item_get_job (item)->name);
    }
  return g_string_free (names, FALSE);
}

typedef struct
{
  const char *name;
  HaulierQueue queue;
  const char *text;
  const char *shown;
} FilterRow;

static const FilterRow filter_rows[] = {
  { "all", HAULIER_QUEUE_ALL, NULL, "Delta alpha Bravo Straße" },
  { "active", HAULIER_QUEUE_ACTIVE, NULL, "Delta" },
  { "waiting", HAULIER_QUEUE_WAITING, NULL, "alpha" },
  { "attention", HAULIER_QUEUE_ATTENTION, NULL, "Bravo" },
  { "finished", HAULIER_QUEUE_FINISHED, NULL, "Straße" },
  { "name-any-case", HAULIER_QUEUE_ALL, "ALPHA", "alpha" },
  { "address", HAULIER_QUEUE_ALL, "example.org/br", "Bravo" },
  { "beyond-ascii", HAULIER_QUEUE_ALL, "STRASSE", "Straße" },
  { "both", HAULIER_QUEUE_ACTIVE, "alpha", "" },
};

static void
test_filter (gconstpointer data)
{
  const FilterRow *row = data;
  g_autoptr (GListStore) jobs = new_jobs ();
  g_autoptr (HaulierJobSelection) selection = haulier_job_selection_new ();
  HaulierJobFilter *filter = haulier_job_selection_get_filter (selection);
  g_autofree char *shown = NULL;

  haulier_job_selection_set_jobs (selection, G_LIST_MODEL (jobs));
  haulier_job_filter_set_queue (filter, row->queue);
  haulier_job_filter_set_text (filter, row->text);
  shown = dup_names (selection);
  g_assert_cmpstr (shown, ==, row->shown);
}

static void
test_filter_hide (void)
{
  g_autoptr (GListStore) jobs = new_jobs ();
  g_autoptr (HaulierJobSelection) selection = haulier_job_selection_new ();
  HaulierJobFilter *filter = haulier_job_selection_get_filter (selection);
  g_autoptr (GPtrArray) hidden = NULL;
  g_autofree char *during = NULL;
  g_autofree char *after = NULL;

  haulier_job_selection_set_jobs (selection, G_LIST_MODEL (jobs));
  gtk_selection_model_select_item (haulier_job_selection_get_model (selection), 1, TRUE);
  hidden = haulier_job_selection_list_selected (selection);
  haulier_job_filter_hide (filter, hidden);
  during = dup_names (selection);
  g_assert_cmpstr (during, ==, "Delta Bravo Straße");
  g_assert_cmpuint (haulier_job_filter_count_hidden (filter, HAULIER_QUEUE_ALL, NULL), ==, 1);
  g_assert_cmpuint (haulier_job_filter_count_hidden (filter, HAULIER_QUEUE_WAITING, NULL), ==, 1);
  g_assert_cmpuint (haulier_job_filter_count_hidden (filter, HAULIER_QUEUE_ACTIVE, NULL), ==, 0);
  g_assert_cmpuint (haulier_job_selection_count_selected (selection), ==, 0);
  haulier_job_filter_show (filter, hidden);
  after = dup_names (selection);
  g_assert_cmpstr (after, ==, "Delta alpha Bravo Straße");
}

static void
test_offers (void)
{
  g_autoptr (HaulierJobItem) moving = new_item ("a", HAULIER_JOB_STATE_TRANSFERRING);
  g_autoptr (HaulierJobItem) failed = new_item ("b", HAULIER_JOB_STATE_ERROR);
  g_autoptr (HaulierJobItem) finished = new_item ("c", HAULIER_JOB_STATE_ACKNOWLEDGED);
  g_autoptr (HaulierJobItem) retrying = new_item ("d", HAULIER_JOB_STATE_TRANSIENT_ERROR);

  g_assert_true (haulier_job_selection_offers (moving, HAULIER_JOB_ACTION_SUSPEND));
  g_assert_true (haulier_job_selection_offers (moving, HAULIER_JOB_ACTION_CANCEL));
  g_assert_false (haulier_job_selection_offers (moving, HAULIER_JOB_ACTION_REMOVE));
  g_assert_true (haulier_job_selection_offers (failed, HAULIER_JOB_ACTION_RETRY));
  g_assert_true (haulier_job_selection_offers (failed, HAULIER_JOB_ACTION_REMOVE));
  g_assert_false (haulier_job_selection_offers (failed, HAULIER_JOB_ACTION_CANCEL));
  g_assert_true (haulier_job_selection_offers (finished, HAULIER_JOB_ACTION_REMOVE));
  g_assert_false (haulier_job_selection_offers (finished, HAULIER_JOB_ACTION_RESUME));
  g_assert_true (haulier_job_selection_offers (retrying, HAULIER_JOB_ACTION_RETRY));
  g_assert_false (haulier_job_selection_offers (retrying, HAULIER_JOB_ACTION_RESUME));
}

/* Every column can be found again as the one that a person sorts by, both ways. */
static void
test_order_found (void)
{
  HaulierJobOrder *order = haulier_job_order_new ();
  guint n_columns;

  haulier_job_column_get_table (&n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      gboolean descending = TRUE;

      g_assert_cmpint (
          haulier_job_order_find (order, haulier_job_order_get_sorter (order, i), &descending),
          ==,
          (gint) i);
      g_assert_false (descending);
    }
  haulier_job_order_free (order);
}

static void
test_order_by_name (void)
{
  g_autoptr (GListStore) jobs = new_jobs ();
  g_autoptr (HaulierJobSelection) selection = haulier_job_selection_new ();
  HaulierJobOrder *order = haulier_job_order_new ();
  g_autofree char *shown = NULL;

  haulier_job_selection_set_jobs (selection, G_LIST_MODEL (jobs));
  haulier_job_selection_set_sorter (selection, haulier_job_order_get_sorter (order, 0));
  shown = dup_names (selection);
  g_assert_cmpstr (shown, ==, "alpha Bravo Delta Straße");
  haulier_job_selection_set_sorter (selection, NULL);
  haulier_job_order_free (order);
}

static void
test_take (void)
{
  static const HaulierAccountKind service = HAULIER_ACCOUNT_LOCAL_SERVICE;
  const struct
  {
    HaulierAccount owner;
    HaulierJobState state;
    gboolean can_take;
  } rows[] = {
    { haulier_account_for_user (getuid ()), HAULIER_JOB_STATE_SUSPENDED, FALSE },
    { haulier_account_for_user (getuid () + 1), HAULIER_JOB_STATE_SUSPENDED, TRUE },
    { { .kind = service }, HAULIER_JOB_STATE_ERROR, TRUE },
    { { .kind = service }, HAULIER_JOB_STATE_ACKNOWLEDGED, FALSE },
    { { .kind = service }, HAULIER_JOB_STATE_CANCELLED, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      HaulierJob *job = haulier_job_new ("taken", "taken", HAULIER_JOB_ORIGIN_DESKTOP);
      g_autoptr (HaulierJobItem) item = NULL;

      job->owner = rows[i].owner;
      job->state = rows[i].state;
      item = haulier_job_item_new (job);
      g_test_message ("row %u", i);
      g_assert_cmpint (haulier_job_item_can_take (item), ==, rows[i].can_take);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (filter_rows); i++)
    {
      g_autofree char *path = g_strconcat ("/gui/job-selection/filter/", filter_rows[i].name, NULL);

      g_test_add_data_func (path, &filter_rows[i], test_filter);
    }
  g_test_add_func ("/gui/job-selection/filter-hide", test_filter_hide);
  g_test_add_func ("/gui/job-selection/offers", test_offers);
  g_test_add_func ("/gui/job-selection/take", test_take);
  g_test_add_func ("/gui/job-selection/order-found", test_order_found);
  g_test_add_func ("/gui/job-selection/order-by-name", test_order_by_name);
  return g_test_run ();
}
