/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Names and object paths of the buses. */
#include "config.h"

#include "haulier-bus-names.h"

#include "haulier-job.h"

/**
 * haulier_bus_job_node:
 * @id: a UUID
 *
 * Returns: (transfer full): the last part of the job's object path
 */
char *
haulier_bus_job_node (const char *id)
{
  return g_strdelimit (g_strdup (id), "-", '_');
}

/**
 * haulier_bus_job_path:
 * @id: a UUID
 *
 * Returns: (transfer full): the job's object path
 */
char *
haulier_bus_job_path (const char *id)
{
  g_autofree char *node = haulier_bus_job_node (id);

  return g_strconcat (HAULIER_BUS_JOBS_PATH, "/", node, NULL);
}

/**
 * haulier_bus_job_id_from_node:
 * @node: (nullable): the last part of an object path
 *
 * Returns: (transfer full) (nullable): the UUID, or %NULL when @node is no job's
 */
char *
haulier_bus_job_id_from_node (const char *node)
{
  g_autofree char *id = NULL;

  if (node == NULL)
    return NULL;
  id = g_strdelimit (g_strdup (node), "_", '-');
  return haulier_job_id_is_valid (id) ? g_steal_pointer (&id) : NULL;
}
