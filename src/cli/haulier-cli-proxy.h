/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What the commands about proxy settings share: their options, and how settings are shown. */
#pragma once

#include "haulier-cli-access-part.h"

G_BEGIN_DECLS

#define HAULIER_CLI_PROXY_N_FIELDS 3
/* Two options and the end. */
#define HAULIER_CLI_PROXY_N_ENTRIES 3

extern const HaulierCliPartField haulier_cli_proxy_fields[HAULIER_CLI_PROXY_N_FIELDS];

/**
 * HaulierCliProxyOptions:
 * @list: (nullable): proxies
 * @bypass: (nullable): hosts that are reached without them
 */
typedef struct
{
  char *list;
  char *bypass;
} HaulierCliProxyOptions;

void haulier_cli_proxy_fill_entries (HaulierCliProxyOptions *options, GOptionEntry *entries);
void haulier_cli_proxy_options_clear (HaulierCliProxyOptions *options);

G_END_DECLS
