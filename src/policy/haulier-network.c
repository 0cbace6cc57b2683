/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Whether a job may use the network as it is now. */
#include "config.h"

#include "haulier-network.h"

/* A fact that a row asks for. */
typedef enum
{
  EITHER,
  NO,
  YES,
} Fact;

#define BIT(name) (1u << (name))
#define ALL_POLICIES                                                                               \
  (BIT (HAULIER_TRANSFER_POLICY_ALWAYS) | BIT (HAULIER_TRANSFER_POLICY_UNMETERED))
#define FOREGROUND BIT (HAULIER_PRIORITY_FOREGROUND)
#define BACKGROUND                                                                                 \
  (BIT (HAULIER_PRIORITY_HIGH) | BIT (HAULIER_PRIORITY_NORMAL) | BIT (HAULIER_PRIORITY_LOW))

/* The first row that fits is taken. */
static const struct
{
  Fact loopback;
  Fact available;
  Fact metered;
  guint policies;   /* bit set */
  guint priorities; /* bit set */
  HaulierWaitingReason obstacle;
  const char *source;
} network_rows[] = {
  {
      .loopback = YES,
      .policies = ALL_POLICIES,
      .priorities = FOREGROUND | BACKGROUND,
      .obstacle = HAULIER_WAITING_NONE,
      .source = "a server on this machine needs no network and costs nothing",
  },
  {
      .available = NO,
      .policies = ALL_POLICIES,
      .priorities = FOREGROUND | BACKGROUND,
      .obstacle = HAULIER_WAITING_NETWORK,
      .source = "BG_E_NETWORK_DISCONNECTED: BITS never dials",
  },
  {
      .metered = NO,
      .policies = ALL_POLICIES,
      .priorities = FOREGROUND | BACKGROUND,
      .obstacle = HAULIER_WAITING_NONE,
      .source = "BITS_COST_STATE_UNRESTRICTED",
  },
  {
      .metered = YES,
      .policies = BIT (HAULIER_TRANSFER_POLICY_ALWAYS),
      .priorities = FOREGROUND | BACKGROUND,
      .obstacle = HAULIER_WAITING_NONE,
      .source = "BITS_COST_STATE_TRANSFER_ALWAYS",
  },
  {
      .metered = YES,
      .policies = BIT (HAULIER_TRANSFER_POLICY_UNMETERED),
      .priorities = BACKGROUND,
      .obstacle = HAULIER_WAITING_METERED,
      .source = "BITS_COST_STATE_TRANSFER_UNRESTRICTED: nobody pays for what runs unseen",
  },
  {
      /* Priority says how soon, the policy what it may cost: a person who wants to pay says so by
       * the policy. The masks of BITS hold at every priority, too. */
      .metered = YES,
      .policies = BIT (HAULIER_TRANSFER_POLICY_UNMETERED),
      .priorities = FOREGROUND,
      .obstacle = HAULIER_WAITING_METERED,
      .source = "BITS_JOB_PROPERTY_ID_COST_FLAGS: at every priority",
  },
};

static gboolean
fits (Fact wanted, gboolean fact)
{
  return wanted == EITHER || (wanted == YES) == (fact != FALSE);
}

/**
 * haulier_network_get_obstacle:
 * @available: whether the machine has a network
 * @metered: whether using it costs
 * @loopback: whether the server is this machine
 * @policy: the setting of the job
 * @priority: the setting of the job
 *
 * Source: BITS_JOB_PROPERTY_ID_COST_FLAGS, BG_E_NETWORK_DISCONNECTED.
 *
 * Returns: %HAULIER_WAITING_NONE, %HAULIER_WAITING_NETWORK or %HAULIER_WAITING_METERED
 */
HaulierWaitingReason
haulier_network_get_obstacle (gboolean available,
                              gboolean metered,
                              gboolean loopback,
                              HaulierTransferPolicy policy,
                              HaulierPriority priority)
{
  for (gsize i = 0; i < G_N_ELEMENTS (network_rows); i++)
    {
      if (fits (network_rows[i].loopback, loopback) && fits (network_rows[i].available, available)
          && fits (network_rows[i].metered, metered)
          && (network_rows[i].policies & BIT (policy)) != 0
          && (network_rows[i].priorities & BIT (priority)) != 0)
        return network_rows[i].obstacle;
    }
  g_assert_not_reached ();
}
