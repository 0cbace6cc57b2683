/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Tests of the network's rules: every combination of the facts. */
#include "config.h"

#include "haulier-network.h"

#include "haulier-model-types.h"

/* What the rules have to say, in the words of a person. */
static HaulierWaitingReason
expect (gboolean available,
        gboolean metered,
        gboolean loopback,
        HaulierTransferPolicy policy,
        HaulierPriority priority)
{
  if (loopback)
    return HAULIER_WAITING_NONE;
  if (!available)
    return HAULIER_WAITING_NETWORK;
  return metered && policy == HAULIER_TRANSFER_POLICY_UNMETERED ? HAULIER_WAITING_METERED
                                                                : HAULIER_WAITING_NONE;
}

static void
test_network_total (void)
{
  for (guint facts = 0; facts < 8; facts++)
    {
      for (gint policy = HAULIER_TRANSFER_POLICY_ALWAYS;
           policy <= HAULIER_TRANSFER_POLICY_UNMETERED;
           policy++)
        {
          for (gint priority = HAULIER_PRIORITY_FOREGROUND; priority <= HAULIER_PRIORITY_LOW;
               priority++)
            {
              gboolean available = (facts & 1) != 0;
              gboolean metered = (facts & 2) != 0;
              gboolean loopback = (facts & 4) != 0;

              g_test_message ("available %d, metered %d, loopback %d, policy %d, priority %d",
                              available,
                              metered,
                              loopback,
                              policy,
                              priority);
              g_assert_cmpint (
                  haulier_network_get_obstacle (available, metered, loopback, policy, priority),
                  ==,
                  expect (available, metered, loopback, policy, priority));
            }
        }
    }
}

/* The one that a person notices: raising the priority does not spend money. */
static void
test_network_foreground_is_not_for_free (void)
{
  g_assert_cmpint (
      haulier_network_get_obstacle (
          TRUE, TRUE, FALSE, HAULIER_TRANSFER_POLICY_UNMETERED, HAULIER_PRIORITY_FOREGROUND),
      ==,
      HAULIER_WAITING_METERED);
  g_assert_cmpint (haulier_network_get_obstacle (
                       TRUE, TRUE, FALSE, HAULIER_TRANSFER_POLICY_ALWAYS, HAULIER_PRIORITY_LOW),
                   ==,
                   HAULIER_WAITING_NONE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/policy/network/total", test_network_total);
  g_test_add_func ("/policy/network/foreground", test_network_foreground_is_not_for_free);
  return g_test_run ();
}
