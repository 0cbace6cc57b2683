/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One file that a worker shall fetch, as the engine ordered it, and what became of it. */
#include "config.h"

#include "haulier-file-order.h"

/**
 * haulier_file_order_free:
 * @order: (nullable): an order
 */
void
haulier_file_order_free (HaulierFileOrder *order)
{
  if (order == NULL)
    return;
  g_free (order->address);
  g_free (order->path);
  g_free (order->ranges);
  g_free (order->checksum);
  g_free (order);
}

/**
 * haulier_file_result_free:
 * @result: (nullable): a result
 */
void
haulier_file_result_free (HaulierFileResult *result)
{
  if (result == NULL)
    return;
  haulier_failure_free (result->failure);
  g_free (result->path);
  g_free (result->validator);
  g_free (result->checksum);
  g_free (result->remote);
  g_free (result);
}
