/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The tables of warnings: one a subject, each row with its condition and its fix. */
#pragma once

#include <glib.h>

#include "haulier-access-decisions.h"
#include "haulier-access-plan.h"

G_BEGIN_DECLS

/* Rows of a plan that a warning belongs to. */
#define HAULIER_WARNING_ON(resource) (1u << HAULIER_RESOURCE_##resource)
#define HAULIER_WARNING_ON_LOCAL_FILE                                                              \
  (HAULIER_WARNING_ON (DOWNLOAD_FILE) | HAULIER_WARNING_ON (UPLOAD_FILE))
#define HAULIER_WARNING_ON_LOGINS                                                                  \
  (HAULIER_WARNING_ON (SERVER_LOGIN) | HAULIER_WARNING_ON (PROXY_LOGIN))

/**
 * HaulierWarningRow:
 * @rule: what it says
 * @severity: how bad it is
 * @resources: HAULIER_WARNING_ON (…)
 * @holds: whether it has to be said about a resource
 * @fix: (nullable): a word of #HaulierFix
 * @arguments: (nullable): makes the arguments of @fix
 */
typedef struct
{
  HaulierRule rule;
  HaulierSeverity severity;
  guint resources;
  gboolean (*holds) (const HaulierAccessDecisions *decisions, HaulierResource resource);
  const char *fix;
  GVariant *(*arguments) (const HaulierAccessDecisions *decisions, HaulierResource resource);
} HaulierWarningRow;

typedef struct
{
  const HaulierWarningRow *rows;
  gsize n_rows;
} HaulierWarningTable;

#define HAULIER_WARNING_TABLE(rows_)                                                               \
  {                                                                                                \
    .rows = (rows_), .n_rows = G_N_ELEMENTS (rows_),                                               \
  }

extern const HaulierWarningTable haulier_account_warnings;
extern const HaulierWarningTable haulier_login_warnings;
extern const HaulierWarningTable haulier_proxy_warnings;
extern const HaulierWarningTable haulier_token_warnings;

HaulierAuthTarget haulier_warning_get_target (HaulierResource resource);
gboolean haulier_warning_owner_is_service (const HaulierAccessDecisions *decisions);
GVariant *haulier_fix_with_flags (guint flags);
GVariant *haulier_fix_with_logon_credentials (const HaulierAccessDecisions *decisions,
                                              HaulierResource resource);
GVariant *haulier_fix_with_target (const HaulierAccessDecisions *decisions,
                                   HaulierResource resource);
GVariant *haulier_fix_with_network (const HaulierAccessDecisions *decisions,
                                    HaulierResource resource);
GVariant *haulier_fix_with_native (const HaulierAccessDecisions *decisions,
                                   HaulierResource resource);

G_END_DECLS
