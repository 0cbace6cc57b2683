/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* Names and object paths of the buses. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HAULIER_BUS_NAME "org.haulier.Transfer1"
#define HAULIER_BUS_PATH "/org/haulier/Transfer1"
#define HAULIER_BUS_JOBS_PATH "/org/haulier/Transfer1/jobs"
#define HAULIER_BUS_INTERFACE "org.haulier.Transfer1"
#define HAULIER_BUS_JOB_INTERFACE "org.haulier.Transfer1.Job"
#define HAULIER_BUS_ACCESS_INTERFACE "org.haulier.Transfer1.Access"
#define HAULIER_BUS_CREDENTIALS_INTERFACE "org.haulier.Transfer1.Credentials"
#define HAULIER_BUS_PROXY_INTERFACE "org.haulier.Transfer1.Proxy"
#define HAULIER_BUS_HELPER_TOKEN_INTERFACE "org.haulier.Transfer1.HelperToken"
#define HAULIER_BUS_CERTIFICATE_INTERFACE "org.haulier.Transfer1.Certificate"
#define HAULIER_WORKER_PATH "/org/haulier/Worker1"
#define HAULIER_WORKER_INTERFACE "org.haulier.Worker1"
#define HAULIER_FILES_INTERFACE "org.haulier.Files1"
#define HAULIER_ENGINE_PATH "/org/haulier/Engine1"
#define HAULIER_ENGINE_INTERFACE "org.haulier.Engine1"

/* Rows of one page: ListJobs, GetFiles and GetTrace. */
#define HAULIER_BUS_PAGE_MAX_ROWS 10000

char *haulier_bus_job_node (const char *id);
char *haulier_bus_job_path (const char *id);
char *haulier_bus_job_id_from_node (const char *node);

G_END_DECLS
