/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* What can be set on a job: one table of keys with type, default and check. */
#pragma once

#include <glib.h>

#include "haulier-profile.h"
#include "haulier-words.h"

G_BEGIN_DECLS

#define HAULIER_CONNECTIONS_DEFAULT 8
#define HAULIER_CONNECTIONS_MAX 16

/* BG_HTTP_REDIRECT_POLICY and the certificate bits of SetSecurityFlags. */
#define HAULIER_SECURITY_CRL_CHECK 0x1u
#define HAULIER_SECURITY_IGNORE_CERT_CN 0x2u
#define HAULIER_SECURITY_IGNORE_DATE 0x4u
#define HAULIER_SECURITY_IGNORE_UNKNOWN_CA 0x8u
#define HAULIER_SECURITY_IGNORE_WRONG_USAGE 0x10u
#define HAULIER_SECURITY_REDIRECT_MASK 0x700u
#define HAULIER_SECURITY_REDIRECT_REPORT 0x100u
#define HAULIER_SECURITY_REDIRECT_DISALLOW 0x200u
#define HAULIER_SECURITY_ALLOW_HTTPS_TO_HTTP 0x800u

/* BG_NOTIFY_…; the command is run for the first two only. */
#define HAULIER_NOTIFY_TRANSFERRED 0x1u
#define HAULIER_NOTIFY_ERROR 0x2u
#define HAULIER_NOTIFY_DISABLE 0x4u
#define HAULIER_NOTIFY_KNOWN 0x3fu

/**
 * HaulierJobSettings:
 *
 * The settings of one job. Keys on the bus, in JSON and on the command line are the field names
 * with hyphens.
 */
typedef struct
{
  HaulierPriority priority;
  HaulierTransferPolicy transfer_policy;
  guint32 minimum_retry_delay;   /* seconds */
  guint32 no_progress_timeout;   /* seconds; 0: every error is fatal */
  guint32 maximum_download_time; /* seconds of moving */
  guint32 security_flags;        /* HAULIER_SECURITY_… */
  guint32 connections;           /* ceiling, 1 to HAULIER_CONNECTIONS_MAX */
  guint64 limit;                 /* bytes a second; 0: none */
  char **headers;                /* (nullable) "Name: value" */
  char *http_method;             /* (nullable) other than GET */
  guint32 notify_flags;          /* HAULIER_NOTIFY_… */
  char *notify_command;          /* (nullable) see haulier_notify_command_split() */
  gint32 profile;                /* #HaulierProfile, or HAULIER_NOT_SET: the engine\'s */
} HaulierJobSettings;

void haulier_job_settings_init (HaulierJobSettings *settings, HaulierJobOrigin origin);
void haulier_job_settings_clear (HaulierJobSettings *settings);
void haulier_job_settings_copy (HaulierJobSettings *target, const HaulierJobSettings *source);
gboolean haulier_job_settings_set (HaulierJobSettings *settings,
                                   const char *key,
                                   GVariant *value,
                                   GError **error);
GVariant *haulier_job_settings_get (const HaulierJobSettings *settings, const char *key);
GVariant *haulier_job_settings_to_variant (const HaulierJobSettings *settings);
GVariant *haulier_job_setting_parse (const char *key, const char *text, GError **error);
char *haulier_job_setting_format (const char *key, GVariant *value);
char **haulier_job_setting_list_keys (void);

G_END_DECLS
