/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* One run of haulierctl: what was asked for globally, where it prints, and how it ends. */
#pragma once

#include "haulier-account-names.h"
#include "haulier-client.h"

G_BEGIN_DECLS

/**
 * HaulierCliStatus:
 *
 * The exit statuses; they are documented in `--help` and never change.
 */
typedef enum
{
  HAULIER_CLI_DONE = 0,
  HAULIER_CLI_REFUSED = 1,
  HAULIER_CLI_USAGE = 2,
  HAULIER_CLI_JOB_FAILED = 3,
  HAULIER_CLI_ACCESS_DENIED = 4,
  HAULIER_CLI_NO_SUCH_JOB = 5,
  HAULIER_CLI_NOT_AUTHORISED = 6,
  HAULIER_CLI_UNREACHABLE = 7,
  HAULIER_CLI_TIMED_OUT = 8,
  HAULIER_CLI_INTERRUPTED = 130,
} HaulierCliStatus;

/**
 * HaulierCli:
 * @client: (nullable): the way to the engine, once somebody asked for it
 * @json: whether one JSON document is printed instead of text for people
 * @no_legend: whether tables come without a head
 * @system: whether the system engine is meant
 * @session: whether the user's own engine is meant, and no other
 * @all_owners: whether jobs of other accounts are meant too
 * @is_terminal: whether standard output is a terminal that can be written over
 * @has_colour: whether it shows colours
 * @width: its columns
 *
 * Passed to every command.
 */
typedef struct
{
  HaulierClient *client;
  HaulierAccountNames *owners;
  gboolean json;
  gboolean no_legend;
  gboolean system;
  gboolean session;
  gboolean all_owners;
  gboolean is_terminal;
  gboolean has_colour;
  guint width;
} HaulierCli;

void haulier_cli_init (HaulierCli *self);
void haulier_cli_clear (HaulierCli *self);
gboolean haulier_cli_ensure_engine (HaulierCli *self, GError **error);
gboolean haulier_cli_turn_to_system (HaulierCli *self);
HaulierCliStatus haulier_cli_status_for_error (const GError *error);
HaulierCliStatus haulier_cli_fail (const GError *error);
HaulierCliStatus haulier_cli_fail_on_job (const GError *error);
HaulierCliStatus haulier_cli_fail_usage (const char *format, ...) G_GNUC_PRINTF (1, 2);
void haulier_cli_complain (const GError *error);

G_END_DECLS
