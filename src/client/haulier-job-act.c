/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One thing done to many jobs, whichever engines they are in. */
#include "config.h"

#include "haulier-job-act.h"

#include "haulier-client-types.h"
#include "haulier-error.h"
#include "haulier-model-types.h"

/* What one engine is asked. */
typedef struct
{
  HaulierClient *client;
  GPtrArray *ids; /* of char; none: every job of the person's */
} Part;

typedef struct
{
  GPtrArray *parts;
  guint n_open;
  GPtrArray *results; /* of HaulierActResult */
  guint n_failed;     /* engines that did not answer */
  GError *failure;    /* (nullable): of the last of them */
} Act;

static void
part_free (Part *part)
{
  g_object_unref (part->client);
  g_ptr_array_unref (part->ids);
  g_free (part);
}

static void
act_free (Act *act)
{
  g_ptr_array_unref (act->parts);
  g_clear_pointer (&act->results, g_ptr_array_unref);
  g_clear_error (&act->failure);
  g_free (act);
}

static Part *
ensure_part (Act *act, HaulierClient *client)
{
  Part *part = NULL;

  for (guint i = 0; i < act->parts->len; i++)
    {
      part = g_ptr_array_index (act->parts, i);
      if (part->client == client)
        return part;
    }
  part = g_new0 (Part, 1);
  part->client = g_object_ref (client);
  part->ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (act->parts, part);
  return part;
}

/* What an engine did not do, said of each of its jobs. */
static void
add_failure (Act *act, Part *part, const GError *error)
{
  for (guint i = 0; i < part->ids->len && g_ptr_array_index (part->ids, i) != NULL; i++)
    {
      HaulierActResult *result = g_new0 (HaulierActResult, 1);

      result->id = g_strdup (g_ptr_array_index (part->ids, i));
      result->code = error->domain == HAULIER_ERROR ? error->code : HAULIER_ERROR_FAILED;
      result->message = g_strdup (error->message);
      g_ptr_array_add (act->results, result);
    }
  act->n_failed++;
  g_clear_error (&act->failure);
  act->failure = g_error_copy (error);
}

static void
on_part_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Act *act = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results
      = haulier_client_act_finish (HAULIER_CLIENT (source), result, &error);

  if (results == NULL)
    add_failure (act, ensure_part (act, HAULIER_CLIENT (source)), error);
  else
    g_ptr_array_extend_and_steal (act->results, g_steal_pointer (&results));
  if (--act->n_open > 0)
    return;
  if (act->n_failed == act->parts->len)
    g_task_return_error (task, g_steal_pointer (&act->failure));
  else
    g_task_return_pointer (
        task, g_steal_pointer (&act->results), (GDestroyNotify) g_ptr_array_unref);
}

static void
start (GTask *task, HaulierJobAction action)
{
  Act *act = g_task_get_task_data (task);

  act->n_open = act->parts->len;
  if (act->n_open == 0)
    g_task_return_pointer (
        task, g_steal_pointer (&act->results), (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < act->parts->len; i++)
    {
      Part *part = g_ptr_array_index (act->parts, i);

      g_ptr_array_add (part->ids, NULL);
      haulier_client_act_async (part->client,
                                haulier_word_from_value (HAULIER_TYPE_JOB_ACTION, (gint) action),
                                (const char *const *) part->ids->pdata,
                                FALSE,
                                g_task_get_cancellable (task),
                                on_part_done,
                                g_object_ref (task));
    }
  g_object_unref (task);
}

static GTask *
new_task (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Act *act = g_new0 (Act, 1);

  act->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  act->results = g_ptr_array_new_with_free_func ((GDestroyNotify) haulier_act_result_free);
  g_task_set_task_data (task, act, (GDestroyNotify) act_free);
  return task;
}

/**
 * haulier_job_act_async:
 * @items: (element-type HaulierJobItem): jobs
 * @action: what to do to each
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_job_act_finish()
 * @user_data: for @callback
 *
 * Does one thing to many jobs. Nothing happens when there are none.
 */
void
haulier_job_act_async (GPtrArray *items,
                       HaulierJobAction action,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = new_task (cancellable, callback, user_data);
  Act *act = g_task_get_task_data (task);

  g_task_set_source_tag (task, haulier_job_act_async);
  for (guint i = 0; i < items->len; i++)
    {
      HaulierJobItem *item = g_ptr_array_index (items, i);
      Part *part = ensure_part (act, haulier_job_item_get_client (item));

      g_ptr_array_add (part->ids, g_strdup (haulier_job_item_get_id (item)));
    }
  start (task, action);
}

/**
 * haulier_job_act_on_own_async:
 * @engines: the engines
 * @action: what to do
 * @cancellable: (nullable): to give up
 * @callback: calls haulier_job_act_finish()
 * @user_data: for @callback
 *
 * Does one thing to every job of the person's, as far as it is possible: whose jobs are on show
 * besides is another question.
 */
void
haulier_job_act_on_own_async (HaulierEngines *engines,
                              HaulierJobAction action,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = new_task (cancellable, callback, user_data);
  GPtrArray *clients = haulier_engines_get_clients (engines);

  g_task_set_source_tag (task, haulier_job_act_on_own_async);
  for (guint i = 0; i < clients->len; i++)
    {
      HaulierClient *client = g_ptr_array_index (clients, i);

      if (haulier_client_is_connected (client))
        ensure_part (g_task_get_task_data (task), client);
    }
  start (task, action);
}

/**
 * haulier_job_act_finish:
 * @result: as given to the callback
 * @error: return location
 *
 * Errors: when no engine answered.
 *
 * Returns: (transfer full) (nullable) (element-type HaulierActResult): what became of each job, in
 *   no order
 */
GPtrArray *
haulier_job_act_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
