/* SPDX-FileCopyrightText: The Haulier authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
/* The one gate that each call goes through: who calls, may he, and only then the handler. */
#pragma once

#include "haulier-daemon.h"

G_BEGIN_DECLS

typedef void (*HaulierHandler) (HaulierCall *call);

typedef struct
{
  const char *member; /* method or property */
  HaulierHandler handler;
} HaulierHandlerRow;

void haulier_gate_pass (HaulierCall *call, HaulierCallers *callers);
void haulier_gate_pass_part (HaulierCall *call, const char *member, HaulierHandler then);
void haulier_gate_pass_for_account (HaulierCall *call,
                                    HaulierAccount account,
                                    const char *member,
                                    HaulierHandler then);
gboolean haulier_gate_allows (const HaulierCall *call, const char *member);
HaulierAuthorisationVerdict haulier_gate_judge (const HaulierCall *call,
                                                const HaulierJob *job,
                                                const char *interface_name,
                                                const char *member);

/* haulier-access-setters.c */
extern const HaulierHandlerRow haulier_credentials_methods[];
extern const HaulierHandlerRow haulier_proxy_methods[];
extern const HaulierHandlerRow haulier_certificate_methods[];
/* haulier-token-methods.c */
extern const HaulierHandlerRow haulier_helper_token_methods[];
/* haulier-manager-methods.c */
extern const HaulierHandlerRow haulier_manager_methods[];
/* haulier-job-methods.c */
extern const HaulierHandlerRow haulier_job_methods[];
/* haulier-access-methods.c */
extern const HaulierHandlerRow haulier_access_methods[];
/**
 * haulier_access_methods_plan:
 * @call: (transfer full): PlanAccess, which stands beside the methods about all jobs
 *
 * Plans for what a person tries out. Nothing is created, sent or kept.
 */
void haulier_access_methods_plan (HaulierCall *call);
/**
 * haulier_account_methods_list:
 * @call: (transfer full): ListAccounts
 */
void haulier_account_methods_list (HaulierCall *call);
/**
 * haulier_host_methods_list:
 * @call: (transfer full): ListHostCredentials
 */
void haulier_host_methods_list (HaulierCall *call);
/**
 * haulier_host_methods_set:
 * @call: (transfer full): SetHostCredential
 */
void haulier_host_methods_set (HaulierCall *call);
/**
 * haulier_host_methods_remove:
 * @call: (transfer full): RemoveHostCredential
 */
void haulier_host_methods_remove (HaulierCall *call);

G_END_DECLS
