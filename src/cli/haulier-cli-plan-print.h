/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Rows of a plan, and what else has warnings: printed for people, written as JSON. */
#pragma once

#include "haulier-cli-json.h"
#include "haulier-cli.h"

G_BEGIN_DECLS

void haulier_cli_print_warnings (const HaulierCli *cli, const char *about, GPtrArray *warnings);
void haulier_cli_json_plan_keys (HaulierCliJson *json, GVariant *row);
void haulier_cli_json_plan_row (HaulierCliJson *json, GVariant *row);

G_END_DECLS
