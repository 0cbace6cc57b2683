/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the proxy settings of a job's account are: kept by the engine, or read from a desktop. */
#include "config.h"

#include "haulier-proxy-finder.h"

#include "haulier-access-gather.h"
#include "haulier-engine-private.h"
#include "haulier-job-workers.h"
#include "haulier-model-types.h"
#include "haulier-settings.h"
#include "haulier-words.h"

typedef struct
{
  HaulierJobWorkers *workers; /* (nullable) */
  char *address;
} Search;

static void
search_free (Search *search)
{
  haulier_job_workers_release (search->workers);
  g_free (search->address);
  g_free (search);
}

/**
 * haulier_proxy_finder_dup_kept:
 * @facts: of a job
 * @settings: `a{sv}` of the engine, with every key
 *
 * Returns: (transfer full) (nullable): what the engine keeps for the account of the job, where
 * PRECONFIG means that; %NULL where it means something else, or the job is not set to PRECONFIG
 */
HaulierProxySettings *
haulier_proxy_finder_dup_kept (const HaulierAccessFacts *facts, GVariant *settings)
{
  g_autoptr (HaulierProxySettings) kept = g_new0 (HaulierProxySettings, 1);

  if (haulier_access_get_proxy_reader (facts) != HAULIER_PROXY_READER_ENGINE)
    return NULL;
  if (!haulier_settings_get_proxy (settings, facts->owner, kept))
    kept->usage = HAULIER_PROXY_USAGE_NO_PROXY;
  return g_steal_pointer (&kept);
}

static HaulierProxySettings *
read_reply (GVariant *reply)
{
  HaulierProxySettings *found = g_new0 (HaulierProxySettings, 1);
  g_autoptr (GVariant) settings = g_variant_get_child_value (reply, 0);
  const char *word = "none";
  gint usage = HAULIER_PROXY_USAGE_NO_PROXY;

  (void) g_variant_lookup (settings, "usage", "&s", &word);
  (void) g_variant_lookup (settings, "list", "s", &found->list);
  (void) g_variant_lookup (settings, "bypass", "s", &found->bypass);
  (void) haulier_word_to_value (HAULIER_TYPE_PROXY_USAGE, word, &usage, NULL);
  found->usage = (HaulierProxyUsage) usage;
  return found;
}

/* Settings that cannot be read are not known: a plan can do without. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GVariant) reply
      = haulier_worker_link_call_finish (HAULIER_WORKER_LINK (source), result, NULL);

  g_task_return_pointer (task,
                         reply != NULL ? read_reply (reply) : NULL,
                         (GDestroyNotify) haulier_proxy_settings_free);
}

static void
acquired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *search = g_task_get_task_data (task);

  search->workers = haulier_job_workers_acquire_finish (result, NULL);
  if (search->workers == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    haulier_worker_link_call_async (search->workers->network,
                                    "FindProxy",
                                    g_variant_new ("(s)", search->address),
                                    read_cb,
                                    g_steal_pointer (&task));
}

/**
 * haulier_engine_find_proxy_async:
 * @self: the engine
 * @job: a job, or what would be one
 * @may_ask: whether the worker of the owner is asked, which has the settings of a desktop
 * @callback: called with what PRECONFIG means for it
 * @user_data: for @callback
 */
void
haulier_engine_find_proxy_async (HaulierEngine *self,
                                 const HaulierJob *job,
                                 gboolean may_ask,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  HaulierAccessFacts facts = { 0 };
  HaulierProxySettings *kept = NULL;
  Search *search = NULL;

  g_task_set_source_tag (task, haulier_engine_find_proxy_async);
  haulier_access_gather (job, self->settings, &facts);
  kept = haulier_proxy_finder_dup_kept (&facts, self->settings);
  if (kept != NULL || job->remote == NULL || !may_ask
      || haulier_access_get_proxy_reader (&facts) != HAULIER_PROXY_READER_OWNER)
    {
      g_task_return_pointer (task, kept, (GDestroyNotify) haulier_proxy_settings_free);
      return;
    }
  search = g_new0 (Search, 1);
  search->address = g_strdup (job->remote);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  haulier_job_workers_acquire_async (
      self->pool, job, HAULIER_JOB_SIDES_BOTH, acquired_cb, g_steal_pointer (&task));
}

/**
 * haulier_engine_find_proxy_finish:
 * @self: the engine
 * @result: the result
 *
 * Returns: (transfer full) (nullable): the settings, %NULL when they are not known
 */
HaulierProxySettings *
haulier_engine_find_proxy_finish (HaulierEngine *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
